//! What stands before the client: panels, targets and gaze dwell from the session state, laid out and drawn with glow.
