//! Rooms: where staff read and type, and who they are there.

use serde::{Deserialize, Serialize};

use super::ids::VisitId;
use super::people::Role;

/// The rooms that a desk can have.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum RoomName {
    /// Whoever sits at the machine.
    #[default]
    Console,
    Discord,
    /// On the municipality's own homeserver.
    Matrix,
}

impl RoomName {
    /// Whether what is said there stays with the municipality. Elsewhere no name, no address and no
    /// word of a guest is shown.
    pub fn is_ours(self) -> bool {
        match self {
            Self::Console | Self::Matrix => true,
            Self::Discord => false,
        }
    }

    /// Whether it shows each case on a card of its own.
    pub fn has_cards(self) -> bool {
        match self {
            Self::Console => false,
            Self::Discord | Self::Matrix => true,
        }
    }

    pub fn slug(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Discord => "discord",
            Self::Matrix => "matrix",
        }
    }
}

/// A place in a room: where something was said, and where its answer goes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spot {
    #[serde(default)]
    pub room: RoomName,
    /// In the words of the room itself, such as a thread or an event; empty for the room as a whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

impl Spot {
    /// The room as a whole.
    pub fn in_room(room: RoomName) -> Self {
        Self { room, place: String::new() }
    }
}

/// A member of staff as a room knows them: `console`, `discord:80351110224678912`,
/// `matrix:@noor:m50.example`. Two people with one name are two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StaffId(pub String);

/// A member of staff who typed something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    pub id: StaffId,
    /// As shown in chat and kept in the trail.
    pub name: String,
    pub role: Role,
}

impl Staff {
    pub fn new(id: &str, name: &str, role: Role) -> Self {
        Self { id: StaffId(id.to_owned()), name: name.to_owned(), role }
    }
}

/// A line that nobody needs to type: pressing it says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    pub label: String,
    /// In the grammar of commands, as in `bezoek neem 14`.
    pub says: String,
    /// The case as it was when the button was shown: pressed later it says that it is outdated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
}

/// A case in the version that somebody saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub case: VisitId,
    pub version: u32,
}
