//! A mail as it arrived: who sent it, what kind of sender that is, and its text in zones.
//!
//! Zones are marked, never cut away: what stands in a quote or a signature is read with less weight,
//! but it is not lost.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::errand::Errand;
use super::ids::{LetterId, MailKey, VisitId};
use super::people::{Address, Mailbox};
use super::time::{self, Instant, Slot};

/// What sort of sender wrote this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SenderKind {
    Human,
    AutoReply,
    Bounce,
    Delay,
    Receipt,
    List,
    /// A letter of ours that came back to us.
    Own,
    Calendar,
}

/// The kind of sender with what it was concluded from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SenderVerdict {
    pub kind: SenderKind,
    /// Header lines and other signs, for staff: `Auto-Submitted: auto-replied`.
    pub signs: Vec<String>,
    /// The signs are words alone, such as a person could have written.
    #[serde(default)]
    pub by_words: bool,
}

/// How the reports of our own mail server on senders (RFC 8601) are known. Only the topmost report of
/// a mail can be: whatever stands below it may have been there when the mail came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reporter {
    /// By this name (its authserv-id).
    Named(String),
    /// It writes no name, as Exchange Online does.
    Nameless,
}

/// What our own mail server found out about the sender, from the topmost result if that is its own
/// (`Reporter`). Others are ignored: anybody can write that header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authenticity {
    Pass,
    Fail,
    /// No result of ours: less authority.
    Unknown,
}

/// What a piece of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneKind {
    Own,
    Quoted,
    Signature,
    Banner,
}

/// A piece of the visible text, in the order in which it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    pub kind: ZoneKind,
    pub text: String,
}

/// A calendar object that came along (RFC 6047).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPart {
    /// `REPLY`, `COUNTER`, ...; from the header, else from the body.
    pub method: String,
    pub text: String,
    /// What it says, if it answers an invitation.
    pub answer: Option<CalendarAnswer>,
}

/// What a calendar answer says about one event (RFC 5546, 3.2.3 and 3.2.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarAnswer {
    /// In lower case: Exchange echoes it in capitals.
    pub uid: String,
    /// The version of the event that is answered.
    pub sequence: u32,
    /// When the calendar wrote it (DTSTAMP): of two answers the later one counts.
    #[serde(default)]
    pub stamp: Option<Instant>,
    pub attendee: Option<Address>,
    pub attendance: Option<Attendance>,
    /// Who comes instead, of an attendee who sends somebody.
    #[serde(default)]
    pub delegated_to: Option<Address>,
    /// When the event would be, on our clock: in a COUNTER the moment that is proposed.
    pub slot: Option<Slot>,
    pub comment: Option<String>,
    /// The text of the mail is what the attendee typed: Exchange writes nothing there itself, as other
    /// calendars do, with the date and all.
    #[serde(default)]
    pub text_is_typed: bool,
}

/// Whether somebody comes (RFC 5545, 3.2.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    Accepted,
    Tentative,
    Declined,
    Delegated,
}

/// What a bounce or a delay says about a letter of ours (RFC 3464).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryReport {
    /// Message-ID of the letter it is about, without angle brackets.
    pub about: Option<String>,
    pub recipient: Option<Address>,
    /// As in `5.1.1`.
    pub status: Option<String>,
}

/// A mail that somebody passed on to us: who wrote it first, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOn {
    pub from: Mailbox,
    pub zones: Vec<Zone>,
    /// The day that stands above it, where that can be read.
    pub written: Option<NaiveDate>,
}

