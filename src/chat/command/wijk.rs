//! `wijk ...`: what a wijk is, when it is closed, who receives.

use super::arguments::Arguments;
use super::keys::split_reason;
use super::near::first_word;
use super::near::squash;
use crate::domain::command::{Command, CommandError};

/// `wijk [toon [<wijk>]]`
pub(super) fn show(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let name = of.take_rest();
    let wijk = (!name.is_empty()).then(|| of.wijk_in(name)).transpose()?;
    Ok(Command::ShowWijk { wijk })
}

/// `wijk contact <wijk>`
pub(super) fn contacts(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Contacts { wijk: of.wijk()? })
}

/// `wijk sluit <wijk> <dag of dagen> (wegens | reden=) <reden>`
pub(super) fn close(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let wijk = of.wijk()?;
    let (days, why) = split_reason(of.take_rest());
    if days.is_empty() {
        return Err(of.missing("dagen"));
    }
    let days = of.days_in(&days)?;
    let why = why.ok_or_else(|| of.missing("reden"))?;
    Ok(Command::CloseWijk { wijk, days, why })
}

/// `wijk open <wijk> [<dag of dagen>]`
pub(super) fn open(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let wijk = of.wijk()?;
    let days = of.take_rest();
    let days = (!days.is_empty()).then(|| of.days_in(days)).transpose()?;
    Ok(Command::OpenWijk { wijk, days })
}

/// `wijk vervang <wijk> ([door] <contactpersoon> | door=<contactpersoon>) [zaak=<zaak>]`
pub(super) fn replace_host(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let wijk = of.wijk()?;
    let keyed = of.keyed(&["door", "zaak"])?;
    let plain = match first_word(&keyed.plain) {
        (word, rest) if squash(word) == "door" => rest,
        (_, _) => keyed.plain.as_str(),
    };
    let name = match (keyed.get("door"), plain) {
        (Some(name), "") | (None, name) if !name.is_empty() => name,
        (Some(_), extra) => {
            return Err(CommandError::Unknown { word: extra.to_owned(), did_you_mean: None });
        }
        (None, _) => return Err(of.missing("contactpersoon")),
    };
    let host = of.host_in(name, &wijk)?;
    let case = keyed.get("zaak").map(|case| of.case_in(case)).transpose()?;
    Ok(Command::ReplaceHost { wijk, host, case })
}
