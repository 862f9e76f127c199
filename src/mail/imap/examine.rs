//! Looks at a mailbox on a server and changes nothing in it: for `werkbezoek check`.

use super::Patience;
use super::error::ImapError;
use super::folders::{self, Folders};
use super::login;
use crate::config::post::PostSettings;
use crate::mail::oauth::Tokens;

/// What a mailbox is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// The mails that lie in the inbox: the bot would handle each of them.
    pub inbox_mails: u32,
    /// Only reading is allowed: mail could not be put away.
    pub read_only: bool,
    /// The server tells when mail comes (IDLE); else it is asked every so often.
    pub tells: bool,
    /// A mail can be moved as one step, or copied and expunged alone; else handled mail stays in the
    /// inbox, marked as deleted.
    pub moves: bool,
    /// Our folders that are absent: the bot makes them at its start.
    pub missing: Vec<String>,
    pub sent: Option<String>,
    pub junk: Option<String>,
}

/// Logs in, looks, and leaves.
///
/// # Errors
/// When the server cannot be reached, does not let us in, or cannot be understood.
pub fn examine(
    settings: &PostSettings,
    tokens: &Tokens,
    patience: Patience,
) -> Result<Examined, ImapError> {
    let mut session = login::open(&settings.imap, tokens, patience)?;
    let places = session.places()?;
    let (exists, read_only) = session.examine_inbox()?;
    Ok(Examined {
        inbox_mails: exists,
        read_only,
        tells: session.abilities.idle,
        moves: session.abilities.moves || session.abilities.expunges_one,
        missing: Folders::missing(&places, &settings.folders),
        sent: folders::sent(&places, &settings.folders),
        junk: folders::junk(&places, &settings.folders),
    })
}
