//! Plays transcripts: what people do stands in them by hand, what the bot says is recorded.
//!
//! The grammar, one word at the margin, its lines indented by two spaces:
//! - `klok 2027-03-01 09:00`: time runs on to this moment, and what is due on the way happens then
//! - `mail in`: `naam: waarde` headers, a line with `|`, the text. `antwoord-op: WB-2027-001 voorstel.1`
//!   gives it the key of that letter; `bestand: x.eml` takes a file, in which `{{WB-2027-001 voorstel.1}}`
//!   stands for the Message-ID of that letter, `{{adres WB-2027-001}}` for the address of a case and
//!   `{{agenda WB-2027-001}}` for the UID of its calendar object (`agenda-in-hoofdletters` as Exchange sends
//!   it back); `groot: 40` fills it up to 40 MB, and
//!   `keer: 500` is that many of it, each with a Message-ID of its own;
//!   `onbestelbaar: WB-2027-001 voorstel.1` is that letter coming back from a mail server (`bij: x@y`
//!   before it names the recipient), `aan-zaak: WB-2027-001` sends it to the address of a case, and
//!   `eigen: WB-2027-001 voorstel.1` is the letter itself coming in by a forward rule
//! - `mail opnieuw`: every mail so far comes in once more
//! - `chat in`: lines that staff type
//! - `knop`: labels of buttons that stand there, pressed one after another; `Antwoord: Tot dan.` fills in
//!   the window that such a button may open
//! - `storing`: `post later|geweigerd|onbekend|onbekend-gezien|goed`, `bot uit`, `bot aan`, `herstart`
//! - `server`: `inkomend weg 5 waarom`, `uitgaand weg 5 waarom` (away for so many minutes),
//!   `inkomend terug 12`, `uitgaand terug 0` (with so many mails taken in), `inkomend nummers 2`
//! - `configuratie`: what is wrong with config on disk from now on, a fault a line (`place | what`); no
//!   line: nothing
//! - `ongewenst`: `2027-03-01 08:00 a@b.example onderwerp`: the mails that lie in Junk
//! - `rol`: `lezer`, `planner` or `beheerder`: what whoever types may do from now on
//! - `wie`: `Noor planner`: who types from now on, and what they may do; `bo Bo planner` names the
//!   account too
//! - `ruimte`: the only room in which this transcript is played (before the first `klok`)
//! - `instelling`: `goedkeuring nooit`, `reces naam 2027-02-19 2027-03-01`,
//!   `akkoord-nodig kantoor contactpersoon bewoners collega`, `bewoners wijk adres`,
//!   `medewerker bo Bo planner`, `vier-ogen`, `mailserver-meldt afzender`, `bezoeken-per-week 4`,
//!   `herinneringen 3 09:00:00 1 16:00:00`, `kantooruren 08:00:00 18:00:00`, `dagbericht 08:30:00`
//!   (before the first `klok`)
//! - `mail uit`, `chat uit`: recorded; and `bestemming`, what became of the mails that came in, where
//!   the player is asked to write that down

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use werkbezoek::domain::consent::Voice;
use werkbezoek::domain::desk::{Approval, Desk, OfficeHours, Recipient, ReminderRule};
use werkbezoek::domain::event::Event;
use werkbezoek::domain::ids::{ContactId, WijkId};
use werkbezoek::domain::keys;
use werkbezoek::domain::people::{Address, Contact, Role};
use werkbezoek::domain::post::{JunkLine, Side};
use werkbezoek::domain::reading::NamedPeriod;
use werkbezoek::domain::room::{RoomName, Staff};
use werkbezoek::domain::time::instant;

use crate::mouth::{Direct, Mouth, staff};
use crate::world::{Disk, Weather, World, eml, moment};

#[path = "transcript/written.rs"]
pub(crate) mod written;

use written::{destination, diff, write_letter, write_letter_head, write_told};

