//! Lists of words and phrases that colour or signal a finding, each known by its name.
//!
//! A list lives in the file of the reader that uses it; here each gets a bit. The lexicon marks every
//! word of the text with the bits of its lists when it is read, so that asking "is there a word of
//! refusal in this clause?" is a look at one number per word, however long the list is.

mod listed;
mod lists;

pub(crate) use listed::{Listed, Number, Opened, Row};
pub(crate) use lists::{LISTS, parts};

/// The words of a list; a space separates the words of a phrase.
pub(crate) type Phrases = &'static [&'static str];

/// No phrase has more words.
pub(crate) const PHRASE_WORDS_MOST: usize = 6;

/// A named list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    // Where a time may begin: `times/phrase`.
    OpensTime,
    InsideTime,
    OpensAmount,
    OpensFeast,
    OpensBound,
    OpensMidday,
    LeadsPart,
    AsksHour,
    GluesTime,
    LeadsToTime,
    OpensDays,
    // What takes a time back: `wishes`.
    CorrectsTime,
    // What may stand between two times that belong together: `times/link`.
    Joins,
    Leans,
    // The feeling of a clause about a time: `modality`.
    No,
    NoProblem,
    Away,
    Impossible,
    Want,
    Prefer,
    States,
    Except,
    Answer,
    Receives,
    Comes,
    PutsElsewhere,
    YourChoice,
    Subject,
    Plan,
    Falls,
    Elsewhere,
    Duty,
    Well,
    Closes,
    Reminds,
    GivesWord,
    TakesOut,
    Finishes,
    Verb,
    LooksBack,
    Was,
    AsAgreed,
    Written,
    Turns,
    // What a clause states, and of what.
    Determiner,
    EnglishDeterminer,
    Pronoun,
    ExtendsNoun,
    LeadsAway,
    NoVerb,
    ShortVerb,
    PlansDay,
    VisitsYou,
    You,
    OfVisitDay,
    Auxiliary,
    ComesFor,
    GuestNoun,
    Hears,
    Whereabouts,
    LetsCome,
    Hindrance,
    Hinders,
    NothingAtAll,
    // What bounds an hour: `times/clock`.
    LaterThan,
    SoonerThan,
    // The language of a text: `language`.
    Dutch,
    English,
    OtherLanguage,
    // `intents`.
    EndsClause,
    // `choice`.
    Chooses,
    FixesOption,
    ButThen,
    SplitsGroup,
    AllPlaces,
    OnCondition,
    OwnAgenda,
    // `questions`.
    ComesThere,
    Towards,
    SupposesThat,
    OptionNoun,
    StillFree,
    // `away`.
    BackAgain,
    ThereAgain,
    GoneAway,
    LeadsToDeputy,
    StandsIn,
    OpensNoName,
    // `body`.
    SignsOff,
    Farewell,
    // `intents/decline`.
    Decline,
    Invitation,
    Accepts,
    OtherHost,
    TheVisit,
    NotNeeded,
    NoVisit,
    NoRoom,
    NoVisitOtherwise,
    InPlanning,
    NeedNot,
    TheRequest,
    Drops,
    TurnsDown,
    Chose,
    Skips,
    SeesOff,
    Pulls,
    SuitsWord,
    NietWord,
    // `intents/details`.
    AddsFacts,
    CorrectsFacts,
    ContactFacts,
    Promises,
    Reserves,
    ReservesSoftly,
    HedgesChoice,
    PutsOff,
    Unsure,
    StillChecks,
    ContactPerson,
    Without,
    StillWord,
    JoinsVisit,
    // `intents/feelings`.
    Privacy,
    Data,
    Erase,
    OwnData,
    ErasesData,
    Complaint,
    Grievance,
    ThanksMail,
    Pleased,
    GoodVisit,
    Manners,
    OfVisits,
    Polite,
    TalkedOf,
    Wills,
    // `intents/leave`.
    Cancel,
    Strike,
    Supposed,
    LongAgo,
    OffElsewhere,
    OffVerb,
    SaysOff,
    GoesThrough,
    NotOn,
    ByWhom,
    ComesAlong,
    ComesOtherwise,
    NotComing,
    StaysAway,
    AfterAll,
    NegatedComing,
    ToCome,
    FactsOfVisit,
    StandsInFor,
    TakesOverVerb,
    // `intents/request`.
    GoesVisiting,
    LooksAround,
    WishesVisit,
    PlainWish,
    TellsOfPast,
    ThanksForVisit,
    GoneBy,
    AboutPapers,
    GoesIn,
    Definite,
    MakesAppointment,
    LooksForward,
    Coming,
    RoomForGuests,
    Gladly,
    Returns,
    Invited,
    WithPleasure,
    MayVisit,
    Wares,
    DeclinesWithThanks,
    DeniesPlainly,
    Looking,
    Moves,
    // `intents/shift`.
    MovesPerhaps,
    Alters,
    OtherDate,
    Sooner,
    BeginsVisit,
    Slides,
    SetsBack,
    OfPeople,
    MovedReason,
    MovedVerb,
    AmountOfTime,
    BeginsVerb,
    FallsAway,
    AltersLength,
    OpensAltering,
    AsksInstead,
    Instead,
    FarAhead,
    AVisit,
    Ourselves,
    SecondChoice,
    ComesBack,
    CannotThen,
    NoLonger,
    // `intents/visit`.
    OneMoreVisit,
    VisitNoun,
    Visit,
    DateNoun,
    Agreed,
    Ours,
    The,
    WouldCome,
    // `choice/agree`.
    AgreesAtHead,
    Agrees,
    AllTheSame,
    AgreesBut,
    AllOptions,
    OptionsFit,
    DeniesOptions,
    NoneOfOptions,
    TheOffers,
    AsksAfresh,
    FineAnyway,
    NoNeed,
    // `choice/clause`.
    RefusesOption,
    NotAtAll,
    OptionFine,
    PrefersOption,
    OptionPossible,
    FallsBack,
    OptionRank,
    OptionVerb,
    OnlyOption,
    // `choice/corrected`, `choice/left_to_us`, `choice/rest`.
    CorrectsChoice,
    LeavesChoice,
    WantsTwo,
    AllButOption,
    OptionsLeft,
    // `choice/named`.
    OptionWord,
    PicksOption,
    RankedOptions,
    // `questions/indirect`.
    QuestionVerb,
    WantsToKnow,
    WantsPapers,
    WishesPapers,
    // `questions/words`.
    LeadsQuestion,
    GreetsQuestion,
    Wh,
    WhBehind,
    WhenWord,
    KnowVerb,
    CanVerb,
    MustVerb,
    BeVerb,
    DoVerb,
    WeGuests,
    YouHosts,
    LikeThat,
    PlansVisit,
    Arranges,
    Opinion,
    Tell,
    Notions,
    Send,
    SendOff,
    ConfirmsVisit,
    SentFacts,
    PossiblePlan,
    RoomInPlan,
    RoomFor,
    Travel,
    ActsOnUs,
    AboutGuests,
    // How many come: `party`.
    PartyOthers,
    PartyComing,
    PartyResidents,
    PartyPresent,
    PartyThen,
    PartyOccasion,
    PartyLast,
    PartyRange,
    PartyGuest,
    PartyConsists,
    PartyConcerns,
    PartyBody,
    PartyAccompanied,
    PartyTakes,
    PartyTakeAlong,
    PartyComesWith,
    PartyGoes,
    PartyAlso,
    PartyVisits,
    PartyVerbs,
    PartyTalks,
    PartyNot,
    PartyWe,
    PartyHead,
    PartyMyself,
    PartyItself,
    PartyDeterminer,
    PartyPerson,
    PartyJoint,
    PartyAgain,
    PartyHeading,
    PartyAlone,
    PartyOnOnesOwn,
    PartyPeople,
    PartyInstead,
    PartyTogether,
    PartyField,
    PartyAbout,
    PartyGroup,
    PartyComes,
    PartyEats,
    PartyInAll,
    PartyBeside,
    PartyDrawsBack,
    PartyChanges,
    // Who come and who wrote: `people`.
    Office,
    OfficePhrase,
    CivilServant,
    Leader,
    Honorific,
    Particle,
    PersonTitle,
    GuestBody,
    GuestComes,
    GuestVisits,
    TalksToGuest,
    NoPerson,
    WriterSelf,
    WriterReached,
    WriterCorrects,
    WriterIntroduced,
    WriterWorks,
    PhoneOfDay,
    PhoneOfGuards,
    PhoneOfOthers,
    CallsBack,
    // What they need: `needs`.
    Need,
    NeedPhrase,
    NeedPhotos,
    NeedMade,
    NeedTaken,
    NeedCars,
    NeedCamera,
    NeedReport,
    NeedMakes,
    NeedMaking,
    NeedNone,
    IsNotNeeded,
    NeedDropped,
    NeedNoUse,
    NeedInstead,
    NeedLeftOut,
    NeedWeighed,
    // The subject and the length of the visit: `facts`, `duration`.
    Theme,
    OtherLength,
    TellsLength,
    LengthUnit,
    // What a mail is after that is no visit: `errand`.
    ErrandPress,
    ErrandPressWork,
    ErrandProtest,
    ErrandRecords,
    ErrandTraining,
    ErrandCall,
    ErrandCallIf,
    ErrandHearsay,
    ErrandInvites,
    ErrandRoom,
    ErrandHires,
    ErrandSecret,
    ErrandTakesOver,
    // The hour of the visit that stands: `same_hour`.
    SameHour,
    // What stands beside what was read: `beside`.
    Heed,
    UsualBeside,
    // Parts of words: `needs`, `facts`, `party`.
    NeedPart,
    ThemePart,
    PartyPersonPart,
}

