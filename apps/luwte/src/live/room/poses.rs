//! Poses in a room: relayed as the bytes they came in, kept at most twenty a second, dropped before anything else.

use super::{Inner, Room};
use crate::{
    clock,
    live::outgoing::Wire,
    store::{Append, PosesRow},
};
use axum::body::Bytes;
use link::{Message, Pose};
use session::WorldTime;

/// Poses closer together than this are not kept (20 a second, with room for jitter).
const KEPT_APART: WorldTime = WorldTime::from_millis(45);
/// So many poses wait for the store at most.
const WAITING_MAX: usize = 64;

impl Room {
    /// Takes a pose from the headset.
    pub fn take_pose(&self, pose: Pose, bytes: Option<Bytes>) {
        let mut inner = self.lock();
        let Some(consent) = inner.consent() else { return };
        if consent.pose.live {
            inner.pose = Some(pose);
            let message = Message::Pose(pose);
            let wire = Wire::received(&message, bytes);
            for watching in inner.watchers.iter().filter(|watching| watching.admitted) {
                watching.outgoing.push_pose(&wire);
            }
        }
        if consent.pose.keep {
            inner.keep(pose);
        }
    }

    /// Hands the poses that wait to the store; called about once a second.
    pub fn keep_poses(&self) {
        let mut inner = self.lock();
        if inner.poses.is_empty() {
            return;
        }
        let poses = core::mem::take(&mut inner.poses);
        let arrived_us = inner.arrival(clock::wall_us());
        drop(inner);
        let row = PosesRow { session: self.session, arrived_us, poses };
        // Poses are the one stream that may lose something: a second of head movement is no one's record of care.
        self.store.append(Append::Poses(row), |outcome| {
            if outcome.is_err() {
                metrics::counter!("luwte_poses_not_stored_total").increment(1);
            }
        });
    }
}

impl Inner {
    fn keep(&mut self, pose: Pose) {
        let due = self.pose_kept.is_none_or(|last| pose.at() >= last + KEPT_APART);
        if due && self.poses.len() < WAITING_MAX {
            self.pose_kept = Some(pose.at());
            self.poses.push(pose);
        }
    }
}
