//! People: those who write, those who come, those who receive, and those who work here.
//!
//! The writer (a secretary) and the guest (the principal) are two people: the salutation goes to the
//! writer, the invitation names the principal. Nobody's gender is guessed: full names throughout.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::availability::Availability;
use super::ids::ContactId;

/// An e-mail address (RFC 5321 Mailbox) in lower case. Prints masked in `Debug`, so that it cannot
/// slip into a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(String);

impl Address {
    /// Takes `text` as an address if it has the shape `local@domain` and nothing that could break
    /// out of a header; `None` otherwise.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@')?;
        let clean = |part: &str| {
            !part.is_empty()
                && !part
                    .chars()
                    .any(|c| c.is_control() || c.is_whitespace() || "<>(),;:\"".contains(c))
        };
        (clean(local) && clean(domain) && text.len() <= 254).then(|| Self(text.to_lowercase()))
    }

    /// In place of an address that nobody knows: no mail can ever go there (RFC 2606, 2).
    pub fn unknown() -> Self {
        Self("onbekend@nowhere.invalid".to_owned())
    }

    /// Whether it is in place of one that nobody knows, or that was erased.
    pub fn is_nowhere(&self) -> bool {
        self.domain().ends_with(".invalid")
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    pub fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// Whether it can stand in the header of a letter: plain dot-atoms (RFC 5322, 3.2.3) around the
    /// at-sign. We do not send international addresses (RFC 6532).
    pub fn is_sendable(&self) -> bool {
        let atom = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        };
        let label = |part: &str| {
            (1..=63).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        let (local, domain) = (self.local_part(), self.domain());
        local.len() <= 64 && local.split('.').all(atom) && domain.split('.').all(label)
    }

    /// Whether it says of itself that nobody reads what is sent there.
    pub fn is_unread(&self) -> bool {
        let local: String =
            self.local_part().chars().filter(|c| !matches!(c, '-' | '_' | '.')).collect();
        UNREAD.iter().any(|opening| local.starts_with(opening))
    }

    /// The same mailbox with a detail behind a plus (RFC 5233): `bot+detail@domain`.
    pub fn with_detail(&self, detail: &str) -> Self {
        Self(format!("{}+{detail}@{}", self.local_part(), self.domain()))
    }
}

/// How mailboxes that nobody reads are called, without the marks between the words.
const UNREAD: [&str; 8] = [
    "noreply",
    "donotreply",
    "dontreply",
    "geenantwoord",
    "nietbeantwoorden",
    "nietreageren",
    "nichtantworten",
    "nepasrepondre",
];

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "…@{}", self.domain())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address with the name that stands before it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mailbox {
    pub name: Option<String>,
    pub address: Address,
}

impl Mailbox {
    /// The name if there is one, else the address.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(self.address.as_str())
    }
}

/// A display name in the order in which a person is addressed: address books write `Wit, S. de
/// (Sanne)`, `Wit, S. (Sanne) de` or `Wit, Sanne de`, also with a department behind it; a letter begins
/// with Sanne de Wit. What has another shape stays.
pub fn natural_name(display: &str) -> String {
    turned_round(display).unwrap_or_else(|| display.trim().to_owned())
}

fn turned_round(display: &str) -> Option<String> {
    let (family, rest) = display.split_once(',')?;
    let (initials, called) = rest.split_once('(').unwrap_or((rest, ""));
    let (called, behind) = called.split_once(')').unwrap_or((called, ""));
    let behind = behind.split(['(', '|']).next().and_then(|text| text.split(" - ").next())?;
    let behind: Vec<&str> = behind.split_whitespace().collect();
    let is_shaped =
        particles_behind(&behind) == behind.len() && (behind.is_empty() || !called.is_empty());
    let words: Vec<&str> = initials.split_whitespace().chain(behind).collect();
    let (given, particles) = words.split_at(words.len() - particles_behind(&words));
    let given = if called.is_empty() { given.join(" ") } else { called.trim().to_owned() };
    let family: Vec<&str> = family.split_whitespace().collect();
    let (family, own) = family.split_at(family.len() - particles_behind(&family));
    let family = family.join(" ");
    let one_name = |text: &str| !text.is_empty() && !text.contains(['@', ',', '(', ')', '<']);
    if !is_shaped || !one_name(&given) || !one_name(&family) {
        return None;
    }
    Some([&[given.as_str()], particles, own, &[family.as_str()]].concat().join(" "))
}

