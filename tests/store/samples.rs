//! Records of a believable size and shape for the tests and the benchmark of the stores.
//!
//! All persons are made up. Nothing is drawn at random: a seed gives the same records each time.

#![allow(dead_code, reason = "each test that takes this file in uses a part of it")]
#![allow(unreachable_pub, reason = "a module of a test can be reached by nobody else")]
#![allow(clippy::unwrap_used, reason = "a test may stop at once, in its helpers too")]

use std::collections::BTreeMap;

use chrono::{Days as Step, NaiveDate, NaiveTime, TimeZone, Utc};
use werkbezoek::domain::command::CancelWish;
use werkbezoek::domain::ids::{ContactId, LetterId, MailKey, NoticeId, VisitId, WijkId};
use werkbezoek::domain::letter::{Body, Letter, LetterKind, LetterState};
use werkbezoek::domain::logbook::{Deed, Ending, LogHead, Logged, Object};
use werkbezoek::domain::mail::{Filing, MailRecord, Why};
use werkbezoek::domain::notice::{Notice, PreviewOf};
use werkbezoek::domain::people::{Actor, Address, Mailbox, Need, Office, Party, Role, Theme};
use werkbezoek::domain::post::{Anew, Outage, Paused, PostBook, Side};
use werkbezoek::domain::reading::{Language, Modality, When, Wish};
use werkbezoek::domain::reason::{Reason, WijkChoice};
use werkbezoek::domain::room::{Button, RoomName, Seen, Spot, StaffId};
use werkbezoek::domain::staffroom::{Call, DigestBook, Memo, OpenQuestion, StaffRecord};
use werkbezoek::domain::state::{ArchiveKey, Change, Counters, Key, Preview, Record, Tally};
use werkbezoek::domain::time::{Instant, Slot};
use werkbezoek::domain::trail::{Entry, Finding, Step as Taken};
use werkbezoek::domain::visit::{
    Correspondent, Due, Guest, LetterFate, LetterTrace, Offer, OfferOption, Origin, Request, Stage,
    Task, Thread, Visit,
};
use werkbezoek::domain::wijk::{ClosedPeriod, HeldVisit, WijkBook, WijkYear};

/// Numbers that look random and are the same in each run (xorshift64*).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(0x9e37_79b9_7f4a_7c15))
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound.max(1)
    }
}

pub fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap() + Step::new(offset)
}

pub fn at(offset: u64) -> Instant {
    Utc.from_utc_datetime(&day(offset).and_time(NaiveTime::from_hms_opt(9, 30, 0).unwrap()))
}

pub fn visit_id(number: u32) -> VisitId {
    VisitId { year: 2026, number }
}

pub fn mailbox(number: u32) -> Mailbox {
    let address = Address::parse(&format!("secretariaat-{number}@kamer.example")).unwrap();
    Mailbox { name: Some(format!("Secretariaat {number} (fictief)")), address }
}

fn options(number: u32) -> Vec<OfferOption> {
    let option = |option: u32| OfferOption {
        option,
        slot: Slot::on(
            day(u64::from(number % 90 + option * 7)),
            NaiveTime::from_hms_opt(10, 0, 0).unwrap(),
            120,
        ),
        host: ContactId::new("vollenhoven-1"),
        reasons: vec![
            Reason::GuestWants { text: "het liefst op een maandag of een vrijdag".into() },
            Reason::SuitsOffice { office: Office::Kamerlid },
        ],
        until: None,
    };
    (1..=3).map(option).collect()
}

