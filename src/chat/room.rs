//! What passes between the desk and a room.
//!
//! A room only translates: what staff do there becomes `Heard`, what it is `Owed` becomes messages
//! there. It decides nothing, keeps no state of the desk, and knows neither the grammar nor the rights
//! of whoever speaks; `rounds::rooms` is the other side.

use std::collections::BTreeMap;
use std::future::Future;

use tokio::sync::mpsc::{Receiver, Sender};

use crate::domain::ids::{NoticeId, VisitId};
use crate::domain::notice::Notice;
use crate::domain::people::Role;
use crate::domain::room::{Button, Seen, Staff, StaffId};

/// Something that happened in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    Said(Said),
    /// Somebody said something minutes ago, or something that cannot be read: it is not done.
    TooLate {
        from: Speaker,
        place: String,
    },
    /// A notice stands where staff can read it: it is owed no more.
    Shown(NoticeId),
    /// Before it is back: the cases whose cards stand there open, as it remembers. Of those that
    /// have left the desk meanwhile the last card is still owed.
    Holds(Vec<VisitId>),
    /// Nobody can be reached there, and not just for a moment.
    Away {
        why: String,
    },
    /// The room can be reached (again).
    Back,
}

/// A line that somebody typed, or that the button says which they pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub from: Speaker,
    /// Where the answer goes, in the words of the room; it comes back as `Spot::place` of the answer.
    pub place: String,
    pub line: String,
    /// The case that the button was about, as it was then.
    pub seen: Option<Seen>,
}

/// Whoever said it, as the room knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    pub id: StaffId,
    pub name: String,
    /// The names of their roles in the room, such as the ids of Discord.
    pub roles: Vec<String>,
}

/// Something that a room has to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owed {
    /// Something to read, once: after it stands there the room says `Heard::Shown`. Handed over again
    /// after a crash, with the same id: a room shows it once all the same, as far as its server helps.
    Notice(Box<Notice>),
    /// How a case stands, for the one card that is edited in place. Only the newest counts. One that
    /// shows the same comes again, of every open case whenever the room begins anew, and must cost
    /// nothing.
    Card(Box<Card>),
    /// Something beside the record, of which nothing is kept: whoever spoke at this place has no right
    /// here, or what they said could not be stored.
    Aside { place: String, lines: Vec<String> },
}

/// What carries lines to staff and back.
pub trait Room: Send {
    /// Shows what is owed and passes on what is heard, until nobody owes anything any more. It may be
    /// called again after an error.
    ///
    /// # Errors
    /// What the room cannot mend by itself, with its remedy.
    fn run(
        &mut self,
        owed: &mut Receiver<Owed>,
        heard: &Sender<Heard>,
    ) -> impl Future<Output = Result<(), RoomError>> + Send;
}

/// Why a room ended.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct RoomError(pub String);

/// A case at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub case: VisitId,
    pub version: u32,
    /// `WB-2026-014 · Vollenhoven · Kamerlid`: the name of its thread.
    pub title: String,
    /// Empty for a case that is gone: what stands there stays.
    pub lines: Vec<String>,
    pub buttons: Vec<Button>,
    /// Over: the thread can be put away.
    pub closed: bool,
}

impl Card {
    /// Of a case that has left the desk: what it shows stays.
    pub fn closed(case: VisitId) -> Self {
        let (title, lines, buttons) = (String::new(), Vec::new(), Vec::new());
        Self { case, version: 0, title, lines, buttons, closed: true }
    }
}

/// Who has which rights, as config says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Directory {
    /// People by the name that a room has for them.
    pub people: BTreeMap<StaffId, (String, Role)>,
    /// Roles of a room by their name there.
    pub roles: BTreeMap<String, Role>,
}

impl Directory {
    /// The member of staff; `None` for whoever has no right. The highest right counts.
    pub fn staff(&self, speaker: &Speaker) -> Option<Staff> {
        let known = self.people.get(&speaker.id);
        let by_role = speaker.roles.iter().filter_map(|role| self.roles.get(role)).copied().max();
        let role = known.map(|(_, role)| *role).max(by_role)?;
        // A name that somebody chose themselves may be that of a colleague.
        let chosen = || format!("{} ({})", speaker.name, speaker.id.0);
        let name = known.map_or_else(chosen, |(name, _)| name.clone());
        Some(Staff { id: speaker.id.clone(), name, role })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(id: &str, roles: &[&str]) -> Speaker {
        let roles = roles.iter().map(ToString::to_string).collect();
        Speaker { id: StaffId(id.to_owned()), name: "Noor de Vries".to_owned(), roles }
    }

    #[test]
    fn rights_come_from_the_person_or_from_a_role_and_the_highest_counts() {
        let noor = (StaffId("discord:1".to_owned()), ("Noor".to_owned(), Role::Planner));
        let roles = [("7".to_owned(), Role::Lezer), ("8".to_owned(), Role::Beheerder)];
        let directory = Directory { people: [noor].into(), roles: roles.into() };
        let role = |sender| directory.staff(&sender).map(|staff| staff.role);
        assert_eq!(role(sender("discord:1", &[])), Some(Role::Planner));
        assert_eq!(role(sender("discord:1", &["8"])), Some(Role::Beheerder));
        assert_eq!(role(sender("discord:2", &["7", "9"])), Some(Role::Lezer));
        assert_eq!(role(sender("discord:2", &["9"])), None);
        assert_eq!(directory.staff(&sender("discord:1", &[])).unwrap().name, "Noor");
    }
}
