//! Whatever bytes arrive, they are a mail or a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use werkbezoek::domain::people::Address;
use werkbezoek::mail::parse::parse;

fuzz_target!(|bytes: &[u8]| {
    if let Some(bot) = Address::parse("werkbezoek@m50.example") {
        let _ = parse(bytes, None, &bot);
    }
});
