//! Every saying, once for each thing that it can carry.

use super::{
    AgendaLine, ClosedPeriod, CommandError, ContactId, DayVerdict, DoneWhat, Doubt, LetterId,
    Reason, Role, Saying, Stage, Suits, Visit, Why, WijkChoice, WijkId, WijkView, bare_visit,
    beheer, case, consent, contact, day, days, hands, help, mail, mails, now, options, post,
    reasons, rooms, slot, staff, visit, writer,
};
use crate::domain::mail::{Attendance, MailRecord};
use crate::domain::notice::{Attendee, CalendarNews, HostWord, Page, ToCall};
use crate::domain::people::Address;
use crate::domain::reading::Wish;
use crate::domain::time::instant;
use crate::domain::visit::{Due, Origin, Task};
use crate::domain::wijk::Hours;
use crate::words::specimen::questions;

/// A full saying for each variant and for each thing that a variant can carry.
pub fn chat_specimens() -> Vec<Saying> {
    let mut all = unprompted();
    all.extend(about_letters());
    all.extend(post::sayings());
    all.extend(rooms::about_rooms());
    all.extend(beheer::sayings());
    all.extend(super::export::sayings());
    all.extend(super::figures::sayings());
    all.extend(staff::sayings());
    all.extend(hands::sayings());
    all.extend(consent::about_consent());
    all.extend(answers());
    all.extend(cases());
    all.extend(super::previews::previews());
    all.extend(super::refusals::refusals().into_iter().map(|refusal| Saying::Refused { refusal }));
    all.extend(misunderstandings().into_iter().map(|error| Saying::NotUnderstood { error }));
    all.extend(deeds().into_iter().map(|what| Saying::Done { what }));
    all.extend(mails::sayings());
    all.extend(super::sheet::sayings());
    all.extend(questions().into_iter().map(|question| Saying::AskedForDetails {
        visit: Box::new(Visit { asked: Some(question), ..visit(Stage::AskedForDetails) }),
    }));
    all
}

pub(super) fn boxed(stage: Stage) -> Box<Visit> {
    Box::new(visit(stage))
}

