//! Help: one page for each command, with its grammar and an example that really parses.
//!
//! The sentence of a page stands in `templates/chat/hulp.txt` under its key: the group and the verb
//! joined by `_`. The pages are also the names by which the parser knows its commands, so what can
//! be typed has a page; and `page` is a match without a wildcard, so a new `Command` breaks the
//! build until its help is written.

pub(crate) mod export;
pub(crate) mod knowledge;
pub(crate) mod memo;
mod privacy;

use super::command::Command;
use super::notice::HelpPage;
use super::people::Role;
pub(crate) use privacy::{ERASE, LOOK, TERMS};

const READER: Role = Role::Lezer;
const PLANNER: Role = Role::Planner;
const CARETAKER: Role = Role::Beheerder;

/// A page. Const, so that the parser's table can hold it.
const fn on(
    [group, verb]: [&'static str; 2],
    usage: &'static str,
    example: &'static str,
    role: Role,
    key: &'static str,
) -> HelpPage {
    HelpPage { group, verb, usage, example, role, key }
}

pub(crate) const OVERVIEW: HelpPage = on(
    ["overzicht", ""],
    "overzicht [alles] [mijn] [wij] [wijk=<wijk>] [toestand=<toestand>] [pagina=<nummer>]",
    "overzicht alles wijk=vollenhoven toestand=bevestigd pagina=2",
    READER,
    "overzicht",
);
pub(crate) const AGENDA: HelpPage = on(
    ["agenda", ""],
    "agenda [week [<nummer>] | maand | <dagen>] [pagina=<nummer>]",
    "agenda week 2",
    READER,
    "agenda",
);
pub(crate) const DAY: HelpPage = on(
    ["dag", ""],
    "dag <dag> [wijk=<wijk>] [ambt=<ambt>]",
    "dag 15-1-2027 wijk=vollenhoven ambt=kamerlid",
    READER,
    "dag",
);
pub(crate) const SHOW: HelpPage =
    on(["bezoek", "toon"], "bezoek toon <zaak>", "bezoek toon 14", READER, "bezoek_toon");
pub(crate) const SEARCH: HelpPage = on(
    ["bezoek", "zoek"],
    "bezoek zoek <woorden> [pagina=<nummer>]",
    "bezoek zoek jansen",
    READER,
    "bezoek_zoek",
);
pub(crate) const WHY: HelpPage = on(
    ["bezoek", "waarom"],
    "bezoek waarom <zaak> [pagina=<nummer>]",
    "bezoek waarom 14",
    READER,
    "bezoek_waarom",
);
pub(crate) const NEW: HelpPage = on(
    ["bezoek", "nieuw"],
    "bezoek nieuw <tekst>",
    "bezoek nieuw Kamerlid Noor Verbeek, kantoor@fractie.example, eind januari in Vollenhoven",
    PLANNER,
    "bezoek_nieuw",
);
pub(crate) const TAKE: HelpPage =
    on(["bezoek", "neem"], "bezoek neem <zaak>", "bezoek neem 14", PLANNER, "bezoek_neem");
pub(crate) const RELEASE: HelpPage = on(
    ["bezoek", "geef-vrij"],
    "bezoek geef-vrij <zaak>",
    "bezoek geef-vrij 14",
    PLANNER,
    "bezoek_geef_vrij",
);
pub(crate) const PASS_ON: HelpPage = on(
    ["bezoek", "draag-over"],
    "bezoek draag-over <zaak> [aan] <wie>",
    "bezoek draag-over 14 aan Noor",
    PLANNER,
    "bezoek_draag_over",
);
pub(crate) const PROPOSE: HelpPage = on(
    ["bezoek", "stel-voor"],
    "bezoek stel-voor <zaak> [toch] [wijk=<wijk>] [<moment>; <moment>; ...]",
    "bezoek stel-voor 14 15-1-2027 10:00; 18-1-2027 14:00",
    PLANNER,
    "bezoek_stel_voor",
);
pub(crate) const CONFIRM: HelpPage = on(
    ["bezoek", "bevestig"],
    "bezoek bevestig <zaak> [optie <nummer> | <moment>]",
    "bezoek bevestig 14 optie 2",
    PLANNER,
    "bezoek_bevestig",
);
pub(crate) const RESERVE: HelpPage = on(
    ["bezoek", "voorbehoud"],
    "bezoek voorbehoud <zaak> [optie <nummer> | <moment>]",
    "bezoek voorbehoud 14 optie 2",
    PLANNER,
    "bezoek_voorbehoud",
);
pub(crate) const MOVE: HelpPage = on(
    ["bezoek", "verzet"],
    "bezoek verzet <zaak> [naar] [<moment>; <moment>; ...]",
    "bezoek verzet 14 naar 15-1-2027 10:00",
    PLANNER,
    "bezoek_verzet",
);
pub(crate) const CANCEL: HelpPage = on(
    ["bezoek", "annuleer"],
    "bezoek annuleer <zaak> [gast | zonder-brief] [wegens <reden>]",
    "bezoek annuleer 14 wegens ziekte",
    PLANNER,
    "bezoek_annuleer",
);
pub(crate) const DECLINE: HelpPage = on(
    ["bezoek", "wijs-af"],
    "bezoek wijs-af <zaak> [wegens <reden>]",
    "bezoek wijs-af 14 wegens verbouwing",
    PLANNER,
    "bezoek_wijs_af",
);
pub(crate) const REOPEN: HelpPage = on(
    ["bezoek", "heropen"],
    "bezoek heropen <zaak>",
    "bezoek heropen 14",
    PLANNER,
    "bezoek_heropen",
);
pub(crate) const COMPLETE: HelpPage = on(
    ["bezoek", "afronden"],
    "bezoek afronden <zaak> [doorgegaan | niet-doorgegaan]",
    "bezoek afronden 14 niet-doorgegaan",
    PLANNER,
    "bezoek_afronden",
);
pub(crate) const REPLY: HelpPage = on(
    ["bezoek", "antwoord"],
    "bezoek antwoord <zaak> <tekst>",
    "bezoek antwoord 14 Parkeren kan achter het wijkcentrum.",
    PLANNER,
    "bezoek_antwoord",
);
pub(crate) const CONSENT: HelpPage = on(
    ["bezoek", "akkoord"],
    "bezoek akkoord <zaak> <wie> [ja | nee]",
    "bezoek akkoord 14 bewoners",
    PLANNER,
    "bezoek_akkoord",
);
pub(crate) const WAIT: HelpPage =
    on(["bezoek", "wacht"], "bezoek wacht <zaak>", "bezoek wacht 14", PLANNER, "bezoek_wacht");
pub(crate) const NOTE: HelpPage = on(
    ["bezoek", "notitie"],
    "bezoek notitie <zaak> [afgehandeld] <tekst>",
    "bezoek notitie 14 teruggebeld",
    PLANNER,
    "bezoek_notitie",
);
pub(crate) const PARTY: HelpPage = on(
    ["bezoek", "gasten"],
    "bezoek gasten <zaak> [<aantal>] [naam=<naam>]",
    "bezoek gasten 14 6",
    PLANNER,
    "bezoek_gasten",
);
pub(crate) const WRITER: HelpPage = on(
    ["aanvrager", ""],
    "aanvrager <zaak> <adres> [naam=<naam>]",
    "aanvrager 14 kantoor@fractie.example",
    PLANNER,
    "aanvrager",
);
pub(crate) const CALLED: HelpPage =
    on(["gebeld", ""], "gebeld <zaak>", "gebeld 14", PLANNER, "gebeld");
pub(crate) const TOGETHER: HelpPage = on(
    ["bezoek", "samen"],
    "bezoek samen <zaak> met <zaak>",
    "bezoek samen 14 met 15",
    PLANNER,
    "bezoek_samen",
);
pub(crate) const MERGE: HelpPage = on(
    ["bezoek", "koppel"],
    "bezoek koppel <zaak> met <zaak> [toch]",
    "bezoek koppel 14 met 15",
    PLANNER,
    "bezoek_koppel",
);
pub(crate) const PROGRAMME: HelpPage = on(
    ["bezoek", "programma"],
    "bezoek programma <zaak> <tijd> <tekst>; <tijd> <tekst>; ...",
    "bezoek programma 14 10:00 ontvangst; 10:30 wandeling door de wijk",
    PLANNER,
    "bezoek_programma",
);
pub(crate) const PLACE: HelpPage = on(
    ["bezoek", "plek"],
    "bezoek plek <zaak> <plek>",
    "bezoek plek 14 Wijkcentrum De Brug, Dorpsstraat 1",
    PLANNER,
    "bezoek_plek",
);
pub(crate) const SHEET: HelpPage =
    on(["bezoek", "blad"], "bezoek blad <zaak>", "bezoek blad 14", PLANNER, "bezoek_blad");
pub(crate) const SHOW_WIJK: HelpPage =
    on(["wijk", "toon"], "wijk toon [<wijk>]", "wijk toon vollenhoven", READER, "wijk_toon");
pub(crate) const CONTACTS: HelpPage = on(
    ["wijk", "contact"],
    "wijk contact <wijk>",
    "wijk contact vollenhoven",
    READER,
    "wijk_contact",
);
pub(crate) const CLOSE_WIJK: HelpPage = on(
    ["wijk", "sluit"],
    "wijk sluit <wijk> <dag of dagen> wegens <reden>",
    "wijk sluit vollenhoven 3-5-2027 t/m 14-5-2027 wegens verbouwing",
    PLANNER,
    "wijk_sluit",
);
pub(crate) const OPEN_WIJK: HelpPage = on(
    ["wijk", "open"],
    "wijk open <wijk> [<dag of dagen>]",
    "wijk open vollenhoven",
    PLANNER,
    "wijk_open",
);
pub(crate) const REPLACE_HOST: HelpPage = on(
    ["wijk", "vervang"],
    "wijk vervang <wijk> [door] <contactpersoon> [zaak=<zaak>]",
    "wijk vervang vollenhoven door anna zaak=14",
    PLANNER,
    "wijk_vervang",
);
pub(crate) const QUEUE: HelpPage = on(
    ["wachtrij", "lijst"],
    "wachtrij [lijst] [pagina=<nummer>]",
    "wachtrij lijst pagina=2",
    PLANNER,
    "wachtrij_lijst",
);
pub(crate) const READ_MAIL: HelpPage =
    on(["wachtrij", "lees"], "wachtrij lees <nummer>", "wachtrij lees 3", PLANNER, "wachtrij_lees");
pub(crate) const LINK_MAIL: HelpPage = on(
    ["wachtrij", "koppel"],
    "wachtrij koppel <nummer> [aan] <zaak>",
    "wachtrij koppel 3 aan 14",
    PLANNER,
    "wachtrij_koppel",
);
pub(crate) const OPEN_MAIL: HelpPage = on(
    ["wachtrij", "nieuw"],
    "wachtrij nieuw <nummer>",
    "wachtrij nieuw 3",
    PLANNER,
    "wachtrij_nieuw",
);
pub(crate) const DISMISS_MAIL: HelpPage = on(
    ["wachtrij", "ongewenst"],
    "wachtrij ongewenst <nummer>",
    "wachtrij ongewenst 3",
    PLANNER,
    "wachtrij_ongewenst",
);
pub(crate) const QUEUE_AGAIN: HelpPage = on(
    ["wachtrij", "terug"],
    "wachtrij terug <zaak>",
    "wachtrij terug 14",
    PLANNER,
    "wachtrij_terug",
);
pub(crate) const FORWARD_MAIL: HelpPage = on(
    ["wachtrij", "doorsturen"],
    "wachtrij doorsturen <nummer> [aan] <contactpersoon>",
    "wachtrij doorsturen 3 aan anna",
    PLANNER,
    "wachtrij_doorsturen",
);
pub(crate) const ANSWER_MAIL: HelpPage = on(
    ["wachtrij", "antwoord"],
    "wachtrij antwoord <nummer> <tekst>",
    "wachtrij antwoord 3 Dank u, wij bellen u morgen.",
    PLANNER,
    "wachtrij_antwoord",
);
pub(crate) const SEND_AGAIN: HelpPage = on(
    ["brief", "opnieuw"],
    "brief opnieuw <brief>",
    "brief opnieuw wb-2026-014.voorstel.1",
    PLANNER,
    "brief_opnieuw",
);
pub(crate) const LET_GO: HelpPage = on(
    ["brief", "laat"],
    "brief laat <brief>",
    "brief laat wb-2026-014.voorstel.1",
    PLANNER,
    "brief_laat",
);
pub(crate) const STATUS: HelpPage =
    on(["systeem", "status"], "systeem [status]", "systeem status", READER, "systeem_status");
pub(crate) const PAUSE: HelpPage = on(
    ["systeem", "pauze"],
    "systeem pauze [wegens <reden>]",
    "systeem pauze wegens storing bij de gemeente",
    CARETAKER,
    "systeem_pauze",
);
pub(crate) const RESUME: HelpPage =
    on(["systeem", "hervat"], "systeem hervat", "systeem hervat", CARETAKER, "systeem_hervat");
pub(crate) const RELOAD: HelpPage =
    on(["systeem", "herlaad"], "systeem herlaad", "systeem herlaad", CARETAKER, "systeem_herlaad");
pub(crate) const CHECKUP: HelpPage = on(
    ["systeem", "controle"],
    "systeem controle",
    "systeem controle",
    CARETAKER,
    "systeem_controle",
);
pub(crate) const LOGBOOK: HelpPage = on(
    ["systeem", "logboek"],
    "systeem logboek [pagina=<nummer>]",
    "systeem logboek pagina=2",
    CARETAKER,
    "systeem_logboek",
);
pub(crate) const FIGURES: HelpPage = on(
    ["statistiek", ""],
    "statistiek [vorige] [maand | kwartaal | jaar [<jaartal>]]",
    "statistiek vorig kwartaal",
    READER,
    "statistiek",
);
pub(crate) const YES: HelpPage = on(["ja", ""], "ja [<nummer>]", "ja 7", PLANNER, "ja");
pub(crate) const NO: HelpPage = on(["nee", ""], "nee [<nummer>]", "nee 7", PLANNER, "nee");
pub(crate) const UNDO: HelpPage =
    on(["herroep", ""], "herroep [<nummer>]", "herroep 7", PLANNER, "herroep");
pub(crate) const WHO_AM_I: HelpPage = on(["wieben", ""], "wieben", "wieben", READER, "wieben");
pub(crate) const HELP: HelpPage =
    on(["hulp", ""], "hulp [<onderwerp>]", "hulp stel-voor", READER, "hulp");

/// The page about a command.
///
/// The guard: no wildcard here, ever. Whoever adds a command comes by and writes its page.
pub fn page(command: &Command) -> HelpPage {
    match command {
        Command::Overview { .. } => OVERVIEW,
        Command::Agenda { .. } => AGENDA,
        Command::Day { .. } => DAY,
        Command::Show { .. } => SHOW,
        Command::Search { .. } => SEARCH,
        Command::Why { .. } => WHY,
        Command::New { .. } => NEW,
        Command::Take { .. } => TAKE,
        Command::Release { .. } => RELEASE,
        Command::Called { .. } => CALLED,
        Command::PassOn { .. } => PASS_ON,
        Command::Propose { .. } => PROPOSE,
        Command::Confirm { .. } => CONFIRM,
        Command::Reserve { .. } => RESERVE,
        Command::Move { .. } | Command::Stay { .. } => MOVE,
        Command::Cancel { .. } => CANCEL,
        Command::Decline { .. } => DECLINE,
        Command::Reopen { .. } => REOPEN,
        Command::Complete { .. } => COMPLETE,
        Command::Reply { .. } => REPLY,
        Command::Consent { .. } => CONSENT,
        Command::Wait { .. } => WAIT,
        Command::Note { .. } => NOTE,
        Command::Party { .. } => PARTY,
        Command::Writer { .. } => WRITER,
        Command::Together { .. } | Command::Apart { .. } => TOGETHER,
        Command::Merge { .. } => MERGE,
        Command::Programme { .. } => PROGRAMME,
        Command::Place { .. } => PLACE,
        Command::Sheet { .. } => SHEET,
        Command::ShowWijk { .. } => SHOW_WIJK,
        Command::Contacts { .. } => CONTACTS,
        Command::CloseWijk { .. } => CLOSE_WIJK,
        Command::OpenWijk { .. } => OPEN_WIJK,
        Command::ReplaceHost { .. } => REPLACE_HOST,
        Command::Queue { .. } => QUEUE,
        Command::ReadMail { .. } => READ_MAIL,
        Command::LinkMail { .. } => LINK_MAIL,
        Command::OpenMail { .. } => OPEN_MAIL,
        Command::DismissMail { .. } => DISMISS_MAIL,
        Command::QueueAgain { .. } => QUEUE_AGAIN,
        Command::ForwardMail { .. } => FORWARD_MAIL,
        Command::AnswerMail { .. } => ANSWER_MAIL,
        Command::SendAgain { .. } => SEND_AGAIN,
        Command::LetGo { .. } => LET_GO,
        Command::Memo(command) => memo::page(command),
        Command::Knowledge(command) => knowledge::page(command),
        Command::Status => STATUS,
        Command::Pause { .. } => PAUSE,
        Command::Resume => RESUME,
        Command::Reload => RELOAD,
        Command::Checkup => CHECKUP,
        Command::Privacy(command) => privacy::page(command),
        Command::Export(command) => export::page(command),
        Command::Logbook { .. } => LOGBOOK,
        Command::Figures { .. } => FIGURES,
        Command::Yes { .. } => YES,
        Command::No { .. } => NO,
        Command::Undo { .. } => UNDO,
        Command::WhoAmI => WHO_AM_I,
        Command::Help { .. } => HELP,
    }
}

/// All pages, in the order in which help lists them.
pub fn pages() -> &'static [HelpPage] {
    PAGES
}