impl Cue {
    /// The bit of the list in this word of a set.
    const fn bit_in(self, word: usize) -> u64 {
        let place = self as usize;
        if place / 64 == word { 1 << (place % 64) } else { 0 }
    }
}

/// So many words of 64 lists each.
const SIZE: usize = 6;

/// A set of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cues([u64; SIZE]);

impl Cues {
    pub(crate) const fn none() -> Self {
        Self([0; SIZE])
    }

    pub(crate) fn of(cue: Cue) -> Self {
        let place = cue as usize;
        let mut bits = [0; SIZE];
        if let Some(word) = bits.get_mut(place / 64) {
            *word = 1 << (place % 64);
        }
        Self(bits)
    }

    /// These lists.
    pub(crate) const fn these(cues: &[Cue]) -> Self {
        let mut all = Self::none();
        let mut rest = cues;
        while let [cue, further @ ..] = rest {
            all = all.and(*cue);
            rest = further;
        }
        all
    }

    const fn and(self, cue: Cue) -> Self {
        let [a, b, c, d, e, f] = self.0;
        Self([
            a | cue.bit_in(0),
            b | cue.bit_in(1),
            c | cue.bit_in(2),
            d | cue.bit_in(3),
            e | cue.bit_in(4),
            f | cue.bit_in(5),
        ])
    }