fn unprompted() -> Vec<Saying> {
    let waiting = Stage::AwaitingApproval;
    let text = "Ik ben er niet.\nTot 4 december.".to_owned();
    vec![
        Saying::NewRequest {
            visit: Box::new(passed_on()),
            plan: Vec::new(),
            nothing_free: Vec::new(),
            there: None,
        },
        Saying::NewRequest {
            visit: boxed(waiting),
            plan: options(),
            nothing_free: Vec::new(),
            there: Some((
                WijkId::new("vollenhoven"),
                WijkChoice::ByLoad { visits_ahead: 1, held: 2 },
            )),
        },
        Saying::NewRequest {
            visit: Box::new(bare_visit(waiting)),
            plan: Vec::new(),
            nothing_free: reasons(),
            there: None,
        },
        Saying::AskedForDetails { visit: boxed(Stage::AskedForDetails) },
        Saying::GuestChose { visit: boxed(Stage::Confirmed), mails: Vec::new() },
        Saying::GuestChose { visit: boxed(Stage::AcceptedWithReservation), mails: Vec::new() },
        Saying::GuestWantsOther {
            visit: boxed(waiting),
            plan: options(),
            nothing_free: Vec::new(),
        },
        Saying::GuestMoves {
            visit: boxed(Stage::Confirmed),
            plan: Vec::new(),
            nothing_free: vec![Reason::KamerDay],
        },
        Saying::MoveTakenBack { visit: boxed(Stage::Confirmed) },
        Saying::GuestCancelled {
            visit: boxed(Stage::Cancelled),
            slot: Some(slot(15, 13)),
            call: None,
        },
        Saying::GuestCancelled {
            visit: boxed(Stage::Cancelled),
            slot: Some(slot(15, 13)),
            call: Some(post::to_call(true)),
        },
        Saying::GuestDetails { visit: boxed(Stage::Confirmed), mails: vec![3] },
        Saying::CameApart {
            visit: Box::new(Visit { day_with: vec![case(15)], ..visit(Stage::Confirmed) }),
            reasons: vec![Reason::NotTogether { with: case(15) }],
        },
        Saying::SlotWasGone {
            visit: boxed(Stage::Proposed),
            reasons: vec![Reason::Taken { by: case(19) }],
        },
        Saying::MailWaits {
            mail: Box::new(mail(3, Why::QuestionForAPerson)),
            questions: vec!["Mogen wij filmen?".to_owned()],
            passages: vec![mails::passage()],
            doubts: vec![Doubt::Unclear {
                text: "diezelfde dag".to_owned(),
                sentence: "Kan het op diezelfde dag?".to_owned(),
                span: [11, 24],
            }],
            moments: Vec::new(),
            calendar: None,
            held_until: Some(now()),
            call_back: Some("070 000 00 00".to_owned()),
            provisional: true,
            colleague: Address::parse("kantoor@fractie.example"),
        },
        may_move(),
        calendar_answer(CalendarNews {
            attendance: Some(Attendance::Declined),
            address: Some(writer().address),
            attendee: Some(Attendee::Guest),
            delegated_to: None,
            proposed: None,
            comment: Some("Kan het een week later?".to_owned()),
            sent_by_another: false,
            outdated: true,
            agreed: Some(slot(15, 10)),
        }),
        calendar_answer(CalendarNews {
            attendance: None,
            address: Some(writer().address),
            attendee: None,
            delegated_to: None,
            proposed: Some(slot(22, 13)),
            comment: None,
            sent_by_another: true,
            outdated: false,
            agreed: None,
        }),
        Saying::MailQuarantined { file: "1764061800.M1.eml".to_owned(), why: "no mail".to_owned() },
        Saying::MailQuarantined {
            file: "1764061800.M2.eml".to_owned(),
            why: "template `nl/ontvangst.md`, line 3: undefined value".to_owned(),
        },
        Saying::Away {
            visit: boxed(Stage::Proposed),
            host: None,
            text: text.clone(),
            from: Some(day(2027, 1, 11)),
            until: Some(day(2027, 1, 15)),
            deputy: Some("Noa Kuipers".to_owned()),
            lapses: Some(instant(day(2027, 1, 12).and_time(super::clock(17, 0)))),
        },
        Saying::Away {
            visit: boxed(Stage::Proposed),
            host: None,
            text: text.clone(),
            from: None,
            until: None,
            deputy: None,
            lapses: None,
        },
        Saying::OfferLapsed { visit: boxed(Stage::Lapsed), unanswered: false, unsent: false },
        Saying::OfferLapsed { visit: boxed(Stage::Proposed), unanswered: true, unsent: false },
        Saying::OfferLapsed {
            visit: boxed(Stage::AwaitingApproval),
            unanswered: false,
            unsent: true,
        },
        Saying::SlotFreed {
            visit: boxed(Stage::AwaitingApproval),
            plan: options(),
            offered: false,
            mails: vec![3],
        },
        Saying::SlotFreed {
            visit: boxed(Stage::Proposed),
            plan: options(),
            offered: true,
            mails: Vec::new(),
        },
        Saying::SecondChoice { visit: boxed(Stage::Proposed) },
        Saying::WaitLapsed { visit: boxed(Stage::Lapsed), plan: Vec::new(), mails: Vec::new() },
        Saying::WaitLapsed {
            visit: boxed(Stage::AwaitingApproval),
            plan: options(),
            mails: vec![3],
        },
        nudge(
            Stage::Requested,
            false,
            vec![bare_visit(Stage::Requested), bare_visit(Stage::AwaitingApproval)],
        ),
        nudge(Stage::Confirmed, true, Vec::new()),
        today(Vec::new(), None),
        today(vec![3], None),
        today(vec![3], Some(post::to_call(false))),
        Saying::HeldQuestion { visit: boxed(Stage::Confirmed) },
        Saying::Held { visit: thanked(), held: true, mails: Vec::new() },
        Saying::Held { visit: thanked(), held: true, mails: vec![3, 5] },
        Saying::Held { visit: boxed(Stage::NoShow), held: false, mails: Vec::new() },
        Saying::HostReplied {
            visit: boxed(Stage::Confirmed),
            text: text.clone(),
            urgent: false,
            said_yes: true,
        },
        Saying::HostReplied { visit: boxed(Stage::Confirmed), text, urgent: true, said_yes: false },
        Saying::CalendarSays {
            visit: boxed(Stage::Confirmed),
            news: CalendarNews {
                attendance: Some(Attendance::Delegated),
                address: Some(writer().address),
                attendee: Some(Attendee::Guest),
                delegated_to: Some(writer().address),
                proposed: None,
                comment: None,
                sent_by_another: false,
                outdated: false,
                agreed: Some(slot(15, 13)),
            },
            mails: vec![3],
        },
        host_declined(Some(ContactId::new("vollenhoven-2")), true),
        host_declined(Some(ContactId::new("vollenhoven-2")), false),
        host_declined(None, false),
        Saying::HostSilent { visit: boxed(Stage::Confirmed) },
        Saying::GuestCounters { visit: boxed(Stage::Confirmed), slot: slot(22, 13) },
    ]
}

