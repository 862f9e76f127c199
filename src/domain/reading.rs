//! What the program understood of a mail: findings, each with the span of text behind it.
//!
//! Doubt is a value here: a finding that can be read in more ways than one carries the others along,
//! and what is below its threshold never becomes a step by itself. The JSON that `werkbezoek read`
//! prints is made of it in `reading/json.rs`; the serialised forms here are those kept on disk.
//! Spans are offsets in characters into `Reading::text`.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

pub use super::errand::Errand;
use super::ids::WijkId;
use super::mail::SenderKind;
use super::people::{Need, Office, Theme};
use super::time::{Days, Slot};

/// From and to, in characters (Unicode scalar values), half-open.
pub type Span = [usize; 2];

/// A value with the place where it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    pub value: T,
    pub span: Span,
}

/// The language a mail is answered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    Nl,
    En,
    Other,
}

/// What the writer wants of us. A mail can hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    VisitRequest,
    Choose,
    ProposeOther,
    Decline,
    Change,
    Cancel,
    Reserve,
    Details,
    Inquiry,
    Privacy,
    Thanks,
    Complaint,
    Other,
}

/// How the writer feels about a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    Want,
    Prefer,
    Cannot,
    /// A fact or an agreement, no wish.
    Fixed,
    /// An answer or a visit is wanted before it.
    Deadline,
    Past,
}

/// A time as mail names it. Ranges are half-open; an absent end is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    Date(NaiveDate),
    DateTime(NaiveDateTime),
    Time(NaiveTime),
    DateRange {
        start: Option<NaiveDate>,
        end: Option<NaiveDate>,
    },
    DateTimeRange {
        start: Option<NaiveDateTime>,
        end: Option<NaiveDateTime>,
    },
    TimeRange {
        from: Option<NaiveTime>,
        until: Option<NaiveTime>,
    },
    Duration {
        seconds: i64,
    },
    /// Recurring: `weekdays` counts from 1 = Monday; empty means any day. `within` is the period that
    /// the words limit it to ("een woensdagmiddag in maart"), `nth` which of the month they are: -1 is
    /// the last, empty means each ("elke eerste maandag van de maand").
    Set {
        weekdays: Vec<u8>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        nth: Vec<i8>,
        from: Option<NaiveTime>,
        until: Option<NaiveTime>,
        within: Option<Days>,
    },
}

impl When {
    /// The day that it is on, if it names one.
    pub fn day(&self) -> Option<NaiveDate> {
        match *self {
            Self::Date(day) => Some(day),
            Self::DateTime(at) => Some(at.date()),
            Self::DateTimeRange { start, .. } => start.map(|start| start.date()),
            Self::Time(_)
            | Self::DateRange { .. }
            | Self::TimeRange { .. }
            | Self::Duration { .. }
            | Self::Set { .. } => None,
        }
    }
}

/// Whether a day is one of those that recur, as `When::Set` names them.
pub fn recurs_on(day: NaiveDate, weekdays: &[u8], nth: &[i8]) -> bool {
    let weekday = day.weekday().number_from_monday() as u8;
    let meant = weekdays.is_empty() || weekdays.contains(&weekday);
    let from_first = (day.day0() / 7) as i8 + 1;
    let from_last = -1 - (day.num_days_in_month() - day.day() as u8) as i8 / 7;
    meant && (nth.is_empty() || nth.contains(&from_first) || nth.contains(&from_last))
}

/// A time that the writer named and what they want with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    pub when: When,
    pub modality: Modality,
    /// The writer's own words.
    pub text: String,
    pub span: Span,
    /// Other readings of the same words; not empty means: ask before acting on it.
    pub alternatives: Vec<When>,
    /// How the words were read, in the names of the grammar; for staff who ask why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Wish {
    /// Whether it names when the visit should be.
    pub fn is_wanted(&self) -> bool {
        match self.modality {
            Modality::Want | Modality::Prefer => true,
            Modality::Cannot | Modality::Fixed | Modality::Deadline | Modality::Past => false,
        }
    }
}

/// The size of the party and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyFound {
    pub min: u32,
    pub max: u32,
    pub span: Span,
    /// Added up from who comes along with somebody, or only asked about: it may not be the whole.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
}

/// The guest for whom is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Principal {
    pub name: Option<String>,
    pub office: Option<Office>,
    pub span: Span,
    /// They come along with somebody: "wethouder Jan Bos komt ook mee".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub comes_along: bool,
    /// They come in somebody's place: "niet mevrouw De Wit maar Kamerlid Visser komt".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub instead: bool,
}

