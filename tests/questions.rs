//! Runs the tables in `tests/questions/` against the knowledge base that ships: one question a line,
//! and the entry that must answer it, or `-` where a person must.
//!
//! A wrong answer is never allowed. `SHOW=1 cargo test --test questions -- --nocapture` prints how
//! certain each row was, to set the threshold by.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop where it stands"
)]

#[path = "support/shipped.rs"]
mod shipped;

use std::path::Path;

use werkbezoek::reading::knowledge::Questions;

struct Row {
    place: String,
    question: String,
    wanted: Option<String>,
}

fn rows(table: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions").join(table);
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    lines
        .filter_map(|(number, line)| {
            let (question, wanted) = line.split_once(" | ")?;
            let wanted = (wanted.trim() != "-").then(|| wanted.trim().to_owned());
            Some(Row {
                place: format!("{table}:{}", number + 1),
                question: question.to_owned(),
                wanted,
            })
        })
        .collect()
}

#[test]
fn no_answer_is_wrong_and_most_that_are_known_are_given() {
    let (desk, _) = shipped::shipped();
    let questions = Questions::new(&desk.knowledge);
    let mut wrong = Vec::new();
    for (table, least) in [("gekend.txt", 85), ("voor-een-mens.txt", 100), ("eerste-blik.txt", 70)]
    {
        let rows = rows(table);
        let mut right = 0;
        for row in &rows {
            let given = questions.answer(&row.question).map(|known| known.id.clone());
            right += usize::from(given == row.wanted);
            if given.is_some() && given != row.wanted {
                wrong.push(format!("{} {}: {given:?}", row.place, row.question));
            }
            show(&questions, row, given.as_deref());
        }
        let share = right * 100 / rows.len();
        assert!(share >= least, "{table}: {share} % right, {least} % was reached before");
    }
    assert!(wrong.is_empty(), "wrong answers:\n{}", wrong.join("\n"));
}

fn show(questions: &Questions<'_>, row: &Row, given: Option<&str>) {
    if std::env::var_os("SHOW").is_none() {
        return;
    }
    let mut best = questions.certainties(&row.question);
    best.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let tops: Vec<String> =
        best.iter().take(2).map(|(score, known)| format!("{score:.2} {}", known.id)).collect();
    let verdict = match (given, given == row.wanted.as_deref()) {
        (_, true) => "right",
        (None, false) => "person",
        (Some(_), false) => "WRONG",
    };
    println!("{verdict:6} {} {} [{}]", row.place, row.question, tops.join(", "));
}

#[test]
fn the_nearest_passages_are_about_the_question() {
    let (desk, _) = shipped::shipped();
    let questions = Questions::new(&desk.knowledge);
    let nearest = |question: &str| -> Vec<String> {
        questions.nearest(question, 3).iter().map(|(_, known)| known.id.clone()).collect()
    };
    for (question, wanted) in [
        ("Hoeveel bewoners van Vollenhoven leven in armoede?", "vollenhoven-effect"),
        ("Welke lessen trok de gemeente uit de pilot met de wijkaanpak?", "wilgensingel-wat"),
        ("Wat deed de Veiligheidsregio in Dommelbergen?", "dommelbergen-wat"),
        ("Wie meet de gezondheid van de bewoners?", "vollenhoven-effect"),
    ] {
        assert!(nearest(question).iter().any(|id| id == wanted), "{question}: no {wanted}");
    }
    assert!(nearest("Heeft u nog oude fietsen te koop?").is_empty());
    assert!(nearest("Wat is er te zien in Vollenhoven, Zeist of Raalte?").len() == 3);
}

#[test]
fn an_empty_base_and_an_empty_question_have_no_answer() {
    let (desk, _) = shipped::shipped();
    assert!(Questions::new(&[]).answer("Wat is de M50?").is_none());
    for question in ["", "?", "...", "Wat is het?", "En wie dan?"] {
        assert!(Questions::new(&desk.knowledge).answer(question).is_none(), "{question}");
    }
}
