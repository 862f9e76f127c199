//! What is wrong with config on disk, as staff are told.

use serde::{Deserialize, Serialize};

/// Something that is wrong with config or templates on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigFault {
    /// The file with its line and key, or what was looked at: nothing that anybody wrote there.
    pub config_place: String,
    /// What is wrong there, and what to do about it.
    pub matter: String,
}
