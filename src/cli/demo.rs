//! x
use std::process::ExitCode;
#[derive(Debug, clap::Args)]
pub(super) struct DemoArgs {}
pub(super) fn run(_: &DemoArgs) -> Result<ExitCode, super::Failure> {
    Ok(ExitCode::SUCCESS)
}
