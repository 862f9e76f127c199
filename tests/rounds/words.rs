//! Mails that come together get the words that each of them gets alone.

use super::*;
use werkbezoek::domain::ids::LetterId;
use werkbezoek::domain::state::Key;

/// Requests of twelve offices; every third calls off at once, under the same subject.
fn mails() -> Vec<Event> {
    let of = |office: usize| {
        let own = |text: &str| text.replace("@kantoor", &format!("@kantoor{office}"));
        let calls_off = own(&REQUEST.replace("een@", "twee@")).replace(
            "Graag komt wethouder Bakker op werkbezoek in de wijk Vollenhoven.",
            "Bij nader inzien gaat ons bezoek niet door.",
        );
        let answers = "Subject: RE: Werkbezoek\r\nIn-Reply-To: <een@kantoor";
        let calls_off =
            calls_off.replace("Subject: Werkbezoek", &format!("{answers}{office}.example>"));
        let both = [own(REQUEST), calls_off];
        let count = if office.is_multiple_of(3) { 2 } else { 1 };
        both.into_iter().take(count)
    };
    (0..12).flat_map(of).map(|mail| event(mail.as_bytes())).collect()
}

/// A letter as it is stored: its id, its subject and its bytes.
type Stored = (LetterId, String, String);

/// What is stored of letters, and the lines of notices.
fn stored(mut engine: Engine<MemoryStore>) -> (Vec<Stored>, Vec<Vec<String>>) {
    let notices = engine.notices(RoomName::Console).iter().map(|it| it.lines.clone()).collect();
    let letters: Vec<(LetterId, String)> =
        engine.state().letters().map(|it| (it.id.clone(), it.subject.clone())).collect();
    let known: Vec<_> = engine.state().letters().cloned().collect();
    let mut store = engine.into_store();
    let (state, version) = store.load().unwrap();
    assert_eq!(state.letters().cloned().collect::<Vec<_>>(), known, "memory and store differ");
    let with_bytes = |(id, subject): (LetterId, String)| {
        let body = store.open_record(version, &Key::Body(id.clone())).unwrap();
        let Some(Record::Body(body)) = body else { panic!("{id} has no bytes") };
        (id, subject, body.mime)
    };
    (letters.into_iter().map(with_bytes).collect(), notices)
}

#[test]
fn mails_that_come_together_get_the_words_of_each_alone() {
    let (mut together, mut alone) =
        (engine(MemoryStore::new(), all), engine(MemoryStore::new(), all));
    together.handle(mails()).unwrap();
    mails().into_iter().for_each(|mail| drop(alone.handle(vec![mail]).unwrap()));
    let (letters, notices) = stored(together);
    assert!(letters.len() >= 12, "{}", letters.len());
    assert!(letters.iter().all(|(_, subject, mime)| !subject.is_empty() && !mime.is_empty()));
    assert!(notices.len() >= 16, "{}", notices.len());
    assert!(notices.iter().all(|lines| !lines.is_empty()));
    assert_eq!((letters, notices), stored(alone));
}

/// The words of the second mail are broken; what was decided after it is decided again without it.
#[test]
fn among_mails_that_come_together_only_the_one_without_words_fails() {
    let mut engine = engine(MemoryStore::new(), |name| !name.ends_with("nl/ontvangst.md"));
    let unreadable = event(b"");
    let events = vec![unreadable.clone(), event(REQUEST.as_bytes()), unreadable];
    let outcomes = engine.handle(events).unwrap();
    let failed: Vec<bool> = outcomes.iter().map(|outcome| outcome.failed.is_some()).collect();
    assert_eq!(failed, [false, true, false]);
    assert_eq!(engine.state().letters().count(), 0);
    let (_, notices) = stored(engine);
    assert!(notices.iter().all(|lines| !lines.is_empty()), "{notices:?}");
}
