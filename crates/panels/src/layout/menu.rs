//! The menu in a world: exercises, time of day and sound, stopping.

use super::steps::{DISCOMFORT_PAGES, world_icon};
use super::{ENDING_PATIENCE, Saying};
use crate::{
    icon::Icon,
    scene::{Deed, Key, Panel, TargetId},
    sheet::{Block, Choice, Stop},
};
use catalogue::{Exercise, World};
use session::{Act, Menu};

/// The times of day that are offered, in minutes after midnight, each with where the sun stands in its picture.
const TIMES: [(u16, u8); 6] =
    [(8 * 60, 0), (13 * 60, 1), (17 * 60, 2), (20 * 60, 3), (22 * 60, 4), (31 * 60, 0)];
/// The sound levels that are offered.
const SOUNDS: [u8; 5] = [0, 30, 60, 80, 100];
/// Exercises on one page; with the way to the next page that is three choices, the most that may be in sight.
const EXERCISES_A_PAGE: usize = 2;
/// Pages of the settings: what is seen and heard, then where and how one is.
const SETTINGS_PAGES: usize = 2;

impl Saying<'_> {
    pub(super) fn menu(&self, menu: Menu) -> Panel {
        let blocks = match menu {
            Menu::Main => self.main_menu(),
            Menu::Settings => self.settings(),
            Menu::Unwell => self.discomfort_kinds("vr-unwell-title"),
            Menu::Exercises => self.exercises(),
        };
        let pages = match menu {
            Menu::Main => 1,
            Menu::Settings => SETTINGS_PAGES,
            Menu::Unwell => DISCOMFORT_PAGES,
            Menu::Exercises => self.exercise_pages(),
        };
        self.set(Key::Menu(menu, self.page(pages)), blocks)
    }

    pub(super) fn main_menu(&self) -> Vec<Block> {
        let settings =
            self.act(TargetId::Settings, Act::ShowMenu(Some(Menu::Settings)), "vr-settings", Icon::Sliders);
        let first = match self.state.exercise {
            // A search offers its next pace where exercises are chosen: settings stay within reach.
            Some(running) if running.exercise != Exercise::ResonanceFinder => self.stop_exercise(),
            _ => self.act(
                TargetId::Exercises,
                Act::ShowMenu(Some(Menu::Exercises)),
                "vr-exercises",
                Icon::Wind,
            ),
        };
        let mut stop = self.act(TargetId::Finish, Act::Finish, "vr-stop", Icon::Cross);
        stop.patience = ENDING_PATIENCE;
        vec![Block::Heading(self.text("vr-menu-title")), Block::Choices(vec![first, settings, stop])]
    }

    fn stop_exercise(&self) -> Choice {
        self.act(TargetId::StopExercise, Act::StopExercise, "vr-stop-exercise", Icon::Wind)
    }

    fn exercises(&self) -> Vec<Block> {
        let running = self.state.exercise;
        if running.is_some_and(|running| running.exercise == Exercise::ResonanceFinder) {
            let next = self.act(TargetId::NextPace, Act::Skip, "vr-next-pace", Icon::Onward);
            let choices = vec![next, self.stop_exercise()];
            return vec![Block::Heading(self.text("vr-menu-title")), Block::Choices(choices)];
        }
        let offered = self.state.offered(self.at);
        let pages = self.exercise_pages();
        let before = usize::from(self.page(pages)) * EXERCISES_A_PAGE;
        let here = if pages > 1 { EXERCISES_A_PAGE } else { offered.len() };
        let mut choices: Vec<Choice> =
            offered.into_iter().skip(before).take(here).map(|exercise| self.start(exercise)).collect();
        choices.extend((pages > 1).then(|| self.next_page("vr-more-exercises")));
        let mut blocks = vec![Block::Heading(self.text("vr-menu-title"))];
        // What is on its way, or cannot be fetched now, is told where it would stand, and nowhere else.
        if !self.state.means.parts {
            blocks.push(Block::Lines(vec![self.text("vr-more-later")]));
        }
        blocks.push(Block::Choices(choices));
        blocks
    }

    /// On how many pages the exercises stand.
    fn exercise_pages(&self) -> usize {
        let offered = self.state.offered(self.at).len();
        if offered <= EXERCISES_A_PAGE + 1 { 1 } else { offered.div_ceil(EXERCISES_A_PAGE) }
    }

    fn start(&self, exercise: Exercise) -> Choice {
        let (id, label, icon) = match exercise {
            Exercise::PacedBreathing => (TargetId::Breathe, "vr-breathe", Icon::Wind),
            Exercise::CoherenceGarden => (TargetId::Garden, "vr-garden", Icon::Flower),
            Exercise::ResonanceFinder => (TargetId::FindPace, "vr-find-pace", Icon::Waves),
            Exercise::BodyScan => (TargetId::Exercise(exercise), "vr-body-scan", Icon::Body),
            Exercise::MuscleRelaxation => (TargetId::Exercise(exercise), "vr-muscle-relaxation", Icon::Fist),
            Exercise::Bubbles => (TargetId::Exercise(exercise), "vr-bubbles", Icon::Bubbles),
            Exercise::Butterfly => (TargetId::Exercise(exercise), "vr-butterfly", Icon::Butterfly),
            Exercise::MusicalCircles => (TargetId::Exercise(exercise), "vr-musical-circles", Icon::Circles),
            Exercise::SingingBowls => (TargetId::Exercise(exercise), "vr-singing-bowls", Icon::Bowl),
        };
        self.act(id, Act::StartExercise { exercise, pace_milli_bpm: self.state.pace_to_begin() }, label, icon)
    }

    pub(super) fn settings(&self) -> Vec<Block> {
        let more = self.next_page("vr-more-settings");
        if self.page(SETTINGS_PAGES) == 0 {
            let mut blocks = self.seen_and_heard();
            blocks.push(Block::Choices(vec![more]));
            blocks.extend(self.code());
            return blocks;
        }
        // Never more than three to choose from: who is watched can ask for another world.
        let last =
            if self.state.watchers.is_empty() { self.next_world() } else { Some(self.stop_watching()) };
        let mut blocks = vec![Block::Heading(self.text("vr-menu-title"))];
        blocks.extend(self.world_away());
        blocks.push(Block::Choices(last.into_iter().chain([self.posture(), more]).collect()));
        blocks
    }

    /// Time of day and sound.
    fn seen_and_heard(&self) -> Vec<Block> {
        let now = self.state.time_of_day_minutes;
        let (first, last) = self.state.world.map_or((0, 0), World::minutes_range);
        let times: Vec<_> = TIMES.into_iter().filter(|(time, _)| (first..=last).contains(time)).collect();
        let nearest = times.iter().map(|(time, _)| *time).min_by_key(|time| time.abs_diff(now));
        let label = self.text("vr-time");
        let stops = times.iter().enumerate().map(|(n, &(minutes, sun))| {
            let n = u8::try_from(n).unwrap_or(u8::MAX);
            let hour = self.texts.with("vr-hour", &[("hour", (minutes / 60 % 24).into())]);
            Stop {
                id: TargetId::Time(n),
                deed: Deed::Act(Act::SetTimeOfDay(minutes)),
                name: format!("{label}: {hour}"),
                icon: Icon::Sun(sun),
                current: nearest == Some(minutes),
            }
        });
        let time = Block::Row { label: label.clone(), stops: stops.collect() };
        let nearest = SOUNDS.into_iter().min_by_key(|level| level.abs_diff(self.state.volume));
        let stops = (0..).zip(SOUNDS).map(|(n, level)| {
            let values = [("level", n.into()), ("most", (SOUNDS.len() - 1).into())];
            Stop {
                id: TargetId::Sound(n),
                deed: Deed::Act(Act::SetVolume(level)),
                name: self.texts.with("vr-sound-level", &values),
                icon: Icon::Bars(n),
                current: nearest == Some(level),
            }
        });
        let sound = Block::Row { label: self.text("vr-sound"), stops: stops.collect() };
        vec![time, sound]
    }

    /// The world after this one, in the order in which they are offered.
    fn next_world(&self) -> Option<Choice> {
        let here = self.state.world?;
        let offered = self.state.planned.offered();
        // A world that is no longer offered is left for the first that is.
        let place = offered.iter().position(|world| *world == here);
        let next = *offered.get(place.map_or(0, |place| place + 1)).or(offered.first())?;
        if next == here {
            return None;
        }
        // Its name is too long for this card; its picture tells it.
        let label = self.text("vr-next-world");
        let deed = Deed::Act(Act::ChooseWorld(next));
        let mut choice = Choice::new(TargetId::World(next), deed, label, world_icon(next));
        if self.state.exercise.is_some() {
            // It ends the exercise.
            choice.patience = ENDING_PATIENCE;
        }
        Some(choice)
    }

    pub(super) fn stop_watching(&self) -> Choice {
        self.act(TargetId::StopWatching, Act::StopWatching, "vr-stop-watching", Icon::Eye)
    }
}
