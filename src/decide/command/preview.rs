//! Preview, yes, no, and calling back.
//!
//! A preview remembers the version of every visit it touches: if one changed in between, it is
//! outdated and must be asked for again. After a yes the letters wait some seconds before they leave;
//! until then everything can be put back as it was.

use std::collections::BTreeMap;

use chrono::Duration;

use super::super::work::{Case, Work};
use super::super::{calls, in_queue};
use super::{Speaker, action, consent, done, fit, offer, owner, sheet, wijk};
use crate::domain::ids::{LetterId, VisitId};
use crate::domain::letter::{Letter, LetterDraft, LetterState};
use crate::domain::notice::{DoneWhat, OpenPreview, PreviewOf, Refusal, Saying, WaitingMail};
use crate::domain::people::{Actor, Office};
use crate::domain::state::{ArchiveKey, BookChange, Change, Confirmed, Key, Preview, Record};
use crate::domain::time::Instant;
use crate::domain::trail::{Entry, Step};
use crate::domain::visit::{LetterFate, LetterTrace, Visit};
use crate::planning;

/// Who says yes later than this must say to what.
const BARE_YES_MINUTES: i64 = 10;

/// Shows what would happen, letters and all, and remembers it under a number.
pub(super) fn show(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    what: PreviewOf,
    text: Option<String>,
) -> Result<(), Refusal> {
    let letters = rehearsed(work, &what, text.as_deref(), &speaker.actor())?;
    replace_older(work, speaker, &what);
    let waiting = waiting(work, speaker, &what);
    let number = next_number(work);
    let four_eyes = needs_second(work, &what, &letters);
    let preview = Preview {
        number,
        by: Some(speaker.staff.id.clone()),
        shown_in: Some(speaker.spot.room),
        made: work.now,
        action: what.clone(),
        text,
        versions: versions(work, &what.judged_by()),
        confirmed: None,
        in_sight: true,
    };
    work.put(Record::Preview(preview));
    let saying = shown(work, number, what, letters, four_eyes, waiting);
    work.answer(speaker.spot, saying);
    Ok(())
}

/// Shows it, if there is something to show.
pub(super) fn show_any(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    what: Option<PreviewOf>,
) -> Result<(), Refusal> {
    what.map_or(Ok(()), |what| show(work, speaker, what, None))
}

/// A preview that stands ready for whoever of staff says yes to it by its number. `version` is that of
/// the visit once this decision is made. What cannot be done is not shown.
pub(in crate::decide) fn ready(work: &mut Work<'_>, case: VisitId, version: u32, what: PreviewOf) {
    let Ok(letters) = rehearsed(work, &what, None, &Actor::Bot) else { return };
    let number = next_number(work);
    work.put(Record::Preview(Preview {
        number,
        by: None,
        shown_in: None,
        made: work.now,
        action: what.clone(),
        text: None,
        versions: BTreeMap::from([(case, version)]),
        confirmed: None,
        in_sight: false,
    }));
    // The bot made it: whoever says yes is the second.
    let saying = shown(work, number, what, letters, false, Vec::new());
    work.tell(saying);
}

fn shown(
    work: &Work<'_>,
    number: u32,
    what: PreviewOf,
    letters: Vec<LetterDraft>,
    four_eyes: bool,
    waiting: Vec<u32>,
) -> Saying {
    let undo_seconds = work.desk.limits.undo_seconds;
    let too_many = fit::party_beyond(work, &what);
    let without = consent::unheard(work, &what);
    let elsewhere = offer::against(work, &what);
    let held = offer::held(work, &what);
    let on_sheet = sheet::on_sheet(work, &what);
    let picked = offer::picked(work, &what);
    let (stands, again) = (offer::stands(work, &what), offer::is_again(work, &what));
    let nowhere = |id: &VisitId| work.visit_now(*id).is_some_and(|v| v.writer.no_address);
    let no_address = what.cases().into_iter().filter(nowhere).collect();
    let mails = mails_about(work, &what);
    Saying::Preview {
        number,
        what,
        letters,
        undo_seconds,
        no_address,
        four_eyes,
        too_many,
        without,
        elsewhere,
        held,
        on_sheet,
        picked,
        stands,
        again,
        waiting,
        mails,
    }
}

