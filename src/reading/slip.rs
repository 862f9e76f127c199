//! A slip of the finger in a word that weighs much.

/// Whether one word is the other with one letter left out or one too many.
pub(crate) fn is_one_letter_off(word: &str, wanted: &str) -> bool {
    let (long, short) = if word.len() > wanted.len() { (word, wanted) } else { (wanted, word) };
    if long.len() - short.len() != 1 {
        return false;
    }
    let same = long.bytes().zip(short.bytes()).take_while(|(a, b)| a == b).count();
    long.bytes().skip(same + 1).eq(short.bytes().skip(same))
}
