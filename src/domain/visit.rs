//! A visit: who wants to come where, what was offered, what was agreed, what is due.
//!
//! A visit holds slots in two ways: by its appointment and by its open offer.
//! Moving a confirmed visit is an open offer beside a standing appointment, so the old slot stays
//! held until the new one is confirmed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::consent::Consent;
use super::ids::{ContactId, LetterId, MailKey, VisitId, WijkId};
use super::letter::Question;
use super::people::{Address, Mailbox, Need, Office, Party, Theme};
use super::reading::{Language, Wish};
use super::reason::{Reason, WijkChoice};
pub use super::stage::Stage;
use super::time::{Instant, Slot};
use super::trail::{Entry, Step};
use super::wijk::ProgrammeLine;

/// One visit with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub id: VisitId,
    /// Rises by one with every change: a preview or a button made for an older version is outdated.
    pub version: u32,
    pub stage: Stage,
    pub opened: Instant,
    pub guest: Guest,
    pub writer: Correspondent,
    pub thread: Thread,
    pub request: Request,
    pub wijk: Option<WijkId>,
    pub wijk_choice: Option<WijkChoice>,
    pub host: Option<ContactId>,
    /// The open offer; it holds its slots until it expires.
    pub offer: Option<Offer>,
    /// Versions of offers made so far; the next offer is one higher.
    pub offers_made: u32,
    /// Options of offers that were replaced, so that "optie 2" in a late answer can be understood.
    pub older_offers: Vec<Offer>,
    /// The question that was asked back and is not answered yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Question>,
    /// What the last question put numbers to, so that a late answer to it can be understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbered: Option<Numbered>,
    pub appointment: Option<Appointment>,
    /// The version of the calendar object that was called off: one for a moment that is agreed later
    /// has to be newer, or calendars ignore it.
    #[serde(default)]
    pub called_off: Option<u32>,
    /// What the guest takes if what they took with a reservation cannot be. Until they are asked
    /// whether that is definite it stays on offer, so nobody else gets it.
    #[serde(default)]
    pub plan_b: Option<OfferOption>,
    /// The moment that the office chose and others must still say yes to.
    #[serde(default)]
    pub consent: Option<Consent>,
    /// Nothing suits now, and the guest waits until something does.
    #[serde(default)]
    pub waits: Option<Waiting>,
    /// What staff must see to beside an appointment: told once, and listed until it is settled.
    #[serde(default)]
    pub loose_ends: Vec<LooseEnd>,
    /// The visits that staff put on one day with this one.
    #[serde(default)]
    pub day_with: Vec<VisitId>,
    /// Who of staff took the case.
    pub owner: Option<String>,
    pub letters: BTreeMap<LetterId, LetterTrace>,
    pub trail: Vec<Entry>,
    /// What the clock will make happen, earliest first.
    pub due: Vec<Due>,
    /// When and why it ended.
    pub ended: Option<Ended>,
}

/// Who comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    pub name: Option<String>,
    pub office: Office,
    pub party: Option<Party>,
    /// Staff receive this many, though the wijk takes fewer.
    #[serde(default)]
    pub party_agreed: Option<u32>,
    /// Kept until seven days after the visit.
    pub needs: Vec<Need>,
    /// Where they can be reached on the day itself. Kept as long as the needs; only the host sees it.
    #[serde(default)]
    pub phone: Option<String>,
}

impl Guest {
    /// The party, as far as nobody agreed to receive so many.
    pub fn party_to_fit(&self) -> Option<Party> {
        let agreed = self.party_agreed.unwrap_or(0);
        self.party.filter(|party| party.max > agreed)
    }
}

/// Who writes for the guest: where the letters go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correspondent {
    pub mailbox: Mailbox,
    pub organisation: Option<String>,
    pub phone: Option<String>,
    pub language: Language,
    /// Set when a letter bounced: nothing more is sent until a person looked.
    pub undeliverable: bool,
    /// Nobody knows an address: the request came by telephone. No letter goes out to the office.
    #[serde(default)]
    pub no_address: bool,
}

/// What ties the letters of one conversation together (RFC 5322, 3.6.4).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Thread {
    pub subject: String,
    /// Message-ID of the last mail received, without angle brackets.
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
}

