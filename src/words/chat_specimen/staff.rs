//! Specimens of what staff keep beside the cases: reminders, the knowledge base, how everything stands.

use super::{bare_visit, days, now, slot, visit};
use crate::domain::ids::{VisitId, WijkId};
use crate::domain::notice::{
    AgendaLine, Cases, Digest, HostWord, KnowledgeEntry, KnowledgeSaying, MemoLine, MemoSaying,
    QuestionLine, Saying, Shut,
};
use crate::domain::visit::Stage;

pub(super) fn sayings() -> Vec<Saying> {
    let memos = memos().into_iter().map(Saying::Memo);
    let knowledge = knowledge().into_iter().map(Saying::Knowledge);
    let digests = [full(), quiet()].map(|digest| Saying::Digest(Box::new(digest)));
    memos.chain(knowledge).chain(digests).collect()
}

fn memos() -> Vec<MemoSaying> {
    let all = MemoLine { for_all: true, is_open: false, ..memo() };
    let alone = MemoLine { case: None, ..memo() };
    // Typed in another room.
    let elsewhere = MemoLine { typed_here: None, ..memo() };
    vec![
        MemoSaying::Told { line: memo() },
        MemoSaying::Told { line: all.clone() },
        MemoSaying::Told { line: elsewhere.clone() },
        MemoSaying::Set { line: memo() },
        MemoSaying::Set { line: MemoLine { for_all: true, ..alone.clone() } },
        MemoSaying::List { lines: vec![memo(), all, alone, elsewhere] },
        MemoSaying::List { lines: vec![memo(); 12] },
        MemoSaying::List { lines: Vec::new() },
        MemoSaying::Wiped { number: 3 },
        MemoSaying::InThePast { at: now() },
        MemoSaying::NoSuchMemo { number: 3 },
    ]
}

fn memo() -> MemoLine {
    let text = "bel Jip over de lunch".to_owned();
    MemoLine {
        number: 3,
        at: now(),
        case: Some(visit(Stage::Confirmed).id),
        is_open: true,
        typed_here: Some(text.clone()),
        text,
        by: "Noor".to_owned(),
        for_all: false,
    }
}

fn knowledge() -> Vec<KnowledgeSaying> {
    let nobody = KnowledgeEntry {
        topic: "pers".to_owned(),
        published: String::new(),
        published_en: String::new(),
        source: None,
        as_of: None,
    };
    vec![
        KnowledgeSaying::Asked { sure: true, entries: vec![entry()] },
        KnowledgeSaying::Asked { sure: false, entries: vec![entry(), entry()] },
        KnowledgeSaying::Asked { sure: false, entries: Vec::new() },
        KnowledgeSaying::Topic { entry: entry() },
        KnowledgeSaying::Topic { entry: nobody },
        KnowledgeSaying::Topics { topics: vec!["parkeren".to_owned(), "pers".to_owned()] },
        KnowledgeSaying::Topics { topics: Vec::new() },
        KnowledgeSaying::NoSuchTopic { entries: vec![entry()] },
        KnowledgeSaying::NoSuchTopic { entries: Vec::new() },
        KnowledgeSaying::Reported { number: 3 },
        KnowledgeSaying::List { questions: vec![question(true), question(false)], more: 2 },
        KnowledgeSaying::List { questions: Vec::new(), more: 0 },
        KnowledgeSaying::Settled { number: 3 },
        KnowledgeSaying::NoSuchQuestion { number: 3 },
    ]
}

fn entry() -> KnowledgeEntry {
    KnowledgeEntry {
        topic: "parkeren".to_owned(),
        published: "Parkeren kan achter het wijkcentrum.".to_owned(),
        published_en: "You can park behind the centre.".to_owned(),
        source: Some("https://m50.example/parkeren".to_owned()),
        as_of: Some(now().date_naive()),
    }
}

fn question(is_typed_here: bool) -> QuestionLine {
    let text = "mag de hond van Jip mee".to_owned();
    let typed_here = is_typed_here.then(|| text.clone());
    QuestionLine { number: 3, at: now(), by: "Noor".to_owned(), text, typed_here }
}

fn full() -> Digest {
    let cases = |visit, more| Cases { shown: vec![visit], more };
    let ours = vec![
        visit(Stage::AwaitingApproval),
        bare_visit(Stage::Requested),
        super::hands::left_open(),
        super::consent::chosen(),
    ];
    Digest {
        since: now(),
        calls: vec![super::post::to_call(true), super::post::to_call(false)],
        came: cases(visit(Stage::AwaitingApproval), 0),
        ours: Cases { shown: ours, more: 4 },
        theirs: (1..=12).map(|number| VisitId { year: 2026, number }).collect(),
        listed: vec![VisitId { year: 2026, number: 13 }],
        today: vec![line(Stage::Confirmed)],
        coming: vec![line(Stage::AcceptedWithReservation), line(Stage::Confirmed)],
        letters: super::post::in_doubt(1),
        mails: 2,
        mail_cases: vec![VisitId { year: 2026, number: 14 }],
        closed: vec![Shut { wijk: WijkId::new("vollenhoven"), days: days() }],
        paused: Some(super::post::paused()),
        untold: vec![VisitId { year: 2026, number: 14 }],
    }
}

fn line(stage: Stage) -> AgendaLine {
    let wijk = WijkId::new("vollenhoven");
    let word = Some(HostWord::Yes);
    AgendaLine { slot: slot(15, 13), wijk, visit: Box::new(visit(stage)), firm: true, word }
}

/// Nothing to tell.
fn quiet() -> Digest {
    Digest {
        since: now(),
        calls: Vec::new(),
        came: Cases::default(),
        ours: Cases::default(),
        theirs: Vec::new(),
        listed: Vec::new(),
        today: Vec::new(),
        coming: Vec::new(),
        letters: Vec::new(),
        mails: 0,
        mail_cases: Vec::new(),
        closed: Vec::new(),
        paused: None,
        untold: Vec::new(),
    }
}
