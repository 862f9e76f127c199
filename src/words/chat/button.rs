//! Buttons: commands in a chat text that somebody can press instead of typing.
//!
//! A template writes `{{ ("bezoek neem " ~ n)|knop("Ik neem het") }}`. Every room shows the command
//! between backticks, as a line to type; a room with buttons also shows the button. So both always say
//! the same, and who edits a template needs to know nothing else. Between rendering and `parted` the
//! marks are characters of private use, which no value can hold (`plain`).

use minijinja::{Environment, Value};

use super::mark::{END, LABEL, SAYS};
use super::plain::plain;
use crate::domain::room::Button;

pub(super) fn register(env: &mut Environment<'static>) {
    env.add_filter("knop", |says: &str, label: &str| {
        let (label, says) = (plain(label), plain(says));
        Value::from_safe_string(format!("{LABEL}{label}{SAYS}{says}{END}"))
    });
}

/// The text as it is read, and the buttons in it; each once, in the order of the text.
pub(super) fn parted(text: &str) -> (String, Vec<Button>) {
    let mut pieces = text.split(LABEL);
    let mut shown = pieces.next().unwrap_or_default().to_owned();
    let mut buttons: Vec<Button> = Vec::new();
    for piece in pieces {
        let (label, rest) = piece.split_once(SAYS).unwrap_or(("", piece));
        let (says, behind) = rest.split_once(END).unwrap_or((rest, ""));
        shown.extend(["`", says, "`", behind]);
        if buttons.iter().all(|button| button.says != says) {
            buttons.push(Button { label: label.to_owned(), says: says.to_owned(), seen: None });
        }
    }
    (shown, buttons)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_reads_as_its_command_and_stands_once() {
        let mut env = Environment::new();
        register(&mut env);
        let text = "Wie? {{ ('bezoek neem ' ~ 14)|knop('Ik neem het') }}.\n{{ 'ja 7'|knop('Ja') }} of {{ 'ja 7'|knop('Ja') }}";
        let rendered = env.render_str(text, ()).unwrap();
        let (shown, buttons) = parted(&rendered);
        assert_eq!(shown, "Wie? `bezoek neem 14`.\n`ja 7` of `ja 7`");
        let button = |label: &str, says: &str| Button {
            label: label.to_owned(),
            says: says.to_owned(),
            seen: None,
        };
        assert_eq!(buttons, [button("Ik neem het", "bezoek neem 14"), button("Ja", "ja 7")]);
    }
}
