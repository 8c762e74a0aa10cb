//! What a first visit costs, beside the budgets of P12.
use std::io::Write;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{App, Profile, files, site::Site};

/// First-load budget in bytes of brotli (P12 in the performance table), for the apps that have one.
pub fn budget_bytes(app: App) -> Option<usize> {
    match app {
        App::Dashboard => Some(150_000),
        App::Headset => Some(250_000),
        App::Companion => None,
    }
}

/// Bytes on the wire.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Size {
    pub raw: usize,
    pub gzip: usize,
    pub brotli: usize,
}

impl Size {
    fn add(&mut self, other: Size) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

/// The code of an app's first load, and beside it the fonts and pictures.
#[derive(Clone, Copy, Default, Debug)]
pub struct FirstLoad {
    /// Pages, scripts, styles, texts and WebAssembly: what P12 counts.
    pub code: Size,
    /// Fonts, pictures and the rest.
    pub media: Size,
}

/// What opening this app fetches. Of its texts a reader fetches one language: the one that weighs most counts.
pub fn first_load(site: &Site, app: App) -> Result<FirstLoad> {
    let mut load = FirstLoad::default();
    let mut texts = Size::default();
    for address in site.first_load_of(&format!("/{}/index.html", app.folder())) {
        let Some(file) = site.files.get(address) else { continue };
        let size = measure(&file.content)?;
        if address.ends_with(".ftl") {
            texts = if size.brotli > texts.brotli { size } else { texts };
            continue;
        }
        let is_code = [".html", ".js", ".mjs", ".css", ".wasm"].iter().any(|end| address.ends_with(end));
        let sum = if is_code { &mut load.code } else { &mut load.media };
        sum.add(size);
    }
    load.code.add(texts);
    Ok(load)
}

/// Prints a row per app. In the dev profile only raw sizes: compressing unoptimised code says nothing.
pub fn print(site: &Site, apps: &[App], profile: Profile) -> Result<()> {
    if profile == Profile::Dev {
        return Ok(());
    }
    println!("\nFirst load, in kB      raw     gzip   brotli   target   fonts and pictures");
    for &app in apps {
        let FirstLoad { code, media } = first_load(site, app)?;
        let target = match budget_bytes(app) {
            None => String::from("–"),
            Some(budget) if code.brotli <= budget => format!("≤ {}", budget / 1000),
            Some(budget) => format!("≤ {} OVER", budget / 1000),
        };
        println!(
            "  {:<14} {:>9.1} {:>8.1} {:>8.1}   {target:<8} {:>6.1}",
            app.package(),
            kilobytes(code.raw),
            kilobytes(code.gzip),
            kilobytes(code.brotli),
            kilobytes(media.brotli),
        );
    }
    Ok(())
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

fn measure(content: &[u8]) -> Result<Size> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let gzip = gzip.write_all(content).and_then(|()| gzip.finish()).context("gzip")?;
    let brotli = files::brotli(content)?.map_or(content.len(), |small| small.len());
    Ok(Size { raw: content.len(), gzip: gzip.len(), brotli })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::site::Source;

    #[test]
    fn a_first_load_counts_what_the_page_reaches_in_one_language_and_keeps_fonts_apart() {
        let mut source = Source::default();
        for (address, content) in [
            ("/dashboard/index.html", "{{/dashboard/a.js}}{{/dashboard/nl.ftl}}{{/dashboard/en.ftl}}"),
            ("/dashboard/a.js", "{{/shared/font.woff2}}{{later /dashboard/more.wasm}}"),
            ("/dashboard/nl.ftl", "a = een woord"),
            ("/dashboard/en.ftl", "a = word"),
            ("/dashboard/more.wasm", "when it is wanted"),
            ("/dashboard/other.js", "not reached"),
            ("/shared/font.woff2", "12345678"),
        ] {
            source.add(address.to_owned(), content.as_bytes().to_vec());
        }
        let load = first_load(&source.resolve().unwrap(), App::Dashboard).unwrap();
        assert_eq!(load.media.raw, 8);
        let fingerprint = "-0123456789abcdef".len();
        let page = "/dashboard/a.js/dashboard/nl.ftl/dashboard/en.ftl".len() + 3 * fingerprint;
        let script = "/shared/font.woff2/dashboard/more.wasm".len() + 2 * fingerprint;
        let fingerprinted = page + script + "a = een woord".len();
        assert_eq!(load.code.raw, fingerprinted);
    }
}