/// What nobody has dealt with in the cases that are decided on. Who answers a mail has read it.
fn mails_about(work: &Work<'_>, what: &PreviewOf) -> Vec<WaitingMail> {
    let answers = matches!(what, PreviewOf::AnswerMail { .. } | PreviewOf::Reply { .. });
    let cases = what.cases().into_iter().filter(|_| !answers);
    let of_case = |case: VisitId| {
        let numbers = in_queue::about(work, case);
        numbers.into_iter().map(move |number| WaitingMail { number, case })
    };
    cases.flat_map(of_case).collect()
}

/// A new preview of the same thing stands for the older one of this person.
fn replace_older(work: &mut Work<'_>, speaker: Speaker<'_>, what: &PreviewOf) {
    let older = work.state.previews().filter(|preview| preview.confirmed.is_none());
    let older = older.filter(|preview| is_of(preview, speaker) && preview.action.is_like(what));
    let numbers: Vec<u32> = older.map(|preview| preview.number).collect();
    for number in numbers {
        work.change(Change::Remove { key: Key::Preview(number) });
    }
}

/// What this person was shown and neither wanted nor dropped: of the same case, or a moment ago. They
/// may think that one yes is for both.
fn waiting(work: &Work<'_>, speaker: Speaker<'_>, what: &PreviewOf) -> Vec<u32> {
    let cases = what.cases();
    let near = |preview: &&Preview| {
        if preview.action.is_like(what) {
            return false;
        }
        let of_case = preview.versions.keys().any(|case| cases.contains(case));
        of_case || work.now - preview.made <= Duration::minutes(BARE_YES_MINUTES)
    };
    let waits = |preview: &&Preview| preview.confirmed.is_none() && is_of(preview, speaker);
    work.state.previews().filter(waits).filter(near).map(|preview| preview.number).collect()
}

/// Whether a second person must say yes: config wants that for what is written to the office of a
/// bewindspersoon, now or with a later letter, in the case or beside it. Whoever was one until this
/// change counts too: it is their office that reads of it.
fn needs_second(work: &Work<'_>, what: &PreviewOf, letters: &[LetterDraft]) -> bool {
    let is_minister = |visit: &Visit| visit.guest.office == Office::Bewindspersoon;
    let of_minister =
        |visit: &Visit| is_minister(visit) || work.state.visit(visit.id).is_some_and(is_minister);
    let to_minister = |draft: &LetterDraft| {
        !draft.kind.is_for_host() && draft.visit.as_deref().is_some_and(of_minister)
    };
    let untold = what.read_later().or(what.beside());
    let untold = untold.and_then(|id| work.state.visit(id));
    work.desk.four_eyes && (letters.iter().any(to_minister) || untold.is_some_and(is_minister))
}

/// The one who asked for it does not say yes to it where two must look.
fn second_pair(
    work: &Work<'_>,
    speaker: Speaker<'_>,
    preview: &Preview,
    letters: &[LetterDraft],
) -> Result<(), Refusal> {
    if !is_of(preview, speaker) || !needs_second(work, &preview.action, letters) {
        return Ok(());
    }
    let others = owner::able(work).into_iter().filter(|staff| staff.id != speaker.staff.id);
    let staff = others.map(|staff| staff.name.clone()).collect();
    Err(Refusal::FourEyes { number: preview.number, staff })
}

/// The letters that carrying it out would send.
fn rehearsed(
    work: &Work<'_>,
    what: &PreviewOf,
    text: Option<&str>,
    by: &Actor,
) -> Result<Vec<LetterDraft>, Refusal> {
    let mut rehearsal = work.rehearsal();
    action::carry_out(&mut rehearsal, what, text, by)?;
    Ok(rehearsal.letters().to_vec())
}

