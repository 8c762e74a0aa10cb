//! The web build: three WebAssembly apps and the sound worklet, from Rust to files a browser fetches by hash.
//!
//! An address is a path: `/vr/index.html` is the file `vr/index.html` under `target/web/<profile>`. See [`site`] for
//! how files name each other.
mod bindgen;
pub mod files;
mod icons;
mod module;
mod scripts;
pub mod site;
pub mod sizes;
mod split;
mod styles;
pub mod toolchain;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::steps::spoken;
use crate::{shell, workspace};

use site::{Site, Source};

#[derive(Args)]
pub struct Arguments {
    /// Small and fast, with brotli beside every file, instead of quick to build
    #[arg(long)]
    release: bool,
    /// Build only these apps (default: all three)
    #[arg(value_enum)]
    apps: Vec<App>,
}

/// How the apps are compiled, after cargo's profiles.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Profile {
    /// For tests: quick to build, no compression.
    Dev,
    /// For people: small first, then fast, compressed ahead.
    Web,
}

impl Profile {
    /// Where the built site lies.
    pub fn folder(self) -> PathBuf {
        workspace::target().join("web").join(match self {
            Self::Dev => "dev",
            Self::Web => "release",
        })
    }

    fn cargo_name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Web => "web",
        }
    }

    fn cargo_folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Web => "web",
        }
    }
}

/// A web app: a crate under `apps/` with a page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, ValueEnum)]
pub enum App {
    Headset,
    Companion,
    Dashboard,
}

impl App {
    pub const ALL: [Self; 3] = [Self::Headset, Self::Companion, Self::Dashboard];

    /// The crate's name, and its folder under `apps/`.
    pub fn package(self) -> &'static str {
        match self {
            Self::Headset => "headset",
            Self::Companion => "companion",
            Self::Dashboard => "dashboard",
        }
    }

    /// The files of texts that its page fetches, without ending; what stands in the headset is compiled in.
    fn texts(self) -> &'static [&'static str] {
        match self {
            Self::Headset => &[],
            Self::Companion => &["common", "companion", "login", "ways"],
            Self::Dashboard => &["common", "dashboard"],
        }
    }

    /// Those that it fetches with its later parts.
    fn later_texts(self) -> &'static [&'static str] {
        match self {
            Self::Headset | Self::Companion => &[],
            Self::Dashboard => &[
                "dashboard-later",
                "line",
                "login",
                "own",
                "people",
                "project",
                "questions",
                "research",
                "toolkit",
                "ways",
            ],
        }
    }

    /// The part of its module that it shows first: the world in which a session opens.
    fn opening_part(self) -> Option<String> {
        let opening = || crate::show::WORLDS.first().map(|world| world.replace('-', "_"));
        if self == Self::Dashboard { None } else { opening() }
    }

    /// Its folder in the site, which is also where its addresses begin.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Headset => "vr",
            Self::Companion => "companion",
            Self::Dashboard => "dashboard",
        }
    }
}

/// The folder for what the apps share: fonts, colours, icons and the sound worklet.
pub const SHARED: &str = "shared";

const WORKLET: &str = "worklet";

pub fn run(arguments: &Arguments) -> Result<()> {
    let profile = if arguments.release { Profile::Web } else { Profile::Dev };
    let chosen: BTreeSet<_> = arguments.apps.iter().copied().collect();
    let chosen: Vec<_> = if chosen.is_empty() { App::ALL.to_vec() } else { chosen.into_iter().collect() };
    build_apps(profile, &chosen).map(drop)
}

/// Builds the whole site, and gives it for whoever counts its bytes.
pub fn build(profile: Profile) -> Result<Site> {
    build_apps(profile, &App::ALL)
}

fn build_apps(profile: Profile, apps: &[App]) -> Result<Site> {
    let start = Instant::now();
    let toolchain = toolchain::ensure()?;
    let mut cargo = toolchain.cargo("build");
    cargo.args(["--profile", profile.cargo_name()]);
    for package in apps.iter().map(|app| app.package()).chain([WORKLET]) {
        cargo.args(["--package", package]);
    }
    shell::run(&mut cargo)?;

    let mut source = Source::default();
    for &app in apps {
        collect_app(&mut source, profile, app)?;
    }
    let worklet = wasm_of(profile, WORKLET);
    let worklet = std::fs::read(&worklet).with_context(|| format!("no {}", worklet.display()))?;
    source.add(format!("/{SHARED}/worklet.wasm"), module::without_custom_sections(&worklet)?);
    files::collect(&mut source, &workspace::root().join("apps/worklet/js"), &format!("/{SHARED}"))?;
    files::collect(&mut source, &workspace::root().join("apps/static"), &format!("/{SHARED}"))?;
    // Every app has its own choice of them.
    source.remove(&format!("/{SHARED}/icons.css"));

    let site = source.resolve()?;
    // What an app alone does not name in the shared folder, the others do.
    let mut whole: Vec<_> = apps.iter().map(|app| app.folder()).collect();
    whole.extend((apps.len() == App::ALL.len()).then_some(SHARED));
    let written = files::write(&site, &profile.folder(), profile == Profile::Web, &whole)?;
    sizes::print(&site, apps, profile)?;
    println!(
        "\n{} files in {} ({written} changed), in {}",
        site.files.len(),
        profile.folder().display(),
        spoken(start.elapsed())
    );
    Ok(site)
}

fn collect_app(source: &mut Source, profile: Profile, app: App) -> Result<()> {
    let folder = format!("/{}", app.folder());
    let statics = workspace::root().join("apps").join(app.package()).join("static");
    if !statics.join("index.html").is_file() {
        bail!("{} is missing: every app has its page there", statics.join("index.html").display());
    }
    files::collect(source, &statics, &folder)?;
    // The headset draws its own pictures and carries its words.
    if app != App::Headset {
        for language in ["nl", "en"] {
            source.add(format!("{folder}/{language}.ftl"), texts_of(app.texts(), language)?);
            if !app.later_texts().is_empty() {
                source.add(format!("{folder}/{language}-later.ftl"), texts_of(app.later_texts(), language)?);
            }
        }
        let all = workspace::root().join("apps/static/icons.css");
        let all = std::fs::read_to_string(&all).with_context(|| format!("no {}", all.display()))?;
        let shown = icons::of(&all, &icons::sources(app.package())?);
        source.add(format!("{folder}/icons.css"), shown.into_bytes());
    }
    let cache = workspace::target().join("web/cache/bindgen").join(profile.cargo_name()).join(app.package());
    let made = bindgen::run(&wasm_of(profile, app.package()), app.package(), &cache)?;
    for (name, content) in made.files {
        source.add(format!("{folder}/{name}"), bindgen::addressed(&name, content, &folder));
    }
    for (part, files) in made.parts {
        source.add_part(format!("{folder}/{part}"), files.iter().map(|file| format!("{folder}/{file}")));
    }
    Ok(())
}

/// These files of texts in one language, without the remarks.
fn texts_of(files: &[&str], language: &str) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    for file in files {
        let path = workspace::root().join("content/texts").join(language).join(format!("{file}.ftl"));
        let text = std::fs::read_to_string(&path).with_context(|| format!("no {}", path.display()))?;
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            all.extend_from_slice(line.as_bytes());
            all.push(b'\n');
        }
    }
    Ok(all)
}

fn wasm_of(profile: Profile, package: &str) -> PathBuf {
    let file = format!("{package}.wasm");
    Path::new(&workspace::target()).join(toolchain::TARGET).join(profile.cargo_folder()).join(file)
}
