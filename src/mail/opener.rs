//! Opens what lies in a box: bytes become the event that a mail arrived, or that something is none.

use crate::domain::event::{Event, Incoming, Unreadable};
use crate::domain::ids::MailKey;
use crate::domain::mail::Mail;
use crate::domain::people::Address;
use crate::domain::post::JunkLine;
use crate::domain::time::Instant;

use super::parse::{parse, parse_head, raw_key};

/// How much of an oversized mail is read: its header, in all likelihood.
pub const HEAD_BYTES: u64 = 64 * 1024;

/// What it takes to read a mail.
#[derive(Debug, Clone)]
pub struct Opener {
    /// The name under which our own server reports on senders (RFC 8601).
    pub authserv_id: Option<String>,
    pub bot: Address,
    /// Of a mail with more bytes only the head is read.
    pub bytes_max: u64,
}

/// What was read of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raw<'a> {
    Whole(&'a [u8]),
    /// Larger than the limit: its beginning, and its size in bytes.
    Head {
        head: &'a [u8],
        size: u64,
    },
}

impl Opener {
    /// The event that a mail is. `file` names it for staff; `arrived` is when the server took it in.
    pub fn event(&self, raw: Raw<'_>, file: String, arrived: Option<Instant>) -> Event {
        match self.mail(raw) {
            Ok(mail) => {
                let (known, closed_visit) = (None, None);
                let incoming = Incoming { mail, file, arrived, known, closed_visit };
                Event::MailArrived(Box::new(incoming))
            }
            Err((key, why)) => Event::MailUnreadable { key, file, why },
        }
    }

    /// The key under which the record of a mail stands, and who wrote about what.
    pub fn label(&self, raw: Raw<'_>) -> (MailKey, String) {
        match self.mail(raw) {
            Ok(Mail { key, from, subject, .. }) => {
                let from = from.map(|from| from.address.to_string()).unwrap_or_default();
                (key, format!("{from} \"{subject}\""))
            }
            Err((key, _)) => (key, "no mail".to_owned()),
        }
    }

    /// The mail, or the key of something that is none.
    fn mail(&self, raw: Raw<'_>) -> Result<Mail, (MailKey, Unreadable)> {
        let authserv_id = self.authserv_id.as_deref();
        let (parsed, bytes) = match raw {
            Raw::Whole(bytes) => (parse(bytes, authserv_id, &self.bot), bytes),
            Raw::Head { head, size } => {
                (parse_head(head, size, self.bytes_max, authserv_id, &self.bot), head)
            }
        };
        parsed.map_err(|why| (raw_key(bytes), why))
    }

    /// Who wrote and about what, from the header of a mail that lies in Junk; nothing else is read.
    pub fn junk_line(&self, head: &[u8], at: Instant) -> JunkLine {
        let mail = parse_head(head, self.bytes_max, self.bytes_max, None, &self.bot).ok();
        let (from, subject) = mail.map(|mail| (mail.from, mail.subject)).unwrap_or_default();
        let from = from.map(|from| from.address.to_string()).unwrap_or_default();
        JunkLine { from, subject, at }
    }
}
