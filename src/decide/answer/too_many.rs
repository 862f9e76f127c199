//! More guests than the wijk takes, in a mail about a visit under way: the number that we know stands
//! until somebody says yes to the new one.
//!
//! What else the mail says comes down to what it is beside a number that fits. Only what needs nobody
//! goes with our question about the number; the rest is for a person, who sees both.

use super::gist::Gist;
use super::phase::{Phase, phase};
use crate::decide::work::Work;
use crate::decide::{change, request, schedule};
use crate::domain::letter::Question;
use crate::domain::mail::Why;
use crate::domain::people::Party;
use crate::domain::reading::Reading;
use crate::domain::visit::{Guest, Visit};

/// Puts back a number that is too large, and says what it comes down to; one that fits settles what was
/// asked about an earlier one. As long as nothing is offered a number is part of the request.
pub(super) fn put_back(
    work: &Work<'_>,
    visit: &mut Visit,
    before: &Guest,
    reading: &Reading,
) -> Option<Gist> {
    let told = reading.party.as_ref().is_some_and(|_| phase(visit.stage) != Phase::Asking);
    let max = request::party_max(work, visit).filter(|_| told)?;
    let Some(Party { min: asked, .. }) = visit.guest.party_to_fit().filter(|it| it.max > max)
    else {
        schedule::party_settled(visit);
        return None;
    };
    if visit.guest.party == before.party {
        return None;
    }
    visit.guest.party = before.party;
    let can_ask = asked > max && !request::asked_before(visit);
    Some(match can_ask {
        true => Gist::Ask(Question::PartyTooLarge { max, asked }),
        false => Gist::Person(Why::QuestionForAPerson),
    })
}

/// What a mail comes down to that says `rest` beside such a number.
pub(super) fn beside(number: Option<Gist>, visit: &Visit, before: &Guest, rest: Gist) -> Gist {
    let Some(number) = number else { return rest };
    match rest {
        Gist::Person(why) => Gist::Person(why),
        Gist::Details | Gist::Inquiry | Gist::Thanks | Gist::Stays
            if !change::is_another(visit, before) =>
        {
            number
        }
        // What they take they are asked for again.
        Gist::Choose(_) | Gist::Reserve(..) => number,
        Gist::Other | Gist::TakesBack if visit.appointment.is_some() => Gist::Person(Why::MayMove),
        Gist::Details
        | Gist::Inquiry
        | Gist::Thanks
        | Gist::Stays
        | Gist::Other
        | Gist::TakesBack
        | Gist::Cancel
        | Gist::Definite
        | Gist::NotDefinite
        | Gist::Ask(_) => Gist::Person(Why::NotUnderstood),
    }
}
