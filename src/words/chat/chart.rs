//! Bars of a chart that is read as text: `{{ count|balk(most) }}` writes blocks and the count behind
//! them, so nothing is lost on who hears it read out or sees no blocks.

use minijinja::{Environment, Value};

const BLOCK: &str = "█";
/// The longest bar: a line with it still fits a telephone.
const BLOCKS_MAX: usize = 12;

pub(super) fn register(env: &mut Environment<'static>) {
    env.add_filter("balk", |count: usize, most: usize| Value::from_safe_string(bar(count, most)));
}

/// A block for each while they fit, else in proportion; whatever is there at all has one.
fn bar(count: usize, most: usize) -> String {
    let most = most.max(BLOCKS_MAX);
    let blocks = BLOCK.repeat((count * BLOCKS_MAX).div_ceil(most));
    if blocks.is_empty() { count.to_string() } else { format!("{blocks} {count}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_count_until_the_line_is_full() {
        assert_eq!(bar(0, 3), "0");
        assert_eq!(bar(2, 3), "██ 2");
        assert_eq!(bar(12, 12), "████████████ 12");
        assert_eq!(bar(1, 480), "█ 1");
        assert_eq!(bar(240, 480), "██████ 240");
        assert_eq!(bar(480, 480), "████████████ 480");
    }
}
