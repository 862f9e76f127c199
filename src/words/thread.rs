//! Keeps a conversation together: subject, In-Reply-To and References (RFC 5322, 3.6.4 and 3.6.5).
//!
//! What comes from other people's headers is cleaned here: an id that could break a header line is
//! left out, not repaired.

use crate::domain::ids::VisitId;
use crate::domain::letter::{LetterDraft, LetterKind};
use crate::domain::visit::Thread;

use super::visible::visible;

/// RFC 5322 asks for all ids; some servers refuse a header of many kilobytes. The first names the
/// conversation, the last ones the place in it.
const REFERENCES_MAX: usize = 10;
/// A line of a mail has at most 998 characters; real ids have fewer than a hundred.
const ID_CHARS_MAX: usize = 250;
/// What mail programs in this country put before the subject of an answer.
const REPLY_MARKS: [&str; 4] = ["re:", "antw:", "aw:", "sv:"];

/// The subject of a letter. An answer keeps the subject of the conversation with one `Re:`; news
/// (a reminder, a cancellation) says in its own subject what it is. Both carry the case number.
pub(super) fn subject(draft: &LetterDraft, own: &str) -> String {
    let theirs = without_marks(&visible(&draft.thread.subject));
    let theirs = match &draft.visit {
        Some(visit) => without_other_cases(&theirs, visit.id),
        None => theirs,
    };
    let is_reply = draft.thread.in_reply_to.is_some() && !is_news(draft.kind);
    let subject = match (is_reply, theirs.is_empty()) {
        (true, false) => format!("Re: {theirs}"),
        (true, true) | (false, _) => own.to_owned(),
    };
    with_case(subject, draft.visit.as_ref().map(|visit| visit.id))
}

fn is_news(kind: LetterKind) -> bool {
    match kind {
        LetterKind::CancelledByUs
        | LetterKind::Reminder
        | LetterKind::Thanks
        | LetterKind::OfferLapsed
        | LetterKind::Waiting
        | LetterKind::WaitLapsed
        | LetterKind::HostInvitation
        | LetterKind::HostUpdate
        | LetterKind::HostCancellation
        | LetterKind::HostReminder
        | LetterKind::HostHeldQuestion
        | LetterKind::HostMail
        | LetterKind::YesQuestion
        | LetterKind::YesNotNeeded => true,
        LetterKind::Receipt
        | LetterKind::Question
        | LetterKind::Offer
        | LetterKind::NothingFree
        | LetterKind::SlotGone
        | LetterKind::AwaitsYes
        | LetterKind::Confirmation
        | LetterKind::Change
        | LetterKind::DetailsNoted
        | LetterKind::ChangeReceived
        | LetterKind::CounterDeclined
        | LetterKind::CancelledByGuest
        | LetterKind::HandOver
        | LetterKind::Information
        | LetterKind::FreeText
        | LetterKind::MailAnswer => false,
    }
}

fn without_marks(subject: &str) -> String {
    let mut rest = subject.trim();
    while let Some(shorter) = REPLY_MARKS.iter().find_map(|mark| after(rest, mark)) {
        rest = shorter.trim_start();
    }
    rest.to_owned()
}

/// In a case that was asked for in the conversation of another, the number of that one would mislead.
fn without_other_cases(subject: &str, visit: VisitId) -> String {
    let is_other = |inside: &str| inside.trim().parse().is_ok_and(|id: VisitId| id != visit);
    let mut out = String::new();
    let mut rest = subject;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        rest = match after.split_once(']') {
            Some((inside, behind)) if is_other(inside) => behind.trim_start(),
            Some(_) | None => {
                out.push('[');
                after
            }
        };
    }
    format!("{out}{rest}").trim_end().to_owned()
}

/// What follows `mark` at the start of `text`, in any case.
fn after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(mark.len())?;
    start.eq_ignore_ascii_case(mark).then_some(rest)
}

