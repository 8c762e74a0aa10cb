//! A head pose in thirteen bytes: enough for a tablet to stand where the client's head is.

use serde::{Deserialize, Serialize};
use session::WorldTime;

/// How far from the seat's middle a head position can be told, in metres along each axis.
pub const POSE_REACH_M: f32 = 2.046;

const STEP_M: f32 = 0.002;
const STEPS: f32 = 1023.0;
const ORIENTATION_STEPS: f32 = 2047.0;

/// Where the head is and looks, at a world time. About 0.03° and 2 mm are lost in packing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Pose {
    at_ms: u32,
    packed: [u8; 9],
}

impl Pose {
    /// Packs a pose: `orientation` is a unit quaternion (x, y, z, w), `position_m` the eyes' middle, y from the seat's eye height.
    ///
    /// Not a number becomes zero, a zero quaternion looks ahead, a position out of reach is brought to [`POSE_REACH_M`].
    pub fn new(at: WorldTime, orientation: [f32; 4], position_m: [f32; 3]) -> Self {
        let mut bits: u128 = 0;
        let mut put =
            |value: u32, width: u32| bits = (bits << width) | u128::from(value & ((1 << width) - 1));
        let (largest, others) = smallest_three(orientation);
        put(largest, 2);
        for other in others {
            put(quantise(other / core::f32::consts::FRAC_1_SQRT_2, ORIENTATION_STEPS), 12);
        }
        for metres in position_m {
            put(quantise(metres / (STEP_M * STEPS), STEPS), 11);
        }
        let [.., a, b, c, d, e, f, g, h, i] = bits.to_be_bytes();
        Self { at_ms: u32::try_from(at.as_millis()).unwrap_or(u32::MAX), packed: [a, b, c, d, e, f, g, h, i] }
    }

    /// When, in world time.
    pub fn at(&self) -> WorldTime {
        WorldTime::from_millis(u64::from(self.at_ms))
    }

    /// The unit quaternion (x, y, z, w).
    pub fn orientation(&self) -> [f32; 4] {
        let bits = self.bits();
        let part = |shift: u32| {
            unquantise(field(bits, shift, 12), ORIENTATION_STEPS) * core::f32::consts::FRAC_1_SQRT_2
        };
        let (a, b, c) = (part(57), part(45), part(33));
        let rest = libm_sqrt(1.0 - a * a - b * b - c * c);
        let [x, y, z, w] = match field(bits, 69, 2) {
            0 => [rest, a, b, c],
            1 => [a, rest, b, c],
            2 => [a, b, rest, c],
            _ => [a, b, c, rest],
        };
        let length = libm_sqrt(x * x + y * y + z * z + w * w).max(f32::MIN_POSITIVE);
        [x / length, y / length, z / length, w / length]
    }

    /// The position in metres.
    pub fn position_m(&self) -> [f32; 3] {
        let bits = self.bits();
        [22, 11, 0].map(|shift| unquantise(field(bits, shift, 11), STEPS) * STEP_M * STEPS)
    }

    /// The thirteen bytes in which a pose is stored: world time in milliseconds (little endian), then the packed rest.
    pub fn to_bytes(&self) -> [u8; 13] {
        let [t0, t1, t2, t3] = self.at_ms.to_le_bytes();
        let [a, b, c, d, e, f, g, h, i] = self.packed;
        [t0, t1, t2, t3, a, b, c, d, e, f, g, h, i]
    }

    /// The pose in its thirteen stored bytes; any bytes are one.
    pub fn from_bytes(bytes: [u8; 13]) -> Self {
        let [t0, t1, t2, t3, packed @ ..] = bytes;
        Self { at_ms: u32::from_le_bytes([t0, t1, t2, t3]), packed }
    }

    fn bits(&self) -> u128 {
        self.packed.iter().fold(0, |bits, byte| (bits << 8) | u128::from(*byte))
    }
}

fn smallest_three(orientation: [f32; 4]) -> (u32, [f32; 3]) {
    let finite = orientation.map(|part| if part.is_finite() { part } else { 0.0 });
    let length = libm_sqrt(finite.iter().map(|part| part * part).sum());
    let [x, y, z, w] = if length > 1e-6 { finite.map(|part| part / length) } else { [0.0, 0.0, 0.0, 1.0] };
    let (mut largest, mut size) = (3, w.abs());
    for (index, part) in [(0, x), (1, y), (2, z)] {
        if part.abs() > size {
            (largest, size) = (index, part.abs());
        }
    }
    let (kept, others) = match largest {
        0 => (x, [y, z, w]),
        1 => (y, [x, z, w]),
        2 => (z, [x, y, w]),
        _ => (w, [x, y, z]),
    };
    // A quaternion and its negative are one rotation: the part left out is always told as positive.
    (largest, if kept < 0.0 { others.map(|part| -part) } else { others })
}

fn quantise(share: f32, steps: f32) -> u32 {
    let share = if share.is_finite() { share.clamp(-1.0, 1.0) } else { 0.0 };
    (share * steps + steps + 0.5) as u32
}

fn unquantise(value: u32, steps: f32) -> f32 {
    ((value as f32 - steps) / steps).clamp(-1.0, 1.0)
}

fn field(bits: u128, shift: u32, width: u32) -> u32 {
    ((bits >> shift) & ((1 << width) - 1)) as u32
}

fn libm_sqrt(value: f32) -> f32 {
    value.max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn angle_deg(a: [f32; 4], b: [f32; 4]) -> f32 {
        let dot: f32 = a.iter().zip(b).map(|(p, q)| p * q).sum();
        2.0 * dot.abs().min(1.0).acos().to_degrees()
    }

    proptest! {
        #[test]
        fn a_pose_comes_back_within_a_tenth_of_a_degree_and_two_millimetres(
            parts in prop::array::uniform4(-1.0_f32..1.0),
            position in prop::array::uniform3(-2.0_f32..2.0),
            ms in 0..100_000_000_u32,
        ) {
            let length = parts.iter().map(|p| p * p).sum::<f32>().sqrt();
            prop_assume!(length > 0.05);
            let orientation = parts.map(|part| part / length);
            let pose = Pose::new(WorldTime::from_millis(u64::from(ms)), orientation, position);
            prop_assert!(angle_deg(pose.orientation(), orientation) < 0.1);
            for (told, meant) in pose.position_m().into_iter().zip(position) {
                prop_assert!((told - meant).abs() <= 0.0021);
            }
            prop_assert_eq!(pose.at(), WorldTime::from_millis(u64::from(ms)));
        }

        #[test]
        fn any_bytes_give_a_unit_orientation(packed in prop::array::uniform9(any::<u8>())) {
            let [x, y, z, w] = Pose { at_ms: 0, packed }.orientation();
            prop_assert!((x * x + y * y + z * z + w * w - 1.0).abs() < 1e-3);
        }
    }

    #[test]
    fn nonsense_looks_ahead_from_the_seat() {
        let pose = Pose::new(WorldTime::START, [f32::NAN; 4], [f32::INFINITY, f32::NAN, 9.0]);
        assert!(angle_deg(pose.orientation(), [0.0, 0.0, 0.0, 1.0]) < 0.1);
        let [_, y, z] = pose.position_m();
        assert!(y.abs() < 0.003 && (z - POSE_REACH_M).abs() < 0.003);
    }
}
