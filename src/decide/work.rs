//! The bench on which a decision is made: `Work` collects it, `Case` (`work/case`) changes one visit.
//!
//! A visit is changed as an owned copy and handed back with `Work::finish`, which gives it its new
//! version, stores or archives it, and lets its letters and notices see it as it has become.

mod case;
mod queue;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

pub(super) use case::Case;

use super::{Decision, calls, held_back, in_queue, retention, schedule, steps, waiting};
use crate::domain::desk::Desk;
use crate::domain::export::Export;
use crate::domain::ids::{LetterId, MailKey, NoticeId, VisitId, WijkId};
use crate::domain::letter::{GivenAnswer, Letter, LetterDraft, LetterKind, LetterState};
use crate::domain::mail::{Filing, Mail, MailRecord, Why};
use crate::domain::notice::{Audience, CalendarNews, NoticeDraft, Passage, Saying};
use crate::domain::people::Address;
use crate::domain::post::PostBook;
use crate::domain::reading::{Doubt, Wish};
use crate::domain::room::Spot;
use crate::domain::staffroom::{Call, StaffKey, StaffRecord};
use crate::domain::state::{Change, Counters, Key, Record, State, Tally};
use crate::domain::time::{Instant, today};
use crate::domain::visit::{Stage, Visit};
use crate::domain::wijk::{HeldVisit, WijkYear};

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
    freed: BTreeMap<WijkId, Option<waiting::Place>>,
    /// Something is held that was not.
    takes: bool,
    heard: Heard,
}

/// What the mail at hand asks and leaves unclear: looked at when it is filed.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// How many questions it asks.
    pub(super) questions: usize,
    /// Those that the knowledge base answers.
    pub(super) answers: Vec<GivenAnswer>,
    /// Those that it does not, as staff may see them in chat, and what comes nearest to them.
    pub(super) open: Vec<String>,
    pub(super) passages: Vec<Passage>,
    pub(super) doubts: Vec<Doubt>,
    /// The moments that it names as if they were wanted.
    pub(super) moments: Vec<Wish>,
    /// It says something beside what is handled by itself.
    pub(super) says_more: bool,
    /// Its words, where they may be read in chat.
    pub(super) words: Option<String>,
    /// What a calendar says with it.
    pub(super) calendar: Option<CalendarNews>,
    /// Until when what is on offer is held because of it.
    pub(super) held_until: Option<Instant>,
    /// The writer wants to be called at this number; empty where they tell none.
    pub(super) call_back: Option<String>,
    /// The other visit that it says to be about too.
    pub(super) also: Option<VisitId>,
    /// The open visits that it may be about, the likeliest first.
    pub(super) perhaps: Vec<VisitId>,
    /// Staff read its words, and that there is haste, in a notice of its own.
    pub(super) told_at_once: bool,
}

impl Heard {
    /// It asks something that only a person can answer.
    pub(super) fn leaves_open(&self) -> bool {
        self.answers.len() < self.questions
    }
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

