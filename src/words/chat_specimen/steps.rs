//! Every reason and every step of a trail, once.

use crate::domain::consent::Voice;

use super::{
    Actor, CabinetDuty, ContactId, Doubt, Entry, Finding, LetterId, MailKey, Office, Reason, Stage,
    Step, Theme, When, WijkChoice, WijkId, Word, case, day, now, options, slot,
};

/// Each kind of reason, the duties of the cabinet included.
pub fn reasons() -> Vec<Reason> {
    let text = "niet op vrijdag".to_owned();
    vec![
        Reason::InThePast,
        Reason::TooSoon {
            office: Office::Bewindspersoon,
            notice_days: 90,
            first: day(2027, 2, 23),
        },
        Reason::TooFarAhead,
        Reason::Holiday { name: "Tweede Paasdag".to_owned() },
        Reason::WijkClosed { why: "verbouwing".to_owned() },
        Reason::OutsideOpeningHours,
        Reason::Taken { by: case(19) },
        Reason::WeekFull { max: 1 },
        Reason::DayFull { max: 2 },
        Reason::Offered { by: case(19), until: now() },
        Reason::KamerDay,
        Reason::CabinetDay { what: CabinetDuty::Ministerraad },
        Reason::CabinetDay { what: CabinetDuty::Onderraden },
        Reason::CabinetDay { what: CabinetDuty::Vragenuur },
        Reason::Prinsjesdag,
        Reason::OfficeBusy { why: "collegevergadering".to_owned() },
        Reason::GuestCannot { text: text.clone() },
        Reason::NoHost,
        Reason::HostAway,
        Reason::NoYes { voice: Voice::Host },
        Reason::NoYes { voice: Voice::Residents },
        Reason::NoYes { voice: Voice::Staff },
        Reason::PartyTooLarge { max: 12 },
        Reason::OtherWijkSameDay { by: case(19) },
        Reason::GuestElsewhere { by: case(19) },
        Reason::TravelTooShort { minutes: 60, by: case(19) },
        Reason::ThreeWijken,
        Reason::NotTogether { with: case(19) },
        Reason::RatherNotHoliday { name: "Goede Vrijdag".to_owned() },
        Reason::SchoolHoliday { name: "voorjaarsvakantie".to_owned() },
        Reason::Carnival,
        Reason::BridgeDay,
        Reason::StandsIn { visits: 3 },
        Reason::GuestWants { text: text.clone() },
        Reason::GuestPrefers { text },
        Reason::SuitsOffice { office: Office::Kamerlid },
        Reason::InRecess { name: "meireces".to_owned() },
    ]
}

/// Each kind of step, taken by each kind of actor in turn.
pub fn steps() -> Vec<Entry> {
    let actors = [Actor::Bot, Actor::Guest, Actor::Host, Actor::Staff { name: "Noor".to_owned() }];
    let steps = reading().into_iter().chain(journey()).chain(letters()).chain(remarks());
    steps.zip(actors.into_iter().cycle()).map(|(step, by)| Entry { at: now(), by, step }).collect()
}

fn reading() -> Vec<Step> {
    let text = "vrijdag 14 november".to_owned();
    let finding = |what: &str, value: &str, words: &str| Finding {
        what: what.to_owned(),
        value: value.to_owned(),
        words: words.to_owned(),
        span: [4, 18],
        moments: Vec::new(),
        why: None,
    };
    let mail = MailKey::new("3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a");
    let unclear = Doubt::Place { text: "Oosterhout".to_owned(), span: [0, 4] };
    vec![
        Step::Telephoned {
            findings: vec![finding("principal", "kamerlid", "Kamerlid De Wit")],
            doubts: vec![unclear],
        },
        Step::MailRead { mail: mail.clone(), findings: Vec::new(), doubts: Vec::new() },
        Step::MailRead {
            mail,
            findings: vec![
                finding("wijk", "vollenhoven", "Vollenhove"),
                Finding {
                    moments: vec![When::Date(day(2027, 1, 15)), When::Date(day(2027, 1, 22))],
                    why: Some("weekday + date".to_owned()),
                    ..finding("when", "want", "vrijdag 15 januari")
                },
                finding("intent", "visit_request", "langskomen"),
                finding("party", "6-8", "6 tot 8 mensen"),
                finding("principal", "kamerlid", "Kamerlid De Wit"),
                finding("theme", "armoede", "schulden"),
                finding("choice", "2", "optie 2"),
                finding("question", "", "Is er parkeerplek?"),
            ],
            doubts: vec![
                Doubt::When { text: text.clone(), span: [0, 4] },
                Doubt::NoSuchDate {
                    text: "29 februari 2027".to_owned(),
                    nearest: vec![day(2027, 2, 28), day(2027, 3, 1)],
                    span: [0, 4],
                },
                Doubt::Place { text: "Oosterhout".to_owned(), span: [0, 4] },
                Doubt::Choice { options: vec![1, 2] },
                Doubt::Unclear {
                    text: "diezelfde dag".to_owned(),
                    sentence: "Kan het op diezelfde dag?".to_owned(),
                    span: [11, 24],
                },
            ],
        },
    ]
}