/// Bytes in a megabyte, as servers and `mail_bytes_max` count them.
const MEGABYTE: usize = 1024 * 1024;

/// The blocks that the bot makes.
const RECORDED: [&str; 3] = ["mail uit", "chat uit", "bestemming"];

/// Where transcripts stand and how they are played.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Player {
    /// Folder of the transcripts, below `tests/`.
    pub(crate) folder: &'static str,
    /// Folder of the files that `bestand` names, below `tests/`.
    pub(crate) mails: &'static str,
    pub(crate) records: Records,
}

/// What is written down besides lines and letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Records {
    LettersWhole,
    /// And what became of each mail.
    Filings,
    /// Buttons; of a letter only that it went.
    Buttons,
}

/// Opens a room at a desk.
pub(crate) type OpensRoom<'a> = &'a dyn Fn(&mut World) -> Box<dyn Mouth>;

impl Player {
    /// The transcripts of the folder, in the order of their names.
    pub(crate) fn transcripts(self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(below_tests(self.folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "txt"))
            .collect();
        files.sort();
        files
    }

    /// Plays them (or those whose name holds `ONLY`) and says which end otherwise than recorded; with
    /// `UPDATE` they are recorded anew.
    pub(crate) fn differences(self) -> Vec<String> {
        let only = std::env::var("ONLY").unwrap_or_default();
        let mut wrong = Vec::new();
        for path in self.transcripts() {
            if !path.to_string_lossy().contains(&only) {
                continue;
            }
            let recorded = std::fs::read_to_string(&path).unwrap();
            let room = only_room(&recorded).unwrap_or_default();
            let played = self.play(&recorded, room, &|_| Box::new(Direct::at(room)));
            if played == recorded {
                continue;
            }
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&path, &played).unwrap();
            } else {
                wrong.push(format!("{}:\n{}", path.display(), diff(&recorded, &played)));
            }
        }
        wrong
    }

    /// Plays a transcript in a room and writes it out again with what really happened.
    pub(crate) fn play(self, text: &str, room: RoomName, opens: OpensRoom<'_>) -> String {
        let blocks = blocks(text);
        let mut out = String::new();
        let mut settings: Vec<String> = Vec::new();
        let mut stage: Option<Stage> = None;
        for block in blocks {
            if RECORDED.contains(&block.head.as_str()) {
                continue;
            }
            out.push_str(&block.lead);
            writeln!(out, "{}", block.head).unwrap();
            for line in &block.lines {
                if line.is_empty() { out.push('\n') } else { writeln!(out, "  {line}").unwrap() }
            }
            match (block.head.as_str(), &mut stage) {
                ("instelling", _) => settings.extend(block.lines),
                ("ruimte", None) => {}
                (_, Some(stage)) => stage.perform(&block, &mut out),
                (_, None) => stage = Some(Stage::open(self, &block, &settings, (room, opens))),
            }
        }
        out
    }
}

/// The room that a transcript is about, when it is about one.
pub(crate) fn only_room(text: &str) -> Option<RoomName> {
    let (_, name) = text.split_once("\nruimte\n  ")?;
    let known = [RoomName::Console, RoomName::Discord, RoomName::Matrix];
    let room = known.into_iter().find(|room| Some(room.slug()) == name.lines().next());
    Some(room.unwrap_or_else(|| panic!("`ruimte` does not know `{name}`")))
}

/// Three days before, at half past two: `3 02:30:00`. To the office only, so that it stands alone.
fn reminder(rule: &[&str]) -> ReminderRule {
    let (days_before, at) = (rule[0].parse().unwrap(), rule[1].parse().unwrap());
    ReminderRule { days_before, at, to: vec![Recipient::Office] }
}

fn below_tests(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder)
}

/// One block of a transcript.
struct Block {
    /// Comment and blank lines before it.
    lead: String,
    head: String,
    lines: Vec<String>,
}

fn voice(slug: &str) -> Voice {
    Voice::ALL.into_iter().find(|voice| voice.slug() == slug).unwrap()
}

