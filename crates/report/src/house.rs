//! An institution's house style on paper: its name, address, logo, and one accent colour that everybody can read.

use resvg::{tiny_skia, usvg};

/// Text and its ground differ at least so much: WCAG 2.2, success criterion 1.4.3.
pub const CONTRAST_MIN: f64 = 4.5;
/// The largest logo, in bytes.
pub const LOGO_MAX_BYTES: usize = 256 << 10;
/// A PNG logo is between these, in pixels a side: fewer are blurred on paper, more are a photograph.
const LOGO_SIDE_PX: core::ops::RangeInclusive<u32> = 64..=4_000;
/// How much of the accent is in the ground behind words.
const TINT_SHARE: f64 = 0.08;
/// What an SVG may not hold: everything that runs, that comes from outside the file, or that a small file repeats without end.
const UNSAFE_IN_SVG: [&str; 11] = [
    "<!doctype",
    "<!entity",
    "<?xml-stylesheet",
    "<script",
    "<foreignobject",
    "<image",
    "<feimage",
    "<use",
    "@import",
    "javascript:",
    "file:",
];

/// Why a house style cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum HouseError {
    /// A colour is `#` and six hexadecimal digits.
    #[error("a colour is # and six hexadecimal digits")]
    NoColour,
    /// Words in this colour cannot be read well on white or on its own tint.
    #[error("the colour has a contrast of {found:.1} where {CONTRAST_MIN} is needed")]
    FaintColour {
        /// Its contrast with its own tint, 1 to 21.
        found: f64,
    },
    /// More bytes than a logo takes.
    #[error("the logo is larger than {LOGO_MAX_BYTES} bytes")]
    LargeLogo,
    /// Neither PNG nor SVG, or broken.
    #[error("the logo is neither a whole PNG nor a whole SVG")]
    NoLogo,
    /// A PNG of too few or too many pixels.
    #[error("a PNG logo is 64 to 4,000 pixels a side")]
    LogoSize,
    /// An SVG that runs something or fetches something.
    #[error("the SVG holds {0}")]
    UnsafeLogo(&'static str),
}

/// How an institution looks on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct House {
    /// Its name.
    pub name: String,
    /// Its address and how to reach it, line by line; may be empty.
    pub address: Vec<String>,
    /// Whom to ask for help with a headset, in one line; empty leaves a line to write on.
    pub help: String,
    /// Its accent colour.
    pub accent: Accent,
    /// Its logo; without one the name stands there.
    pub logo: Option<Logo>,
}

impl House {
    /// An institution of which only the name is known: our own accent, no logo.
    pub fn plain(name: &str) -> House {
        House {
            name: name.to_owned(),
            address: Vec::new(),
            help: String::new(),
            accent: Accent::OURS,
            logo: None,
        }
    }
}

/// A colour that can be read on white and on its own tint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent([u8; 3]);

impl Accent {
    /// Our own deep sea.
    pub const OURS: Accent = Accent([0x00, 0x4d, 0x61]);

    /// The colour of `#rrggbb`.
    ///
    /// # Errors
    /// [`HouseError::NoColour`] and [`HouseError::FaintColour`].
    pub fn read(hex: &str) -> Result<Accent, HouseError> {
        let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or(HouseError::NoColour)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(HouseError::NoColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| HouseError::NoColour)?;
        let [_, red, green, blue] = number.to_be_bytes();
        let accent = Accent([red, green, blue]);
        match contrast(accent.0, accent.tint()) {
            found if found < CONTRAST_MIN => Err(HouseError::FaintColour { found }),
            _ => Ok(accent),
        }
    }

    /// As `#rrggbb`.
    pub fn hex(self) -> String {
        hex(self.0)
    }

    /// The quiet ground of the same colour, as `#rrggbb`.
    pub fn tint_hex(self) -> String {
        hex(self.tint())
    }

    fn tint(self) -> [u8; 3] {
        self.0.map(|part| (255.0 - (255.0 - f64::from(part)) * TINT_SHARE).round() as u8)
    }
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// How much two colours differ in light, 1 to 21, by the formula of WCAG 2.2.
pub(crate) fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// A logo that was looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    bytes: Vec<u8>,
    kind: LogoKind,
}

/// What a logo is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoKind {
    /// Pixels.
    Png,
    /// Curves.
    Svg,
}

impl Logo {
    /// The logo in these bytes.
    ///
    /// # Errors
    /// When it is neither PNG nor SVG, broken, too large, or an SVG that runs or fetches something.
    pub fn read(bytes: Vec<u8>) -> Result<Logo, HouseError> {
        if bytes.len() > LOGO_MAX_BYTES {
            return Err(HouseError::LargeLogo);
        }
        let kind = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") { png(&bytes)? } else { svg(&bytes)? };
        Ok(Logo { bytes, kind })
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it is.
    pub fn kind(&self) -> LogoKind {
        self.kind
    }

    /// What the file that holds it is called on a page.
    pub(crate) fn file(&self) -> &'static str {
        match self.kind {
            LogoKind::Png => "logo.png",
            LogoKind::Svg => "logo.svg",
        }
    }
}

