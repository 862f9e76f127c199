//! The judge: whether the story ended as it must, from what lies on disk.
//!
//! Does not look at what was shown, nor at what the engine had in memory: the store is opened anew,
//! letters and calendar objects are read from `sent/` as their receivers would. How many reminders
//! there must be follows from config.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chrono::Days;

use super::post::{self, Received};
use super::story::{Cast, MAILS};
use crate::cli::Failure;
use crate::config::Config;
use crate::domain::desk::{Desk, Recipient};
use crate::domain::ids::VisitId;
use crate::domain::letter::LetterKind;
use crate::domain::state::{ArchiveKey, Record, State};
use crate::domain::time::{Slot, instant};
use crate::domain::trail::Step;
use crate::domain::visit::{Stage, Visit};
use crate::store::Store;
use crate::store::sled::SledStore;

/// The one visit of the story.
const VISIT: VisitId = VisitId { year: 2027, number: 1 };

/// A letter in `sent/`.
struct Sent {
    name: String,
    kind: String,
    received: Received,
}

/// What differs from the ending that must be; empty when all is well.
///
/// # Errors
/// When store or folders cannot be read at all.
pub(super) fn differences(
    config: &Config,
    folder: &Path,
    cast: &Cast,
    before: &State,
) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    let (mut store, recovery) = SledStore::open(&config.store.folder)?;
    let (state, _) = store.load()?;
    let must = |found: &mut Vec<String>, holds: bool, otherwise: &str| {
        if !holds {
            found.push(otherwise.to_owned());
        }
    };
    must(&mut found, state == *before, "the store, opened anew, holds another state than before");
    must(&mut found, recovery.is_clean(), "the store had to be mended when it was opened anew");
    must(&mut found, state.briefs().next().is_none(), "a visit is still open");
    must(&mut found, state.letters().next().is_none(), "a letter is still in the outbox");
    must(&mut found, state.unread().next().is_none(), "a chat line was not shown");
    folders(folder, &mut found)?;
    let sent = sent(folder)?;
    match store.archived(&ArchiveKey::Visit(VISIT))? {
        Some(Record::Visit(visit)) => {
            trail(&visit, &mut found);
            letters(&config.desk, &visit, &sent, &mut found);
            invitations(&visit, cast, &sent, &mut found);
        }
        Some(_) | None => found.push(format!("visit {VISIT} is not in the archive")),
    }
    Ok(found)
}

/// Every mail was handled, and none waits for a person.
fn folders(folder: &Path, found: &mut Vec<String>) -> Result<(), Failure> {
    let mail = folder.join("mail");
    for place in ["inbox", "inbox/new", "inbox/cur", "ter-beoordeling", "quarantaine"] {
        let names = files(&mail.join(place))?;
        if !names.is_empty() {
            found.push(format!("mail/{place} is not empty: {}", names.join(", ")));
        }
    }
    let done = files(&mail.join("verwerkt"))?;
    let dropped: Vec<String> = MAILS.iter().map(|sample| sample.name.to_owned()).collect();
    if done != dropped {
        found.push(format!("mail/verwerkt holds {done:?}, and must hold {dropped:?}"));
    }
    Ok(())
}

