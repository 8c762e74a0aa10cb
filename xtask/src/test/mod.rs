//! `cargo xtask test`: every check there is, on a fresh machine or a used one, with the minutes of each.
mod browser;
mod count;
mod fuzz;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::steps::Steps;
use crate::web::{self, Profile, toolchain};
use crate::{machine, shell, tidy};

use count::Count;

#[derive(Args)]
pub struct Arguments {
    /// Run only these steps
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Step>,
    /// Leave out these steps
    #[arg(long, value_enum, value_delimiter = ',')]
    skip: Vec<Step>,
}

/// The steps, in the order they run: what fails fast comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Step {
    /// Install what the checks need from the operating system
    Machine,
    /// `cargo fmt --check`
    Format,
    /// Clippy on everything that compiles for this machine
    Clippy,
    /// Clippy on what runs in the browser
    ClippyWeb,
    /// Unit and integration tests
    Rust,
    /// Examples in the documentation
    Doc,
    /// Every fuzz target for a few seconds, where a nightly toolchain and cargo-fuzz are there
    Fuzz,
    /// The web apps, as the browser tests use them
    Web,
    /// The binary, as the browser tests use it
    Server,
    /// The rules of the house, the binary's commands in documents included
    Tidy,
    /// Browser journeys in real Chromium
    Browser,
}

/// What is linted for the browser. The crates among them are linted for this machine as well.
const IN_BROWSER: [&str; 7] = ["headset", "companion", "dashboard", "worklet", "screen", "panels", "worlds"];

/// Apps of which too little runs without a browser for what their pages cost to compile once more. What of them decides stands in
/// crates that are tested here; the headset's own rules (journey, seat, pointing) are tested like any crate's.
const BROWSER_ONLY: [&str; 2] = ["companion", "dashboard"];

/// Runs the chosen steps, all of them even when one fails, and ends with one line of counts.
pub fn run(arguments: &Arguments) -> Result<()> {
    let chosen: Vec<_> = Step::value_variants()
        .iter()
        .copied()
        .filter(|step| arguments.only.is_empty() || arguments.only.contains(step))
        .filter(|step| !arguments.skip.contains(step))
        .collect();
    let mut steps = Steps::new(chosen.len());
    let mut tests = Count::default();
    for step in chosen {
        let before = tests;
        let done = steps.step(&name(step), || check(step, &mut tests));
        // A step that fails without a failing test (it did not compile, say) counts as one failure: the last line
        // never reads "0 failed" for a run that failed.
        if done.is_none() && tests.failed == before.failed {
            tests.failed += 1;
        }
    }
    steps.print_times();
    let failed: Vec<_> = steps.failures().map(|done| done.name.clone()).collect();
    if failed.is_empty() {
        println!("\n{tests}");
        return Ok(());
    }
    println!("\nFailed: {}\n{tests}", failed.join(", "));
    bail!("not everything passed");
}

fn name(step: Step) -> String {
    step.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn check(step: Step, tests: &mut Count) -> Result<()> {
    match step {
        Step::Machine => {
            machine::ensure(&[machine::BROWSER, machine::DRAWING, machine::SERVER, machine::BLUETOOTH])
        }
        Step::Format => shell::run(shell::cargo().args(["fmt", "--all", "--check"])),
        Step::Tidy => tidy::run(),
        Step::Clippy => shell::run(native(shell::cargo().arg("clippy")).args([
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ])),
        Step::ClippyWeb => {
            let toolchain = toolchain::ensure()?;
            let mut lint = toolchain.cargo(toolchain.linter());
            for package in IN_BROWSER {
                lint.args(["--package", package]);
            }
            if toolchain.linter() == "clippy" {
                lint.args(["--", "--deny", "warnings"]);
            }
            shell::run(&mut lint)
        }
        Step::Rust => rust(tests),
        Step::Doc => {
            let watched = shell::watch(native(shell::cargo().args(["test", "--doc"])))?;
            tests.add(Count::of_cargo(&watched.output));
            passed(watched.success, "an example in the documentation failed")
        }
        Step::Fuzz => fuzz::run(),
        Step::Web => web::build(Profile::Dev).map(drop),
        Step::Server => shell::run(&mut built_tests()),
        Step::Browser => browser::run(tests),
    }
}

/// With nextest when it is installed, since it runs each test in its own process and faster.
fn rust(tests: &mut Count) -> Result<()> {
    if shell::has("cargo-nextest") {
        let nextest = ["nextest", "run", "--no-fail-fast", "--no-tests", "pass"];
        let watched = shell::watch(native(shell::cargo().args(nextest)))?;
        tests.add(Count::of_nextest(&watched.output).unwrap_or_default());
        return passed(watched.success, "a test failed, or the tests do not compile");
    }
    let cargo_test = ["test", "--lib", "--bins", "--tests", "--examples", "--no-fail-fast"];
    let watched = shell::watch(native(shell::cargo().args(cargo_test)))?;
    tests.add(Count::of_cargo(&watched.output));
    passed(watched.success, "a test failed, or the tests do not compile")
}

/// Builds the tests and with them the executable that they run against: after the tests it is there already, while the
/// executable alone would have all its libraries compiled once more, with fewer of their features.
fn built_tests() -> std::process::Command {
    let mut cargo = shell::cargo();
    if shell::has("cargo-nextest") {
        native(cargo.args(["nextest", "run", "--no-run"]));
    } else {
        native(cargo.arg("test")).args(["--no-run", "--lib", "--bins", "--tests", "--examples"]);
    }
    cargo
}

/// The whole workspace except what is compiled for the browser alone.
fn native(command: &mut std::process::Command) -> &mut std::process::Command {
    command.arg("--workspace");
    for package in BROWSER_ONLY {
        command.args(["--exclude", package]);
    }
    command
}

fn passed(success: bool, otherwise: &'static str) -> Result<()> {
    success.then_some(()).context(otherwise)
}
