//! What a command takes, as options with a name: for rooms where staff fill in fields and type no line.
//!
//! `options` reads the grammar of a help page, `line` writes what was filled in as a line of that
//! grammar. So there is one grammar and one parser: a room that has fields needs no second one, and a
//! new page has its options without anybody writing them.

use std::collections::BTreeMap;

use crate::domain::notice::HelpPage;

/// Something that a command takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandOption {
    pub name: String,
    pub required: bool,
    pub kind: OptionKind,
    /// As the page shows it: `<moment>; <moment>; ...`.
    pub grammar: String,
    written: Written,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionKind {
    Text,
    Number,
    /// Said or not said.
    Flag,
    /// One of these words.
    Choice(Vec<String>),
}

/// How a value stands in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Written {
    Bare,
    /// The name alone: `toch`.
    Named,
    /// Behind a word: `wegens <reden>`.
    After(String),
    /// `wijk=<wijk>`.
    Keyed,
}

/// The options of a command, in the order in which they stand in a line.
pub fn options(page: &HelpPage) -> Vec<CommandOption> {
    let (once, repeated) = parted(behind_verb(page));
    let mut options: Vec<CommandOption> = Vec::new();
    let mut word = None;
    let mut pieces = pieces(once).peekable();
    while let Some(piece) = pieces.next() {
        let before_value = pieces.peek().is_some_and(|next| is_value(next));
        let Some(mut option) = option(piece, before_value) else {
            word = Some(piece).filter(|piece| !piece.starts_with('['));
            continue;
        };
        if let Some(word) = word.take() {
            option.written = Written::After(word.to_owned());
            // Of two of one name, as in `<zaak> met <zaak>`, the second is called by its word.
            if options.iter().any(|other| other.name == option.name) {
                option.name = word.to_owned();
            }
        }
        options.push(option);
    }
    options.extend(
        repeated.map(|repeated| CommandOption { required: true, ..value(repeated, Written::Bare) }),
    );
    options
}

