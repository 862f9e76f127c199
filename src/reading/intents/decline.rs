//! Not wanting a visit at all: turning down the invitation, taking back the request.
//!
//! The trap is what else may not be needed: "de tolk hoeft niet meer" declines nothing.

use super::leave::is_supposed;
use super::visit::{VISIT, is_agreed};
use super::{Phrases, Sentence, Span, Text};

const DECLINE: Phrases = &[
    &["af", "te", "zien"],
    &["afzien"],
    &["zien", "af"],
    &["ziet", "af"],
    &["zien", "ervan", "af"],
    &["ziet", "ervan", "af"],
    &["over", "te", "slaan"],
    &["overslaan"],
    &["geen", "belangstelling"],
    &["geen", "interesse"],
    &["niet", "geïnteresseerd"],
    &["not", "interested"],
    &["geen", "behoefte"],
    &["laten", "het", "hierbij"],
    &["laten", "het", "erbij"],
    &["geen", "gebruik"],
    &["laat", "maar", "."],
    &["er", "geen", "tijd", "voor"],
    &["voorbijgaan"],
    &["voorbij", "gaan"],
    &["geen", "prioriteit"],
    &["niet", "op", "uw", "uitnodiging"],
    &["niet", "in", "op", "uw"],
    &["niet", "op", "in", "te", "gaan"],
    &["niet", "in", "te", "gaan"],
    &["niet", "op", "in"],
    &["nee", "bedankt"],
    &["nee", "dank"],
    &["no", "thank"],
    &["no", "thanks"],
    &["decided", "against"],
    &["decided", "not", "to"],
    &["withdraw", "our"],
    &["decline"],
    &["we", "will", "pass"],
    &["besloten", "niet", "te", "komen"],
    &["besloten", "het", "niet", "te", "doen"],
    &["kiezen", "voor", "een", "andere"],
    &["gekozen", "voor", "een", "andere"],
    &["een", "andere", "gemeente", "gekozen"],
    &["bezoek", "aan", "een", "andere", "gemeente"],
    &["bezoek", "aan", "een", "andere", "wijk"],
    &["bedanken", "voor", "de", "eer"],
    &["slaan", "wij", "af"],
    &["slaan", "we", "af"],
    &["aan", "een", "andere", "gemeente"],
    &["naar", "een", "andere", "gemeente"],
    &["aan", "een", "andere", "stad"],
    &["naar", "een", "andere", "wijk"],
    &["wenst", "niet"],
    &["niet", "wenst"],
    &["niet", "wensen"],
    &["wil", "niet", "komen"],
    &["willen", "niet", "komen"],
    &["van", "tafel"],
    &["niet", "zitten"],
    &["verzoek", "in", "te", "trekken"],
    &["aanvraag", "in", "te", "trekken"],
    &["verzoek", "intrekken"],
    &["aanvraag", "intrekken"],
    &["verzoek", "graag", "intrekken"],
    &["aanvraag", "graag", "intrekken"],
];
/// What is turned down when somebody does not go into it.
const INVITATION: Phrases = &[&["uitnodiging"], &["aanbod"], &["invitation"], &["offer"]];
const ACCEPTS: Phrases = &[
    &["gaan"],
    &["gaat"],
    &["ga"],
    &["ingaan"],
    &["aannemen"],
    &["accepteren"],
    &["aanvaarden"],
    &["accept"],
];
/// The choice fell on somebody else.
const ELSEWHERE: Phrases = &[
    &["andere", "wijk"],
    &["andere", "gemeente"],
    &["andere", "stad"],
    &["andere", "organisatie"],
    &["different", "neighbourhood"],
    &["another", "neighbourhood"],
];
/// What is no longer needed when a visit is declined; a parking place is another matter.
const THE_VISIT: Phrases = &[
    &["werkbezoek"],
    &["bezoek"],
    &["rondleiding"],
    &["afspraak"],
    &["voorstel"],
    &["aanvraag"],
    &["visit"],
    &["uitnodiging"],
    &["verzoek"],
];
const NOT_NEEDED: Phrases = &[
    &["niet", "meer", "nodig"],
    &["niet", "langer", "nodig"],
    &["hoeft", "niet", "meer"],
    &["hoeven", "niet", "meer"],
    &["hoeft", "voor", "ons", "niet"],
    &["hoeven", "geen"],
    &["hoeft", "geen"],
    &["niet", "meer", "zinvol"],
    &["niet", "meer", "aan", "de", "orde"],
    &["no", "longer", "needed"],
    &["no", "longer", "need"],
];

/// No visit is wanted.
///
/// `asked`: a visit is asked for elsewhere, so that only a visit itself can be declined.
pub(super) fn declines(text: Text<'_, '_>, asked: bool) -> Option<Span> {
    text.sentences().filter(|s| !s.asks).find_map(|s| {
        if asked && !text.has(s, THE_VISIT) {
            return None;
        }
        let supposed = |span: &Span| !is_supposed(text, s, span[0]);
        text.place_in(s, DECLINE)
            .filter(supposed)
            .or_else(|| skips(text, s))
            .or_else(|| no_visit(text, s))
            .or_else(|| turns_down(text, s))
            .or_else(|| withdraws(text, s))
            .or_else(|| text.place_in(s, NEED_NOT).filter(|_| s.to - s.from <= 8 && bare(text, s)))
            .or_else(|| text.place_in(s, NOT_NEEDED).filter(|_| text.has(s, THE_VISIT)))
    })
}

