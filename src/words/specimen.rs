//! One fictional draft of every letter, in both languages, full and bare, to render templates with.
//!
//! `werkbezoek check` and the tests render them all: a template that names a fact that does not
//! exist fails here and not at the moment when a guest waits for an answer. Nobody in them exists.

mod case;
mod desk;
mod reasons;

use crate::domain::consent::Voice;
use crate::domain::desk::Desk;
use crate::domain::ids::LetterId;
use crate::domain::letter::{Changed, Facts, Invitation, LetterDraft, LetterKind, Method, Noted};
use crate::domain::people::{Contact, Mailbox};
use crate::domain::reading::Language;
use crate::domain::reason::Reason;
use crate::domain::time::{Instant, instant};
use crate::domain::visit::{Appointment, Stage, Thread, Visit};

use super::{Words, WordsError, feed};

pub use desk::desk;
pub use reasons::{questions, reasons};

/// The moment at which the specimens are decided: Friday 20 November 2026, 11.00 in Amsterdam.
pub fn now() -> Instant {
    instant(case::wall(2026, 11, 20, 11, 0))
}

impl Words {
    /// Renders every specimen and returns what went wrong: the check on edited templates.
    pub fn faults_in_letters(&self) -> Vec<WordsError> {
        let desk = desk();
        let letters = specimens();
        let results = letters.iter().map(|draft| self.letter(&desk, now(), draft).map(drop));
        let kept = agenda(&desk);
        let agenda = self.agenda(&desk, &feed::standing(&kept, now())).map(drop);
        results.chain([agenda]).filter_map(Result::err).collect()
    }
}

/// What the files of the agenda tell of the specimens: agreed, under reservation and offered.
fn agenda(desk: &Desk) -> Vec<feed::Entry> {
    let stages = [Stage::Confirmed, Stage::AcceptedWithReservation, Stage::Proposed];
    let visits = stages.map(|stage| case::visit(stage, Language::Nl));
    visits.iter().flat_map(|visit| feed::of_visit(desk, visit)).collect()
}

/// All specimens. Each has an identity of its own, `wb-2026-014.<slug>.<variant>`.
pub fn specimens() -> Vec<LetterDraft> {
    let kinds = LetterKind::ALL.into_iter();
    let plain = kinds.flat_map(|kind| {
        let languages: &[Language] =
            if kind.is_for_host() { &[Language::Nl] } else { &[Language::Nl, Language::En] };
        languages.iter().flat_map(move |language| [full(kind, *language), bare(kind, *language)])
    });
    let special = [Language::Nl, Language::En].into_iter().flat_map(special);
    plain.chain(special).chain(host_specials()).collect()
}

/// A draft in which everything is known.
fn full(kind: LetterKind, language: Language) -> LetterDraft {
    let visit = case::visit(stage_of(kind), language);
    let mut draft = draft(kind, language, "vol", Some(visit));
    draft.facts = case::facts(kind, language);
    draft.invitation = method_of(kind).map(|method| invitation(&draft, method));
    draft
}

/// A draft in which nothing is known that need not be: a visit of which only the writer's address
/// is known, or no visit at all where a letter can do without.
fn bare(kind: LetterKind, language: Language) -> LetterDraft {
    let visit = needs_visit(kind).then(|| case::bare_visit(stage_of(kind), language));
    let mut draft = draft(kind, language, "kaal", visit);
    draft.to.name = None;
    draft.thread = Thread::default();
    draft.answers = None;
    draft.host = None;
    draft
}

fn draft(kind: LetterKind, language: Language, variant: &str, visit: Option<Visit>) -> LetterDraft {
    let id = LetterId::about(case::id(), kind.slug(), &format!("{variant}-{}", code(language)));
    let host = desk::host();
    let is_for_host = kind.is_for_host();
    LetterDraft {
        id,
        kind,
        to: if is_for_host { mailbox_of(&host) } else { case::writer() },
        cc: Vec::new(),
        language,
        thread: if is_for_host { Thread::default() } else { case::thread() },
        answers: (!is_for_host && !is_by_clock(kind)).then(case::mail),
        visit: visit.map(Box::new),
        host: Some(host),
        facts: Facts::default(),
        invitation: None,
        not_before: now(),
        is_last: false,
    }
}

/// Whether no mail of the guest leads to it.
fn is_by_clock(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::Reminder
            | LetterKind::Thanks
            | LetterKind::CancelledByUs
            | LetterKind::OfferLapsed
            | LetterKind::Waiting
            | LetterKind::WaitLapsed
    )
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Nl => "nl",
        Language::En => "en",
        Language::Other => "other",
    }
}

fn mailbox_of(contact: &Contact) -> Mailbox {
    Mailbox { name: Some(contact.name.clone()), address: contact.address.clone() }
}

