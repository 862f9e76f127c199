//! Every letter as it leaves the house, recorded in `tests/letters/`, and what must hold for all.
//!
//! `UPDATE=1 cargo test --test letters` rewrites the recordings; read the difference before it goes
//! in. Calendar objects are recorded by their words only: `tests/calendar.rs` judges the objects.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail by a panic; the helpers here are used by tests only"
)]

#[path = "letters/b1.rs"]
mod b1;
#[path = "letters/support.rs"]
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use mail_parser::{MessageParser, MimeHeaders, PartType};
use support::{draft_of, html_words, parse, record, render, templates, text_words, words};
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::ids::{LetterId, MailKey};
use werkbezoek::domain::keys;
use werkbezoek::domain::letter::{LetterDraft, LetterKind};
use werkbezoek::domain::reading::Language;
use werkbezoek::words::specimen::{desk, now, reasons, specimens};

#[test]
fn every_letter_is_as_recorded() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    let mut expected = BTreeSet::new();
    for draft in specimens() {
        let (_, name) = draft.id.as_str().split_once('.').unwrap();
        let name = format!("{name}.txt");
        let path = folder.join(&name);
        let shown = record(&render(&draft));
        if update {
            fs::write(&path, &shown).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != shown {
            wrong.push(name.clone());
        }
        assert!(expected.insert(name.clone()), "two specimens are called {name}");
    }
    assert!(wrong.is_empty(), "not as recorded (UPDATE=1 records): {wrong:#?}");
    let recorded = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    let recorded = recorded.map(|name| name.into_string().unwrap());
    let recorded: BTreeSet<String> = recorded.filter(|name| name.ends_with(".txt")).collect();
    assert_eq!(recorded, expected, "recordings without a specimen, or the other way round");
}

#[test]
fn every_kind_has_its_templates_and_every_template_its_kind() {
    for (folder, wanted) in [
        ("nl", LetterKind::ALL.to_vec()),
        ("en", LetterKind::ALL.into_iter().filter(|kind| !kind.is_for_host()).collect()),
    ] {
        let slugs = wanted.iter().map(|kind| kind.slug().to_owned());
        let wanted: BTreeSet<String> = slugs.chain(["agenda".to_owned()]).collect();
        let present = templates().into_iter().filter_map(|(name, _)| {
            let name =
                name.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".md")?.to_owned();
            (!name.starts_with('_')).then_some(name)
        });
        assert_eq!(present.collect::<BTreeSet<_>>(), wanted, "templates/{folder}");
    }
}

#[test]
fn every_reason_has_words_in_both_languages() {
    for (language, end) in [(Language::Nl, "redenen-nl"), (Language::En, "redenen-en")] {
        let draft = specimens().into_iter().find(|draft| draft.id.as_str().ends_with(end)).unwrap();
        assert_eq!((draft.language, draft.facts.reasons.len()), (language, reasons().len()));
        let text = render(&draft).text;
        // Above the reasons stands what was asked for.
        let heading =
            if language == Language::Nl { "Dit is de reden:" } else { "This is the reason:" };
        let (_, below) = text.split_once(heading).expect("a heading over the reasons");
        // Behind the reasons stands when the wijk is open.
        let list = below.trim_start().split("\n\n").next().unwrap();
        let items = list.lines().filter(|line| line.starts_with("- ") && line.len() > 8);
        assert_eq!(items.count(), reasons().len(), "{text}");
    }
}

#[test]
fn text_and_html_say_the_same() {
    for draft in specimens() {
        let letter = render(&draft);
        assert_eq!(text_words(&letter.text), html_words(&letter.html), "{}", draft.id);
    }
}

#[test]
fn html_is_plain_and_names_its_language() {
    for draft in specimens() {
        let html = render(&draft).html;
        let is_english = draft.language == Language::En && !draft.kind.is_for_host();
        let lang = if is_english { "<html lang=\"en\">" } else { "<html lang=\"nl\">" };
        assert!(html.contains(lang) && html.contains("<h2>"), "{}", draft.id);
        for foreign in ["<img", "<script", "<link", "url(", "src=", "none"] {
            assert!(!html.contains(foreign), "{}: {foreign}\n{html}", draft.id);
        }
    }
}

