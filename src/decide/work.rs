//! The bench on which a decision is made: `Work` collects it, `Case` (`work/case`) changes one visit.
//!
//! It knows no journey. What a changed visit brings with it is added where it is handed back
//! (`outcome`), and what becomes of a mail stands in `filing`.

mod case;
mod heard;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

pub(super) use case::Case;
pub(super) use heard::{Heard, shows_answers};

use super::decision::Decision;
use crate::domain::desk::Desk;
use crate::domain::export::Export;
use crate::domain::ids::{LetterId, MailKey, NoticeId, VisitId, WijkId};
use crate::domain::letter::{Letter, LetterDraft, LetterState};
use crate::domain::mail::{Authenticity, Filing, Mail, MailRecord};
use crate::domain::notice::{Audience, NoticeDraft, Saying};
use crate::domain::people::Address;
use crate::domain::post::PostBook;
use crate::domain::room::Spot;
use crate::domain::staffroom::{Call, StaffKey, StaffRecord};
use crate::domain::state::{Change, Counters, Key, Record, State, Tally};
use crate::domain::time::{Instant, today};
use crate::domain::visit::{Visit, Word};

/// A place in the line: since when a guest waits, and which visit that is.
pub(super) type Place = (Instant, VisitId);

/// A decision in the making.
#[derive(Debug)]
pub(super) struct Work<'a> {
    pub(super) desk: &'a Desk,
    pub(super) state: &'a State,
    pub(super) now: Instant,
    /// Before this moment no letter leaves: now, or the end of the time to call it back.
    pub(super) leave_at: Instant,
    decision: Decision,
    counters: Option<Counters>,
    post: Option<PostBook>,
    withdrawn: Vec<Letter>,
    sent_again: Vec<LetterId>,
    /// The wijken in which something is held no more, and behind whom the line begins that hears so.
    freed: BTreeMap<WijkId, Option<Place>>,
    /// Something is held that was not.
    takes: bool,
    heard: Heard,
}

impl<'a> Work<'a> {
    pub(super) fn new(desk: &'a Desk, state: &'a State, now: Instant) -> Self {
        Self {
            desk,
            state,
            now,
            leave_at: now,
            decision: Decision::default(),
            counters: None,
            post: None,
            withdrawn: Vec::new(),
            sent_again: Vec::new(),
            freed: BTreeMap::new(),
            takes: false,
            heard: Heard::default(),
        }
    }

    /// A bench to try something on, with what is decided here so far; its letters are its own.
    pub(super) fn rehearsal(&self) -> Self {
        let mut rehearsal = Self::new(self.desk, self.state, self.now);
        rehearsal.decision.changes = self.decision.changes.clone();
        rehearsal
    }

    /// What was decided, and no more: `outcome` adds what follows.
    pub(super) fn into_decision(mut self) -> Decision {
        if let Some(counters) = self.counters.take() {
            self.put(Record::Counters(counters));
        }
        if let Some(post) = self.post.take() {
            self.put(Record::PostBook(post));
        }
        self.decision
    }

    pub(super) fn today(&self) -> NaiveDate {
        today(self.now)
    }

    pub(super) fn counters(&mut self) -> &mut Counters {
        self.counters.get_or_insert_with(|| self.state.counters().clone())
    }

    /// What is remembered of the post, to be changed.
    pub(super) fn post(&mut self) -> &mut PostBook {
        self.post.get_or_insert_with(|| self.state.post().clone())
    }

    /// Whether no letter leaves, as this decision has it.
    pub(super) fn is_paused(&self) -> bool {
        self.post.as_ref().unwrap_or(self.state.post()).paused.is_some()
    }

    pub(super) fn put(&mut self, record: Record) {
        self.decision.changes.push(Change::Put { record });
    }

    pub(super) fn change(&mut self, change: Change) {
        self.decision.changes.push(change);
    }

    pub(super) fn forget_notice(&mut self, notice: NoticeId) {
        self.change(Change::Remove { key: Key::Notice(notice) });
    }

    // ---- visits ----

