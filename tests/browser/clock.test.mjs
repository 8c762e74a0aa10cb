// The headset's clock: how far it was set, noted once however many windows are open, whoever of them looks first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock } from '../../apps/headset/static/clock.js';

const YEAR_MS = 365 * 86_400_000;

function stage() {
  const kept = new Map();
  const storage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
  const [time, windows] = [{ wall: 1_000_000, mono: 0 }, []];
  return {
    noted: () => Number(kept.get('luwte.clock-set') ?? 0),
    open: () => windows.push(new Clock(() => storage, time.wall, time.mono)),
    pass: (ms) => { time.wall += ms; time.mono += ms; },
    set: (ms) => { time.wall += ms; },
    look: (...which) => which.forEach((n) => windows[n].look(time.wall, time.mono)),
  };
}

test('a jump that two windows see is noted once, whoever of them looks first', () => {
  for (const order of [[0, 1], [1, 0]]) {
    const stand = stage();
    stand.open();
    stand.open();
    stand.set(YEAR_MS);
    stand.look(order[0]);
    stand.pass(900);
    stand.look(order[1]);
    assert.equal(stand.noted(), YEAR_MS);
    stand.set(-2 * YEAR_MS);
    stand.look(order[1], order[0]);
    assert.equal(stand.noted(), -YEAR_MS, 'the way back counts as well');
  }
});

test('a window that was opened after the jump adds nothing, and sees the next', () => {
  const stand = stage();
  stand.open();
  stand.set(YEAR_MS);
  stand.open();
  stand.look(1, 0, 1);
  assert.equal(stand.noted(), YEAR_MS);
  stand.set(-200_000);
  stand.look(1, 0);
  assert.equal(stand.noted(), YEAR_MS - 200_000);
});

test('two jumps between two looks are one sum, and a headset that slept was not set', () => {
  const stand = stage();
  stand.open();
  stand.set(YEAR_MS);
  stand.set(YEAR_MS);
  stand.look(0);
  assert.equal(stand.noted(), 2 * YEAR_MS);
  stand.set(3 * 86_400_000);
  stand.look(0);
  assert.equal(stand.noted(), 2 * YEAR_MS);
});

test('a browser that remembers nothing stops nobody', () => {
  const clock = new Clock(() => { throw new DOMException('no', 'SecurityError'); }, 0, 0);
  clock.look(YEAR_MS, 0);
  assert.equal(clock.jumps, 0);
});
