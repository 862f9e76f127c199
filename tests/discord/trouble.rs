//! When Discord, the line or the settings are not as they should be.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::time::timeout;
use werkbezoek::chat::discord::DiscordError;

use super::fake::people::NOOR;
use super::fake::{CHANNEL, Discord, Fault};
use super::stage::Stage;

/// A notice comes through, once, whatever goes wrong with its first try.
async fn once_in_spite_of(fault: Fault) -> (Stage, Duration) {
    let stage = Stage::open().await;
    stage.fake.fault("POST /channels/2000/messages", fault);
    let began = Instant::now();
    stage.notice(1, None, &["Een regel."]).await;
    stage.notice(2, None, &["Nog een regel."]).await;
    stage.shown(2).await;
    assert_eq!(stage.fake.read(CHANNEL), ["Een regel.", "Nog een regel."]);
    assert_eq!(stage.heard.lock().unwrap().shown, [1, 2], "in order");
    (stage, began.elapsed())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_stands_there_once_although_the_answer_was_lost() {
    let (stage, _) = once_in_spite_of(Fault::AnswerLost).await;
    assert_eq!(stage.fake.calls("POST /channels").len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stumbles_is_asked_again() {
    once_in_spite_of(Fault::Status(502)).await;
    once_in_spite_of(Fault::Dropped).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_says_nothing_is_asked_again() {
    once_in_spite_of(Fault::Hangs).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_told_to_wait_waits() {
    let (_, took) = once_in_spite_of(Fault::TooMany { seconds: 1.5, global: false }).await;
    assert!(took >= Duration::from_millis(1500), "{took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_route_that_is_used_up_is_left_alone_until_it_opens() {
    let (stage, took) = once_in_spite_of(Fault::UsedUp { seconds: 1.5 }).await;
    assert!(took >= Duration::from_millis(1500), "{took:?}");
    assert_eq!(stage.fake.calls("POST /channels").len(), 2, "no call was made to be refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_for_everything_holds_for_everything_but_answers() {
    let stage = Stage::open().await;
    stage.fake.fault("POST /channels", Fault::TooMany { seconds: 3.0, global: true });
    let began = Instant::now();
    stage.notice(1, None, &["Een regel."]).await;
    let posted = |world: &super::fake::World| {
        world.calls.iter().any(|(_, call)| call.starts_with("POST /channels")).then_some(())
    };
    stage.fake.until("the limit", posted).await;
    let asked = stage.fake.command(&NOOR, CHANNEL, "wieben", &[]);
    stage.fake.answered(asked).await;
    assert!(began.elapsed() < Duration::from_secs(3), "answers do not count");
    stage.card(super::stage::card(14, 1, "WB-2026-014", "Nieuw verzoek")).await;
    stage.shown(1).await;
    assert!(began.elapsed() >= Duration::from_secs(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_broken_line_nothing_that_was_said_is_lost() {
    let stage = Stage::open().await;
    for (nth, breaks) in [Discord::drop_line, Discord::ask_to_reconnect].into_iter().enumerate() {
        breaks(&stage.fake);
        let value = [("zaak", json!(format!("{}", nth + 1)))];
        let asked = stage.fake.command(&NOOR, CHANNEL, "bezoek toon", &value);
        let answer = stage.fake.answered(asked).await;
        assert_eq!(answer.text(), format!("U zei: bezoek toon {}", nth + 1));
        let heard = std::sync::Arc::clone(&stage.heard);
        let back = |_: &super::fake::World| (heard.lock().unwrap().back == nth + 2).then_some(());
        stage.fake.until("READY or RESUMED", back).await;
    }
    assert_eq!((stage.fake.heard("IDENTIFY"), stage.fake.heard("RESUME")), (1, 2));
    assert_eq!(stage.said().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_line_is_resumed_and_an_invalid_session_begins_anew() {
    let stage = Stage::open().await;
    stage.fake.close_with(4000);
    stage.fake.until("RESUME", |w| w.gateway.heard.contains(&"RESUME").then_some(())).await;
    stage.connected().await;
    stage.fake.world().gateway.invalid = Some(false);
    stage.fake.close_with(4009);
    let anew = |w: &super::fake::World| {
        let identified = w.gateway.heard.iter().filter(|heard| **heard == "IDENTIFY").count();
        (identified == 2 && w.gateway.connected).then_some(())
    };
    stage.fake.until("IDENTIFY", anew).await;
    let asked = stage.fake.command(&NOOR, CHANNEL, "wieben", &[]);
    assert_eq!(stage.fake.answered(asked).await.text(), "U zei: wieben");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_may_be_resumed_is_resumed() {
    let stage = Stage::open().await;
    stage.fake.world().gateway.invalid = Some(true);
    stage.fake.drop_line();
    let again = |w: &super::fake::World| {
        let said = w.gateway.heard.iter().filter(|heard| **heard != "HEARTBEAT").count();
        (said >= 3 && w.gateway.connected).then_some(())
    };
    stage.fake.until("a connection again", again).await;
    let asked = stage.fake.command(&NOOR, CHANNEL, "wieben", &[]);
    assert_eq!(stage.fake.answered(asked).await.text(), "U zei: wieben");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_answers_no_heartbeat_is_left() {
    let stage = Stage::open().await;
    stage.fake.world().gateway.deaf = true;
    let left = |w: &super::fake::World| {
        let said = w.gateway.heard.iter().filter(|heard| **heard != "HEARTBEAT").count();
        (said >= 2).then_some(())
    };
    stage.fake.until("another try", left).await;
    stage.fake.world().gateway.deaf = false;
    let asked = stage.fake.until("a connection", |w| w.gateway.connected.then_some(()));
    asked.await;
    let asked = stage.fake.command(&NOOR, CHANNEL, "wieben", &[]);
    assert_eq!(stage.fake.answered(asked).await.text(), "U zei: wieben");
}

/// How a room ends that cannot work.
async fn ends(fake: Discord) -> DiscordError {
    let stage = Stage::around(fake, std::sync::Arc::new(tempfile::tempdir().unwrap()));
    let (ended, _fake) = timeout(Duration::from_secs(20), stage.ends()).await.unwrap();
    ended.unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waiting_does_not_mend_is_said_with_its_remedy() {
    let fake = Discord::start().await;
    fake.fault("GET /applications/@me", Fault::Status(401));
    let error = ends(fake).await;
    assert!(
        matches!(error, DiscordError::WrongToken) && error.to_string().contains("make a new one")
    );

    let fake = Discord::start().await;
    fake.world().gateway.turned_away = Some(4004);
    assert!(matches!(ends(fake).await, DiscordError::WrongToken));

    let fake = Discord::start().await;
    fake.world().gateway.turned_away = Some(4014);
    assert!(matches!(ends(fake).await, DiscordError::Intents));

    let fake = Discord::start().await;
    fake.fault("GET /channels/2000", Fault::Status(404));
    assert!(matches!(ends(fake).await, DiscordError::UnknownChannel(CHANNEL)));

    let fake = Discord::start().await;
    fake.fault("PUT /applications", Fault::Status(403));
    assert!(matches!(ends(fake).await, DiscordError::NotInvited(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_never_leaves_its_machine() {
    let fake = Discord::start().await;
    fake.world().gateway_elsewhere = Some("wss://gateway.discord.example".to_owned());
    assert!(matches!(ends(fake).await, DiscordError::OtherGateway { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_goes_away_ends_the_room() {
    let stage = Stage::open().await;
    stage.fake.fault("POST /channels/2000/messages", Fault::Status(404));
    stage.notice(1, None, &["Een regel."]).await;
    let (ended, _fake) = timeout(Duration::from_secs(20), stage.ends()).await.unwrap();
    assert!(matches!(ended, Err(DiscordError::UnknownChannel(CHANNEL))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_ends_with_its_desk_and_shows_what_it_still_has() {
    let stage = Stage::open().await;
    for id in 1..=5 {
        stage.notice(id, None, &["Een regel."]).await;
    }
    let stage = stage.restart().await;
    assert_eq!(stage.fake.read(CHANNEL).len(), 5);
}
