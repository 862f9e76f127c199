//! `bezoek ...`: everything about one visit.

use super::arguments::{Arguments, read_number};
use super::keys::{split_reason, split_tail};
use super::near::{first_word, not_a_choice, squash};
use crate::domain::command::{
    CancelWish, Command, CommandError, ConfirmChoice, Moment, ProgrammeAt,
};
use crate::domain::consent::Voice;
use crate::domain::people::Mailbox;
use chrono::NaiveTime;

/// `bezoek toon <zaak>`
pub(super) fn show(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Show { case: of.case()? })
}

/// `bezoek zoek <woorden> [pagina=<nummer>]`
pub(super) fn search(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let page = of.page()?;
    let words = of.text("woorden")?;
    let wijken = of.context.wijken_in(&words);
    Ok(Command::Search { words, wijken, page })
}

/// `bezoek waarom <zaak> [pagina=<nummer>]`
pub(super) fn why(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let page = of.page()?;
    Ok(Command::Why { case: of.case()?, page })
}

/// `bezoek nieuw <tekst>`
pub(super) fn new(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::New { text: of.text("tekst")? })
}

/// `bezoek neem <zaak>`
pub(super) fn take(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Take { case: of.case()? })
}

/// `bezoek geef-vrij <zaak>`
pub(super) fn release(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Release { case: of.case()? })
}

/// `gebeld <zaak>`
pub(super) fn called(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Called { case: of.case()? })
}

/// `bezoek draag-over <zaak> [aan] <wie>`
pub(super) fn pass_on(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    of.skip("aan");
    Ok(Command::PassOn { case, to: of.text("wie")? })
}

/// `bezoek stel-voor <zaak> [toch] [wijk=<wijk>] [<moment>; <moment>; ...]`
pub(super) fn propose(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    let regardless = of.skip("toch");
    let keyed = of.keyed(&["wijk"])?;
    let wijk = keyed.get("wijk").map(|name| of.wijk_in(name)).transpose()?;
    Ok(Command::Propose { case, slots: any_moments(of, &keyed.plain)?, wijk, regardless })
}

/// `bezoek bevestig <zaak> [[optie[=]] <nummer> | <moment>]`
pub(super) fn confirm(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Confirm { case: of.case()?, choice: choice(of)? })
}

/// `bezoek voorbehoud <zaak> [[optie[=]] <nummer> | <moment>]`
pub(super) fn reserve(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Reserve { case: of.case()?, choice: choice(of)? })
}

/// `[[optie[=]] <nummer> | <moment>]`
fn choice(of: &mut Arguments<'_>) -> Result<Option<ConfirmChoice>, CommandError> {
    let keyed = of.keyed(&["optie"])?;
    let words: Vec<&str> = keyed.plain.split_whitespace().collect();
    let option =
        |number: &str| of.number_in(number).map(|number| Some(ConfirmChoice::Option { number }));
    match (keyed.get("optie"), words.as_slice()) {
        (Some(number), []) => option(number),
        (Some(_), [word, ..]) => Err(unknown(word)),
        (None, []) => Ok(None),
        (None, [number]) if read_number(number).is_some() => option(number),
        (None, [word]) if squash(word) == "optie" => Err(of.missing("nummer")),
        (None, [word, number]) if squash(word) == "optie" => option(number),
        (None, _) => Ok(Some(ConfirmChoice::Moment { moment: of.moment_in(&keyed.plain)? })),
    }
}

/// `bezoek verzet <zaak> [naar] [<moment>; <moment>; ...]`, or `bezoek verzet <zaak> niet`
pub(super) fn reschedule(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    // Whoever says `naar` names a moment: without one the line was cut off.
    let text = match (of.skip("naar"), of.take_rest()) {
        (true, "") => return Err(of.missing("moment")),
        (false, text) if squash(text) == "niet" => return Ok(Command::Stay { case }),
        (true | false, text) => text,
    };
    Ok(Command::Move { case, slots: any_moments(of, text)? })
}

/// `bezoek annuleer <zaak> [gast | zonder-brief] [[wegens | reden=] <reden>]`
///
/// A bare text that begins with the word of a wish and goes on is not guessed at: whether "gast ziek
/// geworden" is a wish of theirs with its reason, or our reason that they read, `wegens` tells.
pub(super) fn cancel(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    let text = of.take_rest();
    let (before, after) = split_reason(text);
    let (wish, reason) = match squash(&before).as_str() {
        "gast" => (CancelWish::Guest, after),
        "zonderbrief" => (CancelWish::GuestUnwritten, after),
        _ if is_wish(first_word(&before).0) => {
            let example = OF_THE_GUEST.to_owned();
            return Err(CommandError::Missing { what: "wegens".to_owned(), example });
        }
        _ => (CancelWish::Ours, reason_in(text)),
    };
    Ok(Command::Cancel { case, wish, reason })
}

/// How to say that the guest wants it called off, with the reason.
const OF_THE_GUEST: &str = "bezoek annuleer 14 gast wegens ziekte";

fn is_wish(word: &str) -> bool {
    matches!(squash(word).as_str(), "gast" | "zonder" | "zonderbrief")
}

/// `bezoek wijs-af <zaak> [[wegens | reden=] <reden>]`
pub(super) fn decline(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Decline { case: of.case()?, reason: reason(of) })
}

