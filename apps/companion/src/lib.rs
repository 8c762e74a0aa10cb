//! Companion: watch along, take over, hand back, replay.