/// Somebody at this address answers for the residents of a wijk.
fn answer_for_residents(desk: &mut Desk, wijk: &str, address: &str) {
    let id = ContactId::new(format!("{wijk}-bewoners"));
    let address = Address::parse(address).unwrap();
    let contact = Contact {
        id: id.clone(),
        name: "Buurtgroep".to_owned(),
        address,
        phone: None,
        available: Default::default(),
    };
    desk.contacts.insert(id.clone(), contact);
    desk.wijken.get_mut(&WijkId::new(wijk)).unwrap().residents = Some(id);
}

/// A world with what happens to it now and then.
struct Stage {
    player: Player,
    world: Option<World>,
    mouth: Box<dyn Mouth>,
    bot_down: bool,
    /// The mails that came in.
    mails: Vec<Vec<u8>>,
}

impl Stage {
    fn open(
        player: Player,
        block: &Block,
        settings: &[String],
        (room, opens): (RoomName, OpensRoom<'_>),
    ) -> Self {
        let at = block.head.strip_prefix("klok ").expect("a transcript begins with `klok`");
        let mut world = World::new(at, |desk| {
            desk.rooms = vec![room];
            for setting in settings {
                let words: Vec<&str> = setting.split_whitespace().collect();
                match words.as_slice() {
                    ["goedkeuring", "nooit"] => desk.approval = Approval::Never,
                    ["vier-ogen"] => desk.four_eyes = true,
                    ["medewerker", who @ ..] => desk.staff.push(who_types(who)),
                    ["mailserver-meldt", "afzender"] => desk.checks_senders = true,
                    ["reces", name, start, end] => desk.recess.push(NamedPeriod {
                        name: (*name).to_owned(),
                        start: start.parse().unwrap(),
                        end: end.parse().unwrap(),
                    }),
                    ["herinneringen", rules @ ..] => {
                        desk.reminders = rules.chunks(2).map(reminder).collect();
                    }
                    ["dagbericht", at] => desk.digest = Some(at.parse().unwrap()),
                    ["kantooruren", from, until] => {
                        let at = |time: &str| time.parse().unwrap();
                        desk.office_hours = OfficeHours { from: at(from), until: at(until) };
                    }
                    ["bezoeken-per-week", count] => {
                        for wijk in desk.wijken.values_mut() {
                            wijk.visits_per_week_max = count.parse().unwrap();
                        }
                    }
                    ["akkoord-nodig", voices @ ..] => {
                        desk.confirm = voices.iter().copied().map(voice).collect();
                    }
                    ["bewoners", wijk, address] => answer_for_residents(desk, wijk, address),
                    ["antwoorden-per-dag", count] => {
                        desk.limits.answers_per_address_per_day = count.parse().unwrap();
                    }
                    _ => panic!("`instelling` does not know `{setting}`"),
                }
            }
        });
        let mouth = opens(&mut world);
        Self { player, world: Some(world), mouth, bot_down: false, mails: Vec::new() }
    }

    fn world(&mut self) -> &mut World {
        self.world.as_mut().unwrap()
    }

    fn perform(&mut self, block: &Block, out: &mut String) {
        match block.head.as_str() {
            "mail in" => {
                let mails = self.mails_of(&block.lines);
                self.mails.extend(mails.iter().cloned());
                self.come_in(&mails, out);
            }
            "mail opnieuw" => self.come_in(&self.mails.clone(), out),
            "chat in" => {
                for line in &block.lines {
                    let world = self.world.as_mut().unwrap();
                    self.mouth.say(world, line);
                    self.record(out);
                }
            }
            "knop" => {
                for line in &block.lines {
                    let (label, text) = line.split_once(": ").unwrap_or((line, ""));
                    let world = self.world.as_mut().unwrap();
                    self.mouth.press(world, label, text);
                    self.record(out);
                }
            }
            "storing" => {
                for line in &block.lines {
                    self.trouble(line, out);
                }
            }
            "server" => {
                let events = block.lines.iter().map(|line| self.server(line)).collect();
                self.world().engine.handle(events).unwrap();
                self.record(out);
            }
            "ongewenst" => {
                let mails = block.lines.iter().map(|line| junk(line)).collect();
                self.world().engine.handle(vec![Event::JunkSeen { mails }]).unwrap();
                self.record(out);
            }
            "configuratie" => {
                self.world().engine.lend_config(Box::new(Disk::with(&block.lines)));
            }
            "rol" => self.world().staff.role = role(&block.lines[0]),
            "wie" => {
                let who: Vec<&str> = block.lines[0].split_whitespace().collect();
                self.world().staff = who_types(&who);
            }
            head => match head.strip_prefix("klok ") {
                Some(at) => self.run_until(at, out),
                None => panic!("a transcript does not know `{head}`"),
            },
        }
    }

    fn come_in(&mut self, mails: &[Vec<u8>], out: &mut String) {
        let mut filings: BTreeMap<String, u32> = BTreeMap::new();
        for bytes in mails {
            let outcome = self.world().mail(bytes);
            assert_eq!(outcome.failed, None);
            *filings.entry(destination(&outcome.filing.expect("a mail is filed"))).or_default() +=
                1;
        }
        if self.player.records == Records::Filings {
            writeln!(out, "bestemming").unwrap();
            for (destination, count) in filings {
                let times = if count == 1 { String::new() } else { format!("{count} keer ") };
                writeln!(out, "  {times}{destination}").unwrap();
            }
        }
        self.record(out);
    }

    fn run_until(&mut self, at: &str, out: &mut String) {
        let until = moment(at);
        assert!(until >= self.world().now(), "klok {at}: time does not run back");
        while !self.bot_down {
            let Some(next) = self.world().next_before(until) else { break };
            self.world().set_clock(next);
            if !self.record(out) && self.world().next_before(next).is_some() {
                break; // Nothing moves any more.
            }
        }
        self.world().set_clock(until);
        if !self.bot_down {
            self.record(out);
        }
    }

    fn trouble(&mut self, line: &str, out: &mut String) {
        let weather = match line {
            "post goed" => Some(Weather::Fine),
            "post later" => Some(Weather::Defers),
            "post geweigerd" => Some(Weather::Refuses),
            "post onbekend" => Some(Weather::Loses { copy_seen: false }),
            "post onbekend-gezien" => Some(Weather::Loses { copy_seen: true }),
            _ => None,
        };
        match (line, weather) {
            (_, Some(weather)) => self.world().post.weather = weather,
            ("bot uit", None) => self.bot_down = true,
            ("bot aan", None) => {
                self.bot_down = false;
                self.world = self.world.take().map(World::restart);
                self.record(out);
            }
            ("herstart", None) => {
                self.world = self.world.take().map(World::restart);
                self.record(out);
            }
            _ => panic!("`storing` does not know `{line}`"),
        }
    }

    /// What the rounds report of a server.
    fn server(&mut self, line: &str) -> Event {
        let words: Vec<&str> = line.splitn(4, ' ').collect();
        let side = match words[0] {
            "inkomend" => Side::Inbox,
            "uitgaand" => Side::Outbox,
            other => panic!("`server` does not know `{other}`"),
        };
        let number: u32 = words[2].parse().expect("a number");
        match words[1] {
            "weg" => {
                let since = self.world().engine.now() - chrono::Duration::minutes(number.into());
                Event::Outage { side, since, reason: words[3].to_owned() }
            }
            "terug" => Event::Recovered { side, mails: number as usize },
            "nummers" => Event::BoxNumbered { numbering: number },
            other => panic!("`server` does not know `{other}`"),
        }
    }

    /// Lets things happen and writes down what came out; says whether anything did.
    fn record(&mut self, out: &mut String) -> bool {
        let letters = self.world().sent();
        let told = self.mouth.read(self.world.as_mut().unwrap());
        let at = self.world().now().format("%Y-%m-%d %H:%M").to_string();
        let something = !letters.is_empty() || !told.is_empty();
        if !told.is_empty() {
            writeln!(out, "chat uit").unwrap();
        }
        for told in &told {
            write_told(out, told, self.player.records == Records::Buttons);
        }
        for letter in &letters {
            writeln!(out, "mail uit").unwrap();
            match self.player.records {
                Records::Buttons => write_letter_head(out, letter, &at),
                Records::LettersWhole | Records::Filings => write_letter(out, letter, &at),
            }
        }
        something
    }

    /// The mail that a block describes, as often as it says.
    fn mails_of(&mut self, lines: &[String]) -> Vec<Vec<u8>> {
        let split = lines.iter().position(|line| line == "|").unwrap_or(lines.len());
        let value = |name: &str| {
            let named =
                |line: &String| Some(line.strip_prefix(name)?.strip_prefix(": ")?.to_owned());
            lines[..split].iter().find_map(named)
        };
        let mut bytes = match value("bestand") {
            Some(file) => self.file(&file),
            None => self
                .written(&lines[..split], &lines.get(split + 1..).unwrap_or_default().join("\n")),
        };
        if let Some(megabytes) = value("groot") {
            bytes.resize(megabytes.parse::<usize>().unwrap() * MEGABYTE, b'A');
        }
        let Some(times) = value("keer") else { return vec![bytes] };
        let numbered = |n: u32| {
            let id = format!("Message-ID: <{n}.");
            String::from_utf8(bytes.clone()).unwrap().replace("Message-ID: <", &id).into_bytes()
        };
        (1..=times.parse().unwrap()).map(numbered).collect()
    }

    /// A file, with the keys of ours filled in that it names.
    fn file(&mut self, name: &str) -> Vec<u8> {
        let bytes = std::fs::read(below_tests(self.player.mails).join(name)).unwrap();
        let Ok(text) = String::from_utf8(bytes.clone()) else { return bytes };
        let mut pieces = text.split("{{");
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (named, rest) = piece.split_once("}}").expect("a mark ends in `}}`");
            out.push_str(&self.key(named));
            out.push_str(rest);
        }
        out.into_bytes()
    }

