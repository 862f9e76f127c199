//! The words by which a host answers, class by class, each list one string of words.

pub(super) use crate::reading::times::why::MONTHS;

/// Agrees by itself.
pub(super) const AGREES: &str = "ja jazeker jawel zeker uiteraard natuurlijk inderdaad akkoord \
    akoord prima goed oké ok oke okee graag top leuk fijn gezellig perfect uitstekend definitief \
    yes sure fine happy gladly";
/// Agrees and likes, before it is known what: "Leuk! Wie komt er?"
pub(super) const LIKES: &str = "leuk fijn top gezellig";
/// A limit, where something is denied: "ik ben er niet tot tien uur".
pub(super) const UNTIL: &str = "tot";
/// Agrees, and to "Kunt u niet?" says no more than a nod.
pub(super) const BARE: &str = "ja jawel jazeker yes";
/// Agrees unless something is denied.
pub(super) const CAN: &str = "kan kunnen past lukt lukken schikt door komt komen ontvang \
    ontvangen can works ahead receive erbij doe doen haal halen red redden rekenen vang opvangen";
pub(super) const NO: &str = "nee neen no";
pub(super) const DENIES: &str = "niet not cannot";
/// Why somebody is not there. To deny it agrees, so it must not be denied.
pub(super) const AWAY: &str = "vakantie verlof ziek griep koorts ziekenhuis verhinderd afwezig weg \
    bezet holiday ill sick flu";
/// To have to do so is a no.
pub(super) const CALLS_OFF: &str = "overslaan afzeggen afmelden";
/// A day off, where it is regretted: "ik ben dan vrij" by itself may be a yes.
pub(super) const OFF_DUTY: &str = "vrij";
/// What a reason for a no is made of, beside `BESIDE` and `AWAY`.
pub(super) const REASON_WORDS: &str = "want omdat zit zitten lig bed bij mijn gezin familie weekje \
    dagje buitenland because on in with family abroad";
/// Whoever says only where they are says why they cannot.
pub(super) const ABROAD: &str = "buitenland abroad";
/// Somebody else, or the visit itself: that they cannot is no answer of whoever is asked.
pub(super) const OTHERS: &str = "bewoners groep gast gasten bezoek werkbezoek ze hen hem haar \
    visit";
/// What somebody else does without whoever is asked: "de bewoners zijn erbij".
pub(super) const OF_OTHERS: &str = "erbij komt komen";
/// Whoever is asked.
pub(super) const SELF: &str = "ik wij we i";
/// Being there.
pub(super) const AM: &str = "ben zijn";
/// Who is there comes, also behind the no to "Kunt u niet?".
pub(super) const THERE: &str = "er";
/// Now, and not on the day.
pub(super) const NOW: &str = "moment";
/// A regret does not go with a yes.
pub(super) const REGRETS: &str = "helaas sorry jammer spijt";
/// Says nothing by itself.
pub(super) const BESIDE: &str = "ik wij we i mij me ons het dat dit die deze de een er is ben \
    zijn ze hen hem haar u jullie je dan dag moment tijd datum gaat gaan zal zullen wil helaas \
    sorry jammer spijt hoor heel erg toch dus op om met in te voor aan daar hier gast gasten \
    bezoek werkbezoek groep bewoners tot dank bedankt ochtend middag dankjewel thanks thank you \
    it that the visit will go am are on al keer mijn moet zeggen geworden sta klaar kunt kun \
    elkaar orde ontvangen zorg helemaal wat betreft gewoon wel beste allemaal en nu meer lukken \
    wens alle plezier gezelschap mevrouw meneer heer kamerlid weer extra";
/// What a host adds to a yes: "ik zet de koffie klaar", "wij kijken ernaar uit".
pub(super) const WELCOMES: &str = "koffie thee koek koekjes taart gebak lekkers zet zetten klaar \
    staat staan sta zorg zorgen voor heb hebben zin erin ernaar naar verheug verheugen noteer \
    genoteerd geaccepteerd afspraak mijn onze hun hartelijk harte van welkom bij ons eer een wat \
    mevrouw meneer heer ochtend middag werk alles geregeld ontvangen the coffee tea ready to";
/// Words that welcome together and not by themselves: who looks in a diary has not said yes.
pub(super) const WELCOMES_TOGETHER: &[(&str, &str)] = &[
    ("kijk", "uit"),
    ("kijken", "uit"),
    ("staat", "agenda"),
    ("sta", "agenda"),
    ("vrij", "genomen"),
    ("geaccepteerd", "agenda"),
    ("zie", "tegemoet"),
    ("zien", "tegemoet"),
    ("look", "forward"),
    ("looking", "forward"),
];
/// What was done with the invitation, where a calendar did it.
pub(super) const ACCEPTED: &str = "geaccepteerd accepted";
/// A letter that arrived, and not the guest.
pub(super) const ARRIVED: &str = "ontvangen";
/// A first part with one of these, and no answer, is a greeting.
pub(super) const GREETS: &str = "hoi hallo dag beste geachte goedemorgen goedemiddag goedenavond \
    goedendag dear hello hi";
/// What is thanked for or wished, and says nothing of who comes.
pub(super) const COURTESIES: &str = "voor uw jullie de het een uitnodiging bericht mail informatie \
    moeite goede wens bezoek herinnering alvast vast nogmaals hoor alles alle groet groeten \
    groetjes vriendelijke hartelijke en for your invitation message";
