//! Notices: what the bot says in chat, as lines of plain text.
//!
//! The words stand in `templates/chat/`; here is only which template goes with which saying, and what
//! it may look up. Does not know rooms: colours, buttons and mentions are theirs.
//!
//! The trap is guest text. Whatever a template prints goes through `plain` (see `plain.rs`), so a
//! template cannot forget it; text of more lines is printed by the filter `regels` alone.

mod button;
mod chart;
mod discreet;
mod mark;
mod plain;

use chrono::Datelike;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, Value, context};

use super::{IN_CHAT, Words, WordsError, template_error};
use crate::domain::desk::Desk;
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::notice::{ExportSaying, PrivacySaying, Saying};
use crate::domain::people::Contact;
use crate::domain::room::{Button, RoomName};
use crate::domain::time::{Instant, today};

pub(super) use plain::escaping;

/// What is read in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The answer first; never empty, no line ends in a space.
    pub lines: Vec<String>,
    pub buttons: Vec<Button>,
}

/// Tells what is to be said in one room at one moment: made once, it tells many things.
#[derive(Debug)]
pub struct Teller<'w> {
    words: &'w Words,
    desk: &'w Desk,
    room: RoomName,
    env: Environment<'static>,
}

impl Teller<'_> {
    /// A notice as it reads in this room.
    ///
    /// # Errors
    /// A template that is missing, or that uses a name which its facts do not have.
    pub fn notice(&self, saying: &Saying) -> Result<Told, WordsError> {
        let mut facts = self.words.facts(self.desk, saying)?;
        if !self.room.is_ours() {
            facts = discreet::facts(facts);
        }
        told(&self.env, template(saying), facts)
    }
}

impl Words {
    /// What tells notices in this room.
    pub fn teller<'w>(&'w self, desk: &'w Desk, now: Instant, room: RoomName) -> Teller<'w> {
        let mut env = self.env_at(desk, now);
        if !room.is_ours() {
            discreet::register(&mut env);
        }
        Teller { words: self, desk, room, env }
    }

    /// One notice as it reads in this room.
    ///
    /// # Errors
    /// As `Teller::notice`.
    pub fn notice(
        &self,
        desk: &Desk,
        now: Instant,
        saying: &Saying,
        room: RoomName,
    ) -> Result<Told, WordsError> {
        self.teller(desk, now, room).notice(saying)
    }

    /// A text about a case in the words of chat, for a file: what chat cuts short stands whole.
    pub(super) fn text_of_case(
        &self,
        desk: &Desk,
        at: Instant,
        name: &str,
        facts: Value,
    ) -> Result<String, WordsError> {
        let mut env = self.env_at(desk, at);
        plain::quotes_whole(&mut env);
        Ok(told(&env, name, facts)?.lines.join("\n") + "\n")
    }

    /// The saying itself, and for a preview the letters as they will read, without what is for their
    /// reader alone.
    fn facts(&self, desk: &Desk, saying: &Saying) -> Result<Value, WordsError> {
        let facts = Value::from(Serde(saying));
        if let Saying::Export(ExportSaying::PublicLine { letter }) = saying {
            return Ok(context! { public_line => self.public_line(desk, letter)?, ..facts });
        }
        let Saying::Preview { letters, .. } = saying else { return Ok(facts) };
        let in_chat = self.in_chat();
        let shown: Result<Vec<Value>, WordsError> = letters
            .iter()
            .map(|draft| {
                let (subject, text) = in_chat.letter_text(desk, draft)?;
                Ok(context! { subject, text, ..Value::from(Serde(draft)) })
            })
            .collect();
        Ok(context! { brieven => shown?, ..facts })
    }

    /// The templates, which leave out of a letter what nobody may read in chat: what a guest needs
    /// for their health, and their telephone number.
    fn in_chat(&self) -> Words {
        let mut env = self.env.clone();
        env.add_global(IN_CHAT, true);
        Words { env }
    }

