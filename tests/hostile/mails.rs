//! The mails, one function each. `tests/hostile.rs` and `benches/large_mails.rs` walk them.

use std::fmt::Write;

use werkbezoek::mail::opener::{HEAD_BYTES, Raw};

const HEAD: &str = "From: Bom <b@elders.example>\nSubject: bom\nMIME-Version: 1.0\n";
const MIXED: &str = "Content-Type: multipart/mixed; boundary=b\n\n";
const BASE64_LINE: &str =
    "TWVldCBpbiBWb2xsZW5ob3ZlLCBhbHMgaGV0IHJlZ2VudCBkYW4gcmVnZW50IGhldCBoYXJkZXIu\n";

/// What is fetched whole, unless config says otherwise.
pub(crate) const BYTES_MAX: usize = 25 << 20;
/// A body that just fits.
const BODY: usize = BYTES_MAX - 1_000;

type Make = fn() -> Vec<u8>;

/// A mail as it comes out of a box: of one that is too large, its beginning.
pub(crate) fn fetched(mail: &[u8]) -> Raw<'_> {
    let head = usize::try_from(HEAD_BYTES).ok().and_then(|length| mail.get(..length));
    match head.filter(|_| mail.len() > BYTES_MAX) {
        Some(head) => Raw::Head { head, size: mail.len() as u64 },
        None => Raw::Whole(mail),
    }
}