/// A mail, parsed. Message-IDs are without angle brackets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub key: MailKey,
    /// Synthetic (from the key) when the mail has none.
    pub message_id: String,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    pub from: Option<Mailbox>,
    /// When somebody sends for somebody else (RFC 5322 Sender), the one who pressed the button.
    pub sender: Option<Mailbox>,
    pub reply_to: Option<Mailbox>,
    pub to: Vec<Mailbox>,
    pub cc: Vec<Mailbox>,
    /// Every address it was delivered to: To, Cc, Delivered-To, X-Forwarded-To.
    pub delivered_to: Vec<Address>,
    pub subject: String,
    pub date: Option<Instant>,
    pub zones: Vec<Zone>,
    pub verdict: SenderVerdict,
    pub authenticity: Authenticity,
    /// The writer's system asks not to be answered automatically; the mail is a person's all the same.
    pub wants_no_auto_reply: bool,
    pub calendar: Option<CalendarPart>,
    pub report: Option<DeliveryReport>,
    pub passed_on: Option<PassedOn>,
    pub attachments: Vec<String>,
    pub bytes: u64,
    /// What could not be read, for staff: `winmail.dat only`, `larger than 25 MB`.
    pub remarks: Vec<String>,
}

impl Mail {
    /// The text of all zones of a kind, one after the other; borrowed where there is one.
    pub fn text_of(&self, kind: ZoneKind) -> Cow<'_, str> {
        let mut parts =
            self.zones.iter().filter(|zone| zone.kind == kind).map(|zone| zone.text.as_str());
        let Some(first) = parts.next() else { return Cow::Borrowed("") };
        parts.fold(Cow::Borrowed(first), |text, part| Cow::Owned(format!("{text}\n{part}")))
    }

    /// Where answers are wanted, if that is another organisation than the one that wrote. Nothing is
    /// sent there by itself; staff should know.
    pub fn foreign_reply_to(&self) -> Option<&Mailbox> {
        let from = self.from.as_ref()?.address.domain();
        self.reply_to.as_ref().filter(|to| to.address.domain() != from)
    }

    /// The mail that somebody passed on, as if its first writer had sent it to us. Of the road it went
    /// nothing is left: nobody who stood on it is to hear from us, and no header is to be believed.
    pub fn as_first_written(&self) -> Option<Self> {
        let PassedOn { from, zones, written } = self.passed_on.clone()?;
        let is_own = self.from.as_ref().is_some_and(|by| by.address == from.address);
        // "Volgende week" counts from the day on which it was written, not from that of passing on.
        let written = written.map(|day| time::instant(day.and_time(NaiveTime::MIN)));
        let written = written.filter(|at| self.date.is_none_or(|passed| *at <= passed));
        (!is_own).then(|| Self {
            from: Some(from),
            zones,
            date: written.or(self.date),
            sender: None,
            reply_to: None,
            to: Vec::new(),
            cc: Vec::new(),
            in_reply_to: Vec::new(),
            references: Vec::new(),
            passed_on: None,
            ..self.clone()
        })
    }

    /// The mail as if a person had written these words and no others: what was typed into a calendar,
    /// without what the calendar wrote round it.
    pub fn saying(&self, words: &str) -> Self {
        let zones = vec![Zone { kind: ZoneKind::Own, text: words.to_owned() }];
        let verdict = SenderVerdict { kind: SenderKind::Human, ..self.verdict.clone() };
        Self { zones, verdict, passed_on: None, ..self.clone() }
    }

    /// What a person must read of it: the own text, and below it what its first writer wrote.
    pub fn text_for_staff(&self) -> Cow<'_, str> {
        let own = self.own_text();
        match self.as_first_written() {
            // Passed on without a word it is the own text already.
            Some(inner) if !own.contains(&*inner.own_text()) => {
                Cow::Owned(format!("{}\n\n{}", own.trim_end(), inner.own_text().trim_start()))
            }
            Some(_) | None => own,
        }
    }

    /// How many lines of it, empty ones aside, were copied from an earlier mail than the one that
    /// staff read.
    pub fn quoted_lines(&self) -> usize {
        if let Some(inner) = self.as_first_written() {
            return inner.quoted_lines();
        }
        let quoted = self.text_of(ZoneKind::Quoted);
        quoted.lines().filter(|line| !line.trim().is_empty()).count()
    }

    /// The writer's own visible text.
    pub fn own_text(&self) -> Cow<'_, str> {
        self.text_of(ZoneKind::Own)
    }
}

