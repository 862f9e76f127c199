//! Notices: what the bot says in chat, unprompted or in answer to a command.
//!
//! Facts here, words in `templates/chat/`: each `Saying` has its template. `words` makes the lines, a
//! room shows them. Guest text inside is data and is escaped when it becomes a line.

mod about;
mod deed;
mod digest;
mod export;
mod folded;
mod knowledge;
mod lines;
mod memo;
mod preview;
mod privacy;
mod refusal;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use deed::{DoneWhat, HeardInMail, OnSheet, TooMany, WaitingMail};
pub use digest::{Cases, Digest, HostPhone, OfficePhone, Shut, ToCall};
pub use export::ExportSaying;
pub use folded::Folded;
pub use knowledge::{KnowledgeEntry, KnowledgeSaying, Passage, QuestionLine};
pub use lines::{
    AgendaLine, Attendee, CalendarNews, ConsentNews, HelpPage, HostWord, Page, WijkView,
};
pub use memo::{MemoLine, MemoSaying};
pub use preview::{NewDates, PreviewOf};
pub use privacy::{CasePart, CaseTerms, Erased, NextTerm, PersonCase, PersonFile, PrivacySaying};
pub use refusal::{Apart, HeldFor, NoOffice, OpenPreview, Refusal};

use super::command::CommandError;
use super::consent::Voice;
use super::figures::Figures;
use super::ids::{LetterId, NoticeId, VisitId, WijkId};
use super::letter::LetterDraft;
use super::logbook::{Fault, Logged, Seal};
use super::mail::MailRecord;
use super::people::{Address, Contact, Role};
use super::post::{JunkLine, LetterInDoubt, Outage, Outbox, Paused, Side, Status};
use super::reading::{Doubt, Wish};
use super::reason::{DayVerdict, Reason, WijkChoice};
use super::room::{Button, Spot};
use super::time::{Instant, Slot};
use super::visit::{OfferOption, Visit};

/// A line or more for a room, as decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeDraft {
    pub audience: Audience,
    pub saying: Saying,
}

/// Who sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// All staff: every room gets a notice of its own.
    Everyone,
    /// Whoever gave the command, where they gave it.
    Spot(Spot),
}

/// A finished notice, waiting to be shown in one room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub id: NoticeId,
    pub at: Instant,
    #[serde(flatten)]
    pub spot: Spot,
    /// The case that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<VisitId>,
    /// Fit for the room: without the words of guests where the room is not ours.
    pub lines: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
    /// The notices that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folded: Option<Folded>,
    /// The role that is mentioned with it, where the room can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentions: Option<Role>,
    /// Whether it may be folded into one line with others, when nobody could read it for long.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stays_whole: bool,
}

