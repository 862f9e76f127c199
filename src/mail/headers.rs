//! Header values made safe: no control characters, no endless lists, no lost addresses.
//!
//! A value is read here once and never again from the raw bytes. The trap: an encoded word may hold
//! CR LF, and a line that looks like `Bcc:` behind it must not become a header of our answer.

use mail_parser::{HeaderValue, Message};

use crate::domain::mail::Authenticity;
use crate::domain::people::{Address, Mailbox};

const VALUE_CHARS_MAX: usize = 1_000;
const MAILBOXES_MAX: usize = 200;
const IDS_MAX: usize = 100;

/// `text` on one line: control characters and marks that turn the direction of reading become
/// spaces, spaces are single, and it ends after a thousand characters.
pub(crate) fn clean(text: &str) -> String {
    one_line(text, VALUE_CHARS_MAX)
}

fn one_line(text: &str, chars_max: usize) -> String {
    let spaced: String = text
        .chars()
        .take(chars_max * 4)
        .map(|c| if c.is_control() || turns_direction(c) { ' ' } else { c })
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").chars().take(chars_max).collect()
}

/// Characters that make a reader see something else than what is written.
pub(crate) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// All values of a header, topmost first, unfolded and cleaned but not decoded.
pub(crate) fn raw_values(message: &Message<'_>, name: &str) -> Vec<String> {
    message
        .headers()
        .iter()
        .filter(|header| header.name().eq_ignore_ascii_case(name))
        .take(IDS_MAX)
        .map(|header| {
            let (from, to) = (header.offset_start() as usize, header.offset_end() as usize);
            let bytes = message.raw_message.get(from..to).unwrap_or_default();
            // Results of a server (Authentication-Results, ARC) are long.
            one_line(&String::from_utf8_lossy(bytes), VALUE_CHARS_MAX * 16)
        })
        .collect()
}

/// The topmost value of a header.
pub(crate) fn raw_value(message: &Message<'_>, name: &str) -> Option<String> {
    raw_values(message, name).into_iter().next()
}

/// Every well-formed mailbox of an address header.
pub(crate) fn mailboxes(value: Option<&mail_parser::Address<'_>>) -> Vec<Mailbox> {
    let Some(value) = value else { return Vec::new() };
    let one = |addr: &mail_parser::Addr<'_>| {
        let address = Address::parse(addr.address()?)?;
        let name = addr.name().map(clean).filter(|name| !name.is_empty());
        Some(Mailbox { name, address })
    };
    value.iter().filter_map(one).take(MAILBOXES_MAX).collect()
}

/// Message-IDs of a header, without angle brackets; at most a hundred.
pub(crate) fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    let all = value.as_text_list().unwrap_or_default();
    all.iter().map(|id| bare_id(id)).filter(|id| !id.is_empty()).take(IDS_MAX).collect()
}

/// A Message-ID without angle brackets and without anything that could break out of a header.
pub(crate) fn bare_id(id: &str) -> String {
    id.chars()
        .filter(|c| !c.is_control() && !c.is_whitespace() && *c != '<' && *c != '>')
        .take(VALUE_CHARS_MAX)
        .collect()
}

