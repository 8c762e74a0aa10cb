//! An address as a picture of squares (QR), drawn as one path.

use fast_qr::QRBuilder;
use std::fmt::Write;

/// Squares that stay white around it, as cameras need.
const QUIET: usize = 4;

/// The picture as SVG; nothing where the text is too long for one.
pub(super) fn svg(text: &str, label: &str) -> String {
    let Ok(code) = QRBuilder::new(text).build() else { return String::new() };
    let mut path = String::new();
    for y in 0..code.size {
        for (x, module) in code[y].iter().enumerate() {
            if module.value() {
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    let side = code.size + 2 * QUIET;
    format!(
        "<svg viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{}\" shape-rendering=\"crispEdges\"><path d=\"{path}\" fill=\"#000\"/></svg>",
        super::escaped(label)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_the_three_corners_of_every_code() {
        let svg = svg("https://luwte.local:8443/vr", "bril");
        // A corner is seven dark squares in a row, at the upper left after the quiet border.
        for x in 4..11 {
            assert!(svg.contains(&format!("M{x} 4h1v1h-1z")), "{x}");
        }
        assert!(!svg.contains("M11 4h1v1h-1z") && svg.contains("aria-label=\"bril\""));
    }
}
