//! Previews: one for each thing that staff can ask for, and for each warning that it can carry.

use super::sayings::boxed;
use super::{
    Facts, Language, LetterDraft, LetterId, LetterKind, PreviewOf, Reason, Saying, Slot, Stage,
    Thread, WijkChoice, WijkId, case, contact, day, now, options, slot, writer,
};
use crate::domain::command::CancelWish;
use crate::domain::consent::Voice;
use crate::domain::notice::{HeldFor, NewDates, TooMany, WaitingMail};
use crate::domain::people::Office;
use crate::domain::time::Days;
use crate::domain::visit::OfferOption;

pub(super) fn previews() -> Vec<Saying> {
    let preview = |what| preview_of(what, vec![draft()], Vec::new());
    let host = contact("vollenhoven-2", "").id;
    vec![
        preview(PreviewOf::Offer { case: case(14), wijk: None, options: options() }),
        preview(PreviewOf::Confirm {
            case: case(14),
            wijk: None,
            slot: slot(15, 13),
            reserved: false,
        }),
        Saying::Preview {
            number: 7,
            what: PreviewOf::Offer { case: case(14), wijk: None, options: options() },
            letters: vec![draft()],
            undo_seconds: 60,
            no_address: Vec::new(),
            four_eyes: false,
            too_many: Some(TooMany { guests: 14, max: 12 }),
            without: vec![Voice::Host, Voice::Residents],
            elsewhere: Vec::new(),
            held: vec![HeldFor { case: case(19), until: now() }],
            on_sheet: None,
            picked: Some(WijkChoice::ByStaff),
            stands: Some(slot(15, 13)),
            again: true,
            waiting: vec![5, 6],
            mails: vec![WaitingMail { number: 3, case: case(14) }],
        },
        preview(PreviewOf::Cancel { case: case(14), wish: CancelWish::Ours }),
        preview(PreviewOf::Cancel { case: case(14), wish: CancelWish::Guest }),
        preview_of(
            PreviewOf::Cancel { case: case(14), wish: CancelWish::GuestUnwritten },
            Vec::new(),
            Vec::new(),
        ),
        preview(PreviewOf::AnswerMail { number: 3, case: Some(case(14)), beside: None, nth: 7 }),
        preview(PreviewOf::Decline { case: case(14) }),
        preview(PreviewOf::Reply { case: case(14) }),
        preview(guest(Some(6), None)),
        preview(guest(None, Some("Noor Verbeek"))),
        preview(guest(Some(6), Some("Noor Verbeek"))),
        preview(PreviewOf::Writer { case: case(14), to: writer(), also: vec![case(15)] }),
        preview(PreviewOf::Wait { case: case(14) }),
        preview(PreviewOf::Place { case: case(14) }),
        preview(PreviewOf::Sheet { case: case(14) }),
        preview(PreviewOf::Stay { case: case(14) }),
        complete(true, false),
        complete(false, true),
        complete(false, false),
        preview(PreviewOf::ReplaceHost {
            cases: vec![case(14), case(15)],
            host,
            declined: vec![case(15)],
        }),
        preview(close_wijk(vec![
            new_dates(14, options()),
            new_dates(15, Vec::new()),
            lost_second_choice(16),
        ])),
        preview_of(close_wijk(Vec::new()), Vec::new(), Vec::new()),
        preview_of(
            PreviewOf::Confirm { case: case(14), wijk: None, slot: slot(15, 13), reserved: false },
            vec![draft()],
            vec![(slot(15, 13), vec![Reason::TravelTooShort { minutes: 60, by: case(19) }])],
        ),
        preview_of(
            PreviewOf::SendAgain {
                letter: LetterId::new("wb-2026-014.voorstel.1"),
                to: "sam@fractie.example".to_owned(),
                subject: "Werkbezoek Vollenhoven".to_owned(),
            },
            Vec::new(),
            Vec::new(),
        ),
    ]
}

fn guest(size: Option<u32>, name: Option<&str>) -> PreviewOf {
    let name = name.map(str::to_owned);
    PreviewOf::Guest { case: case(14), size, name, office: Office::Bewindspersoon }
}

pub(super) fn preview_of(
    what: PreviewOf,
    letters: Vec<LetterDraft>,
    elsewhere: Vec<(Slot, Vec<Reason>)>,
) -> Saying {
    let (no_address, four_eyes, too_many, without) = (Vec::new(), false, None, Vec::new());
    let (number, undo_seconds) = (7, 60);
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
        held: Vec::new(),
        on_sheet: None,
        picked: None,
        stands: None,
        again: false,
        waiting: Vec::new(),
        mails: Vec::new(),
    }
}

fn close_wijk(moves: Vec<NewDates>) -> PreviewOf {
    let days = Days { start: day(2027, 5, 3), end: day(2027, 5, 15) };
    let why = "verbouwing".to_owned();
    PreviewOf::CloseWijk { wijk: WijkId::new("vollenhoven"), days, why, moves }
}

fn new_dates(number: u32, options: Vec<OfferOption>) -> NewDates {
    let agreed = (number == 14).then(|| slot(15, 13));
    let (wijk, second_choice) = (WijkId::new("vollenhoven"), None);
    NewDates { case: case(number), slot: agreed, wijk, options, second_choice }
}

fn lost_second_choice(number: u32) -> NewDates {
    NewDates { second_choice: Some(slot(18, 10)), ..new_dates(number, Vec::new()) }
}

pub(super) fn draft() -> LetterDraft {
    LetterDraft {
        id: LetterId::about(case(14), "bericht", "1"),
        kind: LetterKind::FreeText,
        to: writer(),
        cc: vec![writer()],
        language: Language::Nl,
        thread: Thread { subject: "Werkbezoek Vollenhoven".to_owned(), ..Thread::default() },
        answers: None,
        visit: Some(boxed(Stage::Proposed)),
        host: None,
        facts: Facts {
            text: Some("Filmen mag, als bewoners niet in beeld komen.\n\nTot dan.".to_owned()),
            ..Facts::default()
        },
        invitation: None,
        not_before: now(),
        is_last: false,
    }
}

fn complete(held: bool, goes_on: bool) -> Saying {
    preview_of(PreviewOf::Complete { case: case(14), held, goes_on }, Vec::new(), Vec::new())
}