/// "besloten geen werkbezoek te brengen"; not "dan is er geen bezoek mogelijk".
fn no_visit(text: Text<'_, '_>, s: Sentence) -> Option<Span> {
    const NO_VISIT: Phrases =
        &[&["geen", "werkbezoek"], &["geen", "bezoek"], &["geen", "rondleiding"], &["no", "visit"]];
    const NO_ROOM: Phrases = &[
        &["geen", "ruimte"],
        &["geen", "tijd"],
        &["geen", "gelegenheid"],
        &["geen", "mogelijkheid"],
        &["geen", "mogelijkheden"],
        &["geen", "aanleiding"],
        &["geen", "noodzaak"],
        &["geen", "meerwaarde"],
        &["geen", "plek"],
        &["niet", "toe"],
        &["geen", "plaats"],
        &["no", "room"],
        &["no", "time"],
    ];
    const OTHERWISE: Phrases = &[
        &["mogelijk"],
        &["nog", "geen"],
        &["mocht"],
        &["als"],
        &["geweest"],
        &["gehad"],
        &["kan", "geen"],
        &["gebracht"],
        &["pers"],
    ];
    const IN_PLANNING: Phrases = &[&["planning"], &["agenda"], &["programma"]];
    let visit = text.has(s, VISIT) && !s.asks;
    let unplanned = text.has(s, &[&["past"]]) && text.has(s, &[&["niet"]]);
    let asks = text.asks;
    let no_room = || {
        let wanted = text.times_in(s).any(|wish| super::is_wanted(wish.modality));
        let room = text.place_in(s, NO_ROOM).filter(|_| !wanted);
        let planned = || text.place_in(s, IN_PLANNING).filter(|_| unplanned && !is_agreed(text, s));
        room.or_else(planned).filter(|_| visit && !asks && !text.offered || visit && unplanned)
    };
    text.place_in(s, NO_VISIT).filter(|_| !text.has(s, OTHERWISE)).or_else(no_room)
}

/// "Hoeft niet meer, dank je"; not "de tolk hoeft niet meer".
const NEED_NOT: Phrases = &[&["hoeft", "niet", "meer"], &["niet", "meer", "nodig"]];

fn bare(text: Text<'_, '_>, s: Sentence) -> bool {
    text.t.any_of(s.from, NEED_NOT).is_some()
        || text.t.is(s.from, &["het", "dat"]) && text.t.any_of(s.from + 1, NEED_NOT).is_some()
}

/// "het verzoek laten vervallen".
fn withdraws(text: Text<'_, '_>, s: Sentence) -> Option<Span> {
    const REQUEST: Phrases = &[&["verzoek"], &["aanvraag"], &["request"]];
    const DROPS: Phrases =
        &[&["vervallen"], &["intrekken"], &["trekken"], &["terugtrekken"], &["withdraw"]];
    text.place_in(s, DROPS).filter(|_| text.has(s, REQUEST) && !s.asks)
}

/// "gaan niet in op uw uitnodiging", "unable to accept the invitation", "kozen een andere wijk".
fn turns_down(text: Text<'_, '_>, s: Sentence) -> Option<Span> {
    const NOT: Phrases = &[&["niet"], &["geen"], &["not"], &["unable"], &["cannot"]];
    const CHOSE: Phrases =
        &[&["keuze"], &["gekozen"], &["kiezen"], &["kiest"], &["kozen"], &["chosen"]];
    let refuses = text.has(s, NOT) && text.has(s, ACCEPTS);
    let invited = text.place_in(s, INVITATION).filter(|_| refuses);
    invited.or_else(|| text.place_in(s, ELSEWHERE).filter(|_| text.has(s, CHOSE)))
}

/// "wij slaan dit werkbezoek over", "trekken onze aanvraag in": verb and particle far apart.
fn skips(text: Text<'_, '_>, s: Sentence) -> Option<Span> {
    const SKIP: Phrases = &[&["slaan"], &["sla"], &["slaat"]];
    const SEE: Phrases = &[&["zien"], &["zie"], &["ziet"]];
    const PULL: Phrases = &[&["trekken"], &["trek"], &["trekt"]];
    let asked = text.has(s, THE_VISIT);
    text.apart(s, SKIP, &["over"])
        .or_else(|| text.apart(s, SEE, &["af"]))
        .or_else(|| text.apart(s, PULL, &["in", "terug"]).filter(|_| asked))
}

/// Whether a sentence turns a visit down.
pub(super) fn turns_away(text: Text<'_, '_>, s: Sentence) -> bool {
    text.place_in(s, DECLINE).or_else(|| skips(text, s)).or_else(|| no_visit(text, s)).is_some()
}
