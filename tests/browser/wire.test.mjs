// The thread that renews steering for the tablet (apps/companion/static/wire.js), with a clock and a socket of our own.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const SCRIPT = fs.readFileSync(new URL('../../apps/companion/static/wire.js', import.meta.url), 'utf8');
const FRAME = new ArrayBuffer(3);
const GOOD_FOR_MS = 4_000;

test('it renews at once and then every 500 ms, while the page keeps giving its word', () => {
  const wire = opened();
  for (let ms = 0; ms <= 10_000; ms += 250) wire.at(ms, () => wire.allow());
  assert.deepEqual(wire.sent, Array.from({ length: 21 }, (_, n) => n * 500));
});

test('a picture of three seconds gives nothing away', () => {
  const wire = opened();
  wire.at(0, () => wire.allow());
  wire.at(3_000, () => wire.allow());
  wire.at(5_000);
  assert.deepEqual(wire.sent.filter((ms) => ms <= 5_000).length, 11);
});

test('safety rule 6: for a page that is stuck it stops when the page\'s word has run out', () => {
  const wire = opened();
  wire.at(0, () => wire.allow());
  wire.at(60_000);
  assert.equal(wire.sent.at(-1), GOOD_FOR_MS - 500);
  wire.at(60_000, () => wire.allow());
  assert.equal(wire.sent.at(-1), 60_000, 'a page that comes back is heard');
});

test('safety rule 6: told to let go, it sends no renewal any more', () => {
  const wire = opened();
  wire.at(0, () => wire.allow());
  wire.at(1_100, () => wire.tell({ let_go: true }));
  wire.at(60_000);
  assert.deepEqual(wire.sent, [0, 500, 1_000]);
});

test('safety rule 6: a socket that is gone takes the page\'s word along', () => {
  const wire = opened();
  wire.at(0, () => wire.allow());
  wire.at(700, () => wire.socket.gone());
  wire.at(60_000);
  assert.deepEqual(wire.sent, [0, 500]);
  assert.deepEqual(wire.heard.at(-1), 'closed');
});

test('what the page sends and what the server says pass through as they are', () => {
  const wire = opened();
  wire.tell(FRAME);
  assert.equal(wire.socket.frames.at(-1), FRAME);
  const came = new ArrayBuffer(7);
  wire.socket.onmessage({ data: came });
  assert.equal(wire.heard.at(-1), came);
  wire.socket.onmessage({ data: 'words' });
  assert.equal(wire.heard.at(-1).byteLength, 0, 'text is no message');
});

test('closing says farewell first and then ends the thread', () => {
  const wire = opened();
  wire.at(0, () => wire.allow());
  wire.tell({ close: true });
  assert.equal(wire.socket.closed, true);
  assert.equal(wire.ended(), false);
  wire.socket.gone();
  assert.equal(wire.ended(), true);
  wire.at(5_000);
  assert.deepEqual(wire.sent, [0]);
});

/** The script in a world of its own, its socket open. `sent` are the moments of renewals, `heard` what the page hears. */
function opened() {
  let [now, timer, isEnded] = [0, null, false];
  const wire = { sent: [], heard: [], ended: () => isEnded };
  class Socket {
    static OPEN = 1;
    readyState = 0;
    closed = false;
    frames = [];
    constructor() { wire.socket = this; }
    send(frame) {
      this.frames.push(frame);
      wire.sent.push(now);
    }
    close() { this.closed = true; }
    gone() {
      this.readyState = 3;
      this.onclose();
    }
  }
  const thread = {
    ArrayBuffer, WebSocket: Socket,
    performance: { now: () => now },
    postMessage: (word) => wire.heard.push(word),
    setInterval: (run, every) => { timer = { run, every, next: now + every }; return 1; },
    clearInterval: () => { timer = null; },
    close: () => { isEnded = true; },
  };
  vm.runInNewContext(SCRIPT, thread);
  wire.tell = (data) => thread.onmessage({ data });
  wire.allow = () => wire.tell({ allow: { frame: FRAME, every_ms: 500, for_ms: GOOD_FOR_MS } });
  /** Lets time pass up to this moment, then does something. */
  wire.at = (until, act = () => {}) => {
    while (timer && timer.next <= until) {
      now = timer.next;
      timer.next += timer.every;
      timer.run();
    }
    now = until;
    act();
  };
  wire.tell({ open: 'ws://localhost/' });
  wire.socket.readyState = Socket.OPEN;
  wire.socket.onopen();
  assert.deepEqual(wire.heard, ['opened']);
  return wire;
}
