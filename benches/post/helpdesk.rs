//! django-helpdesk on the same servers, in a Python environment that `install_helpdesk.sh` made.

use std::path::Path;
use std::process::Command;

use crate::office::{Ran, watched};
use crate::servers::BOT;

/// Makes a desk with one queue, then runs `get_email` from its start to its end.
pub(crate) fn run(environment: &Path, imap_port: u16, smtp_port: u16) -> Ran {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/post/get_email.py");
    let command = |step: &str| {
        let mut command = Command::new(environment.join("bin/python"));
        command.arg(&script).arg(step).current_dir(folder.path());
        command.env("IMAP_PORT", imap_port.to_string()).env("SMTP_PORT", smtp_port.to_string());
        command.env("MAIL_USER", BOT.name).env("MAIL_PASSWORD", BOT.password);
        command
    };
    assert!(command("prepare").status().unwrap().success(), "get_email.py cannot make a desk");
    let ran = watched(&mut command("get_email"));
    assert!(ran.status.success(), "get_email failed");
    ran
}
