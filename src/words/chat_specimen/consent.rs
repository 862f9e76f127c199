//! What staff hear of the yes that a moment needs, once for each turn.

use super::previews::preview_of;
use super::sayings::boxed;
use super::{ContactId, PreviewOf, Refusal, Saying, Stage, Visit, case, now, options, slot, visit};
use crate::domain::consent::{Consent, Voice};
use crate::domain::ids::{VisitId, WijkId};
use crate::domain::notice::ConsentNews;
use crate::domain::visit::Loose;

pub(super) fn about_consent() -> Vec<Saying> {
    let about = |news| Saying::Consent { visit: Box::new(chosen()), news };
    let voice = Voice::Residents;
    let (declined, asked) = (ContactId::new("vollenhoven-1"), ContactId::new("vollenhoven-2"));
    vec![
        about(ConsentNews::Asked),
        about(ConsentNews::Yes { voice: Voice::Host }),
        Saying::Consent { visit: boxed(Stage::Confirmed), news: ConsentNews::On },
        about(ConsentNews::OtherHost { declined, asked }),
        Saying::Consent {
            visit: boxed(Stage::Proposed),
            news: ConsentNews::No { voice, plan: options() },
        },
        Saying::Consent {
            visit: boxed(Stage::AwaitingApproval),
            news: ConsentNews::No { voice, plan: Vec::new() },
        },
        about(ConsentNews::Reminded),
        about(ConsentNews::Missing),
        super::sayings::shown(Box::new(chosen()), 0, Vec::new()),
        super::sayings::shown(Box::new(moving()), 0, Vec::new()),
        Saying::HostSilent { visit: Box::new(moving()) },
        preview_of(
            PreviewOf::Consent { case: case(14), voice, yes: true, slot: Some(slot(15, 13)) },
            Vec::new(),
            Vec::new(),
        ),
        preview_of(
            PreviewOf::Consent { case: case(14), voice: Voice::Host, yes: false, slot: None },
            Vec::new(),
            Vec::new(),
        ),
        Saying::Refused { refusal: Refusal::NoYesNeeded { case: case(14), voice } },
        Saying::Refused { refusal: already_receives(Some(case(14))) },
        Saying::Refused { refusal: already_receives(None) },
        Saying::HostReplied {
            visit: host_wrote(),
            text: "Hans is er wel.".to_owned(),
            urgent: false,
            said_yes: false,
        },
        Saying::Away {
            visit: boxed(Stage::Confirmed),
            host: Some(ContactId::new("vollenhoven-1")),
            text: "Ik ben er even niet.".to_owned(),
            from: None,
            until: None,
            deputy: Some("Hans".to_owned()),
            lapses: None,
        },
    ]
}

fn already_receives(case: Option<VisitId>) -> Refusal {
    let (wijk, host) = (WijkId::new("vollenhoven"), ContactId::new("vollenhoven-1"));
    Refusal::AlreadyReceives { wijk, host, case }
}

/// The host of what is agreed wrote, and nobody has read it yet.
fn host_wrote() -> Box<Visit> {
    let mut visit = boxed(Stage::Confirmed);
    visit.leave_loose(Loose::HostWrote, now());
    visit
}

/// An appointment that would move: a yes of the host, silent until now, would be for the new moment.
fn moving() -> Visit {
    let Visit { consent, offer, .. } = chosen();
    let mut visit = Visit { consent, offer, ..visit(Stage::Confirmed) };
    visit.leave_loose(Loose::HostSilent, now());
    visit
}

/// The office chose, and the residents must still say yes.
pub(super) fn chosen() -> Visit {
    let consent = Consent {
        slot: slot(15, 13),
        open: vec![Voice::Residents, Voice::Staff],
        said: vec![Voice::Host],
        asked: [(Voice::Host, ContactId::new("vollenhoven-1"))].into(),
        declined: Vec::new(),
        reminded: false,
        reserved: None,
    };
    Visit { consent: Some(consent), ..visit(Stage::Proposed) }
}
