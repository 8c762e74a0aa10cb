//! A strap that is held while there is no session to watch: its beats are kept for the headset whose client wears it.

use super::{Keeping, SharedKeeping, book::NO_SESSION, chest::Portion};
use crate::{
    device::now_us,
    strap::{
        Standing,
        held::{self, Held, Listens},
    },
};
use link::{BeatBatch, BeatPacket, PACKET_MAX_BYTES};
use session::{ClockMap, DeviceId, StrapId};

/// How it is with the strap, for the screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeptStrap {
    /// Its standing.
    pub(crate) here: Standing,
    /// Its own name.
    pub(crate) name: Option<String>,
    /// The headset whose client wears it.
    pub(crate) headset: Option<DeviceId>,
}

impl Default for KeptStrap {
    fn default() -> Self {
        Self { here: Standing::None, name: None, headset: None }
    }
}

/// The strap and what was heard of it since it was last written down.
pub(super) struct Hold {
    pub(super) held: Held,
    headset: Option<DeviceId>,
    strap: Option<StrapId>,
    /// A number for this connection that no other has, and the place of the next packet in it.
    connection: u32,
    next_index: u32,
    heard: Vec<BeatPacket>,
}

impl Hold {
    pub(super) fn new() -> Self {
        Self {
            held: Held::new(),
            headset: None,
            strap: None,
            connection: 0,
            next_index: 0,
            heard: Vec::new(),
        }
    }

    pub(super) fn seen(&self) -> KeptStrap {
        KeptStrap { here: self.held.standing.clone(), name: self.held.name(), headset: self.headset }
    }

    pub(super) fn waiting(&self) -> usize {
        self.heard.len()
    }

    /// Says whose it is from now on; what was heard before goes with the headset that it was with.
    pub(super) fn goes_with(&mut self, headset: DeviceId) -> Option<Portion> {
        let before = self.take();
        self.headset = Some(headset);
        before
    }

    /// What was heard, to be written down.
    pub(super) fn take(&mut self) -> Option<Portion> {
        let (headset, strap) = (self.headset?, self.strap?);
        if self.heard.is_empty() {
            return None;
        }
        let packets = core::mem::take(&mut self.heard);
        let first_n = self.next_index - u32::try_from(packets.len()).unwrap_or(self.next_index);
        let batch =
            BeatBatch { session: NO_SESSION, strap, receiver_epoch: self.connection, first_n, packets };
        Some((Some(headset), batch))
    }

    /// A packet, at this moment of the server's clock. Before that clock is known nobody can say when it was.
    fn packet(&mut self, bytes: Vec<u8>, clock: &ClockMap) {
        if bytes.is_empty() || bytes.len() > PACKET_MAX_BYTES || self.headset.is_none() {
            return;
        }
        let Some(arrived) = clock.world_time(now_us()) else { return };
        self.heard.push(BeatPacket { arrived, bytes });
        self.next_index = self.next_index.saturating_add(1);
    }

    fn begin_connection(&mut self) {
        let (_, random) = screen::fresh_id().as_u64_pair();
        (self.connection, self.next_index) = (random as u32, 0);
    }
}

impl Listens for Keeping {
    fn held(&mut self) -> &mut Held {
        Keeping::held(self)
    }

    fn chosen(&mut self, strap: StrapId) {
        let before = self.hold.take();
        self.keep(before);
        self.hold.strap = Some(strap);
    }

    fn connected(&mut self) {
        let before = self.hold.take();
        self.keep(before);
        self.hold.begin_connection();
    }

    fn packet(&mut self, bytes: Vec<u8>) {
        self.hold.packet(bytes, &self.clock);
    }

    fn show(&mut self) {
        Keeping::show(self);
    }
}

impl Keeping {
    /// Lets the colleague choose a strap; call from a tap.
    pub(crate) fn choose_strap(keeping: &SharedKeeping) {
        held::choose(keeping);
    }

    /// Lets the strap go; what was heard stays.
    pub(crate) fn let_strap_go(&mut self) {
        let before = self.hold.take();
        self.keep(before);
        self.hold.held.let_go();
        self.show();
    }
}
