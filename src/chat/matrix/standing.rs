//! Whether the bot can talk in its room, and who hears when it cannot.

use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use crate::chat::room::Heard;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    Here,
    /// No connection, perhaps for a moment.
    Lost,
    /// Somebody has to do something first.
    Barred(String),
}

/// Says when nobody can be reached, and not just for a moment, and when they can be again.
pub(super) async fn watch_over(
    mut standing: watch::Receiver<Standing>,
    heard: &mpsc::Sender<Heard>,
    away_after: Duration,
) {
    let mut said = None;
    loop {
        let now = standing.borrow_and_update().clone();
        let news = match now {
            Standing::Here => Heard::Back,
            Standing::Barred(why) => Heard::Away { why },
            Standing::Lost => match timeout(away_after, standing.changed()).await {
                Ok(Ok(())) => continue,
                Ok(Err(_)) => return,
                Err(_) => {
                    Heard::Away { why: "no connection with the homeserver for a minute".to_owned() }
                }
            },
        };
        if said.as_ref() != Some(&news) {
            _ = heard.send(news.clone()).await;
            said = Some(news);
        }
        // Ends when the room does.
        if standing.changed().await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AWAY_AFTER: Duration = Duration::from_millis(200);

    #[tokio::test]
    async fn staff_elsewhere_hear_once_of_a_homeserver_that_stays_away() {
        let (standing, changes) = watch::channel(Standing::Lost);
        let (heard, mut hears) = mpsc::channel(8);
        tokio::spawn(async move { watch_over(changes, &heard, AWAY_AFTER).await });
        standing.send_replace(Standing::Here);
        assert_eq!(hears.recv().await, Some(Heard::Back));
        for _ in 0..5 {
            standing.send_replace(Standing::Lost);
            tokio::time::sleep(AWAY_AFTER / 10).await;
            standing.send_replace(Standing::Here);
            tokio::time::sleep(AWAY_AFTER / 10).await;
        }
        assert!(hears.try_recv().is_err(), "a hiccup is no outage");
        standing.send_replace(Standing::Lost);
        assert!(matches!(hears.recv().await, Some(Heard::Away { .. })));
        standing.send_replace(Standing::Here);
        assert_eq!(hears.recv().await, Some(Heard::Back));
        standing.send_replace(Standing::Barred("nobody invited it".to_owned()));
        assert!(matches!(hears.recv().await, Some(Heard::Away { .. })));
    }
}
