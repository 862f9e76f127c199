//! Cases that change hands among staff, come by telephone, begin again or become one; who receives in a
//! wijk; lists in pages.

use super::previews::{draft, preview_of};
use super::sayings::boxed;
use super::{
    ContactId, DoneWhat, LetterId, MailRecord, Office, PreviewOf, Refusal, Saying, Stage, Visit,
    Why, WijkId, bare_visit, case, contact, mail, now, post, visit,
};
use crate::domain::command::CancelWish;
use crate::domain::notice::{HeardInMail, NoOffice, Page, TooMany};
use crate::domain::people::Party;
use crate::domain::visit::Loose;

pub(super) fn sayings() -> Vec<Saying> {
    let host = contact("vollenhoven-1", "Anna de Wit");
    let backup = contact("vollenhoven-2", "Bram Yıldız");
    let by = || "Bo".to_owned();
    let nobodys = Visit { owner: None, ..visit(Stage::AwaitingApproval) };
    let mut all = vec![
        Saying::PassedOn { visit: boxed(Stage::Confirmed), by: by() },
        Saying::PassedOn { visit: Box::new(nobodys), by: by() },
        Saying::Contacts { wijk: WijkId::new("vollenhoven"), hosts: vec![host, backup] },
        Saying::Contacts { wijk: WijkId::new("noord"), hosts: Vec::new() },
        super::sayings::shown(Box::new(by_telephone()), 1, Vec::new()),
        super::sayings::shown(Box::new(left_open()), 2, vec![3, 4]),
    ];
    all.extend(pages());
    all.extend(previews());
    all.extend(deeds().into_iter().map(|what| Saying::Done { what }));
    all.extend(refusals().into_iter().map(|refusal| Saying::Refused { refusal }));
    all
}

fn pages() -> Vec<Saying> {
    let queue: Vec<MailRecord> = (1..=10).map(|number| mail(number, Why::Complaint)).collect();
    let of = |page, pages, total| Page { page, pages, total };
    vec![
        Saying::Queue { mails: queue, page: of(1, 2, 12), letters: Vec::new() },
        Saying::Queue {
            mails: vec![mail(11, Why::Complaint)],
            page: of(2, 2, 11),
            letters: Vec::new(),
        },
        Saying::Queue { mails: Vec::new(), page: of(1, 1, 0), letters: post::in_doubt(12) },
        Saying::Found { cases: vec![visit(Stage::Confirmed); 10], page: of(1, 2, 12) },
        Saying::Found { cases: vec![bare_visit(Stage::Requested)], page: of(1, 1, 1) },
        Saying::Found { cases: Vec::new(), page: of(1, 1, 0) },
    ]
}

/// An appointment beside which everything waits for staff that can.
pub(super) fn left_open() -> Visit {
    let mut visit = visit(Stage::Confirmed);
    visit.leave_loose(Loose::MoveWanted, now());
    visit.leave_loose(Loose::HostSilent, now());
    visit.leave_loose(Loose::NotConfirmed, now());
    visit.leave_loose(Loose::PartyAsked, now());
    visit.leave_loose(Loose::HostNotReached, now());
    visit
}

/// Somebody must be rung, whoever it is.
fn to_hear() -> Visit {
    let mut visit = visit(Stage::Confirmed);
    visit.leave_loose(Loose::HostSilent, now());
    visit.leave_loose(Loose::GuestDeclined, now());
    visit.leave_loose(Loose::NotReached, now());
    visit
}

fn by_telephone() -> Visit {
    let mut visit = visit(Stage::AwaitingApproval);
    visit.writer.no_address = true;
    visit.writer.undeliverable = true;
    visit
}

fn previews() -> Vec<Saying> {
    let host = ContactId::new("vollenhoven-1");
    let forward = PreviewOf::ForwardMail { number: 3, contact: host, nth: 7 };
    let mut to_minister = draft();
    if let Some(visit) = &mut to_minister.visit {
        visit.guest.office = Office::Bewindspersoon;
    }
    let mut seconded =
        preview_of(PreviewOf::Reply { case: case(14) }, vec![to_minister], Vec::new());
    if let Saying::Preview { four_eyes, .. } = &mut seconded {
        *four_eyes = true;
    }
    let mut unwritten = preview_of(
        PreviewOf::Cancel { case: case(14), wish: CancelWish::Ours },
        Vec::new(),
        Vec::new(),
    );
    if let Saying::Preview { no_address, .. } = &mut unwritten {
        *no_address = vec![case(14)];
    }
    let invite = preview_of(PreviewOf::Invite { case: case(14) }, vec![draft()], Vec::new());
    vec![preview_of(forward, vec![draft()], Vec::new()), seconded, unwritten, invite]
}