    /// The templates with the formatter of chat and the filters that depend on the desk and the day.
    /// A copy for each notice: the templates in it are shared, letters keep their own formatter, and
    /// macros see filters where they would not see facts.
    fn env_at(&self, desk: &Desk, now: Instant) -> Environment<'static> {
        let mut env = self.env.clone();
        plain::register(&mut env);
        chart::register(&mut env);
        button::register(&mut env);
        let year = today(now).year();
        let wijken: Vec<(WijkId, String)> =
            desk.wijken.values().map(|wijk| (wijk.id.clone(), wijk.name.clone())).collect();
        let placed = desk.wijken.values().filter(|wijk| wijk.meeting_point.is_some());
        let placed: Vec<WijkId> = placed.map(|wijk| wijk.id.clone()).collect();
        let hosts: Vec<(ContactId, String)> =
            desk.contacts.values().map(|host| (host.id.clone(), host.name.clone())).collect();
        let reached: Vec<(ContactId, String)> =
            desk.contacts.values().map(|host| (host.id.clone(), reached_at(host))).collect();
        env.add_filter("woorden", words_for);
        env.add_filter("nummer", move |case: String| short_number(&case, year));
        env.add_filter("wijknaam", move |id: String| {
            let known = wijken.iter().find(|(wijk, _)| wijk.as_str() == id);
            known.map_or(id.clone(), |(_, name)| name.clone())
        });
        env.add_filter("plek_bekend", move |id: String| {
            placed.iter().any(|wijk| wijk.as_str() == id)
        });
        env.add_filter("gastheer", move |id: String| name_of(&hosts, id));
        env.add_filter("gastheer_bel", move |id: String| name_of(&reached, id));
        env
    }
}

/// What a table of words has for each of these, each once: "pers, foto's".
fn words_for(names: Vec<Value>, table: &Value) -> Result<Value, Error> {
    let mut words: Vec<String> = Vec::new();
    for name in names {
        let word = table.get_item(&name)?;
        let unknown = || format!("there is no word for `{name}` in the table");
        let word = word.as_str().ok_or_else(|| Error::new(ErrorKind::UndefinedError, unknown()))?;
        if words.iter().all(|known| known != word) {
            words.push(word.to_owned());
        }
    }
    Ok(Value::from_safe_string(words.join(", ")))
}

/// What stands beside an id; the id itself where nobody knows it any more.
fn name_of(names: &[(ContactId, String)], id: String) -> String {
    let known = names.iter().find(|(host, _)| host.as_str() == id);
    known.map_or(id, |(_, name)| name.clone())
}

/// "Anna de Boer, 06 1234 5678": whom to ring, and where.
fn reached_at(host: &Contact) -> String {
    let phone = host.phone.iter().map(|phone| format!(", {phone}"));
    std::iter::once(host.name.clone()).chain(phone).collect()
}

/// A template with its facts, as it is read.
fn told(env: &Environment<'_>, name: &str, facts: Value) -> Result<Told, WordsError> {
    let template =
        env.get_template(name).map_err(|_| WordsError::Missing { name: name.to_owned() })?;
    let text = template.render(facts).map_err(|e| template_error(name, &e))?;
    let (text, buttons) = button::parted(&text);
    Ok(Told { lines: lines(&text), buttons })
}

/// A case as staff type it: `14` in the year it belongs to, `2025-003` afterwards.
fn short_number(case: &str, year: i32) -> Result<String, Error> {
    let id: VisitId =
        case.parse().map_err(|e| Error::new(ErrorKind::InvalidOperation, format!("{e}")))?;
    Ok(if id.year == year {
        id.number.to_string()
    } else {
        format!("{}-{:03}", id.year, id.number)
    })
}