fn invitation(draft: &LetterDraft, method: Method) -> Invitation {
    Invitation {
        method,
        uid: "wb-2026-014@m50.example".to_owned(),
        sequence: 0,
        slot: case::slots()[0],
        attendee: draft.to.clone(),
        event_is_off: matches!(method, Method::Cancel),
    }
}

fn method_of(kind: LetterKind) -> Option<Method> {
    match kind {
        LetterKind::Confirmation
        | LetterKind::Change
        | LetterKind::HostInvitation
        | LetterKind::HostUpdate => Some(Method::Request),
        LetterKind::CancelledByUs | LetterKind::CancelledByGuest | LetterKind::HostCancellation => {
            Some(Method::Cancel)
        }
        LetterKind::CounterDeclined => Some(Method::DeclineCounter),
        LetterKind::Receipt
        | LetterKind::Question
        | LetterKind::Offer
        | LetterKind::NothingFree
        | LetterKind::SlotGone
        | LetterKind::DetailsNoted
        | LetterKind::ChangeReceived
        | LetterKind::Reminder
        | LetterKind::Thanks
        | LetterKind::HandOver
        | LetterKind::Information
        | LetterKind::FreeText
        | LetterKind::OfferLapsed
        | LetterKind::Waiting
        | LetterKind::WaitLapsed
        | LetterKind::HostReminder
        | LetterKind::HostHeldQuestion
        | LetterKind::HostMail
        | LetterKind::MailAnswer
        | LetterKind::AwaitsYes
        | LetterKind::YesQuestion
        | LetterKind::YesNotNeeded => None,
    }
}

/// The stage in which a letter of this kind is usually decided.
fn stage_of(kind: LetterKind) -> Stage {
    match kind {
        LetterKind::Receipt
        | LetterKind::HandOver
        | LetterKind::Information
        | LetterKind::HostMail
        | LetterKind::MailAnswer
        | LetterKind::Waiting => Stage::AwaitingApproval,
        LetterKind::Question => Stage::AskedForDetails,
        LetterKind::Offer
        | LetterKind::NothingFree
        | LetterKind::SlotGone
        | LetterKind::AwaitsYes
        | LetterKind::YesQuestion
        | LetterKind::YesNotNeeded
        | LetterKind::FreeText => Stage::Proposed,
        LetterKind::Confirmation
        | LetterKind::Change
        | LetterKind::DetailsNoted
        | LetterKind::ChangeReceived
        | LetterKind::CounterDeclined
        | LetterKind::Reminder
        | LetterKind::HostInvitation
        | LetterKind::HostUpdate
        | LetterKind::HostReminder => Stage::Confirmed,
        LetterKind::CancelledByUs | LetterKind::CancelledByGuest | LetterKind::HostCancellation => {
            Stage::Cancelled
        }
        LetterKind::Thanks | LetterKind::HostHeldQuestion => Stage::HeldVisit,
        LetterKind::OfferLapsed | LetterKind::WaitLapsed => Stage::Lapsed,
    }
}

fn needs_visit(kind: LetterKind) -> bool {
    !matches!(
        kind,
        LetterKind::Question
            | LetterKind::HandOver
            | LetterKind::Information
            | LetterKind::FreeText
            | LetterKind::NothingFree
            | LetterKind::HostMail
            | LetterKind::MailAnswer
    )
}

