//! A thing of an exercise in a world: where it is and how it looks at one moment, as plain numbers that all can share.

/// The most things that an exercise has at once.
pub const THINGS_MAX: usize = 9;

/// What a thing looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Look {
    /// There is none.
    #[default]
    Absent,
    /// A bubble.
    Bubble,
    /// A ring of light.
    Ring,
    /// A bronze bowl on its bench.
    Bowl,
    /// A butterfly.
    Butterfly,
    /// A flower of light that stays where the butterfly was followed.
    Bloom,
    /// A soft light that goes along with a voice.
    Orb,
}

/// A thing at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Thing {
    /// What it looks like.
    pub look: Look,
    /// Its middle in metres from the seated eyes: right, up, behind.
    pub at_m: [f32; 3],
    /// Half its width, metres.
    pub radius_m: f32,
    /// How far it is there, 0 to 1.
    pub shown: f32,
    /// How warm it glows, 0 to 1: attention causes beauty.
    pub warm: f32,
    /// Seconds since it was touched; below 0: not, or long ago.
    pub touched_s: f32,
    /// Which way it faces, radians to the right of straight ahead; only of a butterfly.
    pub heading_rad: f32,
}

/// Everything of an exercise at one moment: [`THINGS_MAX`] of them, written out since the compiler (1.95) breaks down over a
/// constant behind an alias.
pub type Things = [Thing; 9];

const _: () = assert!(THINGS_MAX == 9);
