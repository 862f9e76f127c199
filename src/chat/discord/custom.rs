//! What a button carries: the line that it says and the case as it was, in the hundred characters that
//! Discord gives (`custom_id`). Nothing has to be remembered here for a button to work after a restart.
//!
//! `bezoek neem 14`, or with the case as it was seen: `7@WB-2026-014>bezoek neem 14`.

use serde_json::{Value, json};

use super::text::{label, units};
use crate::chat::command::options::{CommandOption, OptionKind, options};
use crate::domain::help;
use crate::domain::notice::HelpPage;
use crate::domain::room::{Button, Seen};

/// Units of UTF-16 in one `custom_id`.
const CUSTOM_MAX: usize = 100;
const LABEL_MAX: usize = 80;
const IN_A_ROW: usize = 5;
const ROWS_MAX: usize = 5;

/// Commands for which a button asks what to write.
const ASKING: [&HelpPage; 3] = [&help::REPLY, &help::NOTE, &help::CANCEL];

/// The rows of buttons under a message. A button that would say what another says is left out, since
/// Discord refuses two of one kind, and so is one that says more than fits.
pub(super) fn rows(buttons: &[Button]) -> Value {
    let mut shown: Vec<Value> = Vec::new();
    for button in buttons {
        let custom = custom_id(button);
        if units(&custom) > CUSTOM_MAX
            || shown.iter().any(|other| other.get("custom_id") == Some(&json!(custom)))
        {
            tracing::warn!(label = button.label, "a button that Discord would refuse is left out");
            continue;
        }
        let label = label(&button.label, LABEL_MAX);
        shown.push(json!({ "type": 2, "style": 2, "label": label, "custom_id": custom }));
    }
    let rows = shown.chunks(IN_A_ROW).take(ROWS_MAX);
    rows.map(|row| json!({ "type": 1, "components": row })).collect()
}

fn custom_id(button: &Button) -> String {
    match button.seen {
        Some(Seen { case, version }) => format!("{version}@{case}>{}", button.says),
        None => button.says.clone(),
    }
}

/// The line and the case of a button that was pressed. `None` for what is no button of ours.
pub(super) fn pressed(custom: &str) -> Option<(String, Option<Seen>)> {
    let (line, seen) = match custom.split_once('>') {
        Some((seen, line)) => {
            let (version, case) = seen.split_once('@')?;
            (line, Some(Seen { case: case.parse().ok()?, version: version.parse().ok()? }))
        }
        None => (custom, None),
    };
    (!line.trim().is_empty()).then(|| (line.to_owned(), seen))
}

/// The page of the command that a line says.
pub(super) fn page_of(line: &str) -> Option<&'static HelpPage> {
    let mut words = line.split_whitespace();
    let (group, verb) = (words.next()?, words.next().unwrap_or_default());
    help::pages()
        .iter()
        .find(|page| page.group == group && (page.verb.is_empty() || page.verb == verb))
}

/// The window that asks what to write, for a button that names a case and no text.
pub(super) fn window(custom: &str) -> Option<Value> {
    let (line, _) = pressed(custom)?;
    let page = page_of(&line).filter(|page| ASKING.iter().any(|asks| asks.key == page.key))?;
    if line.split_whitespace().count() != 3 {
        return None;
    }
    let text = text_option(page)?;
    let field = json!({
        "type": 4, "style": 2, "custom_id": FIELD, "label": text.name, "required": text.required,
        "max_length": 4000,
    });
    let title = format!("{} {}", page.group, page.verb);
    let row = json!({ "type": 1, "components": [field] });
    Some(json!({ "custom_id": custom, "title": title, "components": [row] }))
}

/// The name of the field in the window.
pub(super) const FIELD: &str = "tekst";

/// The line that a button says once its window is filled in.
pub(super) fn filled_in(line: &str, text: &str) -> String {
    let option = page_of(line).and_then(text_option);
    let behind = option.map(|option| option.write(text.trim())).unwrap_or_default();
    format!("{line} {behind}").trim_end().to_owned()
}

/// The last option of a page, when it is free text.
fn text_option(page: &HelpPage) -> Option<CommandOption> {
    options(page).pop().filter(|option| option.kind == OptionKind::Text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::VisitId;

    fn button(says: &str, version: Option<u32>) -> Button {
        let case = VisitId { year: 2026, number: 14 };
        let seen = version.map(|version| Seen { case, version });
        Button { label: "Neem".to_owned(), says: says.to_owned(), seen }
    }

    #[test]
    fn a_button_comes_back_as_it_was() {
        for button in [button("bezoek neem 14", Some(7)), button("ja 7", None)] {
            let again = pressed(&custom_id(&button)).unwrap();
            assert_eq!(again, (button.says, button.seen));
        }
        assert_eq!(pressed("x@y>ja"), None);
        assert_eq!(pressed("7@WB-2026-014>"), None);
    }

    #[test]
    fn rows_hold_five_and_no_button_twice() {
        let buttons: Vec<Button> = (1..=7).map(|n| button(&format!("ja {n}"), None)).collect();
        let rows = rows(&[buttons.clone(), buttons].concat());
        let counts: Vec<usize> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["components"].as_array().unwrap().len())
            .collect();
        assert_eq!(counts, [5, 2]);
        assert_eq!(super::rows(&[button(&"x".repeat(101), None)]), json!([]));
    }

    #[test]
    fn a_window_opens_where_text_is_missing() {
        let opens = |custom| window(custom).is_some();
        assert!(opens("7@WB-2026-014>bezoek antwoord 14"));
        assert!(opens("bezoek notitie WB-2026-014"));
        assert!(!opens("bezoek antwoord 14 Tot dan."));
        assert!(!opens("bezoek neem 14"));
        let cancel = window("bezoek annuleer 14").unwrap();
        let field = &cancel["components"][0]["components"][0];
        assert_eq!((&field["label"], &field["required"]), (&json!("reden"), &json!(false)));
        assert_eq!(filled_in("bezoek annuleer 14", "ziekte\n"), "bezoek annuleer 14 wegens ziekte");
        assert_eq!(filled_in("bezoek annuleer 14", " "), "bezoek annuleer 14");
        assert_eq!(
            filled_in("bezoek notitie 14", "belt\nmorgen"),
            "bezoek notitie 14 belt\nmorgen"
        );
    }

    #[test]
    fn a_line_has_its_page() {
        assert_eq!(page_of("bezoek stel-voor 14").unwrap().key, "bezoek_stel_voor");
        assert_eq!(page_of("ja 7").unwrap().key, "ja");
        assert_eq!(page_of("koffie"), None);
    }
}
