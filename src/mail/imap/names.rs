//! Names of folders as IMAP writes them: modified UTF-7 (RFC 3501, 5.1.3).

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

const CODE: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// `Afgehandeld & weg` is written `Afgehandeld &- weg`, and `Één` `&AMkA6Q-n`.
pub(super) fn encoded(name: &str) -> String {
    let mut out = String::new();
    let mut coded: Vec<u8> = Vec::new();
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            finish(&mut out, &mut coded);
            out.push(c);
            if c == '&' {
                out.push('-');
            }
        } else {
            let mut units = [0; 2];
            coded.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    finish(&mut out, &mut coded);
    out
}

fn finish(out: &mut String, coded: &mut Vec<u8>) {
    if !coded.is_empty() {
        out.push('&');
        out.push_str(&CODE.encode(&coded));
        out.push('-');
        coded.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_as_the_standard_says() {
        for (name, written) in [
            ("Verwerkt", "Verwerkt"),
            ("Brieven & bezoek", "Brieven &- bezoek"),
            ("Één", "&AMkA6Q-n"),
            ("Afgehandeld – bot", "Afgehandeld &IBM- bot"),
            // From RFC 3501 itself.
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        ] {
            assert_eq!(encoded(name), written);
        }
    }
}