pub(crate) const ALL: &[(&str, Make)] = &[
    ("3,000 multiparts in one another", || nested(3_000)),
    ("100,000 multiparts in one another", || nested(100_000)),
    ("3,000 digests in one another", digests),
    ("a million parts", || mail(MIXED, &"--b\n\n".repeat(1_000_000))),
    ("as many parts as go through", || mail(MIXED, &"--b\n\nDag\n".repeat(19_000))),
    ("as many large parts", || mail(MIXED, &large_parts())),
    ("a header of 10 MB", || mail(&format!("X-A: {}\n\n", "b".repeat(10 << 20)), "Dag\n")),
    ("a folded header of 10 MB", || {
        mail(&format!("X-A: b\n{}\n", " c\n".repeat(3 << 20)), "Dag\n")
    }),
    ("a folded header of 1 MB", || {
        mail(&format!("Subject: b\n{}\n", " c\n".repeat(340_000)), "\n")
    }),
    ("100,000 headers", || mail(&format!("{}\n", "X-A: b\n".repeat(100_000)), "Dag\n")),
    ("300,000 headers", || mail(&format!("{}\n", "X-A: b\n".repeat(300_000)), "Dag\n")),
    ("100,000 results", || mail(&format!("{}\n", result_of_another().repeat(100_000)), "Dag\n")),
    ("50,000 recipients", || mail(&format!("To: {}\n\n", "a@b.example, ".repeat(50_000)), "Dag\n")),
    ("50,000 groups", || mail(&format!("Cc: {}\n\n", "g: a@b.example;".repeat(50_000)), "Dag\n")),
    ("nested comments", || mail(&format!("To: {}\n\n", "(".repeat(500_000)), "Dag\n")),
    ("references of 1 MB", || {
        mail(&format!("References: {}\n\n", "<a@b> ".repeat(170_000)), "Dag\n")
    }),
    ("references without end", || {
        mail(&format!("References: <{}\n\n", "a".repeat(1_000_000)), "Dag\n")
    }),
    ("encoded words", || mail(&format!("X-B: {}\n\n", "=?utf-8?q?a?= ".repeat(70_000)), "Dag\n")),
    ("an encoded subject", || {
        mail(&format!("Subject: {}\n\n", "=?utf-8?b?w4A=?= ".repeat(60_000)), "\n")
    }),
    ("lines in encoded words", injected),
    ("NUL everywhere", || mail("X-\0: \0\nSubject: a\0b\n\n", &"Dag\0".repeat(100_000))),
    ("NUL alone", || vec![0; 25 << 20]),
    ("mails in mails", || mail("", &"Content-Type: message/rfc822\n\n".repeat(100_000))),
    ("as many mails as go through", || mail("", &"Content-Type: message/rfc822\n\n".repeat(95))),
    ("an archive of zeros", || mail(MIXED, &archive())),
    ("40 MB of text", || mail("\n", &"Wij komen graag kijken hoe het gaat.\n".repeat(1_135_000))),
    ("25 MB of text", || filled("\n", "Wij komen graag kijken hoe het gaat.\n")),
    ("25 MB on one line", || filled("\n", "kijken ")),
    ("25 MB of line ends", || filled("\n", "\n")),
    ("25 MB of carriage returns", || filled("\n", "\r")),
    ("25 MB of both", || filled("\n", "\r\n")),
    ("25 MB of short lines", || filled("\n", "ja\r\n")),
    ("quoted-printable", || encoded("quoted-printable", &"=3D=\n=C3=A9".repeat(2_000_000))),
    ("broken quoted-printable", || encoded("quoted-printable", &"=".repeat(20_000_000))),
    ("base64", || encoded("base64", &BASE64_LINE.repeat(330_000))),
    ("base64 of line ends", || encoded("base64", &"Cgo=\n".repeat(5_000_000))),
    ("uuencode", || encoded("x-uuencode", &"begin 644 a\n".repeat(1_000_000))),
    ("200,000 divisions", || page(&"<div>".repeat(200_000))),
    ("an attribute of 1 MB", || page(&format!("<p class=\"{}\">Dag</p>", "a ".repeat(500_000)))),
    ("a style of 1 MB", || page(&format!("<p style=\"{}\">Dag</p>", "a:b;".repeat(250_000)))),
    ("100,000 cells", || page(&format!("<table><tr>{}</table>", "<td>x</td>".repeat(100_000)))),
    ("20,000 cells", || page(&format!("<table><tr>{}</table>", "<td>x</td>".repeat(20_000)))),
    ("tables in tables", || page(&"<table><tr><td>".repeat(60))),
    ("a cell over many columns", || page(&"<table><td colspan=99999999 rowspan=9999>x".repeat(9))),
    ("comments without end", || page(&"<!-- <style <script ".repeat(200_000))),
    ("a style sheet", sheet),
    ("entities", || page(&"&amp;&#x41;&#99999999;".repeat(100_000))),
    ("tags that never close", || page(&"<".repeat(4 << 20))),
    ("a false UTF-16", || labelled("utf-16", &[0xd8, 0x00].repeat(500_000))),
    ("a false ISO-2022-JP", || labelled("iso-2022-jp", &b"\x1b$B\x1b(B".repeat(500_000))),
    ("UTF-7", || labelled("utf-7", &b"+AAo-+2AA-".repeat(400_000))),
    ("overlong UTF-8", || labelled("utf-8", &[0xc0, 0x8a, 0xed, 0xa0, 0x80].repeat(200_000))),
    ("a charset of 1 MB", || {
        mail(&format!("Content-Type: text/plain; charset={}\n\n", "a".repeat(1_000_000)), "Dag")
    }),
    ("parameters", || {
        mail(&format!("Content-Type: text/plain{}\n\n", "; a*1*=b".repeat(100_000)), "Dag")
    }),
    ("a calendar of 5 MB", || calendar(&"ATTENDEE:mailto:a@b.example\n".repeat(180_000))),
    ("a calendar on one line", || calendar(&"a".repeat(5 << 20))),
    ("a report of 5 MB", report),
    ("quotes in quotes", || mail("\n", &"> ".repeat(200_000))),
    ("copied headers", || mail("\n", &"Van: a@b.example\nDatum: 1-1-2020 10:00\n".repeat(20_000))),
    ("labels of a form", || mail("\n", &"tijd: x\n".repeat(32_000))),
    ("attributions", || mail("\n", &"Op 1 jan 2024 om 10:00\n".repeat(20_000))),
    ("no two words the same", || mail("\n", &(0..60_000).fold(String::new(), numbered))),
    ("brackets", || mail("\n", &"[external] (".repeat(20_000))),
    ("results in every shape", results),
    ("parts that begin inside a line", || mail(MIXED, &"x--b\n\n".repeat(4_000_000))),
    ("dashes in every line", || filled(MIXED, "x--\n")),
    ("dashes alone", || filled(MIXED, "-")),
    ("dashes apart", || filled(MIXED, "-a")),
    ("a header of a part without end", || filled(&format!("{MIXED}--b\n"), "abc\n")),
    ("mails in a spaced type", || {
        mail("", &"Content - Type: message(a) / (b) rfc822\n\n".repeat(20_000))
    }),
    ("mails in base64", || packed("base64")),
    ("mails in quoted-printable", || packed("=?utf-8?q?quoted-printable?=")),
    ("mails in base64 deep inside", || deep("Content-Type: message/rfc822\n")),
    ("mails in base64 in a digest", || deep("")),
    ("mails in base64 behind a dash", || {
        let inside = String::from_utf8(packed("base64")).unwrap();
        mail(MIXED, &format!("x--b\n{}", inside.replace(HEAD, "")))
    }),
    ("words that never end", || {
        mail(&format!("Subject: {}\n\n", "=?utf-8?q?a".repeat(90_000)), "")
    }),
    ("words that never end in a type", || {
        mail(&format!("Content-Type: text/plain; a={}\n\n", "=?a ".repeat(250_000)), "")
    }),
    ("open quotes", || mail(&format!("To: {}\n\n", "\"a ".repeat(300_000)), "")),
    ("short cells", || page(&format!("<table><tr>{}", "<td>x".repeat(50_000)))),
    ("short rows", || page(&format!("<table>{}", "<tr><td>x".repeat(28_000)))),
    ("short paragraphs", || page(&"<p>x".repeat(60_000))),
    ("short items", || page(&format!("<ul>{}", "<li>x".repeat(50_000)))),
    ("bold letters", || page(&"<b>x</b>".repeat(32_000))),
    ("quoted and breaking", || page(&"<blockquote>x<br></blockquote>".repeat(8_000))),
    ("bold that never closes", || page(&"<p><b>x".repeat(190))),
    ("lists in lists", || page(&"<ul><li>x<ol><li>y".repeat(95))),
];

