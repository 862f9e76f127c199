//! The gateway: what comes in from Discord. serenity keeps the connection, resumes it and takes it up
//! again; here is said what it hears.
//!
//! No intents: commands, buttons and windows come without any, with the roles of whoever presses them.
//! The trap: serenity says nothing while it fails to connect, so whether it is connected is looked up.

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::Client;
use serenity::client::{ClientBuilder, Context, EventHandler};
use serenity::gateway::{ConnectionStage, GatewayError, ShardManager};
use serenity::http::HttpBuilder;
use serenity::model::application::Interaction;
use serenity::model::event::ResumedEvent;
use serenity::model::gateway::{GatewayIntents, Ready};
use serenity::model::id::ShardId;
use tokio::runtime::Handle;
use tokio::time::sleep;

use super::{DiscordError, Room};
use crate::chat::room::Heard;

/// How often the connection is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Listens until the gateway gives up for good.
pub(super) async fn run(room: &Arc<Room>, address: String) -> DiscordError {
    let mut client = match client(room, address).await {
        Ok(client) => client,
        Err(why) => return fatal(&why),
    };
    let shards = Shards(Arc::clone(&client.shard_manager));
    tokio::select! {
        ended = client.start() => match ended {
            Ok(()) => DiscordError::Gateway("it ended".to_owned()),
            Err(why) => fatal(&why),
        },
        never = look(room, &shards) => never,
    }
}

async fn client(room: &Arc<Room>, address: String) -> Result<Client, serenity::Error> {
    let http = HttpBuilder::new(room.api.token().expose_secret())
        .proxy(room.api.base())
        // It would forget the address; the one call that serenity makes needs no limit.
        .ratelimiter_disabled(true)
        .build();
    let ear = Ear(Arc::clone(room));
    let client = ClientBuilder::new_with_http(http, GatewayIntents::empty());
    let client = client.event_handler(ear).await?;
    // serenity may have fallen back to the real gateway; ours was checked.
    *client.ws_url.lock().await = address;
    Ok(client)
}

fn fatal(why: &serenity::Error) -> DiscordError {
    if let serenity::Error::Gateway(why) = why {
        if matches!(why, GatewayError::InvalidAuthentication) {
            return DiscordError::WrongToken;
        }
        if matches!(
            why,
            GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents
        ) {
            return DiscordError::Intents;
        }
    }
    DiscordError::Gateway(why.to_string())
}

/// Says to the others whether there is a connection.
async fn look(room: &Arc<Room>, shards: &Shards) -> DiscordError {
    loop {
        let connected = {
            let runners = shards.0.runners.lock().await;
            let only = runners.get(&ShardId(0));
            only.is_some_and(|shard| shard.stage == ConnectionStage::Connected)
        };
        room.connected.send_if_modified(|was| std::mem::replace(was, connected) != connected);
        sleep(LOOK_EVERY).await;
    }
}

/// Ends the tasks that serenity started, whichever way the room ends.
struct Shards(Arc<ShardManager>);

impl Drop for Shards {
    fn drop(&mut self) {
        let shards = Arc::clone(&self.0);
        // Without a runtime there are no tasks of it either.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move { shards.shutdown_all().await });
        }
    }
}

/// Hears what happens on Discord.
struct Ear(Arc<Room>);

#[serenity::async_trait]
impl EventHandler for Ear {
    async fn ready(&self, _: Context, _: Ready) {
        _ = self.0.heard.send(Heard::Back).await;
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        _ = self.0.heard.send(Heard::Back).await;
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        self.0.hear(interaction).await;
    }
}
