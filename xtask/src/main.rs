//! The project's own commands: one small program that builds, tests, measures and shows Luwte.
mod bench;
mod crashes;
mod demo;
mod machine;
mod shell;
mod show;
mod soak;
mod stars;
mod steps;
mod storms;
mod test;
mod tidy;
mod validate;
mod web;
mod workspace;

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// The project's own commands. Run them from anywhere inside the checkout.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything in release and start a small made-up institution on this machine
    Demo(demo::Arguments),
    /// Run every check: format, tidy, clippy, unit, integration and browser tests
    Test(test::Arguments),
    /// Build the three web apps and the sound worklet into target/web
    Web(web::Arguments),
    /// Hold the rules of the house: arrows between crates, first lines, sizes, texts, documents
    Tidy,
    /// Measure, and print each figure beside its target
    Bench(bench::Arguments),
    /// Compare the heart engine with its references and write docs/validation.md
    Validate(validate::Arguments),
    /// Cut the power again and again, and see whether anything acknowledged is lost
    Crashes(crashes::Arguments),
    /// Lets storms pass over the whole system: cut links, lost answers, killed servers
    Storms(storms::Arguments),
    /// Run a day of fifty rooms faster than it passes, and print what grows hour by hour
    Soak(soak::Arguments),
    /// Draw the worlds into pictures under out/gallery
    Gallery(show::GalleryArguments),
    /// Render the sound of a world into a WAV file under out/sound
    Listen(show::ListenArguments),
    /// Write the worlds' stars anew from the Hipparcos catalogue
    Stars(stars::Arguments),
}

/// The names of our own commands, for whoever compares documents with them.
fn subcommands() -> BTreeSet<String> {
    Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Web(arguments) => web::run(&arguments),
        Command::Tidy => tidy::run(),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Crashes(arguments) => crashes::run(&arguments),
        Command::Storms(arguments) => storms::run(&arguments),
        Command::Soak(arguments) => soak::run(&arguments),
        Command::Gallery(arguments) => show::gallery(&arguments),
        Command::Listen(arguments) => show::listen(&arguments),
        Command::Stars(arguments) => stars::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}