static PAGES: &[HelpPage] = &[
    OVERVIEW,
    AGENDA,
    DAY,
    SHOW,
    SEARCH,
    WHY,
    NEW,
    TAKE,
    RELEASE,
    PASS_ON,
    PROPOSE,
    CONFIRM,
    RESERVE,
    MOVE,
    CANCEL,
    DECLINE,
    REOPEN,
    COMPLETE,
    REPLY,
    CONSENT,
    WAIT,
    NOTE,
    PARTY,
    TOGETHER,
    MERGE,
    PROGRAMME,
    PLACE,
    SHEET,
    WRITER,
    CALLED,
    SHOW_WIJK,
    CONTACTS,
    CLOSE_WIJK,
    OPEN_WIJK,
    REPLACE_HOST,
    QUEUE,
    READ_MAIL,
    LINK_MAIL,
    OPEN_MAIL,
    DISMISS_MAIL,
    QUEUE_AGAIN,
    FORWARD_MAIL,
    ANSWER_MAIL,
    SEND_AGAIN,
    LET_GO,
    memo::SET,
    memo::LIST,
    memo::WIPE,
    knowledge::ASK,
    knowledge::SHOW,
    knowledge::REPORT,
    knowledge::REPORTED,
    knowledge::SETTLE,
    STATUS,
    PAUSE,
    RESUME,
    RELOAD,
    CHECKUP,
    LOGBOOK,
    LOOK,
    ERASE,
    TERMS,
    export::PUBLIC_LINE,
    export::INVITATION,
    export::TABLE,
    export::DOSSIER,
    FIGURES,
    YES,
    NO,
    UNDO,
    WHO_AM_I,
    HELP,
];

