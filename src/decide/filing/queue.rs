//! How a mail comes into the queue of staff: with the visits that it is about, or may be.

use super::remembered;
use crate::decide::work::{Heard, Work};
use crate::decide::{in_queue, steps, which};
use crate::domain::ids::VisitId;
use crate::domain::mail::{Filing, Mail, MailRecord, Why};
use crate::domain::notice::Saying;
use crate::domain::people::{Address, Mailbox};
use crate::domain::state::Record;
use crate::domain::visit::Stage;

impl Work<'_> {
    /// Puts a mail in the queue of staff and tells them.
    pub(super) fn queue(&mut self, mail: &Mail, visit: Option<VisitId>, filing: Filing) {
        let counters = self.counters();
        counters.queue += 1;
        let number = counters.queue;
        let from = mail.from.as_ref().map(|from| &from.address);
        let names = self.named_in(&mail.subject);
        let may_be_theirs = visit.is_none() && in_queue::is_of_its_sender(&filing);
        let mut perhaps = match from.filter(|_| may_be_theirs) {
            Some(_) if !self.heard().perhaps.is_empty() => self.heard().perhaps.clone(),
            Some(from) => which::perhaps(self, from, None),
            None => Vec::new(),
        };
        let names = self.heard().also.or(names).or(perhaps.first().copied());
        perhaps.retain(|id| Some(*id) != names);
        let record = MailRecord {
            message_id: mail.message_id.clone(),
            from: mail.from.clone(),
            subject: mail.subject.clone(),
            first_writer: mail.as_first_written().and_then(|inner| inner.from),
            text: mail.text_for_staff().into_owned(),
            in_reply_to: mail.in_reply_to.first().cloned(),
            references: mail.references.clone(),
            remarks: remarks(mail),
            quoted_lines: mail.quoted_lines(),
            names,
            perhaps,
            report: mail.report.clone(),
            queue_number: Some(number),
            ..remembered(&mail.key, self.now, visit, filing)
        };
        self.put(Record::Mail(Box::new(record.clone())));
        let at_once = self.at_once(&record);
        let (provisional, colleague) =
            (self.may_be_definite(&record), self.colleague_in(mail, &record));
        let Heard { open, passages, doubts, moments, calendar, held_until, call_back, .. } =
            self.heard();
        self.tell(Saying::MailWaits {
            mail: Box::new(record),
            questions: open.clone(),
            passages: passages.clone(),
            doubts: doubts.clone(),
            moments: moments.clone(),
            calendar: calendar.clone(),
            held_until: *held_until,
            call_back: call_back.clone(),
            provisional,
            colleague,
        });
        at_once.into_iter().for_each(|saying| self.tell(saying));
    }

    /// A visit of today or tomorrow that a mail is about: whoever wrote it may stand at a door, so
    /// staff read the words and whom to call.
    fn at_once(&self, mail: &MailRecord) -> Option<Saying> {
        let Filing::WaitsForStaff { why } = &mail.filing else { return None };
        let visit = self.visit_now(mail.visit.or(mail.names)?)?;
        let slot = visit.appointment.as_ref()?.slot;
        let is_urgent = in_queue::is_near(self, slot) && in_queue::is_of_a_person(why);
        let host = steps::host_of(self, visit);
        let saying = || Saying::MayBeOff {
            visit: Box::new(visit.clone()),
            calls_off: *why == Why::MayCallOff,
            surely: mail.visit.is_some(),
            words: self.heard().words.clone(),
            host_phone: host.and_then(|host| host.phone),
        };
        (is_urgent && !self.heard().told_at_once).then(saying)
    }

    /// Its guest holds a moment with a reservation, and may lift that here.
    fn may_be_definite(&self, mail: &MailRecord) -> bool {
        let visit = mail.visit.and_then(|id| self.visit_now(id));
        let reserved = visit.is_some_and(|visit| visit.stage == Stage::AcceptedWithReservation);
        reserved && is_of_office(self, mail)
    }

    /// The one other address of the office that a mail names: somebody may write for the guest from
    /// there.
    fn colleague_in(&self, mail: &Mail, record: &MailRecord) -> Option<Address> {
        let visit = record.visit.and_then(|id| self.visit_now(id))?;
        let writer = &visit.writer.mailbox.address;
        let text = mail.own_text();
        let named = text.split(|c: char| c.is_whitespace() || "<>(),;:\"'".contains(c));
        let named = named.filter_map(|word| Address::parse(word.trim_end_matches('.')));
        let from = record.from.as_ref().map(|from| &from.address);
        let is_other =
            |it: &Address| it != writer && Some(it) != from && which::is_of_one_office(it, writer);
        let mut named = named.filter(|it| is_of_office(self, record) && is_other(it));
        let first = named.next()?;
        named.all(|other| other == first).then_some(first)
    }

    /// The open visit whose number stands in a subject.
    fn named_in(&self, subject: &str) -> Option<VisitId> {
        let words = subject.split(|c: char| !c.is_alphanumeric() && c != '-');
        let mut named = words.filter_map(|word| word.parse::<VisitId>().ok());
        named.find(|id| self.state.is_open(*id))
    }
}

/// Whether a mail of a person is not of one who receives.
fn is_of_office(work: &Work<'_>, mail: &MailRecord) -> bool {
    let Filing::WaitsForStaff { why } = &mail.filing else { return false };
    let is_contact = |from: &Mailbox| work.desk.contact_at(&from.address).is_some();
    in_queue::is_of_a_person(why) && !mail.from.as_ref().is_some_and(is_contact)
}

/// What staff should know before they answer: what could not be read, and that an answer would go to
/// another organisation than the one that wrote.
fn remarks(mail: &Mail) -> Vec<String> {
    let elsewhere = mail.foreign_reply_to().map(|to| format!("Reply-To: {}", to.address));
    mail.remarks.iter().cloned().chain(elsewhere).collect()
}
