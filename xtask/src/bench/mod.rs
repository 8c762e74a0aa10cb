//! `cargo xtask bench`: measures, and prints each figure beside its target.
//!
//! Whoever measures prints plain lines, `P5 acknowledged after fsync, p50   target ≤ 0.8 ms   measured 0.61 ms`; what
//! prints them is a source here. A figure without a measurement is printed as such, never left out.
mod figure;
mod live;
mod shaders;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::steps::Steps;
use crate::web::{self, App, Profile, sizes};
use crate::{machine, shell, show, workspace};

use figure::Figure;

#[derive(Args)]
pub struct Arguments {
    /// Measure only these
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Source>,
}

/// What measures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Source {
    /// P12: what a first visit to each app fetches
    Web,
    /// P13–P15: the heart engine
    Heart,
    /// P16: what a world costs to draw
    Worlds,
    /// P1–P10: rooms, relays, memory, the journal and the record, under load
    Live,
}

/// A world's budget on a standalone headset, per eye and in all (P16).
const MOST_DRAWS: u64 = 60;
const MOST_TRIANGLES: u64 = 300_000;
const MOST_MEGABYTES: u64 = 150;

pub fn run(arguments: &Arguments) -> Result<()> {
    let chosen: Vec<_> = Source::value_variants()
        .iter()
        .copied()
        .filter(|source| arguments.only.is_empty() || arguments.only.contains(source))
        .collect();
    let mut steps = Steps::new(chosen.len());
    let mut figures = Vec::new();
    for source in chosen {
        let name = format!("{source:?}").to_lowercase();
        match steps.step(&name, || measure(source)) {
            Some(measured) => figures.extend(measured),
            None => figures.push(Figure::missing(&name)),
        }
    }
    println!("\n{}", figure::table(&figures));
    println!("{}", machine::description());
    let missed = figures.iter().filter(|figure| figure.is_met() == Some(false)).count();
    println!("{missed} of {} figures miss their target", figures.len());
    Ok(())
}

fn measure(source: Source) -> Result<Vec<Figure>> {
    match source {
        Source::Web => first_loads(),
        Source::Heart => printed_by(shell::cargo().args(["bench", "--quiet", "--package", "hrv"]), "P13"),
        Source::Worlds => worlds(),
        Source::Live => printed_by(&mut live::load(), "P1"),
    }
}

fn printed_by(command: &mut std::process::Command, otherwise: &str) -> Result<Vec<Figure>> {
    let watched = shell::watch(command)?;
    watched.success.then_some(()).context("the measurement failed")?;
    let figures: Vec<_> = watched.output.lines().filter_map(|line| Figure::parse(line, otherwise)).collect();
    (!figures.is_empty()).then_some(figures).context("the measurement printed no figures")
}

fn first_loads() -> Result<Vec<Figure>> {
    let site = web::build(Profile::Web)?;
    let mut figures = Vec::new();
    for app in App::ALL {
        let name = app.package();
        let first = (format!("{name} until the first view, code, brotli"), sizes::first_load(&site, app)?);
        let whole =
            (format!("{name} with all worlds and sound, code, brotli"), sizes::whole_load(&site, app)?);
        let (budget, whole_budget) = (sizes::budget_bytes(app), sizes::whole_budget_bytes(app));
        let whole = (app != App::Dashboard).then_some((whole, whole_budget));
        for ((what, load), budget) in [(first, budget)].into_iter().chain(whole) {
            let target = budget.map(|bytes| format!("≤ {} kB", bytes / 1000));
            let measured = format!("{:.1} kB", load.code.brotli as f64 / 1000.0);
            figures.push(Figure::new("P12", &what, target.as_deref(), &measured));
        }
    }
    Ok(figures)
}

/// Every world's figures; a surface that several share is told once.
fn worlds() -> Result<Vec<Figure>> {
    machine::ensure(&[machine::DRAWING, machine::SHADERS])?;
    let mut figures: Vec<Figure> = Vec::new();
    for slug in show::WORLDS {
        for figure in world(slug)? {
            if !figures.iter().any(|known| known.what == figure.what && known.measured == figure.measured) {
                figures.push(figure);
            }
        }
    }
    Ok(figures)
}

/// Draws four directions through EGL, reads what the renderer counted, and counts what its shaders cost.
fn world(slug: &str) -> Result<Vec<Figure>> {
    let name = slug.replace('-', " ");
    let folder = workspace::out().join("gallery/bench");
    let sources = folder.join("shaders");
    if sources.exists() {
        std::fs::remove_dir_all(&sources)?;
    }
    std::fs::create_dir_all(&sources)?;
    let mut gallery = shell::cargo();
    gallery.args(["run", "--quiet", "--package", "worlds", "--example", "gallery", "--"]);
    gallery
        .arg(&folder)
        .arg(format!("world={slug}"))
        .args(["yaw=0,90,180,270", "size=256x256"])
        .env("MESA_SHADER_DUMP_PATH", &sources);
    let watched = shell::watch(&mut gallery)?;
    watched.success.then_some(()).context("the gallery could not draw")?;
    let most = |field: &str| figure::most_counted(&watched.output, field);
    let figure = |what: &str, target: String, measured: Option<String>| {
        measured.map(|measured| Figure::new("P16", what, Some(&target), &measured))
    };
    let megabytes = |bytes: u64| format!("{:.0} MB", bytes as f64 / 1e6);
    let counted: Vec<_> = [
        figure(
            &format!("{name}, draws per eye"),
            format!("≤ {MOST_DRAWS} draws"),
            most("draws").map(|n| format!("{n} draws")),
        ),
        figure(
            &format!("{name}, triangles"),
            format!("≤ {} k", MOST_TRIANGLES / 1000),
            most("triangles").map(|n| format!("{:.0} k", n as f64 / 1000.0)),
        ),
        figure(
            &format!("{name}, GPU memory"),
            format!("≤ {MOST_MEGABYTES} MB"),
            most("gpu_bytes").map(megabytes),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!counted.is_empty()).then_some(()).context("the gallery printed no counts")?;
    Ok(counted.into_iter().chain(shaders::figures(&sources)?).collect())
}
