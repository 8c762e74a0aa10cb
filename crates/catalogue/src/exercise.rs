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
    pub const ALL: [Exercise; 3] =
        [Exercise::PacedBreathing, Exercise::CoherenceGarden, Exercise::ResonanceFinder];

    /// The stable name used in storage, on the wire and in text ids (`exercise-<slug>`).
    pub const fn slug(self) -> &'static str {
        match self {
            Exercise::PacedBreathing => "paced-breathing",
            Exercise::CoherenceGarden => "coherence-garden",
            Exercise::ResonanceFinder => "resonance-finder",
        }
    }

    /// The exercise with this slug, or `None` when this build does not know it.
    pub fn from_slug(slug: &str) -> Option<Exercise> {
        Exercise::ALL.into_iter().find(|exercise| exercise.slug() == slug)
    }

    /// Whether the exercise can be done in this world.
    pub const fn lives_in(self, world: World) -> bool {
        match (self, world) {
            (
                Exercise::PacedBreathing | Exercise::CoherenceGarden | Exercise::ResonanceFinder,
                World::SunsetBeach | World::AlpineMeadow | World::CoralReef,
            ) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exercise_is_found_again_by_its_slug_and_lives_somewhere() {
        for exercise in Exercise::ALL {
            assert_eq!(Exercise::from_slug(exercise.slug()), Some(exercise));
            assert!(World::ALL.into_iter().any(|world| exercise.lives_in(world)));
        }
    }

    #[test]
    fn safety_rule_09_the_default_pace_lies_within_the_allowed_paces() {
        assert!((PACE_MIN_MILLI_BPM..=PACE_MAX_MILLI_BPM).contains(&PACE_DEFAULT_MILLI_BPM));
        let allowed = |pace| (PACE_MIN_MILLI_BPM..=PACE_MAX_MILLI_BPM).contains(&pace);
        assert!(SEARCH_PACES_MILLI_BPM.into_iter().all(allowed));
    }
}
