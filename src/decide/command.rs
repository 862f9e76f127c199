//! What staff say: rights first, then look something up, do something at once, or show what would go
//! to a guest and wait for a yes.
//!
//! Nothing typed in chat reaches a guest by itself: what writes a letter is an `Action`, shown as a
//! preview, carried out on `ja`, and it can be called back until the letters leave. So is what a guest
//! reads only later, as the programme that goes with the next reminder.

mod action;
mod answer_mail;
mod complete;
mod consent;
mod dossier;
mod export;
mod figures;
mod file;
mod fit;
mod forward;
mod guest;
mod invite;
mod knowledge;
mod letters;
mod link;
mod logbook;
mod memo;
mod merge;
mod moments;
mod offer;
mod owner;
mod preview;
mod privacy;
mod queue;
mod reopen;
mod replace;
mod sheet;
mod show;
mod stay;
mod system;
mod telephoned;
mod together;
mod who_comes;
mod wijk;
mod writer;

pub(super) use letters::in_doubt as letters_in_doubt;
pub(super) use preview::ready;

use super::calls;
use super::schedule;
use super::work::{Case, Work};
use crate::domain::command::{Case as CaseId, Command, CommandError};
use crate::domain::help;
use crate::domain::logbook::Ending;
use crate::domain::notice::{DoneWhat, Refusal, Saying};
use crate::domain::people::Actor;
use crate::domain::room::{Seen, Spot, Staff};
use crate::domain::state::State;
use crate::domain::sweep::{Checkup, Reread, Search, Sweep};
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Visit};

/// Who is speaking, and where the answer goes.
#[derive(Debug, Clone, Copy)]
struct Speaker<'a> {
    staff: &'a Staff,
    spot: &'a Spot,
}

impl Speaker<'_> {
    fn actor(&self) -> Actor {
        Actor::Staff { name: self.staff.name.clone() }
    }
}

/// What the engine looked up in the archive for a command.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) closed: Option<&'a Visit>,
    pub(super) swept: Option<&'a Sweep>,
}

/// The look through the archive that a command needs of somebody who may give it.
pub(super) fn sweep(
    state: &State,
    staff: &Staff,
    command: &Command,
    closed: Option<&Visit>,
) -> Option<Sweep> {
    if staff.role < command.role() {
        return None;
    }
    let log = &state.counters().log;
    if let Command::Logbook { page } = command {
        return Some(logbook::sweep(log, *page));
    }
    if let Command::Privacy(command) = command {
        return Some(privacy::sweep(command));
    }
    if let Command::Export(command) = command {
        return export::sweep(state, command, closed);
    }
    if let Command::Figures { days } = command {
        return Some(figures::sweep(*days));
    }
    if let Command::Search { words, wijken, .. } = command {
        return Some(Sweep::Search(Search::new(words, wijken)));
    }
    if matches!(command, Command::Reload) {
        return Some(Sweep::Config(Reread::Impossible));
    }
    matches!(command, Command::Checkup).then(|| Sweep::Checkup(Checkup::new(log)))
}

/// A command that could not be decided is in the logbook all the same.
pub(super) fn failed(
    work: &mut Work<'_>,
    (staff, spot): (&Staff, &Spot),
    said: &Result<Command, CommandError>,
) {
    logbook::write(work, Speaker { staff, spot }, said, Ending::Failed);
}

pub(super) fn said(
    work: &mut Work<'_>,
    (staff, spot): (&Staff, &Spot),
    said: &Result<Command, CommandError>,
    seen: Option<Seen>,
    found: Found<'_>,
) {
    let speaker = Speaker { staff, spot };
    if !matches!(said, Ok(Command::Yes { .. } | Command::No { .. })) {
        preview::out_of_sight(work, speaker);
    }
    let answer = match said {
        Err(error) => Err(Saying::NotUnderstood { error: error.clone() }),
        Ok(command) => may(work, staff, command, seen)
            .and_then(|()| obey(work, speaker, command, found))
            .map_err(|refusal| Saying::Refused { refusal: over(refusal, found.closed) }),
    };
    logbook::note(work, speaker, said, &answer);
    if let Err(saying) = answer {
        work.answer(spot, saying);
    }
}

/// A case that is not open and is known all the same is over.
fn over(refusal: Refusal, closed: Option<&Visit>) -> Refusal {
    let Refusal::NoSuchCase { case } = refusal else { return refusal };
    match closed.filter(|closed| closed.id == case) {
        Some(closed) => Refusal::CaseClosed { case, stage: closed.stage },
        None => refusal,
    }
}

