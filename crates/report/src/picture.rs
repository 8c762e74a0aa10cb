//! An SVG page as a PNG, drawn with our own letters only.

use std::sync::{Arc, LazyLock};

use resvg::{tiny_skia, usvg};

use crate::{Error, font};

static LETTERS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut database = usvg::fontdb::Database::new();
    for weight in font::WEIGHTS {
        database.load_font_data(weight.to_vec());
    }
    Arc::new(database)
});

/// The picture with so many of its pixels for each of the page's.
pub(crate) fn png(svg: &str, scale: f32) -> Result<Vec<u8>, Error> {
    let options = usvg::Options {
        font_family: font::FAMILY.to_owned(),
        fontdb: Arc::clone(&LETTERS),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(Error::Picture)?;
    let size = tree.size();
    let (width, height) = ((size.width() * scale).round() as u32, (size.height() * scale).round() as u32);
    let mut pixels = tiny_skia::Pixmap::new(width, height)
        .ok_or_else(|| Error::Png(format!("{width} by {height} pixels are too many")))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| Error::Png(error.to_string()))
}
