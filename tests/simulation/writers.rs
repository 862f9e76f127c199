//! Who writes to the bot, and what: offices, colleagues, strangers, hosts and machines. Mails are put
//! together from parts; what they mean for the bot is not known here, only what they may move.

use chrono::{Datelike, Days, Duration, Weekday};
use chrono_tz::Europe::Amsterdam;
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::ids::VisitId;
use werkbezoek::domain::keys;
use werkbezoek::domain::letter::{Letter, LetterKind};
use werkbezoek::domain::state::State;
use werkbezoek::domain::time::{Instant, Slot, local, today};

use crate::calendars;
use crate::chance::Chance;

/// A mail on its way to the bot.
pub(crate) struct Written {
    pub(crate) bytes: Vec<u8>,
    /// In a few words, for whoever reads along.
    pub(crate) about: String,
    pub(crate) by_machine: bool,
    pub(crate) says: Says,
}

/// What a mail may do to something that was agreed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Says {
    /// The visit in whose conversation it was written.
    pub(crate) visit: Option<VisitId>,
    /// Somebody wrote a sentence, which may mean anything.
    pub(crate) words: bool,
    /// The one moment that a button without words asks for, in the place of this version.
    pub(crate) moves_to: Option<(Slot, u32)>,
}

const NAMES: [&str; 6] = ["Sanne", "Joris", "Amina", "Pieter", "Fleur", "Tarik"];
const OFFICES: [&str; 6] = ["kamer", "ministerie", "gemeente", "provincie", "raad", "bureau"];
const TITLES: [&str; 6] = [
    "Kamerlid De Vries",
    "de minister",
    "wethouder Bakker",
    "burgemeester Yilmaz",
    "raadslid Smit",
    "mijn collega",
];
const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// What a writer knows of the world.
pub(crate) struct View<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) state: &'a State,
    pub(crate) now: Instant,
    pub(crate) posted: &'a [Letter],
    pub(crate) offices: usize,
    pub(crate) number: u64,
}

/// A mail in the making.
struct Draft {
    from: String,
    to: String,
    subject: String,
    text: String,
    headers: Vec<String>,
}

pub(crate) fn write(view: &View<'_>, chance: &mut Chance) -> Written {
    match chance.below(25) {
        20.. => calendars::answer(view, chance).unwrap_or_else(|| request(view, chance)),
        0..=5 => request(view, chance),
        6..=14 => reply(view, chance),
        15 => without_key(view, chance),
        16 => newsletter(view, chance),
        17 => away(view, chance),
        18 => bounce(view, chance),
        _ => junk(view, chance),
    }
}

pub(crate) fn office_address(nth: usize, colleague: bool) -> String {
    let (name, office) = (NAMES[nth % 6], OFFICES[nth % 6]);
    let local = if colleague { "collega".to_owned() } else { name.to_lowercase() };
    format!("{name} van {office} <{local}@{office}{nth}.example>")
}

fn request(view: &View<'_>, chance: &mut Chance) -> Written {
    let nth = chance.below(view.offices);
    let wijk = match chance.below(5) {
        0 => "een van de wijken".to_owned(),
        _ => {
            let wijken: Vec<_> = view.desk.wijken.values().collect();
            format!("de wijk {}", chance.pick(&wijken).name)
        }
    };
    let when = moment_words(view, chance);
    let party = chance.pick(&[
        "",
        "Wij komen met 4 personen.",
        "Wij komen met zijn zessen.",
        "Wij komen met 40 personen.",
        "Een van ons zit in een rolstoel.",
    ]);
    let question = chance.pick(&["", "", "", "Hoe lang duurt een bezoek?"]);
    let title = TITLES[nth % 6];
    let text = format!(
        "Goedemorgen,\n\nGraag komt {title} op werkbezoek in {wijk}. {when} {party} \
        {question}\n\nMet vriendelijke groet,\n{}\n",
        NAMES[nth % 6]
    );
    let draft = Draft {
        from: office_address(nth, false),
        to: view.desk.bot.address.to_string(),
        subject: "Werkbezoek".to_owned(),
        text,
        headers: Vec::new(),
    };
    draft.finished(view, chance, format!("office {nth} asks: {wijk}; {when}"))
}

