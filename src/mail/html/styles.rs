//! The few style rules that decide whether text is seen: `.name`, `tag`, `tag.name` and `#id`.
//!
//! No cascade and no specificity: sheet first, in order, then the element's own style, the last one
//! wins. Rules inside `@media` are left out: which screen the reader had is not known.

use std::collections::BTreeMap;

/// Properties in lower case with their values, in the order in which they were declared.
type Declarations = Vec<(String, String)>;

/// Sheets larger than this are not worth their time.
const SHEET_BYTES_MAX: usize = 128 * 1024;

const PROPERTIES: [&str; 16] = [
    "background",
    "background-color",
    "color",
    "display",
    "font-size",
    "height",
    "left",
    "max-height",
    "mso-hide",
    "opacity",
    "overflow",
    "position",
    "text-indent",
    "top",
    "visibility",
    "width",
];

#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By selector: what is declared for it, the last declaration of a property only.
    rules: BTreeMap<String, BTreeMap<String, String>>,
}

impl Styles {
    /// The rules of all style blocks in `html`.
    pub(super) fn of(html: &str) -> Self {
        let mut styles = Self::default();
        let lower = html.to_ascii_lowercase();
        let mut left = SHEET_BYTES_MAX;
        for block in lower.split("<style").skip(1) {
            let sheet = block.split("</style").next().unwrap_or_default();
            let sheet = sheet.split_once('>').map_or("", |(_, sheet)| sheet);
            if sheet.len() > left {
                break;
            }
            left -= sheet.len();
            styles.add(&sheet.replace("<!--", "").replace("-->", ""));
        }
        styles
    }

    fn add(&mut self, sheet: &str) {
        let sheet = without_comments(sheet);
        let mut rest = sheet.as_str();
        while let Some((selectors, behind)) = rest.split_once('{') {
            if selectors.trim_start().starts_with('@') {
                rest = behind_block(behind);
                continue;
            }
            let (body, next) = behind.split_once('}').unwrap_or((behind, ""));
            self.add_rule(selectors, body);
            rest = next;
        }
    }

    fn add_rule(&mut self, selectors: &str, body: &str) {
        let declarations = declared(body);
        for selector in selectors.split(',').map(str::trim) {
            let simple = !selector.is_empty()
                && !selector.contains(|c: char| c.is_whitespace() || ">+~:[*".contains(c));
            if simple {
                let rule = self.rules.entry(selector.to_owned()).or_default();
                rule.extend(declarations.iter().cloned());
                // Rules without a say in visibility are most of a sheet.
                if rule.is_empty() {
                    self.rules.remove(selector);
                }
            }
        }
    }

    /// All declarations that hold for an element, the strongest last.
    pub(super) fn declarations(&self, tag: &str, attrs: &[(String, String)]) -> Declarations {
        let value = |wanted: &str| {
            attrs.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str())
        };
        let mut names = vec![tag.to_owned()];
        for class in value("class").to_ascii_lowercase().split_whitespace().take(20) {
            names.push(format!(".{class}"));
            names.push(format!("{tag}.{class}"));
        }
        let id = value("id").to_ascii_lowercase();
        names.push(format!("#{id}"));
        let rules = names.iter().filter_map(|name| self.rules.get(name)).flatten();
        let mut all: Declarations =
            rules.map(|(name, value)| (name.clone(), value.clone())).collect();
        all.extend(declared(&value("style").to_ascii_lowercase()));
        all
    }
}

/// The declarations that have a say in whether text is seen.
fn declared(body: &str) -> Declarations {
    let pair = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let name = name.trim();
        let value = value.replace("!important", "");
        PROPERTIES.contains(&name).then(|| (name.to_owned(), value.trim().to_owned()))
    };
    body.split(';').filter_map(pair).collect()
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    for (nth, piece) in sheet.split("/*").enumerate() {
        let shown = if nth == 0 { piece } else { piece.split_once("*/").map_or("", |(_, p)| p) };
        out.push_str(shown);
    }
    out
}

/// What follows the block that was just opened: blocks inside it are passed over.
fn behind_block(inside: &str) -> &str {
    let mut depth = 1_usize;
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return inside.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}