#[test]
fn a_letter_is_seven_bit_with_short_lines() {
    for draft in specimens() {
        let mime = render(&draft).letter.mime;
        assert!(mime.is_ascii(), "{}", draft.id);
        // An address with a key is one word that no header can fold; RFC 5322 allows 998.
        assert!(mime.lines().all(|line| line.len() <= 100), "{}:\n{mime}", draft.id);
        assert_eq!(mime.matches('\n').count(), mime.matches("\r\n").count(), "{}", draft.id);
        let long =
            render(&draft).text.lines().find(|line| line.chars().count() > 78).map(String::from);
        assert_eq!(long, None, "{}", draft.id);
    }
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    for draft in specimens() {
        assert_eq!(render(&draft).letter, render(&draft).letter);
    }
}

#[test]
fn a_letter_says_that_a_program_made_it_and_how_to_reach_a_person() {
    for draft in specimens() {
        let text = words(&render(&draft).text);
        for part in [desk().general.name, desk().general.address.to_string()] {
            assert!(text.contains(&part), "{}: {part}", draft.id);
        }
        assert!(text.contains(&desk().general.phone.unwrap()), "{}", draft.id);
        let says = text.contains("computerprogramma") || text.contains("computer program");
        let by_hand = [LetterKind::FreeText, LetterKind::MailAnswer].contains(&draft.kind);
        assert_eq!(says, !by_hand, "{}", draft.id);
    }
}

