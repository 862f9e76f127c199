//! What the bot says in chat: every specimen rendered with the real templates and kept as a golden
//! file per template, and guest text that tries to be more than text.
//!
//! `UPDATE=1 cargo test --test chat_words` writes the golden files anew; read the diff before you
//! commit it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "a test may stop where it fails; clippy.toml exempts the test functions, not their helpers"
)]

#[path = "chat_words/refusals.rs"]
mod refusals;
#[path = "chat_words/steps.rs"]
mod trail_steps;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use refusals::refusal_number;
use trail_steps::step_number;
use werkbezoek::domain::command::CommandError;
use werkbezoek::domain::ids::ContactId;
use werkbezoek::domain::letter::{LetterDraft, LetterKind};
use werkbezoek::domain::mail::{Filing, Why};
use werkbezoek::domain::notice::{ConsentNews, DoneWhat, PreviewOf, Saying};
use werkbezoek::domain::people::{Need, Role};
use werkbezoek::domain::reason::Reason;
use werkbezoek::domain::room::RoomName;
use werkbezoek::domain::visit::Stage;
use werkbezoek::words::chat::{Told, template};
use werkbezoek::words::chat_specimen::{
    bare_visit, chat_specimens, desk, now, reasons, steps, visit,
};
use werkbezoek::words::specimen::{desk as letter_desk, specimens};
use werkbezoek::words::{Words, WordsError};

