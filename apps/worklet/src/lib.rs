//! Sound inside the AudioWorklet: a raw C ABI around `sound`.
