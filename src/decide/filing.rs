//! What becomes of a mail: answered, filed, kept apart, or in the queue of staff (`filing/queue`).

mod queue;

use super::work::{Work, shows_answers};
use crate::domain::ids::{MailKey, VisitId};
use crate::domain::mail::{Filing, Mail, MailRecord, Why};
use crate::domain::state::{Change, Record};
use crate::domain::time::Instant;

impl Work<'_> {
    /// This very mail was handled before: it only has to be put away again.
    pub(super) fn seen_before(&mut self, filing: Filing) {
        self.is_filed(filing);
    }

    /// A mail that asks something is not done with a letter that does not answer it, and one that says
    /// more than what was read of it is not done before a person looked.
    fn unless_asked(&self, filing: Filing) -> Filing {
        let open = match &filing {
            Filing::Answered { letter } if shows_answers(letter.slug()) => {
                self.heard().leaves_open()
            }
            Filing::Answered { .. } | Filing::Filed { why: Why::Noted } => {
                self.heard().questions > 0
            }
            Filing::Filed { .. } | Filing::WaitsForStaff { .. } | Filing::Quarantined { .. } => {
                false
            }
        };
        let handled = match &filing {
            Filing::Answered { .. } | Filing::Filed { why: Why::Noted } => true,
            Filing::Filed { .. } | Filing::WaitsForStaff { .. } | Filing::Quarantined { .. } => {
                false
            }
        };
        if open {
            Filing::WaitsForStaff { why: Why::QuestionForAPerson }
        } else if handled && self.heard().says_more {
            Filing::WaitsForStaff { why: Why::SaysMore }
        } else {
            filing
        }
    }

    /// Records what became of a mail. What staff must see stays in the live state with its text; of
    /// the rest only its key stays, so that it is known when it comes again.
    pub(super) fn file(&mut self, mail: &Mail, visit: Option<VisitId>, filing: Filing) {
        let filing = self.unless_asked(filing);
        self.is_filed(filing.clone());
        match filing {
            Filing::WaitsForStaff { .. } => self.queue(mail, visit, filing),
            Filing::Answered { .. } | Filing::Filed { .. } | Filing::Quarantined { .. } => {
                self.archive_mail(remembered(&mail.key, self.now, visit, filing));
            }
        }
    }

    pub(super) fn archive_mail(&mut self, record: MailRecord) {
        let days = u64::from(self.desk.retention.core_days);
        let erase_on = self.today() + chrono::Days::new(days);
        self.change(Change::Archive { record: Record::Mail(Box::new(record)), erase_on });
    }

    /// The mail waits for a person.
    pub(super) fn wait(&mut self, mail: &Mail, visit: Option<VisitId>, why: Why) {
        self.file(mail, visit, Filing::WaitsForStaff { why });
    }

    /// The mail needs nothing more.
    pub(super) fn noted(&mut self, mail: &Mail, visit: Option<VisitId>) {
        self.file(mail, visit, Filing::Filed { why: Why::Noted });
    }

    pub(super) fn quarantine(&mut self, key: &MailKey, why: String) {
        let filing = Filing::Quarantined { why };
        self.is_filed(filing.clone());
        self.archive_mail(remembered(key, self.now, None, filing));
    }
}

/// The memory of a mail that holds nothing personal.
pub(super) fn remembered(
    key: &MailKey,
    at: Instant,
    visit: Option<VisitId>,
    filing: Filing,
) -> MailRecord {
    MailRecord {
        key: key.clone(),
        message_id: String::new(),
        received: at,
        from: None,
        first_writer: None,
        subject: String::new(),
        text: String::new(),
        in_reply_to: None,
        references: Vec::new(),
        visit,
        filing,
        remarks: Vec::new(),
        quoted_lines: 0,
        names: None,
        perhaps: Vec::new(),
        report: None,
        queue_number: None,
        again_of: None,
    }
}