/// The line that says this command with these values, by the names of their options. A flag is said
/// when it has a value, whatever the value is. Particles (`naar`, `door`) are left out.
pub fn line(page: &HelpPage, values: &BTreeMap<String, String>) -> String {
    let mut words: Vec<String> = vec![page.group.to_owned(), page.verb.to_owned()];
    for option in options(page) {
        words.extend(values.get(&option.name).map(|value| option.write(value.trim())));
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

impl CommandOption {
    pub(in crate::chat) fn is_keyed(&self) -> bool {
        self.written == Written::Keyed
    }

    pub(in crate::chat) fn write(&self, value: &str) -> String {
        match &self.written {
            Written::Named => self.name.clone(),
            Written::Bare | Written::After(_) | Written::Keyed if value.is_empty() => String::new(),
            Written::Bare => value.to_owned(),
            Written::After(word) => format!("{word} {value}"),
            // The grammar knows no quote inside quotes.
            Written::Keyed if value.contains(char::is_whitespace) => {
                format!("{}=\"{}\"", self.name, value.replace('"', ""))
            }
            Written::Keyed => format!("{}={value}", self.name),
        }
    }
}

/// The grammar behind group and verb; the verb stands in brackets when the group alone means it.
fn behind_verb(page: &HelpPage) -> &'static str {
    let rest = page.usage.strip_prefix(page.group).unwrap_or_default().trim_start();
    if page.verb.is_empty() {
        return rest;
    }
    let in_brackets = rest.strip_prefix('[').and_then(|rest| rest.strip_prefix(page.verb));
    let in_brackets = in_brackets.and_then(|rest| rest.strip_prefix(']'));
    in_brackets.or_else(|| rest.strip_prefix(page.verb)).unwrap_or_default().trim_start()
}

/// What comes once, and what comes again and again up to the end of the line: of
/// `<zaak> <tijd> <tekst>; <tijd> <tekst>; ...` the first is `<zaak>`.
fn parted(grammar: &'static str) -> (&'static str, Option<&'static str>) {
    let again = || {
        pieces(grammar).find(|piece| piece.ends_with(';'))?;
        let (first, more) = grammar.split_once(';')?;
        let again = more.split(';').next()?.trim();
        let once = first.strip_suffix(again)?;
        Some((once.trim_end(), grammar.strip_prefix(once)))
    };
    again().unwrap_or((grammar, None))
}

/// The words of a grammar; what stands between brackets is one.
fn pieces(grammar: &'static str) -> impl Iterator<Item = &'static str> {
    let mut depth = 0_usize;
    let between = move |c: char| {
        match c {
            '[' | '<' => depth += 1,
            ']' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ' ' && depth == 0
    };
    grammar.split(between).filter(|piece| !piece.is_empty())
}

/// Whether a piece is a value without a key: what a particle can stand before.
fn is_value(piece: &str) -> bool {
    piece.trim_start_matches('[').starts_with('<')
}

/// The option that a piece is; `None` for a word that belongs to the next one.
fn option(piece: &'static str, before_value: bool) -> Option<CommandOption> {
    let inside = piece.strip_prefix('[').and_then(|piece| piece.strip_suffix(']'));
    let inner = inside.unwrap_or(piece);
    let required = inside.is_none();
    if inner.contains(" | ") {
        return Some(CommandOption { required, ..alternatives(inner) });
    }
    let found = match (inner.split_once('='), inner.split_once('<')) {
        (Some((key, _)), _) => {
            CommandOption { name: key.to_owned(), ..value(inner, Written::Keyed) }
        }
        (None, Some(("", _))) => value(inner, Written::Bare),
        (None, Some((word, _))) => value(inner, Written::After(word.trim().to_owned())),
        // A bare word that may be left out says something, unless it only leads up to a value.
        (None, None) if !required && !before_value => flag(inner),
        (None, None) => return None,
    };
    Some(CommandOption { required, ..found })
}

/// One of several: a choice when all are words, else free text called by the last value.
fn alternatives(inner: &str) -> CommandOption {
    if inner.contains('<') {
        return value(inner, Written::Bare);
    }
    let words = inner.split(" | ").map(|word| word.trim().to_owned()).collect();
    let kind = OptionKind::Choice(words);
    CommandOption { name: "keuze".to_owned(), kind, ..value(inner, Written::Bare) }
}

fn flag(word: &str) -> CommandOption {
    let kind = OptionKind::Flag;
    CommandOption { name: word.to_owned(), kind, ..value(word, Written::Named) }
}

/// A value called by the last word between angle brackets: `<dag of dagen>` is `dagen`.
fn value(grammar: &str, written: Written) -> CommandOption {
    let last = grammar.rsplit_once('<').and_then(|(_, last)| last.split('>').next());
    let name = last.and_then(|last| last.rsplit(' ').next()).unwrap_or_default();
    let alone = !grammar.contains([';', '|']);
    let kind = match name {
        "nummer" | "aantal" if alone => OptionKind::Number,
        _ => OptionKind::Text,
    };
    CommandOption {
        name: name.to_owned(),
        required: false,
        kind,
        grammar: grammar.to_owned(),
        written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::help;

    /// `name`, `name?` when it may be left out, with a mark for anything but text.
    fn shown(page: &HelpPage) -> String {
        let show = |option: CommandOption| {
            let kind = match option.kind {
                OptionKind::Text => String::new(),
                OptionKind::Number => "#".to_owned(),
                OptionKind::Flag => "!".to_owned(),
                OptionKind::Choice(words) => format!("({})", words.join("/")),
            };
            format!("{}{kind}{}", option.name, if option.required { "" } else { "?" })
        };
        options(page).into_iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_grammar_of_a_page_gives_its_options() {
        assert_eq!(shown(&help::OVERVIEW), "alles!? mijn!? wij!? wijk? toestand? pagina#?");
        assert_eq!(shown(&help::AGENDA), "dagen? pagina#?");
        assert_eq!(shown(&help::SEARCH), "woorden pagina#?");
        assert_eq!(shown(&help::DAY), "dag wijk? ambt?");
        assert_eq!(shown(&help::PROPOSE), "zaak toch!? wijk? moment?");
        assert_eq!(shown(&help::CONFIRM), "zaak moment?");
        assert_eq!(shown(&help::MOVE), "zaak moment?");
        assert_eq!(shown(&help::CANCEL), "zaak keuze(gast/zonder-brief)? reden?");
        assert_eq!(shown(&help::COMPLETE), "zaak keuze(doorgegaan/niet-doorgegaan)?");
        assert_eq!(shown(&help::PARTY), "zaak aantal#? naam?");
        assert_eq!(shown(&help::TOGETHER), "zaak met");
        assert_eq!(shown(&help::PROGRAMME), "zaak tekst");
        assert_eq!(shown(&help::CLOSE_WIJK), "wijk dagen reden");
        assert_eq!(shown(&help::REPLACE_HOST), "wijk contactpersoon zaak?");
        assert_eq!(shown(&help::LINK_MAIL), "nummer# zaak");
        assert_eq!(shown(&help::QUEUE), "pagina#?");
        assert_eq!(shown(&help::PASS_ON), "zaak wie");
        assert_eq!(shown(&help::MERGE), "zaak met toch!?");
        assert_eq!(shown(&help::FORWARD_MAIL), "nummer# contactpersoon");
        assert_eq!(shown(&help::YES), "nummer#?");
    }

    #[test]
    fn an_option_shows_its_grammar() {
        let grammars = |page| options(page).into_iter().map(|o| o.grammar).collect::<Vec<_>>();
        assert_eq!(grammars(&help::PROGRAMME), ["<zaak>", "<tijd> <tekst>; <tijd> <tekst>; ..."]);
        assert_eq!(grammars(&help::MOVE), ["<zaak>", "<moment>; <moment>; ..."]);
    }

    fn said(page: &HelpPage, values: &[(&str, &str)]) -> String {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        line(page, &values.iter().map(own).collect())
    }

    #[test]
    fn values_stand_where_the_grammar_wants_them() {
        let wijk = [("zaak", "14"), ("wijk", "Den  \"Haag\" Zuidwest"), ("toch", "")];
        assert_eq!(
            said(&help::PROPOSE, &wijk),
            "bezoek stel-voor 14 toch wijk=\"Den  Haag Zuidwest\""
        );
        let closed = [("reden", "verbouwing"), ("dagen", "3-5-2027"), ("wijk", "noord")];
        assert_eq!(said(&help::CLOSE_WIJK, &closed), "wijk sluit noord 3-5-2027 wegens verbouwing");
        assert_eq!(said(&help::CANCEL, &[("zaak", "14"), ("reden", " ")]), "bezoek annuleer 14");
        assert_eq!(said(&help::QUEUE, &[("vreemd", "x")]), "wachtrij lijst");
    }

    #[test]
    fn every_page_has_options_that_a_room_can_offer() {
        for page in help::pages() {
            let options = options(page);
            assert!(options.len() <= 25, "{page:?}");
            for (at, option) in options.iter().enumerate() {
                let fits = |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '-';
                assert!(option.name.chars().all(fits), "{option:?} of {page:?}");
                assert!((1..=32).contains(&option.name.chars().count()), "{option:?} of {page:?}");
                assert!(options.iter().take(at).all(|other| other.name != option.name), "{page:?}");
            }
        }
    }
}
