//! Whether text can be seen: size, ink and paper as they are inherited down a page.
//!
//! Obvious cases only. A picture as paper, a gradient or an unknown colour counts as visible: to read
//! too much is a question to the writer, to miss a line is a request lost.

/// Red, green, blue.
type Rgb = (u8, u8, u8);

/// What text inside an element looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    ink: Option<Rgb>,
    /// `None` when it cannot be known, as with a picture.
    paper: Option<Rgb>,
    tiny: bool,
    invisible: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { ink: Some((0, 0, 0)), paper: Some(WHITE), tiny: false, invisible: false }
    }
}

const WHITE: Rgb = (255, 255, 255);

impl Look {
    /// The look inside an element with these attributes and declarations; `None` when nothing in
    /// it can be seen, whatever its children say.
    pub(super) fn inside(
        &self,
        attrs: &[(String, String)],
        css: &[(String, String)],
    ) -> Option<Self> {
        let mut look = *self;
        for (name, value) in attrs {
            match name.as_str() {
                "hidden" => return None,
                "color" => look.ink = colour(value),
                "bgcolor" => look.paper = colour(value),
                "background" => look.paper = None,
                _ => {}
            }
        }
        if is_gone(css) {
            return None;
        }
        for (name, value) in css {
            look.apply(name, value);
        }
        Some(look)
    }

    fn apply(&mut self, name: &str, value: &str) {
        match name {
            "color" if value == "transparent" => self.invisible = true,
            "color" if value != "inherit" => self.ink = colour(value),
            "background" | "background-color" => self.paper = paper(value, self.paper),
            "font-size" => self.tiny = is_tiny(value).unwrap_or(self.tiny),
            "visibility" => self.invisible = matches!(value, "hidden" | "collapse"),
            _ => {}
        }
    }

    /// Whether letters directly in this element can be seen.
    pub(super) fn shows_text(&self) -> bool {
        let same = matches!((self.ink, self.paper), (Some(ink), Some(paper)) if close(ink, paper));
        !self.tiny && !self.invisible && !same
    }
}

/// Declarations that take an element away with everything in it.
fn is_gone(css: &[(String, String)]) -> bool {
    let last = |wanted: &str| {
        css.iter().rev().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str())
    };
    let zero = |name: &str| number(last(name)).is_some_and(|n| n == 0.0);
    let far = |name: &str| number(last(name)).is_some_and(|n| n <= -900.0);
    last("display") == "none"
        || last("mso-hide") == "all"
        || zero("opacity")
        || (last("overflow") == "hidden" && ["height", "max-height", "width"].into_iter().any(zero))
        || (matches!(last("position"), "absolute" | "fixed") && (far("left") || far("top")))
        || far("text-indent")
}

/// The number with which a value begins.
fn number(value: &str) -> Option<f32> {
    let digits: String =
        value.chars().take_while(|c| c.is_ascii_digit() || *c == '.' || *c == '-').collect();
    digits.parse().ok()
}

/// Whether a font size is too small to read; `None` when the value says nothing of itself.
fn is_tiny(value: &str) -> Option<bool> {
    let size = number(value)?;
    let relative = value.ends_with("em") || value.ends_with('%');
    Some(if relative { size == 0.0 } else { size < 3.0 })
}

fn paper(value: &str, outer: Option<Rgb>) -> Option<Rgb> {
    if value.contains("url(") || value.contains("gradient") {
        return None;
    }
    if value.starts_with("rgb") {
        return colour(value);
    }
    let see_through = ["none", "transparent", "inherit", "initial"];
    if value.split_whitespace().all(|word| see_through.contains(&word)) {
        return outer;
    }
    value.split_whitespace().find_map(colour)
}

fn colour(value: &str) -> Option<Rgb> {
    let value = value.trim().to_ascii_lowercase();
    let named = match value.as_str() {
        "white" | "window" => Some(WHITE),
        "black" | "windowtext" => Some((0, 0, 0)),
        "snow" | "ivory" | "ghostwhite" | "floralwhite" | "whitesmoke" => Some((250, 250, 250)),
        _ => None,
    };
    named.or_else(|| rgb(&value)).or_else(|| hexadecimal(value.trim_start_matches('#')))
}

fn rgb(value: &str) -> Option<Rgb> {
    let inner = value.strip_prefix("rgb")?.trim_start_matches('a').strip_prefix('(')?;
    let mut parts = inner.split([',', ' ', ')', '/']).filter(|part| !part.is_empty());
    let mut next = || parts.next()?.parse::<u8>().ok();
    Some((next()?, next()?, next()?))
}

fn hexadecimal(digits: &str) -> Option<Rgb> {
    let digits: Vec<u8> = digits.chars().map_while(|c| c.to_digit(16)).map(|d| d as u8).collect();
    match digits.as_slice() {
        [r, g, b] => Some((r * 17, g * 17, b * 17)),
        [a, b, c, d, e, f, ..] => Some((a * 16 + b, c * 16 + d, e * 16 + f)),
        _ => None,
    }
}

fn close(a: Rgb, b: Rgb) -> bool {
    let apart = u32::from(a.0.abs_diff(b.0)) + u32::from(a.1.abs_diff(b.1));
    apart + u32::from(a.2.abs_diff(b.2)) <= 24
}