fn journey() -> Vec<Step> {
    let wijk = WijkId::new("vollenhoven");
    let chosen = |why| Step::WijkChosen { wijk: wijk.clone(), why };
    let offered = options().into_iter().map(|option| (option.slot, option.reasons)).collect();
    let mut steps = vec![
        chosen(WijkChoice::Named),
        chosen(WijkChoice::ByTheme { themes: vec![Theme::Onderwijs, Theme::Armoede] }),
        chosen(WijkChoice::ByMunicipality),
        chosen(WijkChoice::ByLoad { visits_ahead: 2, held: 0 }),
        chosen(WijkChoice::ByLoad { visits_ahead: 2, held: 5 }),
        chosen(WijkChoice::ByStaff),
    ];
    steps.extend(Stage::ALL.map(|stage| Step::StageReached { stage }));
    steps.extend([
        Step::Offered { version: 1, options: offered },
        Step::NothingFree { reasons: reasons() },
        Step::Chosen { slot: slot(15, 13) },
        Step::SlotWasTaken { slot: slot(15, 13), reasons: vec![Reason::Taken { by: case(19) }] },
        Step::OfferLapsed { version: 1 },
        Step::OfferWithdrawn { version: 2 },
        Step::Waits { until: now() },
        Step::WijkShut { slot: Some(slot(15, 13)), why: "verbouwing".to_owned() },
        Step::WijkShut { slot: None, why: "verbouwing".to_owned() },
        Step::HostSet { host: ContactId::new("vollenhoven-2") },
        Step::AwaitsYes { slot: slot(15, 13), voices: vec![Voice::Host, Voice::Residents] },
        Step::VoiceSaid { voice: Voice::Host, yes: true },
        Step::VoiceSaid { voice: Voice::Residents, yes: false },
        Step::Together { with: case(15) },
        Step::Apart { with: case(15) },
        Step::Merged { with: case(15) },
        Step::WentInto { case: case(15) },
    ]);
    steps
}

fn letters() -> Vec<Step> {
    let letter = LetterId::new("wb-2026-014.voorstel.1");
    let reply = "451 4.7.1 try again later".to_owned();
    vec![
        Step::LetterDecided { letter: letter.clone() },
        Step::LetterAccepted { letter: letter.clone() },
        Step::LetterDelayed { letter: letter.clone(), reply: reply.clone() },
        Step::LetterRefused { letter: letter.clone(), reply },
        Step::LetterUnknown { letter: letter.clone() },
        Step::LetterCalledBack { letter: letter.clone() },
        Step::LetterSentAgain { letter: letter.clone() },
        Step::LetterLet { letter },
    ]
}

fn remarks() -> Vec<Step> {
    vec![
        Step::ReminderDropped { days_before: 3 },
        Step::ReminderPutOff { days_before: 3 },
        Step::Taken { name: "Noor".to_owned() },
        Step::WriterSet { name: "Tom Blauw".to_owned() },
        Step::Released,
        Step::GuestCalledOff,
        Step::CalendarAnswered { word: Word::Accepted, counts: true, text: None },
        Step::CalendarAnswered {
            word: Word::OtherMoment { slot: Some(slot(22, 13)) },
            counts: false,
            text: Some("liever een week later".to_owned()),
        },
        Step::Noted { text: "belt morgen terug".to_owned() },
        Step::Away {
            text: "afwezig tot en met 4 december".to_owned(),
            until: Some(day(2026, 12, 4)),
            deputy: Some("Noa Kuipers".to_owned()),
        },
        Step::Held { held: true },
        Step::Held { held: false },
        Step::PutBack { stage: Stage::Proposed },
        Step::Ended { reason: Some("de agenda is vol".to_owned()) },
        Step::Ended { reason: None },
    ]
}
