//! Letters: decided as facts, rendered once, kept as bytes until a server has taken them.
//!
//! `LetterDraft` is what `decide` makes; `words` turns it into a `Letter` with finished bytes; the
//! outbox keeps that until its fate is known. A retry sends the same bytes.

use serde::{Deserialize, Serialize};

use super::consent::Voice;
use super::ids::{LetterId, MailKey, VisitId};
use super::people::{Address, Contact, Mailbox, Need};
pub use super::question::Question;
use super::reading::{Language, NamedPeriod};
use super::reason::Reason;
use super::time::{Instant, Slot};
use super::visit::{OfferOption, Thread, Visit};

/// What a letter is for. The slug names its template and stands in its identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    // To the office.
    Receipt,
    Question,
    Offer,
    NothingFree,
    SlotGone,
    /// The moment is held; somebody else must still say yes.
    AwaitsYes,
    Confirmation,
    Change,
    DetailsNoted,
    ChangeReceived,
    /// The moment that the guest proposed with a calendar cannot be.
    CounterDeclined,
    CancelledByUs,
    CancelledByGuest,
    Reminder,
    Thanks,
    HandOver,
    Information,
    FreeText,
    OfferLapsed,
    Waiting,
    WaitLapsed,
    // To the contact person.
    HostInvitation,
    HostUpdate,
    HostCancellation,
    HostReminder,
    HostHeldQuestion,
    /// A mail from the queue, passed on.
    HostMail,
    /// What a person of staff answers to a mail from the queue, whoever wrote it.
    MailAnswer,
    /// To the contact of the residents too.
    YesQuestion,
    YesNotNeeded,
}

impl LetterKind {
    pub const ALL: [Self; 30] = [
        Self::Receipt,
        Self::Question,
        Self::Offer,
        Self::NothingFree,
        Self::SlotGone,
        Self::AwaitsYes,
        Self::Confirmation,
        Self::Change,
        Self::DetailsNoted,
        Self::ChangeReceived,
        Self::CounterDeclined,
        Self::CancelledByUs,
        Self::CancelledByGuest,
        Self::Reminder,
        Self::Thanks,
        Self::HandOver,
        Self::Information,
        Self::FreeText,
        Self::OfferLapsed,
        Self::Waiting,
        Self::WaitLapsed,
        Self::HostInvitation,
        Self::HostUpdate,
        Self::HostCancellation,
        Self::HostReminder,
        Self::HostHeldQuestion,
        Self::HostMail,
        Self::MailAnswer,
        Self::YesQuestion,
        Self::YesNotNeeded,
    ];

    /// Whether it goes to a contact person; the others go to the office of the guest.
    pub fn is_for_host(self) -> bool {
        match self {
            Self::HostInvitation
            | Self::HostUpdate
            | Self::HostCancellation
            | Self::HostReminder
            | Self::HostHeldQuestion
            | Self::HostMail
            | Self::YesQuestion
            | Self::YesNotNeeded => true,
            Self::Receipt
            | Self::Question
            | Self::Offer
            | Self::NothingFree
            | Self::SlotGone
            | Self::AwaitsYes
            | Self::Confirmation
            | Self::Change
            | Self::DetailsNoted
            | Self::ChangeReceived
            | Self::CounterDeclined
            | Self::CancelledByUs
            | Self::CancelledByGuest
            | Self::Reminder
            | Self::Thanks
            | Self::HandOver
            | Self::Information
            | Self::FreeText
            | Self::MailAnswer
            | Self::OfferLapsed
            | Self::Waiting
            | Self::WaitLapsed => false,
        }
    }

    pub fn slug(self) -> &'static str {
        match self {
            Self::Receipt => "ontvangst",
            Self::Question => "vraag",
            Self::Offer => "voorstel",
            Self::NothingFree => "niets-vrij",
            Self::SlotGone => "net-vergeven",
            Self::AwaitsYes => "in-afwachting",
            Self::Confirmation => "bevestiging",
            Self::Change => "wijziging",
            Self::DetailsNoted => "genoteerd",
            Self::ChangeReceived => "wijziging-ontvangen",
            Self::CounterDeclined => "tegenvoorstel",
            Self::CancelledByUs => "afzegging",
            Self::CancelledByGuest => "annulering",
            Self::Reminder => "herinnering",
            Self::Thanks => "dank",
            Self::HandOver => "overdracht",
            Self::Information => "informatie",
            Self::FreeText => "bericht",
            Self::OfferLapsed => "voorstel-verlopen",
            Self::Waiting => "wachtlijst",
            Self::WaitLapsed => "wachtlijst-voorbij",
            Self::HostInvitation => "gastheer-uitnodiging",
            Self::HostUpdate => "gastheer-wijziging",
            Self::HostCancellation => "gastheer-afzegging",
            Self::HostReminder => "gastheer-herinnering",
            Self::HostHeldQuestion => "gastheer-doorgegaan",
            Self::HostMail => "gastheer-mail",
            Self::MailAnswer => "antwoord",
            Self::YesQuestion => "akkoord-vraag",
            Self::YesNotNeeded => "akkoord-niet-nodig",
        }
    }
}

