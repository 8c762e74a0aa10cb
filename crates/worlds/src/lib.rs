//! Seed, time, calm → nature: draws a world with glow for given eye views; knows no WebXR.
