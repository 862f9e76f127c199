//! The story: one visit, from the first mail to the thanks.
//!
//! People act on fixed dates, as a secretary, staff and a contact person would; all that the bot does
//! follows from them and from the clock. Nothing here says what the bot must answer: that is `ending`.

use std::io::Write;

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::samples::{self, Sample};
use super::stage::Stage;
use crate::cli::Failure;
use crate::domain::letter::LetterKind;
use crate::domain::people::Contact;
use crate::domain::wijk::Wijk;

/// Who play: the wijk that is asked for and its first contact person.
#[derive(Debug, Clone)]
pub(super) struct Cast {
    pub(super) wijk: Wijk,
    pub(super) host: Contact,
}

/// The sample mails in the order in which they arrive.
pub(super) const MAILS: [Sample; 5] =
    [samples::REQUEST, samples::CHOICE, samples::MOVE, samples::SECOND_CHOICE, samples::HELD];

/// The moment at which the story begins: Monday 1 March 2027, 09:00.
pub(super) fn beginning() -> NaiveDateTime {
    at(3, 1, 9, 0)
}

/// A local moment in 2027.
fn at(month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2027, month, day);
    day.and_then(|day| day.and_hms_opt(hour, minute, 0)).unwrap_or_default()
}

/// Plays all scenes.
///
/// # Errors
/// The reason why the story cannot go on.
pub(super) fn play<W: Write>(stage: &mut Stage<'_, W>, cast: &Cast) -> Result<(), Failure> {
    asked(stage, cast)?;
    offered(stage)?;
    chosen(stage)?;
    moved(stage)?;
    chosen_again(stage)?;
    remembered(stage)?;
    held(stage, cast)
}

fn asked<W: Write>(stage: &mut Stage<'_, W>, cast: &Cast) -> Result<(), Failure> {
    stage.screen.scene("1. The office of a member of parliament asks for a visit")?;
    let values = stage.values().about(&cast.wijk);
    stage.mail(samples::REQUEST, &values)
}

fn offered<W: Write>(stage: &mut Stage<'_, W>) -> Result<(), Failure> {
    stage.screen.scene("2. Staff look at it, ask why, and let the bot offer dates")?;
    stage.run_to(at(3, 1, 9, 20))?;
    for line in ["bezoek neem 1", "bezoek waarom 1", "bezoek stel-voor 1", "ja"] {
        stage.say(line)?;
    }
    stage.run_until_sent(LetterKind::Offer, at(3, 1, 12, 0))
}

fn chosen<W: Write>(stage: &mut Stage<'_, W>) -> Result<(), Failure> {
    stage.screen.scene("3. The office takes the second date; everybody gets an invitation")?;
    stage.run_to(at(3, 2, 14, 20))?;
    let values = stage.values().answering(&stage.letter(LetterKind::Offer)?);
    stage.mail(samples::CHOICE, &values)
}

fn moved<W: Write>(stage: &mut Stage<'_, W>) -> Result<(), Failure> {
    stage.screen.scene("4. A week later the office has to move the visit")?;
    stage.run_to(at(3, 9, 8, 42))?;
    let values = stage.values().answering(&stage.letter(LetterKind::Confirmation)?);
    stage.mail(samples::MOVE, &values)?;
    stage.run_to(at(3, 9, 9, 30))?;
    stage.say("bezoek verzet 1")?;
    stage.say("ja")?;
    stage.run_to(at(3, 9, 10, 0))
}

fn chosen_again<W: Write>(stage: &mut Stage<'_, W>) -> Result<(), Failure> {
    stage
        .screen
        .scene("5. The office takes the first date; the calendars are brought up to date")?;
    stage.run_to(at(3, 10, 10, 5))?;
    let values = stage.values().answering(&stage.letter(LetterKind::Offer)?);
    stage.mail(samples::SECOND_CHOICE, &values)
}

fn remembered<W: Write>(stage: &mut Stage<'_, W>) -> Result<(), Failure> {
    stage.screen.scene("6. Time passes: reminders, the day itself, and the morning after")?;
    stage.run_until_sent(LetterKind::HostHeldQuestion, at(12, 31, 23, 0))
}

fn held<W: Write>(stage: &mut Stage<'_, W>, cast: &Cast) -> Result<(), Failure> {
    stage.screen.scene("7. The contact person says that it went well; the office is thanked")?;
    let asked = stage.now();
    stage.run_to(asked + Duration::minutes(72))?;
    let question = stage.letter(LetterKind::HostHeldQuestion)?;
    let values = stage.values().written_by(&cast.host).answering(&question);
    stage.mail(samples::HELD, &values)?;
    stage.run_until_sent(LetterKind::Thanks, asked + Duration::days(14))
}