fn next_number(work: &mut Work<'_>) -> u32 {
    let counters = work.counters();
    counters.previews += 1;
    counters.previews
}

fn versions(work: &Work<'_>, cases: &[VisitId]) -> BTreeMap<VisitId, u32> {
    let version = |id: &VisitId| work.visit_now(*id).map(|visit| (*id, visit.version));
    cases.iter().filter_map(version).collect()
}

/// Something else was said: from now on a yes to an older preview must name it.
pub(super) fn out_of_sight(work: &mut Work<'_>, speaker: Speaker<'_>) {
    let seen: Vec<Preview> =
        work.state.previews().filter(|preview| is_seen(preview, speaker)).cloned().collect();
    for preview in seen {
        work.put(Record::Preview(Preview { in_sight: false, ..preview }));
    }
}

fn is_seen(preview: &Preview, speaker: Speaker<'_>) -> bool {
    let shown_here = preview.shown_in == Some(speaker.spot.room);
    preview.in_sight && preview.confirmed.is_none() && shown_here && is_of(preview, speaker)
}

fn is_of(preview: &Preview, speaker: Speaker<'_>) -> bool {
    preview.by.as_ref() == Some(&speaker.staff.id)
}

/// The preview that is meant. A bare yes or no means the one that was shown last, as long as nothing
/// else was said since and it was not long ago.
fn find<'a>(
    work: &Work<'a>,
    speaker: Speaker<'_>,
    number: Option<u32>,
) -> Result<&'a Preview, Refusal> {
    let open = |preview: &&Preview| preview.confirmed.is_none();
    let found = match number {
        Some(number) => {
            let shown_here = |preview: &&Preview| {
                let here = preview.shown_in == Some(speaker.spot.room);
                preview.shown_in.is_none() || here || is_of(preview, speaker)
            };
            work.state.preview(number).filter(open).filter(shown_here)
        }
        None => {
            let fresh = |preview: &&Preview| {
                is_seen(preview, speaker)
                    && work.now - preview.made <= Duration::minutes(BARE_YES_MINUTES)
            };
            work.state.previews().rev().find(fresh)
        }
    };
    found.ok_or_else(|| {
        // One that the bot made is for everybody.
        let mine =
            |preview: &&Preview| open(preview) && (preview.by.is_none() || is_of(preview, speaker));
        let live = work.state.previews().filter(mine).filter(|preview| is_live(work, preview));
        let open = |Preview { number, made, action, .. }: &Preview| OpenPreview {
            number: *number,
            made: *made,
            what: action.clone(),
        };
        let previews: Vec<OpenPreview> = live.map(open).collect();
        if previews.is_empty() { Refusal::NoPreview } else { Refusal::WhichPreview { previews } }
    })
}

/// Whether nothing that it was made for changed since.
fn is_live(work: &Work<'_>, preview: &Preview) -> bool {
    versions(work, &preview.action.judged_by()) == preview.versions
        && !wijk::has_changed(work, &preview.action)
}