    fn key(&mut self, named: &str) -> String {
        match named.split_once(' ') {
            Some(("adres", case)) => self.case_address(case),
            Some(("agenda", case)) => {
                let visit = self.world().engine.state().visit(case.parse().unwrap()).unwrap();
                visit.appointment.as_ref().expect("an appointment").uid.clone()
            }
            Some(("agenda-in-hoofdletters", case)) => {
                self.key(&format!("agenda {case}")).to_uppercase()
            }
            _ => self.letter_id(named).trim_matches(['<', '>']).to_owned(),
        }
    }

    fn written(&mut self, lines: &[String], text: &str) -> Vec<u8> {
        let mut headers = BTreeMap::new();
        let date = self.world().now().and_local_timezone(chrono_tz::Europe::Amsterdam);
        headers.insert("Date".to_owned(), date.earliest().unwrap().to_rfc2822());
        let id = format!("<{}@mail.example>", self.mails.len() + 1);
        headers.insert("Message-ID".to_owned(), id);
        headers.insert("To".to_owned(), "Werkbezoeken M50 <werkbezoek@m50.example>".to_owned());
        for line in lines {
            let (name, value) = line.split_once(':').expect("a header is `naam: waarde`");
            let value = value.trim();
            match name {
                "keer" | "groot" => {}
                "van" => drop(headers.insert("From".to_owned(), value.to_owned())),
                "aan" => drop(headers.insert("To".to_owned(), value.to_owned())),
                "cc" => drop(headers.insert("Cc".to_owned(), value.to_owned())),
                "aan-zaak" => drop(headers.insert("To".to_owned(), self.case_address(value))),
                "onderwerp" => drop(headers.insert("Subject".to_owned(), value.to_owned())),
                "antwoord-op" => {
                    let id = self.letter_id(value);
                    headers.insert("In-Reply-To".to_owned(), id.clone());
                    headers.insert("References".to_owned(), id);
                }
                "onbestelbaar" => return bounce(&self.letter_id(value), headers),
                "eigen" => {
                    let bot = self.world().engine.desk().bot.address.to_string();
                    headers.insert("From".to_owned(), bot);
                    headers.insert("Auto-Submitted".to_owned(), "auto-replied".to_owned());
                    headers.insert("Message-ID".to_owned(), self.letter_id(value));
                }
                other => drop(headers.insert(other.to_owned(), value.to_owned())),
            }
        }
        eml(&headers, text)
    }

