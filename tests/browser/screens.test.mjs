// Every screen of Companion: accessible, within its screen, large enough for a finger, and kept as a picture.
// The suite walks in Dutch on an upright tablet and in English, which is often longer, on a phone. `LUWTE_SCREENS=all` walks in both
// languages at every size: for a person to look at.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './lib/accessibility.mjs';
import { SIZES, assertContent, openBrowser, openPage } from './lib/browser.mjs';
import { wearHeadset } from './lib/client.mjs';
import { shoot } from './lib/pictures.mjs';
import { knowsThat, signIn, typeCode, watching } from './lib/practitioner.mjs';
import { startLuwte } from './lib/server.mjs';
import { installStrap } from './lib/strap.mjs';
import { eventually } from './lib/wait.mjs';

/** On a touch screen a finger finds what is at least this high and wide, in CSS pixels. */
const FINGER = 44;
const ALL = ['tablet', 'phone', 'upright'];
const LOOKED_AT = process.env.LUWTE_SCREENS === 'all' ? { nl: ALL, en: ALL } : { nl: ['upright'], en: ['phone'] };

let server;

before(async () => { server = await startLuwte(); });
after(async () => { await server?.stop(); });

for (const [turn, [language, sizes]] of Object.entries(LOOKED_AT).entries()) {
  test(`every screen of Companion is accessible and keeps within its screen (${language})`, { timeout: 900_000 }, async (t) => {
    const browser = await openBrowser();
    t.after(() => browser.close());
    const vr = await openPage(browser, { size: { width: 320, height: 160 } });
    const client = await wearHeadset(vr, server, { enrolment: server.enrolments[turn], language });
    await client.until((state) => state.linked);
    const tablet = await openPage(browser, { size: SIZES.upright, language, touch: true });
    const strap = await installStrap(browser, tablet);
    const wrong = [];
    let screens = 0;
    const walk = new Walk(tablet, client);

    /** Looks at a screen at every size: `within` what of it, and who is `steering` all the while where that matters. */
    const look = async (screen, { within, steering } = {}) => {
      for (const size of sizes) {
        await tablet.setViewportSize(SIZES[size]);
        const name = `companion-${screen}-${language}-${size}`;
        const found = await walk.steady(steering, () => seen(tablet, name, { within }));
        wrong.push(...found.map((what) => `${name}: ${what}`));
        screens += 1;
      }
    };

    await tablet.goto(`${server.url}/companion/?quality=low`);
    await tablet.waitForSelector('#login', { timeout: 60_000 });
    await look('sign-in');
    await signIn(tablet, server);
    await tablet.waitForSelector('.whose:nth-of-type(2)', { timeout: 60_000 });
    await tablet.locator('.whose').nth(1).click();
    await look('pair');
    await typeCode(tablet, '0000', { client: 1 });
    await tablet.waitForSelector('.start-code [role=alert] *', { timeout: 30_000 });
    await look('pair-wrong-code');
    // The browser prints that answer as an error, the page expects it.
    const refused = tablet.complaints.splice(0);
    assert.ok(refused.length === 1 && /404.*api\/v1\/pair/.test(refused[0]), `the page complained: ${refused.join('; ')}`);
    await typeCode(tablet, await client.pairingCode());
    await client.until((state) => state.watchRequest);
    await tablet.waitForSelector('.w-card.w-middle');
    await look('asking');
    await client.choose('Watch(true)');
    // From here on the client's eyes rest where there is nothing to choose.
    await client.headset.look({ pitch: 4 });
    await watching(tablet);
    await look('watching-before');

    await walk.steer('companion');
    await walk.answer(0, (state) => /SelfCheck/.test(state.phase));
    await look('steering-step', { steering: 'companion' });
    for (const [place, item] of [[0, 'OldEnough'], [0, 'Seizure'], [1, 'Condition'], [1, 'Caution']]) {
      await walk.answer(place, (state) => state.phase.includes(item));
    }
    await walk.answer(1, (state) => state.phase === 'TensionBefore');
    await look('steering-scale', { steering: 'companion' });
    await walk.answer(7, (state) => state.phase === 'Choice');
    await walk.answer(0, (state) => state.phase === 'World');
    await client.settled();
    await look('steering-world', { steering: 'companion' });
    for (const [screen, opener] of [['worlds', 1], ['exercises', 3]]) {
      await walk.steer('companion');
      await tablet.locator(`.tray-row > .btn:nth-of-type(${opener})`).click({ timeout: 30_000 });
      await tablet.waitForSelector('dialog[open]');
      await look(screen, { within: 'dialog[open]' });
      await tablet.keyboard.press('Escape');
      await tablet.waitForSelector('dialog[open]', { state: 'detached' });
    }

    await walk.steer('client');
    await tablet.locator('.rail-strap .btn').click({ timeout: 30_000 });
    await strap.listenedTo();
    for (let beat = 0; beat < 40; beat += 1) await strap.beat(64, [940 + (beat % 3) * 22]);
    await tablet.waitForSelector('.w-rail .rail-num', { timeout: 30_000 });
    await look('watching');
    const dialogs = [['parts', '.w-rail section .btn.quiet'], ['log', '.w-log .btn'], ['ask', '.w-do .btn:nth-of-type(1)'], ['remark', '.w-do .btn:nth-of-type(2)'], ['finish', '.w-do .btn:nth-of-type(3)']];
    for (const [screen, opener] of dialogs) {
      await tablet.locator(opener).first().click({ timeout: 30_000 });
      await tablet.waitForSelector('dialog[open]');
      await look(screen, { within: 'dialog[open]' });
      await tablet.keyboard.press('Escape');
      await tablet.waitForSelector('dialog[open]', { state: 'detached' });
    }
    await strap.disconnect({ stayAway: true });
    await knowsThat(tablet, (state) => /Reconnecting|Failed/.test(state.strap));
    await look('strap-away');

    await tablet.locator('.w-do .btn:nth-of-type(3)').click({ timeout: 30_000 });
    await tablet.locator('dialog[open] .ends .btn.primary').click({ timeout: 30_000 });
    await client.until((state) => state.phase !== 'World');
    // The calm end goes on by itself after a while; a tablet's answer may come before or after that.
    for (const [phase, next, place] of [['CalmEnd', 'TensionAfter', 0], ['TensionAfter', 'Discomfort', 11], ['Discomfort', 'Leaving', 0], ['Leaving', 'Done', 0]]) {
      if (phase === 'Discomfort') await look('after', { steering: 'companion' });
      await walk.answer(place, (state) => state.phase === next, phase);
    }
    await tablet.waitForSelector('.w-card.w-middle');
    await look('over');
    const session = await tablet.evaluate(() => luwte.state().session);
    await vr.waitForFunction(() => luwte.state.waiting === 0, null, { timeout: 60_000 });
    await vr.close();
    await tablet.goto(`${server.url}/companion/replay/${session}?t=20&quality=low`);
    await knowsThat(tablet, (state) => state.replay, 120_000);
    await look('replay');
    console.log(`# ${language}: looked at ${screens} screens, found ${wrong.length} things wrong`);
    assert.deepEqual(wrong, []);
    assertContent(tablet);
  });
}