/// With time left for the office to hear of it later, or not.
fn host_declined(backup: Option<ContactId>, later: bool) -> Saying {
    let mut visit = boxed(Stage::Confirmed);
    let at = instant(day(2027, 1, 6).and_time(super::clock(9, 0)));
    visit.due.extend(later.then_some(Due { at, task: Task::OfficeHears }));
    Saying::HostDeclined {
        visit,
        host: ContactId::new("vollenhoven-1"),
        backup,
        comment: Some("Ik ben dan met vakantie.".to_owned()),
    }
}

/// A request that came to us by a detour, with all that can be told of it.
fn passed_on() -> Visit {
    let mut visit = visit(Stage::AwaitingApproval);
    visit.request.wijken = vec![WijkId::new("vollenhoven"), WijkId::new("dommelbergen")];
    visit.request.origin = Origin {
        missed: Some(slot(15, 13)),
        follows: Some(case(9)),
        beside: vec![case(15)],
        passed_on_by: Some(writer()),
        answers_to: Some(writer().address),
    };
    visit
}

/// A visit that took place: thanks are due.
fn thanked() -> Box<Visit> {
    let due = vec![Due { at: now(), task: Task::Thank }];
    Box::new(Visit { due, ..visit(Stage::HeldVisit) })
}

fn may_move() -> Saying {
    let moments = visit(Stage::Confirmed).request.wishes;
    mail_waits(mail(5, Why::MayMove), moments, None)
}

fn calendar_answer(news: CalendarNews) -> Saying {
    mail_waits(mail(4, Why::CalendarAnswer), Vec::new(), Some(news))
}

fn mail_waits(mail: MailRecord, moments: Vec<Wish>, calendar: Option<CalendarNews>) -> Saying {
    Saying::MailWaits {
        mail: Box::new(mail),
        questions: Vec::new(),
        passages: Vec::new(),
        doubts: Vec::new(),
        moments,
        calendar,
        held_until: None,
        call_back: None,
        provisional: false,
        colleague: None,
    }
}

fn about_letters() -> Vec<Saying> {
    let letter = LetterId::new("wb-2026-014.voorstel.1");
    let other = LetterId::new("mail-0a1b0a1b0a1b.informatie.1");
    let to = "sam@fractie.example".to_owned();
    let reply = "550 5.1.1 user unknown".to_owned();
    let phone = Some("070 000 00 00".to_owned());
    vec![
        Saying::LetterDelayed { letter: letter.clone(), to: to.clone(), reply: reply.clone() },
        Saying::LetterRefused {
            letter: letter.clone(),
            to: to.clone(),
            reply: reply.clone(),
            name: Some("Sam de Boer".to_owned()),
            phone,
            is_copy: false,
            is_given_up: false,
        },
        Saying::LetterRefused {
            letter: other.clone(),
            to: to.clone(),
            reply: reply.clone(),
            name: None,
            phone: None,
            is_copy: false,
            is_given_up: false,
        },
        Saying::LetterRefused {
            letter: letter.clone(),
            to: to.clone(),
            reply,
            name: None,
            phone: None,
            is_copy: true,
            is_given_up: false,
        },
        Saying::LetterRefused {
            letter: letter.clone(),
            to: to.clone(),
            reply: "451 4.7.1 later".to_owned(),
            name: None,
            phone: None,
            is_copy: false,
            is_given_up: true,
        },
        Saying::LetterUnknown { letter: letter.clone(), to },
        Saying::Going {
            number: 7,
            letters: vec![letter.clone()],
            until: Some(now() + chrono::Duration::seconds(60)),
            visit: Some(boxed(Stage::Proposed)),
            paused: None,
            queued: vec![3, 5],
            call: None,
            taken: true,
        },
        Saying::Going {
            number: 7,
            letters: vec![letter.clone()],
            until: Some(now() + chrono::Duration::seconds(60)),
            visit: None,
            paused: Some(post::paused()),
            queued: Vec::new(),
            call: None,
            taken: false,
        },
        Saying::Going {
            number: 7,
            letters: vec![other.clone()],
            until: None,
            visit: None,
            paused: None,
            queued: Vec::new(),
            call: Some(post::to_call(true)),
            taken: false,
        },
        Saying::Going {
            number: 7,
            letters: Vec::new(),
            until: Some(now() + chrono::Duration::seconds(60)),
            visit: Some(boxed(Stage::Confirmed)),
            paused: None,
            queued: Vec::new(),
            call: None,
            taken: true,
        },
        Saying::CalledBack { letters: vec![letter.clone()], too_late: Vec::new() },
        Saying::CalledBack { letters: vec![letter.clone()], too_late: vec![other] },
        Saying::CalledBack { letters: Vec::new(), too_late: vec![letter] },
        Saying::CalledBack { letters: Vec::new(), too_late: Vec::new() },
    ]
}