/// A visit of some 3 KB on disk, as it is once its offer went out.
pub fn visit(number: u32, version: u32) -> Visit {
    let mailbox = mailbox(number);
    let offer = Offer {
        version: 1,
        wijk: WijkId::new("vollenhoven"),
        options: options(number),
        expires: at(10),
        prolonged: false,
    };
    let letter = |kind: &str| LetterId::about(visit_id(number), kind, "1");
    let trace = LetterTrace { decided: at(0), fate: LetterFate::Accepted };
    let text = "Geachte collega's, namens ons Kamerlid vraag ik of een werkbezoek aan Vollenhoven \
        mogelijk is, het liefst op een maandag of een vrijdag in de komende weken. Zij wil graag \
        bewoners spreken over wonen en over de aanpak van schimmel in de portiekflats. Wij komen \
        met vier personen. Met vriendelijke groet, het secretariaat.";
    Visit {
        id: visit_id(number),
        version,
        stage: Stage::Proposed,
        opened: at(0),
        guest: Guest {
            name: Some(format!("Kamerlid Voorbeeld {number}")),
            office: Office::Kamerlid,
            party: Some(Party { min: 4, max: 4 }),
            party_agreed: None,
            needs: vec![Need::Rolstoel, Need::Pers],
            phone: Some(format!("06 0000 {number:04}")),
        },
        writer: Correspondent {
            mailbox: mailbox.clone(),
            organisation: Some("Tweede Kamer (voorbeeld)".into()),
            phone: Some("070 000 00 00".into()),
            language: Language::Nl,
            undeliverable: false,
            no_address: false,
        },
        thread: Thread {
            subject: "Werkbezoek Vollenhoven".into(),
            in_reply_to: Some(format!("{number}.{version}@kamer.example")),
            references: vec![format!("{number}.0@kamer.example")],
        },
        request: Request {
            wijken: vec![WijkId::new("vollenhoven")],
            by_municipality: Vec::new(),
            themes: vec![Theme::Huisvesting],
            wishes: vec![Wish {
                when: When::DateRange { start: Some(day(7)), end: Some(day(21)) },
                modality: Modality::Prefer,
                text: "in de komende weken".into(),
                span: [120, 139],
                alternatives: Vec::new(),
                why: None,
            }],
            duration_minutes: Some(120),
            no_press: false,
            call_back: Some("06 5550 0188".to_owned()),
            like: None,
            text: text.into(),
            mail: Some(MailKey::new(format!("{number:032x}"))),
            written: None,
            origin: Origin::default(),
        },
        wijk: Some(WijkId::new("vollenhoven")),
        wijk_choice: Some(WijkChoice::Named),
        host: Some(ContactId::new("vollenhoven-1")),
        offer: Some(offer),
        offers_made: 1,
        loose_ends: Vec::new(),
        day_with: Vec::new(),
        older_offers: Vec::new(),
        asked: None,
        numbered: None,
        waits: None,
        plan_b: None,
        called_off: None,
        consent: None,
        appointment: None,
        owner: Some("noor".into()),
        letters: BTreeMap::from([
            (letter("ontvangst"), trace.clone()),
            (letter("voorstel"), trace),
        ]),
        trail: trail(number),
        due: vec![Due { at: at(10), task: Task::OfferLapses { version: 1 } }],
        ended: None,
    }
}

fn trail(number: u32) -> Vec<Entry> {
    let finding = |what: &str, value: &str, words: &str| Finding {
        what: what.into(),
        value: value.into(),
        words: words.into(),
        span: [10, 42],
        moments: vec![],
        why: None,
    };
    let findings = vec![
        finding("intent", "visit_request", "vraag ik of een werkbezoek"),
        finding("wijk", "vollenhoven", "Vollenhoven"),
        finding("party", "4", "met vier personen"),
    ];
    let mail = MailKey::new(format!("{number:032x}"));
    let offered = options(number).into_iter().map(|o| (o.slot, o.reasons)).collect();
    let steps = [
        (Actor::Guest, Taken::MailRead { mail, findings, doubts: Vec::new() }),
        (
            Actor::Bot,
            Taken::WijkChosen { wijk: WijkId::new("vollenhoven"), why: WijkChoice::Named },
        ),
        (Actor::Staff { name: "noor".into() }, Taken::Offered { version: 1, options: offered }),
        (Actor::Bot, Taken::StageReached { stage: Stage::Proposed }),
    ];
    steps.into_iter().map(|(by, step)| Entry { at: at(0), by, step }).collect()
}

pub fn mail_key(number: u32) -> MailKey {
    MailKey::new(format!("{:032x}", u128::from(number) * 0x9e37_79b9_7f4a_7c15_f39c))
}