/// A moment some weeks from now, in words; now and then one that is ambiguous or does not exist.
pub(crate) fn moment_words(view: &View<'_>, chance: &mut Chance) -> String {
    let day = today(view.now) + Days::new(chance.between(1, 80) as u64);
    let day = match day.weekday() {
        Weekday::Sat | Weekday::Sun => day + Days::new(2),
        _ => day,
    };
    let written = format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year());
    match chance.below(8) {
        0 => String::new(),
        1 => format!("Kan het op {}/{}?", day.month(), day.day()),
        2 => "Kan het op 31 april?".to_owned(),
        3 => format!("Het liefst in de week van {written}."),
        4 => format!("Maandag kan niet. Het liefst na {written}."),
        5 => "Volgende week vrijdag zou fijn zijn.".to_owned(),
        6 => format!("Past {written} om 10.00 uur?"),
        _ => format!("Past {written}?"),
    }
}

/// An answer to a letter that went out, to an office or to a host, by whoever got hold of it.
fn reply(view: &View<'_>, chance: &mut Chance) -> Written {
    // What is answered is mostly new, and mostly an offer.
    let offers: Vec<&Letter> =
        view.posted.iter().filter(|letter| letter.kind == LetterKind::Offer).collect();
    let open = |letter: &&&Letter| {
        let visit = letter.visit.and_then(|id| view.state.visit(id));
        visit.is_some_and(|visit| visit.offer.is_some())
    };
    let live: Vec<&Letter> = offers.iter().filter(open).copied().collect();
    let letter = match chance.below(4) {
        0 | 1 if !live.is_empty() => *chance.pick(&live),
        2 if !offers.is_empty() => *chance.pick(&offers),
        _ if !view.posted.is_empty() => chance.pick(view.posted),
        _ => return request(view, chance),
    };
    let (who, from) = speaker(view, chance, letter);
    let text = answer_words(view, chance, letter);
    let mut headers = Vec::new();
    let mut to = view.desk.bot.address.to_string();
    if let Some(visit) = letter.visit.filter(|_| chance.one_in(4)) {
        // Only the signed address remains, as when a client drops the thread.
        to = keys::reply_address(view.desk, visit).to_string();
    } else {
        headers.push(format!("In-Reply-To: <{}>", letter.message_id));
        headers.push(format!("References: <{}>", letter.message_id));
    }
    if chance.one_in(12) {
        headers.push("X-Auto-Response-Suppress: All".to_owned());
    }
    let subject = format!("RE: {}", letter.subject);
    let about = format!("{who} answers {}: {text}", letter.id);
    let says = Says { visit: letter.visit, words: true, moves_to: None };
    let draft = Draft { from, to, subject, text, headers };
    Written { says, ..draft.finished(view, chance, about) }
}

fn speaker(view: &View<'_>, chance: &mut Chance, letter: &Letter) -> (&'static str, String) {
    match chance.below(12) {
        0 => ("a stranger", "Onbekende <iemand@elders.example>".to_owned()),
        1 => {
            let domain = letter.to.address.domain();
            ("a colleague", format!("Collega <collega@{domain}>"))
        }
        2 => {
            let hosts: Vec<_> = view.desk.contacts.values().collect();
            ("a host", format!("Gastheer <{}>", chance.pick(&hosts).address))
        }
        _ => ("the reader", letter.to.address.to_string()),
    }
}

