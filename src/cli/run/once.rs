//! One pass of the bot: the rounds are walked once, in order, by a single thread.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::feed::AgendaFolder;
use super::{Post, SledEngine, forget_mails, open, show_junk};
use crate::chat::console::{self, Console, Look};
use crate::cli::Failure;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::event::Event;
use crate::domain::room::{RoomName, Spot, Staff};
use crate::domain::time::local;
use crate::engine::queue::Submit;
use crate::mail::{Courier, Mailbox};
use crate::rounds::{self, Review, rooms};

pub(super) fn once(
    config: &Config,
    clock: Clock,
    post: Post<impl Mailbox + Send, impl Courier + Send>,
) -> Result<(), Failure> {
    let is_rehearsal = matches!(clock, Clock::Fixed(_));
    let mut engine = open(config, clock)?;
    let Post { mut mailbox, mut courier, .. } = post;
    let mut room = Console::new(std::io::stdout(), Look::detect());
    let staff = console::staff(&config.chat.console_name);
    let mut review = Review::default();
    // Before the mail: the store is rewritten for it, and is smallest now.
    engine.begin_day()?;
    rounds::look(&mut engine, &mut courier)?;
    take_in(&mut engine, &mut mailbox, &mut courier, &mut room)?;
    rounds::number(&mut engine, &mailbox, &mut None)?;
    review.tidy(&mut engine, &mut mailbox)?;
    if !is_rehearsal {
        let now = engine.now();
        show_junk(&mut engine, &mut mailbox, now);
    }
    show(&mut engine, &mut room)?;
    obey_stdin(&mut engine, &staff, &mut room)?;
    engine.tick()?;
    rounds::send(&mut engine, &mut courier)?;
    review.tidy(&mut engine, &mut mailbox)?;
    show(&mut engine, &mut room)?;
    // Files bear real times: a rehearsal of next year would sweep them all.
    if !is_rehearsal {
        let retention = engine.desk().retention.clone();
        forget_mails(&mut mailbox, &retention, engine.now())?;
    }
    write_agenda(&mut engine, config);
    say_what_waits(&engine)
}

/// Takes in all mail. Of a box that holds much, letters leave after each flush, and of very much staff
/// are told in between: what waits in memory is never more than a part of the box brings.
fn take_in(
    engine: &mut SledEngine,
    mailbox: &mut (impl Mailbox + Send),
    courier: &mut (impl Courier + Send),
    room: &mut Console<impl Write>,
) -> Result<(), Failure> {
    let never = AtomicBool::new(false);
    let mut some = |engine: &mut SledEngine| {
        let send = |engine: &mut SledEngine| rounds::send(engine, courier).map(drop);
        rounds::intake_between(engine, mailbox, &never, send)
    };
    let mut taken = some(engine)?;
    while taken > 0 {
        taken = some(engine)?;
        if taken > 0 {
            show(engine, room)?;
        }
    }
    Ok(())
}

/// Commands are read from a pipe or a file; a terminal is not waited for.
fn obey_stdin(
    engine: &mut SledEngine,
    staff: &Staff,
    room: &mut Console<impl Write>,
) -> Result<(), Failure> {
    if std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        return Ok(());
    }
    let here = Spot::in_room(RoomName::Console);
    let mut input = std::io::stdin().lock();
    while let Some(typed) = console::next_line(&mut input)? {
        let Some(line) = room.take(Ok(typed))? else { continue };
        let heard = rooms::heard(engine.desk(), engine.now(), staff, &here, &line);
        if let Some(event) = heard {
            engine.handle(vec![event])?;
            show(engine, room)?;
        }
    }
    Ok(())
}

/// Shows what the engine has to say, in order, some of it at a time.
fn show(desk: &mut impl Submit, room: &mut Console<impl Write>) -> Result<(), Failure> {
    loop {
        let mut shown = Vec::new();
        for notice in desk.notices(RoomName::Console) {
            room.show(&notice.lines)?;
            shown.push(Event::NoticeShown { notice: notice.id });
        }
        if shown.is_empty() {
            return Ok(());
        }
        desk.submit(shown)?;
    }
}

fn write_agenda(engine: &mut SledEngine, config: &Config) {
    let (desk, words) = (Arc::clone(engine.desk()), Arc::clone(engine.words()));
    let mut agenda = AgendaFolder::new(config.feed.folder.clone(), desk, words);
    let now = engine.now();
    agenda.follow(engine, now);
}

/// Letters that can still be called back leave on a later pass; say so, or they seem lost.
fn say_what_waits(engine: &SledEngine) -> Result<(), Failure> {
    let until = engine.state().letters().map(|letter| letter.not_before).max();
    if let Some(until) = until {
        let count = engine.state().letters().count();
        let at = local(until).format("%Y-%m-%d %H:%M:%S");
        writeln!(std::io::stderr(), "{count} letter(s) still in the outbox, the last until {at}")?;
    }
    Ok(())
}
