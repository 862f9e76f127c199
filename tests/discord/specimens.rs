//! Whatever stands in the place of any text in whatever the bot says: it stays words, and stays inside
//! its line. Each specimen is rendered once for each room, with words of its own; no room is opened.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use werkbezoek::chat::discord::text;
use werkbezoek::config::Config;
use werkbezoek::domain::notice::{
    ConsentNews, DoneWhat, KnowledgeSaying, MemoSaying, PreviewOf, PrivacySaying, Refusal, Saying,
};
use werkbezoek::domain::room::RoomName;
use werkbezoek::words::Words;
use werkbezoek::words::chat::Told;
use werkbezoek::words::chat_specimen::{chat_specimens, desk, now};

use super::fake::markdown::read;
use super::inert::TRICKS;

/// Opens every hostile text.
const MARK: &str = "kwaad";
/// Opens every line that a hostile text tries to begin.
const FORGED: &str = "regelbegin";
/// A command that no specimen speaks of.
const COMMAND: &str = "`ja 7777`";
const COMMAND_AS_BUTTON: &str = "\u{e000}Ja\u{e001}ja 7777\u{e002}";

/// Puts hostile words wherever any words may stand. What only looks like text, such as an address or a
/// stage, stays: it cannot be made with other words. So does the name of a letter, which we make. So does the name of a letter, which we make.
#[derive(Debug)]
struct Hostile {
    text: String,
    /// Fields in which other words were refused, by their names.
    kept: BTreeSet<String>,
}

impl Hostile {
    fn fill<T: Serialize + DeserializeOwned>(&mut self, thing: &mut T) {
        let mut whole = serde_json::to_value(&*thing).unwrap();
        let mut waiting = vec![self.places(&whole)];
        // Nearly all may; so they are tried in halves.
        while let Some(some) = waiting.pop() {
            let mut tried = whole.clone();
            for place in &some {
                *tried.pointer_mut(place).unwrap() = Value::from(self.text.as_str());
            }
            match (T::deserialize(&tried), some.as_slice()) {
                (Ok(_), _) => whole = tried,
                (Err(_), [alone]) => drop(self.kept.insert(field(alone))),
                (Err(_), _) => {
                    let (one, other) = some.split_at(some.len() / 2);
                    waiting.extend([one.to_vec(), other.to_vec()]);
                }
            }
        }
        *thing = serde_json::from_value(whole).unwrap();
    }

