//! The exercises that live inside worlds, and the bounds that safety sets on them.

use crate::World;

/// An exercise. Stored and sent as its [`Exercise::slug`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(rename_all = "kebab-case"))]
pub enum Exercise {
    /// Breathing along with a light and a sound in the world, without breath holds.
    PacedBreathing,
    /// Breathing along while flowers open around the client, one after another.
    CoherenceGarden,
    /// Breathing along at one pace after another, to find the one at which the own heart swings most.
    ResonanceFinder,
    /// A voice leads the attention through the body, from the feet to the head.
    BodyScan,
    /// A voice leads through tensing and letting go of one group of muscles after another (Jacobson).
    MuscleRelaxation,
    /// Bubbles drift by; the one that is looked at opens with a soft tone.
    Bubbles,
    /// A butterfly flies a lying eight; light opens where it is followed.
    Butterfly,
    /// Rings of light around the client; each one looked at gives its own tone.
    MusicalCircles,
    /// Bronze bowls on a bench; each one looked at rings for a long time.
    SingingBowls,
}

/// What the client does in an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// Breathes along with a pacer.
    Breath,
    /// Follows a voice and its captions.
    Guided,
    /// Looks at things that answer.
    Played,
}

/// How much happens in an exercise, for the conversation before a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Intensity {
    /// Almost nothing happens; eyes may close.
    Still,
    /// Something slow to go along with.
    Gentle,
    /// Something to do, without haste.
    Playful,
}

/// Slowest pace offered, in thousandths of a breath per minute (safety rule 9).
pub const PACE_MIN_MILLI_BPM: u16 = 4_500;
/// Fastest pace offered, in thousandths of a breath per minute (safety rule 9).
pub const PACE_MAX_MILLI_BPM: u16 = 7_000;
/// Where a first exercise begins: six breaths per minute, near most adults' resonance.
pub const PACE_DEFAULT_MILLI_BPM: u16 = 6_000;

/// The paces of a search for the own one, in their order: from what is nearest to ordinary breathing to the slowest.
pub const SEARCH_PACES_MILLI_BPM: [u16; 6] = [7_000, 6_500, 6_000, 5_500, 5_000, 4_500];

impl Exercise {
    /// Every exercise, in the order in which they are offered.
    pub const ALL: [Exercise; 9] = [
        Exercise::PacedBreathing,
        Exercise::CoherenceGarden,
        Exercise::BodyScan,
        Exercise::MuscleRelaxation,
        Exercise::Bubbles,
        Exercise::Butterfly,
        Exercise::MusicalCircles,
        Exercise::SingingBowls,
        Exercise::ResonanceFinder,
    ];

    /// The stable name used in storage, on the wire and in text ids (`exercise-<slug>`).
    pub const fn slug(self) -> &'static str {
        match self {
            Exercise::PacedBreathing => "paced-breathing",
            Exercise::CoherenceGarden => "coherence-garden",
            Exercise::ResonanceFinder => "resonance-finder",
            Exercise::BodyScan => "body-scan",
            Exercise::MuscleRelaxation => "muscle-relaxation",
            Exercise::Bubbles => "bubbles",
            Exercise::Butterfly => "butterfly",
            Exercise::MusicalCircles => "musical-circles",
            Exercise::SingingBowls => "singing-bowls",
        }
    }

    /// The exercise with this slug, or `None` when this build does not know it.
    pub fn from_slug(slug: &str) -> Option<Exercise> {
        Exercise::ALL.into_iter().find(|exercise| exercise.slug() == slug)
    }

    /// What the client does.
    pub const fn manner(self) -> Manner {
        match self {
            Exercise::PacedBreathing | Exercise::CoherenceGarden | Exercise::ResonanceFinder => {
                Manner::Breath
            }
            Exercise::BodyScan | Exercise::MuscleRelaxation => Manner::Guided,
            Exercise::Bubbles | Exercise::Butterfly | Exercise::MusicalCircles | Exercise::SingingBowls => {
                Manner::Played
            }
        }
    }

    /// Whether a pacer of breath runs in it.
    pub const fn breathes(self) -> bool {
        matches!(self.manner(), Manner::Breath)
    }

    /// How much happens.
    pub const fn intensity(self) -> Intensity {
        match self {
            Exercise::BodyScan => Intensity::Still,
            Exercise::PacedBreathing
            | Exercise::CoherenceGarden
            | Exercise::ResonanceFinder
            | Exercise::MuscleRelaxation
            | Exercise::Butterfly => Intensity::Gentle,
            Exercise::Bubbles | Exercise::MusicalCircles | Exercise::SingingBowls => Intensity::Playful,
        }
    }

    /// Whether the exercise can be done in this world: each in at least two.
    pub const fn lives_in(self, world: World) -> bool {
        match (self, world) {
            // Air under water has nowhere to drift from on a meadow.
            (Exercise::Bubbles, World::SunsetBeach | World::CoralReef) => true,
            (Exercise::Bubbles, World::AlpineMeadow | World::StarryLake | World::ForestStream) => false,
            // Neither butterflies nor bronze belong under water.
            (
                Exercise::Butterfly | Exercise::SingingBowls,
                World::SunsetBeach | World::AlpineMeadow | World::ForestStream,
            ) => true,
            (Exercise::Butterfly | Exercise::SingingBowls, World::CoralReef) => false,
            // Butterflies sleep at night; bowls ring well over water.
            (Exercise::Butterfly, World::StarryLake) => false,
            (Exercise::SingingBowls, World::StarryLake) => true,
            (
                Exercise::PacedBreathing
                | Exercise::CoherenceGarden
                | Exercise::ResonanceFinder
                | Exercise::BodyScan
                | Exercise::MuscleRelaxation
                | Exercise::MusicalCircles,
                World::SunsetBeach
                | World::AlpineMeadow
                | World::CoralReef
                | World::StarryLake
                | World::ForestStream,
            ) => true,
        }
    }
}

impl Intensity {
    /// The stable name, as in listings.
    pub const fn slug(self) -> &'static str {
        match self {
            Intensity::Still => "still",
            Intensity::Gentle => "gentle",
            Intensity::Playful => "playful",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exercise_is_found_again_by_its_slug_and_lives_in_at_least_two_worlds() {
        for exercise in Exercise::ALL {
            assert_eq!(Exercise::from_slug(exercise.slug()), Some(exercise));
            assert!(World::ALL.into_iter().filter(|world| exercise.lives_in(*world)).count() >= 2);
        }
    }

    #[test]
    fn every_world_has_something_to_breathe_along_with_to_listen_to_and_to_look_at() {
        for world in World::ALL {
            for manner in [Manner::Breath, Manner::Guided, Manner::Played] {
                let here = |exercise: &Exercise| exercise.lives_in(world) && exercise.manner() == manner;
                assert!(Exercise::ALL.iter().any(here), "{manner:?} in {}", world.slug());
            }
        }
    }

    #[test]
    fn safety_rule_09_the_default_pace_lies_within_the_allowed_paces() {
        assert!((PACE_MIN_MILLI_BPM..=PACE_MAX_MILLI_BPM).contains(&PACE_DEFAULT_MILLI_BPM));
        let allowed = |pace| (PACE_MIN_MILLI_BPM..=PACE_MAX_MILLI_BPM).contains(&pace);
        assert!(SEARCH_PACES_MILLI_BPM.into_iter().all(allowed));
    }
}