#[test]
fn dutch_letters_are_written_in_plain_language() {
    let mut wrong = Vec::new();
    for draft in specimens() {
        if draft.kind.is_for_host() || draft.language == Language::Nl {
            wrong.extend(b1::faults(&draft.id.to_string(), &render(&draft).text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_check_on_plain_language_can_fail() {
    let long = "woord ".repeat(21);
    assert!(!b1::faults("x", &format!("{long}.\n")).is_empty());
    assert!(!b1::faults("x", "Middels deze brief.\n").is_empty());
    assert!(!b1::faults("x", "Geachte heer De Wit,\n").is_empty());
    assert!(b1::faults("x", "Geachte heer, mevrouw,\n\nDat kan om 10.00 uur.\n").is_empty());
}

#[test]
fn headers_and_structure_are_those_of_an_automatic_mail() {
    let draft = draft_of("bevestiging.vol-nl");
    let letter = render(&draft).letter;
    let mail = parse(&letter.mime);
    let raw = |name: &str| mail.header_raw(name).map(str::trim).unwrap_or_default().to_owned();
    assert_eq!(raw("Auto-Submitted"), "auto-replied");
    assert_eq!(raw("X-Auto-Response-Suppress"), "All");
    assert_eq!(raw("Content-Language"), "nl");
    assert_eq!(raw("Message-ID"), format!("<{}>", keys::message_id_for(&desk(), &draft.id)));
    assert_eq!(mail.message_id(), Some(letter.message_id.as_str()));
    assert_eq!(mail.in_reply_to().as_text(), draft.thread.in_reply_to.as_deref());
    assert_eq!(mail.date().unwrap().to_timestamp(), now().timestamp());
    let reply = mail.reply_to().unwrap().first().unwrap().address().unwrap();
    let visit = draft.visit.as_ref().unwrap().id;
    assert_eq!(reply, keys::reply_address(&desk(), visit).as_str());
    assert_eq!(mail.subject(), Some("Re: Werkbezoek Kamerlid De Wit [WB-2026-014]"));
    let unasked = LetterDraft { answers: None, ..draft };
    let mime = render(&unasked).letter.mime;
    assert!(mime.contains("\r\nAuto-Submitted: auto-generated\r\n"));
}

#[test]
fn an_invitation_goes_along_twice_with_the_same_bytes() {
    for (name, method) in [("bevestiging.vol-nl", "REQUEST"), ("afzegging.vol-nl", "CANCEL")] {
        let letter = render(&draft_of(name)).letter;
        let mail = parse(&letter.mime);
        let kinds: Vec<String> = mail
            .parts
            .iter()
            .map(|part| {
                let kind = part.content_type().unwrap();
                format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
            })
            .collect();
        assert_eq!(
            kinds,
            [
                "multipart/mixed",
                "multipart/alternative",
                "text/plain",
                "text/html",
                "text/calendar",
                "application/ics",
            ]
        );
        let (shown, attached) = (&mail.parts[4], &mail.parts[5]);
        let kind = shown.content_type().unwrap();
        assert_eq!(kind.attribute("method"), Some(method));
        assert_eq!(kind.attribute("component"), Some("VEVENT"));
        assert_eq!(kind.attribute("charset"), Some("utf-8"));
        assert!(shown.content_disposition().is_none());
        assert_eq!(attached.attachment_name(), Some("invite.ics"));
        assert_eq!(shown.contents(), attached.contents());
        assert!(String::from_utf8_lossy(shown.contents()).contains(&format!("METHOD:{method}")));
        for part in [shown, attached] {
            assert_eq!(part.content_transfer_encoding(), Some("base64"));
        }
    }
}

/// Promise 27: an invitation, its update, its end and the removal of one attendee, byte for byte as
/// they leave. A mail program that once took these mails takes them as long as they are the same.
#[test]
fn an_invitation_an_update_and_a_cancel_leave_as_recorded() {
    for name in [
        "bevestiging.vol-nl",
        "wijziging.vol-nl",
        "annulering.vol-nl",
        "gastheer-afzegging.vervangen-nl",
        "tegenvoorstel.vol-nl",
    ] {
        let mime = render(&draft_of(name)).letter.mime;
        let file = format!("tests/letters/mails/27-{name}.eml");
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &mime).unwrap();
        }
        let recorded = fs::read_to_string(&path).unwrap_or_default();
        assert!(mime == recorded, "{} differs; UPDATE=1 records it", path.display());
    }
}

#[test]
fn a_letter_without_invitation_is_text_and_html() {
    let letter = render(&draft_of("voorstel.vol-nl")).letter;
    let mail = parse(&letter.mime);
    assert!(matches!(mail.parts[0].body, PartType::Multipart(_)));
    assert_eq!(mail.parts.len(), 3);
    for part in &mail.parts[1..] {
        assert_eq!(part.content_type().unwrap().attribute("charset"), Some("utf-8"));
    }
}

#[test]
fn nothing_breaks_out_of_a_header() {
    let mut draft = draft_of("voorstel.vol-nl");
    draft.to.name = Some("Jan\r\nBcc: kwaad@x.example\r\n\r\nhallo".into());
    draft.thread.subject = "Vraag\r\nBcc: kwaad@x.example\r\n\r\nhallo".into();
    draft.thread.in_reply_to = Some("a@x\r\nBcc: kwaad@x.example".into());
    draft.thread.references = vec!["b@x\nBcc: kwaad@x.example".into(), "goed@x.example".into()];
    let letter = render(&draft).letter;
    let mail = parse(&letter.mime);
    assert!(mail.bcc().is_none(), "{}", letter.mime);
    assert!(mail.in_reply_to().as_text().is_none());
    assert_eq!(mail.references().as_text(), Some("goed@x.example"));
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!(to.address(), Some(draft.to.address.as_str()));
    assert_eq!(mail.parts.len(), 3);
}

#[test]
fn a_long_subject_in_any_script_is_folded_and_read_back() {
    let mut draft = draft_of("voorstel.vol-nl");
    let long = format!(
        "Één vraag {} 🏘️ über Straße =?utf-8?q?x=0D=0ABcc:_a=40b?=",
        "en nog een ".repeat(20)
    );
    draft.thread.subject = long.clone();
    let letter = render(&draft).letter;
    let mail = parse(&letter.mime);
    let expected = format!("Re: {} [WB-2026-014]", words(&long).replace("=?", "= ?"));
    assert_eq!(mail.subject(), Some(expected.as_str()));
    let (headers, _) = letter.mime.split_once("\r\n\r\n").unwrap();
    assert!(headers.lines().all(|line| line.len() <= 100), "{headers}");
}

#[test]
fn a_letter_can_be_written_whatever_is_known() {
    use werkbezoek::domain::visit::Stage::{AcceptedWithReservation, Declined, Requested};
    for draft in specimens() {
        let mut variants = vec![LetterDraft { visit: None, invitation: None, ..draft.clone() }];
        variants.push(LetterDraft { facts: Default::default(), ..draft.clone() });
        variants.push(LetterDraft { host: None, is_last: true, ..draft.clone() });
        for stage in [Requested, AcceptedWithReservation, Declined] {
            let mut variant = draft.clone();
            if let Some(visit) = &mut variant.visit {
                visit.stage = stage;
            }
            variants.push(variant);
        }
        for mut office in [draft.clone(), draft.clone()] {
            office.invitation = None;
            if let Some(visit) = &mut office.visit {
                visit.appointment = None;
                visit.offer = None;
                visit.wijk = Some(werkbezoek::domain::ids::WijkId::new("wilgensingel"));
                visit.guest.name = None;
            }
            variants.push(office);
        }
        for variant in variants {
            let text = render(&variant).text;
            assert!(!words(&text).contains("none"), "{}", variant.id);
            if variant.kind.is_for_host() || variant.language == Language::Nl {
                let faults = b1::faults(variant.id.as_str(), &text);
                assert!(faults.is_empty(), "{faults:#?}");
            }
        }
    }
}

/// The programme of the wijk counts from the beginning, and stops when the visit does.
#[test]
fn a_programme_moves_and_ends_with_its_visit() {
    let mut draft = draft_of("gastheer-herinnering.vol-nl");
    let agreed = draft.visit.as_mut().unwrap().appointment.as_mut().unwrap();
    agreed.slot.start += chrono::Duration::minutes(15);
    agreed.slot.end = agreed.slot.start + chrono::Duration::minutes(30);
    let text = render(&draft).text;
    assert!(text.contains("10.15 uur: koffie in het buurthuis"), "{text}");
    assert!(!text.contains("wandeling"), "{text}");
}

#[test]
fn every_label_has_a_word() {
    use werkbezoek::domain::people::{Need, Office, Theme};
    let needs =
        ["pers", "foto", "beveiliging", "rolstoel", "dieet", "parkeren", "ov", "tolk", "lunch"]
            .map(|need| serde_json::from_value::<Need>(need.into()).unwrap());
    let themes = [
        "huisvesting",
        "onderwijs",
        "armoede",
        "veiligheid",
        "gezondheid",
        "participatie",
        "leefbaarheid",
        "duurzaamheid",
        "jeugd",
        "ondermijning",
    ]
    .map(|theme| serde_json::from_value::<Theme>(theme.into()).unwrap());
    for name in [
        "bevestiging.vol-nl",
        "bevestiging.vol-en",
        "herinnering.vol-nl",
        "herinnering.vol-en",
        "gastheer-uitnodiging.vol-nl",
    ] {
        for office in Office::ALL {
            let mut draft = draft_of(name);
            let visit = draft.visit.as_mut().unwrap();
            visit.guest.office = office;
            visit.guest.name = None;
            visit.guest.needs = needs.to_vec();
            visit.request.themes = themes.to_vec();
            render(&draft);
        }
    }
}

#[test]
fn the_check_of_templates_finds_nothing_in_ours_and_something_in_a_broken_one() {
    assert!(support::words_of_house().faults_in_letters().is_empty());
    let broken = templates().into_iter().map(|(name, text)| {
        if name == "nl/_afspraak.md" {
            (name, format!("{text}{{{{ weg }}}}"))
        } else {
            (name, text)
        }
    });
    let words = werkbezoek::words::Words::from_sources(broken).unwrap();
    let faults = words.faults_in_letters();
    assert!(faults.len() > 3 && faults[0].to_string().contains("nl/_afspraak.md"), "{faults:?}");
}

#[test]
fn an_address_that_cannot_stand_in_a_header_is_an_error() {
    let mut draft = draft_of("voorstel.vol-nl");
    draft.to.address = werkbezoek::domain::people::Address::parse("jósé@x.example").unwrap();
    let error = support::words_of_house().letter(&desk(), now(), &draft).unwrap_err();
    assert!(error.to_string().contains("cannot stand in a header"), "{error}");
}

#[test]
fn a_hostile_name_is_shown_as_it_is_and_does_nothing() {
    let name = "\"Jan\" <b>*_x_*</b>, #1. [k](https://kwaad.example) &amp; {{ general.phone }}";
    for draft in specimens() {
        let mut draft = draft;
        draft.to.name = Some(name.to_owned());
        if let Some(visit) = &mut draft.visit {
            visit.guest.name = Some(name.to_owned());
            visit.writer.mailbox.name = Some(name.to_owned());
        }
        let rendered = render(&draft);
        let shown = words(&rendered.text);
        assert!(
            shown.contains(&format!("Geachte {name},")) || shown.contains(&format!("Dear {name},"))
        );
        assert!(!rendered.html.contains("<b>") && !rendered.html.contains("kwaad.example\""));
        assert_eq!(text_words(&rendered.text), html_words(&rendered.html));
        let mail = MessageParser::default().parse(rendered.letter.mime.as_bytes()).unwrap();
        let to = mail.to().unwrap().first().unwrap();
        assert_eq!((to.name(), to.address()), (Some(name), Some(draft.to.address.as_str())));
    }
}

#[test]
fn what_staff_write_stays_text() {
    let mut draft = draft_of("bericht.vol-nl");
    draft.facts.text = Some("# Let op\n1. *een*\n<i>twee</i>\n\n    drie".into());
    let rendered = render(&draft);
    assert!(
        rendered.text.contains("# Let op\n1. *een*\n<i>twee</i>\n\ndrie\n"),
        "{}",
        rendered.text
    );
    assert!(rendered.html.contains("1. *een*<br>"), "{}", rendered.html);
}

#[test]
fn an_option_keeps_its_number_when_others_are_gone() {
    let mut draft = draft_of("voorstel.vol-nl");
    draft.facts.options.retain(|option| option.option != 2);
    let rendered = render(&draft);
    assert!(rendered.text.contains("3. Vrijdag 22 januari"), "{}", rendered.text);
    assert!(rendered.html.contains("<li value=\"3\">Vrijdag 22 januari"), "{}", rendered.html);
}

#[test]
fn an_answer_keeps_the_subject_and_news_has_its_own() {
    assert_eq!(
        render(&draft_of("herinnering.vol-nl")).letter.subject,
        "Herinnering: uw werkbezoek aan Vollenhoven [WB-2026-014]"
    );
    let mut draft = draft_of("voorstel.vol-nl");
    draft.thread.subject = "RE: Antw: Bezoek (WB-2026-014)".into();
    assert_eq!(render(&draft).letter.subject, "Re: Bezoek (WB-2026-014)");
    draft.thread.in_reply_to = None;
    let subject = render(&draft).letter.subject;
    assert_eq!(subject, "Voorstel voor uw werkbezoek aan Vollenhoven [WB-2026-014]");
}

#[test]
fn no_word_of_a_guest_makes_a_line_that_is_too_long() {
    let mut draft = draft_of("voorstel.vol-nl");
    for word in ["x", "\u{e9}"] {
        draft.thread.subject = format!("Re: {}", word.repeat(2_000));
        draft.to.name = Some(word.repeat(2_000));
        let mime = render(&draft).letter.mime;
        assert!(mime.lines().all(|line| line.len() <= 998), "{mime}");
        let subject = parse(&mime).subject().unwrap().to_owned();
        assert_eq!(subject, format!("Re: {} [WB-2026-014]", word.repeat(200)));
    }
}

#[test]
fn without_plus_addresses_a_letter_asks_for_answers_nowhere_else() {
    let desk = Desk { plus_addresses: false, ..desk() };
    let draft = draft_of("voorstel.vol-nl");
    let letter = support::words_of_house().letter(&desk, now(), &draft).unwrap();
    assert!(parse(&letter.mime).reply_to().is_none(), "{}", letter.mime);
    // Letters of before keep their key.
    let visit = draft.visit.unwrap().id;
    let address = keys::reply_address(&desk, visit);
    assert_eq!(keys::visit_of_address(&desk, &address), Some(visit));
}

#[test]
fn keys_are_accepted_only_as_we_made_them() {
    let desk = desk();
    let draft = draft_of("voorstel.vol-nl");
    let id = keys::message_id_for(&desk, &draft.id);
    assert_eq!(keys::letter_of(&desk, &format!("<{id}>")), Some(draft.id.clone()));
    assert_eq!(keys::letter_of(&desk, &id.replace("014", "015")), None);
    assert_eq!(keys::letter_of(&desk, &id.replace("m50.example", "x.example")), None);
    let visit = draft.visit.unwrap().id;
    let address = keys::reply_address(&desk, visit);
    assert_eq!(keys::visit_of_address(&desk, &address), Some(visit));
    let guessed = address.as_str().replace("014", "015");
    let guessed = werkbezoek::domain::people::Address::parse(&guessed).unwrap();
    assert_eq!(keys::visit_of_address(&desk, &guessed), None);
    assert_eq!(keys::visit_of_address(&desk, &desk.bot.address), None);
}

#[test]
fn a_uid_is_a_key_in_any_case_and_under_any_domain() {
    let desk = desk();
    let visit = draft_of("voorstel.vol-nl").visit.unwrap().id;
    let uid = keys::uid_for(&desk, visit);
    assert_eq!(keys::visit_of_uid(&desk, &uid), Some(visit));
    assert_eq!(keys::visit_of_uid(&desk, &format!(" {}", uid.to_uppercase())), Some(visit));
    assert_eq!(
        keys::visit_of_uid(&desk, &uid.replace("m50.example", "voorheen.example")),
        Some(visit)
    );
    assert_eq!(keys::visit_of_uid(&desk, &uid.replace("014", "015")), None);
    // The key in an address is another one, though both name the case.
    let detail = keys::reply_address(&desk, visit);
    let detail = detail.local_part().split_once('+').unwrap().1.to_owned();
    assert_eq!(keys::visit_of_uid(&desk, &format!("{detail}@m50.example")), None);
    for odd in ["", "@", "-@m50.example", "wb-2026-014@m50.example", "040000008200E00074C5B710"] {
        assert_eq!(keys::visit_of_uid(&desk, odd), None, "{odd}");
    }
}

#[test]
fn a_preview_shows_the_text_that_is_sent() {
    let draft = draft_of("voorstel.vol-nl");
    let (subject, text) = support::words_of_house().letter_text(&desk(), &draft).unwrap();
    let rendered = render(&draft);
    assert_eq!((subject, text), (rendered.letter.subject, rendered.text));
}

#[test]
fn a_template_with_a_fault_names_its_place() {
    let broken = |source: &str| {
        let sources = templates().into_iter().map(|(name, text)| {
            if name == "nl/dank.md" { (name, source.to_owned()) } else { (name, text) }
        });
        let words = werkbezoek::words::Words::from_sources(sources);
        let error = words.and_then(|words| words.letter(&desk(), now(), &draft_of("dank.vol-nl")));
        error.unwrap_err().to_string()
    };
    assert!(broken("Onderwerp: x\n\n{{ gaast }}").contains("`nl/dank.md`, line 3"));
    assert!(broken("Onderwerp: x\n\n{{ facts.text }}").contains("test it first"));
    assert!(broken("Geen kop\n\nx").contains("first line must be"));
    assert!(broken("Onderwerp: x\n{% if %}").contains("line 2"));
}

#[test]
fn a_letter_outside_a_visit_has_no_case_and_no_key_address() {
    let mut draft = draft_of("informatie.kaal-nl");
    draft.id = LetterId::answering(&MailKey::new("3f2a9c7d51e84b60a1c2d3e4f5061728"), "informatie");
    let letter = render(&draft).letter;
    assert_eq!(letter.subject, "Antwoord op uw vraag");
    assert!(!letter.mime.contains("Reply-To"));
    assert_eq!(letter.message_id.split('.').next(), Some("mail-3f2a9c7d51e8"));
}