/// Whether this person may say it, and whether it still says what they saw.
fn may(
    work: &Work<'_>,
    staff: &Staff,
    command: &Command,
    seen: Option<Seen>,
) -> Result<(), Refusal> {
    if staff.role < command.role() {
        return Err(Refusal::NoRight { role: staff.role, needs: command.role() });
    }
    let outdated =
        |seen: &Seen| work.state.visit(seen.case).is_none_or(|visit| visit.version != seen.version);
    match seen.filter(outdated).filter(|_| acts_at_once(command)) {
        Some(Seen { case, .. }) => Err(Refusal::OldButton { case }),
        None => Ok(()),
    }
}

fn obey(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    command: &Command,
    found: Found<'_>,
) -> Result<(), Refusal> {
    match command {
        Command::Overview { filter, page } => show::overview(work, speaker, filter, *page),
        Command::Agenda { days, page } => show::agenda(work, speaker, *days, *page),
        Command::Day { day, wijk, office } => {
            show::day(work, speaker, *day, wijk.as_ref(), *office);
        }
        Command::Show { case } => show::case(work, speaker, *case, found.closed)?,
        Command::Why { case, page } => show::trail(work, speaker, *case, *page, found.closed)?,
        Command::Search { page, .. } => show::search(work, speaker, found.swept, *page),
        Command::ShowWijk { wijk } => show::wijken(work, speaker, wijk.as_ref()),
        Command::Contacts { wijk } => show::contacts(work, speaker, wijk),
        Command::WhoAmI => {
            let Staff { name, role, .. } = speaker.staff.clone();
            work.answer(speaker.spot, Saying::WhoAmI { name, role });
        }
        Command::Help { about } => show_help(work, speaker, about.as_deref()),
        Command::New { text } => telephoned::open(work, speaker, text)?,
        Command::Take { case } => owner::take(work, speaker, *case)?,
        Command::Release { case } => owner::release(work, speaker, *case)?,
        Command::Called { case } => called(work, speaker, *case)?,
        Command::PassOn { case, to } => owner::pass_on(work, speaker, *case, to)?,
        Command::Reopen { case } => reopen::reopen(work, speaker, *case, found.closed)?,
        Command::Merge { case, other, regardless } => {
            merge::merge(work, speaker, (*case, *other), *regardless)?;
        }
        Command::Note { case, text, settles } => note(work, speaker, *case, text, *settles)?,
        Command::Party { case, size, name } => {
            guest::set(work, speaker, *case, *size, name.as_deref())?;
        }
        Command::Together { case, other } => together::join(work, speaker, *case, *other)?,
        Command::Apart { case } => together::part(work, speaker, *case)?,
        Command::Propose { .. }
        | Command::Confirm { .. }
        | Command::Reserve { .. }
        | Command::Move { .. }
        | Command::Stay { .. }
        | Command::Cancel { .. }
        | Command::Decline { .. }
        | Command::Reply { .. }
        | Command::Writer { .. }
        | Command::Consent { .. }
        | Command::Wait { .. }
        | Command::ReplaceHost { .. }
        | Command::CloseWijk { .. }
        | Command::Programme { .. }
        | Command::Complete { .. }
        | Command::Place { .. }
        | Command::Sheet { .. }
        | Command::ForwardMail { .. }
        | Command::AnswerMail { .. }
        | Command::SendAgain { .. } => {
            let (action, text) = action::meant(work, command)?;
            preview::show(work, speaker, action, text)?;
        }
        Command::Yes { preview } => preview::yes(work, speaker, *preview)?,
        Command::No { preview } => preview::no(work, speaker, *preview)?,
        Command::Undo { preview } => preview::undo(work, speaker, *preview)?,
        Command::OpenWijk { wijk, days } => wijk::open(work, speaker, wijk, *days)?,
        Command::Queue { page } => queue::list(work, speaker, *page),
        Command::ReadMail { number } => queue::read(work, speaker, *number)?,
        Command::LinkMail { number, case } => link::link(work, speaker, *number, *case)?,
        Command::OpenMail { number } => queue::open(work, speaker, *number)?,
        Command::DismissMail { number } => queue::dismiss(work, speaker, *number)?,
        Command::QueueAgain { case } => queue::again(work, speaker, *case)?,
        Command::LetGo { letter } => letters::let_go(work, speaker, letter)?,
        Command::Memo(command) => memo::obey(work, speaker, command)?,
        Command::Knowledge(command) => knowledge::obey(work, speaker, command),
        Command::Status => system::status(work, speaker),
        Command::Pause { reason } => system::pause(work, speaker, reason.as_deref())?,
        Command::Resume => system::resume(work, speaker)?,
        Command::Privacy(command) => privacy::obey(work, speaker, command, found.swept)?,
        Command::Export(command) => export::obey(work, speaker, command, found)?,
        Command::Figures { .. } => figures::show(work, speaker, found.swept),
        Command::Reload => system::reload(work, speaker, found.swept)?,
        Command::Checkup => system::checkup(work, speaker, found.swept),
        Command::Logbook { .. } => logbook::show(work, speaker, found.swept),
    }
    Ok(())
}

