// Every screen of Companion, in both languages: accessible, and kept as a picture for tablet, upright tablet and phone.
// Run by hand, `node --test screens.mjs`: it takes minutes where no graphics card draws, and is no part of the journeys.
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

let server;

before(async () => { server = await startLuwte(); });
after(async () => { await server?.stop(); });

for (const [turn, language] of ['nl', 'en'].entries()) {
  test(`every screen of Companion is accessible and keeps within its screen (${language})`, { timeout: 420_000 }, async (t) => {
    const browser = await openBrowser();
    t.after(() => browser.close());
    const vr = await openPage(browser, { size: { width: 320, height: 160 } });
    const client = await wearHeadset(vr, server, { enrolment: server.enrolments[turn], language });
    await client.until((state) => state.linked);
    const tablet = await openPage(browser, { size: SIZES.tablet, language, touch: true });
    const strap = await installStrap(browser, tablet);
    const wrong = [];
    const look = async (screen, around = {}) => { 
      const found = await seen(tablet, `companion-${screen}-${language}`, around);
      for (const what of found) console.log(`# ${what}`);
      wrong.push(...found);
    };
    const press = (selector) => tablet.locator(selector).first().click({ timeout: 30_000 });
    /** Takes over or gives back. Once more where pictures took longer than the lease: then the client steers again. */
    const steer = (who) => eventually(async () => {
      const icon = who === 'companion' ? '.i-hand' : '.i-undo-2';
      await tablet.locator(`.w-who .btn.primary:has(${icon})`).click({ timeout: 2_000 }).catch(() => {});
      return client.state();
    }, (state) => state.steering === who, 60_000);
    /** Answers a step before or after the world from the tray: the button with this place. */
    const answer = async (place, reached) => {
      await tablet.locator('.w-tray .tray-answers .btn').nth(place).click({ timeout: 30_000 });
      await knowsThat(tablet, reached);
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
    await typeCode(tablet, await client.pairingCode());
    await client.until((state) => state.watchRequest);
    await tablet.waitForSelector('.w-card.w-middle');
    await look('asking');
    await client.choose('Watch(true)');
    await watching(tablet);
    await look('watching-before');

    await steer('companion');
    await answer(0, (state) => /SelfCheck/.test(state.phase));
    await look('steering-step');
    for (const [place, item] of [[0, 'OldEnough'], [0, 'Seizure'], [1, 'Condition'], [1, 'Caution']]) {
      await answer(place, (state) => state.phase.includes(item));
    }
    await answer(1, (state) => state.phase === 'TensionBefore');
    await look('steering-scale');
    await answer(7, (state) => state.phase === 'Choice');
    await answer(0, (state) => state.phase === 'World');
    await client.settled();
    await steer('companion');
    await look('steering-world');

    await steer('client');
    await press('.rail-strap .btn');
    await strap.listenedTo();
    for (let beat = 0; beat < 40; beat += 1) await strap.beat(64, [940 + (beat % 3) * 22]);
    await tablet.waitForSelector('.w-rail .rail-num', { timeout: 30_000 });
    await look('watching');
    for (const [screen, opener] of [['parts', '.w-rail .btn.quiet'], ['log', '.w-log .btn'], ['ask', '.w-do .btn:nth-of-type(1)'], ['finish', '.w-do .btn:nth-of-type(2)']]) {
      await press(opener);
      await tablet.waitForSelector('dialog[open]');
      await look(screen, { within: 'dialog[open]' });
      await tablet.keyboard.press('Escape');
      await tablet.waitForSelector('dialog[open]', { state: 'detached' });
    }
    await strap.disconnect();
    await look('strap-away');

    await steer('companion');
    await press('.w-do .btn:nth-of-type(2)');
    await press('dialog[open] .ends .btn.primary');
    await knowsThat(tablet, (state) => state.phase === 'CalmEnd');
    await look('calm-end');
    for (const phase of ['TensionAfter', 'Discomfort', 'Leaving', 'Done']) {
      await steer('companion');
      // Into leaving by "nothing unpleasant"; the other steps by what stands last: go on, or skip.
      const buttons = tablet.locator('.w-tray .btn');
      await (phase === 'Leaving' ? buttons.first() : buttons.last()).click({ timeout: 30_000 });
      await knowsThat(tablet, (state) => state.phase === phase);
    }
    await tablet.waitForSelector('.w-card.w-middle');
    await look('over');
    const session = await tablet.evaluate(() => luwte.state().session);
    await vr.waitForFunction(() => luwte.state.waiting === 0, null, { timeout: 20_000 });
    await vr.close();
    await tablet.goto(`${server.url}/companion/replay/${session}?t=20&quality=low`);
    await knowsThat(tablet, (state) => state.replay, 120_000);
    await look('replay');
    assertContent(tablet);
    assert.deepEqual(wrong, []);
  });
}

/** Pictures of a screen at every size, and what is wrong with it, in words. */
async function seen(page, name, { within } = {}) {
  const wrong = [];
  for (const [size, viewport] of [['upright', SIZES.upright], ['phone', SIZES.phone], ['tablet', SIZES.tablet]]) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); }));
    await shoot(page, size === 'tablet' ? name : `${name}-${size}`);
    wrong.push(...(await page.evaluate(outside, FINGER)).map((what) => `${name}, ${size}: ${what}`));
    if (size !== 'upright') wrong.push(...(await findings(page, { within })).map((what) => `${name}, ${size}: ${what}`));
  }
  return wrong;
}

/** Runs in the page: what hangs over the edge, and what is too small for a finger. */
function outside(finger) {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const dialog = document.querySelector('dialog[open]');
  for (const button of (dialog ?? document).querySelectorAll('button, a.btn, a.w-chip')) {
    const { width, height } = button.getBoundingClientRect();
    if (width === 0) continue;
    const words = (button.getAttribute('aria-label') ?? button.textContent).trim();
    if (height < finger - 0.5 || width < finger - 0.5) found.push(`"${words}" is ${width.toFixed(0)} × ${height.toFixed(0)}`);
    if (button.scrollWidth > button.clientWidth + 1) found.push(`"${words}" does not fit in its button`);
  }
  return found;
}