fn reopened(stage: Stage, leaving: &[&str]) -> DoneWhat {
    let letter = |kind: &&str| LetterId::about(case(14), kind, "1");
    let leaving = leaving.iter().map(letter).collect();
    DoneWhat::Reopened { visit: boxed(stage), stands: stage == Stage::Confirmed, leaving }
}

fn deeds() -> Vec<DoneWhat> {
    vec![
        DoneWhat::Telephoned { visit: boxed(Stage::AwaitingApproval) },
        DoneWhat::Telephoned { visit: Box::new(by_telephone()) },
        DoneWhat::Released { case: case(14) },
        DoneWhat::Called { case: case(14), told: true, visit: None },
        DoneWhat::Called { case: case(14), told: false, visit: Some(Box::new(to_hear())) },
        DoneWhat::Apart { case: case(14), others: vec![case(15)] },
        reopened(Stage::AwaitingApproval, &[]),
        reopened(Stage::Confirmed, &[]),
        reopened(Stage::AwaitingApproval, &["annulering", "gastheer-afzegging"]),
        merged(),
    ]
    .into_iter()
    .chain(linked())
    .collect()
}

fn linked() -> Vec<DoneWhat> {
    let with = |mut visit: Visit, loose, of_host, heard| {
        visit.leave_loose(loose, now());
        let visit = Box::new(visit);
        DoneWhat::Linked { number: 3, visit, of_host, heard, too_many: None }
    };
    let party = |size| Some(Party { min: size, max: size });
    let told = HeardInMail {
        wishes: visit(Stage::Proposed).request.wishes,
        wijken: vec![WijkId::new("noord")],
        minutes: Some(90),
        party: party(5),
        party_left: None,
    };
    let counted = HeardInMail { party_left: party(15), ..HeardInMail::default() };
    let answered = visit(Stage::Confirmed);
    vec![
        with(visit(Stage::Proposed), Loose::OfficeWrote, false, told),
        with(answered.clone(), Loose::OfficeWrote, false, counted),
        with(answered, Loose::HostWrote, true, HeardInMail::default()),
        DoneWhat::Linked {
            number: 3,
            visit: boxed(Stage::AwaitingApproval),
            of_host: false,
            heard: HeardInMail::default(),
            too_many: Some(TooMany { guests: 20, max: 12 }),
        },
    ]
}

fn refusals() -> Vec<Refusal> {
    let staff = || vec!["Bo".to_owned(), "Noor".to_owned()];
    let word = || "Sjors".to_owned();
    vec![
        Refusal::FourEyes { number: 7, staff: staff() },
        Refusal::FourEyes { number: 7, staff: Vec::new() },
        Refusal::NoOffice { why: NoOffice::Several, case: None },
        Refusal::NoOffice { why: NoOffice::Unusable, case: None },
        Refusal::NoOffice { why: NoOffice::Ours, case: None },
        Refusal::NoOffice { why: NoOffice::Ours, case: Some(case(14)) },
        Refusal::NoOffice { why: NoOffice::Known, case: Some(case(14)) },
        Refusal::NoAddress { case: case(14) },
        Refusal::NotTaken { case: case(14) },
        Refusal::NobodyToCall { case: case(14) },
        Refusal::ToOneself { case: case(14) },
        Refusal::NamesNobody,
        Refusal::NoSuchStaff { word: word(), staff: staff() },
        Refusal::NoSuchStaff { word: word(), staff: Vec::new() },
        Refusal::CannotReopen { case: case(14), stage: Stage::Closed },
        Refusal::StillOpen { case: case(14) },
        Refusal::CannotMerge { case: case(14), stage: Stage::Proposed },
    ]
}

fn merged() -> DoneWhat {
    let visit = boxed(Stage::AwaitingApproval);
    let party = visit.guest.party;
    let (wishes, guest) = (visit.request.wishes.clone(), Some(visit.guest.clone()));
    let heard = HeardInMail { wishes, party, party_left: party, ..HeardInMail::default() };
    DoneWhat::Merged { visit, other: case(15), heard, guest }
}
