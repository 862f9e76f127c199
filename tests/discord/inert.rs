//! What a guest writes does nothing on Discord, and is read as it was written.

use proptest::prelude::*;
use werkbezoek::chat::discord::text;

use super::fake::CHANNEL;
use super::fake::markdown::read;
use super::stage::Stage;

/// What guests might try.
pub(super) const TRICKS: &[&str] = &[
    "@everyone en @here",
    "<@7> <@&900> <#2000> <:naam:1> </bezoek neem:1> <t:1>",
    "**vet** __onder__ *schuin* _schuin_ ~~weg~~ ||geheim||",
    "# kop",
    "-# klein",
    "> citaat",
    ">>> alles",
    "- punt",
    "1. een",
    "[klik](https://a.example) https://b.example discord.gg/uitnodiging",
    ":smile: \\*niet\\* \\",
];

#[tokio::test(flavor = "multi_thread")]
async fn tricks_are_read_as_they_were_written() {
    let stage = Stage::open().await;
    stage.notice(1, None, TRICKS).await;
    stage.shown(1).await;
    assert_eq!(stage.fake.read(CHANNEL), [TRICKS.join("\n")]);
    // Whatever is not inert, is too long or hides itself is a complaint of the fake at the end.
    stage
        .notice(
            2,
            Some(14),
            &["ja\u{202e}7 een\u{200b}voud", &"*".repeat(5000), &"a ".repeat(2500)],
        )
        .await;
    stage.shown(2).await;
    let (thread, _) = stage.fake.thread("WB-2026-014").unwrap();
    assert!(stage.fake.read(thread)[0].starts_with("ja7 eenvoud"));
}

/// Lines of whatever means something to Discord, and of anything else.
fn line() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => r"[*_~|>#<@:/\[\]()\\.+ -]{1,6}",
        3 => "[a-z0-9 ]{1,6}",
        1 => proptest::sample::select(TRICKS).prop_map(str::to_owned),
        1 => "[^\\p{C}`]{0,8}",
    ];
    proptest::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_line_does_anything_and_each_is_read_as_it_was(line in line()) {
        let shown = text::inert(&line);
        let seen = read(&shown);
        prop_assert_eq!(&seen.active, &Vec::<String>::new(), "{}", shown);
        // Only what cannot be seen may be missing.
        let visible: String = line.chars().filter(|c| !text::inert(&c.to_string()).is_empty()).collect();
        prop_assert_eq!(seen.text, visible);
    }

    #[test]
    fn code_of_ours_stays_code(before in line(), after in line()) {
        let shown = text::inert(&format!("{before}x `ja 7` {after}"));
        prop_assert!(shown.contains("`ja 7`"));
        prop_assert!(read(&shown).text.contains("x ja 7 "));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn messages_fit_whatever_the_lines_are(lines in proptest::collection::vec(line(), 0..30)) {
        let long: Vec<String> = lines.iter().map(|line| line.repeat(20)).collect();
        for lines in [&lines, &long] {
            let messages = text::messages(lines);
            prop_assert!((1..=text::MESSAGES_MAX).contains(&messages.len()));
            for message in messages {
                prop_assert!(message.encode_utf16().count() <= text::MESSAGE_UNITS_MAX);
                prop_assert_eq!(read(&message).active, Vec::<String>::new());
                prop_assert!(!message.trim().is_empty());
            }
        }
    }
}
