//! A running engine allocates nothing.

#![allow(clippy::expect_used)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use hrv::{Engine, EngineConfig};

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call goes to the system's allocator unchanged; only a counter of this thread is raised.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _exiting_threads_are_not_counted = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

#[test]
fn an_hour_of_packets_and_live_values_allocates_nothing() {
    let config = SimulatorConfig { artefact_share: 0.05, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(config);
    let mut packets = Vec::new();
    for second in 0..3_600 {
        let worn = !(1_000..1_100).contains(&second);
        let raw = simulator.next_packet(BodyState { worn, ..BodyState::REST });
        packets.push((raw.key, raw.arrival_us, raw.packet.encode()));
        if second == 2_000 {
            simulator.reconnect(30, BodyState::REST);
        }
    }
    packets.swap(500, 502);
    packets.remove(700);
    let mut engine = Engine::new(EngineConfig::default());
    let before = ALLOCATIONS.get();
    let mut beats = 0;
    for (key, arrival_us, bytes) in &packets {
        engine.packet(*key, *arrival_us, bytes).expect("a measurement");
        beats = engine.live(*arrival_us).beats;
        let _value_or_reason = engine.coherence(*arrival_us);
    }
    assert_eq!(ALLOCATIONS.get() - before, 0);
    assert!(beats > 3_500);
}