/// Letters that say something else in a special case.
fn special(language: Language) -> Vec<LetterDraft> {
    let named = |kind, variant: &str, change: &dyn Fn(&mut LetterDraft)| {
        let mut draft = full(kind, language);
        let ordinal = format!("{variant}-{}", code(language));
        draft.id = LetterId::about(case::id(), kind.slug(), &ordinal);
        change(&mut draft);
        draft
    };
    let stage = |draft: &mut LetterDraft, stage| {
        if let Some(visit) = &mut draft.visit {
            visit.stage = stage;
        }
    };
    let shut = |draft: &mut LetterDraft| {
        if let Some(visit) = &mut draft.visit {
            let shut = Some("verbouwing".to_owned());
            visit.appointment = Some(Appointment { shut, ..case::appointment() });
        }
    };
    let mut drafts = vec![
        named(LetterKind::Offer, "verzetten", &|draft| {
            if let Some(visit) = &mut draft.visit {
                visit.appointment = Some(case::appointment());
            }
            draft.facts.options.truncate(1);
            draft.facts.recess = None;
        }),
        named(LetterKind::Offer, "wijk-dicht", &|draft| {
            shut(draft);
            draft.facts.reasons = vec![Reason::WijkClosed { why: "verbouwing".to_owned() }];
        }),
        named(LetterKind::Offer, "voorstel-dicht", &|draft| {
            draft.facts.reasons = vec![Reason::WijkClosed { why: "verbouwing".to_owned() }];
        }),
        named(LetterKind::Offer, "na-gemist-bezoek", &|draft| {
            if let Some(visit) = &mut draft.visit {
                visit.request.origin.missed = Some(case::slots()[0]);
                visit.offers_made = 1;
            }
        }),
        named(LetterKind::Offer, "tweede-keus", &|draft| {
            draft.facts.options.truncate(1);
            draft.facts.plan_b = true;
        }),
        named(LetterKind::Offer, "van-de-wachtlijst", &|draft| draft.facts.waited = true),
        named(LetterKind::OfferLapsed, "wijk-dicht", &|draft| {
            stage(draft, Stage::Confirmed);
            shut(draft);
        }),
        named(LetterKind::Receipt, "twee-bezoeken", &|draft| {
            draft.facts.beside =
                vec![Visit { id: case::other_id(), ..case::visit(Stage::Requested, language) }];
        }),
        named(LetterKind::NothingFree, "redenen", &|draft| {
            draft.facts.options.clear();
            draft.facts.reasons = reasons();
        }),
        named(LetterKind::SlotGone, "niets-meer", &|draft| draft.facts.options.clear()),
        named(LetterKind::CounterDeclined, "een-collega-zoekt", &|draft| {
            draft.facts.options.clear();
            draft.facts.expires = None;
        }),
        named(LetterKind::Confirmation, "voorbehoud", &|draft| {
            stage(draft, Stage::AcceptedWithReservation);
            draft.invitation = None;
        }),
        named(LetterKind::Confirmation, "alles-bekend", &|draft| {
            if let Some(visit) = &mut draft.visit {
                visit.guest.needs = case::all_needs();
            }
        }),
        named(LetterKind::Change, "zelfde-moment", &|draft| draft.facts.previous_slot = None),
        named(LetterKind::CancelledByUs, "verzoek", &|draft| {
            stage(draft, Stage::Declined);
            draft.invitation = None;
            if let Some(visit) = &mut draft.visit {
                visit.appointment = None;
            }
            draft.facts.slot = None;
        }),
        named(LetterKind::Reminder, "vandaag", &|draft| draft.facts.days_before = Some(0)),
        named(LetterKind::Reminder, "morgen", &|draft| draft.facts.days_before = Some(1)),
        named(LetterKind::Reminder, "te-laat", &|draft| draft.facts.late = true),
        named(LetterKind::Reminder, "voorbehoud", &|draft| {
            stage(draft, Stage::AcceptedWithReservation);
        }),
        named(LetterKind::DetailsNoted, "vraag", &|draft| draft.facts.person_answers = true),
        named(LetterKind::DetailsNoted, "geen-pers", &|draft| {
            draft.facts.noted = Noted { no_press: true, ..Noted::default() };
            draft.facts.unsure = true;
        }),
        named(LetterKind::HandOver, "laatste", &|draft| draft.is_last = true),
        named(LetterKind::HandOver, "misschien-af", &|draft| draft.facts.reassures = false),
    ];
    for (at, question) in questions().into_iter().enumerate() {
        drafts.push(named(LetterKind::Question, &format!("soort-{}", at + 1), &|draft| {
            draft.facts = case::facts(LetterKind::Offer, language);
            draft.facts.question = Some(question.clone());
        }));
    }
    drafts
}

fn host_specials() -> Vec<LetterDraft> {
    let mut replaced = full(LetterKind::HostCancellation, Language::Nl);
    replaced.id = LetterId::about(case::id(), replaced.kind.slug(), "vervangen-nl");
    if let Some(invitation) = &mut replaced.invitation {
        invitation.event_is_off = false;
    }
    let mut residents = full(LetterKind::YesQuestion, Language::Nl);
    residents.id = LetterId::about(case::id(), residents.kind.slug(), "bewoners-nl");
    residents.facts.voice = Some(Voice::Residents);
    let mut late = full(LetterKind::HostReminder, Language::Nl);
    late.id = LetterId::about(case::id(), late.kind.slug(), "te-laat-nl");
    late.facts.late = true;
    let mut closed = full(LetterKind::HostCancellation, Language::Nl);
    closed.id = LetterId::about(case::id(), closed.kind.slug(), "wijk-dicht-nl");
    closed.facts.text = None;
    if let Some(visit) = &mut closed.visit {
        let shut = Some("verbouwing".to_owned());
        visit.appointment = Some(Appointment { shut, ..case::appointment() });
    }
    let mut news = full(LetterKind::HostUpdate, Language::Nl);
    news.id = LetterId::about(case::id(), news.kind.slug(), "wat-er-nieuw-is-nl");
    news.facts.previous_slot = None;
    news.facts.changed =
        vec![Changed::Guest, Changed::Party, Changed::Needs, Changed::Phone, Changed::Place];
    let mut for_office = full(LetterKind::Change, Language::Nl);
    for_office.id = LetterId::about(case::id(), for_office.kind.slug(), "wat-er-nieuw-is-nl");
    for_office.facts.previous_slot = None;
    for_office.facts.changed = vec![Changed::Host, Changed::Party];
    vec![replaced, residents, late, closed, news, for_office]
}