/// What became of a mail. Every mail in the box ends in exactly one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "filing")]
pub enum Filing {
    Answered { letter: LetterId },
    WaitsForStaff { why: Why },
    Filed { why: Why },
    Quarantined { why: String },
}

/// Why a mail waits or was filed without an answer. Words stand in `templates/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Why {
    // Filed.
    MachineWrote {
        kind: SenderKind,
    },
    OwnCopy,
    Noted,
    Duplicate,
    // Waits for staff.
    NotUnderstood,
    /// It may call a visit off, and says more than that: whether the visit stands is for a person.
    /// Older records have a name of its own for what did call it off, just before the day.
    #[serde(alias = "host_must_know")]
    MayCallOff,
    /// It names another moment than the one that stands, and does not plainly ask for it.
    MayMove,
    /// It takes an option with a change, such as another hour, or says more than that: nobody
    /// has agreed to that.
    OptionChanged {
        option: u32,
    },
    /// It speaks of an offer or an appointment, and nothing proves that it answers a letter of ours.
    KeyWithoutFittingSender,
    /// It is after something that is no visit of its writer's own.
    Errand {
        errand: Errand,
    },
    ForgedSender,
    OtherDomain,
    WantsNoAutoReply,
    LimitReached,
    Privacy,
    Complaint,
    QuestionForAPerson,
    /// It was handled, and says something beside what was read.
    SaysMore,
    TooLarge,
    LetterReturned,
    CaseClosed,
    CalendarAnswer,
    NothingToRead,
    /// It carries the keys of more than one visit, or answers a letter that spoke of more than one.
    TwoVisits,
    /// It asks for one more visit in the conversation of one that is agreed.
    AnotherRequest,
    /// Our own mail server reports on senders, and says nothing of this one.
    SenderNotProven,
    /// It wears a protected domain, or one that looks like it, and nobody proved that it is theirs.
    VipNotProven,
    /// It came long ago and nobody has handled it since: an answer of ours would surprise.
    CameLongAgo,
    /// The address of the sender cannot stand in the header of a letter, or nobody reads mail there.
    AddressUnusable,
    ByStaff,
}

/// The memory of one mail: enough to know it again and to show it in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRecord {
    pub key: MailKey,
    pub message_id: String,
    pub received: Instant,
    pub from: Option<Mailbox>,
    /// Who wrote it, when `from` passed it on.
    #[serde(default)]
    pub first_writer: Option<Mailbox>,
    pub subject: String,
    /// The writer's own text with what was passed on below it, while a person may need it; wiped when
    /// its term is over.
    pub text: String,
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
    pub visit: Option<VisitId>,
    /// The open visit whose number stands in the subject, or that its writer has to come: a hint for
    /// staff that proves nothing.
    #[serde(default)]
    pub names: Option<VisitId>,
    /// The other open visits that it may be about, as far as anybody can tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub perhaps: Vec<VisitId>,
    /// What a mail server says about a letter of ours, if that is what it is.
    #[serde(default)]
    pub report: Option<DeliveryReport>,
    #[serde(flatten)]
    pub filing: Filing,
    /// What could not be read and what is odd about it, for staff; as in `Mail`.
    #[serde(default)]
    pub remarks: Vec<String>,
    /// How many lines of earlier mails stand in it that `text` leaves out.
    #[serde(default)]
    pub quoted_lines: usize,
    /// Number in the queue of staff, while it waits.
    pub queue_number: Option<u32>,
    /// The mail that waits here once more; it lies in the box under that name only.
    #[serde(default)]
    pub again_of: Option<MailKey>,
}

impl MailRecord {
    /// The name of the mail that lies in the box.
    pub fn in_box(&self) -> &MailKey {
        self.again_of.as_ref().unwrap_or(&self.key)
    }
}
