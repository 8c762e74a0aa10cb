//! What a first visit costs, beside the budgets of P12.
use std::collections::BTreeSet;
use std::io::Write;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{App, Profile, files, site::Site};

/// Budget in bytes of brotli until the first view (P12 in the performance table), for the apps that have one.
pub fn budget_bytes(app: App) -> Option<usize> {
    match app {
        App::Dashboard => Some(150_000),
        App::Headset => Some(250_000),
        App::Companion => None,
    }
}

/// Budget in bytes of brotli of all that opening the app may ever fetch: P12 counts the headset with all worlds.
pub fn whole_budget_bytes(app: App) -> Option<usize> {
    (app == App::Headset).then_some(250_000)
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

/// What opening this app fetches until its first view stands, its opening world among it. Of its texts a reader
/// fetches one language: the one that weighs most counts.
pub fn first_load(site: &Site, app: App) -> Result<FirstLoad> {
    let mut fetched = site.first_load_of(&page_of(app));
    let opening = app.opening_part().and_then(|part| site.parts.get(&format!("/{}/{part}", app.folder())));
    fetched.extend(opening.into_iter().flatten().map(String::as_str));
    measured(site, fetched)
}

/// All that opening this app may ever fetch: all worlds, sound, or all pages.
pub fn whole_load(site: &Site, app: App) -> Result<FirstLoad> {
    measured(site, site.reached_from(&page_of(app)))
}

/// What each part of its module weighs beyond what it shares, by the part's name, and what parts share among them.
fn parts(site: &Site, app: App) -> Result<Vec<(String, FirstLoad)>> {
    let folder = format!("/{}/", app.folder());
    let parts: Vec<_> =
        site.parts.iter().filter_map(|(part, files)| Some((part.strip_prefix(&folder)?, files))).collect();
    let shares = |file: &String| parts.iter().filter(|(_, files)| files.contains(file)).count() > 1;
    let files = |wanted: &dyn Fn(&String) -> bool, files: &BTreeSet<String>| {
        measured(site, files.iter().filter(|file| wanted(file)).map(String::as_str).collect())
    };
    let mut rows = Vec::new();
    for (part, needs) in &parts {
        rows.push((part.replace('_', "-"), files(&|file| !shares(file), needs)?));
    }
    let all = parts.iter().flat_map(|(_, files)| files.iter().cloned()).collect();
    rows.push(("shared by these".to_owned(), files(&|file| shares(file), &all)?));
    Ok(rows)
}

fn page_of(app: App) -> String {
    format!("/{}/index.html", app.folder())
}

fn measured(site: &Site, fetched: BTreeSet<&str>) -> Result<FirstLoad> {
    let mut load = FirstLoad::default();
    let mut texts = Size::default();
    for address in fetched {
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
    println!("\nUntil the first view, in kB        raw     gzip   brotli   target   fonts and pictures");
    for &app in apps {
        row(app.package(), first_load(site, app)?, budget_bytes(app));
        let whole = if app == App::Dashboard { "  with all pages" } else { "  with all worlds, sound" };
        row(whole, whole_load(site, app)?, whole_budget_bytes(app));
        for (part, load) in parts(site, app)? {
            row(&format!("    {part}"), load, None);
        }
    }
    Ok(())
}

fn row(what: &str, load: FirstLoad, budget: Option<usize>) {
    let FirstLoad { code, media } = load;
    let target = match budget {
        None => String::from("–"),
        Some(budget) if code.brotli <= budget => format!("≤ {}", budget / 1000),
        Some(budget) => format!("≤ {} OVER", budget / 1000),
    };
    println!(
        "  {what:<26} {:>9.1} {:>8.1} {:>8.1}   {target:<8} {:>6.1}",
        kilobytes(code.raw),
        kilobytes(code.gzip),
        kilobytes(code.brotli),
        kilobytes(media.brotli),
    );
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

    #[test]
    fn the_opening_world_is_in_the_headsets_first_load_and_the_others_are_in_the_whole() {
        let mut source = Source::default();
        for (address, content) in [
            ("/vr/index.html", "{{/vr/a.js}}"),
            ("/vr/a.js", "{{later /vr/beach.wasm}}{{later /vr/meadow.wasm}}{{later /vr/both.wasm}}"),
            ("/vr/beach.wasm", "1"),
            ("/vr/meadow.wasm", "22"),
            ("/vr/both.wasm", "4444"),
        ] {
            source.add(address.to_owned(), content.as_bytes().to_vec());
        }
        let files = |names: &[&str]| names.iter().map(|name| format!("/vr/{name}.wasm")).collect::<Vec<_>>();
        let opening = App::Headset.opening_part().unwrap();
        source.add_part(format!("/vr/{opening}"), files(&["beach", "both"]).into_iter());
        source.add_part("/vr/alpine_meadow".to_owned(), files(&["meadow", "both"]).into_iter());
        let site = source.resolve().unwrap();
        let page: usize =
            site.first_load_of("/vr/index.html").iter().map(|at| site.files[*at].content.len()).sum();
        assert_eq!(first_load(&site, App::Headset).unwrap().code.raw, page + 5);
        assert_eq!(whole_load(&site, App::Headset).unwrap().code.raw, page + 7);
    }
}