    /// The number for a visit that is asked for now.
    pub(super) fn next_visit_id(&mut self) -> VisitId {
        let year = self.today().year();
        let last = self.counters().visits.entry(year).or_insert(0);
        *last += 1;
        VisitId { year, number: *last }
    }

    /// An open visit, to be changed and handed back with `finish`. What this decision made of it
    /// already counts: several letters of one visit may have an outcome in one event.
    pub(super) fn case(&self, id: VisitId) -> Option<Case> {
        let visit = self.visit_now(id).filter(|visit| !visit.stage.is_final());
        visit.map(|visit| Case::of(visit.clone(), self.now))
    }

    /// A visit as this decision leaves it, also one that ended in it.
    pub(super) fn visit_now(&self, id: VisitId) -> Option<&Visit> {
        let kept = self.decision.changes.iter().rev().find(|change| is_of(change, id));
        match kept {
            Some(
                Change::Put { record: Record::Visit(visit) }
                | Change::Archive { record: Record::Visit(visit), .. },
            ) => Some(visit),
            Some(_) => None,
            None => self.state.visit(id),
        }
    }

    /// Whom staff must ring about a visit, as this decision leaves it.
    pub(super) fn call_now(&self, id: VisitId) -> Option<&Call> {
        let key = Key::Staff(StaffKey::Call(id));
        let changed = self.decision.changes.iter().rev().find(|change| match change {
            Change::Put { record } => record.key() == key,
            Change::Remove { key: gone } => *gone == key,
            Change::Archive { .. } | Change::Erase { .. } => false,
        });
        match changed {
            Some(Change::Put { record: Record::Staff(StaffRecord::Call(call)) }) => Some(call),
            Some(_) => None,
            None => self.state.staff().call(id),
        }
    }

    /// Something can be held in this wijk again.
    pub(super) fn free(&mut self, wijk: WijkId) {
        self.free_behind(wijk, None);
    }

    /// As `free`, but whoever waits longer than this looked already.
    pub(super) fn free_behind(&mut self, wijk: WijkId, after: Option<Place>) {
        let first = self.freed.entry(wijk).or_insert(after);
        *first = after.min(*first);
    }

    pub(super) fn freed(&self) -> &BTreeMap<WijkId, Option<Place>> {
        &self.freed
    }

    /// Something is held that was not.
    pub(super) fn take(&mut self) {
        self.takes = true;
    }

    pub(super) fn takes(&self) -> bool {
        self.takes
    }

    /// What the visit became so far in this decision counts no more.
    pub(super) fn supersede(&mut self, id: VisitId) {
        self.decision.changes.retain(|change| !is_of(change, id));
    }

    /// Whether this decision changes the visit.
    pub(super) fn changes(&self, id: VisitId) -> bool {
        self.decision.changes.iter().any(|change| is_of(change, id))
    }

    // ---- words to staff ----

    pub(super) fn tell(&mut self, saying: Saying) {
        self.decision.notices.push(NoticeDraft { audience: Audience::Everyone, saying });
    }

    pub(super) fn answer(&mut self, spot: &Spot, saying: Saying) {
        let audience = Audience::Spot(spot.clone());
        self.decision.notices.push(NoticeDraft { audience, saying });
    }

    /// A file for staff.
    pub(super) fn export(&mut self, export: Export) {
        self.decision.exports.push(export);
    }

    /// What staff are told so far.
    pub(super) fn sayings(&self) -> impl Iterator<Item = &Saying> {
        self.decision.notices.iter().map(|notice| &notice.saying)
    }

    pub(super) fn letters(&self) -> &[LetterDraft] {
        &self.decision.letters
    }

    pub(super) fn send(&mut self, letter: LetterDraft) {
        self.decision.letters.push(letter);
    }

    /// A letter that waits does not leave after all.
    pub(super) fn withdraw(&mut self, letter: Letter) {
        self.change(Change::Remove { key: Key::Letter(letter.id.clone()) });
        self.withdrawn.push(letter);
    }