impl LetterId {
    /// What the letter is for, if the identity is one of ours.
    pub fn kind(&self) -> Option<LetterKind> {
        LetterKind::ALL.into_iter().find(|kind| kind.slug() == self.slug())
    }

    /// The version of the offer that this letter made, if it made one.
    pub fn offer_version(&self) -> Option<u32> {
        match self.kind()? {
            LetterKind::Offer
            | LetterKind::NothingFree
            | LetterKind::SlotGone
            | LetterKind::CounterDeclined => self.ordinal().parse().ok(),
            LetterKind::Receipt
            | LetterKind::Question
            | LetterKind::AwaitsYes
            | LetterKind::Confirmation
            | LetterKind::Change
            | LetterKind::DetailsNoted
            | LetterKind::ChangeReceived
            | LetterKind::CancelledByUs
            | LetterKind::CancelledByGuest
            | LetterKind::Reminder
            | LetterKind::Thanks
            | LetterKind::HandOver
            | LetterKind::Information
            | LetterKind::FreeText
            | LetterKind::MailAnswer
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
            | LetterKind::YesNotNeeded => None,
        }
    }
}

/// A letter as decided: facts, no words yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterDraft {
    pub id: LetterId,
    pub kind: LetterKind,
    pub to: Mailbox,
    pub cc: Vec<Mailbox>,
    pub language: Language,
    pub thread: Thread,
    /// The mail that this letter answers automatically, if it does.
    pub answers: Option<MailKey>,
    /// The case as it stands after the decision.
    pub visit: Option<Box<Visit>>,
    /// The contact person concerned.
    pub host: Option<Contact>,
    pub facts: Facts,
    pub invitation: Option<Invitation>,
    /// Not sent before this moment: office hours, or the time in which staff can call it back.
    pub not_before: Instant,
    /// The last automatic answer to this address today; the letter says so.
    pub is_last: bool,
}

impl LetterDraft {
    /// The letter before it is written: without its subject and its bytes.
    pub fn unwritten(&self, message_id: String, now: Instant) -> Letter {
        Letter {
            id: self.id.clone(),
            kind: self.kind,
            message_id,
            visit: self.visit.as_ref().map(|visit| visit.id),
            answers: self.answers.clone(),
            to: self.to.clone(),
            cc: self.cc.clone(),
            subject: String::new(),
            mime: String::new(),
            decided: now,
            not_before: self.not_before,
            attempts: 0,
            state: LetterState::Waiting { next: self.not_before },
        }
    }
}

/// What a kind of letter needs beyond the visit itself; each uses what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facts {
    pub options: Vec<OfferOption>,
    pub expires: Option<Instant>,
    /// How many minutes the options last, where the guest asked for another length.
    #[serde(default)]
    pub lasts: Option<i64>,
    pub slot: Option<Slot>,
    pub previous_slot: Option<Slot>,
    pub reasons: Vec<Reason>,
    pub question: Option<Question>,
    pub answers: Vec<GivenAnswer>,
    /// What a person of staff wrote, or the reason that staff gave.
    pub text: Option<String>,
    pub days_before: Option<u32>,
    /// Sent later than it should have been.
    pub late: bool,
    /// Staff ask for the sheet now: it is no reminder.
    #[serde(default)]
    pub asked_for: bool,
    /// The guest waited for it.
    #[serde(default)]
    pub waited: bool,
    /// The second choice of the guest, whose first cannot be.
    #[serde(default)]
    pub plan_b: bool,
    /// Its reader may count on the appointment, whatever a person says to their mail.
    #[serde(default)]
    pub reassures: bool,
    /// The visit is today or tomorrow: who cannot wait is told to call.
    #[serde(default)]
    pub near: bool,
    /// The mail asks something that a person answers later.
    #[serde(default)]
    pub person_answers: bool,
    /// A person reads first what the mail says beside its facts: who comes may be another by then.
    #[serde(default)]
    pub unsure: bool,
    /// What the mail told us that this letter answers.
    #[serde(default)]
    pub noted: Noted,
    /// As whom its reader is asked for a yes.
    #[serde(default)]
    pub voice: Option<Voice>,
    /// What is told anew beside the moment.
    #[serde(default)]
    pub changed: Vec<Changed>,
    pub recess: Option<NamedPeriod>,
    /// The mail that it passes on; `text` is what stands in it.
    #[serde(default)]
    pub passed_mail: Option<PassedMail>,
    /// The other visits that the mail asks for, when one letter speaks of all.
    pub beside: Vec<super::visit::Visit>,
}

