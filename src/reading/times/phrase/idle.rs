//! Tells the words of time that name no moment: "fijn weekend", "prettige feestdagen", and the weekday
//! that 23 August merely is.

use chrono::Weekday;

use crate::reading::sentence::Sentence;
use crate::reading::times::{Days, Grammar, Phrase};
use crate::reading::token::Unit;

/// What is wished to somebody is one of these.
const FRIENDLY: &[&str] = &[
    "fijn",
    "fijne",
    "prettig",
    "prettige",
    "goed",
    "goede",
    "gezellig",
    "gezellige",
    "mooi",
    "mooie",
    "gelukkig",
    "gelukkige",
    "zalig",
    "zalige",
    "nice",
    "happy",
    "great",
];
/// Before them stands who is wished it, if anything does.
const WISHED: &[&str] =
    &["u", "je", "jullie", "jou", "alvast", "en", "wens", "wensen", "wenst", "verder", "a", "you"];

impl Grammar<'_, '_> {
    /// Whether a phrase, behind the one before it, is no time that somebody means.
    pub(super) fn says_nothing(
        &self,
        sentence: Sentence,
        last: Option<&Phrase>,
        phrase: &Phrase,
    ) -> bool {
        let t = self.t;
        // "te vroeg in het jaar", "op zon- en feestdagen".
        let too = || t.was(phrase.from, &["te"]) && t.is(phrase.from, &["vroeg", "laat"]);
        let other_days = || {
            phrase.start.days == Some(Days::Festivities)
                && t.was(phrase.from, &["en"])
                && phrase.from >= 2
                && t.get(phrase.from - 2).is_some_and(|dash| dash.is_dash())
        };
        // "Er is dag en nacht iets te doen".
        let day_and_night = || {
            phrase.from >= 2
                && t.is(phrase.from, &["nacht", "night"])
                && t.any_of(phrase.from - 2, &[&["dag", "en"], &["day", "and"]]).is_some()
        };
        self.is_wished_well(sentence, phrase)
            || self.is_weekday_of(last, phrase)
            || self.is_skipped(phrase)
            || self.announces_days(sentence, phrase)
            || too()
            || other_days()
            || day_and_night()
    }

    /// "Wij schuiven het over de kerst heen": some day behind it.
    fn is_skipped(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let article = usize::from(t.was(phrase.from, &["de", "het"]));
        let over = t.is(phrase.from, &["over"]) || t.was(phrase.from - article, &["over"]);
        over && t.is(phrase.to, &["heen"])
    }

    /// "De volgende dagen zijn vrijgehouden:" above a list: those of the list.
    fn announces_days(&self, sentence: Sentence, phrase: &Phrase) -> bool {
        let t = self.t;
        let follow = |at: usize| t.is(at, &["volgende", "following"]);
        t.was(phrase.to, &["dagen", "days", "weken", "weeks"])
            && (phrase.from..phrase.to).any(follow)
            && (phrase.to..=sentence.to).any(|at| t.is_sign(at, ':'))
    }

    /// "Fijn weekend!", "wij wensen u alvast prettige feestdagen".
    fn is_wished_well(&self, sentence: Sentence, phrase: &Phrase) -> bool {
        let t = self.t;
        let leisure = match (&phrase.start.days, &phrase.set) {
            (Some(Days::Festivities | Days::Feast(..) | Days::Season(..)), None) => true,
            (Some(Days::Unit { unit, .. }), None) => *unit == Unit::Weekend,
            (None, Some(set)) => {
                phrase.start.time.is_none() && set.weekdays == [Weekday::Sat, Weekday::Sun]
            }
            (Some(_) | None, _) => false,
        };
        if !leisure || !t.was(phrase.from, FRIENDLY) {
            return false;
        }
        let friendly = phrase.from - 1;
        let first = if t.was(friendly, &["een"]) { friendly - 1 } else { friendly };
        first <= sentence.from || t.was(first, WISHED)
    }

    /// "23 augustus is een zondag": the day is named already.
    fn is_weekday_of(&self, last: Option<&Phrase>, phrase: &Phrase) -> bool {
        let t = self.t;
        let one = phrase.set.as_ref().is_some_and(|set| set.within.is_none())
            && phrase.start.time.is_none()
            && t.is(phrase.from, &["een", "a"]);
        one && t.was(phrase.from, &["is", "was"])
            && last.is_some_and(|last| {
                last.to + 1 == phrase.from && matches!(last.start.days, Some(Days::Date { .. }))
            })
    }
}
