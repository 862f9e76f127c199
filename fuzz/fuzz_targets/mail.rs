//! Whatever bytes arrive, they are a mail or a reason.
#![no_main]

use std::panic::PanicHookInfo;

use libfuzzer_sys::fuzz_target;
use werkbezoek::domain::people::Address;
use werkbezoek::mail::parse::parse;

fuzz_target!(
    init: std::panic::set_hook(Box::new(stop_at_our_own)),
    |bytes: &[u8]| {
        if let Some(bot) = Address::parse("werkbezoek@m50.example") {
            let _ = parse(bytes, None, &bot);
        }
    }
);

/// A parser that gives up is a reason like any other: `parse` catches it. Where our own code panics,
/// what it caught would hide the fault.
fn stop_at_our_own(panic: &PanicHookInfo<'_>) {
    let theirs = panic.location().is_some_and(|place| place.file().contains("/mail-parser-"));
    if !theirs {
        eprintln!("{panic}");
        std::process::abort();
    }
}
