//! The card and the thread of a case: made once, edited in place, put away, and made anew when somebody
//! deletes them.

use werkbezoek::chat::room::{Card, Owed};
use werkbezoek::domain::people::Role;

use super::fake::{CHANNEL, Fault};
use super::stage::{Stage, card, case, notice};

/// The text of the one card in the channel.
async fn card_says(stage: &Stage, text: &str) {
    let found = stage.fake.until("the card", |world| {
        let there = world.messages.values().filter(|m| m.channel == CHANNEL && !m.deleted);
        let texts: Vec<&str> = there.map(|message| message.content.as_str()).collect();
        (texts == [text]).then_some(())
    });
    found.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_is_edited_in_place_and_its_thread_takes_its_name() {
    let stage = Stage::open().await;
    // A notice may come first: then the thread has no other name than the number.
    stage.notice(1, Some(14), &["Nieuw verzoek."]).await;
    stage.shown(1).await;
    card_says(&stage, "WB-2026-014").await;
    stage.card(card(14, 1, "WB-2026-014 · Noord · Kamerlid", "Nieuw verzoek")).await;
    card_says(&stage, "Nieuw verzoek").await;
    stage.card(card(14, 2, "WB-2026-014 · Noord · Kamerlid", "Voorgesteld")).await;
    card_says(&stage, "Voorgesteld").await;
    stage.notice(2, Some(14), &["De gast koos."]).await;
    stage.shown(2).await;
    let (thread, found) = stage.fake.thread("WB-2026-014").unwrap();
    assert_eq!(found.name, "WB-2026-014 · Noord · Kamerlid");
    assert_eq!(stage.fake.read(thread), ["Nieuw verzoek.", "De gast koos."]);
    assert_eq!(stage.fake.world().threads.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_thread_of_a_case_that_is_over_is_put_away() {
    let stage = Stage::open().await;
    stage.card(card(14, 1, "WB-2026-014 · Noord", "Nieuw verzoek")).await;
    let over = Card { closed: true, ..card(14, 2, "WB-2026-014 · Noord", "Afgerond") };
    stage.card(over.clone()).await;
    card_says(&stage, "Afgerond").await;
    let archived =
        |stage: &Stage| stage.fake.thread("WB-2026-014").is_some_and(|(_, t)| t.archived);
    stage.fake.until("put away", |w| w.threads.values().all(|t| t.archived).then_some(())).await;
    // What is still said there takes it out only for a moment.
    stage.notice(1, Some(14), &["De gast bedankt."]).await;
    stage.shown(1).await;
    stage
        .fake
        .until("put away again", |w| w.threads.values().all(|t| t.archived).then_some(()))
        .await;
    assert!(archived(&stage));
    // A case of which nothing was ever shown gets no thread when it is over.
    stage.card(Card { case: super::stage::case(15), ..over }).await;
    stage.notice(2, None, &["Klaar."]).await;
    stage.shown(2).await;
    assert_eq!(stage.fake.world().threads.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_deleted_is_made_anew() {
    let stage = Stage::open().await;
    stage.card(card(14, 1, "WB-2026-014 · Noord", "Nieuw verzoek")).await;
    stage.notice(1, Some(14), &["Eerste regel."]).await;
    stage.shown(1).await;
    let (thread, _) = stage.fake.thread("WB-2026-014").unwrap();

    // The card: it comes again in its thread.
    stage.fake.delete_message(thread);
    stage.card(card(14, 2, "WB-2026-014 · Noord", "Voorgesteld")).await;
    let again = |w: &super::fake::World| {
        w.messages.values().any(|m| m.channel == thread && m.content == "Voorgesteld").then_some(())
    };
    stage.fake.until("the card again", again).await;
    stage.card(card(14, 3, "WB-2026-014 · Noord", "Bevestigd")).await;
    stage.notice(2, Some(14), &["Tweede regel."]).await;
    stage.shown(2).await;
    assert_eq!(stage.fake.read(thread), ["Eerste regel.", "Bevestigd", "Tweede regel."]);

    // The thread: a new one hangs on a new card.
    stage.fake.delete_thread(thread);
    stage.notice(3, Some(14), &["Derde regel."]).await;
    stage.shown(3).await;
    let (anew, found) = stage.fake.thread("WB-2026-014").unwrap();
    assert_ne!(anew, thread);
    assert_eq!(found.name, "WB-2026-014 · Noord");
    assert_eq!(stage.fake.read(anew), ["Derde regel."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_start_a_case_has_the_thread_that_it_had() {
    let stage = Stage::open().await;
    stage.card(card(14, 1, "WB-2026-014 · Noord", "Nieuw verzoek")).await;
    stage.notice(1, Some(14), &["Eerste regel."]).await;
    stage.shown(1).await;
    let stage = stage.restart().await;
    stage.card(card(14, 2, "WB-2026-014 · Noord", "Voorgesteld")).await;
    // Handed over again: Discord knows the nonce.
    stage.notice(1, Some(14), &["Eerste regel."]).await;
    stage.notice(2, Some(14), &["Tweede regel."]).await;
    stage.shown(2).await;
    card_says(&stage, "Voorgesteld").await;
    let (thread, _) = stage.fake.thread("WB-2026-014").unwrap();
    assert_eq!(stage.fake.read(thread), ["Eerste regel.", "Tweede regel."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_whose_making_is_unclear_is_made_once() {
    let stage = Stage::open().await;
    stage.fake.fault("POST /channels/2000/messages", Fault::AnswerLost);
    stage.fake.fault("POST /channels/2000/messages/5", Fault::AnswerLost);
    stage.notice(1, Some(14), &["Nieuw verzoek."]).await;
    stage.shown(1).await;
    card_says(&stage, "WB-2026-014").await;
    assert_eq!(stage.fake.world().threads.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_may_not_be_renamed_now_holds_nothing_up() {
    let stage = Stage::open().await;
    for version in 1..=4 {
        let title = format!("WB-2026-014 · wijk {version}");
        let line = format!("versie {version}");
        stage.card(card(14, version, &title, &line)).await;
        card_says(&stage, &line).await;
    }
    stage.notice(1, Some(14), &["Het gaat door."]).await;
    stage.shown(1).await;
    let (_, thread) = stage.fake.thread("WB-2026-014").unwrap();
    assert_eq!(thread.name, "WB-2026-014 · wijk 3", "twice in ten minutes is what Discord allows");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_shows_it_already_is_not_written_again() {
    let stage = Stage::open().await;
    let cases = 1..=20;
    for number in cases.clone() {
        stage.card(card(number, 1, &format!("WB-2026-{number:03}"), "Nieuw verzoek")).await;
    }
    stage.notice(1, None, &["Klaar."]).await;
    stage.shown(1).await;
    let stage = stage.restart().await;
    let calls = |stage: &Stage| {
        let world = stage.fake.world();
        world.calls.iter().filter(|(_, call)| !call.contains("/applications")).count()
    };
    let before = calls(&stage);
    for number in cases {
        stage.card(card(number, 1, &format!("WB-2026-{number:03}"), "Nieuw verzoek")).await;
    }
    stage.notice(2, None, &["Nieuws."]).await;
    stage.shown(2).await;
    assert_eq!(calls(&stage), before + 1, "the notice alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_hears_of_the_cards_that_stand_there() {
    let stage = Stage::open().await;
    assert_eq!(stage.heard.lock().unwrap().holds, []);
    stage.card(card(14, 1, "WB-2026-014", "Nieuw verzoek")).await;
    let over = Card { closed: true, ..card(15, 1, "WB-2026-015", "Nieuw verzoek") };
    stage.card(Card { closed: false, ..over.clone() }).await;
    stage.card(over).await;
    stage.notice(1, None, &["Klaar."]).await;
    stage.shown(1).await;
    let stage = stage.restart().await;
    assert_eq!(stage.heard.lock().unwrap().holds, [super::stage::case(14)]);
}

/// Who has the role is called by the one notice that says so, in the thread of its case.
#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_calls_a_role_calls_it_and_nobody_else() {
    let stage = Stage::open().await;
    let mut calling = notice(1, "", Some(case(14)), vec!["Wie neemt het? @everyone".to_owned()]);
    calling.mentions = Some(Role::Planner);
    stage.owed.send(Owed::Notice(Box::new(calling))).await.unwrap();
    stage.shown(1).await;
    stage.notice(2, Some(14), &["Zaak genomen."]).await;
    stage.shown(2).await;
    let (thread, _) = stage.fake.thread("WB-2026-014").unwrap();
    assert_eq!(stage.fake.read(thread), ["<@&901>\nWie neemt het? @everyone", "Zaak genomen."]);
}