fn with_case(subject: String, visit: Option<VisitId>) -> String {
    match visit {
        Some(id) if !subject.to_uppercase().contains(&id.to_string()) => {
            format!("{subject} [{id}]")
        }
        Some(_) | None => subject,
    }
}

/// The id of the mail that is answered, if it can stand in a header.
pub(super) fn in_reply_to(thread: &Thread) -> Option<String> {
    thread.in_reply_to.as_deref().and_then(clean_id)
}

/// The ids of the conversation, oldest first, at most ten.
pub(super) fn references(thread: &Thread) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let all = thread.references.iter().map(String::as_str).chain(thread.in_reply_to.as_deref());
    for id in all.filter_map(clean_id) {
        ids.retain(|known| *known != id);
        ids.push(id);
    }
    let too_many = ids.len().saturating_sub(REFERENCES_MAX);
    let kept = |at: usize| at == 0 || at > too_many;
    ids.into_iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, id)| id).collect()
}

fn clean_id(id: &str) -> Option<String> {
    let bare = id.trim().trim_start_matches('<').trim_end_matches('>');
    let is_clean = !bare.is_empty()
        && bare.len() <= ID_CHARS_MAX
        && bare.chars().all(|c| c.is_ascii_graphic() && c != '<' && c != '>');
    is_clean.then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(references: &[&str], in_reply_to: Option<&str>) -> Thread {
        Thread {
            references: references.iter().map(|id| (*id).to_owned()).collect(),
            in_reply_to: in_reply_to.map(ToOwned::to_owned),
            ..Thread::default()
        }
    }

    #[test]
    fn marks_of_answers_do_not_pile_up() {
        for subject in ["Werkbezoek", "RE: Antw: re: Werkbezoek", "Re:Werkbezoek"] {
            assert_eq!(without_marks(subject), "Werkbezoek");
        }
        assert_eq!(without_marks("Reactie"), "Reactie");
        assert_eq!(without_marks("Ré: é"), "Ré: é");
    }

    #[test]
    fn the_case_number_is_added_once() {
        let id: VisitId = "WB-2026-014".parse().unwrap();
        assert_eq!(with_case("Vraag".into(), Some(id)), "Vraag [WB-2026-014]");
        assert_eq!(with_case("Vraag [wb-2026-014]".into(), Some(id)), "Vraag [wb-2026-014]");
        assert_eq!(with_case("Vraag".into(), None), "Vraag");
    }

    #[test]
    fn the_number_of_another_case_does_not_stand_in_the_subject() {
        let id: VisitId = "WB-2027-001".parse().unwrap();
        for (theirs, kept) in [
            ("Bezoek [WB-2026-014]", "Bezoek"),
            ("Bezoek [wb-2026-014] [WB-2027-001]", "Bezoek [WB-2027-001]"),
            ("[EXTERN] [WB-2026-014] Bezoek [", "[EXTERN] Bezoek ["),
        ] {
            assert_eq!(without_other_cases(theirs, id), kept);
        }
    }

    #[test]
    fn the_mail_answered_is_the_last_reference() {
        assert_eq!(references(&thread(&["a@x", "b@x"], Some("c@x"))), ["a@x", "b@x", "c@x"]);
        assert_eq!(references(&thread(&["a@x", "b@x"], Some("a@x"))), ["b@x", "a@x"]);
    }

    #[test]
    fn a_long_conversation_keeps_its_first_and_its_last_ids() {
        let ids: Vec<String> = (0..40).map(|n| format!("{n}@x")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let kept = references(&thread(&ids, Some("40@x")));
        assert_eq!(kept.len(), REFERENCES_MAX);
        assert_eq!((kept[0].as_str(), kept[1].as_str(), kept[9].as_str()), ("0@x", "32@x", "40@x"));
    }

    #[test]
    fn an_id_that_could_break_a_header_is_left_out() {
        let kept = references(&thread(&["a@x\r\nBcc: b@x", "é@x", "a b@x", "a@x> <b@x"], Some("")));
        assert!(kept.is_empty(), "{kept:?}");
    }
}
