//! A visit: who wants to come where, what was offered, what was agreed, what is due.
//!
//! A visit holds slots in two ways: by its appointment and by its open offer.
//! Moving a confirmed visit is an open offer beside a standing appointment, so the old slot stays
//! held until the new one is confirmed.

use std::collections::BTreeMap;

use chrono::Days;
use serde::{Deserialize, Serialize};

pub use super::appointment::{Answered, Appointment, Told, Word};
use super::consent::Consent;
use super::ids::{ContactId, LetterId, MailKey, VisitId, WijkId};
pub use super::offer::{Numbered, Offer, OfferOption};
use super::people::{Address, Mailbox, Need, Office, Party, Theme};
use super::question::Question;
use super::reading::{Language, Wish};
use super::reason::WijkChoice;
pub use super::stage::Stage;
use super::time::{Instant, Slot, instant, today};
use super::trail::{Entry, Step};

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

impl Due {
    /// Whether a reminder waits for a person; by itself it is due before the visit begins.
    pub fn is_put_off(&self, start: Instant) -> bool {
        matches!(self.task, Task::Remind { .. }) && self.at >= start
    }

    /// Whether a reminder waits for a person, or a person has looked and it leaves soon: its own day
    /// has come or is past, so config says nothing of it any more.
    pub fn was_put_off(&self, slot: Slot, now: Instant) -> bool {
        let Task::Remind { days_before, .. } = self.task else { return false };
        let own_day = slot.day() - Days::new(u64::from(days_before));
        self.is_put_off(instant(slot.start)) || own_day != today(self.at) || own_day == today(now)
    }
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

    /// Whether the office got these dates: what is held for a moment that the guest proposed
    /// themselves was offered to nobody.
    pub fn was_told(&self, offer: &Offer) -> bool {
        self.letters.keys().any(|id| id.offer_version() == Some(offer.version))
    }

    /// The wijk of an option, by the offer that it stands in.
    pub fn wijk_of(&self, option: &OfferOption) -> Option<&WijkId> {
        let mut offers = self.offer.iter().chain(self.older_offers.iter().rev());
        offers.find(|offer| offer.options.contains(option)).map(|offer| &offer.wijk)
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