impl LogoKind {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            LogoKind::Png => "image/png",
            LogoKind::Svg => "image/svg+xml",
        }
    }
}

fn png(bytes: &[u8]) -> Result<LogoKind, HouseError> {
    // Its size stands first: a small file may claim to be a picture that fills the memory.
    let side = |at: usize| {
        let side = bytes.get(at..at + 4).and_then(|side| side.try_into().ok());
        side.map(u32::from_be_bytes).ok_or(HouseError::NoLogo)
    };
    if ![side(16)?, side(20)?].iter().all(|side| LOGO_SIDE_PX.contains(side)) {
        return Err(HouseError::LogoSize);
    }
    tiny_skia::Pixmap::decode_png(bytes).map_err(|_| HouseError::NoLogo)?;
    Ok(LogoKind::Png)
}

fn svg(bytes: &[u8]) -> Result<LogoKind, HouseError> {
    let text = core::str::from_utf8(bytes).map_err(|_| HouseError::NoLogo)?;
    let lower = text.to_ascii_lowercase();
    if let Some(found) = UNSAFE_IN_SVG.into_iter().find(|word| lower.contains(word)) {
        return Err(HouseError::UnsafeLogo(found));
    }
    // Only to a place in the file itself may anything point.
    let bare: String =
        lower.chars().filter(|letter| !letter.is_whitespace() && !"'\"".contains(*letter)).collect();
    for (word, shown) in [("href=", "a link"), ("url(", "an address")] {
        if bare.split(word).skip(1).any(|rest| !rest.starts_with('#')) {
            return Err(HouseError::UnsafeLogo(shown));
        }
    }
    let runs = |word: &str| word.strip_prefix("on").is_some_and(|rest| rest.contains('='));
    if lower.split(|letter: char| letter.is_whitespace() || "\"'/".contains(letter)).any(runs) {
        return Err(HouseError::UnsafeLogo("something that runs"));
    }
    usvg::Tree::from_str(text, &usvg::Options::default()).map_err(|_| HouseError::NoLogo)?;
    Ok(LogoKind::Svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARK: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="#123456"/></svg>"##;

    #[test]
    fn a_colour_that_cannot_be_read_is_refused_with_its_contrast() {
        // Contrasts with white by the formula of WCAG: #767676 4.54, #777777 4.48; on its own tint both have less.
        assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!(matches!(Accent::read("#777777"), Err(HouseError::FaintColour { found }) if found < 4.48));
        assert!(matches!(Accent::read("#ffcc00"), Err(HouseError::FaintColour { .. })));
        assert_eq!(Accent::read("#004D61"), Ok(Accent::OURS));
        assert_eq!(Accent::OURS.hex(), "#004d61");
        for no in ["004d61", "#004d6", "#004d6g", "#+04d61", "", "#é4d61"] {
            assert_eq!(Accent::read(no), Err(HouseError::NoColour), "{no}");
        }
    }

    #[test]
    fn a_logo_that_runs_or_fetches_something_is_refused() {
        assert_eq!(Logo::read(MARK.into()).unwrap().kind(), LogoKind::Svg);
        let with =
            |inside: &str| Logo::read(MARK.replace("<circle", &format!("{inside}<circle")).into_bytes());
        for inside in [
            "<script>alert(1)</script>",
            "<image href=\"http://example.org/a.png\"/>",
            "<use href=\"#a\"/>",
            "<textPath xlink:href = 'other.svg'/>",
            "<style>@import 'a.css'</style>",
            "<rect style=\"fill:url(http://example.org/a)\"/>",
            "<rect onload=\"alert(1)\"/>",
            "<a href=\"javascript:alert(1)\"></a>",
            "<foreignObject></foreignObject>",
        ] {
            assert!(matches!(with(inside), Err(HouseError::UnsafeLogo(_))), "{inside}: {:?}", with(inside));
        }
        let linked =
            with("<defs><linearGradient id=\"g\"/></defs><rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>");
        assert!(linked.is_ok(), "{linked:?}");
    }

    #[test]
    fn what_is_no_picture_is_no_logo() {
        assert_eq!(Logo::read(b"GIF89a".to_vec()), Err(HouseError::NoLogo));
        assert_eq!(Logo::read(b"\x89PNG\r\n\x1a\n".to_vec()), Err(HouseError::NoLogo));
        assert_eq!(Logo::read(vec![b' '; LOGO_MAX_BYTES + 1]), Err(HouseError::LargeLogo));
        let whole = |side: u32| tiny_skia::Pixmap::new(side, 70).unwrap().encode_png().unwrap();
        assert_eq!(Logo::read(whole(70)).unwrap().kind(), LogoKind::Png);
        assert_eq!(Logo::read(whole(20)), Err(HouseError::LogoSize));
        let mut broken = whole(70);
        broken.truncate(60);
        assert_eq!(Logo::read(broken), Err(HouseError::NoLogo));
    }
}
