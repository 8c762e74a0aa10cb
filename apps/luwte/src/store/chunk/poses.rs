//! Layout 2 of head poses: time, the part of the quaternion that is left out, its other parts and the position as columns.
//!
//! The columns are the fields of [`Pose`]'s thirteen stored bytes: milliseconds; the unused bit and which part is left out;
//! three parts of twelve bits; three of eleven.

use super::{ROWS_MAX, Writer, opened, sealed};
use link::Pose;

/// The layout byte.
pub(in crate::store) const LAYOUT: u8 = 2;

/// Of the nine packed bytes: where each field begins, from the lowest bit, and how many bits it has.
const FIELDS: [(u32, u32); 7] = [(69, 3), (57, 12), (45, 12), (33, 12), (22, 11), (11, 11), (0, 11)];

/// Poses as a chunk; `None` where there are none, or too many.
pub(in crate::store) fn write(poses: &[Pose]) -> Option<Vec<u8>> {
    if poses.is_empty() || poses.len() > ROWS_MAX {
        return None;
    }
    let parts: Vec<(u32, u128)> = poses.iter().map(taken_apart).collect();
    let mut to = Writer::new()?;
    to.number(poses.len() as u64);
    to.column(&parts.iter().map(|(ms, _)| *ms).collect::<Vec<_>>())?;
    for (shift, width) in FIELDS {
        let field = |(_, bits): &(u32, u128)| ((bits >> shift) & ((1 << width) - 1)) as u16;
        to.column(&parts.iter().map(field).collect::<Vec<_>>())?;
    }
    Some(sealed(LAYOUT, to))
}

/// Poses of a chunk, its layout byte taken off; `None` where it is damaged.
pub(in crate::store) fn read(rest: &[u8]) -> Option<Vec<Pose>> {
    let mut from = opened(rest)?;
    let many = usize::try_from(from.number()?).ok().filter(|many| *many <= ROWS_MAX)?;
    let times: Vec<u32> = from.column(many)?;
    let mut packed = vec![0_u128; many];
    for (shift, width) in FIELDS {
        for (bits, field) in packed.iter_mut().zip(from.column::<u16>(many)?) {
            if field >> width != 0 {
                return None;
            }
            *bits |= u128::from(field) << shift;
        }
    }
    from.is_done().then(|| times.into_iter().zip(packed).map(|(ms, bits)| together(ms, bits)).collect())
}

fn taken_apart(pose: &Pose) -> (u32, u128) {
    let [t0, t1, t2, t3, packed @ ..] = pose.to_bytes();
    let bits = packed.iter().fold(0, |bits, byte| (bits << 8) | u128::from(*byte));
    (u32::from_le_bytes([t0, t1, t2, t3]), bits)
}

fn together(ms: u32, bits: u128) -> Pose {
    let ([t0, t1, t2, t3], [.., a, b, c, d, e, f, g, h, i]) = (ms.to_le_bytes(), bits.to_be_bytes());
    Pose::from_bytes([t0, t1, t2, t3, a, b, c, d, e, f, g, h, i])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn poses_come_back_byte_for_byte(bytes in prop::collection::vec(prop::array::uniform13(any::<u8>()), 1..300)) {
            let poses: Vec<_> = bytes.into_iter().map(Pose::from_bytes).collect();
            let chunk = write(&poses).unwrap();
            prop_assert_eq!(read(&chunk[1..]), Some(poses));
        }

        #[test]
        fn any_bytes_are_a_chunk_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(read(&bytes), None);
        }
    }

    /// A chunk as layout 2 wrote it, and its poses as a piece; both are read for ever.
    #[test]
    fn a_chunk_of_version_two_is_read_for_ever() {
        let chunk = include_bytes!("../../../tests/fixtures/poses-chunk-v2.bin");
        let piece = include_bytes!("../../../tests/fixtures/poses-piece-v1.bin");
        let poses = crate::store::poses::from_bytes(chunk).unwrap();
        assert!(poses.len() >= 300);
        assert_eq!(poses, crate::store::poses::from_bytes(piece).unwrap());
    }
}