    /// The address that answers about a case go to.
    fn case_address(&mut self, case: &str) -> String {
        let id = case.parse().expect("a case is WB-2027-001");
        keys::reply_address(self.world().engine.desk(), id).to_string()
    }

    /// The Message-ID of a letter named as `WB-2027-001 voorstel.1`, in angle brackets.
    fn letter_id(&mut self, named: &str) -> String {
        let (case, letter) = named.split_once(' ').expect("a case and a letter");
        format!("<{}>", self.world().message_id(case, letter))
    }
}

fn junk(line: &str) -> JunkLine {
    let words: Vec<&str> = line.splitn(4, ' ').collect();
    let at = instant(moment(&format!("{} {}", words[0], words[1])));
    JunkLine { from: words[2].to_owned(), subject: words[3].to_owned(), at }
}

/// An account, a name and a role.
/// `Noor planner`, or with the account named, `bo Bo planner`.
fn who_types(who: &[&str]) -> Staff {
    match who {
        [name, as_what] => staff(name, role(as_what)),
        [account, name, as_what] => Staff::new(account, name, role(as_what)),
        other => panic!("`wie` is a name and a role, not `{other:?}`"),
    }
}

fn role(name: &str) -> Role {
    match name {
        "lezer" => Role::Lezer,
        "planner" => Role::Planner,
        "beheerder" => Role::Beheerder,
        other => panic!("`rol` does not know `{other}`"),
    }
}

