//! The menu in a world: exercises, time of day and sound, stopping.

use super::steps::world_icon;
use super::{ENDING_PATIENCE, Saying};
use crate::{
    icon::Icon,
    scene::{Deed, Key, Panel, TargetId},
    sheet::{Block, Choice, Stop},
};
use catalogue::{Exercise, PACE_DEFAULT_MILLI_BPM, World};
use session::{Act, Menu, search_fits};

/// The times of day that are offered, in minutes after midnight.
const TIMES: [u16; 5] = [8 * 60, 13 * 60, 17 * 60, 20 * 60, 22 * 60];
/// The sound levels that are offered.
const SOUNDS: [u8; 5] = [0, 30, 60, 80, 100];

impl Saying<'_> {
    pub(super) fn menu(&self, menu: Menu) -> Panel {
        let blocks = match menu {
            Menu::Main => self.main_menu(),
            Menu::Settings => self.settings(),
            Menu::Unwell => self.discomfort_kinds("vr-unwell-title"),
            Menu::Exercises => self.exercises(),
        };
        let page = if menu == Menu::Unwell { self.extras.page % 2 } else { 0 };
        self.set(Key::Menu(menu, page), blocks)
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
        // A search without a heart, or without the time for it, could find nothing.
        let searchable = self.extras.heart && search_fits(self.state, self.at);
        let pace_milli_bpm = self.state.own_pace_milli_bpm.unwrap_or(PACE_DEFAULT_MILLI_BPM);
        let choices = [
            (TargetId::Breathe, Exercise::PacedBreathing, "vr-breathe", Icon::Wind),
            (TargetId::Garden, Exercise::CoherenceGarden, "vr-garden", Icon::Flower),
            (TargetId::FindPace, Exercise::ResonanceFinder, "vr-find-pace", Icon::Waves),
        ]
        .into_iter()
        .filter(|(_, exercise, ..)| self.state.world.is_some_and(|world| exercise.lives_in(world)))
        .filter(|(_, exercise, ..)| searchable || *exercise != Exercise::ResonanceFinder)
        .map(|(id, exercise, label, icon)| {
            self.act(id, Act::StartExercise { exercise, pace_milli_bpm }, label, icon)
        })
        .collect();
        vec![Block::Heading(self.text("vr-menu-title")), Block::Choices(choices)]
    }

    pub(super) fn settings(&self) -> Vec<Block> {
        let now = self.state.time_of_day_minutes;
        let (first, last) = self.state.world.map_or((0, 0), World::minutes_range);
        let times: Vec<u16> = TIMES.into_iter().filter(|time| (first..=last).contains(time)).collect();
        let nearest = times.iter().copied().min_by_key(|time| time.abs_diff(now));
        let label = self.text("vr-time");
        let stops = times.iter().enumerate().map(|(n, &minutes)| {
            let n = u8::try_from(n).unwrap_or(u8::MAX);
            let hour = self.texts.with("vr-hour", &[("hour", (minutes / 60).into())]);
            Stop {
                id: TargetId::Time(n),
                deed: Deed::Act(Act::SetTimeOfDay(minutes)),
                name: format!("{label}: {hour}"),
                icon: Icon::Sun(n),
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
        // Never more than three to choose from: who is watched can ask for another world.
        let last =
            if self.state.watchers.is_empty() { self.next_world() } else { Some(self.stop_watching()) };
        let mut blocks = vec![time, sound];
        blocks.extend(self.world_away());
        blocks.push(Block::Choices(last.into_iter().collect()));
        blocks.extend(self.code());
        blocks
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
