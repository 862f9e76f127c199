//! A request by telephone: whoever took the call types what was said, and the reader of mail reads it.
//!
//! An address in it is where letters about the case go; without one the case is there all the same, and
//! says that nobody can be written to. Nothing is sent: that we have the request, the caller knows.

use super::super::facts;
use super::super::work::Work;
use super::{Speaker, done, queue};
use crate::domain::notice::{DoneWhat, NoOffice, Refusal};
use crate::domain::people::{Address, Mailbox};
use crate::domain::reading::{Intent, Language, Reading};

/// What may stand around an address in a sentence.
const AROUND_ADDRESS: [char; 10] = ['<', '>', '(', ')', ',', ';', ':', '.', '"', '\''];

/// Makes a case of what was said.
pub(super) fn open(work: &mut Work<'_>, speaker: Speaker<'_>, text: &str) -> Result<(), Refusal> {
    let office = office_in(work, text)?;
    let reading = facts::read_text(work, text, work.now);
    if office.is_none() && !is_about_somebody(&reading) {
        return Err(Refusal::NamesNobody);
    }
    let address = office.clone().unwrap_or_else(Address::unknown);
    let mut case = facts::blank_case(work, &Mailbox { name: None, address }, Language::Nl);
    let nowhere = office.is_none();
    (case.visit.writer.no_address, case.visit.writer.undeliverable) = (nowhere, nowhere);
    facts::take_in(work.desk, &mut case, &reading);
    let phone = &mut case.visit.writer.phone;
    *phone = phone.take().or_else(|| phone_of_office(&reading));
    case.note(speaker.actor(), facts::telephoned(&reading));
    case.visit.request.text = text.to_owned();
    let visit = queue::begin(work, speaker, case);
    done(work, speaker, DoneWhat::Telephoned { visit });
    Ok(())
}

/// The number that was told, unless it is for the day of the visit: where whoever asks can be called.
fn phone_of_office(reading: &Reading<'_>) -> Option<String> {
    let told = reading.phone_told.as_ref().filter(|told| !told.for_the_day);
    let back = reading.call_back.as_ref().filter(|number| !number.is_empty());
    told.map(|told| &told.number).or(back).cloned()
}

/// Whether it is about somebody: says who comes, who asks or how they are reached. Not every name is
/// read, so a visit that is asked for counts too.
fn is_about_somebody(reading: &Reading<'_>) -> bool {
    reading.principal.is_some()
        || reading.writer.is_some()
        || reading.phone_told.is_some()
        || reading.has(Intent::VisitRequest)
}

/// The address in the text. A word that looks like one and is none is not passed over: letters would
/// go nowhere, and nobody would know.
fn office_in(work: &Work<'_>, text: &str) -> Result<Option<Address>, Refusal> {
    let words = text.split_whitespace().filter(|word| word.contains('@'));
    let mut found: Vec<Option<Address>> =
        words.map(|word| Address::parse(word.trim_matches(AROUND_ADDRESS))).collect();
    found.sort();
    found.dedup();
    match found.as_slice() {
        [] => Ok(None),
        [only] => usable(work, only.as_ref()).map(|office| Some(office.clone())),
        [_, ..] => Err(NoOffice::Several),
    }
    .map_err(|why| Refusal::NoOffice { why, case: None })
}

/// An address to which letters of a case can go; `None` is one that cannot be read.
pub(super) fn usable<'a>(
    work: &Work<'_>,
    address: Option<&'a Address>,
) -> Result<&'a Address, NoOffice> {
    // Nobody outside reads mail at a name without a dot: somebody forgot the end of it.
    let is_whole = |it: &Address| it.domain().contains('.');
    let address = address.filter(|it| it.is_sendable() && is_whole(it) && !it.is_unread());
    let address = address.ok_or(NoOffice::Unusable)?;
    let is_ours = *address == work.desk.bot.address || work.desk.contact_at(address).is_some();
    if is_ours { Err(NoOffice::Ours) } else { Ok(address) }
}
