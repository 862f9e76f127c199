//! The mails of the benchmark: requests of 3 to 5 KB, each from an office of its own, the same in every
//! run. Half of them are plain text, half have an HTML twin, as offices send them.

use std::fmt::Write;

/// The texts, with words in braces that differ from mail to mail.
const TEXTS: &str = include_str!("requests.txt");
const FIRST_NAMES: [&str; 8] =
    ["Sanne", "Mark", "Fatima", "Joost", "Annelies", "Rik", "Noor", "Willem"];
const SURNAMES: [&str; 7] =
    ["De Jong", "Bakker", "Van Vliet", "Willems", "El Amrani", "Hendriks", "Postma"];
const OFFICES: [(&str, &str); 5] = [
    ("wethouder", "de gemeente Deurne"),
    ("lid van de Tweede Kamer", "de fractie"),
    ("raadslid", "de gemeente Hoogeveen"),
    ("beleidsadviseur", "het ministerie"),
    ("burgemeester", "de gemeente Veenendaal"),
];
const WIJKEN: [&str; 3] = ["Vollenhoven in Zeist", "de Wilgensingel in Raalte", "Dommelbergen"];
const MOMENTS: [&str; 5] = [
    "een vrijdagochtend in maart",
    "een maandag in de tweede helft van april",
    "een dinsdagmiddag in mei",
    "een donderdag in juni, bij voorkeur vanaf half elf",
    "de eerste week van april, liefst op woensdag",
];
const THEMES: [&str; 4] = ["gezondheid", "veiligheid", "armoede en schulden", "jongeren"];
const SIGNATURE: &str = "\
Met vriendelijke groet,\n\n{schrijver}\n{organisatie}\n\n\
De informatie in dit bericht is alleen bestemd voor de geadresseerde. Bent u dat niet, wilt u de \
afzender dan waarschuwen en het bericht verwijderen? Aan de inhoud kunnen geen \
rechten worden ontleend. Denk aan het milieu voordat u dit bericht print, en bewaar het niet langer dan \
nodig is.";

fn pick<T: Copy>(from: &[T], number: usize) -> T {
    from[number % from.len()]
}

/// The mail with this number, as a server hands it out.
pub(crate) fn mail(number: usize) -> Vec<u8> {
    let text = text(number);
    let mut mail = head(number);
    if number.is_multiple_of(2) {
        mail.push_str(
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n",
        );
        mail.push_str(&text);
    } else {
        two_ways(&mut mail, &text);
    }
    mail.push('\n');
    mail.replace('\n', "\r\n").into_bytes()
}

fn text(number: usize) -> String {
    let texts: Vec<&str> = TEXTS.split("===\n").collect();
    let (office, organisation) = pick(&OFFICES, number / 3);
    let surname = pick(&SURNAMES, number / 2);
    let name = format!("{} {surname}", pick(&FIRST_NAMES, number));
    let writer = format!("{} {}", pick(&FIRST_NAMES, number / 5), pick(&SURNAMES, number / 7));
    let text = format!("{}\n{SIGNATURE}", pick(&texts, number));
    let words = [
        ("{naam}", name.as_str()),
        ("{achternaam}", surname),
        ("{ambt}", office),
        ("{organisatie}", organisation),
        ("{wijk}", pick(&WIJKEN, number)),
        ("{wanneer}", pick(&MOMENTS, number / 4)),
        ("{gasten}", pick(&["vier", "zes", "acht"], number)),
        ("{thema}", pick(&THEMES, number / 6)),
        ("{schrijver}", &writer),
    ];
    words.iter().fold(text, |text, (brace, word)| text.replace(brace, word))
}

/// A header as it is after two servers have had the mail, a signature of the sender's domain included.
fn head(number: usize) -> String {
    let host = format!("kantoor{number}.example");
    let mut head = format!("Return-Path: <bureau@{host}>\n");
    for (from, by) in [(&*format!("mail.{host}"), "mx.m50.example"), ("werkplek", &host)] {
        let _ = write!(
            head,
            "Received: from {from} ({from} [192.0.2.{}])\n\tby {by} with ESMTPS id 4T{number:06}Kz\n\t\
             (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384);\n\tMon, 2 Nov 2026 09:12:44 +0100 (CET)\n",
            number % 250,
        );
    }
    let _ = write!(
        head,
        "ARC-Seal: i=1; a=rsa-sha256; s=arc; d=m50.example; cv=none;\n\tb={:z>86}\n\t {:w>86}==\n\
         Authentication-Results: mx.m50.example; spf=pass smtp.mailfrom=bureau@{host};\n\t\
         dkim=pass header.d={host} header.s=post; dmarc=pass header.from={host}\n\
         Received-SPF: pass (mx.m50.example: domain of {host} designates 192.0.2.7 as permitted)\n",
        number, number,
    );
    let _ = write!(
        head,
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={host}; s=post;\n\t\
         h=from:to:subject:date:message-id:mime-version;\n\tbh={:0>43}=;\n\tb={:x>86}\n\t {:y>86}==\n\
         From: {} {} <bureau@{host}>\nTo: Werkbezoeken M50 <werkbezoek@m50.example>\n\
         Subject: Verzoek om een werkbezoek ({number})\nDate: Mon, 2 Nov 2026 09:12:40 +0100\n\
         Message-ID: <verzoek-{number}@{host}>\nX-Mailer: Kantoorpost 16.0\n\
         X-Spam-Status: No, score=-2.1 required=5.0\nThread-Index: {:v>60}\nAccept-Language: nl-NL\nMIME-Version: 1.0\n",
        number,
        number,
        number,
        pick(&FIRST_NAMES, number / 5),
        pick(&SURNAMES, number / 7),
        number,
    );
    head
}

fn two_ways(mail: &mut String, text: &str) {
    let paragraphs: String = text
        .split("\n\n")
        .map(|paragraph| {
            let lines = paragraph.replace('\n', "<br>\n");
            format!("<p class=\"gewoon\" style=\"margin:0 0 8pt\">{lines}</p>\n")
        })
        .collect();
    let _ = write!(
        mail,
        "Content-Type: multipart/alternative; boundary=\"_grens_\"\n\n\
         --_grens_\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n\n\
         --_grens_\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n\
         <html lang=\"nl\"><body>\n{paragraphs}</body></html>\n\n--_grens_--\n"
    );
}