/// How many of these words, from the last one back, stand before a family name.
fn particles_behind(words: &[&str]) -> usize {
    let is_particle = |word: &&&str| PARTICLES.contains(&word.to_lowercase().as_str());
    words.iter().rev().take_while(is_particle).count()
}

/// Words that stand before a Dutch family name and are filed behind it.
const PARTICLES: [&str; 13] =
    ["de", "den", "der", "van", "het", "'t", "ter", "ten", "te", "von", "la", "el", "in"];

/// The office of a guest. Notice periods and days depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    Kamerlid,
    Bewindspersoon,
    Wethouder,
    Burgemeester,
    Raadslid,
    Statenlid,
    Ambtenaar,
    Other,
}

impl Office {
    pub const ALL: [Self; 8] = [
        Self::Kamerlid,
        Self::Bewindspersoon,
        Self::Wethouder,
        Self::Burgemeester,
        Self::Raadslid,
        Self::Statenlid,
        Self::Ambtenaar,
        Self::Other,
    ];

    /// The name used in config and on disk.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Kamerlid => "kamerlid",
            Self::Bewindspersoon => "bewindspersoon",
            Self::Wethouder => "wethouder",
            Self::Burgemeester => "burgemeester",
            Self::Raadslid => "raadslid",
            Self::Statenlid => "statenlid",
            Self::Ambtenaar => "ambtenaar",
            Self::Other => "other",
        }
    }

    /// Whether the guest comes from The Hague and follows its calendar.
    pub fn is_national(self) -> bool {
        matches!(self, Self::Kamerlid | Self::Bewindspersoon)
    }
}

/// How many come, the principal included. `min == max` when the mail is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub min: u32,
    pub max: u32,
}

/// What a guest needs or brings along that the host must know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    Pers,
    Foto,
    Beveiliging,
    Rolstoel,
    Dieet,
    Parkeren,
    Ov,
    Tolk,
    Lunch,
    /// Who sees or hears badly, or not.
    Zintuigen,
}

/// A subject that a wijk can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    Huisvesting,
    Onderwijs,
    Armoede,
    Veiligheid,
    Gezondheid,
    Participatie,
    Leefbaarheid,
    Duurzaamheid,
    Jeugd,
    Ondermijning,
}

/// Somebody in a wijk who receives guests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    pub name: String,
    pub address: Address,
    pub phone: Option<String>,
    /// Config alone knows it: no letter and no record does.
    #[serde(skip)]
    pub available: Availability,
}

/// What a member of staff may do. Each role may do what the ones before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Lezer,
    Planner,
    Beheerder,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "who")]
pub enum Actor {
    /// The program by itself.
    Bot,
    /// The guest's office, by mail.
    Guest,
    /// A contact person, by mail.
    Host,
    /// A member of staff, by the name used in chat.
    Staff { name: String },
}

#[cfg(test)]
mod tests {
    use super::natural_name;

    #[test]
    fn a_filed_name_is_turned_round() {
        for (filed, spoken) in [
            ("Wiersma, J. (Joost)", "Joost Wiersma"),
            ("Wit, S. de (Sanne)", "Sanne de Wit"),
            ("Wit, S. (Sanne) de", "Sanne de Wit"),
            ("Berg, K. (Kim) van den", "Kim van den Berg"),
            ("Graaf-Hoogland, M. (Marleen) de", "Marleen de Graaf-Hoogland"),
            ("Wit, S. de (Sanne) - BD/DAC", "Sanne de Wit"),
            ("Dijk van, Pieter", "Pieter van Dijk"),
            ("Vermeer, Daan", "Daan Vermeer"),
            ("Berg, Anna van den", "Anna van den Berg"),
            ("Noa Kuipers", "Noa Kuipers"),
            ("Griffie commissie BiZa", "Griffie commissie BiZa"),
            ("", ""),
            (",", ","),
        ] {
            assert_eq!(natural_name(filed), spoken);
        }
    }
}
