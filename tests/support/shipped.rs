//! The config and the templates that ship, with a key of the tests.

use std::path::Path;

use werkbezoek::config::Config;
use werkbezoek::domain::desk::{Desk, SigningKey};
use werkbezoek::words::Words;

pub(crate) fn shipped() -> (Desk, Words) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
    let mut config = Config::look(&path).unwrap();
    config.desk.key = SigningKey::new(*b"a key that only the tests know");
    (config.desk, Words::from_sources(config.templates).unwrap())
}
