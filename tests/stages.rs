//! The state diagram in ARCHITECTURE.md against the table in the code: every step that is drawn is
//! legal, every legal step is drawn.

use std::collections::BTreeSet;

use werkbezoek::domain::visit::Stage;

type Steps = BTreeSet<(String, String)>;

/// The steps of the first mermaid state diagram in a page of Markdown; `[*]` is the outside.
fn drawn(page: &str) -> Steps {
    let diagram = page.split("stateDiagram-v2").nth(1).expect("a stateDiagram-v2 in the page");
    let lines = diagram.lines().take_while(|line| !line.starts_with("```"));
    lines
        .filter_map(|line| line.split_once("-->"))
        .map(|(from, to)| {
            let to = to.split(':').next().unwrap();
            (from.trim().to_owned(), to.trim().to_owned())
        })
        .collect()
}

/// The table, with the outside before the first stage and after each final one.
fn legal() -> Steps {
    let outside = "[*]".to_owned();
    let mut steps = Steps::from([(outside.clone(), Stage::Requested.slug().to_owned())]);
    for stage in Stage::ALL {
        let next = stage.may_become().iter().map(|next| next.slug().to_owned());
        steps.extend(next.map(|next| (stage.slug().to_owned(), next)));
        if stage.is_final() {
            steps.insert((stage.slug().to_owned(), outside.clone()));
        }
    }
    steps
}

#[test]
fn the_diagram_draws_the_table_and_nothing_else() {
    let drawn = drawn(include_str!("../ARCHITECTURE.md"));
    let legal = legal();
    let only_drawn: Vec<_> = drawn.difference(&legal).collect();
    let only_legal: Vec<_> = legal.difference(&drawn).collect();
    assert!(only_drawn.is_empty(), "drawn in ARCHITECTURE.md but not legal: {only_drawn:?}");
    assert!(only_legal.is_empty(), "legal but not drawn in ARCHITECTURE.md: {only_legal:?}");
}

#[test]
fn a_diagram_is_read_as_it_is_written() {
    let page = "text\n```mermaid\nstateDiagram-v2\n    [*] --> a\n    a --> b: why\n```\nb --> c\n";
    let step = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(drawn(page), Steps::from([step("[*]", "a"), step("a", "b")]));
}

#[test]
fn every_stage_can_be_reached_and_every_road_ends() {
    let mut reached = BTreeSet::from([Stage::Requested]);
    let mut open = vec![Stage::Requested];
    while let Some(stage) = open.pop() {
        open.extend(stage.may_become().iter().filter(|next| reached.insert(**next)));
    }
    assert_eq!(reached, BTreeSet::from(Stage::ALL));
    for stage in Stage::ALL.into_iter().filter(|stage| !stage.is_final()) {
        assert!(stage.may_become().iter().any(|next| *next != stage), "{stage:?} is a dead end");
    }
}
