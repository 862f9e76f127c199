//! Divides the text of a mail into zones: the writer's own, quoted, signature, banner.
//!
//! Nothing is cut away: the zones one after the other are the text again, but for the `>` before the
//! lines of a mail that was passed on without a word. A line that may be either
//! is the writer's own, because what is cut by mistake is a request lost. The trap: a form in which
//! somebody fills in `Van:`, `Datum:` and `Onderwerp:` looks like the header of a quoted mail.

mod banner;
mod closing;
mod quote;

use crate::domain::mail::{PassedOn, Zone, ZoneKind};
use crate::domain::people::Address;
use crate::domain::time::Instant;

/// What must be known of a mail to tell its zones apart.
#[derive(Debug, Clone, Default)]
pub struct Letterhead<'a> {
    /// When it was sent: a quote is older than the mail it stands in.
    pub sent: Option<Instant>,
    /// The subject says that it was passed on.
    pub forwarded: bool,
    /// Our own address: a letter of ours that comes along is never a request.
    pub bot: Option<&'a Address>,
}

/// Words fewer than this beside a mail that was passed on are no message of their own.
const OWN_LETTERS_MIN: usize = 5;

/// A line with its line end, and as it is compared.
#[derive(Debug)]
struct Line<'a> {
    text: &'a str,
    lower: String,
    kind: ZoneKind,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, lower: text.trim().to_lowercase(), kind: ZoneKind::Own }
    }

    fn is_blank(&self) -> bool {
        self.lower.is_empty()
    }

    fn is_own(&self) -> bool {
        self.kind == ZoneKind::Own
    }
}

/// A text in its zones.
#[derive(Debug)]
pub struct Divided {
    /// In the order in which they stand; joined they are the text.
    pub zones: Vec<Zone>,
    /// The mail that was passed on in it, if it says who wrote that.
    pub passed_on: Option<PassedOn>,
}

/// The zones of `text`.
pub fn divide(text: &str, head: &Letterhead<'_>) -> Divided {
    let mut lines: Vec<Line<'_>> = text.split_inclusive('\n').map(Line::new).collect();
    let inner = quote::mark(&mut lines, head);
    banner::mark(&mut lines);
    closing::mark(&mut lines);
    let Some(inner) = inner else {
        return Divided { zones: joined(&mut lines), passed_on: None };
    };
    let plain = Letterhead { sent: head.sent, forwarded: false, bot: head.bot };
    let written = divide(&inner.text, &plain).zones;
    let zones = if own_letters(&lines) < OWN_LETTERS_MIN {
        // Passed on without a word: what its first writer wrote counts as own text.
        let outer = lines.iter().take(inner.body).map(|line| line.text).collect();
        let outer = Zone { kind: ZoneKind::Quoted, text: outer };
        let after = joined(lines.get_mut(inner.end..).unwrap_or_default());
        std::iter::once(outer).chain(written.iter().cloned()).chain(after).collect()
    } else {
        joined(&mut lines)
    };
    let passed_on = inner.from.map(|from| PassedOn { from, zones: written, written: inner.day });
    Divided { zones, passed_on }
}

