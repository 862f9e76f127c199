//! A decided letter becomes a finished one: template, text, HTML, calendar object, bytes.
//!
//! A template holds what is particular to one kind of letter; the frame `_brief.md` puts greeting and
//! closing around it, so that no letter can forget to say that a program made it and how to reach a
//! person.

use minijinja::{Value, context};

use crate::domain::desk::Desk;
use crate::domain::keys;
use crate::domain::letter::{Letter, LetterDraft};
use crate::domain::time::Instant;

use super::facts::{context_of, host_of, language_of, wijk_of};
use super::markup::{Document, one_line, page, plain, read, unwrapped};
use super::mime::{Parts, message};
use super::{Words, WordsError, thread};

/// The first line of a letter in either language.
const SUBJECT_MARKS: [&str; 2] = ["Onderwerp:", "Subject:"];
/// The first line of the words of a calendar object.
pub(super) const TITLE_MARKS: [&str; 2] = ["Titel:", "Title:"];

/// A letter in words, before it becomes bytes.
struct Written {
    subject: String,
    content: Document,
}

impl Words {
    /// The finished letter, with `now` as its Date.
    ///
    /// # Errors
    /// A template that is missing or does not fit its facts; an address that cannot stand in a
    /// header.
    pub fn letter(
        &self,
        desk: &Desk,
        now: Instant,
        draft: &LetterDraft,
    ) -> Result<Letter, WordsError> {
        let written = self.written(desk, draft)?;
        let message_id = keys::message_id_for(desk, &draft.id);
        let calendar = self.calendar(desk, now, draft)?;
        let visit = draft.visit.as_ref().filter(|_| desk.plus_addresses);
        let parts = Parts {
            from: &desk.bot,
            to: &draft.to,
            cc: &draft.cc,
            reply_to: visit.map(|visit| keys::reply_address(desk, visit.id)),
            subject: &written.subject,
            date: now,
            message_id: &message_id,
            in_reply_to: thread::in_reply_to(&draft.thread),
            references: thread::references(&draft.thread),
            is_answer: draft.answers.is_some(),
            language: language_of(draft),
            text: plain(&written.content),
            html: page(&written.content, language_of(draft), &written.subject),
            calendar: draft.invitation.as_ref().map(|i| i.method).zip(calendar),
            seed: &desk.key.sign(&format!("boundary of {}", draft.id)),
        };
        let mime = message(parts)
            .map_err(|detail| WordsError::Mime { letter: draft.id.to_string(), detail })?;
        Ok(Letter { subject: written.subject, mime, ..draft.unwritten(message_id, now) })
    }

    /// Subject and text part of a letter, for a preview in chat.
    ///
    /// # Errors
    /// As `letter`, but for the headers.
    pub fn letter_text(
        &self,
        desk: &Desk,
        draft: &LetterDraft,
    ) -> Result<(String, String), WordsError> {
        let written = self.written(desk, draft)?;
        Ok((written.subject, plain(&written.content)))
    }

    fn written(&self, desk: &Desk, draft: &LetterDraft) -> Result<Written, WordsError> {
        let language = language_of(draft);
        let name = format!("{language}/{}.md", draft.kind.slug());
        let facts = context_of(desk, draft);
        let (subject, body) = self.titled(&name, facts.clone(), SUBJECT_MARKS)?;
        let framed = context! { body => Value::from_safe_string(body), ..facts };
        let source = self.render(&format!("{language}/_brief.md"), framed)?;
        Ok(Written { subject: thread::subject(draft, &subject), content: read(&source) })
    }

    /// Renders a template whose first line is a title behind one of `marks`.
    pub(super) fn titled(
        &self,
        name: &str,
        facts: Value,
        marks: [&str; 2],
    ) -> Result<(String, String), WordsError> {
        let source = self.render(name, facts)?;
        let source = source.trim();
        let (first, body) = source.split_once('\n').unwrap_or((source, ""));
        let title = marks.iter().find_map(|mark| first.strip_prefix(mark));
        match title.map(|title| one_line(&read(title.trim()))) {
            Some(title) if !title.is_empty() => Ok((title, body.trim().to_owned())),
            Some(_) | None => Err(WordsError::Template {
                name: name.to_owned(),
                line: 1,
                detail: format!("the first line must be `{} ...`", marks.join(" ...` or `")),
            }),
        }
    }

    /// The calendar object of a letter, if it has one and there is a visit and a wijk to it.
    pub(super) fn calendar(
        &self,
        desk: &Desk,
        now: Instant,
        draft: &LetterDraft,
    ) -> Result<Option<String>, WordsError> {
        let Some(invitation) = &draft.invitation else {
            return Ok(None);
        };
        let (Some(visit), Some(wijk)) = (draft.visit.as_deref(), wijk_of(desk, draft)) else {
            let detail = "an invitation needs a visit and a wijk that config has".to_owned();
            return Err(WordsError::Mime { letter: draft.id.to_string(), detail });
        };
        let name = format!("{}/agenda.md", language_of(draft));
        let (summary, body) = self.titled(&name, context_of(desk, draft), TITLE_MARKS)?;
        let description = unwrapped(&read(&body));
        Ok(Some(super::ical::object(
            desk,
            now,
            visit,
            &wijk,
            host_of(desk, draft),
            invitation,
            &summary,
            &description,
        )))
    }
}
