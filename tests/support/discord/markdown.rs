//! Reads a message as Discord's clients do, by rules of its own: what a person sees, and whatever in it
//! does something. Shares nothing with the program, so that it can judge it.

/// A message as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Reading {
    /// Without the marks that are not shown.
    pub(crate) text: String,
    /// What would be bold, a heading, a list, a mention, a link and so on.
    pub(crate) active: Vec<String>,
}

pub(crate) fn read(content: &str) -> Reading {
    let chars: Vec<char> = content.chars().collect();
    let mut reading = Reading::default();
    let mut at = 0;
    while at < chars.len() {
        let line_starts = at == 0 || chars[at - 1] == '\n';
        if line_starts {
            reading.active.extend(opening(&chars[at..]));
        }
        at += step(&chars, at, &mut reading);
    }
    reading
}

/// Reads one thing, and says how many characters it took.
fn step(chars: &[char], at: usize, reading: &mut Reading) -> usize {
    let rest = &chars[at..];
    if rest[0] == '\\'
        && rest.len() > 1
        && !rest[1].is_ascii_alphanumeric()
        && !rest[1].is_whitespace()
    {
        reading.text.push(rest[1]);
        return 2;
    }
    if rest[0] == '`'
        && let Some((inner, taken)) = code(rest)
    {
        reading.text.push_str(&inner);
        return taken;
    }
    reading.active.extend(active(rest));
    reading.text.push(rest[0]);
    1
}

/// What begins here and would do something.
fn active(rest: &[char]) -> Vec<String> {
    // Most characters begin nothing; a long message is read often.
    if !matches!(rest[0], '@' | 'h' | 'H' | 'd' | 'D' | '<' | ':' | '*' | '_' | '[' | '~' | '|') {
        return Vec::new();
    }
    let text: String = rest.iter().take(40).collect();
    let lower = text.to_lowercase();
    let starts = ["@everyone", "@here", "http://", "https://", "discord.gg/", "discord.com/invite"];
    let begun = starts.iter().filter(|start| lower.starts_with(**start));
    let mut active: Vec<String> = begun.map(|start| (*start).to_owned()).collect();
    active.extend(angled(&text));
    active.extend(emoji(&text));
    if matches!(rest[0], '*' | '_' | '[') || text.starts_with("~~") || text.starts_with("||") {
        active.push(text.chars().take(12).collect());
    }
    active
}

/// Marks that count at the start of a line.
fn opening(line: &[char]) -> Option<String> {
    let line: String = line.iter().take_while(|c| **c != '\n').collect();
    let trimmed = line.trim_start();
    let marks = ["# ", "## ", "### ", "-# ", "> ", ">>> ", "- ", "* "];
    let number = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    let listed = number.len() < trimmed.len() && number.starts_with(". ");
    let opens = listed || marks.iter().any(|mark| trimmed.starts_with(mark));
    opens.then(|| format!("at the start of a line: {line}"))
}

/// What stands between backticks, and how long it is with them.
fn code(rest: &[char]) -> Option<(String, usize)> {
    let ticks = rest.iter().take_while(|c| **c == '`').count();
    let mut at = ticks;
    while at < rest.len() {
        let run = rest[at..].iter().take_while(|c| **c == '`').count();
        if run == ticks {
            return Some((rest[ticks..at].iter().collect(), at + ticks));
        }
        at += run.max(1);
    }
    None
}

/// `<@1>`, `<#1>`, `<:name:1>`, `<t:1>`, `</command:1>`, `<https://...>`.
fn angled(text: &str) -> Option<String> {
    let inner = text.strip_prefix('<')?;
    let kinds = ["@", "#", ":", "a:", "t:", "/", "id:", "http", "mailto:", "sound:"];
    kinds.iter().any(|kind| inner.starts_with(kind)).then(|| text.to_owned())
}

/// `:smile:`
fn emoji(text: &str) -> Option<String> {
    let (name, _) = text.strip_prefix(':')?.split_once(':')?;
    let is_name = name.len() > 1 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_name && !name.chars().all(|c| c.is_ascii_digit())).then(|| format!(":{name}:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sees_what_discord_would_do() {
        let active = |text| !read(text).active.is_empty();
        for text in [
            "**vet**",
            "a _b_",
            "~~weg~~",
            "||stil||",
            "# kop",
            "- punt",
            "1. een",
            "> citaat",
            "x\n> y",
            "<@1>",
            "@everyone",
            "https://a.example",
            "[a](b)",
            ":smile:",
            "<t:1>",
            "discord.gg/x",
        ] {
            assert!(active(text), "{text}");
        }
        for text in [r"\*\*vet\*\*", r"\# kop", "10:00 en 11:00", "`**`", r"\@everyone", r"\<\@1>"]
        {
            assert!(!active(text), "{text}");
        }
        assert_eq!(read(r"a \*b\* `c_d` \`").text, "a *b* c_d `");
    }
}
