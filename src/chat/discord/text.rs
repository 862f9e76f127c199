//! Lines of plain text -> messages of Discord that show the same text and do nothing.
//!
//! Guests choose some of the words in a line, so no character of a line may mean anything to
//! Discord: no Markdown, no mention, no link. Each character that could is escaped with a
//! backslash, which Discord does not show. Pairs of backticks are ours (values have none) and stay:
//! they mark what can be typed.
//!
//! The trap: Discord reads `\` only before a character that is no letter, no digit and no space, so
//! a word cannot be escaped, only its sign.

/// Characters of one message (as Discord counts: units of UTF-16 are never fewer).
pub const MESSAGE_UNITS_MAX: usize = 2000;

/// Messages that one notice may become; what does not fit then ends in an ellipsis.
pub const MESSAGES_MAX: usize = 5;

pub(super) const ELLIPSIS: &str = "\u{2026}";

/// The messages that show these lines, at least one, none of them empty. Cut between lines where
/// possible.
pub fn messages(lines: &[String]) -> Vec<String> {
    let mut messages = Messages::default();
    for (at, line) in lines.iter().flat_map(|line| line.split('\n')).enumerate() {
        messages.add_line(at > 0, line);
    }
    messages.done()
}

/// The messages with these roles called before everything else; in a message of its own where it does
/// not fit. Whether Discord calls them is up to `allowed_mentions`.
pub(super) fn calling(roles: &[&str], mut messages: Vec<String>) -> Vec<String> {
    let call: Vec<String> = roles.iter().map(|role| format!("<@&{role}>")).collect();
    let call = call.join(" ");
    if call.is_empty() {
        return messages;
    }
    match messages.first_mut() {
        Some(first) if units(&call) + units(first) < MESSAGE_UNITS_MAX => {
            *first = format!("{call}\n{first}");
        }
        Some(_) | None => messages.insert(0, call),
    }
    messages
}

/// One line of plain text as Discord has to get it.
pub fn inert(line: &str) -> String {
    pieces(line).map(|piece| piece.shown).collect()
}

/// Text that Discord shows as it is and reads nothing in, such as the name of a thread: visible, and
/// not longer than `max`.
pub fn label(text: &str, max: usize) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let visible = visible.replace(char::is_control, " ");
    cut(visible.trim(), max)
}

/// The text, or as much of it as fits with an ellipsis behind it. In units of UTF-16.
pub(super) fn cut(text: &str, max: usize) -> String {
    if units(text) <= max {
        return text.to_owned();
    }
    let mut left = max.saturating_sub(1);
    let fits = |c: &char| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let start: String = text.chars().take_while(fits).collect();
    format!("{}{ELLIPSIS}", start.trim_end())
}

pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// What may not be parted: a character with its backslash, or a stretch of code.
struct Piece {
    shown: String,
    code: bool,
}

fn plain(shown: String) -> Piece {
    Piece { shown, code: false }
}

/// The pieces of a line. What stands between an odd backtick and the next is code.
fn pieces(line: &str) -> impl Iterator<Item = Piece> {
    let line = line.chars().filter(|c| !is_invisible(*c)).collect::<String>();
    let line = line.replace(char::is_control, " ");
    let parts: Vec<String> = line.split('`').map(str::to_owned).collect();
    let pairs = parts.len().saturating_sub(1) / 2;
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        let code = at % 2 == 1 && at / 2 < pairs;
        let beside_code = pieces.last().is_some_and(|piece| piece.code);
        match code {
            // Neither is code to Discord, which would read on to a backtick further down.
            true if part.trim().is_empty() || beside_code => {
                pieces.push(plain("\\`".to_owned()));
                pieces.extend(escaped(&part, false).map(plain));
                pieces.push(plain("\\`".to_owned()));
            }
            true => pieces.push(Piece { shown: format!("`{part}`"), code }),
            false => {
                // The last of an odd number of backticks has no partner.
                let alone = at > 2 * pairs;
                pieces.extend(alone.then(|| plain("\\`".to_owned())));
                pieces.extend(escaped(&part, at == 0).map(plain));
            }
        }
    }
    pieces.into_iter()
}