/// A delivery report (RFC 3464) about a letter of ours.
fn bounce(about: &str, mut headers: BTreeMap<String, String>) -> Vec<u8> {
    let lost = headers.remove("bij");
    let mut set = |name: &str, value: &str| drop(headers.insert(name.into(), value.into()));
    let recipient = lost.as_deref().unwrap_or("b.postma@tweedekamer.example");
    set("From", "Mail Delivery System <mailer-daemon@relay.example>");
    set("Return-Path", "<>");
    set("Subject", "Undelivered Mail Returned to Sender");
    set("Content-Type", "multipart/report; report-type=delivery-status; boundary=b");
    let text = format!(
        "--b\nContent-Type: text/plain\n\nThis mail could not be delivered.\n\
         --b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; relay.example\n\n\
         Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: 5.1.1\n\n\
         --b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {about}\n\n--b--\n"
    );
    eml(&headers, &text)
}

fn blocks(text: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut lead = String::new();
    for line in text.lines() {
        if line.starts_with('#') {
            lead.push_str(line);
            lead.push('\n');
        } else if line.is_empty() {
            match out.last_mut() {
                Some(block) if lead.is_empty() => block.lines.push(String::new()),
                Some(_) | None => lead.push('\n'),
            }
        } else if let Some(inner) = line.strip_prefix("  ") {
            let block = out.last_mut().expect("a transcript begins with `klok`");
            block.lines.push(inner.to_owned());
        } else {
            out.push(Block {
                lead: std::mem::take(&mut lead),
                head: line.to_owned(),
                lines: vec![],
            });
        }
    }
    for block in &mut out {
        while block.lines.last().is_some_and(String::is_empty) {
            block.lines.pop();
        }
    }
    out
}