/// The pages about a topic as staff name it: a group (`bezoek`), a verb (`stel-voor`), or both. One
/// page means: show it whole. None means: there is no such command.
pub fn find(topic: &str) -> Vec<HelpPage> {
    let topic = squash(topic);
    let about = |names: fn(&HelpPage) -> String| -> Vec<HelpPage> {
        let named = pages().iter().filter(|page| !topic.is_empty() && names(page) == topic);
        named.cloned().collect()
    };
    let exact = about(|page| squash(&format!("{} {}", page.group, page.verb)));
    let group = about(|page| squash(page.group));
    let verb = about(|page| squash(page.verb));
    [exact, group, verb].into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// A name as it is compared: letters and digits only, in lower case. `Stel-voor`, `stel voor` and
/// `stelvoor` are one name.
pub(crate) fn squash(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(topic: &str) -> Vec<&'static str> {
        find(topic).into_iter().map(|page| page.key).collect()
    }

    #[test]
    fn a_topic_is_a_group_a_verb_or_both() {
        assert_eq!(
            found("Wijk"),
            ["wijk_toon", "wijk_contact", "wijk_sluit", "wijk_open", "wijk_vervang"]
        );
        assert_eq!(found("stelvoor"), ["bezoek_stel_voor"]);
        assert_eq!(found("bezoek stel-voor"), ["bezoek_stel_voor"]);
        assert_eq!(found("toon"), ["bezoek_toon", "wijk_toon", "kennis_toon"]);
        assert_eq!(found("ja"), ["ja"]);
        assert!(found("koffie").is_empty());
        assert!(found("--").is_empty());
    }

    #[test]
    fn a_key_is_the_group_and_the_verb() {
        for page in pages() {
            let name = format!("{} {}", page.group, page.verb);
            assert_eq!(page.key, name.trim().replace([' ', '-'], "_"));
        }
    }

    #[test]
    fn usage_and_example_begin_with_the_command() {
        for page in pages() {
            assert!(page.example.starts_with(page.group), "{page:?}");
            assert!(page.usage.starts_with(page.group), "{page:?}");
        }
    }
}