    /// Where words stand, as pointers, but for the fields of which is known that they take no others.
    fn places(&self, value: &Value) -> Vec<String> {
        let mut places = Vec::new();
        let mut waiting = vec![(String::new(), value)];
        while let Some((at, value)) = waiting.pop() {
            match value {
                Value::String(_) => places.push(at),
                Value::Array(items) => {
                    let inside = items.iter().enumerate();
                    waiting.extend(inside.map(|(nth, item)| (format!("{at}/{nth}"), item)));
                }
                Value::Object(fields) => {
                    let key = |key: &str| key.replace('~', "~0").replace('/', "~1");
                    let inside = fields.iter();
                    waiting.extend(inside.map(|(name, f)| (format!("{at}/{}", key(name)), f)));
                }
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        places.retain(|place| !self.kept.contains(&field(place)));
        places
    }

    fn words(&self, word: &mut String) {
        word.clone_from(&self.text);
    }

    fn may_be(&self, word: &mut Option<String>) {
        *word = Some(self.text.clone());
    }

    fn all(&self, words: &mut [String]) {
        words.iter_mut().for_each(|word| self.words(word));
    }

    fn saying(&mut self, saying: &mut Saying) {
        match saying {
            Saying::AskedForDetails { visit }
            | Saying::GuestChose { visit, .. }
            | Saying::GuestCancelled { visit, .. }
            | Saying::GuestDetails { visit, .. }
            | Saying::MoveTakenBack { visit }
            | Saying::OfferLapsed { visit, .. }
            | Saying::SecondChoice { visit }
            | Saying::Nudge { visit, .. }
            | Saying::VisitToday { visit, .. }
            | Saying::HeldQuestion { visit }
            | Saying::Held { visit, .. }
            | Saying::HostSilent { visit }
            | Saying::GuestCounters { visit, .. }
            | Saying::Title { visit }
            | Saying::Case { visit, .. }
            | Saying::Trail { visit, .. } => self.fill(visit),
            Saying::NewRequest { visit, plan, nothing_free, .. }
            | Saying::GuestWantsOther { visit, plan, nothing_free }
            | Saying::GuestMoves { visit, plan, nothing_free } => {
                self.fill(visit);
                self.fill(plan);
                self.fill(nothing_free);
            }
            Saying::MayBeOff { visit, words, host_phone, .. } => {
                self.fill(visit);
                self.may_be(words);
                self.may_be(host_phone);
            }
            Saying::Consent { visit, news } => {
                self.fill(visit);
                if let ConsentNews::No { plan, .. } = news {
                    self.fill(plan);
                }
            }
            Saying::SlotWasGone { visit, reasons } | Saying::CameApart { visit, reasons } => {
                self.fill(visit);
                self.fill(reasons);
            }
            Saying::SlotFreed { visit, plan, .. } | Saying::WaitLapsed { visit, plan, .. } => {
                self.fill(visit);
                self.fill(plan);
            }
            Saying::Away { visit, text, deputy, .. } => {
                self.fill(visit);
                self.words(text);
                self.may_be(deputy);
            }
            Saying::PassedOn { visit, by: text } | Saying::HostReplied { visit, text, .. } => {
                self.fill(visit);
                self.words(text);
            }
            Saying::CalendarSays { visit, news, .. } => {
                self.fill(visit);
                self.may_be(&mut news.comment);
            }
            Saying::HostDeclined { visit, comment, .. } => {
                self.fill(visit);
                self.may_be(comment);
            }
            Saying::MailWaits { mail, questions, passages, doubts, moments, calendar, .. } => {
                self.fill(mail);
                self.all(questions);
                passages.iter_mut().for_each(|passage| self.words(&mut passage.text));
                self.fill(doubts);
                self.fill(moments);
                calendar.iter_mut().for_each(|news| self.may_be(&mut news.comment));
            }
            Saying::Mail { mail, passages, .. } => {
                self.fill(mail);
                passages.iter_mut().for_each(|passage| self.words(&mut passage.text));
            }
            Saying::Queue { mails, letters, .. } => {
                self.fill(mails);
                letters.iter_mut().for_each(|letter| self.words(&mut letter.to));
            }
            Saying::MailQuarantined { file, why } => {
                self.words(file);
                self.words(why);
            }
            Saying::LetterDelayed { to, reply, .. } => {
                self.words(to);
                self.words(reply);
            }
            Saying::LetterRefused { to, reply, name, phone, .. } => {
                self.words(to);
                self.words(reply);
                self.may_be(name);
                self.may_be(phone);
            }
            Saying::LetterUnknown { to, .. } => self.words(to),
            Saying::Paused { paused, .. } => self.fill(paused),
            Saying::BegunAnew { by } => self.words(by),
            Saying::Resumed { paused, by, .. } => {
                self.fill(paused);
                self.words(by);
            }
            Saying::Outage { outage, .. } | Saying::Recovered { outage, .. } => self.fill(outage),
            Saying::Junk { mails, .. } => self.fill(mails),
            Saying::WhileAway(folded) => self.fill(folded),
            Saying::Stranger { account: text } | Saying::NotStored { why: text } => {
                self.words(text);
            }
            Saying::Digest(digest) => {
                self.fill(&mut digest.came.shown);
                self.fill(&mut digest.ours.shown);
                let days = digest.today.iter_mut().chain(&mut digest.coming);
                days.for_each(|line| self.fill(&mut line.visit));
                digest.letters.iter_mut().for_each(|letter| self.words(&mut letter.to));
                self.fill(&mut digest.paused);
            }
            Saying::Memo(memo) => self.memo(memo),
            Saying::Knowledge(knowledge) => self.knowledge(knowledge),
            Saying::Overview { cases, letters, paused, .. } => {
                self.fill(cases);
                letters.iter_mut().for_each(|letter| self.words(&mut letter.to));
                self.fill(paused);
            }
            Saying::Agenda { lines, .. } => {
                lines.iter_mut().for_each(|line| self.fill(&mut line.visit));
            }
            Saying::Day { verdicts, .. } => {
                verdicts.iter_mut().for_each(|(_, verdict)| self.fill(verdict));
            }
            Saying::Found { cases, .. } => self.fill(cases),
            Saying::Wijken { books } => books.iter_mut().for_each(|book| {
                self.fill(&mut book.hosts);
                self.fill(&mut book.closed);
            }),
            Saying::Contacts { hosts, .. } => self.fill(hosts),
            Saying::Preview { what, letters, elsewhere, .. } => {
                self.preview(what);
                letters.iter_mut().for_each(|letter| self.fill(&mut letter.facts));
                elsewhere.iter_mut().for_each(|(_, reasons)| self.fill(reasons));
            }
            Saying::Done { what } => self.done(what),
            Saying::Going { visit, paused, .. } => {
                self.fill(visit);
                self.fill(paused);
            }
            Saying::Refused { refusal } => self.refusal(refusal),
            Saying::NotUnderstood { error } => self.fill(error),
            Saying::Status { status } => {
                self.fill(&mut status.paused);
                self.fill(&mut status.outages);
            }
            Saying::Checkup { store, outages, .. } => {
                self.may_be(store);
                self.fill(outages);
            }
            Saying::Logbook { entries, .. } => self.fill(entries),
            Saying::Privacy(PrivacySaying::File { file }) => {
                file.cases.iter_mut().for_each(|case| self.fill(&mut case.visit));
                self.fill(&mut file.mails);
            }
            Saying::WhoAmI { name, .. } => self.words(name),
            // All of it is ours.
            Saying::CalledBack { .. }
            | Saying::SaidTooLate
            | Saying::Export(_)
            | Saying::Figures { .. }
            | Saying::Privacy(PrivacySaying::Erased { .. } | PrivacySaying::Terms { .. })
            | Saying::BoxRenumbered
            | Saying::BeginsAnew
            | Saying::Gone { .. }
            | Saying::Help { .. } => {}
        }
    }

    fn memo(&mut self, memo: &mut MemoSaying) {
        let lines = match memo {
            MemoSaying::Told { line } | MemoSaying::Set { line } => std::slice::from_mut(line),
            MemoSaying::List { lines } => lines.as_mut_slice(),
            MemoSaying::Wiped { .. }
            | MemoSaying::InThePast { .. }
            | MemoSaying::NoSuchMemo { .. } => return,
        };
        for line in lines {
            self.words(&mut line.text);
            self.words(&mut line.by);
            self.may_be(&mut line.typed_here);
        }
    }

    fn knowledge(&mut self, knowledge: &mut KnowledgeSaying) {
        let entries = match knowledge {
            KnowledgeSaying::Asked { entries, .. } | KnowledgeSaying::NoSuchTopic { entries } => {
                entries.as_mut_slice()
            }
            KnowledgeSaying::Topic { entry } => std::slice::from_mut(entry),
            KnowledgeSaying::Topics { topics } => return self.all(topics),
            KnowledgeSaying::List { questions, .. } => {
                for question in questions {
                    self.words(&mut question.by);
                    self.words(&mut question.text);
                    self.may_be(&mut question.typed_here);
                }
                return;
            }
            KnowledgeSaying::Reported { .. }
            | KnowledgeSaying::Settled { .. }
            | KnowledgeSaying::NoSuchQuestion { .. } => return,
        };
        for entry in entries {
            self.words(&mut entry.topic);
            self.words(&mut entry.published);
            self.words(&mut entry.published_en);
            self.may_be(&mut entry.source);
        }
    }

    fn preview(&mut self, what: &mut PreviewOf) {
        match what {
            PreviewOf::SendAgain { to, subject, .. } => {
                self.words(to);
                self.words(subject);
            }
            PreviewOf::CloseWijk { why, .. } => self.words(why),
            PreviewOf::Offer { options, .. } => self.fill(options),
            PreviewOf::Programme { lines, .. } => self.fill(lines),
            PreviewOf::Confirm { .. }
            | PreviewOf::Stay { .. }
            | PreviewOf::Complete { .. }
            | PreviewOf::Cancel { .. }
            | PreviewOf::Decline { .. }
            | PreviewOf::Reply { .. }
            | PreviewOf::Guest { .. }
            | PreviewOf::Writer { .. }
            | PreviewOf::Wait { .. }
            | PreviewOf::ForwardMail { .. }
            | PreviewOf::AnswerMail { .. }
            | PreviewOf::Consent { .. }
            | PreviewOf::ReplaceHost { .. }
            | PreviewOf::Place { .. }
            | PreviewOf::Invite { .. }
            | PreviewOf::Sheet { .. } => {}
        }
    }

    fn done(&mut self, what: &mut DoneWhat) {
        match what {
            DoneWhat::Taken { name, .. } => self.words(name),
            DoneWhat::Called { visit, .. } => {
                if let Some(visit) = visit {
                    self.fill(visit);
                }
            }
            DoneWhat::Telephoned { visit }
            | DoneWhat::Reopened { visit, .. }
            | DoneWhat::Merged { visit, .. }
            | DoneWhat::GuestSet { visit }
            | DoneWhat::Linked { visit, .. }
            | DoneWhat::Opened { visit, .. } => self.fill(visit),
            DoneWhat::Together { against, .. } => self.fill(against),
            DoneWhat::Noted { .. }
            | DoneWhat::LetterLet { .. }
            | DoneWhat::Released { .. }
            | DoneWhat::Apart { .. }
            | DoneWhat::PartySet { .. }
            | DoneWhat::WijkClosed { .. }
            | DoneWhat::WijkOpened { .. }
            | DoneWhat::Dismissed { .. }
            | DoneWhat::QueuedAgain { .. }
            | DoneWhat::Dropped { .. } => {}
        }
    }

    fn refusal(&mut self, refusal: &mut Refusal) {
        match refusal {
            Refusal::SlotNotFree { reasons, .. } | Refusal::NothingFree { reasons, .. } => {
                self.fill(reasons);
            }
            Refusal::FourEyes { staff, .. } => self.all(staff),
            Refusal::NoSuchStaff { word, staff } => {
                self.words(word);
                self.all(staff);
            }
            Refusal::AlreadyPaused { paused } => self.fill(paused),
            Refusal::NoSuchLetter { letter } => self.fill(letter),
            Refusal::ConfigFaulty { faults, .. } => self.fill(faults),
            Refusal::NoRight { .. }
            | Refusal::NoSuchCase { .. }
            | Refusal::CaseClosed { .. }
            | Refusal::WrongStage { .. }
            | Refusal::NoSuchOption { .. }
            | Refusal::NoYesNeeded { .. }
            | Refusal::NeedsWijk { .. }
            | Refusal::CannotJoin { .. }
            | Refusal::AlreadyReceives { .. }
            | Refusal::Outdated { .. }
            | Refusal::OldButton { .. }
            | Refusal::NoPreview
            | Refusal::WhichPreview { .. }
            | Refusal::NothingToUndo
            | Refusal::NoOffice { .. }
            | Refusal::NoAddress { .. }
            | Refusal::NotTaken { .. }
            | Refusal::NobodyToCall { .. }
            | Refusal::NamesNobody
            | Refusal::ToOneself { .. }
            | Refusal::CannotReopen { .. }
            | Refusal::StillOpen { .. }
            | Refusal::CannotMerge { .. }
            | Refusal::NoSuchMail { .. }
            | Refusal::CannotAnswer { .. }
            | Refusal::MailOfHost { .. }
            | Refusal::MailHasCase { .. }
            | Refusal::NoMailKept { .. }
            | Refusal::MailWaitsAlready { .. }
            | Refusal::AlreadyClosed { .. }
            | Refusal::NotClosed { .. }
            | Refusal::AlreadyWaiting { .. }
            | Refusal::HostBusy { .. }
            | Refusal::OutsideVisit { .. }
            | Refusal::LetterOfThePast { .. }
            | Refusal::NotInThisRoom
            | Refusal::NothingKept
            | Refusal::VisitAhead { .. }
            | Refusal::NotThisNumber
            | Refusal::NotLive
            | Refusal::NotPaused => {}
        }
    }
}

/// The name of the field at a place, with the one that it stands in; which item of a list does not matter.
fn field(place: &str) -> String {
    let names = place.rsplit('/').filter(|name| name.parse::<usize>().is_err());
    names.take(2).collect::<Vec<_>>().join(" in ")
}

/// What is wrong with how something reads.
fn faults(told: &Told) -> Vec<String> {
    // Most characters are plain; to ask of each takes long.
    let unseen = |c: char| !c.is_ascii() && text::inert(&c.to_string()).is_empty();
    let hidden = |c: char| c.is_control() || unseen(c);
    let acts = |line: &&String| {
        line.trim_start().starts_with(FORGED) || line.contains(COMMAND) || line.contains(hidden)
    };
    let mut faults: Vec<String> = told.lines.iter().filter(acts).cloned().collect();
    let pressed = |says: &str| says.contains(MARK) || says.contains("7777");
    let buttons = told.buttons.iter().filter(|b| pressed(&b.says) || pressed(&b.label));
    faults.extend(buttons.map(|button| format!("{button:?}")));
    for message in text::messages(&told.lines) {
        faults.extend(read(&message).active);
        if message.encode_utf16().count() > text::MESSAGE_UNITS_MAX {
            faults.push("a message that is too long".to_owned());
        }
    }
    faults
}

/// Everything that was ever tried, in some order, and more.
fn words() -> impl Strategy<Value = String> {
    let hidden =
        "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{2069}\u{feff}\u{e000}-\u{e002}]{1,3}";
    let breaks = ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{b}", "\u{c}"];
    let forged = move |br: &str| format!("{br}{FORGED} {COMMAND}{br}| {FORGED}");
    let mut tried: Vec<String> = breaks.map(forged).to_vec();
    tried.extend(TRICKS.iter().map(|trick| (*trick).to_owned()));
    tried.extend([COMMAND, COMMAND_AS_BUTTON, "{{ 7 }} {% raw %} {{"].map(str::to_owned));
    let drawn = prop_oneof![
        3 => r"[*_~|>#<@:/\[\]()\\.+ `-]{1,6}",
        2 => hidden,
        1 => "(?s).{0,8}",
        1 => "[a-z@`*]{1,3}".prop_map(|piece| piece.repeat(1000)),
    ];
    (Just(tried).prop_shuffle(), proptest::collection::vec(drawn, 1..6))
        .prop_map(|(tried, drawn)| format!("{MARK} {}{}", tried.join(" "), drawn.concat()))
}

#[test]
fn no_words_do_anything_in_any_place() {
    let shipped = Config::look(std::path::Path::new("config.toml")).unwrap();
    let speaks = Words::from_sources(shipped.templates).unwrap();
    let mut runner = TestRunner::default();
    let mut hostile = Hostile { text: String::new(), kept: BTreeSet::new() };
    let mut shown = 0;
    for mut saying in chat_specimens() {
        hostile.text = words().new_tree(&mut runner).unwrap().current();
        hostile.saying(&mut saying);
        for room in [RoomName::Console, RoomName::Discord] {
            let told = speaks.notice(&desk(), now(), &saying, room).unwrap();
            assert_eq!(faults(&told), Vec::<String>::new(), "{room:?} shows {:#?}", told.lines);
            shown += usize::from(told.lines.iter().any(|line| line.contains(MARK)));
        }
    }
    // Where nothing hostile is shown, nothing is tried.
    assert!(shown > 150, "{shown}");
}

/// Whoever asks for figures reads them at once, however much there is to tell.
#[test]
fn figures_are_one_message() {
    let shipped = Config::look(std::path::Path::new("config.toml")).unwrap();
    let speaks = Words::from_sources(shipped.templates).unwrap();
    let figures = chat_specimens().into_iter().filter(|s| matches!(s, Saying::Figures { .. }));
    let told = figures.map(|saying| speaks.notice(&desk(), now(), &saying, RoomName::Discord));
    let messages: Vec<usize> =
        told.map(|told| text::messages(&told.unwrap().lines).len()).collect();
    assert!(messages.len() > 3 && messages.iter().all(|count| *count == 1), "{messages:?}");
}
