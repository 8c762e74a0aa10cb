// A client in the headset: chooses by looking, answers, and tells what stands before them.
import { installHeadset } from './headset.mjs';
import { eventually } from './wait.mjs';

/** Longer than a card takes to appear and to count as seen, in seconds of the headset's own clock. */
const APPEARING_S = 0.8;

/** The answers of the self-check with which everyone may go on. */
export const CLEAR = ['Check(Settled, true)', 'Check(OldEnough, true)', 'Check(Seizure, false)', 'Check(Condition, false)', 'Check(Caution, false)'];

/**
 * Puts the headset on: opens the page, enrolled when an address for that is given, and goes into virtual reality.
 *
 * The gaze rests 0.8 s to choose and little is drawn, so that a machine without a graphics card keeps up.
 */
export async function wearHeadset(page, server, { enrolment, language = 'nl', options = '' } = {}) {
  const headset = await installHeadset(page);
  const fragment = enrolment ? new URL(enrolment).hash : '';
  await page.goto(`${server.url}/vr/?quality=low&seed=7&dwell=0.8&sound=off&lang=${language}${options}${fragment}`);
  await page.waitForFunction(() => window.luwte?.ready, null, { timeout: 90_000 });
  await page.waitForFunction(() => !document.getElementById('enter').hidden, null, { timeout: 30_000 });
  await page.click('#enter');
  await headset.immersed({ timeout: 60_000 });
  return new Client(page, headset);
}

class Client {
  #page;

  constructor(page, headset) {
    this.#page = page;
    this.headset = headset;
  }

  /** What the app says is true: phase, world, who steers … */
  async state() {
    return this.#page.evaluate(() => luwte.state);
  }

  /** The words before the client's eyes. */
  async reads() {
    return this.#page.evaluate(() => ['says', 'badge', 'choices'].map((id) => document.getElementById(id).innerText).join('\n'));
  }

  /** The four digits for Companion. */
  async pairingCode() {
    await this.#page.waitForFunction(() => /(\d\s*){4}/.test(document.getElementById('says').textContent), null, { timeout: 30_000 });
    const words = await this.#page.evaluate(() => document.getElementById('says').textContent);
    return words.match(/(?:\d\s*){4}/)[0].replaceAll(/\s/g, '');
  }

  /** Waits until what the app says fulfils `condition`, a function of the state; gives that state. */
  async until(condition, { timeout = 45_000 } = {}) {
    return eventually(() => this.state(), (state) => state && condition(state), timeout);
  }

  /** Looks at a target until the gaze has chosen it, and something came of it. */
  async choose(target, { by = 'gaze' } = {}) {
    await this.#page.waitForFunction((name) => luwte.stats.targets.some(({ id }) => id.startsWith(name)), target, { timeout: 45_000 });
    const before = await this.#moment();
    // The eyes are elsewhere until the card stands there: what has just appeared under them does not choose itself.
    await this.headset.look({ pitch: 25 });
    const { worldTime } = await this.state();
    await this.headset.frames(3);
    await this.until((state) => state.worldTime > worldTime + APPEARING_S);
    const place = await eventually(() => this.#page.evaluate((name) => {
      const found = luwte.stats.targets.find(({ id }) => id.startsWith(name));
      return found?.at.map((metres, axis) => metres + luwte.stats.seat[axis]) ?? null;
    }, target), (found) => found, 45_000);
    if (by === 'trigger') await this.#pull(place);
    else await this.headset.lookAt(place);
    await eventually(() => this.#moment(), (now) => now !== before, 45_000);
  }

  /** Waits until the veil of entering has lifted. */
  async settled() {
    await this.#page.waitForFunction(() => luwte.stats.cover < 0.01, null, { timeout: 120_000 });
  }

  async #pull(place) {
    const [x, y, z] = place;
    const [, height] = await this.#page.evaluate(() => __headset.head());
    const degrees = (radians) => (radians * 180) / Math.PI;
    await this.headset.aim({ yaw: degrees(Math.atan2(-x, -z)), pitch: degrees(Math.atan2(y - height, Math.hypot(x, z))) });
    await this.headset.trigger();
  }

  async #moment() {
    return this.#page.evaluate(moment);
  }
}

/** Runs in the page: everything that a choice can change. */
function moment() {
  const { worldTime, calm, waiting, linked, ...rest } = luwte.state;
  return JSON.stringify(rest);
}