fn answers() -> Vec<Saying> {
    let view = WijkView {
        wijk: WijkId::new("vollenhoven"),
        hosts: vec![contact("vollenhoven-1", "Anna de Wit")],
        closed: vec![ClosedPeriod { days: days(), why: "verbouwing".to_owned() }],
        ahead: 2,
    };
    let bare =
        WijkView { wijk: WijkId::new("noord"), hosts: Vec::new(), closed: Vec::new(), ahead: 0 };
    vec![
        agenda(vec![true, false]),
        agenda(Vec::new()),
        Saying::Day { day: day(2027, 3, 29), verdicts: verdicts() },
        Saying::Day { day: day(2027, 3, 29), verdicts: Vec::new() },
        Saying::Wijken { books: vec![view, bare] },
        Saying::WhoAmI { name: "Noor".to_owned(), role: Role::Planner },
        Saying::Help { about: None, pages: vec![help()] },
        Saying::Help { about: Some(help()), pages: vec![help()] },
    ]
}

fn agenda(firm: Vec<bool>) -> Saying {
    let line = |firm| AgendaLine {
        slot: slot(15, 13),
        wijk: WijkId::new("vollenhoven"),
        visit: boxed(if firm { Stage::Confirmed } else { Stage::Proposed }),
        firm,
        word: None,
    };
    Saying::Agenda {
        from: day(2027, 1, 11),
        until: day(2027, 1, 18),
        page: Page { page: 1, pages: 2, total: 12 },
        lines: firm.into_iter().map(line).collect(),
    }
}

fn verdicts() -> Vec<(WijkId, DayVerdict)> {
    let verdict = |wijk: &str, suits, reasons, free: &[Hours]| {
        (WijkId::new(wijk), DayVerdict { suits, reasons, free: free.to_vec() })
    };
    let holiday = Reason::Holiday { name: "Tweede Paasdag".to_owned() };
    let at = |hour| slot(15, hour).start.time();
    let hours = |from, until| Hours { from: at(from), until: at(until) };
    let (morning, afternoon) = (hours(10, 12), hours(13, 16));
    vec![
        verdict("vollenhoven", Suits::Closed, vec![holiday], &[]),
        verdict("noord", Suits::RatherNot, vec![Reason::BridgeDay], &[afternoon]),
        verdict("zuid", Suits::Good, Vec::new(), &[morning, afternoon]),
    ]
}

fn cases() -> Vec<Saying> {
    let bare = || bare_visit(Stage::Requested);
    let mut all = vec![
        Saying::Overview {
            cases: vec![visit(Stage::Proposed), bare()],
            page: 1,
            pages: 2,
            total: 12,
            widest: false,
            elsewhere: 0,
            letters: post::in_doubt(1),
            mail_cases: Vec::new(),
            calls: vec![post::to_call(true), post::to_call(false)],
            paused: Some(post::paused()),
        },
        overview(vec![bare()], [2, 2, 11]),
        overview(Vec::new(), [1, 0, 0]),
        trail(boxed(Stage::Confirmed), [0, 100], 1),
        trail(boxed(Stage::Confirmed), [0, 2], 2),
        trail(Box::new(bare()), [0, 40], 1),
    ];
    let full = Stage::ALL.map(|stage| shown(boxed(stage), 0, Vec::new()));
    let words = [HostWord::NotAsked, HostWord::Yes, HostWord::No].map(|word| Saying::Case {
        visit: boxed(Stage::Confirmed),
        waiting: 0,
        mails: Vec::new(),
        call: None,
        word: Some(word),
    });
    let empty = Stage::ALL.map(|stage| shown(Box::new(bare_visit(stage)), 0, Vec::new()));
    all.push(Saying::Case {
        visit: boxed(Stage::Cancelled),
        waiting: 0,
        mails: Vec::new(),
        call: Some(post::to_call(true)),
        word: None,
    });
    all.extend(full.into_iter().chain(empty).chain(words));
    all
}

