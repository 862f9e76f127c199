//! A homeserver of Matrix.

use std::path::{Path, PathBuf};

use super::{Held, free_ports};

#[derive(Debug)]
pub(crate) struct Synapse {
    held: Held,
    port: u16,
}

impl Synapse {
    pub(crate) fn start() -> Self {
        let [port] = free_ports();
        let python = python().display().to_string();
        let settings = vec![("MATRIX_PORT", port.to_string()), ("PYTHON", python)];
        Self { held: Held::start("synapse.sh", settings), port }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn stop(&mut self) {
        self.held.down();
    }

    /// On the same port, with everything that it knew.
    pub(crate) fn start_again(&mut self) {
        self.held.up();
    }
}

/// Where `tests/run` installs Python packages.
pub(crate) fn python() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    target.join("python/bin/python")
}
