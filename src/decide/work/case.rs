//! One visit being changed: its stage, its trail, and the letters and notices that go with it.
//!
//! An owned copy; nothing of it counts before `Work::keep` has it. Letters and notices show the visit
//! as it has become by then.

use super::Work;
use crate::domain::ids::{ContactId, LetterId};
use crate::domain::letter::{Facts, LetterDraft, LetterKind};
use crate::domain::notice::Saying;
use crate::domain::people::{Actor, Contact, Mailbox};
use crate::domain::reading::Language;
use crate::domain::time::Instant;
use crate::domain::trail::{Entry, Step};
use crate::domain::visit::{Ended, LetterFate, LetterTrace, Stage, Thread, Visit};

/// Ends the ordinal of a letter that is the copy of another.
const COPY: &str = "kopie";

pub(super) type SayingOf = Box<dyn FnOnce(Box<Visit>) -> Saying>;

/// One visit being changed.
pub(in crate::decide) struct Case {
    pub(in crate::decide) visit: Visit,
    now: Instant,
    /// Contacts who need not be told that a moment falls away: they said so themselves.
    told: Vec<ContactId>,
    letters: Vec<LetterDraft>,
    sayings: Vec<SayingOf>,
}

#[allow(clippy::wrong_self_convention, reason = "a letter goes to the office, and to the host")]
impl Case {
    pub(in crate::decide) fn of(visit: Visit, now: Instant) -> Self {
        Self { visit, now, told: Vec::new(), letters: Vec::new(), sayings: Vec::new() }
    }

    /// Moves to another stage if the table of legal steps has it; says whether it did.
    pub(in crate::decide) fn enter(&mut self, stage: Stage, by: Actor) -> bool {
        if !self.visit.stage.may_become().contains(&stage) {
            return false;
        }
        self.visit.stage = stage;
        if stage != Stage::AwaitingApproval {
            self.visit.waits = None;
        }
        if stage.is_final() || stage == Stage::HeldVisit {
            self.visit.loose_ends.clear();
        }
        self.note(by, Step::StageReached { stage });
        true
    }

    /// Ends the visit: nothing is held, nothing is due.
    pub(in crate::decide) fn end(
        &mut self,
        stage: Stage,
        by: Actor,
        reason: Option<String>,
    ) -> bool {
        if !self.enter(stage, by.clone()) {
            return false;
        }
        self.note(by.clone(), Step::Ended { reason: reason.clone() });
        self.visit.ended = Some(Ended { at: self.now, by, reason, stood: None });
        (self.visit.offer, self.visit.consent) = (None, None);
        self.visit.due.clear();
        true
    }

    /// This contact knows that the moment falls away.
    pub(in crate::decide) fn knows(&mut self, contact: ContactId) {
        self.told.push(contact);
    }

    pub(in crate::decide) fn is_told(&self, contact: &ContactId) -> bool {
        self.told.contains(contact)
    }

    pub(in crate::decide) fn note(&mut self, by: Actor, step: Step) {
        self.visit.trail.push(Entry { at: self.now, by, step: step.shortened() });
    }

    /// A notice to all staff that shows the visit as it has become.
    pub(in crate::decide) fn tell(&mut self, saying: impl FnOnce(Box<Visit>) -> Saying + 'static) {
        self.sayings.push(Box::new(saying));
    }

    /// A letter to the office; the next of its kind.
    pub(in crate::decide) fn to_office(
        &mut self,
        work: &Work<'_>,
        kind: LetterKind,
    ) -> &mut LetterDraft {
        let ordinal = self.next_ordinal(kind);
        self.to_office_as(work, kind, &ordinal)
    }

    /// A letter to the office with an ordinal of its own, such as the day of a reminder.
    pub(in crate::decide) fn to_office_as(
        &mut self,
        work: &Work<'_>,
        kind: LetterKind,
        ordinal: &str,
    ) -> &mut LetterDraft {
        let to = self.visit.writer.mailbox.clone();
        let thread = self.visit.thread.clone();
        let language = self.visit.writer.language;
        let host = self.visit.host.as_ref().and_then(|id| work.desk.contact(id)).cloned();
        let draft = Envelope { to, thread, language, host };
        self.letter(work, kind, ordinal, draft)
    }

    /// A letter to a contact person; always in Dutch, in a thread of its own.
    pub(in crate::decide) fn to_host(
        &mut self,
        work: &Work<'_>,
        kind: LetterKind,
        host: &Contact,
    ) -> &mut LetterDraft {
        let ordinal = self.next_ordinal(kind);
        self.to_host_as(work, kind, host, &ordinal)
    }