/// A case of which nobody is to be rung.
pub(super) fn shown(visit: Box<Visit>, waiting: usize, mails: Vec<u32>) -> Saying {
    let word = Some(HostWord::Asked);
    Saying::Case { visit, waiting, mails, call: None, word }
}

fn today(mails: Vec<u32>, call: Option<ToCall>) -> Saying {
    Saying::VisitToday { visit: boxed(Stage::Confirmed), mails, call }
}

fn overview(cases: Vec<Visit>, [page, pages, total]: [usize; 3]) -> Saying {
    let widest = cases.is_empty() && page > 1;
    let (letters, mail_cases, calls) = (Vec::new(), vec![case(14)], Vec::new());
    let elsewhere = 2;
    Saying::Overview {
        cases,
        page,
        pages,
        total,
        widest,
        elsewhere,
        letters,
        mail_cases,
        calls,
        paused: None,
    }
}

fn nudge(stage: Stage, moving: bool, others: Vec<Visit>) -> Saying {
    Saying::Nudge { visit: boxed(stage), moving, mails: Vec::new(), others }
}

fn misunderstandings() -> Vec<CommandError> {
    let (text, example) = ("blauw".to_owned(), "bezoek toon 14".to_owned());
    let did_you_mean = Some("bezoek".to_owned());
    vec![
        CommandError::Unknown { word: "bezoke".to_owned(), did_you_mean },
        CommandError::Unknown { word: text.clone(), did_you_mean: None },
        CommandError::NotAChoice {
            text: text.clone(),
            choices: vec!["ja".to_owned(), "nee".to_owned()],
        },
        CommandError::Missing { what: "zaak".to_owned(), example: example.clone() },
        CommandError::NotAMoment { text: text.clone(), example: example.clone() },
        CommandError::AmbiguousMoment {
            text: text.clone(),
            moments: vec!["vrijdag 14 mei".to_owned(), "zaterdag 15 mei".to_owned()],
        },
        CommandError::NoSuchCase { text: text.clone() },
        CommandError::NoSuchWijk {
            text: "volenhoven".to_owned(),
            did_you_mean: Some("vollenhoven".to_owned()),
        },
        CommandError::NoSuchWijk { text: text.clone(), did_you_mean: None },
        CommandError::NoSuchHost { text: text.clone(), known: vec!["Anna de Wit".to_owned()] },
        CommandError::NoSuchHost { text: text.clone(), known: Vec::new() },
        CommandError::NotANumber { text, example },
        CommandError::UnknownKey { key: "wijkk".to_owned(), did_you_mean: Some("wijk".to_owned()) },
        CommandError::UnknownKey { key: "kleur".to_owned(), did_you_mean: None },
    ]
}

fn deeds() -> Vec<DoneWhat> {
    let id = case(14);
    let wijk = || WijkId::new("vollenhoven");
    vec![
        DoneWhat::Noted { case: id, settles: true, open: false },
        DoneWhat::Noted { case: id, settles: false, open: true },
        DoneWhat::Taken { case: id, name: "Noor".to_owned() },
        DoneWhat::PartySet { case: id, size: 9 },
        DoneWhat::PartySet { case: id, size: 1 },
        DoneWhat::GuestSet { visit: Box::new(visit(Stage::AwaitingApproval)) },
        DoneWhat::WijkClosed { wijk: wijk(), call: vec![case(14), case(15)] },
        DoneWhat::WijkClosed { wijk: wijk(), call: Vec::new() },
        DoneWhat::WijkOpened { wijk: wijk(), again: vec![case(14)] },
        DoneWhat::WijkOpened { wijk: wijk(), again: Vec::new() },
        DoneWhat::Together { case: id, other: case(15), against: Vec::new() },
        DoneWhat::Together {
            case: id,
            other: case(15),
            against: vec![Reason::NotTogether { with: case(15) }],
        },
        DoneWhat::Dismissed { number: 3 },
        DoneWhat::QueuedAgain { number: 3, case: id },
        DoneWhat::Opened { number: 3, visit: boxed(Stage::Requested) },
        DoneWhat::Dropped { number: 7 },
        DoneWhat::LetterLet { letter: LetterId::new("wb-2026-014.voorstel.1") },
    ]
}

/// A trail of so many pages, at its first.
fn trail(visit: Box<Visit>, [before, until]: [usize; 2], pages: usize) -> Saying {
    let total = visit.trail.len();
    Saying::Trail { visit, before, until, page: Page { page: 1, pages, total } }
}