/// Everything the bot can say in chat. In templates: `saying` and the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "saying")]
pub enum Saying {
    // Unprompted.
    /// `there`: where the dates of the plan are, and why there, if the request leaves that open.
    NewRequest {
        visit: Box<Visit>,
        plan: Vec<OfferOption>,
        nothing_free: Vec<Reason>,
        there: Option<(WijkId, WijkChoice)>,
    },
    AskedForDetails {
        visit: Box<Visit>,
    },
    GuestChose {
        visit: Box<Visit>,
        mails: Vec<u32>,
    },
    /// About the yes of others that a moment needs which the office chose.
    Consent {
        visit: Box<Visit>,
        news: ConsentNews,
    },
    GuestWantsOther {
        visit: Box<Visit>,
        plan: Vec<OfferOption>,
        nothing_free: Vec<Reason>,
    },
    GuestMoves {
        visit: Box<Visit>,
        plan: Vec<OfferOption>,
        nothing_free: Vec<Reason>,
    },
    /// The office asked for another moment, and keeps the one that stands.
    MoveTakenBack {
        visit: Box<Visit>,
    },
    /// `slot` is what was agreed; the visit holds it no more. `call`: the host, who must hear it by
    /// telephone because it is so near.
    GuestCancelled {
        visit: Box<Visit>,
        slot: Option<Slot>,
        call: Option<ToCall>,
    },
    GuestDetails {
        visit: Box<Visit>,
        mails: Vec<u32>,
    },
    SlotWasGone {
        visit: Box<Visit>,
        reasons: Vec<Reason>,
    },
    /// It was to be on one day with another visit, and no longer goes with it.
    CameApart {
        visit: Box<Visit>,
        reasons: Vec<Reason>,
    },
    MailWaits {
        mail: Box<MailRecord>,
        /// What it asks and the bot does not answer, in the writer's words.
        questions: Vec<String>,
        /// What the knowledge base has that comes nearest to those.
        passages: Vec<Passage>,
        doubts: Vec<Doubt>,
        /// The moments that it names as if they were wanted.
        moments: Vec<Wish>,
        /// What it says, if a calendar wrote it.
        calendar: Option<CalendarNews>,
        /// Until when what is on offer is held longer because of it.
        held_until: Option<Instant>,
        /// The writer wants to be called at this number; empty where they tell none.
        call_back: Option<String>,
        /// It is about a visit that waits for its guest to say that it is definite.
        provisional: bool,
        /// Somebody else of the office whom it names by address.
        colleague: Option<Address>,
    },
    /// A mail about what is today or tomorrow, which it may call off; `words` is what it says, where
    /// that may be read in chat. Not `surely`: it came without a key of ours.
    MayBeOff {
        visit: Box<Visit>,
        calls_off: bool,
        surely: bool,
        words: Option<String>,
        host_phone: Option<String>,
    },
    MailQuarantined {
        file: String,
        why: String,
    },
    /// A program answers for the guest, or for a contact person; `until` is the last day of the
    /// absence.
    #[serde(alias = "guest_away")]
    Away {
        visit: Box<Visit>,
        host: Option<super::ids::ContactId>,
        text: String,
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
        deputy: Option<String>,
        /// When what is on offer lapses, if whoever must choose is away by then.
        lapses: Option<Instant>,
    },
    /// `unanswered`: a mail of the office waits for us, and may be its answer. `unsent`: they never saw
    /// it.
    OfferLapsed {
        visit: Box<Visit>,
        unanswered: bool,
        unsent: bool,
    },
    /// What a guest on the waiting list waits for came free; `offered` when it went out already.
    /// `mails`: as with `VisitToday`.
    SlotFreed {
        visit: Box<Visit>,
        plan: Vec<OfferOption>,
        offered: bool,
        mails: Vec<u32>,
    },
    /// The wait is over. It ended the visit, unless `plan` is free after all or `mails` wait.
    WaitLapsed {
        visit: Box<Visit>,
        plan: Vec<OfferOption>,
        mails: Vec<u32>,
    },
    /// What was taken with a reservation is off; the second choice is on offer.
    SecondChoice {
        visit: Box<Visit>,
    },
    /// `moving`: an appointment stands, and the office asked for another moment.
    /// `others`: requests that nobody took either, told of in the same breath.
    Nudge {
        visit: Box<Visit>,
        moving: bool,
        mails: Vec<u32>,
        others: Vec<Visit>,
    },
    /// Somebody of staff gave it to somebody else, or to nobody.
    PassedOn {
        visit: Box<Visit>,
        by: String,
    },
    /// `mails`: those about it that nobody has dealt with, by their number in the queue.
    VisitToday {
        visit: Box<Visit>,
        mails: Vec<u32>,
        call: Option<ToCall>,
    },
    HeldQuestion {
        visit: Box<Visit>,
    },
    /// `mails`: as with `VisitToday`.
    Held {
        visit: Box<Visit>,
        held: bool,
        mails: Vec<u32>,
    },
    LetterDelayed {
        letter: LetterId,
        to: String,
        reply: String,
    },
    LetterRefused {
        letter: LetterId,
        to: String,
        reply: String,
        /// Whom it was meant for.
        name: Option<String>,
        phone: Option<String>,
        /// It did not reach somebody in copy; whom it was meant for may have it.
        is_copy: bool,
        /// Nobody refused it for good: it was put off until the last try.
        is_given_up: bool,
    },
    LetterUnknown {
        letter: LetterId,
        to: String,
    },
    /// `urgent`: the visit is on the next working day, or before it.
    HostReplied {
        visit: Box<Visit>,
        text: String,
        urgent: bool,
        /// They said that they receive the guest, and wrote this beside it.
        said_yes: bool,
    },
    /// Somebody answered in a calendar, and staff should know; nothing changed.
    CalendarSays {
        visit: Box<Visit>,
        news: CalendarNews,
        mails: Vec<u32>,
    },
    /// The contact person cannot receive; `backup` was asked instead, if anybody was free.
    HostDeclined {
        visit: Box<Visit>,
        host: super::ids::ContactId,
        backup: Option<super::ids::ContactId>,
        comment: Option<String>,
    },
    /// The contact person did not answer the invitation.
    HostSilent {
        visit: Box<Visit>,
    },
    /// The guest proposed another moment in a calendar, and it is free: it is held, and a preview that
    /// accepts it stands ready.
    GuestCounters {
        visit: Box<Visit>,
        slot: Slot,
    },
    /// No letter leaves from now on; those under way may.
    Paused {
        paused: Paused,
        waiting: usize,
        under_way: usize,
    },
    /// The letters that leave now or when their time comes, those that say nothing true any more, how
    /// many reminders are still to be written, and the visits of which nobody was reminded.
    Resumed {
        paused: Paused,
        by: String,
        leaving: Vec<LetterId>,
        dropped: Vec<LetterId>,
        reminders: usize,
        unreminded: Vec<VisitId>,
        calls: Vec<ToCall>,
    },
    /// Config on disk is good, and the bot begins anew with it.
    BeginsAnew,
    /// It did, as this member of staff asked.
    BegunAnew {
        by: String,
    },
    Outage {
        side: Side,
        outage: Outage,
    },
    /// `mails` came in since, `waiting` letters go out now.
    Recovered {
        side: Side,
        outage: Outage,
        until: Instant,
        mails: usize,
        waiting: usize,
    },
    /// The server numbers all mails anew.
    BoxRenumbered,
    /// What came into Junk; `more` are not shown.
    Junk {
        mails: Vec<JunkLine>,
        more: usize,
    },
    /// What this room would have shown while nobody could read it.
    WhileAway(Folded),
    /// The name of the thread of a case.
    Title {
        visit: Box<Visit>,
    },
    /// Instead of how a case stands, on its card: it has left the desk.
    Gone {
        case: VisitId,
    },
    /// Whoever speaks has no right here.
    Stranger {
        account: String,
    },
    /// What somebody said came minutes after they said it, or could not be deciphered.
    SaidTooLate,
    /// What was said could not be stored, so nothing of it was done.
    NotStored {
        why: String,
    },
    Digest(Box<Digest>),
    Memo(MemoSaying),
    // Answers to commands.
    Knowledge(KnowledgeSaying),
    Overview {
        cases: Vec<Visit>,
        page: usize,
        pages: usize,
        total: usize,
        /// All cases were asked for, of any wijk and stage.
        widest: bool,
        /// As many as fit are with somebody else, and not in it.
        elsewhere: usize,
        /// The letters about which a person must decide.
        letters: Vec<LetterInDoubt>,
        /// The cases about which a mail waits.
        mail_cases: Vec<VisitId>,
        calls: Vec<ToCall>,
        paused: Option<Paused>,
    },
    Agenda {
        from: NaiveDate,
        until: NaiveDate,
        lines: Vec<AgendaLine>,
        #[serde(flatten)]
        page: Page,
    },
    Day {
        day: NaiveDate,
        verdicts: Vec<(WijkId, DayVerdict)>,
    },
    Case {
        visit: Box<Visit>,
        /// Letters about it that a pause keeps here.
        waiting: usize,
        /// Mails about it, or probably about it, that nobody has dealt with.
        mails: Vec<u32>,
        call: Option<ToCall>,
        /// How it stands with who is to receive the guest.
        word: Option<HostWord>,
    },
    /// The steps from `before` up to `until`.
    Trail {
        visit: Box<Visit>,
        before: usize,
        until: usize,
        page: Page,
    },
    Found {
        cases: Vec<Visit>,
        #[serde(flatten)]
        page: Page,
    },
    Wijken {
        books: Vec<WijkView>,
    },
    Contacts {
        wijk: WijkId,
        hosts: Vec<Contact>,
    },
    Queue {
        mails: Vec<MailRecord>,
        #[serde(flatten)]
        page: Page,
        letters: Vec<LetterInDoubt>,
    },
    Mail {
        mail: Box<MailRecord>,
        passages: Vec<Passage>,
        /// What the bot did not understand in it, as when it came.
        doubts: Vec<Doubt>,
    },
    Preview {
        number: u32,
        what: PreviewOf,
        letters: Vec<LetterDraft>,
        undo_seconds: u32,
        /// Nobody knows where to write to these offices.
        no_address: Vec<VisitId>,
        /// Somebody else than who asked for it says yes.
        four_eyes: bool,
        /// More come than the wijk takes: a yes is a yes to that too.
        too_many: Option<TooMany>,
        /// Whose yes is still open: a yes to this stands for theirs.
        without: Vec<Voice>,
        /// What the planner would not have done to this guest, for each moment.
        elsewhere: Vec<(Slot, Vec<Reason>)>,
        held: Vec<HeldFor>,
        on_sheet: Option<OnSheet>,
        /// Why in this wijk, if the request leaves that open.
        picked: Option<WijkChoice>,
        /// What is agreed already, beside which other moments are proposed.
        stands: Option<Slot>,
        /// The same moments were proposed before.
        again: bool,
        /// Older ones of the same person that wait for a yes of their own.
        waiting: Vec<u32>,
        mails: Vec<WaitingMail>,
    },
    Done {
        what: DoneWhat,
    },
    Going {
        /// The preview that a yes carried out.
        number: u32,
        letters: Vec<LetterId>,
        until: Option<Instant>,
        visit: Option<Box<Visit>>,
        /// They leave when the post goes on.
        paused: Option<Paused>,
        /// Mails of the case that still wait in the queue; whether they are answered, staff know.
        queued: Vec<u32>,
        call: Option<ToCall>,
        /// Nobody had the case, and whoever said yes has it now.
        taken: bool,
    },
    CalledBack {
        letters: Vec<LetterId>,
        too_late: Vec<LetterId>,
    },
    Refused {
        refusal: Refusal,
    },
    NotUnderstood {
        error: CommandError,
    },
    Status {
        status: Box<Status>,
    },
    /// `store` and `log` say what is wrong with them.
    Checkup {
        store: Option<String>,
        log: Option<Fault>,
        /// Entries in the logbook.
        logged: u64,
        outages: BTreeMap<Side, Outage>,
        last_mail: Option<Instant>,
        outbox: Outbox,
    },
    /// The newest entries first; `fault` is where the chain is broken.
    Logbook {
        entries: Vec<Logged>,
        page: usize,
        pages: usize,
        total: u64,
        fault: Option<Fault>,
        /// Of the last entry.
        seal: Seal,
    },
    Privacy(PrivacySaying),
    Export(ExportSaying),
    /// What ended before `since` is erased by now, and counts no more.
    Figures {
        figures: Box<Figures>,
        since: NaiveDate,
    },
    WhoAmI {
        name: String,
        role: Role,
    },
    Help {
        about: Option<HelpPage>,
        pages: Vec<HelpPage>,
    },
}
