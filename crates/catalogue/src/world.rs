//! The worlds a client can choose, by a name that never changes once released.

/// A world. Stored and sent as its [`World::slug`]; the order here is the order in which they are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(rename_all = "kebab-case"))]
pub enum World {
    /// A quiet beach in the evening: surf, wet sand, dunes behind you.
    SunsetBeach,
    /// A flowering meadow in the mountains: grazing cows, a hut, a misty valley ahead, a wood behind you.
    AlpineMeadow,
    /// A coral reef a few metres under a bright sea: fish, a turtle, blue water all round.
    CoralReef,
    /// A jetty on a still lake in the north, by night: stars, the Milky Way and aurora, mirrored; pines and a cabin behind.
    StarryLake,
    /// An old wood of beech and oak by a clear brook: sun through leaves, ferns, birds; a roe deer far off now and then.
    ForestStream,
}

/// What is in a world that someone may want, or want to avoid (the content card speaks of these).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trait {
    /// Open water in view.
    Water,
    /// Animals come into view.
    Animals,
    /// The eye stands above a drop.
    Heights,
    /// It gets dark when the time of day is set late.
    Dark,
    /// Little happens; sounds are soft and even.
    Quiet,
}

impl World {
    /// Every world, in the order in which they are offered.
    pub const ALL: [World; 5] =
        [World::SunsetBeach, World::AlpineMeadow, World::CoralReef, World::StarryLake, World::ForestStream];

    /// The stable name used in storage, on the wire and in text ids (`world-<slug>`).
    pub const fn slug(self) -> &'static str {
        match self {
            World::SunsetBeach => "sunset-beach",
            World::AlpineMeadow => "alpine-meadow",
            World::CoralReef => "coral-reef",
            World::StarryLake => "starry-lake",
            World::ForestStream => "forest-stream",
        }
    }

    /// The world with this slug, or `None` when this build does not know it.
    pub fn from_slug(slug: &str) -> Option<World> {
        World::ALL.into_iter().find(|world| world.slug() == slug)
    }

    /// What is in it.
    pub const fn traits(self) -> &'static [Trait] {
        match self {
            World::SunsetBeach => &[Trait::Water, Trait::Animals, Trait::Dark, Trait::Quiet],
            World::AlpineMeadow => &[Trait::Animals, Trait::Dark, Trait::Quiet],
            World::CoralReef => &[Trait::Water, Trait::Animals, Trait::Dark, Trait::Quiet],
            World::StarryLake => &[Trait::Water, Trait::Animals, Trait::Dark, Trait::Quiet],
            World::ForestStream => &[Trait::Water, Trait::Animals, Trait::Dark, Trait::Quiet],
        }
    }

    /// The time of day it opens with, in minutes after midnight.
    pub const fn opening_minutes(self) -> u16 {
        match self {
            World::SunsetBeach => 20 * 60,
            World::AlpineMeadow => 19 * 60,
            World::CoralReef => 11 * 60,
            World::StarryLake => 22 * 60,
            World::ForestStream => 10 * 60,
        }
    }

    /// The times of day it can be set to, in minutes after midnight, first and last; what lies beyond the next midnight is
    /// counted on (31 × 60 is seven in the morning).
    pub const fn minutes_range(self) -> (u16, u16) {
        match self {
            World::SunsetBeach => (8 * 60, 22 * 60),
            World::AlpineMeadow => (6 * 60 + 30, 22 * 60),
            World::CoralReef => (7 * 60, 21 * 60 + 30),
            World::StarryLake => (17 * 60, 31 * 60),
            World::ForestStream => (5 * 60 + 30, 22 * 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_world_is_found_again_by_its_slug() {
        for world in World::ALL {
            assert_eq!(World::from_slug(world.slug()), Some(world));
        }
        assert_eq!(World::from_slug("moon"), None);
    }

    #[test]
    fn every_world_opens_within_its_own_range_of_times() {
        for world in World::ALL {
            let (first, last) = world.minutes_range();
            assert!((first..=last).contains(&world.opening_minutes()));
        }
    }
}