/// What was asked, as read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Request {
    pub wijken: Vec<WijkId>,
    /// Those of them that were named by their municipality only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_municipality: Vec<WijkId>,
    pub themes: Vec<Theme>,
    pub wishes: Vec<Wish>,
    pub duration_minutes: Option<u32>,
    /// Press and photographers will not come, so nobody needs to ask.
    #[serde(default)]
    pub no_press: bool,
    /// The writer's own words, for staff; wiped when its term is over.
    pub text: String,
    pub mail: Option<MailKey>,
    /// The moment by which those words were read, where that is not when the case was opened.
    #[serde(default)]
    pub written: Option<Instant>,
    /// The writer wants to be called at this number; empty where they told none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_back: Option<String>,
    /// The open case of which it may be a second request.
    #[serde(default)]
    pub like: Option<VisitId>,
    #[serde(default)]
    pub origin: Origin,
}

/// How a request came to us, where that is not simply in a mail of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Origin {
    /// The visit, ended by now, in whose conversation it was asked.
    pub follows: Option<VisitId>,
    /// The visit that it follows did not take place at this moment: a new one is offered, once.
    #[serde(default)]
    pub missed: Option<Slot>,
    /// The other visits that the same mail asks for.
    pub beside: Vec<VisitId>,
    /// Who passed it on: the writer did not write to us, and hears from us when a person says so.
    pub passed_on_by: Option<Mailbox>,
    /// Where the writer wants answers, if that is at another organisation. None go there by themselves.
    pub answers_to: Option<Address>,
}

/// Up to three slots, held for all parties until the last of them is held no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// 1 for the first offer of the visit.
    pub version: u32,
    pub wijk: WijkId,
    pub options: Vec<OfferOption>,
    pub expires: Instant,
    /// It is held longer than was written, because the office waits for us: once, whatever else comes.
    #[serde(default)]
    pub prolonged: bool,
}

/// One numbered slot of an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferOption {
    /// 1-based, as in the letter.
    pub option: u32,
    pub slot: Slot,
    pub host: ContactId,
    /// Why it was picked.
    pub reasons: Vec<Reason>,
    /// Until when it is held, where that is not as long as the rest of its offer.
    #[serde(default)]
    pub until: Option<Instant>,
}

/// Moments that a question of ours named by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    pub letter: LetterId,
    pub options: Vec<OfferOption>,
}

impl OfferOption {
    /// As somebody named it, so that nobody need say why, and held as long as its offer.
    pub fn new(option: u32, slot: Slot, host: ContactId) -> Self {
        Self { option, slot, host, reasons: Vec::new(), until: None }
    }
}

impl Offer {
    /// Until when this option of it is held.
    pub fn held_until(&self, option: &OfferOption) -> Instant {
        option.until.unwrap_or(self.expires)
    }

    pub fn option(&self, number: u32) -> Option<&OfferOption> {
        self.options.iter().find(|option| option.option == number)
    }
}

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    pub wijk: WijkId,
    pub slot: Slot,
    pub host: ContactId,
    /// Of the calendar object: constant for the visit.
    pub uid: String,
    /// Of the calendar object: +1 when time, place or status changes.
    pub sequence: u32,
    pub confirmed_at: Instant,
    /// Who was to receive the guest then, and does not: they are not asked for this moment again.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub stood_down: BTreeSet<ContactId>,
    /// What the calendar of each attendee said last.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<Address, Answered>,
    /// The version that each attendee was sent last: who has not heard of a newer one cannot answer it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sent: BTreeMap<Address, u32>,
    /// The wijk and the moment that each attendee heard last, in a letter that left: what they were to
    /// hear since may still wait here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub told: BTreeMap<Address, Told>,
    /// Why the wijk receives nobody that day after all: staff closed it when this was agreed already,
    /// so it cannot go ahead. The slot stays held until another moment is agreed.
    #[serde(default)]
    pub shut: Option<String>,
    /// Which hosts were told of that: they are told once, whatever becomes of the visit.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub shut_told: BTreeSet<ContactId>,
    /// What was agreed before, as long as nobody can have read that this is: all that tells of it lies
    /// here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Appointment>>,
    /// Where to meet, if not at the place of the wijk.
    #[serde(default)]
    pub meeting_point: Option<String>,
    /// What happens, if not what the wijk usually does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programme: Vec<ProgrammeLine>,
}