    /// A letter whose fate nobody knows goes once more, with the same bytes. Not before `leave_at`, so
    /// that it can be called back: then it is what it was.
    pub(super) fn send_again(&mut self, letter: Letter) {
        self.withdraw(letter.clone());
        self.sent_again.push(letter.id.clone());
        let (not_before, state) = (self.leave_at, LetterState::Waiting { next: self.leave_at });
        // It may have been read, so it counts as tried; the waits between tries begin anew.
        let letter = Letter { attempts: 1, not_before, state, ..letter };
        self.put(Record::Letter(Box::new(letter)));
    }

    /// The letters that leave because of this decision.
    pub(super) fn leaving(&self) -> Vec<LetterId> {
        let new = self.decision.letters.iter().map(|letter| &letter.id);
        new.chain(&self.sent_again).cloned().collect()
    }

    /// The letters that this decision withdrew, so that calling it back can bring them back.
    pub(super) fn withdrawn(&self) -> &[Letter] {
        &self.withdrawn
    }

    // ---- mail ----

    /// What becomes of the mail at hand.
    pub(super) fn is_filed(&mut self, filing: Filing) {
        self.decision.filing = Some(filing);
    }

    /// The mails that wait for staff as this decision leaves them.
    pub(super) fn mails_waiting(&self) -> impl Iterator<Item = &MailRecord> {
        let changes = self.decision.changes.iter();
        let new = changes.clone().filter_map(|change| {
            let Change::Put { record: Record::Mail(mail) } = change else { return None };
            Some(&**mail)
        });
        let handled: Vec<&MailKey> = changes
            .filter_map(|change| {
                let Change::Archive { record: Record::Mail(mail), .. } = change else {
                    return None;
                };
                Some(&mail.key)
            })
            .collect();
        let known = self.state.mails().filter(move |mail| !handled.contains(&&mail.key));
        known.chain(new)
    }

    // ---- limits ----

    /// Our own mail server reports on senders, and says nothing of this one.
    pub(super) fn is_unproven(&self, mail: &Mail) -> bool {
        self.desk.checks_senders && mail.authenticity == Authenticity::Unknown
    }

    /// Whether the host said yes to the version that they were sent last.
    pub(super) fn host_has_accepted(&self, visit: &Visit) -> bool {
        let host = visit.host.as_ref().and_then(|host| self.desk.contact(host));
        let word = visit.appointment.as_ref().zip(host);
        word.and_then(|(agreed, host)| agreed.word_of(&host.address)) == Some(&Word::Accepted)
    }

    /// Automatic answers given today: to this address, and to all.
    fn answers_today(&self, address: &Address) -> (u32, u32) {
        let today = self.today();
        let overall = self.state.answers_on(today);
        let here = self.state.tally(address).filter(|tally| tally.day == today);
        (here.map_or(0, |tally| tally.answers), overall)
    }

    /// Whether this address, or everybody together, had all automatic answers of today.
    pub(super) fn is_spent(&self, address: &Address) -> bool {
        let limits = &self.desk.limits;
        let (here, overall) = self.answers_today(address);
        here >= limits.answers_per_address_per_day || overall >= limits.answers_per_day
    }

    /// Whether another automatic answer may go to this address today; counts it if so.
    pub(super) fn allowance(&mut self, address: &Address) -> Allowance {
        if self.is_spent(address) {
            return Allowance::Spent;
        }
        let today = self.today();
        let limits = &self.desk.limits;
        let (before, overall) = self.answers_today(address);
        let answers = before + 1;
        self.put(Record::Tally(Tally { address: address.clone(), day: today, answers }));
        if answers == limits.answers_per_address_per_day || overall + 1 == limits.answers_per_day {
            Allowance::Last
        } else {
            Allowance::Free
        }
    }
}

/// Whether a change makes something else of this visit.
fn is_of(change: &Change, id: VisitId) -> bool {
    match change {
        Change::Put { record } | Change::Archive { record, .. } => record.key() == Key::Visit(id),
        Change::Remove { .. } | Change::Erase { .. } => false,
    }
}

/// Whether an automatic answer may go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowance {
    Free,
    /// The last one today; it says so.
    Last,
    Spent,
}
