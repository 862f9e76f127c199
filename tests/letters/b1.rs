//! Plain Dutch (B1), as far as counting goes: short sentences, no officialese, no guessed gender.

const WORDS_MEAN_MAX: f64 = 12.0;
const WORDS_MAX: usize = 20;

const OFFICIALESE: [&str; 28] = [
    "middels",
    "teneinde",
    "derhalve",
    "inzake",
    "conform",
    "gaarne",
    "betreffende",
    "omtrent",
    "alsmede",
    "alsook",
    "doch",
    "echter",
    "tevens",
    "reeds",
    "dient",
    "dienen",
    "mits",
    "tenzij",
    "indien",
    "hierbij",
    "hiermee",
    "ontvangst",
    "geschieden",
    "verzoeke",
    "aangaande",
    "wederom",
    "uiterlijk",
    "voornoemd",
];
const GENDERED: [&str; 6] =
    ["geachte heer ", "geachte mevrouw", "beste heer", "beste mevrouw", "dhr.", "mevr."];

/// What is wrong with the text part of a letter, one line for each fault.
pub(crate) fn faults(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let sentences = sentences(text);
    let lengths: Vec<usize> = sentences.iter().map(|s| s.split_whitespace().count()).collect();
    let mean = lengths.iter().sum::<usize>() as f64 / lengths.len().max(1) as f64;
    if mean > WORDS_MEAN_MAX {
        faults.push(format!("{name}: {mean:.1} words in the mean sentence"));
    }
    for (sentence, length) in sentences.iter().zip(&lengths) {
        if *length > WORDS_MAX {
            faults.push(format!("{name}: {length} words: {sentence}"));
        }
    }
    let lower = text.to_lowercase();
    let all: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).collect();
    let stiff = OFFICIALESE.iter().filter(|word| all.contains(word));
    faults.extend(stiff.map(|word| format!("{name}: officialese: {word}")));
    let gendered = GENDERED.iter().filter(|word| lower.contains(**word));
    faults.extend(gendered.map(|word| format!("{name}: guesses a gender: {word}")));
    faults
}

/// A sentence ends at a full stop, a question or exclamation mark or a colon, and where its
/// paragraph or list item ends.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for block in blocks(text) {
        let mut sentence = Vec::new();
        for word in block.split_whitespace() {
            sentence.push(word);
            if word.trim_end_matches(['”', '"', ')']).ends_with(['.', '?', '!', ':']) {
                sentences.push(sentence.join(" "));
                sentence.clear();
            }
        }
        if !sentence.is_empty() {
            sentences.push(sentence.join(" "));
        }
    }
    sentences
}

fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let bare = line.trim();
        let is_marked = bare.starts_with("- ") || bare.starts_with(|c: char| c.is_ascii_digit());
        let is_item = is_marked && !line.starts_with(' ');
        if bare.is_empty() {
            is_open = false;
        } else if is_open && !is_item {
            let last = blocks.last_mut().unwrap();
            last.push(' ');
            last.push_str(bare);
        } else {
            blocks.push(bare.trim_start_matches("- ").to_owned());
            is_open = true;
        }
    }
    blocks
}
