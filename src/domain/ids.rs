//! Names of things: each is derived from state, none is drawn at random.
//!
//! All of them serialise as plain strings, so that they read well on disk and serve as map keys.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The number of a visit, `WB-2026-014`: the year it was asked for and a serial number in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VisitId {
    pub year: i32,
    pub number: u32,
}

/// A text that should have been an id and is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a case number; write it as WB-2026-014")]
pub struct NotAnId(pub String);

impl fmt::Display for VisitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WB-{}-{:03}", self.year, self.number)
    }
}

impl fmt::Debug for VisitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for VisitId {
    type Err = NotAnId;

    /// Reads `WB-2026-014` in any case; nothing shorter.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts.as_slice() {
            [prefix, year, number] if prefix.eq_ignore_ascii_case("wb") => {
                match (year.parse(), number.parse()) {
                    (Ok(year), Ok(number)) => Ok(Self { year, number }),
                    _ => Err(NotAnId(text.to_owned())),
                }
            }
            _ => Err(NotAnId(text.to_owned())),
        }
    }
}

impl TryFrom<String> for VisitId {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

impl From<VisitId> for String {
    fn from(id: VisitId) -> Self {
        id.to_string()
    }
}

/// Makes a newtype of `String` that reads and prints as itself.
/// The one macro of the house: six ids that differ in name only.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// A wijk as config names it: `vollenhoven`.
    WijkId
}
text_id! {
    /// A contact person or another host as config names it: `vollenhoven-1`.
    ContactId
}
text_id! {
    /// The identity of a letter, `wb-2026-014.voorstel.1`: the same decision gives the same
    /// identity, so deciding twice sends once.
    LetterId
}
text_id! {
    /// Names a mail by its Message-ID and its content: 32 hexadecimal characters. Two mails with
    /// one Message-ID and different contents are two mails.
    MailKey
}

impl LetterId {
    /// `wb-2026-014.voorstel.1` for the letter of this kind and ordinal about a visit.
    pub fn about(visit: VisitId, slug: &str, ordinal: &str) -> Self {
        Self(format!("{}.{slug}.{ordinal}", visit.to_string().to_lowercase()))
    }

    /// `mail-3f2a….informatie.1`: a letter that answers a mail outside any visit.
    pub fn answering(mail: &MailKey, slug: &str) -> Self {
        let short: String = mail.0.chars().take(12).collect();
        Self(format!("mail-{short}.{slug}.1"))
    }

    /// `mail-3f2a….gastheer-mail.7`: a letter that passes a mail on; `nth` tells two of one mail apart.
    pub fn passing_on(mail: &MailKey, slug: &str, nth: u32) -> Self {
        let short: String = mail.0.chars().take(12).collect();
        Self(format!("mail-{short}.{slug}.{nth}"))
    }

    /// Whether it answers this mail or passes it on, outside any visit.
    pub fn is_of_mail(&self, mail: &MailKey) -> bool {
        let short = self.0.split('.').next().and_then(|opening| opening.strip_prefix("mail-"));
        short.is_some_and(|short| mail.0.chars().take(12).eq(short.chars()))
    }

    /// The kind of letter, as in `LetterKind::slug`.
    pub fn slug(&self) -> &str {
        self.0.split('.').nth(1).unwrap_or("")
    }

    /// Which of its kind: a serial number, or the day of a reminder.
    pub fn ordinal(&self) -> &str {
        self.0.splitn(3, '.').nth(2).unwrap_or("")
    }

    /// The visit that the identity names, if it names one.
    pub fn visit(&self) -> Option<VisitId> {
        self.0.split('.').next().and_then(|case| case.parse().ok())
    }
}

/// The number of a line in chat; rises by one for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoticeId(pub u64);