/// `bezoek heropen <zaak>`
pub(super) fn reopen(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Reopen { case: of.case()? })
}

/// `bezoek afronden <zaak> [doorgegaan | niet-doorgegaan | ja | nee]`; nothing means `doorgegaan`.
pub(super) fn complete(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    let word = of.take_rest();
    let held = match squash(word).as_str() {
        "" if word.is_empty() => true,
        "ja" | "doorgegaan" => true,
        "nee" | "nietdoorgegaan" => false,
        _ => return Err(not_a_choice(word, &["doorgegaan", "niet-doorgegaan", "ja", "nee"])),
    };
    Ok(Command::Complete { case, held })
}

/// `bezoek antwoord <zaak> <tekst>`
pub(super) fn reply(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Reply { case: of.case()?, text: of.text("tekst")? })
}

/// `bezoek akkoord <zaak> <wie> [ja | nee]`; nothing means `ja`.
pub(super) fn consent(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    let voice = of.word().ok_or_else(|| of.missing("wie"))?;
    let voice = voice_in(voice)?;
    let word = of.take_rest();
    let yes = match squash(word).as_str() {
        "" | "ja" => true,
        "nee" => false,
        _ => return Err(not_a_choice(word, &["ja", "nee"])),
    };
    Ok(Command::Consent { case, voice, yes })
}

fn voice_in(word: &str) -> Result<Voice, CommandError> {
    match squash(word).as_str() {
        "contactpersoon" => Ok(Voice::Host),
        "bewoners" => Ok(Voice::Residents),
        "collega" => Ok(Voice::Staff),
        _ => Err(not_a_choice(word, &["contactpersoon", "bewoners", "collega"])),
    }
}

/// `bezoek wacht <zaak>`
pub(super) fn wait(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Wait { case: of.case()? })
}

/// `bezoek notitie <zaak> [afgehandeld] <tekst>`
pub(super) fn note(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    let settles = of.skip("afgehandeld");
    Ok(Command::Note { case, text: of.text("tekst")?, settles })
}

/// `bezoek gasten <zaak> [<aantal>] [naam=<naam>]`; a name runs to the end of the line.
pub(super) fn party(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    let (number, name) = split_tail(of.take_rest(), "naam", None);
    let size = Some(number).filter(|number| !number.is_empty());
    let size = size.map(|number| of.number_in(&number)).transpose()?;
    if size.is_none() && name.is_none() {
        return Err(of.missing("aantal"));
    }
    Ok(Command::Party { case, size, name })
}

/// `aanvrager <zaak> <adres> [naam=<naam>]`; a name runs to the end of the line.
pub(super) fn writer(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let (case, address) = (of.case()?, of.address()?);
    let (_, name) = split_tail(of.take_rest(), "naam", None);
    Ok(Command::Writer { case, to: Mailbox { name, address } })
}

/// `bezoek samen <zaak> [met] <zaak>`, or `bezoek samen <zaak> niet`
pub(super) fn together(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    of.skip("met");
    if of.skip("niet") {
        return Ok(Command::Apart { case });
    }
    Ok(Command::Together { case, other: of.case()? })
}

/// `bezoek koppel <zaak> [met] <zaak> [toch]`
pub(super) fn merge(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    of.skip("met");
    let other = of.case()?;
    Ok(Command::Merge { case, other, regardless: of.skip("toch") })
}

/// `bezoek programma <zaak> <tijd> <tekst>; <tijd> <tekst>; ...`
pub(super) fn programme(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let case = of.case()?;
    let text = of.text("programma")?;
    let pieces = text.split(';').map(str::trim).filter(|piece| !piece.is_empty());
    let lines: Vec<ProgrammeAt> =
        pieces.map(|piece| programme_line(of, piece)).collect::<Result<_, _>>()?;
    if lines.is_empty() {
        Err(of.missing("programma"))
    } else {
        Ok(Command::Programme { case, lines })
    }
}

/// `<uur>:<minuut> <tekst>`
fn programme_line(of: &Arguments<'_>, piece: &str) -> Result<ProgrammeAt, CommandError> {
    let (time, what) = first_word(piece);
    let at = NaiveTime::parse_from_str(&time.replace('.', ":"), "%H:%M")
        .map_err(|_| of.not_a_moment(time))?;
    if what.is_empty() {
        Err(of.missing("tekst"))
    } else {
        Ok(ProgrammeAt { at, what: what.to_owned() })
    }
}

/// `bezoek plek <zaak> <plek>`
pub(super) fn place(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Place { case: of.case()?, place: of.text("plek")? })
}

/// `bezoek blad <zaak>`
pub(super) fn sheet(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Sheet { case: of.case()? })
}

fn any_moments(of: &Arguments<'_>, text: &str) -> Result<Vec<Moment>, CommandError> {
    if text.is_empty() { Ok(Vec::new()) } else { of.moments_in(text) }
}

/// The reason at the end of the line, with or without `wegens` before it.
pub(super) fn reason(of: &mut Arguments<'_>) -> Option<String> {
    reason_in(of.take_rest())
}

fn reason_in(text: &str) -> Option<String> {
    let (before, after) = split_reason(text);
    let whole = if before.is_empty() { after } else { Some(text.to_owned()) };
    whole.filter(|reason| !reason.is_empty())
}

fn unknown(word: &str) -> CommandError {
    CommandError::Unknown { word: word.to_owned(), did_you_mean: None }
}