impl Principal {
    pub fn new(name: Option<String>, office: Option<Office>, span: Span) -> Self {
        Self { name, office, span, comes_along: false, instead: false }
    }
}

/// Who wrote, from text and signature.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Writer {
    pub name: Option<String>,
    pub function: Option<String>,
    pub organisation: Option<String>,
    pub phone: Option<String>,
}

/// A telephone number that stands in the text itself, not under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneTold {
    /// As written.
    pub number: String,
    /// The words say that it is for the day of the visit.
    pub for_the_day: bool,
}

/// An offered option that the writer takes, however it was named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// 1-based, as in the letter.
    pub option: u32,
    pub span: Span,
    /// What they take if that one cannot be: "anders optie 3".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<u32>,
    pub taken: Taken,
}

/// How the words of a mail take the option that they choose, and so what may be done without anybody
/// who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// A word settles it ("definitief", "akkoord", "past", its number), and nothing takes that back.
    Plainly,
    /// Its day is named, and no more. That takes what is on offer; what was taken with a reservation is
    /// not definite by it.
    Named,
    /// With more words, or beside words, that may take it back: what they mean is for a person.
    WithMore,
    /// Otherwise than it was offered, or if something is so that nobody of us has seen: "de tweede, maar
    /// dan een half uur later", "mits er een tolk bij is".
    Altered,
}

/// What an answer plainly does with the appointment that stands, or with the days on offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moves {
    /// It asks for another moment.
    Asked,
    /// The moment stays, after all.
    TakenBack,
    /// It agrees with the moment that stands, or has noted it, and says no more.
    Agreed,
}

/// The period and the deputy of an out-of-office mail.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Away {
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub deputy: Option<String>,
}

/// Why a reading is not good enough to act on by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "about")]
pub enum Doubt {
    /// The same words name two moments ("vrijdag 14 november", and the 14th is a Saturday).
    When { text: String, span: Span },
    /// A date that does not exist, with the nearest ones that do.
    NoSuchDate { text: String, nearest: Vec<NaiveDate>, span: Span },
    /// A place name that fits more than one place.
    Place { text: String, span: Span },
    /// Words that may take one of several options.
    Choice { options: Vec<u32> },
    /// Words about a time or an option that no reader understood ("op diezelfde dag graag"), with the
    /// sentence in which they stand.
    Unclear { text: String, sentence: String, span: Span },
}

/// Everything the program understood of a mail, and nothing the mail does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'t> {
    /// The writer's own visible text, borrowed from the mail where it stands there in one piece; all
    /// spans count in it.
    pub text: Cow<'t, str>,
    pub sender_kind: SenderKind,
    pub language: Language,
    pub intents: Vec<Found<Intent>>,
    pub wijken: Vec<Found<WijkId>>,
    pub ambiguous_places: Vec<Found<String>>,
    pub themes: Vec<Found<Theme>>,
    pub when: Vec<Wish>,
    pub party: Option<PartyFound>,
    /// Where it says that more come than was said before, or fewer, and not how many that makes.
    pub party_change: Option<Span>,
    pub duration_minutes: Option<Found<u32>>,
    pub principal: Option<Principal>,
    pub writer: Option<Writer>,
    pub phone_told: Option<PhoneTold>,
    pub needs: Vec<Found<Need>>,
    /// Where it asks for a visit beside the one that there is, in so many words.
    pub one_more: Option<Span>,
    /// Another day is asked for, at the hour of the visit that stands.
    pub same_hour: Option<Span>,
    /// Nothing where neither stands, or its words leave that to a person.
    pub moves: Option<Moves>,
    /// Where an answer says that the guest may stay away, and nothing is called off in so many words.
    pub stays_away: Option<Span>,
    /// What it is after, if that is no visit of the writer's own.
    pub errand: Option<Found<Errand>>,
    /// The writer wants to be called at this number; empty where they tell none.
    pub call_back: Option<String>,
    /// Where it says that no press or photographer comes.
    pub no_press: Option<Span>,
    pub questions: Vec<Found<String>>,
    pub choice: Option<Choice>,
    pub away: Option<Away>,
    pub doubts: Vec<Doubt>,
    /// What it says beside what is handled by itself: staff see the words.
    pub beside: Option<Doubt>,
}

impl Reading<'_> {
    pub fn has(&self, intent: Intent) -> bool {
        self.intents.iter().any(|found| found.value == intent)
    }
}

/// An option of an offer, as the reader needs it to recognise a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    pub option: u32,
    pub slot: Slot,
}

/// A named period that mail may refer to, such as a recess; `end` is exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPeriod {
    pub name: String,
    pub start: NaiveDate,
    pub end: NaiveDate,
}