/// The last answer of one attendee from a calendar (RFC 5546, 2.1.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The version that was answered.
    pub sequence: u32,
    /// When the calendar wrote it, as far as it says so.
    pub stamp: Option<Instant>,
    pub word: Word,
    /// When it came in.
    pub at: Instant,
}

/// What somebody says about an appointment with a button in a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "says")]
pub enum Word {
    Accepted,
    Tentative,
    Declined,
    /// Somebody else comes.
    Delegated,
    /// A COUNTER; `None` for a moment that cannot be read.
    OtherMoment {
        slot: Option<Slot>,
    },
}

/// What a reader was told of an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub wijk: WijkId,
    pub slot: Slot,
}

/// A place on the waiting list: whoever waits longest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub since: Instant,
    pub until: Instant,
}

/// Something that waits for staff while the appointment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LooseEnd {
    pub what: Loose,
    pub since: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loose {
    /// The office asked for another moment, and heard nothing of us yet.
    MoveWanted,
    /// The host does not say whether they receive the guest.
    HostSilent,
    /// The host wrote what no rule understands, and nobody has dealt with it.
    HostWrote,
    /// The host cannot, and nobody else who could receive the guest is free.
    NoHost,
    /// The host is away when the guest comes, as the program that answers for them says.
    HostAway,
    /// The office declined in a calendar, or wrote what may call it off, and does not say whether it
    /// is off.
    GuestDeclined,
    /// Staff put a mail of the office with the case, and nobody answered it yet.
    OfficeWrote,
    /// The office wants to come with more than the wijk takes, and was asked whether fewer can.
    PartyAsked,
    /// A letter to the office came back: what stood in it they may not know.
    NotReached,
    /// A letter to the host came back.
    HostNotReached,
    /// The office chose with a change or a condition, and nobody has dealt with it.
    ChoiceWaits,
    /// The office can be written to at last, and has no confirmation yet of what was agreed.
    NotConfirmed,
    /// Something came free for who is on the waiting list, and nobody offered it yet.
    CameFree,
    /// A reminder went out, and nobody knows yet where to meet.
    NoPlace,
    /// The visit with which it shares its day is on another day, or too near in time to travel.
    DayApart,
}

/// What became of a letter about this visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterTrace {
    pub decided: Instant,
    pub fate: LetterFate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterFate {
    Decided,
    Accepted,
    Refused,
    /// A person decides, or decided.
    WithAPerson,
    /// Called back by staff before it left, or overtaken: it leaves no more, unless a courier had it.
    CalledBack,
}

/// Something the clock will make happen to this visit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    pub at: Instant,
    pub task: Task,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Task {
    /// Nobody of staff took the request: say so once.
    Nudge,
    /// Nobody of staff did anything about the wish to move an appointment: say so once.
    NudgeMove,
    /// A question to the writer stays unanswered.
    QuestionLapses,
    /// Of an offer, or of those of its moments that are held less long.
    OfferLapses {
        version: u32,
    },
    /// Somebody whose yes is needed says nothing: remind them once, then tell staff.
    YesMissing,
    Remind {
        days_before: u32,
        to: super::desk::Recipient,
    },
    /// The host does not say whether they receive the guest: tell staff.
    HostSilent,
    /// A backup was asked to receive and has not said yes: the office hears of the change all the same.
    OfficeHears,
    /// The morning of the visit: staff see it once more.
    Today,
    /// The day after: ask the host whether it went ahead.
    AskWhetherHeld,
    /// The host does not answer: tell staff.
    NudgeHeld,
    /// Nobody says whether it went ahead: the case is closed without a thank-you.
    HeldLapses,
    Thank,
    /// Something came free in this wijk: is it what the guest waits for?
    LookAgain {
        wijk: WijkId,
    },
    /// The guest has waited long enough.
    WaitLapses,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    pub at: Instant,
    pub by: super::people::Actor,
    pub reason: Option<String>,
    /// What was agreed until then, for as long as nobody may have read that it is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stood: Option<Box<Appointment>>,
}