pub(super) fn yes(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    number: Option<u32>,
) -> Result<(), Refusal> {
    let preview = find(work, speaker, number)?.clone();
    let cases = preview.action.cases();
    if !is_live(work, &preview) {
        work.change(Change::Remove { key: Key::Preview(preview.number) });
        return Err(Refusal::Outdated { number: preview.number });
    }
    // All of it or nothing: what cannot be carried out whole leaves no trace in this decision.
    let mut rehearsal = Work::new(work.desk, work.state, work.now);
    action::carry_out(&mut rehearsal, &preview.action, preview.text.as_deref(), &speaker.actor())?;
    second_pair(work, speaker, &preview, rehearsal.letters())?;
    let before: Vec<Visit> = cases.iter().filter_map(|id| work.state.visit(*id)).cloned().collect();
    let book = wijk::book_change(work, &preview.action);
    let until = work.now + Duration::seconds(i64::from(work.desk.limits.undo_seconds));
    work.leave_at = until;
    action::carry_out(work, &preview.action, preview.text.as_deref(), &speaker.actor())?;
    let taken = owner::by_deed(work, speaker, &preview.action);
    let letters = work.leaving();
    let after = before.iter().map(|visit| (visit.id, visit.version + 1)).collect();
    let withdrawn = work.withdrawn().to_vec();
    let letters_then = letters.clone();
    let confirmed =
        Confirmed { at: work.now, before, after, letters: letters_then, withdrawn, book };
    // Whoever said yes can call it back, also where the bot or a colleague made the preview.
    let by = Some(speaker.staff.id.clone());
    let preview = Preview { by, confirmed: Some(Box::new(confirmed)), ..preview };
    let until = Some(until).filter(|_| preview.action.can_return());
    match until {
        Some(_) => work.put(Record::Preview(preview.clone())),
        None => work.change(Change::Remove { key: Key::Preview(preview.number) }),
    }
    say_done(work, speaker, &preview, letters, until, taken);
    Ok(())
}

/// What leaves, and where the case stands now; of a wijk that closed, who must be called.
fn say_done(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    preview: &Preview,
    letters: Vec<LetterId>,
    until: Option<Instant>,
    taken: bool,
) {
    let mut visit = work.letters().first().and_then(|letter| letter.visit.clone());
    if let PreviewOf::CloseWijk { wijk, moves, .. } = &preview.action {
        let unreached = moves.iter().filter(|new| new.needs_a_call());
        let call = unreached.map(|new| new.case).collect();
        done(work, speaker, DoneWhat::WijkClosed { wijk: wijk.clone(), call });
        if letters.is_empty() {
            return;
        }
        // The letters are of many cases.
        visit = None;
    }
    let queued = visit.as_deref().map_or_else(Vec::new, |visit| still_queued(work, visit));
    if letters.is_empty() {
        visit = only_case(work, &preview.action);
    }
    let paused = work.state.post().paused.clone();
    let number = preview.number;
    let cases = preview.action.cases();
    let call = cases.iter().find_map(|id| calls::about(work, *id));
    work.answer(
        speaker.spot,
        Saying::Going { number, letters, until, visit, paused, queued, call, taken },
    );
}

/// The case that an action was about, as it stands now.
fn only_case(work: &Work<'_>, action: &PreviewOf) -> Option<Box<Visit>> {
    let cases = action.cases();
    let [only] = cases.as_slice() else { return None };
    work.visit_now(*only).cloned().map(Box::new)
}

/// The mails that wait for a person and can still be put with this visit, by their number in the queue.
fn still_queued(work: &Work<'_>, visit: &Visit) -> Vec<u32> {
    let open = !visit.stage.is_final();
    let mails = work.state.mails().filter(|mail| open && mail.visit == Some(visit.id));
    let mut numbers: Vec<u32> = mails.filter_map(|mail| mail.queue_number).collect();
    numbers.sort_unstable();
    numbers
}

pub(super) fn no(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    number: Option<u32>,
) -> Result<(), Refusal> {
    let number = find(work, speaker, number)?.number;
    work.change(Change::Remove { key: Key::Preview(number) });
    done(work, speaker, DoneWhat::Dropped { number });
    Ok(())
}

