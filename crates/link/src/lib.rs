//! What travels between headset, tablet, strap and server: versioned messages, HTTP bodies, codec, outbox; no sockets.
