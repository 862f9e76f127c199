//! Specimens of mails in the queue, one for each reason why a person must read it.

use super::sayings::boxed;
use super::{Passage, Saying, SenderKind, Stage, Why, day, mail};
use crate::domain::reading::{Doubt, Errand};

pub(super) fn sayings() -> Vec<Saying> {
    let waits = |why| {
        let passages = if why == Why::QuestionForAPerson { vec![passage()] } else { Vec::new() };
        Saying::Mail { mail: Box::new(mail(3, why)), passages, doubts: vec![doubt()] }
    };
    let near = [(true, true, true), (false, true, true), (true, false, true), (true, false, false)];
    let near = near.map(|(known, calls_off, surely)| may_be_off(known, calls_off, surely));
    whys().into_iter().map(waits).chain(near).collect()
}

/// `known`: with words that may be read in chat and a number to call, or with neither.
fn may_be_off(known: bool, calls_off: bool, surely: bool) -> Saying {
    let words = known.then(|| "Wij halen het vandaag niet.\nExcuses!".to_owned());
    let host_phone = known.then(|| "030 000 00 01".to_owned());
    let visit = boxed(Stage::Confirmed);
    Saying::MayBeOff { visit, calls_off, surely, words, host_phone }
}

pub(super) fn passage() -> Passage {
    Passage {
        knowledge: "vollenhoven-wat".to_owned(),
        text: "Vollenhoven is een wijk in Zeist.".to_owned(),
        source: Some("https://m50.example/wijken".to_owned()),
        as_of: Some(day(2026, 9, 1)),
    }
}

fn whys() -> Vec<Why> {
    let kinds = [
        SenderKind::Human,
        SenderKind::AutoReply,
        SenderKind::Bounce,
        SenderKind::Delay,
        SenderKind::Receipt,
        SenderKind::List,
        SenderKind::Own,
        SenderKind::Calendar,
    ];
    let mut all: Vec<Why> = kinds.map(|kind| Why::MachineWrote { kind }).into();
    all.extend([
        Why::OwnCopy,
        Why::Noted,
        Why::Duplicate,
        Why::NotUnderstood,
        Why::MayCallOff,
        Why::MayMove,
        Why::OptionChanged { option: 2 },
        Why::KeyWithoutFittingSender,
        Why::ForgedSender,
        Why::OtherDomain,
        Why::WantsNoAutoReply,
        Why::LimitReached,
        Why::Privacy,
        Why::Complaint,
        Why::QuestionForAPerson,
        Why::TooLarge,
        Why::LetterReturned,
        Why::CaseClosed,
        Why::CalendarAnswer,
        Why::NothingToRead,
        Why::TwoVisits,
        Why::AnotherRequest,
        Why::SaysMore,
        Why::SenderNotProven,
        Why::VipNotProven,
        Why::AddressUnusable,
        Why::ByStaff,
        Why::CameLongAgo,
    ]);
    all.extend(Errand::ALL.map(|errand| Why::Errand { errand }));
    all
}

fn doubt() -> Doubt {
    let (text, sentence) = ("misschien later".to_owned(), "Dat kan misschien later.".to_owned());
    Doubt::Unclear { text, sentence, span: [0, 0] }
}
