//! Pictures to files and back.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

/// Writes RGBA `pixels`, `width` a row, top row first, as a PNG without its alpha.
///
/// # Errors
/// When the file cannot be written, or `pixels` are no whole rows.
pub fn save(pixels: &[u8], width: i32, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let width = u32::try_from(width)?.max(1);
    let rows = u32::try_from(pixels.len())? / (width * 4);
    let mut encoder = png::Encoder::new(BufWriter::new(File::create(path)?), width, rows);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    let rgb: Vec<u8> = pixels.chunks(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    encoder.write_header()?.write_image_data(&rgb)?;
    Ok(())
}

/// The RGB bytes of a PNG.
///
/// # Errors
/// When there is no such file, or it is no PNG.
pub fn load(path: &Path) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut reader = png::Decoder::new(BufReader::new(File::open(path)?)).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or("a picture without a size")?];
    reader.next_frame(&mut pixels)?;
    Ok(pixels)
}

#[cfg(test)]
mod tests {
    use super::{load, save};

    #[test]
    fn a_picture_comes_back_as_it_was_saved() {
        let path = std::env::temp_dir().join(format!("offscreen-{}.png", std::process::id()));
        let pixels = [1, 2, 3, 255, 40, 50, 60, 255, 7, 8, 9, 0, 100, 150, 200, 255];
        save(&pixels, 2, &path).expect("a file");
        let back = load(&path);
        std::fs::remove_file(&path).expect("the file can be removed");
        assert_eq!(back.expect("a picture"), [1, 2, 3, 40, 50, 60, 7, 8, 9, 100, 150, 200]);
    }
}