    #[inline]
    pub(crate) fn add(&mut self, other: &Self) {
        *self = self.or(other);
    }

    /// The lists of both.
    #[inline]
    pub(crate) fn or(mut self, other: &Self) -> Self {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
        self
    }

    #[inline]
    pub(crate) fn of_times(&self) -> TimeCues {
        let [first, ..] = self.0;
        TimeCues(first)
    }

    #[inline]
    pub(crate) fn has(&self, cue: Cue) -> bool {
        let place = cue as usize;
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    /// Whether a list is in both sets; of a set that is written out only its own words are looked at.
    #[inline(always)]
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).fold(0, |both, (mine, theirs)| both | mine & theirs) != 0
    }
}

/// The lists that readers of times ask for: the first of the enum, as many as fit one number.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TimeCues(u64);

impl TimeCues {
    /// These, and of other lists those that readers of times ask for.
    #[inline]
    pub(crate) fn or(self, other: &Cues) -> Self {
        Self(self.0 | other.of_times().0)
    }

    #[inline]
    pub(crate) fn has(self, cue: Cue) -> bool {
        let place = cue as usize;
        place < 64 && self.0 >> place & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_bit_of_its_own() {
        let whole = LISTS.iter().map(|(cue, _)| *cue);
        let mut cues: Vec<Cue> = whole.chain(parts().map(|(cue, _)| cue)).collect();
        cues.dedup();
        assert!(cues.len() <= SIZE * 64, "widen `SIZE`");
        assert!((Cue::NothingAtAll as usize) < 64, "widen `TimeCues`");
        for (place, cue) in cues.iter().enumerate() {
            assert_eq!(*cue as usize, place, "{cue:?} stands at another place in the enum");
        }
        assert!(LISTS.iter().all(|(_, phrases)| !phrases.is_empty()));
        let mut phrases = LISTS.iter().flat_map(|(_, phrases)| *phrases);
        assert!(phrases.all(|phrase| phrase.split(' ').count() <= PHRASE_WORDS_MOST));
    }
}