/// Of a group a part, where it is denied: "niet allemaal".
pub(super) const PARTLY: &str = "alle allemaal helemaal allen iedereen meer extra all everyone";
/// A part that begins so thanks, or wishes well.
pub(super) const THANKS: &str = "dank bedankt dankjewel hartelijk thanks succes sterkte groet \
    groeten groetjes gr mvg";
/// Two words that say one thing: a yes, or a no.
pub(super) const TOGETHER: &[(&str, &str, &[&str])] = &[
    ("geen", "probleem", &["akkoord"]),
    ("geen", "bezwaar", &["akkoord"]),
    ("geen", "punt", &["akkoord"]),
    ("geen", "optie", &["kan", "niet"]),
    ("geen", "tijd", &["kan", "niet"]),
    ("geen", "gelegenheid", &["kan", "niet"]),
    ("geen", "mogelijkheid", &["kan", "niet"]),
    ("no", "problem", &["akkoord"]),
    ("sta", "klaar", &["erbij"]),
];
/// On what it depends: neither a yes nor a no is plain beside one of these.
pub(super) const SUPPOSES: &str = "als indien mits tenzij zolang wanneer mocht mochten behalve \
    misschien wellicht waarschijnlijk mogelijk hopelijk hoop principe eventueel afhankelijk \
    hangt voorbehoud voorwaarde volgens denk twijfel onzeker zou zouden liever if unless except \
    maybe perhaps probably hope depends";
/// Takes something of a yes away: a limit, a doubt, what is asked of others first, another moment.
pub(super) const HEDGES: &str = "niet geen niets nooit niemand zonder nee helaas verhinderd ziek \
    weg tot pas vanaf alleen slechts enkel uiterlijk hooguit eerder later daarna moet moeten \
    proberen probeer weet weten eerst kijk kijken check overleg overleggen overlegd vraag vragen \
    navragen hoor verneem laat ander andere anders elders verplaatsen verzetten verzet wisselen \
    ruilen afzeggen dubbel klein krap druk vroeg veel weinig vol korter half wel kies stuur \
    regelt iemand vervangt vervanger vervanging geef doorgestuurd doorgegeven voorleggen voorgelegd \
    bespreken besproken bestuur voorzitter vergadering mail bericht wachten rooster hoewel ofwel \
    of maximaal minder not only until but first earlier other ask";
/// Who else would do it: "Kees kan".
pub(super) const STANDS_IN: &str = "kan kunnen ontvangt ontvangen neemt vervangt doet overneemt \
    can receives";
/// Beside a no, says that they come after all, in part, another day, or whom they send.
pub(super) const TURNS: &str = "kom gewoon wel prima goed graag stuur stuurt neem neemt over \
    overneemt vervangt doet later eerder pas ander andere anders kan kunnen lukt past schikt \
    komt komen ontvang ontvangen sowieso half regel geregeld can come";
/// A time that has been.
pub(super) const PAST: &str = "vorige vorig destijds toen laatst";
/// Words that open a question to which no mark was set, with what follows them.
pub(super) const OPENS: &str = "wie waar hoe hoeveel hoelaat welke waarom moet mag moeten mogen \
    kan kunt kun kunnen is zijn weet weten hebben heeft komt komen wordt worden gaat gaan \
    krijgen wat wanneer";
pub(super) const ASKS: &[(&str, &str)] = &[
    ("moet", "ik"),
    ("moeten", "we"),
    ("moeten", "wij"),
    ("mag", "ik"),
    ("mogen", "we"),
    ("mogen", "wij"),
    ("kunt", "u"),
    ("kun", "je"),
    ("kunnen", "jullie"),
    ("weet", "u"),
    ("weet", "je"),
    ("weten", "jullie"),
    ("wat", "is"),
    ("wat", "zijn"),
    ("wat", "moet"),
    ("hoe", "laat"),
    ("hoeveel", "mensen"),
    ("wie", "zijn"),
    ("wie", "komt"),
    ("wie", "komen"),
    ("wie", "betaalt"),
    ("waar", "moet"),
    ("waar", "is"),
    ("hoe", "heet"),
];
/// A question of these may be one on which a yes depends.
pub(super) const RISKS: &str = "kan kunnen kunt kun ander andere anders later eerder verzetten \
    verzet verplaatsen door doorgaat toch definitief afgeblazen afgezegd afgelast geannuleerd \
    bedoelt bedoel zeker klopt eerst pas iemand nee niet geen liever wel";
/// A question of these asks for another moment.
pub(super) const MOVES: &str = "later eerder verzetten verzet verplaatsen moment dag datum tijd \
    week weken";
pub(super) const WEEKDAYS: [&str; 7] =
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
pub(super) const ORDINALS: &[&str] = &[
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
    "dertiende",
    "veertiende",
    "vijftiende",
    "zestiende",
    "zeventiende",
    "achttiende",
    "negentiende",
    "twintigste",
];
pub(super) const HOURS: [&str; 12] = [
    "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
];
/// Another time than the day that was asked about.
pub(super) const OTHER_TIMES: &str = "morgen overmorgen vandaag vanmiddag vanochtend vanavond \
    uur week weken middags avonds kwart tomorrow today monday tuesday wednesday thursday \
    saturday sunday";