/// Cuts a text into lines; one empty line at most between others, none at either end.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let after_text = lines.last().is_some_and(|last| !last.is_empty());
        if after_text || !line.is_empty() {
            lines.push(line.to_owned());
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// The template of a saying, as in `chat/nieuw-verzoek.txt`. Named in Dutch, for who edits them.
pub fn template(saying: &Saying) -> &'static str {
    match saying {
        Saying::NewRequest { .. } => "chat/nieuw-verzoek.txt",
        Saying::AskedForDetails { .. } => "chat/gegevens-gevraagd.txt",
        Saying::GuestChose { .. } => "chat/gast-koos.txt",
        Saying::Consent { .. } => "chat/akkoord.txt",
        Saying::GuestWantsOther { .. } => "chat/gast-wil-anders.txt",
        Saying::GuestMoves { .. } => "chat/gast-verzet.txt",
        Saying::MoveTakenBack { .. } => "chat/gast-verzet-niet.txt",
        Saying::GuestCancelled { .. } => "chat/gast-annuleert.txt",
        Saying::GuestDetails { .. } => "chat/gast-gegevens.txt",
        Saying::SlotWasGone { .. } => "chat/moment-vergeven.txt",
        Saying::CameApart { .. } => "chat/uit-elkaar.txt",
        Saying::MailWaits { .. } => "chat/mail-wacht.txt",
        Saying::MayBeOff { .. } => "chat/gaat-misschien-niet-door.txt",
        Saying::MailQuarantined { .. } => "chat/mail-apart.txt",
        Saying::Away { .. } => "chat/gast-afwezig.txt",
        Saying::OfferLapsed { .. } => "chat/voorstel-verlopen.txt",
        Saying::SlotFreed { .. } => "chat/tijd-vrijgekomen.txt",
        Saying::SecondChoice { .. } => "chat/tweede-keus.txt",
        Saying::WaitLapsed { .. } => "chat/wachtlijst-voorbij.txt",
        Saying::Nudge { .. } => "chat/niemand-nam.txt",
        Saying::PassedOn { .. } => "chat/van-wie.txt",
        Saying::VisitToday { .. } => "chat/bezoek-vandaag.txt",
        Saying::HeldQuestion { .. } => "chat/doorgegaan-vraag.txt",
        Saying::Held { .. } => "chat/doorgegaan.txt",
        Saying::LetterDelayed { .. } => "chat/brief-vertraagd.txt",
        Saying::LetterRefused { .. } => "chat/brief-geweigerd.txt",
        Saying::LetterUnknown { .. } => "chat/brief-onbekend.txt",
        Saying::HostReplied { .. } => "chat/gastheer-antwoord.txt",
        Saying::CalendarSays { .. } => "chat/agenda-antwoord.txt",
        Saying::HostDeclined { .. } => "chat/gastheer-kan-niet.txt",
        Saying::HostSilent { .. } => "chat/gastheer-zwijgt.txt",
        Saying::GuestCounters { .. } => "chat/gast-stelt-voor.txt",
        Saying::Paused { .. } => "chat/gepauzeerd.txt",
        Saying::Resumed { .. } => "chat/hervat.txt",
        Saying::BeginsAnew => "chat/begint-opnieuw.txt",
        Saying::BegunAnew { .. } => "chat/opnieuw-begonnen.txt",
        Saying::Outage { .. } => "chat/storing.txt",
        Saying::Recovered { .. } => "chat/weer-bereikbaar.txt",
        Saying::BoxRenumbered => "chat/hernummerd.txt",
        Saying::Junk { .. } => "chat/ongewenst.txt",
        Saying::WhileAway { .. } => "chat/intussen.txt",
        Saying::Title { .. } => "chat/titel.txt",
        Saying::Gone { .. } => "chat/gesloten.txt",
        Saying::Stranger { .. } => "chat/vreemde.txt",
        Saying::SaidTooLate => "chat/te-laat.txt",
        Saying::NotStored { .. } => "chat/niet-bewaard.txt",
        Saying::Digest(_) => "chat/dagbericht.txt",
        Saying::Memo(_) => "chat/herinnering.txt",
        Saying::Knowledge(_) => "chat/kennis.txt",
        Saying::Overview { .. } => "chat/overzicht.txt",
        Saying::Agenda { .. } => "chat/agenda.txt",
        Saying::Day { .. } => "chat/dag.txt",
        Saying::Case { .. } => "chat/zaak.txt",
        Saying::Trail { .. } => "chat/waarom.txt",
        Saying::Found { .. } => "chat/gevonden.txt",
        Saying::Wijken { .. } => "chat/wijken.txt",
        Saying::Contacts { .. } => "chat/contact.txt",
        Saying::Queue { .. } => "chat/wachtrij.txt",
        Saying::Mail { .. } => "chat/mail.txt",
        Saying::Preview { .. } => "chat/voorvertoning.txt",
        Saying::Done { .. } => "chat/gedaan.txt",
        Saying::Going { .. } => "chat/onderweg.txt",
        Saying::CalledBack { .. } => "chat/teruggeroepen.txt",
        Saying::Refused { .. } => "chat/niet-uitgevoerd.txt",
        Saying::NotUnderstood { .. } => "chat/niet-begrepen.txt",
        Saying::Status { .. } => "chat/systeem.txt",
        Saying::Checkup { .. } => "chat/controle.txt",
        Saying::Logbook { .. } => "chat/logboek.txt",
        Saying::Privacy(PrivacySaying::File { .. }) => "chat/inzage.txt",
        Saying::Privacy(PrivacySaying::Erased { .. }) => "chat/gewist.txt",
        Saying::Privacy(PrivacySaying::Terms { .. }) => "chat/termijnen.txt",
        Saying::Export(ExportSaying::PublicLine { .. }) => "chat/agendaregel.txt",
        Saying::Export(_) => "chat/bestand.txt",
        Saying::Figures { .. } => "chat/statistiek.txt",
        Saying::WhoAmI { .. } => "chat/wieben.txt",
        Saying::Help { .. } => "chat/hulp.txt",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_years_cases_are_a_number_older_ones_name_their_year() {
        assert_eq!(short_number("WB-2026-014", 2026).unwrap(), "14");
        assert_eq!(short_number("WB-2026-014", 2027).unwrap(), "2026-014");
        assert!(short_number("14", 2026).is_err());
    }

    #[test]
    fn lines_have_no_ragged_edges() {
        assert_eq!(lines("\n\nKlaar.  \n\n\n Verder \n\n"), ["Klaar.", "", " Verder"]);
    }
}