fn own_letters(lines: &[Line<'_>]) -> usize {
    let own = lines.iter().filter(|line| line.is_own());
    own.map(|line| line.lower.chars().filter(|c| c.is_alphanumeric()).count()).sum()
}

fn joined(lines: &mut [Line<'_>]) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    let mut before = lines.iter().find(|line| !line.is_blank()).map(|line| line.kind);
    for line in lines {
        if line.is_blank() {
            // An empty line goes with what stands above it.
            line.kind = before.unwrap_or(ZoneKind::Own);
        }
        before = Some(line.kind);
        match zones.last_mut() {
            Some(zone) if zone.kind == line.kind => zone.text.push_str(line.text),
            Some(_) | None => {
                zones.push(Zone { kind: line.kind, text: line.text.to_owned() });
            }
        }
    }
    zones
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    fn head() -> Letterhead<'static> {
        let sent = Utc.with_ymd_and_hms(2024, 11, 6, 9, 0, 0).single();
        Letterhead { sent, forwarded: false, bot: None }
    }

    fn of(kind: ZoneKind, text: &str, head: &Letterhead<'_>) -> String {
        let all = divide(text, head).zones;
        let back: String = all.iter().map(|zone| zone.text.as_str()).collect();
        assert_eq!(back, text, "something was lost");
        let lines: Vec<&str> = all
            .iter()
            .filter(|zone| zone.kind == kind)
            .flat_map(|zone| zone.text.lines())
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        lines.join(" | ")
    }

    fn own(text: &str) -> String {
        of(ZoneKind::Own, text, &head())
    }

    #[test]
    fn a_mail_that_was_passed_on_names_its_first_writer() {
        let passed = Letterhead { forwarded: true, ..head() };
        let inner = "Verzonden: 4 november 2024 16:40\nAan: Loket\nOnderwerp: Bezoek\n\nGraag.\n";
        for (from, name) in [
            ("Iris de Groot <i@provincie.example>", Some("Iris de Groot")),
            ("\"Groot, Iris de\" <mailto:i@provincie.example>", Some("Groot, Iris de")),
            ("i@provincie.example", None),
        ] {
            let text = format!("Pakken jullie dit op?\n\nVan: {from}\n{inner}");
            let found = divide(&text, &passed).passed_on.expect(from);
            assert_eq!(
                (found.from.name.as_deref(), found.from.address.as_str()),
                (name, "i@provincie.example")
            );
            let own: String = found.zones.iter().map(|zone| zone.text.as_str()).collect();
            assert_eq!(own.trim(), "Graag.");
            assert!(divide(&text, &head()).passed_on.is_none(), "a reply is not passed on");
        }
    }

    #[test]
    fn what_each_program_puts_above_a_mail_that_is_passed_on_is_seen_through() {
        let passed = Letterhead { forwarded: true, ..head() };
        let apple = "Van: Iris de Groot <i@provincie.example>\nOnderwerp: Bezoek\nDatum: 4 november 2024 om 16:40:12 CET\nAan: Loket <l@zeist.example>\n\nGraag op 3 december.\n";
        let english = "From: Iris de Groot <i@provincie.example>\nDate: Mon, 4 Nov 2024 at 16:40\nSubject: Visit\nTo: <l@zeist.example>\n\nGraag op 3 december.\n";
        let outlook = "Van: Iris de Groot <i@provincie.example>\nVerzonden: maandag 4 november 2024 16:40\nAan: Loket <l@zeist.example>\nOnderwerp: Bezoek\n\nGraag op 3 december.\n";
        let mobile = "From: Iris de Groot <i@provincie.example>\nSent: Monday, November 4, 2024 4:40:12 PM\nTo: Loket <l@zeist.example>\nSubject: Visit\n\nGraag op 3 december.\n";
        let marked = |text: &str| -> String { text.lines().map(|l| format!("> {l}\n")).collect() };
        let rule = "________________________________";
        for mail in [
            format!("Begin doorgestuurd bericht:\n\n{apple}"),
            format!("Begin doorgestuurd bericht:\n\n{}", marked(apple)),
            format!("Begin forwarded message:\n\n{}", marked(english)),
            format!("> Begin doorgestuurd bericht:\n> \n{}", marked(apple)),
            format!("---------- Doorgestuurd bericht ---------\n{apple}"),
            format!("---------- Forwarded message ---------\n{english}"),
            format!("---------- Forwarded message ---------\n{}", marked(english)),
            format!("Outlook voor iOS downloaden<https://aka.example/ios>\n{rule}\n{outlook}"),
            format!("Outlook voor Android downloaden\n\n{outlook}"),
            format!("Get Outlook for iOS<https://aka.example/ios>\n{rule}\n{mobile}"),
        ] {
            for own in ["", "Kunnen jullie dit oppakken?\n\n", "Verstuurd vanaf mijn iPhone\n\n"] {
                let text = format!("{own}{mail}");
                let found = divide(&text, &passed);
                let inner = found.passed_on.expect(&text);
                assert_eq!(inner.from.name.as_deref(), Some("Iris de Groot"), "{text}");
                assert_eq!(inner.written, chrono::NaiveDate::from_ymd_opt(2024, 11, 4), "{text}");
                let wrote: String = inner.zones.into_iter().map(|zone| zone.text).collect();
                assert_eq!(wrote.trim(), "Graag op 3 december.", "{text}");
                let own_text: String = (found.zones.iter())
                    .filter(|zone| zone.kind == ZoneKind::Own)
                    .map(|zone| zone.text.as_str())
                    .collect();
                let expected = if own.starts_with('K') { own.trim() } else { wrote.trim() };
                assert_eq!(own_text.trim(), expected, "{text}");
            }
        }
    }

    #[test]
    fn an_answer_to_a_mail_that_was_passed_on_is_an_answer_and_words_below_are_own() {
        let quoted = "> Begin doorgestuurd bericht:\n>\n> Van: Iris <i@provincie.example>\n> Datum: 4 november 2024\n> Aan: Loket\n>\n> Graag.\n";
        let below = format!("{quoted}\nDinsdag past.\n");
        assert_eq!(own(&below), "Dinsdag past.");
        assert!(divide(&below, &head()).passed_on.is_none());
        let passed = Letterhead { forwarded: true, ..head() };
        assert_eq!(of(ZoneKind::Own, &below, &passed), "Dinsdag past.");
        assert!(divide(&below, &passed).passed_on.is_some());
    }

    #[test]
    fn a_form_that_looks_like_a_copied_header_is_the_request_itself() {
        for form in [
            "Van: 10.00 uur\nDatum: donderdag 14 november 2024\nOnderwerp: wonen\nAan: iedereen\n",
            "Van: Jan <j@x.example>\nDatum: 14 november 2024 10:00\nAan: M50\nOnderwerp: bezoek\n",
            "Datum: 3 maart 2025\nOnderwerp: wonen\nAantal: 4\n",
            "Van: gemeente Raalmeer\nAan: M50\nOnderwerp: bezoek op 5 december\n",
        ] {
            assert_eq!(own(form), form.trim().replace('\n', " | "));
        }
    }

    #[test]
    fn a_copied_header_begins_a_quote_even_when_folded_or_spread_out() {
        for copied in [
            "Ja.\n\nVan: M50 <w@m50.example>\nVerzonden: dinsdag 5 november 2024 10:12\nAan: Jan;\n Piet <p@x.example>\nOnderwerp: Bezoek\n\nOud\n",
            "Ja.\n\n*Van:* M50 <w@m50.example>\n*Verzonden:* dinsdag 5 november 2024 10:12\n*Aan:* Jan\n*Onderwerp:* Bezoek\n\nOud\n",
            "Ja.\n\nVan: M50 <w@m50.example>\n\nVerzonden: dinsdag 5 november 2024 10:12\n\nAan: Jan\n\nOnderwerp: Bezoek\n\nOud\n",
            "Ja.\n\nOn Tue, Nov 5, 2024 at 10:12 AM M50 <w@m50.example> wrote:\n> Oud\n",
            "Ja.\n\nM50 schreef op 2024-11-05 10:12:\n\nOud\n",
            "Ja.\n\nM50 heeft op 05-11-2024 10:12 het volgende geschreven:\n\nOud\n",
            "Ja.\n\nM50 <w@m50.example> schreef op di 5 nov. 2024 10:12:\n\nOud\n",
            "Ja.\n\nOp di 5 nov 2024 om 10:12 schreef M50 Werkbezoeken Vereniging <\nw@m50.example>:\n\nOud\n",
        ] {
            assert_eq!(own(copied), "Ja.", "{copied}");
        }
    }

    #[test]
    fn somebody_who_tells_what_was_written_is_not_a_mail_program() {
        for text in [
            "Op 12 mei 2024 om 10:00 schreef u ons:\nWij komen graag.\n",
            "Op maandag schreef Jan:\nWij komen graag.\n",
            "> Kan het dinsdag?\nNee.\n",
        ] {
            assert!(!own(text).is_empty());
            assert!(own(text).ends_with("graag.") || own(text) == "Nee.", "{text}");
        }
    }

    #[test]
    fn the_greeting_begins_the_signature_and_a_postscript_ends_it() {
        let text =
            "Dinsdag past.\n\nDank en groet,\nJan de Wit\n06 555\n\nPS: wij zijn met vijf.\n";
        assert_eq!(own(text), "Dinsdag past. | PS: wij zijn met vijf.");
        assert_eq!(of(ZoneKind::Signature, text, &head()), "Dank en groet, | Jan de Wit | 06 555");
        for line in [
            "Groet de wethouder van ons",
            "Wij groeten u op 3 mei",
            "Groeten is gratis?",
            "Groeten uit Zeist! Dinsdag past.",
        ] {
            assert_eq!(own(line), line);
        }
        for line in [
            "Hgr. Jan",
            "M.v.g.",
            "Met vr. gr.",
            "Best,",
            "All the best,",
            "Verzonden met Proton Mail",
            "Gr Jesse",
            "Mvg, Anna",
            "Groetjes",
            "Hartelijke groeten,",
            "Kind regards,",
        ] {
            assert_eq!(own(line), "", "{line}");
        }
    }

    #[test]
    fn a_banner_is_neither_own_nor_quoted() {
        for text in [
            "LET OP: Deze e-mail komt van buiten de organisatie.\nKlik niet op links.\n\nDinsdag past.\n",
            "[EXTERN]\n\nDinsdag past.\n",
            "LET OP! Deze e-mail komt van buiten de gemeente. Klik niet zomaar op links.\n\nDinsdag past.\n",
            "Let op: externe afzender. Wees voorzichtig met bijlagen.\n\nDinsdag past.\n",
            "CAUTION: This email originated from outside of the organization. Do not click links.\n\nDinsdag past.\n",
            "U ontvangt niet vaak e-mail van a@b.example. Ontdek waarom dit belangrijk is\n\nDinsdag past.\n",
        ] {
            assert_eq!(own(text), "Dinsdag past.", "{text}");
            assert!(!of(ZoneKind::Banner, text, &head()).is_empty());
        }
    }

    #[test]
    fn a_mail_passed_on_without_a_word_is_read_as_its_first_writer_wrote_it() {
        let bot = Address::parse("w@m50.example").unwrap();
        let passed = Letterhead { forwarded: true, bot: Some(&bot), ..head() };
        let text = "\nVan: Griffie <cie@kamer.example>\nVerzonden: maandag 4 november 2024 16:40\nAan: g@zeist.example\nOnderwerp: Bezoek\n\nGraag op 3 december.\n\nMet groet,\nEva\n";
        assert_eq!(of(ZoneKind::Own, text, &passed), "Graag op 3 december.");
        assert_eq!(own(text), "", "an answer without words is not a request");
        let worded = format!("Willen jullie dit oppakken?\n{text}");
        assert_eq!(of(ZoneKind::Own, &worded, &passed), "Willen jullie dit oppakken?");
        let ours = text.replace("cie@kamer.example", "w@m50.example");
        assert_eq!(of(ZoneKind::Own, &ours, &passed), "", "our own letter is no request");
    }
}