/// Calls back what a yes of this person set going, by default the last, if nothing of it has left.
pub(super) fn undo(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    number: Option<u32>,
) -> Result<(), Refusal> {
    let meant = |preview: &Preview| number.is_none_or(|number| preview.number == number);
    let mine = |preview: &&Preview| {
        preview.confirmed.is_some() && is_of(preview, speaker) && meant(preview)
    };
    let found = work.state.previews().rev().find(mine).cloned();
    let Some(Preview { number, action, confirmed: Some(confirmed), .. }) = found else {
        return Err(Refusal::NothingToUndo);
    };
    let left: Vec<LetterId> =
        confirmed.letters.iter().filter(|id| has_left(work, id)).cloned().collect();
    let ends = matches!(
        action,
        PreviewOf::Cancel { .. }
            | PreviewOf::Decline { .. }
            | PreviewOf::Complete { held: false, .. }
    );
    let overtaken = !ends && confirmed.before.iter().any(|visit| !work.state.is_open(visit.id));
    if !left.is_empty() && !overtaken {
        let letters = Vec::new();
        work.answer(speaker.spot, Saying::CalledBack { letters, too_late: left });
        return Ok(());
    }
    if overtaken {
        return Err(Refusal::Outdated { number });
    }
    may_return(work, number, &confirmed)?;
    for visit in &confirmed.before {
        calls::taken_back(work, visit, confirmed.at);
        put_back(work, visit.clone(), &confirmed, speaker.actor());
    }
    for id in &confirmed.letters {
        work.change(Change::Remove { key: Key::Letter(id.clone()) });
    }
    if let Some(change) = &confirmed.book {
        wijk::put_book(work, change.before.clone());
        work.free(change.after.wijk.clone());
    }
    for letter in &confirmed.withdrawn {
        work.put(Record::Letter(Box::new(letter.clone())));
    }
    work.change(Change::Remove { key: Key::Preview(number) });
    let letters = confirmed.letters;
    work.answer(speaker.spot, Saying::CalledBack { letters, too_late: Vec::new() });
    Ok(())
}

/// Whether a courier has touched a letter, or may at any moment. One that something later withdrew
/// never left; one that was overtaken while a courier had it may have.
fn has_left(work: &Work<'_>, id: &LetterId) -> bool {
    let visit = id.visit().and_then(|id| work.state.visit(id));
    let trace = visit.and_then(|visit| visit.letters.get(id));
    let withdrawn = work.state.letter(id).is_none()
        && trace.is_some_and(|trace| trace.fate == LetterFate::CalledBack);
    // During a pause no courier gets any.
    let held_back = |letter: &Letter| letter.attempts == 0 && work.state.post().paused.is_some();
    let untouched = |letter: &Letter| {
        matches!(letter.state, LetterState::Waiting { .. })
            && (work.now < letter.not_before || held_back(letter))
    };
    !withdrawn && !work.state.letter(id).is_some_and(untouched)
}

/// The visits and the book of the wijk are as the yes left them, and what they held before is still
/// free.
fn may_return(work: &Work<'_>, number: u32, confirmed: &Confirmed) -> Result<(), Refusal> {
    let rewritten = |change: &BookChange| wijk::book(work, &change.after.wijk) != change.after;
    if confirmed.book.as_ref().is_some_and(rewritten) {
        return Err(Refusal::Outdated { number });
    }
    for visit in &confirmed.before {
        let version = confirmed.after.get(&visit.id);
        let now_open = work.state.visit(visit.id);
        if now_open.is_some_and(|now_open| Some(&now_open.version) != version) {
            return Err(Refusal::Outdated { number });
        }
        if now_open.is_some_and(|now_open| has_answered_since(now_open, visit)) {
            return Err(Refusal::Outdated { number });
        }
        for hold in visit.holds(work.now) {
            let day = hold.slot.day();
            let mut others = work.state.holds_between(day, day + chrono::Days::new(1), work.now);
            let taken = others.any(|other| {
                other.visit != visit.id
                    && (other.wijk == hold.wijk || other.host == hold.host)
                    && other.slot.overlaps(&hold.slot)
            });
            if taken || planning::guest_held_by(work.state, work.now, visit, hold.slot).is_some() {
                return Err(Refusal::Outdated { number });
            }
        }
    }
    Ok(())
}

/// What a calendar said since was held against what the yes made of the visit: put back, it would be
/// the answer to something that nobody was sent.
fn has_answered_since(now_open: &Visit, before: &Visit) -> bool {
    let mut since = now_open.trail.iter().skip(before.trail.len());
    since.any(|entry| matches!(entry.step, Step::CalendarAnswered { .. }))
}