    pub(in crate::decide) fn to_host_as(
        &mut self,
        work: &Work<'_>,
        kind: LetterKind,
        host: &Contact,
        ordinal: &str,
    ) -> &mut LetterDraft {
        let to = Mailbox { name: Some(host.name.clone()), address: host.address.clone() };
        let host = Some(host.clone());
        let draft = Envelope { to, thread: Thread::default(), language: Language::Nl, host };
        self.letter(work, kind, ordinal, draft)
    }

    fn letter(
        &mut self,
        work: &Work<'_>,
        kind: LetterKind,
        ordinal: &str,
        envelope: Envelope,
    ) -> &mut LetterDraft {
        let id = LetterId::about(self.visit.id, kind.slug(), ordinal);
        let trace = LetterTrace { decided: self.now, fate: LetterFate::Decided };
        self.visit.letters.insert(id.clone(), trace);
        self.note(Actor::Bot, Step::LetterDecided { letter: id.clone() });
        let at = self.letters.len();
        self.letters.push(LetterDraft {
            id,
            kind,
            to: envelope.to,
            cc: Vec::new(),
            language: envelope.language,
            thread: envelope.thread,
            answers: None,
            visit: None,
            host: envelope.host,
            facts: Facts::default(),
            invitation: None,
            not_before: work.leave_at,
            is_last: false,
        });
        // `at` is the index of the draft pushed just above.
        #[allow(clippy::indexing_slicing, reason = "the draft was pushed one line above")]
        &mut self.letters[at]
    }

    /// The same letter for readers who are no attendee of its invitation: in its words, without the
    /// calendar object, with an identity of its own.
    pub(in crate::decide) fn copy_without_invitation(
        &mut self,
        id: &LetterId,
        readers: Vec<Mailbox>,
    ) {
        let mut readers = readers.into_iter();
        let original = self.letters.iter().find(|draft| draft.id == *id);
        let (Some(original), Some(to)) = (original, readers.next()) else { return };
        let ordinal = format!("{}-{COPY}", id.ordinal());
        let copy = LetterDraft {
            id: LetterId::about(self.visit.id, original.kind.slug(), &ordinal),
            to,
            cc: readers.collect(),
            // Its original is the answer; a mail has one.
            answers: None,
            invitation: None,
            ..original.clone()
        };
        let trace = LetterTrace { decided: self.now, fate: LetterFate::Decided };
        self.visit.letters.insert(copy.id.clone(), trace);
        self.note(Actor::Bot, Step::LetterDecided { letter: copy.id.clone() });
        self.letters.push(copy);
    }

    /// Changes a letter of this case that was decided a moment ago.
    pub(in crate::decide) fn amend(
        &mut self,
        id: &LetterId,
        change: impl FnOnce(&mut LetterDraft),
    ) {
        if let Some(draft) = self.letters.iter_mut().find(|draft| draft.id == *id) {
            change(draft);
        }
    }

    /// The visit as it has become, with the letters and the notices that go with it.
    pub(in crate::decide) fn into_parts(self) -> (Visit, Vec<LetterDraft>, Vec<SayingOf>) {
        let case = self.without_letters_to_nobody();
        (case.visit, case.letters, case.sayings)
    }

    /// Where nobody knows an address no letter is decided: it is as if none had been written.
    fn without_letters_to_nobody(mut self) -> Self {
        if !self.visit.writer.no_address {
            return self;
        }
        let nowhere = &self.visit.writer.mailbox.address;
        let (lost, letters) =
            self.letters.into_iter().partition(|draft| draft.to.address == *nowhere);
        self.letters = letters;
        let lost: Vec<LetterDraft> = lost;
        for draft in lost {
            self.visit.letters.remove(&draft.id);
            let step = Step::LetterDecided { letter: draft.id };
            self.visit.trail.retain(|entry| entry.step != step);
        }
        self
    }

    fn next_ordinal(&self, kind: LetterKind) -> String {
        let is_copy = |id: &&LetterId| id.ordinal().ends_with(COPY);
        let letters = self.visit.letters.keys().filter(|id| !is_copy(id));
        let of_kind = letters.filter(|id| id.slug() == kind.slug()).count();
        (of_kind + 1).to_string()
    }
}

struct Envelope {
    to: Mailbox,
    thread: Thread,
    language: Language,
    host: Option<Contact>,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Case").field("visit", &self.visit.id).finish_non_exhaustive()
    }
}
