//! A room as a transcript uses it: somebody says a line there or presses a button, and what stands there
//! is read.
//!
//! `Direct` asks the engine with no room between. Another room is one more `Mouth`: it is opened beside
//! the others in `tests/staffroom.rs`, and plays every transcript there is.

#[path = "mouth/fields.rs"]
pub(crate) mod fields;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use werkbezoek::decide::decide;
use werkbezoek::domain::command::{Command, CommandError};
use werkbezoek::domain::event::Event;
use werkbezoek::domain::help;
use werkbezoek::domain::notice::{Notice, Saying};
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{Button, RoomName, Staff};

use crate::world::World;

/// What somebody read at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) lines: Vec<String>,
    /// The labels of the buttons under it.
    pub(crate) buttons: Vec<String>,
}

pub(crate) trait Mouth {
    /// Whoever is at work in the world says a line here. What cannot be said here is passed over.
    fn say(&mut self, world: &mut World, line: &str);

    /// They press the last button of this name; `text` is for the window that it may open.
    fn press(&mut self, world: &mut World, label: &str, text: &str);

    /// Everything that came to stand here since.
    fn read(&mut self, world: &mut World) -> Vec<Told>;
}

/// People whom every room knows, each by an account for what they may do.
pub(crate) const PEOPLE: [&str; 3] = ["Noor", "Bram", "Ilse"];
pub(crate) const ROLES: [Role; 3] = [Role::Lezer, Role::Planner, Role::Beheerder];

/// The number of an account.
pub(crate) fn account(name: &str, role: Role) -> u64 {
    let person = PEOPLE.iter().position(|known| *known == name);
    let person = person.unwrap_or_else(|| panic!("nobody is called {name}; there are {PEOPLE:?}"));
    let role = ROLES.iter().position(|known| *known == role).unwrap();
    10 * (person as u64 + 1) + role as u64
}

/// A person at work.
pub(crate) fn staff(name: &str, role: Role) -> Staff {
    Staff::new(&format!("discord:{}", account(name, role)), name, role)
}

/// Commands by the key of their page, and whether they were carried out.
pub(crate) type Spoken = Rc<RefCell<BTreeSet<(&'static str, bool)>>>;

/// The engine itself, as if a room were there.
pub(crate) struct Direct {
    room: RoomName,
    buttons: Vec<Button>,
    spoken: Spoken,
}

impl Direct {
    pub(crate) fn at(room: RoomName) -> Self {
        Self { room, buttons: Vec::new(), spoken: Spoken::default() }
    }

    /// One that remembers what was said.
    pub(crate) fn remembering(self, spoken: &Spoken) -> Self {
        Self { spoken: Rc::clone(spoken), ..self }
    }

    fn remember(&self, world: &World, line: &str, event: &Event) {
        let Event::StaffSaid { said, .. } = event else { return };
        let key = match said {
            Ok(command) => Some(help::page(command).key),
            Err(_) => named(line),
        };
        let (desk, state) = (world.engine.desk(), world.engine.state());
        let decision = decide(desk, state, world.engine.now(), event);
        let refused = decision.notices.iter().any(|notice| is_refusal(&notice.saying));
        self.spoken.borrow_mut().extend(key.map(|key| (key, !refused)));
    }
}

/// The page that a line means which was not understood.
fn named(line: &str) -> Option<&'static str> {
    let line = line.trim().to_lowercase();
    let means = |name: &str| line == name || line.starts_with(&format!("{name} "));
    let pages = help::pages().iter();
    let names = pages.map(|page| (format!("{} {}", page.group, page.verb), page.key));
    names.filter(|(name, _)| means(name.trim())).map(|(_, key)| key).next()
}

fn is_refusal(saying: &Saying) -> bool {
    matches!(saying, Saying::Refused { .. } | Saying::NotUnderstood { .. })
}

impl Mouth for Direct {
    fn say(&mut self, world: &mut World, line: &str) {
        if !can_be_said(self.room, world, line) {
            return;
        }
        if let Some(event) = world.heard(self.room, line, None) {
            self.remember(world, line, &event);
        }
        world.say_in(self.room, line, None);
    }

    fn press(&mut self, world: &mut World, label: &str, text: &str) {
        let button = button(&self.buttons, label);
        let line = said_by(&button, text);
        if let Some(event) = world.heard(self.room, &line, button.seen) {
            self.remember(world, &line, &event);
        }
        world.say_in(self.room, &line, button.seen);
    }

    fn read(&mut self, world: &mut World) -> Vec<Told> {
        let notices = world.shown(self.room);
        self.buttons.extend(notices.iter().flat_map(|notice| notice.buttons.clone()));
        notices.iter().map(told).collect()
    }
}

/// A notice, read whole.
fn told(notice: &Notice) -> Told {
    let buttons = notice.buttons.iter().map(|button| button.label.clone()).collect();
    Told { lines: notice.lines.clone(), buttons }
}

/// The last button of this name.
pub(crate) fn button(buttons: &[Button], label: &str) -> Button {
    let found = buttons.iter().rev().find(|button| button.label == label);
    found.unwrap_or_else(|| panic!("no button `{label}` among {buttons:#?}")).clone()
}

/// What a button says, with what was written in its window.
pub(crate) fn said_by(button: &Button, text: &str) -> String {
    format!("{} {text}", button.says).trim_end().to_owned()
}

/// Whether a line can be said in a room at all: where staff fill in fields, what fills none cannot. What
/// is a command can be said everywhere.
pub(crate) fn can_be_said(room: RoomName, world: &World, line: &str) -> bool {
    match room {
        RoomName::Console | RoomName::Matrix => true,
        RoomName::Discord => {
            let meant = said(world, line);
            let filled = fields::filled_in(line).map(|filled| said(world, &filled.line()));
            let is_same = filled.as_ref().is_some_and(|filled| *filled == meant);
            let is_command = matches!(meant, Some(Ok(_)));
            assert!(is_same || !is_command, "`{line}` filled in as fields means {filled:?}");
            is_same
        }
    }
}

/// What is read in a line.
fn said(world: &World, line: &str) -> Option<Result<Command, CommandError>> {
    match world.heard(RoomName::Console, line, None)? {
        Event::StaffSaid { said, .. } => Some(said),
        other => panic!("{other:?}"),
    }
}
