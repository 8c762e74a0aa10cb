//! Where the client's head is and looks, between the poses that came.

use glam::{Quat, Vec3};
use link::Pose;
use session::WorldTime;

/// Between poses further apart than this the head is not guessed: it stays, then jumps.
const POSE_HOLD: WorldTime = WorldTime::from_millis(1_000);

/// Where the client's head is and looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Head {
    /// Rotation of the head in the world.
    pub(crate) orientation: Quat,
    /// The eyes' middle, metres from the seat's eye height.
    pub(crate) position_m: Vec3,
}

impl Head {
    /// Straight ahead from the seat.
    pub(crate) const AHEAD: Head = Head { orientation: Quat::IDENTITY, position_m: Vec3::ZERO };
}

/// The head at this moment among poses in order of time; before the first it is the first, after the last the last.
pub(crate) fn head_between(poses: &[Pose], at: WorldTime) -> Option<Head> {
    let after = poses.partition_point(|pose| pose.at() <= at);
    let before = after.checked_sub(1).and_then(|index| poses.get(index));
    match (before, poses.get(after)) {
        (None, None) => None,
        (Some(only), None) | (None, Some(only)) => Some(head_of(only)),
        (Some(a), Some(b)) => {
            let length = b.at().since(a.at());
            if length > POSE_HOLD {
                return Some(head_of(a));
            }
            let share = at.since(a.at()).as_secs_f64() / length.as_secs_f64().max(1e-6);
            let (from, to) = (head_of(a), head_of(b));
            Some(Head {
                orientation: from.orientation.slerp(to.orientation, share as f32),
                position_m: from.position_m.lerp(to.position_m, share as f32),
            })
        }
    }
}

fn head_of(pose: &Pose) -> Head {
    Head {
        orientation: Quat::from_array(pose.orientation()).normalize(),
        position_m: Vec3::from_array(pose.position_m()),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::mirror) fn looking(at_ms: u64, yaw_deg: f32) -> Pose {
        let turn = Quat::from_rotation_y(yaw_deg.to_radians());
        Pose::new(WorldTime::from_millis(at_ms), turn.to_array(), [0.0, 0.0, 0.0])
    }

    #[test]
    fn the_head_turns_evenly_between_two_poses() {
        let poses = [looking(1_000, 0.0), looking(1_100, 10.0)];
        let head = head_between(&poses, WorldTime::from_millis(1_050)).unwrap();
        let (axis_y, _, _) = head.orientation.to_euler(glam::EulerRot::YXZ);
        assert!((axis_y.to_degrees() - 5.0).abs() < 0.1, "{axis_y}");
    }

    #[test]
    fn over_a_long_silence_the_head_stays_where_it_was() {
        let poses = [looking(1_000, 0.0), looking(9_000, 90.0)];
        let head = head_between(&poses, WorldTime::from_millis(8_900)).unwrap();
        assert!(head.orientation.angle_between(Quat::IDENTITY) < 0.01);
        assert!(head_between(&[], WorldTime::START).is_none());
    }
}