pub fn mail(number: u32) -> MailRecord {
    MailRecord {
        key: mail_key(number),
        message_id: format!("{number}@kamer.example"),
        received: at(0),
        from: Some(mailbox(number)),
        first_writer: None,
        subject: "Re: Werkbezoek Vollenhoven".into(),
        text: "Dank u wel, dat is goed.\nTot dan! \u{1f44b}".into(),
        in_reply_to: None,
        references: Vec::new(),
        visit: Some(visit_id(number)),
        filing: Filing::WaitsForStaff { why: Why::NotUnderstood },
        remarks: Vec::new(),
        quoted_lines: 0,
        names: None,
        perhaps: Vec::new(),
        report: None,
        queue_number: Some(number),
        again_of: None,
    }
}

/// The bytes of `letter`, kept beside it.
pub fn body(number: u32) -> Body {
    let Letter { id, mime, .. } = letter(number);
    Body { letter: id, mime }
}

pub fn letter(number: u32) -> Letter {
    Letter {
        id: LetterId::about(visit_id(number), "voorstel", "1"),
        kind: LetterKind::Offer,
        message_id: format!("wb-2026-{number:03}.voorstel.1@m50.example"),
        visit: Some(visit_id(number)),
        answers: Some(mail_key(number)),
        to: mailbox(number),
        cc: Vec::new(),
        subject: "Re: Werkbezoek Vollenhoven".into(),
        mime: "From: bot@m50.example\r\n\r\nGeachte collega, ...\r\n".repeat(40),
        decided: at(0),
        not_before: at(0),
        attempts: 0,
        state: LetterState::Waiting { next: at(1) },
    }
}

/// One record of each kind there is.
pub fn one_of_each() -> Vec<Record> {
    let preview = Preview {
        number: 3,
        by: Some(StaffId("noor".into())),
        shown_in: Some(RoomName::Console),
        made: at(0),
        action: PreviewOf::Cancel { case: visit_id(1), wish: CancelWish::Ours },
        text: Some("ziek".into()),
        versions: BTreeMap::from([(visit_id(1), 4)]),
        confirmed: None,
        in_sight: true,
    };
    let notice = Notice {
        id: NoticeId(7),
        at: at(0),
        spot: Spot { room: RoomName::Discord, place: "i:1".into() },
        about: Some(visit_id(1)),
        lines: vec!["Nieuw verzoek".into()],
        buttons: vec![Button {
            label: "Ik neem het".into(),
            says: "bezoek neem 1".into(),
            seen: Some(Seen { case: visit_id(1), version: 4 }),
        }],
        mentions: Some(Role::Planner),
        stays_whole: true,
        folded: None,
    };
    let days = werkbezoek::domain::time::Days { start: day(1), end: day(5) };
    let closed = ClosedPeriod { days, why: "verbouwing".into() };
    let book = WijkBook { wijk: WijkId::new("vollenhoven"), closed: vec![closed] };
    let mut year = WijkYear::new(WijkId::new("vollenhoven"));
    let host = ContactId::new("vollenhoven-1");
    year.add(HeldVisit { day: day(0), visit: visit_id(1), host }, day(0));
    let tally = Tally { address: mailbox(1).address, day: day(0), answers: 2 };
    let counters = Counters {
        visits: BTreeMap::from([(2026, 14), (2027, 1)]),
        notices: 7,
        previews: 3,
        queue: 1,
        memos: 3,
        questions: 2,
        swept: Some(day(0)),
        log: log_head(),
    };
    let post = PostBook {
        anew: Some(Anew { at: at(0), by: "Noor".into(), room: RoomName::Matrix }),
        paused: Some(Paused { since: at(0), by: "Noor".into(), reason: Some("storing".into()) }),
        outages: BTreeMap::from([(
            Side::Outbox,
            Outage { since: at(0), reason: "no answer".into() },
        )]),
        last_mail: Some(at(0)),
        junk_told: Some(at(0)),
        junk_newest: Some(at(0)),
        numbering: Some(7),
    };
    vec![
        Record::Visit(Box::new(visit(1, 1))),
        Record::Mail(Box::new(mail(1))),
        Record::Letter(Box::new(letter(1))),
        Record::Body(body(1)),
        Record::Notice(notice),
        Record::Preview(preview),
        Record::WijkBook(book),
        Record::WijkYear(year),
        Record::Tally(tally),
        Record::Logged(Box::new(logged(1))),
        Record::Counters(counters),
        Record::PostBook(post),
        Record::Staff(StaffRecord::Memo(memo())),
        Record::Staff(StaffRecord::Question(question())),
        Record::Staff(StaffRecord::Call(call())),
        Record::Staff(StaffRecord::Digest(DigestBook { next: Some(at(1)), told: Some(at(0)) })),
    ]
}