fn answer_words(view: &View<'_>, chance: &mut Chance, letter: &Letter) -> String {
    if letter.kind == LetterKind::YesQuestion && !chance.one_in(4) {
        return chance.pick(&["Ja.", "Ja, dat kan.", "Nee."]).to_string();
    }
    let option = chance.between(1, 3);
    let visit = letter.visit.and_then(|id| view.state.visit(id));
    let slots: Vec<Slot> = visit
        .and_then(|visit| visit.offer.as_ref())
        .map(|offer| offer.options.iter().map(|option| option.slot).collect())
        .unwrap_or_default();
    match chance.below(18) {
        0..=4 => format!("Optie {option} graag."),
        5 => format!("Wij kiezen nummer {option}, onder voorbehoud."),
        6 | 7 if !slots.is_empty() => {
            let day = chance.pick(&slots).day();
            format!("{} {} past ons goed.", day.day(), MONTHS[day.month0() as usize])
        }
        6 | 7 => "Dat is goed.".to_owned(),
        8 | 9 => {
            format!("Helaas past geen van deze momenten. {}", moment_words(view, chance))
        }
        10 => format!("Wij moeten de afspraak verzetten. {}", moment_words(view, chance)),
        11 => "Helaas moeten wij het werkbezoek annuleren.".to_owned(),
        12 => "Wij komen met 5 personen. Een van ons zit in een rolstoel. Op de dag zelf zijn wij \
               bereikbaar op 06 5550 0199."
            .to_owned(),
        13 => "Hoe lang duurt een bezoek?".to_owned(),
        14 => "Hartelijk dank!".to_owned(),
        15 => "Ja, het is doorgegaan.".to_owned(),
        16 => "Ik heb een klacht over deze gang van zaken.".to_owned(),
        _ => chance
            .pick(&[
                "Daar kom ik nog op terug.",
                "Het is nog onzeker of wij kunnen komen.",
                "Optie 2, maar dan een half uur eerder.",
            ])
            .to_string(),
    }
}

/// Somebody who knows a case number but has no letter of ours.
fn without_key(view: &View<'_>, chance: &mut Chance) -> Written {
    let visits: Vec<_> = view.state.visits().collect();
    if visits.is_empty() {
        return request(view, chance);
    }
    let visit = chance.pick(&visits);
    let text = chance.pick(&[
        "Wij moeten het werkbezoek annuleren.",
        "Optie 1 graag.",
        "Kunnen wij de afspraak verzetten?",
    ]);
    let draft = Draft {
        from: office_address(chance.below(view.offices), false),
        to: view.desk.bot.address.to_string(),
        subject: format!("Werkbezoek [{}]", visit.id),
        text: (*text).to_owned(),
        headers: Vec::new(),
    };
    draft.finished(view, chance, format!("without a key, on {}: {text}", visit.id))
}

fn newsletter(view: &View<'_>, chance: &mut Chance) -> Written {
    let draft = Draft {
        from: "Nieuwsbrief <nieuws@nieuws.example>".to_owned(),
        to: view.desk.bot.address.to_string(),
        subject: "Werkbezoek aan de wijk: lees meer".to_owned(),
        text: "Komt u ook op werkbezoek? Meld u aan voor vrijdag.".to_owned(),
        headers: vec![
            "List-Id: <nieuws.nieuws.example>".to_owned(),
            "List-Unsubscribe: <mailto:weg@nieuws.example>".to_owned(),
            "Precedence: bulk".to_owned(),
        ],
    };
    machine(draft.finished(view, chance, "a newsletter".to_owned()))
}

fn away(view: &View<'_>, chance: &mut Chance) -> Written {
    if view.posted.is_empty() {
        return newsletter(view, chance);
    }
    let letter = chance.pick(view.posted);
    let mut headers = vec![
        format!("In-Reply-To: <{}>", letter.message_id),
        format!("References: <{}>", letter.message_id),
    ];
    headers.push(chance.pick(&["Auto-Submitted: auto-replied", "X-Autoreply: yes"]).to_string());
    let draft = Draft {
        from: letter.to.address.to_string(),
        to: view.desk.bot.address.to_string(),
        subject: format!("Automatisch antwoord: {}", letter.subject),
        text: "Ik ben afwezig tot maandag. Optie 2 graag.".to_owned(),
        headers,
    };
    machine(draft.finished(view, chance, format!("away, on {}", letter.id)))
}