/// The characters of a text, each with a backslash where it would mean something.
fn escaped(text: &str, at_start: bool) -> impl Iterator<Item = String> {
    let chars: Vec<char> = text.chars().collect();
    let number = at_start.then(|| number_of_a_list(&chars)).flatten();
    let indent = chars.iter().take_while(|c| c.is_whitespace()).count();
    let show = |(at, c): (usize, &char)| {
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        let opens = at_start && at == indent && matches!(c, '#' | '>' | '-' | '+');
        let active = opens || number == Some(at) || means_something(*c, before, chars.get(at + 1));
        if active { format!("\\{c}") } else { c.to_string() }
    };
    chars.iter().enumerate().map(show).collect::<Vec<_>>().into_iter()
}

/// The place of the dot in `2. ` at the start of a line: Discord would count anew.
fn number_of_a_list(chars: &[char]) -> Option<usize> {
    let begins = chars.iter().position(|c| !c.is_whitespace())?;
    let digits = chars.iter().skip(begins).take_while(|c| c.is_ascii_digit()).count();
    let at = begins + digits;
    (digits > 0 && matches!(chars.get(at), Some('.' | ')'))).then_some(at)
}

/// Whether Discord reads something in a character, wherever in the line it stands: a colon in `:smile:`
/// and in a link, a slash in an invitation (`discord.gg/...`, without any scheme), neither in `10:00`.
fn means_something(c: char, before: Option<&char>, after: Option<&char>) -> bool {
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    match c {
        '\\' | '*' | '_' | '~' | '|' | '[' | ']' | '<' | '@' => true,
        ':' | '/' => !(digit(before) && digit(after)),
        _ => false,
    }
}

/// Characters that show nothing or reorder others. `words` takes them out of values already; here it
/// holds for whatever comes by.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Messages as they fill up.
#[derive(Default)]
struct Messages {
    full: Vec<String>,
    last: String,
    /// Something was left out.
    cut: bool,
}

impl Messages {
    fn add_line(&mut self, after_another: bool, line: &str) {
        let line: Vec<Piece> = pieces(line).collect();
        let length: usize = line.iter().map(|piece| units(&piece.shown)).sum();
        let fits = units(&self.last) + length < MESSAGE_UNITS_MAX;
        if after_another && fits {
            self.last.push('\n');
        } else if after_another {
            self.next_message();
        }
        for piece in line {
            self.add_piece(&piece);
        }
    }

    fn add_piece(&mut self, piece: &Piece) {
        let parts = if piece.code { code_parts(&piece.shown) } else { vec![piece.shown.clone()] };
        for part in parts {
            // One unit stays free for the ellipsis.
            if units(&self.last) + units(&part) >= MESSAGE_UNITS_MAX {
                self.next_message();
                // What follows was not at the start of a line, and Discord must not read it so.
                self.last.push_str(ELLIPSIS);
            }
            self.last.push_str(&part);
        }
    }

    fn next_message(&mut self) {
        let message = std::mem::take(&mut self.last);
        self.full.push(message);
    }

    fn done(mut self) -> Vec<String> {
        self.next_message();
        // Discord takes no message in which nothing can be seen.
        self.full.retain(|message| !message.trim().is_empty());
        self.cut = self.full.len() > MESSAGES_MAX;
        self.full.truncate(MESSAGES_MAX);
        match self.full.last_mut() {
            None => vec![ELLIPSIS.to_owned()],
            Some(last) => {
                last.push_str(if self.cut { ELLIPSIS } else { "" });
                self.full
            }
        }
    }
}

