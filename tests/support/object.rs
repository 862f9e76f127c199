//! What no judge of calendar objects that we know finds, and mail programs stumble over: checks of our
//! own, on the text as it goes out (RFC 5545, RFC 5546).

/// The methods that the bot uses.
const METHODS: [&str; 4] = ["REQUEST", "CANCEL", "PUBLISH", "DECLINECOUNTER"];
const PARTSTATS: [&str; 5] = ["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"];
const STATUSES: [&str; 3] = ["TENTATIVE", "CONFIRMED", "CANCELLED"];
/// Properties whose value is TEXT, one value each.
const TEXTS: [&str; 7] =
    ["SUMMARY", "DESCRIPTION", "LOCATION", "CONTACT", "COMMENT", "UID", "NAME"];
const LINE_OCTETS_MAX: usize = 75;

/// Everything that is wrong with an object; nothing, if it is well.
pub(crate) fn faults(object: &[u8]) -> Vec<String> {
    let mut found = in_the_bytes(object);
    let text = String::from_utf8_lossy(object).replace("\r\n ", "");
    let lines: Vec<Line<'_>> = text.split_terminator("\r\n").map(Line::of).collect();
    found.extend(in_the_whole(&lines));
    found.extend(lines.iter().filter_map(in_a_line));
    let events = lines.split(|line| line.is("BEGIN", "VEVENT")).skip(1);
    found.extend(events.flat_map(in_an_event));
    found
}

/// `DTSTART;TZID=Europe/Amsterdam:20270115T100000` in three parts.
struct Line<'t> {
    name: &'t str,
    parameters: &'t str,
    value: &'t str,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Self {
        let mut quoted = false;
        let colon = line.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == ':' && !quoted
        });
        let (head, value) = colon.map_or((line, ""), |(at, _)| (&line[..at], &line[at + 1..]));
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        Self { name, parameters, value }
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.name == name && self.value == value
    }

    fn parameter(&self, name: &str) -> Option<&'t str> {
        self.parameters.split(';').find_map(|one| one.strip_prefix(name)?.strip_prefix('='))
    }
}

fn in_the_bytes(object: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    if !object.ends_with(b"END:VCALENDAR\r\n") {
        found.push("does not end in END:VCALENDAR and CRLF".to_owned());
    }
    for line in object.split_inclusive(|byte| *byte == b'\n') {
        let Some(line) = line.strip_suffix(b"\r\n") else {
            found.push("a line does not end in CRLF".to_owned());
            continue;
        };
        let shown = String::from_utf8_lossy(line);
        if line.len() > LINE_OCTETS_MAX {
            found.push(format!("{} octets: {shown}", line.len()));
        }
        if line.is_empty() || line.contains(&b'\r') {
            found.push(format!("an empty line, or a break inside one: {shown:?}"));
        }
        if std::str::from_utf8(line).is_err() {
            found.push(format!("a fold inside a character, or no UTF-8: {shown}"));
        }
    }
    found
}

fn in_the_whole(lines: &[Line<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    let place = |name: &str, value: &str| lines.iter().position(|line| line.is(name, value));
    let methods: Vec<&Line<'_>> = lines.iter().filter(|line| line.name == "METHOD").collect();
    if methods.len() != 1 || !METHODS.contains(&methods[0].value) {
        found.push(format!("METHOD {:?}", methods.iter().map(|m| m.value).collect::<Vec<_>>()));
    }
    for zone in lines.iter().filter_map(|line| line.parameter("TZID")) {
        if place("TZID", zone).is_none() {
            found.push(format!("TZID {zone} without its VTIMEZONE"));
        }
    }
    for begin in lines.iter().filter(|line| line.name == "BEGIN") {
        if place("END", begin.value).is_none() {
            found.push(format!("{} is not closed", begin.value));
        }
    }
    found
}

fn in_a_line(line: &Line<'_>) -> Option<String> {
    let fault = match line.name {
        "ATTENDEE" | "ORGANIZER" if !line.value.starts_with("mailto:") => "no mailto:",
        "ATTENDEE" | "ORGANIZER" if line.value.contains([' ', '"', '<']) => "no URI",
        "ATTENDEE" if !line.parameter("PARTSTAT").is_some_and(|p| PARTSTATS.contains(&p)) => {
            "PARTSTAT unknown"
        }
        "STATUS" if !STATUSES.contains(&line.value) => "unknown",
        name if TEXTS.contains(&name) && has_bare_sign(line.value) => "not escaped",
        _ => return None,
    };
    Some(format!("{}: {fault}: {}", line.name, line.value))
}

/// A comma or semicolon that is not escaped, or a backslash that escapes nothing.
fn has_bare_sign(value: &str) -> bool {
    let mut escaped = false;
    let mut bare = false;
    for c in value.chars() {
        bare |= if escaped {
            !matches!(c, '\\' | ';' | ',' | 'n' | 'N')
        } else {
            matches!(c, ';' | ',')
        };
        escaped = !escaped && c == '\\';
    }
    bare || escaped
}

fn in_an_event(lines: &[Line<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    let end = lines.iter().position(|line| line.is("END", "VEVENT")).unwrap_or(lines.len());
    let lines = &lines[..end];
    let all = |name: &str| lines.iter().filter(|line| line.name == name).collect::<Vec<_>>();
    for name in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER"] {
        if all(name).len() != 1 {
            found.push(format!("{name} stands {} times in an event", all(name).len()));
        }
    }
    if let ([start], [end]) = (&all("DTSTART")[..], &all("DTEND")[..]) {
        let kind = |line: &Line<'_>| (line.value.len(), line.parameters.to_owned());
        if kind(start) != kind(end) || end.value <= start.value {
            found.push(format!("from {} to {}", start.value, end.value));
        }
    }
    for name in ["RRULE", "RDATE", "DURATION"] {
        if !all(name).is_empty() {
            found.push(format!("{name} in an event"));
        }
    }
    found
}
