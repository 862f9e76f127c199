//! Writes the dossier of a small case into a folder, for whoever wants to check it:
//! `cargo run --example dossier -- FOLDER`.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use werkbezoek::clock::Clock;
use werkbezoek::config::Config;
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{RoomName, Spot, Staff};
use werkbezoek::engine::Engine;
use werkbezoek::rounds::rooms;
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::words::Words;

/// By telephone, so that no mail is needed; both letters of the confirmation wait in the outbox.
const SAID: [&str; 4] = [
    "bezoek nieuw Kamerlid Noor Verbeek, kantoor@fractie.example, Vollenhoven, in april",
    "bezoek bevestig 1 vrijdag 9 april 2027 10:00",
    "ja",
    "export dossier 1",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("a folder, please: dossier FOLDER")?;
    let mut config = Config::look(Path::new("config.toml"))?;
    config.desk.export_folder = folder.into();
    let words = Words::from_sources(config.templates)?;
    let clock = Clock::Fixed("2027-03-01T09:00:00Z".parse::<DateTime<Utc>>()?);
    let (desk, words) = (Arc::new(config.desk), Arc::new(words));
    let store = MemoryStore::default();
    let mut engine = Engine::open(store, Arc::clone(&desk), words, clock)?.exporting();
    let staff = Staff::new("noor", "Noor", Role::Beheerder);
    let spot = Spot::in_room(RoomName::Console);
    for line in SAID {
        let event = rooms::heard(&desk, engine.now(), &staff, &spot, line);
        engine.handle(event.into_iter().collect())?;
    }
    Ok(())
}
