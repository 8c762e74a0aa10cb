//! A QR code as one path in an SVG.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// A QR code, drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrPicture {
    /// Modules from edge to edge, with the quiet zone of four on every side.
    pub size: u16,
    /// The dark modules as an SVG path in a box of `size` by `size`.
    pub path: String,
}

/// The quiet zone that ISO/IEC 18004 asks for, in modules.
const QUIET: i32 = 4;

impl QrPicture {
    /// The code of a text, with medium error correction; `None` when it is too long for a code (about 2300 letters).
    pub fn of(text: &str) -> Option<QrPicture> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let from = x;
                while x < code.size() && code.get_module(x, y) {
                    x += 1;
                }
                if x > from {
                    let _ = write!(path, "M{} {}h{}v1H{}z", from + QUIET, y + QUIET, x - from, from + QUIET);
                }
                x += 1;
            }
        }
        Some(QrPicture { size: u16::try_from(code.size() + 2 * QUIET).ok()?, path })
    }
}

/// A QR code on white, so that every camera reads it; nothing where the text is too long. `label` is the id of its words.
#[component]
pub(crate) fn QrOf(text: String, label: &'static str) -> impl IntoView {
    QrPicture::of(&text).map(|picture| {
        view! {
            <svg class="qr" viewBox=format!("0 0 {0} {0}", picture.size) role="img" aria-label=screen::tr(label) shape-rendering="crispEdges">
                <rect width="100%" height="100%" fill="#fff"></rect>
                <path d=picture.path fill="#10242b"></path>
            </svg>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_finder_pattern_inside_a_quiet_zone() {
        let picture = QrPicture::of("https://luwte.local/vr#enrol=ABCD").unwrap();
        // Version 3 has 29 modules, and every code begins with the seven dark modules of its first finder.
        assert_eq!(picture.size, 29 + 8);
        assert!(picture.path.starts_with("M4 4h7v1H4z"), "{}", picture.path);
    }

    #[test]
    fn what_is_too_long_makes_no_code() {
        assert_eq!(QrPicture::of(&"x".repeat(4000)), None);
    }
}