/// Mails in one another inside an encoding that the parser takes off.
fn packed(encoding: &str) -> Vec<u8> {
    // The encoded line is the header of one mail that holds another, and an empty line.
    let base64 = "Q29udGVudC1UeXBlOiBtZXNzYWdlL3JmYzgyMgoK\n".repeat(12_000);
    let quoted = "Content-T=79pe: message/rfc822\n\n".repeat(16_000);
    let body = if encoding == "base64" { base64 } else { quoted };
    let head = format!("Content-Type: message/rfc822\nContent-Transfer-Encoding: {encoding}\n\n");
    mail(&head, &body)
}

/// The same below as many mails as go through.
fn deep(kind: &str) -> Vec<u8> {
    let outer = "Content-Type: message/rfc822\n\n".repeat(90);
    let inner = String::from_utf8(packed("base64")).unwrap().replace(HEAD, "");
    let inner = inner.replacen("Content-Type: message/rfc822\n", kind, 1);
    mail(&outer, &format!("Content-Type: multipart/digest; boundary=b\n\n--b\n{inner}"))
}

fn mail(head: &str, body: &str) -> Vec<u8> {
    format!("{HEAD}{head}{body}").into_bytes()
}

/// As much of `piece` as fits in a mail that is fetched whole.
fn filled(head: &str, piece: &str) -> Vec<u8> {
    mail(head, &piece.repeat(BODY / piece.len()))
}

fn numbered(text: String, n: usize) -> String {
    text + n.to_string().as_str() + " "
}

fn nested(depth: usize) -> Vec<u8> {
    let mut mail = HEAD.to_owned();
    for n in 0..depth {
        write!(mail, "Content-Type: multipart/mixed; boundary=\"b{n}\"\n\n--b{n}\n").unwrap();
    }
    (mail + "Content-Type: text/plain\n\nWerkbezoek?\n").into_bytes()
}