/**
 * A practitioner who knows that a slow machine costs the lease: a picture of a page stops it for seconds where one
 * processor draws both worlds. Then the client steers again, as it should be, and the practitioner takes over again.
 */
class Walk {
  #tablet;
  #client;

  constructor(tablet, client) {
    this.#tablet = tablet;
    this.#client = client;
  }

  /** Takes over or gives back. */
  async steer(who) {
    const icon = who === 'companion' ? '.i-hand' : '.i-undo-2';
    await eventually(async () => {
      if ((await this.#client.state()).steering !== who) {
        await this.#tablet.locator(`.w-who .btn.primary:has(${icon})`).click({ timeout: 2_000 }).catch(() => {});
        await this.#client.until((state) => state.steering === who, { timeout: 5_000 }).catch(() => {});
      }
      return [(await this.#client.state()).steering, await this.#tablet.evaluate(() => luwte.state().steering)];
    }, (steering) => steering.every((one) => one === who), 120_000);
  }

  /** Answers a step from the tray with the button at this place, until the session has `reached` what comes of it. */
  async answer(place, reached, from) {
    await eventually(async () => {
      const before = await this.#client.state();
      if (reached(before) || (from && before.phase !== from)) return before;
      await this.steer('companion');
      // Only once the tablet shows this very step: its button must not answer the next one.
      const known = await this.#tablet.evaluate(() => luwte.state().phase);
      if (known !== before.phase) return before;
      await this.#tablet.locator('.w-tray .tray-answers .btn').nth(place).click({ timeout: 2_000 }).catch(() => {});
      await this.#client.until((state) => state.phase !== before.phase, { timeout: 8_000 }).catch(() => {});
      return this.#client.state();
    }, reached, 120_000);
    const { phase } = await this.#client.state();
    await knowsThat(this.#tablet, (state) => state.phase === phase, 60_000);
  }

  /** Looks until whoever must steer did so from beginning to end: what is seen belongs to that screen. */
  async steady(steering, act) {
    if (!steering) return act();
    for (let turn = 0; ; turn += 1) {
      await this.steer(steering);
      const events = await this.#tablet.evaluate(() => luwte.state().events);
      const done = await act();
      if (turn === 4 || (await this.#tablet.evaluate(() => luwte.state().events)) === events) return done;
    }
  }
}

/** Keeps a picture, and gives what is wrong with the screen in words. */
async function seen(page, name, { within } = {}) {
  await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); }));
  await shoot(page, name);
  return [...await page.evaluate(outside, FINGER), ...await findings(page, { within })];
}

/** Runs in the page: what hangs over the edge, and what is too small for a finger. */
function outside(finger) {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const dialog = document.querySelector('dialog[open]');
  for (const button of (dialog ?? document).querySelectorAll('button, a.btn, a.w-chip')) {
    const { width, height } = button.getBoundingClientRect();
    // What lies folded away has a size all the same.
    if (width === 0 || !button.checkVisibility()) continue;
    const words = (button.getAttribute('aria-label') ?? button.textContent).trim();
    if (height < finger - 0.5 || width < finger - 0.5) found.push(`"${words}" is ${width.toFixed(0)} × ${height.toFixed(0)}`);
    if (button.scrollWidth > button.clientWidth + 1) found.push(`"${words}" does not fit in its button`);
    if (beyond(button)) found.push(`"${words}" lies where no finger comes`);
  }
  /** Whether it lies beyond the edge of the screen, and nothing there can be scrolled. */
  function beyond(button) {
    const { top, bottom, left, right } = button.getBoundingClientRect();
    if (document.querySelector('.watch .w-tray') && (left < -1 || right > innerWidth + 1) && !button.closest('.w-rail')) return true;
    if (top >= -1 && bottom <= innerHeight + 1) return false;
    for (let box = button.parentElement; box; box = box.parentElement) {
      if (box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY)) return false;
    }
    return document.documentElement.scrollHeight <= innerHeight + 1 || top < -1 - scrollY;
  }
  return found;
}