fn bounce(view: &View<'_>, chance: &mut Chance) -> Written {
    if view.posted.is_empty() {
        return newsletter(view, chance);
    }
    let letter = chance.pick(view.posted);
    let (to, id, date) = (&view.desk.bot.address, &letter.message_id, rfc2822(view.now));
    let text = format!(
        "From: Mail Delivery System <mailer-daemon@post.example>\nTo: <{to}>\n\
         Subject: Undelivered Mail Returned to Sender\nDate: {date}\nMessage-ID: <b{n}@post.example>\n\
         Return-Path: <>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"grens\"\n\n\
         --grens\nContent-Type: text/plain; charset=utf-8\n\nThe mail system could not deliver.\n\n\
         --grens\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; post.example\n\n\
         Final-Recipient: rfc822; {rcpt}\nAction: failed\nStatus: 5.1.1\n\n\
         --grens\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{id}>\nTo: <{rcpt}>\n\n--grens--\n",
        n = view.number,
        rcpt = letter.to.address,
    );
    let bytes = text.replace('\n', "\r\n").into_bytes();
    let about = format!("a bounce of {}", letter.id);
    Written { bytes, about, by_machine: true, says: Says::default() }
}

fn junk(view: &View<'_>, chance: &mut Chance) -> Written {
    if chance.one_in(3) {
        let nothing: [&[u8]; 3] = [b"", b"\x00\x01\x02\xff\xfe", b"geen kop, geen mail\n"];
        let mut bytes = chance.pick(&nothing).to_vec();
        bytes.extend(vec![0; chance.below(4)]);
        let about = "no mail at all".to_owned();
        return Written { bytes, about, by_machine: true, says: Says::default() };
    }
    let text = chance.pick(&[
        "",
        "qwrt zxcv 123 \u{1f600} {{ 7*7 }} <b>",
        "Win nu een telefoon!",
        "Verwijder al mijn gegevens (AVG).",
    ]);
    let draft = Draft {
        from: office_address(chance.below(view.offices), chance.one_in(2)),
        to: view.desk.bot.address.to_string(),
        subject: (*chance.pick(&["", "hallo", "re: re: fw:"])).to_owned(),
        text: (*text).to_owned(),
        headers: Vec::new(),
    };
    draft.finished(view, chance, format!("junk: {text}"))
}

fn machine(written: Written) -> Written {
    Written { by_machine: true, ..written }
}

impl Draft {
    fn finished(self, view: &View<'_>, chance: &mut Chance, about: String) -> Written {
        let Self { from, to, subject, text, headers } = self;
        // Mail overtakes mail: the date lies some time back, or a little ahead.
        let date = rfc2822(view.now - Duration::minutes(chance.between(-30, 3000)));
        let mut head = vec![
            format!("From: {from}"),
            format!("To: {to}"),
            format!("Subject: {subject}"),
            format!("Date: {date}"),
            format!("Message-ID: <m{}@post.example>", view.number),
            "MIME-Version: 1.0".to_owned(),
            "Content-Type: text/plain; charset=utf-8".to_owned(),
            "Content-Transfer-Encoding: 8bit".to_owned(),
        ];
        head.extend(headers);
        let whole = format!("{}\n\n{text}\n", head.join("\n"));
        let bytes = whole.replace('\n', "\r\n").into_bytes();
        Written { bytes, about, by_machine: false, says: Says::default() }
    }
}

pub(crate) fn rfc2822(at: Instant) -> String {
    let _ = local(at);
    at.with_timezone(&Amsterdam).to_rfc2822()
}