/// What a mail told of a visit, as far as its writer reads back that we have it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Noted {
    /// Another guest comes, or the same under a fuller name.
    pub guest: bool,
    pub party: bool,
    pub needs: Vec<Need>,
    pub no_press: bool,
    /// The number for the day itself.
    pub phone: bool,
}

/// Something that a reader counts on and that is another than they knew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    Guest,
    Party,
    Needs,
    Phone,
    /// Which wijk they come to.
    Wijk,
    Place,
    /// Who receives.
    Host,
    /// Who writes for the guest.
    Contact,
}

/// A mail that somebody else is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedMail {
    pub from: Option<Mailbox>,
    pub subject: String,
    pub received: Instant,
}

/// A question of the writer with the answer of the knowledge base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAnswer {
    pub question: String,
    pub knowledge: String,
    pub answer: String,
}

/// A calendar object to go with a letter (RFC 5546): one event, one method, one attendee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub method: Method,
    pub uid: String,
    pub sequence: u32,
    pub slot: Slot,
    pub attendee: Mailbox,
    /// False when only this attendee is removed and the event itself stands.
    pub event_is_off: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    Request,
    Cancel,
    /// The moment that an attendee proposed is not taken over; what was agreed stands.
    DeclineCounter,
}

impl Method {
    /// As in `METHOD:` and `method=`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
            Self::DeclineCounter => "DECLINECOUNTER",
        }
    }
}

/// A finished letter in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub id: LetterId,
    pub kind: LetterKind,
    /// Without angle brackets; fixed when the letter was decided.
    pub message_id: String,
    pub visit: Option<VisitId>,
    pub answers: Option<MailKey>,
    pub to: Mailbox,
    pub cc: Vec<Mailbox>,
    pub subject: String,
    /// The whole message (RFC 5322), 7-bit. Empty while its `Body` keeps it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mime: String,
    pub decided: Instant,
    pub not_before: Instant,
    pub attempts: u32,
    pub state: LetterState,
}

impl Letter {
    /// Whether it is here still and was never tried, so that nobody can have read it.
    pub fn is_unsent(&self) -> bool {
        self.attempts == 0 && matches!(self.state, LetterState::Waiting { .. })
    }
}

/// The bytes of a letter in the outbox, kept apart from it: they are long, never change, and are read
/// when the letter is tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    pub letter: LetterId,
    pub mime: String,
}

/// So long after its mark the outcome of a try counts as lost, such as by a full disk, and must be
/// looked for. A try takes some minutes at most; the last of those that are marked together waits for
/// the others, which comes near this only if each of them is that slow.
pub const LOST_MINUTES: i64 = 60;

/// Where a letter in the outbox stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum LetterState {
    /// To be tried at or after `next`.
    Waiting { next: Instant },
    /// Stored before the try: a letter found so at start may have left, so its fate is unknown.
    Trying { since: Instant },
    /// The bytes may have gone out and the answer was lost: look for our own copy at `look`, never
    /// send again.
    Unknown { since: Instant, look: Instant },
    /// A person decides.
    WithAPerson,
}

/// What came of looking for our own copy of a letter whose fate is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sighting {
    /// It is there: the letter went out.
    Seen,
    /// Not there, and the place would have it: the letter never went out.
    SurelyNot,
    /// Not there yet; that proves nothing.
    NotSeen,
}

/// What a courier reports of one attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "handover")]
pub enum Handover {
    /// The reader's letter was taken; of the copies those that are named here were not.
    Accepted {
        reply: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        copies_refused: Vec<CopyRefused>,
    },
    Deferred {
        reply: String,
    },
    Refused {
        reply: String,
    },
    Unknown,
    /// The try was not made: the bot is to stop. As if the letter had never been marked.
    NotTried,
    /// No courier had it: the store cannot give its bytes any more.
    Unreadable,
}

/// A copy that the server did not take for good, while the letter itself went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyRefused {
    pub address: Address,
    pub reply: String,
}

impl Handover {
    /// The letter and all its copies were taken.
    pub fn accepted(reply: impl Into<String>) -> Self {
        Self::Accepted { reply: reply.into(), copies_refused: Vec::new() }
    }
}
