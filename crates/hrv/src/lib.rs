//! Sensor packets → beats → clean intervals → HRV → stress indicator; pure, streaming, native and WebAssembly.
