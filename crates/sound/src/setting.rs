//! What people choose and the body says: all that a soundscape depends on besides its seed and the time.

/// Level ground lies this far under the ears of someone who sits, in metres.
pub const EARS_M: f32 = 1.2;

/// The state of a world's sound at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Time of day in the world, in minutes after midnight (0 to 2,880: what lies
    /// beyond midnight is counted on).
    pub minutes: f32,
    /// How calm the client is, 0 to 1, already slew-limited; it only softens and warms.
    pub calm: f32,
    /// Loudness chosen by people, 0 (silent) to 1 (the mix at −23 LUFS); the gain is its square.
    pub volume: f32,
    /// How far the breathing exercise has come in, 0 (none) to 1.
    pub pacer: f32,
    /// How full the lungs should be, 0 (empty) to 1 (full).
    pub breath: f32,
    /// How fast that changes, per second; positive while breathing in.
    pub breath_per_s: f32,
}

impl Default for Setting {
    /// Eight in the evening, no heart signal, full volume, no exercise.
    fn default() -> Self {
        Self { minutes: 1_200.0, calm: 0.0, volume: 1.0, pacer: 0.0, breath: 0.0, breath_per_s: 0.0 }
    }
}

impl Setting {
    /// The same with every value brought within its range; what is not a number becomes the quietest value.
    pub fn tidied(self) -> Self {
        let unit = |x: f32| if x.is_finite() { x.clamp(0.0, 1.0) } else { 0.0 };
        Self {
            minutes: if self.minutes.is_finite() { self.minutes.clamp(0.0, 2_880.0) } else { 1_200.0 },
            calm: unit(self.calm),
            volume: unit(self.volume),
            pacer: unit(self.pacer),
            breath: unit(self.breath),
            breath_per_s: if self.breath_per_s.is_finite() {
                self.breath_per_s.clamp(-2.0, 2.0)
            } else {
                0.0
            },
        }
    }
}
