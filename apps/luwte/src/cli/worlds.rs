//! `luwte worlds`: which worlds there are, what is in them, and which exercises live there.

use super::{Failed, language};
use catalogue::{Exercise, Trait, World};
use clap::Args;
use serde::Serialize;
use std::io::{ErrorKind, Write};
use texts::{Language, Texts};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// For other programs: worlds with their traits and times, exercises with the worlds they live in
    #[arg(long)]
    json: bool,
    /// nl or en; by default the terminal's
    #[arg(long, value_parser = language::language)]
    language: Option<Language>,
}

#[derive(Serialize)]
struct Listed {
    worlds: Vec<ListedWorld>,
    exercises: Vec<ListedExercise>,
}

#[derive(Serialize)]
struct ListedWorld {
    slug: &'static str,
    name: String,
    contains: Vec<&'static str>,
    opening_minutes: u16,
    first_minutes: u16,
    last_minutes: u16,
}

#[derive(Serialize)]
struct ListedExercise {
    slug: &'static str,
    name: String,
    intensity: &'static str,
    worlds: Vec<&'static str>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let texts = Texts::new(arguments.language.unwrap_or_else(language::of_terminal));
    let listed = listed(&texts);
    let text = match arguments.json {
        true => serde_json::to_string_pretty(&listed).map_err(Failed::ran)?,
        false => plain(&listed),
    };
    // A closed pipe (`luwte worlds | head`) is no failure of ours.
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failed::ran(error)),
        _ => Ok(()),
    }
}

fn listed(texts: &Texts) -> Listed {
    let worlds = World::ALL.map(|world| {
        let (first_minutes, last_minutes) = world.minutes_range();
        ListedWorld {
            slug: world.slug(),
            name: texts.get(&format!("world-{}", world.slug())),
            contains: world.traits().iter().copied().map(trait_slug).collect(),
            opening_minutes: world.opening_minutes(),
            first_minutes,
            last_minutes,
        }
    });
    let exercises = Exercise::ALL.map(|exercise| ListedExercise {
        slug: exercise.slug(),
        name: texts.get(&format!("exercise-{}", exercise.slug())),
        intensity: exercise.intensity().slug(),
        worlds: World::ALL.into_iter().filter(|world| exercise.lives_in(*world)).map(World::slug).collect(),
    });
    Listed { worlds: worlds.into(), exercises: exercises.into() }
}

/// The stable name of what someone may want, or want to avoid.
const fn trait_slug(what: Trait) -> &'static str {
    match what {
        Trait::Water => "water",
        Trait::Animals => "animals",
        Trait::Heights => "heights",
        Trait::Dark => "dark",
        Trait::Quiet => "quiet",
    }
}

fn plain(listed: &Listed) -> String {
    let worlds = listed.worlds.iter().map(|world| {
        let hour = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let times = format!("{}–{}", hour(world.first_minutes), hour(world.last_minutes));
        format!("{:<18} {:<28} {times}  {}", world.slug, world.name, world.contains.join(", "))
    });
    let exercises = listed.exercises.iter().map(|exercise| {
        let worlds = exercise.worlds.join(", ");
        format!("{:<18} {:<28} {:<11}  {worlds}", exercise.slug, exercise.name, exercise.intensity)
    });
    worlds.chain([String::new()]).chain(exercises).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_world_and_exercise_is_listed_with_a_name_in_both_languages() {
        for language in [Language::Nl, Language::En] {
            let listed = listed(&Texts::new(language));
            assert_eq!(listed.worlds.len(), World::ALL.len());
            assert_eq!(listed.exercises.len(), Exercise::ALL.len());
            for name in listed.worlds.iter().map(|w| &w.name).chain(listed.exercises.iter().map(|e| &e.name))
            {
                assert!(
                    !name.is_empty() && !name.starts_with("world-") && !name.starts_with("exercise-"),
                    "{name}"
                );
            }
            assert!(listed.exercises.iter().all(|exercise| exercise.worlds.len() >= 2));
        }
    }
}
