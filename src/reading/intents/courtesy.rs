//! What a mail of thanks says besides: nobody would look at it, because thanks are filed.
//!
//! "Dank! Let u erop dat mevrouw geen hand geeft" is no mail of thanks. So every sentence has to be
//! thanks, a greeting or looking forward, and the first that is not is a doubt.

use super::{Cue, Sentence};
use crate::domain::reading::Doubt;
use crate::reading::body::Body;
use crate::reading::cursor::Tokens;
use crate::reading::sentence::clauses;
use crate::reading::token::Word;
use crate::reading::unread::doubt;

/// A sentence of so few words greets, agrees or closes.
const GREETING_WORDS_MAX: usize = 3;
/// Behind these nothing more is said.
const CLOSES: &[&str] = &["groet", "groeten", "groetjes", "gr", "mvg", "regards", "hoogachtend"];
/// Looking forward to it, being glad of it, seeing each other.
const GLAD: &[&str] = &[
    "zin",
    "benieuwd",
    "verheugen",
    "verheug",
    "verheugd",
    "verheugt",
    "elkaar",
    "tot",
    "blij",
    "fijn",
    "mooi",
    "prima",
    "leuk",
    "goed",
    "top",
    "super",
    "perfect",
    "duidelijk",
    "helder",
    "genoteerd",
    "ontvangen",
    "forward",
    "glad",
    "see",
    "great",
    "understood",
    "received",
    "beste",
    "geachte",
    "dag",
    "hallo",
    "weekend",
    "werk",
    "succes",
    "genoten",
    "indrukwekkend",
];
/// "Toch niet, dank" is short and no greeting.
const DENIES: &[&str] = &["niet", "geen", "nee", "not", "no", "nooit", "laat", "never"];
/// "Geen probleem", "geen dank".
const NO_TROUBLE: &[&str] = &["probleem", "dank", "punt", "bezwaar", "problem", "worries"];
/// What comes with a mail has to be looked at, however short it is said.
const SENDS: &[&str] = &["bijgaand", "bijgevoegd", "bijlage", "hierbij", "attached", "enclosed"];
/// "Graag ontvangen wij de presentatie" asks for it.
const WISHES: &[&str] = &["graag", "gaarne"];
const RECEIVES: &[&str] = &["ontvangen", "ontvang", "received"];
/// "Wij kijken ernaar uit": a press release is sent "uit" as well.
const LOOKS: &[&str] = &["kijk", "kijken", "kijkt", "zie", "zien", "ziet"];
const FORWARD: &[&str] = &["uit"];
/// With so many words the sentence says more than that.
const GLAD_WORDS_MAX: usize = 9;

/// The first sentence that is no courtesy.
pub(crate) fn beside_thanks(body: &Body<'_>) -> Option<Doubt> {
    let t = body.tokens();
    let said = body.sentences.iter().take_while(|s| !is_closing(t, s));
    let mut said = said.flat_map(|s| clauses(t, *s));
    let (from, to) = said.find(|clause| !is_courtesy(t, *clause))?;
    let said = body.words(from, to);
    let on_one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(doubt(on_one_line, said, t.span(from, to)))
}

/// Whether nothing more is said behind this sentence.
pub(crate) fn is_closing(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    // "Verstuurd vanaf mijn iPhone" is written by no hand.
    t.is(s.from, &["verstuurd", "verzonden", "sent"]) || (s.from..s.to).any(|at| t.is(at, CLOSES))
}

pub(crate) fn is_courtesy(t: Tokens<'_, '_>, (from, to): (usize, usize)) -> bool {
    let words = (from..to).filter(|&at| !matches!(t.word(at), Word::Sign(_))).count();
    let has = |list| (from..to).any(|at| t.is(at, list));
    let is_glad = has(GLAD) || has(LOOKS) && has(FORWARD);
    let asks = has(SENDS) || has(WISHES) && has(RECEIVES);
    let glad = || is_glad && !asks && words <= GLAD_WORDS_MAX;
    let thankful = [Cue::ThanksMail, Cue::Pleased, Cue::GoodVisit];
    let refuses = has(DENIES) && !has(NO_TROUBLE);
    // "Optie 2 graag" and "de tweede" are as short as a greeting; "tot de 9e" is one.
    let ordinal = |at: usize| matches!(t.word(at), Word::Ordinal(_)) && !is_glad;
    let chooses = (from..to).any(|at| t.is_cue(at, Cue::OptionWord) || ordinal(at));
    words <= GREETING_WORDS_MAX && !refuses && !asks && !chooses
        || thankful.iter().any(|cue| t.has(from, to, *cue))
        || glad()
}