fn deed(number: u32) -> Deed {
    Deed {
        at: at(u64::from(number)),
        by: StaffId("console".into()),
        room: RoomName::Console,
        verb: Some("bezoek_neem".into()),
        object: Some(Object::Case { case: visit_id(number) }),
        preview: None,
        ending: Ending::Refused { why: "no_right".into() },
    }
}

/// An entry of the logbook.
pub fn logged(number: u32) -> Logged {
    let mut head = LogHead { last: u64::from(number).saturating_sub(1), ..log_head() };
    Logged { number: number.into(), ..head.add(deed(number), day(0)).0 }
}

fn log_head() -> LogHead {
    let mut head = LogHead::default();
    head.add(deed(1), day(0));
    head
}

fn memo() -> Memo {
    Memo {
        number: 3,
        at: at(1),
        case: Some(visit_id(1)),
        text: "bel het kantoor".into(),
        of: StaffId("noor".into()),
        by: "Noor".into(),
        room: RoomName::Console,
        for_all: true,
    }
}

fn question() -> OpenQuestion {
    let (by, text) = ("Noor".into(), "mag de hond mee".into());
    OpenQuestion { number: 2, at: at(0), by, room: RoomName::Console, text }
}

fn call() -> Call {
    let (wijk, hosts) = (WijkId::new("vollenhoven"), vec![ContactId::new("vollenhoven-1")]);
    let start = "2027-01-15T10:00:00".parse().unwrap();
    let slot = Slot { start, end: start + chrono::Duration::hours(2) };
    Call {
        case: visit_id(1),
        wijk,
        slot,
        is_off: true,
        hosts,
        office: true,
        made: Some(at(1)),
        decided: Some(at(0)),
        before: None,
        receives: Some(ContactId::new("vollenhoven-1")),
        by_phone: false,
    }
}

pub fn put_visit(number: u32, version: u32) -> Change {
    Change::Put { record: Record::Visit(Box::new(visit(number, version))) }
}

pub fn archive_visit(number: u32, version: u32, erase_on: NaiveDate) -> Change {
    let mut closed = visit(number, version);
    closed.stage = Stage::Closed;
    closed.due.clear();
    Change::Archive { record: Record::Visit(Box::new(closed)), erase_on }
}

/// One change of any kind, on few enough keys that they meet often.
pub fn any_change(dice: &mut Dice) -> Change {
    let number = dice.below(12) as u32;
    let erase_on = day(dice.below(30));
    match dice.below(16) {
        0..=3 => put_visit(number, dice.below(1000) as u32),
        4 => Change::Put { record: Record::Mail(Box::new(mail(number))) },
        5 => Change::Put { record: Record::Letter(Box::new(letter(number))) },
        6 => Change::Archive { record: Record::Mail(Box::new(mail(number))), erase_on },
        7..=8 => archive_visit(number, dice.below(1000) as u32, erase_on),
        9 => Change::Remove { key: Key::Letter(letter(number).id) },
        12 => Change::Put { record: Record::Body(body(number)) },
        13 => Change::Remove { key: Key::Body(letter(number).id) },
        14 => Change::Archive { record: Record::Logged(Box::new(logged(number))), erase_on },
        15 => Change::Erase { key: ArchiveKey::Logged(number.into()) },
        10 => Change::Erase { key: ArchiveKey::Visit(visit_id(number)) },
        _ => Change::Erase { key: ArchiveKey::Mail(mail_key(number)) },
    }
}

/// Between none and four changes.
pub fn any_batch(dice: &mut Dice) -> Vec<Change> {
    (0..dice.below(5)).map(|_| any_change(dice)).collect()
}

/// Every key that `any_change` can archive.
pub fn archive_keys() -> Vec<ArchiveKey> {
    let visits = (0..12).map(|number| ArchiveKey::Visit(visit_id(number)));
    let logged = (0..12).map(ArchiveKey::Logged);
    visits.chain((0..12).map(|number| ArchiveKey::Mail(mail_key(number)))).chain(logged).collect()
}