/// Code that is too long for one message, in stretches that are code each.
fn code_parts(code: &str) -> Vec<String> {
    const MAX: usize = 1000;
    let inner: Vec<char> = code.trim_matches('`').chars().collect();
    inner.chunks(MAX).map(|part| format!("`{}`", part.iter().collect::<String>())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> Vec<String> {
        messages(&lines.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn what_means_something_to_discord_is_escaped() {
        assert_eq!(
            inert("**vet** _schuin_ ~~weg~~ ||geheim||"),
            r"\*\*vet\*\* \_schuin\_ \~\~weg\~\~ \|\|geheim\|\|"
        );
        assert_eq!(inert("@everyone <@1> <#2> <t:1>"), r"\@everyone \<\@1> \<#2> \<t\:1>");
        assert_eq!(inert("zie https://a.example :smile:"), r"zie https\:\/\/a.example \:smile\:");
        assert_eq!(inert("[klik](https://a.example)"), r"\[klik\](https\:\/\/a.example)");
        assert_eq!(inert("# kop"), r"\# kop");
        assert_eq!(inert("  - punt"), r"  \- punt");
        assert_eq!(inert("2. twee"), r"2\. twee");
        assert_eq!(inert(r"\*"), r"\\\*");
    }

    #[test]
    fn ordinary_text_stays_as_it_is() {
        let line = "Vrijdag 15 januari 2027, 10:00 uur (WB-2026-014) - groep van 5 > 4, #2";
        assert_eq!(inert(line), line);
    }

    #[test]
    fn pairs_of_backticks_are_ours() {
        assert_eq!(inert("Typ `ja 7` of `nee_7`."), "Typ `ja 7` of `nee_7`.");
        assert_eq!(inert("Typ `ja 7` of ` dan *"), r"Typ `ja 7` of \` dan \*");
        assert_eq!(inert("leeg `` hier"), r"leeg \`\` hier");
    }

    #[test]
    fn what_cannot_be_seen_goes() {
        assert_eq!(inert("ja\u{202e}7 een\u{200b}voud"), "ja7 eenvoud");
        assert_eq!(label("WB\u{200b}-1\n\u{2066}x", 100), "WB-1 x");
    }

    #[test]
    fn messages_are_cut_between_lines() {
        let long = "a".repeat(1500);
        assert_eq!(of(&["een", "", "twee"]), ["een\n\ntwee"]);
        assert_eq!(of(&[&long, &long]), [long.clone(), long.clone()]);
        assert_eq!(of(&[]), ["\u{2026}"]);
        assert_eq!(of(&["\u{200b}", " "]), ["\u{2026}"]);
    }

    #[test]
    fn a_long_line_is_cut_and_so_is_a_long_notice() {
        let messages = of(&[&"*".repeat(5_000), &"`".repeat(2), &"x".repeat(9_000)]);
        assert_eq!(messages.len(), MESSAGES_MAX);
        assert!(messages.iter().all(|message| units(message) <= MESSAGE_UNITS_MAX));
        assert!(messages.iter().all(|message| !message.ends_with(r"\*\")));
        assert!(messages.last().unwrap().ends_with('\u{2026}'));
        let code = of(&[&format!("`{}`", "c".repeat(3_000))]);
        let whole =
            |m: &String| m.trim_start_matches(ELLIPSIS).starts_with('`') && m.ends_with('`');
        assert!(code.len() > 1 && code.iter().all(whole));
    }

    #[test]
    fn a_role_is_called_before_everything_else() {
        let text = |length| vec!["x".repeat(length)];
        assert_eq!(calling(&["901"], text(3)), ["<@&901>\nxxx"]);
        assert_eq!(calling(&[], text(3)), ["xxx"]);
        let full = calling(&["901", "902"], text(MESSAGE_UNITS_MAX));
        assert_eq!(full.first().map(String::as_str), Some("<@&901> <@&902>"));
        assert_eq!(full.len(), 2);
    }

    #[test]
    fn a_label_is_cut_with_an_ellipsis() {
        assert_eq!(cut("abcdef", 4), "abc\u{2026}");
        assert_eq!(cut("abcd", 4), "abcd");
        assert_eq!(cut("🏘🏘🏘", 5), "🏘🏘\u{2026}");
    }
}
