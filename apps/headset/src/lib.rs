//! The headset app: the WebXR loop and comfort; feeds the world, speaks link.
