//! Sums and indexes stay in step with the records.

use super::*;

#[test]
fn the_answers_of_a_day_are_the_sum_of_its_tallies() {
    let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
    let address = |name: &str| Address::parse(&format!("{name}@kantoor.example")).unwrap();
    let tally = |name, day, answers| Change::Put {
        record: Record::Tally(Tally { address: address(name), day, answers }),
    };
    let mut state = State::default();
    let changes = [
        tally("noor", day(1), 2),
        tally("daan", day(1), 1),
        tally("noor", day(1), 3),
        tally("noor", day(2), 1),
        Change::Remove { key: Key::Tally(address("pien")) },
    ];
    changes.iter().for_each(|change| state.apply(change));
    assert_eq!((state.answers_on(day(1)), state.answers_on(day(2))), (1, 1));
    for name in ["noor", "daan"] {
        state.apply(&Change::Remove { key: Key::Tally(address(name)) });
    }
    assert_eq!(state, State::default());
}
