// The live link: one WebSocket that comes back by itself, later and later, never all headsets at once.

const PATH = "/api/v1/live/headset";
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** A server that says that it restarts is back in a moment; its port stays open for whoever waits in it. */
const RESTART_WITHIN_MS = 100;
const RESTARTS = 1001;
/** This much may wait in the socket; beyond it the network is slower than we speak. */
const FULL_BYTES = 256 * 1024;

/** Opens the link and keeps it open: `on.opened()`, `on.closed()`, `on.heard(bytes)`. */
export class Link {
  constructor(on) {
    this.on = on;
    this.tries = 0;
    this.timer = 0;
    this.ended = false;
    addEventListener("online", () => this.soon());
    this.connect();
  }

  get open() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Whether there is room for more. */
  get room() {
    return this.open && this.socket.bufferedAmount < FULL_BYTES;
  }

  send(bytes) {
    this.socket.send(bytes);
  }

  /** Closes what is open and begins anew. */
  again() {
    this.socket?.close();
    this.lost(this.socket);
  }

  soon() {
    if (this.open || this.ended) return;
    this.tries = 0;
    clearTimeout(this.timer);
    this.connect();
  }

  connect() {
    this.timer = 0;
    const scheme = location.protocol === "http:" ? "ws" : "wss";
    let socket;
    try {
      socket = new WebSocket(`${scheme}://${location.host}${PATH}`);
    } catch {
      return this.later();
    }
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.tries = 0;
      this.on.opened();
    };
    socket.onmessage = (event) => {
      if (event.data instanceof ArrayBuffer) this.on.heard(new Uint8Array(event.data));
    };
    socket.onclose = ({ code }) => this.lost(socket, code === RESTARTS);
  }

  lost(socket, restarts = false) {
    if (!socket || socket !== this.socket) return;
    this.socket = undefined;
    socket.onopen = socket.onmessage = socket.onclose = null;
    this.on.closed();
    this.later(restarts);
  }

  later(restarts = false) {
    if (this.timer || this.ended) return;
    const wait = restarts && this.tries === 0 ? RESTART_WITHIN_MS : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.tries);
    this.tries += 1;
    // Half of it by chance: after a restart of the server headsets come back spread out.
    this.timer = setTimeout(() => this.connect(), wait * (0.5 + Math.random() / 2));
  }
}