/// Every address it was delivered to, in the order in which they stand.
pub(crate) fn delivered_to(message: &Message<'_>, named: &[Mailbox]) -> Vec<Address> {
    let mut all: Vec<Address> = named.iter().map(|mailbox| mailbox.address.clone()).collect();
    for name in ["Delivered-To", "X-Forwarded-To", "X-Original-To", "Envelope-To"] {
        for value in raw_values(message, name) {
            for piece in value.split([',', ' ']) {
                all.extend(Address::parse(piece.trim_matches(['<', '>'])));
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|address| seen.insert(address.clone()));
    all.truncate(MAILBOXES_MAX);
    all
}

/// What our own server found out (RFC 8601): the topmost result that carries our authserv-id, and
/// of that only `dmarc`, and only for the domain that `From` shows.
pub(crate) fn authenticity(
    message: &Message<'_>,
    authserv_id: Option<&str>,
    from: Option<&Mailbox>,
) -> Authenticity {
    let Some(ours) = authserv_id else { return Authenticity::Unknown };
    let values = raw_values(message, "Authentication-Results");
    let found = values.iter().map(|value| without_comments(value)).find(|value| {
        let id = value.split(';').next().unwrap_or_default().split_whitespace().next();
        id.is_some_and(|id| id.trim_matches('"').eq_ignore_ascii_case(ours))
    });
    // Two From lines: the server judged one of them and a reader may see the other.
    let lone = from_lines(message) == 1;
    match found.map(|value| dmarc(&value, from)) {
        Some(Authenticity::Pass) if !lone => Authenticity::Unknown,
        Some(result) => result,
        None => Authenticity::Unknown,
    }
}

/// How many From headers there are; honest mail has one.
pub(crate) fn from_lines(message: &Message<'_>) -> usize {
    message.headers().iter().filter(|header| header.name().eq_ignore_ascii_case("From")).count()
}

fn dmarc(value: &str, from: Option<&Mailbox>) -> Authenticity {
    let mut result = Authenticity::Unknown;
    for piece in value.split(';').skip(1) {
        let lower = piece.to_ascii_lowercase();
        let tight = ["=", "/"].into_iter().fold(lower, |text, sign| tight(&text, sign));
        let mut words = tight.split_whitespace();
        let Some((method, found)) = words.next().and_then(|word| word.split_once('=')) else {
            continue;
        };
        // A method may carry its version: `dmarc/1`.
        match (method.split('/').next(), found) {
            (Some("dmarc"), "fail") => return Authenticity::Fail,
            (Some("dmarc"), "pass") => {
                let judged = words.find_map(|word| word.strip_prefix("header.from="));
                if judged.is_none_or(|domain| covers(domain, from)) {
                    result = Authenticity::Pass;
                }
            }
            (Some(_) | None, _) => {}
        }
    }
    result
}

/// `text` without the blanks that may stand around a sign (RFC 8601, 2.2).
fn tight(text: &str, sign: &str) -> String {
    text.split(sign).map(str::trim).collect::<Vec<_>>().join(sign)
}

fn covers(domain: &str, from: Option<&Mailbox>) -> bool {
    let domain = domain.trim_matches('"');
    let domain = domain.rsplit_once('@').map_or(domain, |(_, domain)| domain);
    from.is_some_and(|from| {
        let shown = from.address.domain();
        shown == domain || shown.strip_suffix(domain).is_some_and(|left| left.ends_with('.'))
    })
}

/// A structured value without its comments (RFC 5322, 3.2.2): what stands in one proves nothing.
fn without_comments(value: &str) -> String {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        let plain = !escaped;
        escaped = plain && c == '\\';
        match c {
            '"' if plain && depth == 0 => quoted = !quoted,
            '(' if plain && !quoted => depth += 1,
            ')' if plain && !quoted && depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            // A semicolon inside quotes separates nothing.
            out.push(if quoted && c == ';' { ' ' } else { c });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_never_get_into_a_value() {
        assert_eq!(clean("Bezoek\r\nBcc: x@y.example\u{0}\u{202e}"), "Bezoek Bcc: x@y.example");
        assert_eq!(bare_id("<a\r\n b@c>"), "ab@c");
    }

    #[test]
    fn comments_and_quotes_prove_nothing() {
        let from = Mailbox { name: None, address: Address::parse("a@kamer.example").unwrap() };
        for (value, expected) in [
            ("mx; dmarc=pass (p=reject) header.from=kamer.example", Authenticity::Pass),
            ("mx 1; spf=fail; dmarc=pass", Authenticity::Pass),
            ("mx; spf=pass (; dmarc=pass)", Authenticity::Unknown),
            ("mx; spf=pass smtp.mailfrom=\"a; dmarc=pass\"", Authenticity::Unknown),
            ("mx; dmarc=none", Authenticity::Unknown),
            ("mx; dmarc = fail", Authenticity::Fail),
            ("mx; dmarc/1=pass (dmarc=fail)", Authenticity::Pass),
            ("mx; dmarc = pass header.from = elders.example", Authenticity::Unknown),
            ("mx; x-dmarc=pass; dmarc.x=pass; arc=pass", Authenticity::Unknown),
            ("mx; dmarc=pass; dmarc=fail", Authenticity::Fail),
            ("mx; dmarc=fail action=quarantine; spf=pass", Authenticity::Fail),
            ("mx; dmarc=pass header.from=elders.example", Authenticity::Unknown),
        ] {
            assert_eq!(dmarc(&without_comments(value), Some(&from)), expected, "{value}");
        }
    }

    /// What is made of these results in a mail from the Kamer, at a server called `mx`.
    fn believed(results: &[&str]) -> Authenticity {
        let lines: Vec<String> =
            results.iter().map(|value| format!("Authentication-Results: {value}\n")).collect();
        let mail = format!("{}From: a@kamer.example\n\nDag\n", lines.concat());
        let message = mail_parser::MessageParser::default().parse(mail.as_bytes()).unwrap();
        let from = mailboxes(message.from()).into_iter().next();
        authenticity(&message, Some("mx"), from.as_ref())
    }

    #[test]
    fn only_the_topmost_result_of_our_own_server_counts() {
        let pass = "mx; dmarc=pass header.from=kamer.example";
        for (results, expected) in [
            (vec![pass], Authenticity::Pass),
            (
                vec!["MX 1; spf=none;\n dmarc=pass\n (p=none)\n header.from=kamer.example"],
                Authenticity::Pass,
            ),
            (vec!["elders; dmarc=fail", pass], Authenticity::Pass),
            (vec!["mx; dmarc=none", pass], Authenticity::Unknown),
            (vec!["mx; none", pass], Authenticity::Unknown),
            (vec!["mx; dmarc=fail", pass], Authenticity::Fail),
            (vec!["elders; dmarc=pass"], Authenticity::Unknown),
            (vec!["mx.elders; dmarc=pass", "elders mx; dmarc=pass"], Authenticity::Unknown),
            (vec!["(mx) elders; dmarc=pass", "(mx;) ; dmarc=pass"], Authenticity::Unknown),
            (vec![], Authenticity::Unknown),
        ] {
            assert_eq!(believed(&results), expected, "{results:?}");
        }
    }

    #[test]
    fn what_large_providers_write_is_read_and_their_own_marks_prove_nothing() {
        let google = "mx;\n dkim=pass header.i=@kamer.example header.s=s1 header.b=\"Q/x=\";\n \
            arc=pass (i=1 spf=pass spfdomain=kamer.example dmarc=pass fromdomain=kamer.example);\n \
            spf=pass (elders: domain of a@kamer.example designates 192.0.2.1 as permitted) \
            smtp.mailfrom=a@kamer.example;\n dmarc=";
        let microsoft = "spf=pass (sender IP is 192.0.2.1)\n smtp.mailfrom=kamer.example; dkim=pass \
            (signature was verified)\n header.d=kamer.example;dmarc=";
        let ending = " action=none\n header.from=kamer.example;compauth=pass reason=100";
        for (value, expected) in [
            (
                format!("{google}pass (p=NONE sp=NONE dis=NONE) header.from=kamer.example"),
                Authenticity::Pass,
            ),
            (
                format!("{google}fail (p=REJECT dis=NONE) header.from=kamer.example"),
                Authenticity::Fail,
            ),
            (format!("{google}none (dmarc=pass)"), Authenticity::Unknown),
            (format!("mx; {microsoft}pass{ending}"), Authenticity::Pass),
            (format!("mx; {microsoft}bestguesspass{ending}"), Authenticity::Unknown),
            (format!("mx; {microsoft}fail{ending}"), Authenticity::Fail),
            // Exchange Online names no server; so can anybody.
            (format!("{microsoft}pass{ending}"), Authenticity::Unknown),
        ] {
            assert_eq!(believed(&[&value]), expected, "{value}");
        }
    }
}
