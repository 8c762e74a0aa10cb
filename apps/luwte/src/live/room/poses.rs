//! Poses in a room: relayed as the bytes they came in, kept at most twenty a second, dropped before anything else.

use super::{Inner, Room};
use crate::{
    clock,
    heart::WORLD_TIME_MAX,
    live::outgoing::Wire,
    store::{Append, AuditRow, PosesRow, SessionRow, StoreError},
};
use axum::body::Bytes;
use link::{Message, Pose};
use session::{Subject, WorldTime};
use std::collections::HashSet;

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

impl Room {
    /// Keeps poses that come late, each once: a pose is known by its moment. Without the session's first event, or where
    /// the client does not let them be kept, nothing is.
    pub async fn take_late_poses(&self, mut poses: Vec<Pose>) -> Result<(), StoreError> {
        // One delivery at a time: what one has stored the next one knows.
        let mut known = self.late_poses.lock().await;
        let row = {
            let inner = self.lock();
            let keeps = inner.consent().is_some_and(|consent| consent.pose.keep);
            if !keeps {
                return Ok(());
            }
            inner.row.clone()
        };
        let mut before = match known.take() {
            Some(before) => before,
            None => self.stored_moments(&row).await?,
        };
        poses.retain(|pose| pose.at() <= WORLD_TIME_MAX && !before.contains(&pose.at()));
        poses.dedup_by_key(|pose| pose.at());
        if poses.is_empty() {
            *known = Some(before);
            return Ok(());
        }
        let moments: Vec<WorldTime> = poses.iter().map(Pose::at).collect();
        let arrived_us = self.lock().arrival(clock::wall_us());
        // Who goes away now, or is told that it failed, does not know what was stored: the next delivery reads it again.
        self.store
            .append_and_wait(Append::Poses(PosesRow { session: self.session, arrived_us, poses }))
            .await?;
        before.extend(moments);
        *known = Some(before);
        Ok(())
    }

    /// The moments of which the record has a pose.
    async fn stored_moments(&self, row: &SessionRow) -> Result<HashSet<WorldTime>, StoreError> {
        // The store writes in order: what a delivery that broke off left under way is through after this.
        self.store.append_and_wait(Append::Events(Vec::new())).await?;
        let audit = AuditRow {
            organisation: row.organisation,
            actor: "headset",
            actor_id: row.headset.0,
            action: "poses-deliver",
            object: "session",
            object_id: Some(row.id.0),
            client: if let Subject::Client(client) = row.subject { Some(client) } else { None },
        };
        let witness = self.store.audit(&audit, clock::wall_us()).await?;
        Ok(self.store.poses(&witness, row.id).await?.iter().map(Pose::at).collect())
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
