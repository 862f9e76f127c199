//! The relay of the office: takes the letters of the bot, brings mail for m50.example to Dovecot and all
//! other mail to the sink.

use super::{Dovecot, Held, Sink, free_ports};

#[derive(Debug)]
pub(crate) struct Postfix {
    held: Held,
    /// STARTTLS and login required.
    pub(crate) submission: u16,
    /// The same with TLS from the first byte.
    pub(crate) submissions: u16,
    /// Where the world outside brings mail for m50.example.
    pub(crate) mx: u16,
}

/// How it behaves until told otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    None,
    /// 451 to every recipient.
    Soft,
    /// 550 to every recipient.
    Hard,
    /// 552 to every mail above a thousand bytes.
    Full,
    /// Three seconds before each reply to DATA.
    Slow,
}

impl Postfix {
    /// Certificate, logins and mailboxes are those of this Dovecot.
    pub(crate) fn start(dovecot: &Dovecot, sink: &Sink) -> Self {
        let [submission, submissions, mx] = free_ports();
        let settings = vec![
            ("SUBMISSION_PORT", submission.to_string()),
            ("SUBMISSIONS_PORT", submissions.to_string()),
            ("MX_PORT", mx.to_string()),
            ("LMTP_PORT", dovecot.lmtp.to_string()),
            ("SINK_PORT", sink.port.to_string()),
            ("DOVECOT", dovecot.folder().display().to_string()),
        ];
        Self { held: Held::start("postfix.sh", settings), submission, submissions, mx }
    }

    pub(crate) fn stop(&mut self) {
        self.held.down();
    }

    /// Starts again with the same queue on the same ports; stops before if it runs.
    pub(crate) fn restart(&mut self) {
        self.held.down();
        self.held.up();
    }

    /// The fault is there for whoever connects from now on.
    pub(crate) fn fault(&self, fault: Fault) {
        let name = match fault {
            Fault::None => "none",
            Fault::Soft => "soft",
            Fault::Hard => "hard",
            Fault::Full => "full",
            Fault::Slow => "slow",
        };
        self.held.tell("fault", &[name]);
    }

    /// How many mails it has taken and not yet passed on.
    pub(crate) fn waiting(&self) -> usize {
        self.held.tell("queue", &[]).lines().count()
    }
}