fn digests() -> Vec<u8> {
    let nested = String::from_utf8(nested(3_000)).unwrap();
    nested.replace("multipart/mixed", "multipart/digest").into_bytes()
}

fn large_parts() -> String {
    format!("--b\nContent-Transfer-Encoding: base64\n\n{}", BASE64_LINE.repeat(17)).repeat(18_000)
}

fn archive() -> String {
    let kind =
        "--b\nContent-Type: application/zip; name=plan.zip\nContent-Transfer-Encoding: base64";
    format!("{kind}\n\n{}", format!("{}\n", "A".repeat(76)).repeat(330_000))
}

fn encoded(encoding: &str, body: &str) -> Vec<u8> {
    mail(&format!("Content-Transfer-Encoding: {encoding}\n\n"), body)
}

fn page(html: &str) -> Vec<u8> {
    mail("Content-Type: text/html\n\n", html)
}

fn sheet() -> Vec<u8> {
    let rules =
        (0..9_000).fold(String::new(), |all, n| all + format!(".a{n}{{color:red}}").as_str());
    page(&format!("<style>{rules}</style>{}", "<p class=a1>x</p>".repeat(6_000)))
}

fn labelled(charset: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("{HEAD}Content-Type: text/plain; charset={charset}\n\n");
    [head.as_bytes(), body].concat()
}

fn calendar(lines: &str) -> Vec<u8> {
    let head = "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\n";
    mail(head, &format!("{lines}\nEND:VCALENDAR\n"))
}

fn report() -> Vec<u8> {
    let head = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n";
    let fields = "Final-Recipient: rfc822; a@b.example\nAction: failed\n".repeat(100_000);
    mail(head, &format!("--b\nContent-Type: message/delivery-status\n\n{fields}"))
}

/// A line end and a header behind it, in every field that an answer repeats.
fn injected() -> Vec<u8> {
    let word = "=?utf-8?q?x=0D=0ABcc:_slachtoffer@elders.example=0D=0A=00=E2=80=AE?=";
    let attached = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain";
    format!(
        "From: {word} <b@elders.example>\nSender: {word} <c@elders.example>\nTo: {word} <d@e.example>\n\
         Reply-To: \"a\rb\" <b@elders.example>\nCc: =?utf-8?q?a=0A?=@elders.example\nSubject: {word}\n\
         Message-ID: <{word}@elders.example>\nReferences: <a\rb@c> <{word}>\nIn-Reply-To: <{word}>\n\
         Delivered-To: {word}\nMIME-Version: 1.0\n{attached}; name=\"{word}\"\n\
         Content-Disposition: attachment; filename*=utf-8''a%0D%0ABcc:b\n\nDag\x07\n"
    )
    .into_bytes()
}

fn result_of_another() -> &'static str {
    "Authentication-Results: mx.elders.example; dmarc=pass header.from=elders.example\n"
}

/// What a stranger may write to be believed: none of it is what our own server writes for this From.
fn results() -> Vec<u8> {
    let claims = [
        "mx.m50.example.elders.example; dmarc=pass",
        "elders.example (mx.m50.example); dmarc=pass",
        "(mx.m50.example) elders.example; dmarc=pass",
        "\"mx.m50.example; dmarc=pass",
        "elders.example; mx.m50.example; dmarc=pass",
        "elders.example\n mx.m50.example; dmarc=pass",
        "; dmarc=pass",
        "=?utf-8?q?mx.m50.example?=; dmarc=pass",
    ];
    let all = claims.map(|claim| format!("Authentication-Results: {claim}\n")).concat();
    let others = "ARC-Authentication-Results: i=1; mx.m50.example; dmarc=pass\n\
        X-Authentication-Results: mx.m50.example; dmarc=pass\nReceived-SPF: pass\n\n";
    mail(&(all + others), "Dag\n")
}