fn keep_what_became_known(work: &Work<'_>, visit: &mut Visit, now_open: &Visit) {
    visit.trail = now_open.trail.clone();
    visit.writer.undeliverable |= now_open.writer.undeliverable;
    let earlier = std::mem::replace(&mut visit.letters, now_open.letters.clone());
    // What a courier has is overtaken no more.
    for (id, trace) in &mut visit.letters {
        let stands = earlier.get(id).filter(|_| work.state.letter(id).is_some());
        if let Some(stands) = stands.filter(|_| trace.fate == LetterFate::CalledBack) {
            trace.fate = stands.fate;
        }
    }
}

/// The visit as it was, with its trail telling what was called back. The identities of the letters
/// called back stay taken: the next letter is another one. What became known since the yes, such as
/// a note or a letter that came back, stays known.
fn put_back(work: &mut Work<'_>, mut visit: Visit, confirmed: &Confirmed, by: Actor) {
    let id = visit.id;
    let stage = visit.stage;
    let now_open = work.state.visit(id);
    if let Some(now_open) = now_open {
        keep_what_became_known(work, &mut visit, now_open);
    } else {
        // It was closed since. A letter that lies in the outbox no more has left meanwhile; one that
        // was refused was told to staff then.
        let has_left = |id: &LetterId, trace: &LetterTrace| {
            trace.fate == LetterFate::Decided && work.state.letter(id).is_none()
        };
        for (_, trace) in visit.letters.iter_mut().filter(|(id, trace)| has_left(id, trace)) {
            trace.fate = LetterFate::Accepted;
        }
    }
    let note = |trail: &mut Vec<Entry>, step| {
        trail.push(Entry { at: work.now, by: by.clone(), step });
    };
    visit.version = confirmed.after.get(&id).copied().unwrap_or(visit.version);
    let letters: Vec<&LetterId> =
        confirmed.letters.iter().filter(|letter| letter.visit() == Some(id)).collect();
    for &letter in &letters {
        let trace = LetterTrace { decided: confirmed.at, fate: LetterFate::CalledBack };
        visit.letters.insert(letter.clone(), trace);
        note(&mut visit.trail, Step::LetterCalledBack { letter: letter.clone() });
    }
    for letter in confirmed.withdrawn.iter().filter(|letter| letter.visit == Some(id)) {
        let fate = match letter.state {
            LetterState::WithAPerson => LetterFate::WithAPerson,
            LetterState::Waiting { .. }
            | LetterState::Trying { .. }
            | LetterState::Unknown { .. } => LetterFate::Decided,
        };
        visit.letters.insert(letter.id.clone(), LetterTrace { decided: letter.decided, fate });
        if fate == LetterFate::Decided {
            note(&mut visit.trail, Step::LetterDecided { letter: letter.id.clone() });
        }
    }
    // Where no letter tells it, nothing else says that what stands above was called back.
    if letters.is_empty() || now_open.is_none_or(|now_open| now_open.stage != stage) {
        note(&mut visit.trail, Step::PutBack { stage });
    }
    let highest = visit.letters.keys().filter_map(LetterId::offer_version).max();
    visit.offers_made = visit.offers_made.max(highest.unwrap_or(0));
    if !work.state.is_open(id) {
        work.change(Change::Erase { key: ArchiveKey::Visit(id) });
    }
    let (id, shared) = (visit.id, visit.day_with.clone());
    work.finish(Case::of(visit, work.now));
    share_day_again(work, id, &shared);
}

/// What was called off left the day that it shared with others; it is on that day again.
fn share_day_again(work: &mut Work<'_>, id: VisitId, shared: &[VisitId]) {
    for other in shared {
        let Some(mut other) = work.case(*other) else { continue };
        if !other.visit.day_with.contains(&id) {
            other.visit.day_with.push(id);
            work.keep(other);
        }
    }
}