    pub(super) fn into_decision(mut self) -> Decision {
        waiting::first_in_line(&mut self);
        if self.takes {
            waiting::is_it_taken(&mut self);
        }
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

    /// Stores the visit as it has become, with a new version.
    pub(super) fn finish(&mut self, mut case: Case) {
        case.visit.version += 1;
        self.keep(case);
    }

    /// Stores the visit without a new version: for facts that make no preview outdated, such as a
    /// letter that was delivered. A visit that ended leaves the live state.
    pub(super) fn keep(&mut self, mut case: Case) {
        steps::let_asked_go(self, &mut case);
        let Case { mut visit, mut letters, sayings, .. } = case.without_letters_to_nobody();
        if !visit.stage.is_final() {
            held_back::let_go(self, &mut visit);
        }
        visit.due.sort();
        for wijk in waiting::freed_by(self.desk, self.state, self.now, &visit) {
            self.free(wijk);
        }
        self.takes |= waiting::takes(self.state, self.now, &visit);
        // What it became earlier in this decision is in it.
        self.decision.changes.retain(|change| !is_of(change, visit.id));
        if visit.stage.is_final() {
            retention::forget_needs(self.desk, &mut visit, self.today());
            self.remember_held(&visit);
            let erase_on = schedule::first_term(self.desk, &visit, self.today());
            let record = Record::Visit(Box::new(visit.clone()));
            self.change(Change::Archive { record, erase_on });
        } else {
            self.put(Record::Visit(Box::new(visit.clone())));
        }
        for letter in &mut letters {
            letter.visit = Some(Box::new(visit.clone()));
        }
        calls::owe_news(self, &visit, &letters);
        self.decision.letters.append(&mut letters);
        for saying in sayings {
            let mut saying = saying(Box::new(visit.clone()));
            saying.set_mails(in_queue::about(self, visit.id));
            self.tell(saying);
        }
    }

    /// Something can be held in this wijk again.
    pub(super) fn free(&mut self, wijk: WijkId) {
        self.free_behind(wijk, None);
    }

    /// As `free`, but whoever waits longer than this looked already.
    pub(super) fn free_behind(&mut self, wijk: WijkId, after: Option<waiting::Place>) {
        let first = self.freed.entry(wijk).or_insert(after);
        *first = after.min(*first);
    }

    pub(super) fn freed(&self) -> &BTreeMap<WijkId, Option<waiting::Place>> {
        &self.freed
    }

    /// Whether this decision changes the visit.
    pub(super) fn changes(&self, id: VisitId) -> bool {
        self.decision.changes.iter().any(|change| is_of(change, id))
    }

    /// A visit that took place leaves the live state: its wijk and host still count it for a year.
    fn remember_held(&mut self, visit: &Visit) {
        let Some(agreed) = visit.appointment.as_ref().filter(|_| visit.stage == Stage::Closed)
        else {
            return;
        };
        let known = self.state.year(&agreed.wijk).cloned();
        let mut year = known.unwrap_or_else(|| WijkYear::new(agreed.wijk.clone()));
        let (day, host) = (agreed.slot.day(), agreed.host.clone());
        year.add(HeldVisit { day, visit: visit.id, host }, self.today());
        self.put(Record::WijkYear(year));
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

    /// This very mail was handled before: it only has to be put away again.
    pub(super) fn seen_before(&mut self, filing: Filing) {
        self.decision.filing = Some(filing);
    }

    pub(super) fn heard(&self) -> &Heard {
        &self.heard
    }

    pub(super) fn hear(&mut self, heard: Heard) {
        let calendar = self.heard.calendar.take();
        self.heard = Heard { calendar, ..heard };
    }

    /// What stands beside the rest of the mail at hand is seen anyhow, or belongs to what it asks.
    pub(super) fn hear_no_more(&mut self) {
        self.heard.says_more = false;
    }

    /// Who wants to be called is not done with a letter.
    pub(super) fn hears_of_a_call(&mut self) {
        self.heard.says_more |= self.heard.call_back.is_some();
    }

    pub(super) fn hear_calendar(&mut self, news: CalendarNews) {
        self.heard.calendar = Some(news);
    }

    /// The mail at hand says to be about this visit as well.
    pub(super) fn is_about_too(&mut self, other: VisitId) {
        self.heard.also = Some(other);
    }

    /// The mail at hand carries no key, and may be about one of these visits.
    pub(super) fn is_perhaps_about(&mut self, visits: Vec<VisitId>) {
        self.heard.perhaps = visits;
    }

    /// Staff read at once what it says.
    pub(super) fn told_at_once(&mut self) {
        self.heard.told_at_once = true;
    }

    /// Until when what is on offer is held because of the mail at hand.
    pub(super) fn holds_until(&mut self, until: Option<Instant>) {
        self.heard.held_until = until;
    }

    /// The answers that a letter of this kind can show.
    pub(super) fn answers_in(&self, kind: LetterKind) -> Vec<GivenAnswer> {
        if shows_answers(kind.slug()) { self.heard.answers.clone() } else { Vec::new() }
    }

    /// A mail that asks something is not done with a letter that does not answer it, and one that says
    /// more than what was read of it is not done before a person looked.
    fn unless_asked(&self, filing: Filing) -> Filing {
        let open = match &filing {
            Filing::Answered { letter } if shows_answers(letter.slug()) => self.heard.leaves_open(),
            Filing::Answered { .. } | Filing::Filed { why: Why::Noted } => self.heard.questions > 0,
            Filing::Filed { .. } | Filing::WaitsForStaff { .. } | Filing::Quarantined { .. } => {
                false
            }
        };
        let handled = match &filing {
            Filing::Answered { .. } | Filing::Filed { why: Why::Noted } => true,
            Filing::Filed { .. } | Filing::WaitsForStaff { .. } | Filing::Quarantined { .. } => {
                false
            }
        };
        if open {
            Filing::WaitsForStaff { why: Why::QuestionForAPerson }
        } else if handled && self.heard.says_more {
            Filing::WaitsForStaff { why: Why::SaysMore }
        } else {
            filing
        }
    }

    /// Records what became of a mail. What staff must see stays in the live state with its text; of
    /// the rest only its key stays, so that it is known when it comes again.
    pub(super) fn file(&mut self, mail: &Mail, visit: Option<VisitId>, filing: Filing) {
        let filing = self.unless_asked(filing);
        self.decision.filing = Some(filing.clone());
        match filing {
            Filing::WaitsForStaff { .. } => self.queue(mail, visit, filing),
            Filing::Answered { .. } | Filing::Filed { .. } | Filing::Quarantined { .. } => {
                self.archive_mail(remembered(&mail.key, self.now, visit, filing));
            }
        }
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

    pub(super) fn archive_mail(&mut self, record: MailRecord) {
        let days = u64::from(self.desk.retention.core_days);
        let erase_on = self.today() + chrono::Days::new(days);
        self.change(Change::Archive { record: Record::Mail(Box::new(record)), erase_on });
    }

    /// The mail waits for a person.
    pub(super) fn wait(&mut self, mail: &Mail, visit: Option<VisitId>, why: Why) {
        self.file(mail, visit, Filing::WaitsForStaff { why });
    }

    /// The mail needs nothing more.
    pub(super) fn noted(&mut self, mail: &Mail, visit: Option<VisitId>) {
        self.file(mail, visit, Filing::Filed { why: Why::Noted });
    }

    pub(super) fn quarantine(&mut self, key: &MailKey, why: String) {
        let filing = Filing::Quarantined { why };
        self.decision.filing = Some(filing.clone());
        self.archive_mail(remembered(key, self.now, None, filing));
    }

    // ---- limits ----

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

    /// A letter that belongs to no visit: an answer to a mail from outside any conversation.
    pub(super) fn loose_letter(&mut self, draft: LetterDraft) {
        self.decision.letters.push(draft);
    }
}

/// Whether a change makes something else of this visit.
fn is_of(change: &Change, id: VisitId) -> bool {
    match change {
        Change::Put { record } | Change::Archive { record, .. } => record.key() == Key::Visit(id),
        Change::Remove { .. } | Change::Erase { .. } => false,
    }
}

/// Whether letters of this kind have a place for answers from the knowledge base.
fn shows_answers(slug: &str) -> bool {
    let kinds = [LetterKind::Information, LetterKind::Receipt, LetterKind::DetailsNoted];
    kinds.iter().any(|kind| kind.slug() == slug)
}

/// Whether an automatic answer may go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowance {
    Free,
    /// The last one today; it says so.
    Last,
    Spent,
}

/// The memory of a mail that holds nothing personal.
fn remembered(key: &MailKey, at: Instant, visit: Option<VisitId>, filing: Filing) -> MailRecord {
    MailRecord {
        key: key.clone(),
        message_id: String::new(),
        received: at,
        from: None,
        first_writer: None,
        subject: String::new(),
        text: String::new(),
        in_reply_to: None,
        references: Vec::new(),
        visit,
        filing,
        remarks: Vec::new(),
        quoted_lines: 0,
        names: None,
        perhaps: Vec::new(),
        report: None,
        queue_number: None,
        again_of: None,
    }
}
