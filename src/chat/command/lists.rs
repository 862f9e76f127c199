//! The commands of one word: `overzicht`, `agenda`, `dag`, `ja`, `nee`, `herroep`, `wieben` and
//! `hulp`.

use super::arguments::Arguments;
use super::near::{nearest, squash};
use crate::domain::command::{Command, CommandError, OverviewFilter};
use crate::domain::people::Office;
use crate::domain::visit::Stage;

/// `overzicht [alles] [mijn] [wij] [wijk=<wijk>] [toestand=<toestand>] [pagina=<nummer>]`
pub(super) fn overview(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let keyed = of.keyed(&["wijk", "toestand", "pagina"])?;
    let (mut all, mut mine, mut ours) = (false, false, false);
    for word in keyed.plain.split_whitespace() {
        match squash(word).as_str() {
            "alles" => all = true,
            "mijn" => mine = true,
            "wij" => ours = true,
            _ => return Err(no_filter(word, of)),
        }
    }
    let in_place = |name: &str| match of.context.wijken_in(name) {
        none if none.is_empty() => of.wijk_in(name).map(|wijk| vec![wijk]),
        found => Ok(found),
    };
    let wijken = keyed.get("wijk").map(in_place).transpose()?.unwrap_or_default();
    let stage = keyed.get("toestand").map(stage_named).transpose()?;
    let page = keyed.get("pagina").map(|number| of.page_in(number)).transpose()?.unwrap_or(1);
    Ok(Command::Overview { filter: OverviewFilter { all, mine, ours, wijken, stage }, page })
}

/// A bare word behind `overzicht`: perhaps the value of a key without the key.
fn no_filter(word: &str, of: &Arguments<'_>) -> CommandError {
    let wijk = of.context.wijk_named(word).map(|wijk| format!("wijk={wijk}"));
    let stage = || stage_named(word).ok().map(|_| format!("toestand={}", word.to_lowercase()));
    let all = || nearest(word, ["alles", "mijn", "wij"]).map(str::to_owned);
    let did_you_mean = wijk.or_else(stage).or_else(all);
    CommandError::Unknown { word: word.to_owned(), did_you_mean }
}

/// A stage by its Dutch name or by its name on disk.
fn stage_named(name: &str) -> Result<Stage, CommandError> {
    let wanted = squash(name);
    let fits = |stage: &&Stage| [dutch(**stage), stage.slug()].iter().any(|s| squash(s) == wanted);
    Stage::ALL.iter().find(fits).copied().ok_or_else(|| CommandError::Unknown {
        word: name.to_owned(),
        did_you_mean: nearest(name, Stage::ALL.map(dutch)).map(str::to_owned),
    })
}

/// The word by which staff ask for a stage.
fn dutch(stage: Stage) -> &'static str {
    match stage {
        Stage::Requested => "aangevraagd",
        Stage::AskedForDetails => "nagevraagd",
        Stage::AwaitingApproval => "wacht-op-akkoord",
        Stage::Proposed => "voorgesteld",
        Stage::AcceptedWithReservation => "onder-voorbehoud",
        Stage::Confirmed => "bevestigd",
        Stage::HeldVisit => "bezocht",
        Stage::Closed => "afgerond",
        Stage::Cancelled => "geannuleerd",
        Stage::Declined => "afgewezen",
        Stage::Lapsed => "verlopen",
        Stage::NoShow => "niet-doorgegaan",
    }
}

/// `agenda [week [<nummer>] | maand | <dagen>] [pagina=<nummer>]`
pub(super) fn agenda(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let page = of.page()?;
    let text = of.take_rest();
    Ok(Command::Agenda { days: of.agenda_in(text)?, page })
}

/// `dag <dag> [wijk=<wijk>] [ambt=<ambt>]`
pub(super) fn day(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let keyed = of.keyed(&["wijk", "ambt"])?;
    if keyed.plain.is_empty() {
        return Err(of.missing("dag"));
    }
    let wijk = keyed.get("wijk").map(|name| of.wijk_in(name)).transpose()?;
    let days = of.days_in(&keyed.plain)?;
    if days.iter().nth(1).is_some() {
        let (text, example) = (keyed.plain, of.example());
        return Err(CommandError::NotAMoment { text, example });
    }
    let office = keyed.get("ambt").map(office_in).transpose()?;
    Ok(Command::Day { day: days.start, wijk, office })
}

/// The words by which staff ask for a stage.
pub fn stage_words() -> impl Iterator<Item = &'static str> {
    Stage::ALL.into_iter().map(dutch)
}

/// The words by which staff name an office.
pub fn office_words() -> impl Iterator<Item = &'static str> {
    OFFICES.iter().map(|(name, _)| *name)
}

/// The offices by the names that staff use.
const OFFICES: [(&str, Office); 9] = [
    ("kamerlid", Office::Kamerlid),
    ("bewindspersoon", Office::Bewindspersoon),
    ("minister", Office::Bewindspersoon),
    ("staatssecretaris", Office::Bewindspersoon),
    ("wethouder", Office::Wethouder),
    ("burgemeester", Office::Burgemeester),
    ("raadslid", Office::Raadslid),
    ("statenlid", Office::Statenlid),
    ("ambtenaar", Office::Ambtenaar),
];

fn office_in(word: &str) -> Result<Office, CommandError> {
    let named = OFFICES.iter().find(|(name, _)| squash(name) == squash(word));
    named.map(|(_, office)| *office).ok_or_else(|| {
        let near = nearest(word, OFFICES.iter().map(|(name, _)| *name));
        CommandError::Unknown { word: word.to_owned(), did_you_mean: near.map(str::to_owned) }
    })
}

/// `ja [<nummer>]`
pub(super) fn yes(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Yes { preview: of.optional_number()? })
}

/// `nee [<nummer>]`
pub(super) fn no(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::No { preview: of.optional_number()? })
}

/// `herroep [<nummer>]`
pub(super) fn undo(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Undo { preview: of.optional_number()? })
}

/// `wieben`
pub(super) fn who_am_i(_: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::WhoAmI)
}

/// `hulp [<onderwerp>]`
pub(super) fn help(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let topic = of.take_rest();
    Ok(Command::Help { about: (!topic.is_empty()).then(|| topic.to_owned()) })
}
