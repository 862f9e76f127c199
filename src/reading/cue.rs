//! Lists of words and phrases that colour or signal a finding, each known by its name.
//!
//! A list lives in the file of the reader that uses it; here each gets a bit. The lexicon marks every
//! word of the text with the bits of its lists when it is read, so that asking "is there a word of
//! refusal in this clause?" is a look at one number per word, however long the list is.

mod lists;

pub(crate) use lists::LISTS;

/// The words of a list; a space separates the words of a phrase.
pub(crate) type Phrases = &'static [&'static str];

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
    Well,
    Closes,
    Reminds,
    Finishes,
    Verb,
    LooksBack,
    Written,
    Turns,
    // The language of a text: `language`.
    Dutch,
    English,
    OtherLanguage,
    // `intents`.
    EndsClause,
    // `choice`.
    Chooses,
    FixesOption,
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
    AfterAll,
    NegatedComing,
    ToCome,
    FactsOfVisit,
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
    OptionRank,
    OptionVerb,
    OnlyOption,
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
    // Who come and who wrote: `people`.
    Office,
    OfficePhrase,
    CivilServant,
    Leader,
    Honorific,
    GuestBody,
    GuestComes,
    GuestVisits,
    TalksToGuest,
    WriterSelf,
    WriterReached,
    WriterCorrects,
    WriterIntroduced,
    WriterWorks,
    // What they need: `needs`.
    Need,
    NeedPhrase,
    NeedPhotos,
    NeedMade,
    NeedCamera,
    NeedReport,
    NeedMakes,
    NeedMaking,
    NeedNone,
    IsNotNeeded,
    NeedDropped,
    NeedNoUse,
    NeedInstead,
    // The subject and the length of the visit: `facts`, `duration`.
    Theme,
    OtherLength,
    TellsLength,
    LengthUnit,
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

    #[inline]
    pub(crate) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
    }

    #[inline]
    pub(crate) fn has(&self, cue: Cue) -> bool {
        let place = cue as usize;
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

/// The number of a word in the lexicon, by which the words of a phrase are compared.
pub(crate) type Number = u16;

/// In which lists a word stands: by itself, and with words behind it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listed {
    own: Cues,
    /// The lists of which a longer phrase begins with it.
    opens: Cues,
    /// Those phrases, in the order of their second words.
    phrases: Vec<Opened>,
    /// A bit for each second word: most words that follow are none of them.
    seconds: [u64; SECONDS],
    number: Option<Number>,
}

/// So many words of 64 bits for the second words.
const SECONDS: usize = 4;

/// A phrase of several words, behind its first.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    second: Number,
    further: Box<[Number]>,
    cues: Cues,
}

impl Listed {
    pub(crate) const fn none() -> Self {
        let (own, opens) = (Cues::none(), Cues::none());
        Self { own, opens, phrases: Vec::new(), seconds: [0; SECONDS], number: None }
    }

    /// Of the word of this number nothing is known yet.
    pub(crate) fn numbered(number: Option<Number>) -> Self {
        Self { number, ..Self::none() }
    }

    /// Takes the word into a list.
    pub(crate) fn add(&mut self, cue: Cue) {
        self.own.add(&Cues::of(cue));
    }

    /// Takes a phrase that begins with the word into a list.
    pub(crate) fn open(&mut self, cue: Cue, second: Number, further: Box<[Number]>) {
        self.opens.add(&Cues::of(cue));
        let (word, bit) = place(second);
        if let Some(word) = self.seconds.get_mut(word) {
            *word |= 1 << bit;
        }
        let same = |other: &&mut Opened| other.second == second && other.further == further;
        if let Some(phrase) = self.phrases.iter_mut().find(same) {
            phrase.cues.add(&Cues::of(cue));
        } else {
            let at = self.phrases.partition_point(|other| other.second < second);
            self.phrases.insert(at, Opened { second, further, cues: Cues::of(cue) });
        }
    }

    /// Whether the lexicon has the word; most words of a text are in no list at all.
    #[inline]
    pub(crate) fn is_known(&self) -> bool {
        self.number.is_some()
    }

    #[inline]
    pub(crate) fn number(&self) -> Option<Number> {
        self.number
    }

    /// Whether the word is in the list by itself.
    #[inline]
    pub(crate) fn has(&self, cue: Cue) -> bool {
        self.own.has(cue)
    }

    /// The lists that the word is in by itself.
    pub(crate) fn own(&self) -> &Cues {
        &self.own
    }

    /// Whether a longer phrase of the list begins with the word.
    #[inline]
    pub(crate) fn opens(&self, cue: Cue) -> bool {
        self.opens.has(cue)
    }

    /// The longer phrases that have this word as their second.
    #[inline]
    pub(crate) fn followed_by(&self, second: Number) -> impl Iterator<Item = &Opened> {
        let (word, bit) = place(second);
        let may_be = self.seconds.get(word).is_some_and(|word| word >> bit & 1 == 1);
        let phrases: &[Opened] = if may_be { &self.phrases } else { &[] };
        let from = phrases.partition_point(|phrase| phrase.second < second);
        phrases.iter().skip(from).take_while(move |phrase| phrase.second == second)
    }
}

impl Opened {
    pub(crate) fn cues(&self) -> &Cues {
        &self.cues
    }

    /// The words behind the second.
    pub(crate) fn further(&self) -> &[Number] {
        &self.further
    }

    /// How many words the phrase has.
    pub(crate) fn words(&self) -> usize {
        self.further.len() + 2
    }
}

/// The bit of a second word, as the word of 64 bits and the place in it.
fn place(second: Number) -> (usize, u32) {
    (usize::from(second) / 64 % SECONDS, u32::from(second) % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_bit_of_its_own() {
        let mut cues: Vec<Cue> = LISTS.iter().map(|(cue, _)| *cue).collect();
        cues.dedup();
        assert!(cues.len() <= SIZE * 64, "widen `SIZE`");
        for (place, cue) in cues.iter().enumerate() {
            assert_eq!(*cue as usize, place, "{cue:?} stands at another place in the enum");
        }
        assert!(LISTS.iter().all(|(_, phrases)| !phrases.is_empty()));
    }
}
