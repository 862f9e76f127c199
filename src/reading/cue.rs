//! Lists of words and phrases that colour or signal a finding, each known by its name.
//!
//! A list lives in the file of the reader that uses it; here each gets a bit. The lexicon marks every
//! word of the text with the bits of its lists when it is read, so that asking "is there a word of
//! refusal in this clause?" is a look at one number per word, however long the list is.

/// The words of a list; a space separates the words of a phrase.
pub(crate) type Phrases = &'static [&'static str];

/// A named list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    // Where a time may begin: `times/phrase`.
    OpensTime,
    InsideTime,
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
    Plan,
    Falls,
    Elsewhere,
    Well,
    Closes,
    Verb,
    LooksBack,
    Written,
    Turns,
    // The language of a text: `language`.
    Dutch,
    English,
    OtherLanguage,
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
    NeedNot,
    NeedDropped,
    NeedNoUse,
    NeedInstead,
    // The subject and the length of the visit: `facts`, `duration`.
    Theme,
    OtherLength,
    TellsLength,
    LengthUnit,
}

/// Every list with its words; one that stands in parts has a line for each.
pub(crate) const LISTS: &[(Cue, Phrases)] = &[
    (Cue::OpensTime, super::times::phrase::OPENS),
    (Cue::InsideTime, super::times::phrase::INSIDE),
    (Cue::Joins, super::times::link::JOINS),
    (Cue::Leans, super::times::link::LEANS),
    (Cue::No, super::modality::NO),
    (Cue::NoProblem, super::modality::NO_PROBLEM),
    (Cue::Away, super::modality::AWAY),
    (Cue::Impossible, super::modality::IMPOSSIBLE),
    (Cue::Want, super::modality::WANT),
    (Cue::Prefer, super::modality::PREFER),
    (Cue::States, super::modality::STATES),
    (Cue::Except, super::modality::EXCEPT),
    (Cue::Answer, super::modality::ANSWER),
    (Cue::Plan, super::modality::PLAN),
    (Cue::Falls, super::modality::FALLS),
    (Cue::Elsewhere, super::modality::ELSEWHERE),
    (Cue::Well, super::modality::WELL),
    (Cue::Closes, super::modality::CLOSES),
    (Cue::Verb, super::modality::VERB),
    (Cue::LooksBack, super::modality::LOOKS_BACK),
    (Cue::Written, super::modality::WRITTEN),
    (Cue::Turns, super::modality::TURNS),
    (Cue::Dutch, super::language::DUTCH),
    (Cue::English, super::language::ENGLISH),
    (Cue::OtherLanguage, super::language::OTHER),
    (Cue::PartyOthers, super::party::OTHERS),
    (Cue::PartyComing, super::party::COMING),
    (Cue::PartyResidents, super::party::RESIDENTS),
    (Cue::PartyPresent, super::party::PRESENT),
    (Cue::PartyThen, super::party::THEN),
    (Cue::PartyOccasion, super::party::OCCASION),
    (Cue::PartyLast, super::party::LAST),
    (Cue::PartyRange, super::party::RANGES),
    (Cue::PartyGuest, super::party::PRONOUNS),
    (Cue::PartyConsists, super::party::company::CONSISTS),
    (Cue::PartyAccompanied, super::party::company::ACCOMPANIED),
    (Cue::PartyTakes, super::party::company::TAKES),
    (Cue::PartyTakeAlong, super::party::company::TAKE_ALONG),
    (Cue::PartyComesWith, super::party::company::COME_WITH),
    (Cue::PartyGoes, super::party::company::GO),
    (Cue::PartyAlso, super::party::company::ALSO),
    (Cue::PartyVisits, super::party::company::VISITS),
    (Cue::PartyVerbs, super::party::company::VERBS),
    (Cue::PartyTalks, super::party::company::TALKS),
    (Cue::PartyNot, super::party::company::NOT),
    (Cue::PartyWe, super::party::company::WE),
    (Cue::PartyHead, super::party::company::HEADS),
    (Cue::PartyMyself, super::party::list::MYSELF),
    (Cue::PartyItself, super::party::list::ITSELF),
    (Cue::PartyDeterminer, super::party::list::DETERMINERS),
    (Cue::PartyPerson, super::party::list::PEOPLE),
    (Cue::PartyJoint, super::party::list::JOINTS),
    (Cue::PartyAgain, super::party::list::AGAIN),
    (Cue::PartyHeading, super::party::roster::HEADINGS),
    (Cue::PartyAlone, super::party::roster::ALONE),
    (Cue::PartyOnOnesOwn, super::party::roster::ON_ONES_OWN),
    (Cue::PartyPeople, super::party::total::PEOPLE),
    (Cue::PartyInstead, super::party::total::INSTEAD),
    (Cue::PartyTogether, super::party::total::WITH),
    (Cue::PartyField, super::party::total::FIELDS),
    (Cue::PartyAbout, super::party::total::ABOUT),
    (Cue::PartyGroup, super::party::total::GROUPS),
    (Cue::PartyComes, super::party::total::COMES),
    (Cue::PartyEats, super::party::total::EATS),
    (Cue::PartyInAll, super::party::total::IN_ALL),
    (Cue::PartyBeside, super::party::total::BESIDE),
    (Cue::Office, super::people::office::KAMERLID),
    (Cue::Office, super::people::office::BEWINDSPERSOON),
    (Cue::Office, super::people::office::WETHOUDER),
    (Cue::Office, super::people::office::BURGEMEESTER),
    (Cue::Office, super::people::office::RAADSLID),
    (Cue::Office, super::people::office::STATENLID),
    (Cue::Office, super::people::office::AMBTENAAR),
    (Cue::Office, super::people::office::OTHER),
    (Cue::OfficePhrase, super::people::office::SENIOR),
    (Cue::OfficePhrase, super::people::office::PARLIAMENT),
    (Cue::OfficePhrase, super::people::office::DEPUTY),
    (Cue::OfficePhrase, super::people::office::COUNCIL),
    (Cue::OfficePhrase, super::people::office::STATE),
    (Cue::OfficePhrase, super::people::office::STATES),
    (Cue::CivilServant, super::people::office::CIVIL),
    (Cue::CivilServant, super::people::office::CIVIL_SERVANTS),
    (Cue::Leader, super::people::office::ROLES),
    (Cue::Leader, super::people::office::HEADS_OF_GROUP),
    (Cue::Honorific, super::people::name::HONORIFICS),
    (Cue::GuestBody, super::people::principal::BODIES),
    (Cue::GuestComes, super::people::principal::scene::COMES),
    (Cue::GuestVisits, super::people::principal::scene::VISITS),
    (Cue::TalksToGuest, super::people::principal::scene::TALKS),
    (Cue::WriterSelf, super::people::writer::told::FIRST_PERSON),
    (Cue::WriterReached, super::people::writer::told::REACHED),
    (Cue::WriterCorrects, super::people::writer::told::CORRECTS),
    (Cue::WriterIntroduced, super::people::writer::told::INTRODUCES),
    (Cue::WriterWorks, super::people::writer::told::WORKS),
    (Cue::Need, super::needs::PERS),
    (Cue::Need, super::needs::OV),
    (Cue::Need, super::needs::LUNCH),
    (Cue::Need, super::needs::DIEET),
    (Cue::Need, super::needs::TOLK),
    (Cue::Need, super::needs::BEVEILIGING),
    (Cue::Need, super::needs::ROLSTOEL),
    (Cue::Need, super::needs::PARKEREN),
    (Cue::NeedPhrase, super::needs::OV_PHRASES),
    (Cue::NeedPhrase, super::needs::ROLSTOEL_PHRASES),
    (Cue::NeedPhrase, super::needs::DIEET_PHRASES),
    (Cue::NeedPhrase, super::needs::PARKEREN_PHRASES),
    (Cue::NeedPhrase, super::needs::TOLK_PHRASES),
    (Cue::NeedPhrase, super::needs::PERS_PHRASES),
    (Cue::NeedPhotos, super::needs::PHOTOS),
    (Cue::NeedMade, super::needs::MADE),
    (Cue::NeedCamera, super::needs::CAMERA),
    (Cue::NeedReport, super::needs::REPORTS),
    (Cue::NeedMakes, super::needs::MAKES),
    (Cue::NeedMaking, super::needs::MAKING),
    (Cue::NeedNone, super::needs::dropped::NONE),
    (Cue::NeedNot, super::needs::dropped::NOT),
    (Cue::NeedDropped, super::needs::dropped::DROPPED),
    (Cue::NeedNoUse, super::needs::dropped::NO_USE),
    (Cue::NeedInstead, super::needs::dropped::INSTEAD),
    (Cue::Theme, super::facts::HUISVESTING),
    (Cue::Theme, super::facts::ONDERWIJS),
    (Cue::Theme, super::facts::ARMOEDE),
    (Cue::Theme, super::facts::VEILIGHEID),
    (Cue::Theme, super::facts::GEZONDHEID),
    (Cue::Theme, super::facts::PARTICIPATIE),
    (Cue::Theme, super::facts::LEEFBAARHEID),
    (Cue::Theme, super::facts::DUURZAAMHEID),
    (Cue::Theme, super::facts::JEUGD),
    (Cue::Theme, super::facts::ONDERMIJNING),
    (Cue::OtherLength, super::duration::OTHER_LENGTH),
    (Cue::TellsLength, super::duration::TELLS_LENGTH),
    (Cue::LengthUnit, super::duration::UNITS),
];

/// So many words of 64 lists each.
const SIZE: usize = 6;

/// A set of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cues([u64; SIZE]);

impl Cues {
    pub(crate) fn of(cue: Cue) -> Self {
        let place = cue as usize;
        let mut bits = [0; SIZE];
        if let Some(word) = bits.get_mut(place / 64) {
            *word = 1 << (place % 64);
        }
        Self(bits)
    }

    pub(crate) fn add(&mut self, other: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
    }

    pub(crate) fn has(self, cue: Cue) -> bool {
        let place = cue as usize;
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
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
