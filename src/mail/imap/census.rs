//! Counts what lies in a mailbox on a server. Folders are opened for looking only, and none is made.

use std::collections::BTreeMap;

use super::Patience;
use super::error::ImapError;
use super::folders::{by_name, named};
use super::login;
use super::session::{Listed, Session, Uid};
use crate::config::post::PostSettings;
use crate::domain::ids::MailKey;
use crate::mail::oauth::Tokens;
use crate::mail::opener::{HEAD_BYTES, Opener, Raw};
use crate::mail::{Census, CensusFolder, CensusLine, Folder, MailError};

/// Mails read with one command, and their bytes unless one alone has more.
const MAILS_MAX: usize = 64;
const BYTES_MAX: u64 = 8 * 1024 * 1024;

/// A mailbox on a server, for looking only.
#[derive(Debug)]
pub struct ImapCensus {
    settings: PostSettings,
    tokens: Tokens,
    opener: Opener,
    patience: Patience,
}

impl ImapCensus {
    /// Connects when it is asked to count.
    pub fn new(settings: PostSettings, tokens: Tokens, opener: Opener, patience: Patience) -> Self {
        Self { settings, tokens, opener, patience }
    }

    fn folders(&self) -> Result<Vec<CensusFolder>, ImapError> {
        let mut session = login::open(&self.settings.imap, &self.tokens, self.patience)?;
        let places = session.places()?;
        let mut folders = vec![self.counted(&mut session, None, "INBOX")?];
        for folder in Folder::ALL {
            let name = named(&self.settings.folders, folder);
            folders.push(match by_name(&places, name) {
                Some(found) => self.counted(&mut session, Some(folder), found)?,
                None => {
                    let (mails, lines) = Default::default();
                    CensusFolder { folder: Some(folder), name: name.to_owned(), mails, lines }
                }
            });
        }
        Ok(folders)
    }

    fn counted(
        &self,
        session: &mut Session,
        folder: Option<Folder>,
        name: &str,
    ) -> Result<CensusFolder, ImapError> {
        let mails = session.examine(name)?;
        let listed = if mails == 0 { Vec::new() } else { session.list(1)? };
        let readable: Vec<Listed> =
            listed.iter().filter(|mail| !mail.is_deleted).copied().collect();
        let mut labels = self.labels(session, &readable)?;
        let line = |mail: &Listed| {
            let (key, about) = labels.remove(&mail.uid).unzip();
            let name = format!("UID {} {}", mail.uid, about.unwrap_or_default());
            CensusLine { name, key, since: mail.arrived, is_deleted: mail.is_deleted }
        };
        let lines = listed.iter().map(line).collect();
        let mails = usize::try_from(mails).unwrap_or(usize::MAX);
        Ok(CensusFolder { folder, name: name.to_owned(), mails, lines })
    }

    /// What was taken away since it was listed is not among them.
    fn labels(
        &self,
        session: &mut Session,
        mails: &[Listed],
    ) -> Result<BTreeMap<Uid, (MailKey, String)>, ImapError> {
        let (whole, large): (Vec<Listed>, Vec<Listed>) =
            mails.iter().partition(|mail| mail.bytes <= self.opener.bytes_max);
        let mut labels = BTreeMap::new();
        for some in portions(&whole) {
            let uids: Vec<Uid> = some.iter().map(|mail| mail.uid).collect();
            let bytes = some.iter().map(|mail| mail.bytes).sum();
            let label = |uid, body: &[u8]| (uid, self.opener.label(Raw::Whole(body)));
            labels.extend(session.bodies(&uids, bytes, label)?);
        }
        for mail in large {
            let head = session.head(mail.uid, HEAD_BYTES.min(self.opener.bytes_max))?;
            let raw = head.as_ref().map(|head| Raw::Head { head, size: mail.bytes });
            labels.extend(raw.map(|raw| (mail.uid, self.opener.label(raw))));
        }
        Ok(labels)
    }
}

/// The mails in portions that fit in memory.
fn portions(mails: &[Listed]) -> Vec<Vec<Listed>> {
    let mut portions: Vec<(u64, Vec<Listed>)> = Vec::new();
    for mail in mails {
        match portions.last_mut() {
            Some((bytes, some)) if some.len() < MAILS_MAX && *bytes + mail.bytes <= BYTES_MAX => {
                *bytes += mail.bytes;
                some.push(*mail);
            }
            Some(_) | None => portions.push((mail.bytes, vec![*mail])),
        }
    }
    portions.into_iter().map(|(_, some)| some).collect()
}

impl Census for ImapCensus {
    fn count(&mut self) -> Result<Vec<CensusFolder>, MailError> {
        Ok(self.folders()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portion_is_short_and_light_unless_one_mail_alone_is_heavy() {
        let mail = |uid, bytes| Listed { uid, bytes, arrived: None, is_deleted: false };
        let light: Vec<Listed> = (1..=130).map(|uid| mail(uid, 10)).collect();
        let lengths = |mails: &[Listed]| portions(mails).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(&light), [64, 64, 2]);
        assert_eq!(lengths(&[mail(1, BYTES_MAX), mail(2, 1), mail(3, 2 * BYTES_MAX)]), [1, 1, 1]);
        assert!(portions(&[]).is_empty());
    }
}