/// Whether it changes something by itself. Whoever only looks, or gets a preview first, sees how things
/// stand now; and a yes, a no and a calling back hold versions of their own.
fn acts_at_once(command: &Command) -> bool {
    matches!(
        command,
        Command::Take { .. }
            | Command::Release { .. }
            | Command::Called { .. }
            | Command::PassOn { .. }
            | Command::Merge { .. }
            | Command::Note { .. }
            | Command::Together { .. }
            | Command::Apart { .. }
            | Command::LinkMail { .. }
            | Command::OpenMail { .. }
            | Command::DismissMail { .. }
            | Command::QueueAgain { .. }
            | Command::LetGo { .. }
    )
}

/// A letter to the office can go out: somebody knows where.
fn may_write(case: &Case) -> Result<(), Refusal> {
    let nowhere = case.visit.writer.no_address;
    if nowhere { Err(Refusal::NoAddress { case: case.visit.id }) } else { Ok(()) }
}

fn open_case(work: &Work<'_>, id: CaseId) -> Result<Case, Refusal> {
    work.case(id).ok_or(Refusal::NoSuchCase { case: id })
}

fn done(work: &mut Work<'_>, speaker: Speaker<'_>, what: DoneWhat) {
    work.answer(speaker.spot, Saying::Done { what });
}

/// All pages, those of a group, or one.
fn show_help(work: &mut Work<'_>, speaker: Speaker<'_>, about: Option<&str>) {
    let mut pages = about.map(help::find).unwrap_or_default();
    if let Some(word) = about.filter(|_| pages.is_empty()) {
        let error = CommandError::Unknown { word: word.to_owned(), did_you_mean: None };
        return work.answer(speaker.spot, Saying::NotUnderstood { error });
    }
    let about = if pages.len() == 1 { pages.pop() } else { None };
    if pages.is_empty() && about.is_none() {
        pages = help::pages().to_vec();
    }
    work.answer(speaker.spot, Saying::Help { about, pages });
}

/// Staff say that whoever was to be told of a visit knows. Where the next step was to ring somebody and
/// hear what they say, that is still to be told us.
fn called(work: &mut Work<'_>, speaker: Speaker<'_>, id: CaseId) -> Result<(), Refusal> {
    let told = calls::made(work, id);
    let visit = work.visit_now(id).filter(|visit| is_to_hear(visit)).cloned().map(Box::new);
    if !told && visit.is_none() {
        return Err(Refusal::NobodyToCall { case: id });
    }
    done(work, speaker, DoneWhat::Called { case: id, told, visit });
    Ok(())
}

/// Whether somebody is rung to hear from them how it stands.
fn is_to_hear(visit: &Visit) -> bool {
    let ends = [Loose::HostSilent, Loose::HostNotReached, Loose::GuestDeclined, Loose::NotReached];
    ends.into_iter().any(|end| visit.is_loose(end))
}

/// A note changes nothing of what is open, whatever it says: only who says so has dealt with that.
fn note(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    id: CaseId,
    text: &str,
    settles: bool,
) -> Result<(), Refusal> {
    let mut case = open_case(work, id)?;
    case.note(speaker.actor(), Step::Noted { text: text.to_owned() });
    if settles {
        case.visit.tie_off(Loose::NotReached);
        schedule::office_answered(&mut case.visit, work.now);
    }
    let can_settle = [Loose::NotReached, Loose::OfficeWrote];
    let open = can_settle.into_iter().any(|end| case.visit.is_loose(end));
    work.keep(case);
    done(work, speaker, DoneWhat::Noted { case: id, settles, open });
    Ok(())
}