/// All templates as they stand in their folders: a preview shows letters too.
fn sources() -> BTreeMap<String, String> {
    let entries = |folder: &Path| -> Vec<_> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    let root = Path::new("templates");
    let folders = entries(root).into_iter().filter(|path| path.is_dir());
    folders
        .flat_map(|folder| entries(&folder))
        .map(|path| {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn words() -> Words {
    Words::from_sources(sources()).unwrap()
}

fn said(words: &Words, saying: &Saying) -> Vec<String> {
    told(words, saying, RoomName::Console).lines
}

fn told(words: &Words, saying: &Saying, room: RoomName) -> Told {
    words.notice(&desk(), now(), saying, room).unwrap_or_else(|e| panic!("{e}\nin {saying:#?}"))
}

/// What a saying reads like in a room, with its buttons.
fn page(told: Told) -> String {
    let mut page = told.lines.join("\n");
    for button in told.buttons {
        page.push_str(&format!("\n[{}: {}]", button.label, button.says));
    }
    page
}

/// Holds what is read in a room against what is recorded in a folder.
fn recorded(room: RoomName, folder: &str) {
    let words = words();
    let mut pages: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for saying in chat_specimens() {
        let name = template(&saying).trim_start_matches("chat/");
        pages.entry(name).or_default().push(page(told(&words, &saying, room)));
    }
    let mut wrong = Vec::new();
    for (name, texts) in pages {
        let page = texts.join("\n\n===\n\n") + "\n";
        let path = Path::new("tests").join(folder).join(name);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &page).unwrap();
        }
        if page != fs::read_to_string(&path).unwrap_or_default() {
            wrong.push(path.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "these differ; UPDATE=1 records them: {wrong:#?}");
}

#[test]
fn every_saying_reads_as_recorded() {
    recorded(RoomName::Console, "chat");
}

/// Nobody's name, address or words stand in what a room outside the house shows.
#[test]
fn every_saying_reads_as_recorded_outside_the_house() {
    recorded(RoomName::Discord, "chat-outside");
}

/// A template that no saying asks for would rot; a saying without a specimen would not be checked.
#[test]
fn templates_and_specimens_are_each_others_match() {
    let is_page = |name: &&String| name.starts_with("chat/") && !name.starts_with("chat/_");
    let sources = sources();
    let on_disk: BTreeSet<&str> = sources.keys().filter(is_page).map(String::as_str).collect();
    let spoken: BTreeSet<&str> = chat_specimens().iter().map(template).collect();
    assert_eq!(on_disk, spoken);
}

/// Asserts that `seen` holds each of `0..count`.
fn all_seen(what: &str, count: usize, seen: impl Iterator<Item = usize>) {
    let missing: Vec<usize> = {
        let seen: BTreeSet<usize> = seen.collect();
        (0..count).filter(|n| !seen.contains(n)).collect()
    };
    assert!(missing.is_empty(), "{what} without a specimen: {missing:?}");
}

/// The guards below have no wildcard: a new variant stops the build here. Give it the next number,
/// raise the count in the test, and it will ask for a specimen and for words.
#[test]
fn every_refusal_error_deed_and_preview_has_a_specimen() {
    let all = chat_specimens();
    all_seen(
        "refusals",
        48,
        all.iter().filter_map(|s| match s {
            Saying::Refused { refusal } => Some(refusal_number(refusal)),
            _ => None,
        }),
    );
    all_seen(
        "errors",
        11,
        all.iter().filter_map(|s| match s {
            Saying::NotUnderstood { error } => Some(error_number(error)),
            _ => None,
        }),
    );
    all_seen(
        "deeds",
        19,
        all.iter().filter_map(|s| match s {
            Saying::Done { what } => Some(deed_number(what)),
            _ => None,
        }),
    );
    all_seen(
        "previews",
        20,
        all.iter().filter_map(|s| match s {
            Saying::Preview { what, .. } => Some(preview_number(what)),
            _ => None,
        }),
    );
}

#[test]
fn every_reason_and_step_has_a_specimen() {
    all_seen("reasons", 33, reasons().iter().map(reason_number));
    all_seen("steps", 39, steps().iter().map(|entry| step_number(&entry.step)));
    all_seen(
        "whys",
        22,
        chat_specimens().iter().filter_map(|s| match s {
            Saying::Mail { mail, .. } => match &mail.filing {
                Filing::WaitsForStaff { why } => Some(why_number(why)),
                _ => None,
            },
            _ => None,
        }),
    );
}

fn error_number(error: &CommandError) -> usize {
    match error {
        CommandError::Unknown { .. } => 0,
        CommandError::Missing { .. } => 1,
        CommandError::NotAMoment { .. } => 2,
        CommandError::AmbiguousMoment { .. } => 3,
        CommandError::NoSuchCase { .. } => 4,
        CommandError::NoSuchWijk { .. } => 5,
        CommandError::NoSuchHost { .. } => 6,
        CommandError::NotANumber { .. } => 7,
        CommandError::UnknownKey { .. } => 8,
        CommandError::NotAnAddress { .. } => 9,
        CommandError::NotAChoice { .. } => 10,
    }
}

fn deed_number(deed: &DoneWhat) -> usize {
    match deed {
        DoneWhat::Noted { .. } => 0,
        DoneWhat::Taken { .. } => 1,
        DoneWhat::PartySet { .. } => 3,
        DoneWhat::WijkClosed { .. } => 4,
        DoneWhat::WijkOpened { .. } => 5,
        DoneWhat::Dismissed { .. } => 6,
        DoneWhat::Linked { .. } => 7,
        DoneWhat::Opened { .. } => 8,
        DoneWhat::Dropped { .. } => 9,
        DoneWhat::LetterLet { .. } => 10,
        DoneWhat::Together { .. } => 11,
        DoneWhat::Telephoned { .. } => 13,
        DoneWhat::Released { .. } => 14,
        DoneWhat::Reopened { .. } => 15,
        DoneWhat::Merged { .. } => 12,
        DoneWhat::QueuedAgain { .. } => 16,
        DoneWhat::GuestSet { .. } => 17,
        DoneWhat::Called { .. } => 18,
        DoneWhat::Apart { .. } => 2,
    }
}

fn preview_number(preview: &PreviewOf) -> usize {
    match preview {
        PreviewOf::Offer { .. } => 0,
        PreviewOf::Confirm { .. } => 1,
        PreviewOf::Cancel { .. } => 2,
        PreviewOf::Decline { .. } => 3,
        PreviewOf::Reply { .. } => 4,
        PreviewOf::ReplaceHost { .. } => 5,
        PreviewOf::SendAgain { .. } => 6,
        PreviewOf::CloseWijk { .. } => 7,
        PreviewOf::Wait { .. } => 8,
        PreviewOf::Place { .. } => 9,
        PreviewOf::Sheet { .. } => 10,
        PreviewOf::ForwardMail { .. } => 11,
        PreviewOf::Consent { .. } => 12,
        PreviewOf::Programme { .. } => 13,
        PreviewOf::Invite { .. } => 14,
        PreviewOf::Guest { .. } => 15,
        PreviewOf::AnswerMail { .. } => 16,
        PreviewOf::Writer { .. } => 17,
        PreviewOf::Stay { .. } => 18,
        PreviewOf::Complete { .. } => 19,
    }
}

fn reason_number(reason: &Reason) -> usize {
    match reason {
        Reason::InThePast => 0,
        Reason::TooSoon { .. } => 1,
        Reason::TooFarAhead => 2,
        Reason::Holiday { .. } => 3,
        Reason::WijkClosed { .. } => 4,
        Reason::OutsideOpeningHours => 5,
        Reason::Taken { .. } => 6,
        Reason::WeekFull { .. } => 7,
        Reason::DayFull { .. } => 8,
        Reason::KamerDay => 9,
        Reason::CabinetDay { .. } => 10,
        Reason::Prinsjesdag => 11,
        Reason::GuestCannot { .. } => 12,
        Reason::NoHost => 13,
        Reason::PartyTooLarge { .. } => 14,
        Reason::OtherWijkSameDay { .. } => 15,
        Reason::GuestElsewhere { .. } => 16,
        Reason::TravelTooShort { .. } => 17,
        Reason::ThreeWijken => 18,
        Reason::NotTogether { .. } => 19,
        Reason::RatherNotHoliday { .. } => 20,
        Reason::SchoolHoliday { .. } => 21,
        Reason::Carnival => 22,
        Reason::BridgeDay => 23,
        Reason::GuestWants { .. } => 24,
        Reason::GuestPrefers { .. } => 25,
        Reason::SuitsOffice { .. } => 26,
        Reason::InRecess { .. } => 27,
        Reason::StandsIn { .. } => 28,
        Reason::NoYes { .. } => 29,
        Reason::OfficeBusy { .. } => 30,
        Reason::HostAway => 31,
        Reason::Offered { .. } => 32,
    }
}

fn why_number(why: &Why) -> usize {
    match why {
        Why::MachineWrote { .. } => 0,
        Why::OwnCopy => 1,
        Why::Noted => 2,
        Why::Duplicate => 3,
        Why::NotUnderstood => 4,
        Why::KeyWithoutFittingSender => 5,
        Why::ForgedSender => 6,
        Why::OtherDomain => 7,
        Why::WantsNoAutoReply => 8,
        Why::LimitReached => 9,
        Why::Privacy => 10,
        Why::Complaint => 11,
        Why::QuestionForAPerson => 12,
        Why::TooLarge => 13,
        Why::LetterReturned => 14,
        Why::CaseClosed => 15,
        Why::CalendarAnswer => 16,
        Why::NothingToRead => 17,
        Why::TwoVisits => 18,
        Why::SenderNotProven => 19,
        Why::AddressUnusable => 20,
        Why::ByStaff => 21,
        Why::CameLongAgo => 22,
        Why::VipNotProven => 23,
        Why::MayCallOff => 24,
        Why::OptionChanged { .. } => 25,
        Why::AnotherRequest => 26,
        Why::Errand { .. } => 27,
        Why::SaysMore => 28,
        Why::MayMove => 29,
    }
}

#[test]
fn every_saying_about_a_case_copes_with_an_almost_empty_one() {
    let words = words();
    for stage in Stage::ALL {
        let bare = || Box::new(bare_visit(stage));
        let (plan, nothing_free, reasons) = (Vec::new(), Vec::new(), Vec::new());
        let text = String::new();
        let host = ContactId::new("weg");
        let agreed = || visit(Stage::Confirmed).appointment.unwrap().slot;
        let all = [
            Saying::NewRequest { visit: bare(), plan, nothing_free, there: None },
            Saying::GuestWantsOther { visit: bare(), plan: Vec::new(), nothing_free: Vec::new() },
            Saying::GuestMoves { visit: bare(), plan: Vec::new(), nothing_free: Vec::new() },
            Saying::MoveTakenBack { visit: bare() },
            Saying::AskedForDetails { visit: bare() },
            Saying::GuestChose { visit: bare(), mails: Vec::new() },
            Saying::Consent { visit: bare(), news: ConsentNews::Asked },
            Saying::GuestCancelled { visit: bare(), slot: None, call: None },
            Saying::GuestDetails { visit: bare(), mails: Vec::new() },
            Saying::SlotWasGone { visit: bare(), reasons },
            Saying::Away {
                visit: bare(),
                host: None,
                text: text.clone(),
                from: None,
                until: None,
                deputy: None,
                lapses: None,
            },
            Saying::MayBeOff {
                visit: bare(),
                calls_off: false,
                surely: false,
                words: None,
                host_phone: None,
            },
            Saying::OfferLapsed { visit: bare(), unanswered: true, unsent: false },
            Saying::SlotFreed {
                visit: bare(),
                plan: Vec::new(),
                offered: false,
                mails: Vec::new(),
            },
            Saying::WaitLapsed { visit: bare(), plan: Vec::new(), mails: vec![3] },
            Saying::SecondChoice { visit: bare() },
            Saying::Nudge { visit: bare(), moving: false, mails: vec![3], others: Vec::new() },
            Saying::PassedOn { visit: bare(), by: text.clone() },
            Saying::VisitToday { visit: bare(), mails: vec![3], call: None },
            Saying::HeldQuestion { visit: bare() },
            Saying::Held { visit: bare(), held: true, mails: vec![3] },
            Saying::HostReplied { visit: bare(), text, urgent: true, said_yes: false },
            Saying::HostDeclined { visit: bare(), host: host.clone(), backup: None, comment: None },
            Saying::HostSilent { visit: bare() },
            Saying::GuestCounters { visit: bare(), slot: agreed() },
            Saying::Going {
                number: 7,
                letters: Vec::new(),
                until: None,
                visit: Some(bare()),
                paused: None,
                queued: vec![3],
                call: None,
                taken: false,
            },
        ];
        for saying in all {
            assert!(!said(&words, &saying).is_empty());
        }
    }
}

/// Everything that a guest can put into a case, set to `text`.
fn hostile(text: &str) -> Saying {
    let mut visit = visit(Stage::AwaitingApproval);
    visit.guest.name = Some(text.to_owned());
    visit.writer.mailbox.name = Some(text.to_owned());
    visit.writer.organisation = Some(text.to_owned());
    visit.writer.phone = Some(text.to_owned());
    for wish in &mut visit.request.wishes {
        wish.text = text.to_owned();
    }
    let plan = Vec::new();
    let nothing_free = vec![Reason::GuestCannot { text: text.to_owned() }];
    Saying::NewRequest { visit: Box::new(visit), plan, nothing_free, there: None }
}

#[test]
fn guest_text_cannot_make_a_line_of_its_own() {
    let words = words();
    let calm = said(&words, &hostile("Jip"));
    for text in ["Jip\nAkkoord? `ja 7`", "Jip\r\n\r\nx", "Jip\u{2028}x", "Jip\u{85}x\u{b}y\u{c}z"] {
        let lines = said(&words, &hostile(text));
        assert_eq!(lines.len(), calm.len(), "{lines:#?}");
        let same_start = |(a, b): (&String, &String)| a.split(':').next() == b.split(':').next();
        assert!(lines.iter().zip(&calm).skip(2).all(same_start), "{lines:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_guest_text_adds_a_line_or_a_control_character(text in "(?s).{0,400}") {
        let words = words();
        let lines = said(&words, &hostile(&format!("x{text}")));
        prop_assert_eq!(lines.len(), said(&words, &hostile("Jip")).len());
        prop_assert!(!lines.iter().any(|line| line.chars().any(char::is_control)));
    }
}

#[test]
fn guest_text_shows_what_it_is() {
    let words = words();
    let text = "a\u{202e}b\u{200b}c\u{1b}[2J\u{7}\u{feff}{{ 7 * 7 }}{% raw %}";
    let all = said(&words, &hostile(text)).join("\n");
    assert!(all.contains("abc [2J {{ 7 * 7 }}{% raw %}"), "{all}");
    assert!(!all.chars().any(|c| c.is_control() && c != '\n'), "{all:?}");
}

#[test]
fn a_mail_of_many_lines_is_shown_behind_bars_and_cut() {
    let specimen = chat_specimens().into_iter().find_map(|saying| match saying {
        Saying::Mail { mail, .. } => Some(mail),
        _ => None,
    });
    let mut mail = specimen.unwrap();
    mail.text = "Akkoord? `ja 7`\n\n".repeat(100);
    let lines = said(&words(), &Saying::Mail { mail, passages: Vec::new(), doubts: Vec::new() });
    assert!(lines.iter().all(|line| !line.starts_with("Akkoord")));
    assert_eq!(lines.iter().filter(|line| line.starts_with('|')).count(), 60);
}

#[test]
fn health_and_security_stay_out_of_chat() {
    let words = words();
    let mut visit = visit(Stage::Confirmed);
    visit.guest.needs = vec![Need::Rolstoel, Need::Dieet, Need::Beveiliging, Need::Pers];
    let (visit, mails) = (Box::new(visit), Vec::new());
    let all = said(&words, &Saying::Case { visit, waiting: 0, mails, call: None, word: None })
        .join("\n")
        .to_lowercase();
    assert!(all.contains("pers") && all.contains("een bijzonderheid die in de mail staat"));
    for word in ["rolstoel", "dieet", "beveiliging"] {
        assert!(!all.contains(word), "{word} in:\n{all}");
    }
}

/// A preview shows the letters; what is for their reader alone stays out of it.
#[test]
fn a_letter_shown_in_chat_leaves_out_needs_and_the_number_for_the_day() {
    let words = words();
    let sheets = specimens().into_iter().filter(|draft| {
        matches!(draft.kind, LetterKind::Reminder | LetterKind::HostReminder)
            && draft.visit.as_ref().is_some_and(|visit| visit.guest.phone.is_some())
    });
    let letters: Vec<LetterDraft> = sheets.collect();
    assert!(letters.len() > 3);
    for draft in &letters {
        let desk = letter_desk();
        let (_, text) = words.letter_text(&desk, draft).unwrap();
        let tells = ["rolstoel", "wheelchair", "06 5550 0123"];
        let of_letter = tells.iter().any(|told| text.contains(told));
        let reserved = draft.visit.as_ref().is_some_and(|visit| visit.stage != Stage::Confirmed);
        assert!(of_letter || reserved, "{}:\n{text}", draft.id);
        let what = PreviewOf::Sheet { case: draft.id.visit().unwrap() };
        let shown = Saying::Preview {
            number: 1,
            what,
            letters: vec![draft.clone()],
            undo_seconds: 60,
            no_address: Vec::new(),
            four_eyes: false,
            too_many: None,
            without: Vec::new(),
            elsewhere: Vec::new(),
            held: Vec::new(),
            on_sheet: None,
            picked: None,
            stands: None,
            again: false,
            waiting: Vec::new(),
            mails: Vec::new(),
        };
        let all = words.notice(&desk, now(), &shown, RoomName::Console).unwrap().lines.join("\n");
        for told in tells {
            assert!(!all.contains(told), "{told} in:\n{all}");
        }
    }
}

#[test]
fn unprompted_notices_name_the_command_to_go_on() {
    let words = words();
    for saying in chat_specimens() {
        let unprompted = matches!(
            saying,
            Saying::NewRequest { .. }
                | Saying::GuestChose { .. }
                | Saying::GuestWantsOther { .. }
                | Saying::GuestMoves { .. }
                | Saying::MoveTakenBack { .. }
                | Saying::MailWaits { .. }
                | Saying::OfferLapsed { .. }
                | Saying::SlotFreed { .. }
                | Saying::WaitLapsed { .. }
                | Saying::SecondChoice { .. }
                | Saying::Nudge { .. }
                | Saying::VisitToday { .. }
                | Saying::HeldQuestion { .. }
                | Saying::HostReplied { .. }
                | Saying::CalendarSays { .. }
                | Saying::HostDeclined { .. }
                | Saying::HostSilent { .. }
                | Saying::GuestCounters { .. }
                | Saying::LetterRefused { .. }
        );
        let lines = said(&words, &saying);
        if unprompted {
            assert!(lines.iter().any(|line| line.contains('`')), "{lines:#?}");
        }
    }
}

#[test]
fn a_missing_template_is_named() {
    let mut sources = sources();
    sources.remove("chat/wieben.txt");
    let words = Words::from_sources(sources).unwrap();
    let role = Role::Lezer;
    let who = Saying::WhoAmI { name: "Noor".to_owned(), role };
    let error = words.notice(&desk(), now(), &who, RoomName::Console);
    assert!(matches!(error, Err(WordsError::Missing { name }) if name == "chat/wieben.txt"));
}
