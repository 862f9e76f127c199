//! The mailbox: Dovecot with a user for the bot and one for a colleague.
//!
//! The folders Sent, Junk and Trash are there and marked by their use (RFC 6154); those of the bot are
//! not, because it makes its own.

use std::fs;
use std::path::PathBuf;

use super::{Dialogue, Held, Onlooker, free_ports};

/// Somebody with a mailbox.
#[derive(Debug, Clone, Copy)]
pub(crate) struct User {
    pub(crate) name: &'static str,
    pub(crate) password: &'static str,
}

pub(crate) const BOT: User = User { name: "bot@m50.example", password: "bot-geheim" };
pub(crate) const COLLEAGUE: User = User { name: "collega@m50.example", password: "collega-geheim" };

#[derive(Debug)]
pub(crate) struct Dovecot {
    held: Held,
    /// Plain text or STARTTLS.
    pub(crate) imap: u16,
    /// TLS from the first byte.
    pub(crate) imaps: u16,
    pub(crate) lmtp: u16,
}

impl Dovecot {
    pub(crate) fn start() -> Self {
        Self::start_in(tempfile::tempdir().unwrap())
    }

    /// With its mail in memory where the system has such a place: hundreds of mailboxes cost minutes
    /// on a slow disk.
    pub(crate) fn start_in_memory() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Self::start_in(folder.unwrap())
    }

    fn start_in(folder: tempfile::TempDir) -> Self {
        let [imap, imaps, lmtp] = free_ports();
        let settings = [("IMAP_PORT", imap), ("IMAPS_PORT", imaps), ("LMTP_PORT", lmtp)];
        let settings = settings.map(|(name, port)| (name, port.to_string()));
        let held = Held::start_in(folder, "dovecot.sh", settings.into(), Vec::new());
        Self { held, imap, imaps, lmtp }
    }

    pub(crate) fn stop(&mut self) {
        self.held.down();
    }

    /// Starts again with the same mail on the same ports; stops before if it runs.
    pub(crate) fn restart(&mut self) {
        self.held.down();
        self.held.up();
    }

    /// What a client has to trust; the certificate is good for `localhost` and 127.0.0.1.
    pub(crate) fn ca(&self) -> PathBuf {
        self.folder().join("tls/ca.pem")
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.held.path().to_owned()
    }

    /// An access token that the user may log in with (XOAUTH2), here and at Postfix.
    pub(crate) fn token(&self, user: User, seconds: i64) -> String {
        self.held.tell("token", &[user.name, &seconds.to_string()])
    }

    /// Gives a folder of the bot a new UIDVALIDITY and every mail in it a new UID.
    pub(crate) fn renumber(&mut self, folder: &str) {
        self.held.down();
        self.held.tell("renumber", &[folder]);
        self.held.up();
    }

    /// Gives these a mailbox each. Before anybody has logged in: Dovecot may look at its list of users
    /// only once a second.
    pub(crate) fn welcome(&self, users: &[User]) {
        let line = |user: &User| format!("{}:{{PLAIN}}{}::::::\n", user.name, user.password);
        let lines: String = users.iter().map(line).collect();
        let list = self.folder().join("users");
        fs::write(&list, fs::read_to_string(&list).unwrap() + lines.as_str()).unwrap();
    }

    /// Brings the bot a mail as a mail server does, by LMTP. Line ends become those of mail.
    pub(crate) fn deliver(&self, mail: impl AsRef<[u8]>) {
        self.deliver_to(BOT.name, mail);
    }

    pub(crate) fn deliver_to(&self, recipient: &str, mail: impl AsRef<[u8]>) {
        let mut lmtp = Dialogue::at(self.lmtp);
        assert_eq!(lmtp.ask("LHLO tests.example").code, 250);
        let reply = lmtp.hand_over("afzender@kantoor.example", recipient, mail.as_ref());
        assert_eq!(reply.code, 250, "{}", reply.text);
    }

    /// Puts a mail into a folder of the bot as a mail client does, by IMAP.
    pub(crate) fn append(&self, folder: &str, mail: impl AsRef<[u8]>) {
        self.onlooker().append(folder, mail.as_ref()).unwrap();
    }

    /// UID and Message-ID (without its brackets) of what lies in a folder of the bot.
    pub(crate) fn listing(&self, folder: &str) -> Vec<(u32, String)> {
        self.onlooker().listing(folder).unwrap()
    }

    /// A second client in the mailbox of the bot.
    pub(crate) fn onlooker(&self) -> Onlooker {
        Onlooker::enter(self.imap, BOT).unwrap()
    }
}
