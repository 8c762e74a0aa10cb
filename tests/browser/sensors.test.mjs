// The dashboard's sensors: two straps at once over the browser's own Bluetooth, out of reach and back, and a file that is refused and taken.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './lib/accessibility.mjs';
import { SIZES, openBrowser, openPage } from './lib/browser.mjs';
import { shoot } from './lib/pictures.mjs';
import { signIn } from './lib/practitioner.mjs';
import { startLuwte } from './lib/server.mjs';
import { installStraps } from './lib/strap.mjs';
import { eventually } from './lib/wait.mjs';

let server;

before(async () => { server = await startLuwte(); });
after(async () => { await server?.stop(); });

/** Pages to look at: the dark one on a phone is for English, which is often longer. */
const LOOKS = process.env.LUWTE_SCREENS === 'all'
  ? [['nl', false], ['nl', true], ['en', false], ['en', true]]
  : [['nl', false]];

for (const [language, dark] of LOOKS) {
  test(`two straps at once are held, lost and found again, and a file becomes a recording (${language}${dark ? ', dark' : ''})`, { timeout: 240_000 }, async (t) => {
    const browser = await openBrowser();
    t.after(() => browser.close());
    const page = await openPage(browser, { size: SIZES.desktop, language, dark });
    const [one, other] = await installStraps(browser, page, [
      { name: 'Polar H10 0A1B2C3D', address: '09:09:09:09:09:09' },
      { name: 'Garmin HRM 445566', address: '0A:0A:0A:0A:0A:0A' },
    ]);
    const look = async (screen) => {
      for (const size of ['desktop', 'phone']) {
        await page.setViewportSize(SIZES[size]);
        await shoot(page, `dashboard-sensors-${screen}-${language}-${size}${dark ? '-dark' : ''}`);
        assert.deepEqual(await findings(page), [], `${screen} ${size}`);
      }
      await page.setViewportSize(SIZES.desktop);
    };
    await signIn(page, server, '/sensors');
    await page.waitForSelector('#sensor-whom', { timeout: 60_000 });
    await look('empty');

    // The first for a client, the second for nobody.
    await page.waitForSelector('#sensor-whom optgroup option', { state: 'attached', timeout: 30_000 });
    const client = await page.locator('#sensor-whom optgroup option').first().getAttribute('value');
    await page.selectOption('#sensor-whom', client);
    const connect = page.locator('.sensor-add button[type=submit]').first();
    await connect.click();
    await one.listenedTo();
    await page.selectOption('#sensor-whom', '');
    await connect.click();
    await other.listenedTo();
    const cards = page.locator('.sensors > li');
    await eventually(() => cards.count(), (count) => count === 2);
    const told = async (place, rate) => eventually(
      () => cards.nth(place).locator('.sensor-rate b').textContent(), (text) => text === String(rate), 30_000);
    for (let beat = 0; beat < 20; beat += 1) {
      await one.beat(60, [1000 + (beat % 2 ? 20 : -20)]);
      await other.beat(75, [800 + (beat % 2 ? 12 : -12)]);
    }
    await told(0, 60);
    await told(1, 75);
    // Every packet is durable at the server.
    for (const place of [0, 1]) {
      await eventually(() => cards.nth(place).textContent(), (text) => /20 (metingen bewaard|measurements stored)/.test(text), 30_000);
    }
    await look('two');

    // One goes out of reach: it is searched for, the other goes on.
    await one.disconnect({ stayAway: true });
    await eventually(() => cards.nth(0).textContent(), (text) => /wordt gezocht|looking for it/.test(text), 30_000);
    await other.beat(75, [800]);
    await told(1, 75);
    await look('away');
    await new Promise((resolve) => { setTimeout(resolve, 5_500); });
    await one.back();
    await one.listenedTo();
    await eventually(async () => {
      await one.beat(60, [1000]);
      return cards.nth(0).textContent();
    }, (text) => /1 keer zonder hartslag|1 stretch without heartbeats/.test(text), 30_000);
    await page.locator('.sensors details summary').first().click();
    await look('gap');

    // Letting go ends the recording, which stands on its timeline.
    const timeline = await cards.nth(0).locator('a').getAttribute('href');
    await cards.nth(0).locator('.btn').last().click();
    await eventually(() => cards.count(), (count) => count === 1, 30_000);
    const session = await page.evaluate(async (path) => (await fetch(`/api/v1${path}`)).json(), timeline);
    assert.equal(session.summary.recording, true);
    assert.ok(session.heart.length > 0 || session.gaps.length > 0, JSON.stringify(session).slice(0, 300));

    // A file with a fault is refused with its line, a good one becomes a recording.
    const add = page.locator('.sensor-add button[type=submit]').last();
    await page.setInputFiles('#file-chosen', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('800\n810\nhallo\n') });
    await add.click();
    await eventually(() => page.locator('.sensor-add').last().textContent(), (text) => /(regel|line) 3/.test(text), 30_000);
    const refused = page.complaints.splice(0);
    assert.ok(refused.every((complaint) => /422/.test(complaint)), refused.join('; '));
    await look('file-refused');
    const good = Array.from({ length: 400 }, (_, beat) => 900 + (beat % 7) * 9).join('\n');
    await page.setInputFiles('#file-chosen', { name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from(good) });
    await add.click();
    await eventually(() => page.locator('.sensor-add').last().textContent(), (text) => /400/.test(text), 30_000);
    await look('file-added');
    assert.deepEqual([...one.problems, ...other.problems], []);
    assert.deepEqual(page.complaints, []);
  });
}

test('an arm band tells its intervals by light, and the page says so', { timeout: 120_000 }, async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await openPage(browser, { size: SIZES.desktop });
  const [band] = await installStraps(browser, page, [{ name: 'Polar Sense 11223344', address: '0B:0B:0B:0B:0B:0B', light: true }]);
  await signIn(page, server, '/sensors');
  await page.waitForSelector('#sensor-whom', { timeout: 60_000 });
  await page.locator('.sensor-add button[type=submit]').first().click();
  await band.askedForLight();
  for (let turn = 0; turn < 5; turn += 1) {
    await band.beat(74);
    await band.light(74, [{ ms: 812 + turn }, { ms: 799, moved: turn === 2 }, { ms: 806 - turn, error: 12 }]);
  }
  // The same beats once more, as the Heart Rate service may tell them, do not stand twice.
  await band.beat(74, [811]);
  const card = page.locator('.sensors > li').first();
  await eventually(() => card.textContent(), (text) => /gemeten met licht/.test(text), 30_000);
  await eventually(() => card.textContent(), (text) => /10 metingen bewaard/.test(text), 30_000);
  await shoot(page, 'dashboard-sensors-light-nl-desktop');
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(band.problems, []);
  assert.deepEqual(page.complaints, []);
});