impl Visit {
    /// The slots that this visit keeps from others at `now`: its appointment, and the options of an
    /// offer that has not expired.
    pub fn holds(&self, now: Instant) -> impl Iterator<Item = Hold<'_>> {
        let standing = move |until: Option<Instant>| until.is_none_or(|until| now < until);
        self.kept().filter(move |(_, until)| standing(*until)).map(|(hold, _)| hold)
    }

    /// All that it holds, offers included that have expired: each with until when, which is `None` for
    /// an appointment.
    pub fn kept(&self) -> impl Iterator<Item = (Hold<'_>, Option<Instant>)> {
        let agreed = self.appointment.iter().map(|appointment| {
            let Appointment { wijk, host, slot, .. } = appointment;
            (Hold { visit: self.id, wijk, host, slot: *slot, firm: true }, None)
        });
        let offered = self.offer.iter().flat_map(move |offer| {
            offer.options.iter().map(move |option| {
                let (wijk, host, slot) = (&offer.wijk, &option.host, option.slot);
                let hold = Hold { visit: self.id, wijk, host, slot, firm: false };
                (hold, Some(offer.held_until(option)))
            })
        });
        agreed.chain(offered)
    }

    /// The moment for which others can still say yes: after its time nobody can, also where the clock
    /// did not look yet.
    pub fn consent_at(&self, now: Instant) -> Option<&Consent> {
        let is_held = self.offer.as_ref().is_some_and(|offer| now < offer.expires);
        self.consent.as_ref().filter(|_| is_held)
    }

    /// The wijk a visit is for, as far as it is known.
    pub fn in_wijk(&self) -> Option<&WijkId> {
        let agreed = self.appointment.as_ref().map(|appointment| &appointment.wijk);
        agreed.or(self.wijk.as_ref())
    }

    /// When it was asked for: a mail may have waited in the queue before it became a case.
    pub fn written(&self) -> Instant {
        self.request.written.unwrap_or(self.opened)
    }

    /// Staff must see to this, if they had not to already.
    pub fn leave_loose(&mut self, what: Loose, since: Instant) {
        if !self.is_loose(what) {
            self.loose_ends.push(LooseEnd { what, since });
        }
    }

    pub fn is_loose(&self, what: Loose) -> bool {
        self.loose_ends.iter().any(|end| end.what == what)
    }

    /// Whether the host said something after which nobody may count on them.
    pub fn host_in_doubt(&self) -> bool {
        self.is_loose(Loose::HostWrote) || self.is_loose(Loose::NoHost)
    }

    pub fn tie_off(&mut self, what: Loose) {
        self.loose_ends.retain(|end| end.what != what);
    }

    pub fn next_due(&self) -> Option<Instant> {
        self.due.iter().map(|due| due.at).min()
    }

    /// When it was confirmed first. What was called back right after was not.
    pub fn first_confirmed(&self) -> Option<Instant> {
        let (mut confirmed, mut before) = (Vec::new(), Stage::Requested);
        for entry in &self.trail {
            if let Step::StageReached { stage } = entry.step {
                if stage == Stage::Confirmed && before != stage {
                    confirmed.push(entry.at);
                }
                before = stage;
            } else if let Step::PutBack { stage } = entry.step {
                if before == Stage::Confirmed && before != stage {
                    confirmed.pop();
                }
                before = stage;
            }
        }
        confirmed.first().copied()
    }

    /// Whether it took place, by the last who said so.
    pub fn went_ahead(&self) -> Option<bool> {
        self.trail.iter().rev().find_map(|entry| {
            let Step::Held { held } = entry.step else { return None };
            Some(held)
        })
    }

    /// The case of the same request that this one went into, unless it was opened again since.
    pub fn went_into(&self) -> Option<VisitId> {
        let again = Step::StageReached { stage: Stage::AwaitingApproval };
        let since = self.trail.iter().rev().take_while(|entry| entry.step != again);
        since.into_iter().find_map(|entry| {
            let Step::WentInto { case } = entry.step else { return None };
            Some(case)
        })
    }
}

/// A slot kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold<'a> {
    pub visit: VisitId,
    pub wijk: &'a WijkId,
    pub host: &'a ContactId,
    pub slot: Slot,
    /// True for an appointment, false for an option of an open offer.
    pub firm: bool,
}
