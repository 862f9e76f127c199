//! What staff do, and what they read in answer.

use serde_json::json;
use werkbezoek::chat::room::Owed;

use super::fake::people::{NOOR, Person};
use super::fake::{CHANNEL, GUILD};
use super::stage::{Stage, button, card, notice};

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_answered_for_whom_it_may_concern() {
    let stage = Stage::open().await;
    let asked = stage.fake.command(&NOOR, CHANNEL, "bezoek neem", &[("zaak", json!("14"))]);
    let answer = stage.fake.answered(asked).await;
    assert_eq!(answer.text(), "U zei: bezoek neem 14");
    assert!(!answer.is_quiet(), "who takes a case is everybody's business");
    let said = &stage.said()[0];
    assert_eq!((said.from.id.0.as_str(), said.from.name.as_str()), ("discord:7", "Noor"));
    assert_eq!(said.from.roles, ["900", "901"]);
    assert_eq!(said.place, format!("i:{asked}"));

    let asked = stage.fake.command(
        &NOOR,
        CHANNEL,
        "overzicht",
        &[("alles", json!(true)), ("wijk", json!("Den Haag Zuidwest")), ("pagina", json!(2))],
    );
    let answer = stage.fake.answered(asked).await;
    assert_eq!(answer.text(), "U zei: overzicht alles wijk=\"Den Haag Zuidwest\" pagina=2");
    assert!(answer.is_quiet(), "looking something up is nobody else's");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_thread_of_a_case_its_number_may_be_left_out() {
    let stage = Stage::open().await;
    stage.card(card(14, 1, "WB-2026-014 · Noord", "Nieuw verzoek")).await;
    stage.notice(1, Some(14), &["Een gast vraagt iets."]).await;
    stage.shown(1).await;
    let (thread, _) = stage.fake.thread("WB-2026-014").unwrap();
    let asked = stage.fake.command(&NOOR, thread, "bezoek waarom", &[]);
    assert_eq!(stage.fake.answered(asked).await.text(), "U zei: bezoek waarom WB-2026-014");
    let other = [("zaak", json!("15"))];
    let asked = stage.fake.command(&NOOR, thread, "bezoek waarom", &other);
    assert_eq!(stage.fake.answered(asked).await.text(), "U zei: bezoek waarom 15");
    let asked = stage.fake.command(&NOOR, CHANNEL, "bezoek waarom", &[]);
    assert_eq!(stage.fake.answered(asked).await.text(), "U zei: bezoek waarom");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_says_its_line_and_the_case_as_it_was() {
    let stage = Stage::open().await;
    stage.card(card(14, 3, "WB-2026-014 · Noord", "Nieuw verzoek")).await;
    let components = stage
        .fake
        .until("a card", |world| Some(world.messages.values().next()?.components.clone()))
        .await;
    let pressed = stage.fake.press(&NOOR, &components, "Neem");
    let answer = stage.fake.answered(pressed).await;
    assert_eq!(answer.text(), "U zei: bezoek neem 14\nWB-2026-014 toen het versie 3 was");
    assert_eq!(stage.said()[0].seen.unwrap().version, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_asks_for_the_text_and_keeps_the_version() {
    let stage = Stage::open().await;
    let mut asking = notice(1, "", None, vec!["Wat nu?".to_owned()]);
    asking.buttons = vec![
        button("Antwoord", "bezoek antwoord 14", Some((14, 2))),
        button("Annuleer", "bezoek annuleer 14", None),
    ];
    stage.owed.send(Owed::Notice(Box::new(asking))).await.unwrap();
    stage.shown(1).await;
    let components = stage.fake.world().messages.values().next().unwrap().components.clone();
    let pressed = stage.fake.press(&NOOR, &components, "Antwoord");
    let opened = stage.fake.answered(pressed).await.response.unwrap();
    assert_eq!(opened["type"], 9);
    let filled = stage.fake.submit(&NOOR, &opened["data"], "Parkeren kan\nachter.");
    let answer = stage.fake.answered(filled).await.text();
    assert_eq!(
        answer,
        "U zei: bezoek antwoord 14 Parkeren kan\nachter.\nWB-2026-014 toen het versie 2 was"
    );

    let pressed = stage.fake.press(&NOOR, &components, "Annuleer");
    let opened = stage.fake.answered(pressed).await.response.unwrap();
    let filled = stage.fake.submit(&NOOR, &opened["data"], "");
    assert_eq!(stage.fake.answered(filled).await.text(), "U zei: bezoek annuleer 14");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_is_completed() {
    let stage = Stage::open().await;
    stage.card(card(14, 1, "WB-2026-014 · Noord", "Nieuw verzoek")).await;
    stage.card(card(15, 1, "WB-2026-015 · Zuid", "Nieuw verzoek")).await;
    // The room does one thing after the other: with this said, it knows where the threads are.
    stage.notice(1, None, &["Klaar."]).await;
    stage.shown(1).await;
    let wijk = stage.fake.types(&NOOR, "dag", "wijk", "voll");
    assert_eq!(
        choices(&stage, wijk).await,
        json!([{ "name": "Vollenhoven", "value": "vollenhoven" }])
    );
    let case = stage.fake.types(&NOOR, "bezoek neem", "zaak", "zuid");
    assert_eq!(
        choices(&stage, case).await,
        json!([{ "name": "WB-2026-015 · Zuid", "value": "WB-2026-015" }])
    );
    assert!(stage.said().is_empty(), "typing says nothing yet");
}

async fn choices(stage: &Stage, typed: u64) -> serde_json::Value {
    stage.fake.answered(typed).await.response.unwrap()["data"]["choices"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_and_people_elsewhere_are_not_heard() {
    let stage = Stage::open().await;
    let bot = Person { id: 8, bot: true, ..NOOR };
    let elsewhere = Person { id: 9, guild: GUILD + 1, ..NOOR };
    stage.fake.command(&bot, CHANNEL, "wieben", &[]);
    stage.fake.command(&elsewhere, CHANNEL, "wieben", &[]);
    let asked = stage.fake.command(&NOOR, CHANNEL, "wieben", &[]);
    stage.fake.answered(asked).await;
    stage.fake.pause(300).await;
    assert_eq!(stage.said().len(), 1);
    assert_eq!(stage.fake.calls("POST /interactions").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_told_so_and_nobody_else_hears_it() {
    let stage = Stage::open().await;
    let about = [("onderwerp", json!("vreemde"))];
    let asked = stage.fake.command(&NOOR, CHANNEL, "hulp", &about);
    let answer = stage.fake.answered(asked).await;
    assert_eq!(answer.text(), "U heeft hier geen rechten.");
    assert!(answer.is_quiet());
    assert!(stage.fake.read(CHANNEL).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_answer_comes_in_pieces_that_only_the_asker_sees() {
    let stage = Stage::open().await;
    let about = [("onderwerp", json!("lang"))];
    let asked = stage.fake.command(&NOOR, CHANNEL, "hulp", &about);
    let world = |world: &super::fake::World| {
        let asked = world.interactions.get(&asked)?;
        asked.text().contains("regel 100").then(|| asked.clone())
    };
    let answer = stage.fake.until("the last line", world).await;
    assert_eq!(answer.messages.len(), 4);
    assert_eq!(answer.text().lines().count(), 101);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_comes_too_late_goes_to_the_thread_or_the_channel() {
    let stage = Stage::open().await;
    let late = |id, about| {
        let lines = vec![format!("Antwoord {id}")];
        Owed::Notice(Box::new(notice(id, "i:from-before-the-start", about, lines)))
    };
    stage.owed.send(late(1, None)).await.unwrap();
    stage.owed.send(late(2, Some(super::stage::case(14)))).await.unwrap();
    stage.shown(2).await;
    assert_eq!(stage.fake.read(CHANNEL), ["Antwoord 1", "WB-2026-014"]);
    let (thread, _) = stage.fake.thread("WB-2026-014").unwrap();
    assert_eq!(stage.fake.read(thread), ["Antwoord 2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_whose_sign_is_refused_is_not_carried_out() {
    let stage = Stage::open().await;
    // Discord told the asker that nothing happened.
    stage.fake.fault("POST /interactions", super::fake::Fault::Status(404));
    stage.fake.command(&NOOR, CHANNEL, "bezoek neem", &[("zaak", json!("14"))]);
    // The first was taken, and its answer was lost: the second try finds it there.
    stage
        .fake
        .until("a call", |w| w.calls.iter().any(|(_, c)| c.contains("callback")).then_some(()))
        .await;
    stage.fake.fault("POST /interactions", super::fake::Fault::AnswerLost);
    let asked = stage.fake.command(&NOOR, CHANNEL, "bezoek neem", &[("zaak", json!("15"))]);
    assert_eq!(stage.fake.answered(asked).await.text(), "U zei: bezoek neem 15");
    assert_eq!(stage.said().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_commands_a_second_are_each_answered_once() {
    const SECONDS: usize = 4;
    let stage = Stage::open().await;
    let mut asked = Vec::new();
    for nth in 0..20 * SECONDS {
        let value = [("zaak", json!(format!("{}", nth + 1)))];
        asked.push(stage.fake.command(&NOOR, CHANNEL, "bezoek toon", &value));
        stage.fake.pause(50).await;
    }
    for (nth, id) in asked.iter().enumerate() {
        let answer = stage.fake.answered(*id).await;
        assert_eq!(answer.text(), format!("U zei: bezoek toon {}", nth + 1));
    }
    stage.fake.pause(300).await;
    assert_eq!(stage.said().len(), asked.len());
    let world = stage.fake.world();
    assert!(world.interactions.values().all(|asked| asked.messages.len() == 1));
    assert!(world.interactions.values().all(|asked| asked.messages[0].edits == 0), "answered once");
}
