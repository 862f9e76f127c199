//! A number taken from an offer that was replaced since: "optie 2" may mean another moment by now.
//!
//! Where it is on offer still, under whatever number, it is what the office means. Where it is free but
//! no more on offer, the office is asked once which of the two it means. What is no longer free is no
//! question: the office hears so, with fresh dates.

use super::dates;
use super::work::Work;
use crate::domain::ids::LetterId;
use crate::domain::letter::{LetterKind, Question};
use crate::domain::reading::{Reading, When};
use crate::domain::visit::{Offer, OfferOption, Visit};

/// The moments that we asked about, as an offer of their own, if the mail answers that: also where the
/// question is past, because dates were offered since.
pub(super) fn asked_about(visit: &Visit, letter: Option<&LetterId>) -> Option<Offer> {
    let to_question = letter.is_none_or(|id| id.kind() == Some(LetterKind::Question))
        && !is_older_question(visit, letter);
    let numbered = visit.numbered.as_ref().filter(|numbered| letter == Some(&numbered.letter));
    let options = match (numbered, &visit.asked) {
        (Some(numbered), _) => &numbered.options,
        (None, Some(Question::OlderOption { options })) if to_question => options,
        (None, Some(_) | None) => return None,
    };
    let mut offers = visit.offer.iter().chain(visit.older_offers.iter().rev());
    Some(Offer { version: 0, options: options.clone(), ..offers.next()?.clone() })
}

/// Whether the mail answers an offer or a question so old that nobody knows any more what stood in
/// it.
pub(super) fn is_forgotten(visit: &Visit, letter: Option<&LetterId>) -> bool {
    let offers = || visit.offer.iter().chain(&visit.older_offers);
    let version = letter.and_then(LetterId::offer_version);
    version.is_some_and(|version| offers().all(|offer| offer.version != version))
        || is_older_question(visit, letter)
}

/// Whether the mail answers another question than the one whose numbers are known: its "first" may be
/// any moment.
fn is_older_question(visit: &Visit, letter: Option<&LetterId>) -> bool {
    let question = letter.filter(|id| id.kind() == Some(LetterKind::Question));
    question.zip(visit.numbered.as_ref()).is_some_and(|(id, numbered)| *id != numbered.letter)
}

/// The moment as it was offered: the number of an answer to our question is another one.
pub(super) fn as_offered<'v>(visit: &'v Visit, option: &'v OfferOption) -> &'v OfferOption {
    let offers = visit.offer.iter().chain(visit.older_offers.iter().rev());
    let mut options = offers.flat_map(|offer| &offer.options);
    options.find(|offered| offered.slot == option.slot).unwrap_or(option)
}

/// What must be asked before an option of this offer can be taken.
pub(super) fn question(
    work: &Work<'_>,
    visit: &Visit,
    answered: Option<&Offer>,
    option: &OfferOption,
    reading: &Reading,
) -> Option<Question> {
    let open = visit.offer.as_ref().filter(|open| work.now < open.expires)?;
    if !visit.was_told(open) {
        return None;
    }
    let older = answered.filter(|offer| offer.version != 0 && offer.version < open.version)?;
    let still_offered = open.options.iter().any(|now| now.slot == option.slot);
    if still_offered || names_its_day(reading, option) {
        return None;
    }
    let now_so_numbered = open.option(option.option)?;
    dates::host_for(work, visit, option, &older.wijk).ok()?;
    let pair = [option, now_so_numbered].into_iter().cloned();
    let options =
        (1..).zip(pair).map(|(number, one)| OfferOption { option: number, ..one }).collect();
    Some(Question::OlderOption { options })
}

/// Who writes the day as well leaves no doubt.
pub(super) fn names_its_day(reading: &Reading, option: &OfferOption) -> bool {
    reading.when.iter().any(|wish| match &wish.when {
        When::Date(day) => *day == option.slot.day(),
        When::DateTime(at) => at.date() == option.slot.day(),
        When::DateTimeRange { start, .. } => {
            start.is_some_and(|start| start.date() == option.slot.day())
        }
        When::DateRange { .. }
        | When::Time(_)
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::visit::{Numbered, Stage};
    use crate::words::chat_specimen;

    #[test]
    fn the_numbers_of_one_question_are_not_those_of_another() {
        let mut visit = chat_specimen::visit(Stage::Proposed);
        let question = |ordinal| LetterId::about(visit.id, LetterKind::Question.slug(), ordinal);
        let (older, newest) = (question("1"), question("2"));
        let options = visit.offer.iter().flat_map(|offer| offer.options.clone()).collect();
        assert!(!is_forgotten(&visit, Some(&older)), "it had no numbers that we know of");
        visit.asked = Some(Question::OlderOption { options });
        let Some(Question::OlderOption { options }) = visit.asked.clone() else { return };
        visit.numbered = Some(Numbered { letter: newest.clone(), options });
        assert!(asked_about(&visit, Some(&newest)).is_some());
        assert!(!is_forgotten(&visit, Some(&newest)));
        assert!(asked_about(&visit, Some(&older)).is_none());
        assert!(is_forgotten(&visit, Some(&older)));
    }
}