/// The names of the files in a folder, in order.
fn files(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for item in fs::read_dir(folder)? {
        let item = item?;
        if item.file_type()?.is_file() {
            names.push(item.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn sent(folder: &Path) -> Result<Vec<Sent>, Failure> {
    let new = folder.join("mail/sent/new");
    let mut sent = Vec::new();
    for name in files(&new)? {
        let received = post::received(&fs::read(new.join(&name))?)
            .ok_or_else(|| format!("mail/sent/new/{name} cannot be read as a mail"))?;
        let kind = name.split('.').nth(1).unwrap_or_default().to_owned();
        sent.push(Sent { name, kind, received });
    }
    Ok(sent)
}

/// The visit was agreed on twice, took place, and is closed.
fn trail(visit: &Visit, found: &mut Vec<String>) {
    if visit.stage != Stage::Closed {
        found.push(format!("the visit ended as `{}`, and must be closed", visit.stage.slug()));
    }
    let chosen = chosen(visit);
    if chosen.len() != 2 || chosen.iter().collect::<BTreeSet<_>>().len() != 2 {
        found.push(format!("the office chose {} moments, and must choose two", chosen.len()));
    }
    let agreed = visit.appointment.as_ref();
    if agreed.map(|agreed| agreed.slot) != chosen.last().copied() {
        found.push("the appointment is not the moment that was chosen last".to_owned());
    }
    for stage in [Stage::Proposed, Stage::Confirmed, Stage::HeldVisit, Stage::Closed] {
        let reached = |step: &Step| matches!(step, Step::StageReached { stage: s } if *s == stage);
        if !visit.trail.iter().any(|entry| reached(&entry.step)) {
            found.push(format!("the trail does not say that `{}` was reached", stage.slug()));
        }
    }
}

fn chosen(visit: &Visit) -> Vec<Slot> {
    let slots = visit.trail.iter().filter_map(|entry| match &entry.step {
        Step::Chosen { slot } => Some(*slot),
        Step::MailRead { .. }
        | Step::Telephoned { .. }
        | Step::Merged { .. }
        | Step::WentInto { .. }
        | Step::Released
        | Step::GuestCalledOff
        | Step::WijkChosen { .. }
        | Step::StageReached { .. }
        | Step::Offered { .. }
        | Step::NothingFree { .. }
        | Step::SlotWasTaken { .. }
        | Step::OfferLapsed { .. }
        | Step::OfferWithdrawn { .. }
        | Step::Waits { .. }
        | Step::WijkShut { .. }
        | Step::HostSet { .. }
        | Step::AwaitsYes { .. }
        | Step::VoiceSaid { .. }
        | Step::LetterDecided { .. }
        | Step::LetterAccepted { .. }
        | Step::LetterDelayed { .. }
        | Step::LetterRefused { .. }
        | Step::LetterUnknown { .. }
        | Step::LetterCalledBack { .. }
        | Step::ReminderDropped { .. }
        | Step::ReminderPutOff { .. }
        | Step::Taken { .. }
        | Step::WriterSet { .. }
        | Step::CalendarAnswered { .. }
        | Step::Noted { .. }
        | Step::Away { .. }
        | Step::Held { .. }
        | Step::PutBack { .. }
        | Step::LetterSentAgain { .. }
        | Step::LetterLet { .. }
        | Step::Together { .. }
        | Step::Apart { .. }
        | Step::Ended { .. } => None,
    });
    slots.collect()
}

/// Each letter that the story asks for lies in `sent/` as often as it must, and no other does.
fn letters(desk: &Desk, visit: &Visit, sent: &[Sent], found: &mut Vec<String>) {
    let mut expected = BTreeMap::from([
        (LetterKind::Receipt.slug(), 1),
        (LetterKind::Offer.slug(), 2),
        (LetterKind::Confirmation.slug(), 1),
        (LetterKind::HostInvitation.slug(), 1),
        (LetterKind::ChangeReceived.slug(), 1),
        (LetterKind::Change.slug(), 1),
        (LetterKind::HostUpdate.slug(), 1),
        (LetterKind::HostHeldQuestion.slug(), 1),
        (LetterKind::Thanks.slug(), 1),
        (LetterKind::Reminder.slug(), reminders(desk, visit, Recipient::Office)),
        (LetterKind::HostReminder.slug(), reminders(desk, visit, Recipient::Host)),
    ]);
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for letter in sent {
        *counted.entry(letter.kind.as_str()).or_default() += 1;
    }
    for (kind, count) in counted {
        let must = expected.remove(kind).unwrap_or(0);
        if count != must {
            found.push(format!(
                "letter `{kind}` was sent {count} times, and must be sent {must} times"
            ));
        }
    }
    for (kind, must) in expected.into_iter().filter(|(_, must)| *must > 0) {
        found.push(format!("letter `{kind}` was not sent, and must be sent {must} times"));
    }
}

/// How many reminders config asks for, between the last agreement and the visit.
fn reminders(desk: &Desk, visit: &Visit, reader: Recipient) -> usize {
    let Some(agreed) = &visit.appointment else { return 0 };
    let rules = desk.reminders.iter().filter(|rule| rule.to.contains(&reader));
    let moments = rules.map(|rule| {
        let day = agreed.slot.day() - Days::new(u64::from(rule.days_before));
        instant(day.and_time(rule.at))
    });
    let start = instant(agreed.slot.start);
    moments.filter(|at| *at > agreed.confirmed_at && *at < start).count()
}

/// Office and contact person each got the event and one update of it, and nobody else got any.
fn invitations(visit: &Visit, cast: &Cast, sent: &[Sent], found: &mut Vec<String>) {
    let uid = visit.appointment.as_ref().map(|agreed| agreed.uid.as_str()).unwrap_or_default();
    let mut seen: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for letter in sent {
        for object in &letter.received.objects {
            if object.attendee != letter.received.to {
                found.push(format!("{} invites another than its reader", letter.name));
            }
            if object.uid != uid {
                found.push(format!("{} is about another event", letter.name));
            }
            let seen = seen.entry(object.attendee.as_str()).or_default();
            seen.insert((object.method.as_str(), object.sequence.as_str()));
        }
    }
    let must = BTreeSet::from([("REQUEST", "0"), ("REQUEST", "1")]);
    let attendees = [visit.writer.mailbox.address.as_str(), cast.host.address.as_str()];
    for attendee in attendees {
        if seen.remove(attendee).as_ref() != Some(&must) {
            found
                .push(format!("{attendee} must get an invitation (sequence 0) and one update (1)"));
        }
    }
    for attendee in seen.into_keys() {
        found.push(format!("{attendee} got an invitation, and has no part in it"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::screen::Screen;
    use super::super::stage::Stage as Boards;
    use super::super::{adapt, cast, story};
    use super::*;
    use tempfile::TempDir;

    /// A played story, in its folder.
    struct Played {
        place: TempDir,
        config: Config,
        cast: Cast,
        state: State,
    }

    fn played() -> Played {
        let place = TempDir::new().unwrap();
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
        let mut config = Config::look(&shipped).unwrap();
        adapt(&mut config, place.path());
        fs::create_dir(place.path().join("agenda")).unwrap();
        let cast = cast(&config).unwrap();
        let screen = Screen::new(Vec::new(), false);
        let mut stage = Boards::open(&config, place.path(), story::beginning(), screen).unwrap();
        story::play(&mut stage, &cast).unwrap();
        let (_, state) = stage.close();
        Played { place, config, cast, state }
    }

    impl Played {
        fn differences(&self) -> Vec<String> {
            differences(&self.config, self.place.path(), &self.cast, &self.state).unwrap()
        }

        fn path(&self, name: &str) -> std::path::PathBuf {
            self.place.path().join("mail").join(name)
        }
    }

    #[test]
    fn what_is_not_as_it_must_be_is_named() {
        let played = played();
        assert_eq!(played.differences(), [""; 0]);

        let offer = played.path("sent/new/wb-2027-001.voorstel.1.eml");
        fs::copy(&offer, played.path("inbox/new.eml")).unwrap();
        fs::remove_file(&offer).unwrap();
        let update = played.path("sent/new/wb-2027-001.gastheer-wijziging.1.eml");
        fs::copy(&update, played.path("sent/new/wb-2027-001.gastheer-wijziging.2.eml")).unwrap();
        let invitation = played.path("sent/new/wb-2027-001.gastheer-uitnodiging.1.eml");
        fs::copy(&update, &invitation).unwrap();
        fs::remove_file(played.path("verwerkt/3-move-gmail.eml")).unwrap();
        fs::remove_file(played.path("sent/new/wb-2027-001.dank.1.eml")).unwrap();
        let found = played.differences();
        let host = "contact.vollenhoven@zeist.example";
        for expected in [
            "mail/inbox is not empty: new.eml",
            "mail/verwerkt holds ",
            "letter `gastheer-wijziging` was sent 2 times, and must be sent 1 times",
            "letter `voorstel` was sent 1 times, and must be sent 2 times",
            "letter `dank` was not sent",
            &format!("{host} must get an invitation (sequence 0) and one update (1)"),
        ] {
            assert!(found.iter().any(|line| line.starts_with(expected)), "{expected}: {found:#?}");
        }
        assert_eq!(found.len(), 6, "{found:#?}");
    }

    #[test]
    fn another_state_than_before_is_a_difference() {
        let mut played = played();
        played.state = State::default();
        let found = played.differences();
        assert_eq!(found, ["the store, opened anew, holds another state than before"]);
    }
}
