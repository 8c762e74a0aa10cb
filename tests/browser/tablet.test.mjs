// A tablet that holds the strap while no server is there: its beats join the headset's sessions when one is back, each once.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { findings } from './lib/accessibility.mjs';
import { SIZES, openBrowser, openPage } from './lib/browser.mjs';
import { colleague, openHeadset } from './lib/offline.mjs';
import { shoot } from './lib/pictures.mjs';
import { press, signIn, typeCode, watching } from './lib/practitioner.mjs';
import { startLuwte } from './lib/server.mjs';
import { installStrap } from './lib/strap.mjs';
import { eventually } from './lib/wait.mjs';

let [server, browser, headset, tablet, strap, dataDir, port, worn] = [];

before(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'luwte-tablet-'));
  server = await startLuwte({ dataDir });
  port = new URL(server.url).port;
  browser = await openBrowser();
  headset = await openHeadset(browser, server, { enrolment: server.enrolments[0] });
  await headset.until((state) => state.linked);
  await headset.keeps((kept) => kept.enrolled);
  await headset.installed();
  const jip = await colleague(server, 'equipment-manager');
  // The list follows the link by a moment.
  ({ name: worn } = await eventually(async () => (await jip.get('/headsets')).find((known) => known.connected), Boolean));
  tablet = await openPage(browser, { size: SIZES.tablet });
  strap = await installStrap(browser, tablet);
  await signIn(tablet, server);
  await tablet.waitForSelector('.whose', { timeout: 60_000 });
});

after(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

test('the server goes away while somebody watches: the strap goes on, the page is closed, and its beats come later, once', { timeout: 240_000 }, async () => {
  const words = await eventually(() => headset.reads(), (text) => /(\d\s*){4}/.test(text));
  await typeCode(tablet, words.match(/(?:\d\s*){4}/)[0].replaceAll(/\s/g, ''));
  await headset.press('Watch(true)');
  await headset.toWorld();
  await watching(tablet);
  const { session } = await headset.state();
  await eventually(() => tablet.evaluate(() => luwte.state()), (state) => /Live/.test(state.link));
  await stopServer();
  await press(tablet, 'Band verbinden');
  await strap.listenedTo();
  await beats(20);
  const rests = await eventually(() => kept(tablet), (portions) => portions.reduce((all, { bytes }) => all + bytes, 0) > 0);
  assert.ok(rests.every(({ names }) => names === 'at,bytes,headset,iv,n,organisation'), 'no beat rests there in the clear');
  await eventually(() => shown(tablet), (text) => /20 metingen hier bewaard/.test(text));
  await shoot(tablet, 'companion-strap-offline-nl');

  // The page goes, and with it everything in memory.
  await tablet.waitForTimeout(1_500);
  await tablet.goto('about:blank');
  await startServer();
  await headset.until((state) => state.linked && state.waiting === 0, 60_000);
  await tablet.goto(`${server.url}/companion/?quality=low`);
  await eventually(() => kept(tablet), (portions) => portions.length === 0, 60_000);
  const noor = await colleague(server);
  await eventually(() => intervals(noor, session), (many) => many === 20);
  const told = await noor.get(`/sessions/${session}`);
  assert.ok(told.heart.length + told.gaps.length > 0, 'the heart stands on the timeline');
  await headset.toEnd();
});

test('without any session at hand: the strap goes with a headset, which brings its own session later', { timeout: 240_000 }, async (t) => {
  // Another tablet in a browser of its own: the strap's emulation went with the page that was closed, and a browser has one.
  await tablet.close();
  const other = await openBrowser();
  t.after(() => other.close());
  tablet = await openPage(other, { size: SIZES.tablet });
  strap = await installStrap(other, tablet);
  await signIn(tablet, server);
  await tablet.waitForSelector('.start-kept', { timeout: 60_000 });
  await tablet.locator('.start-kept summary').click();
  await eventually(() => tablet.locator('#kept-headset option').count(), (count) => count > 1, 30_000);
  await stopServer();
  await tablet.selectOption('#kept-headset', { label: worn });
  await press(tablet, 'Band verbinden');
  await strap.listenedTo();
  // A headset that was put on before the server went: its session is its own until that is back.
  if ((await headset.state()).phase === 'Done') await headset.press('Again');
  await headset.until((state) => state.phase === 'Welcome');
  await headset.toWorld({ tension: 6 });
  const { session } = await headset.state();
  await beats(15);
  await eventually(() => kept(tablet), (portions) => portions.length > 0);
  await eventually(() => shown(tablet), (text) => /15 metingen hier bewaard, wachten op de server/.test(text), 60_000);
  await shoot(tablet, 'companion-kept-nl');
  assert.deepEqual(await findings(tablet), []);
  await headset.toEnd();
  await press(tablet, 'Band loslaten');
  await startServer();
  await headset.keeps((state) => state.waiting === 0, 90_000);
  const noor = await colleague(server);
  await eventually(() => intervals(noor, session), (many) => many === 15, 60_000);
  await eventually(() => kept(tablet), (portions) => portions.length === 0, 60_000);
  await new Promise((resolve) => { setTimeout(resolve, 6_000); });
  assert.equal(await intervals(noor, session), 15, 'asking again brings nothing twice');
});

async function beats(many) {
  for (let beat = 0; beat < many; beat += 1) {
    await strap.beat(60, [1000 + (beat % 2 ? 20 : -20)]);
    await new Promise((resolve) => { setTimeout(resolve, 120); });
  }
}

function shown(page) {
  return page.evaluate(() => document.body.innerText.replaceAll(/\s+/g, ' '));
}

/** What rests on the tablet: of each portion the names of its fields and the length of what is sealed. */
function kept(page) {
  return page.evaluate(async () => {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open('luwte-tablet');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    if (!database.objectStoreNames.contains('beats')) return [];
    const portions = await new Promise((resolve) => {
      database.transaction('beats').objectStore('beats').getAll().onsuccess = ({ target }) => resolve(target.result);
    });
    database.close();
    return portions.map((portion) => ({ names: Object.keys(portion).sort().join(), bytes: portion.bytes.length }));
  });
}

/** How many intervals a session has as a file. */
async function intervals(who, session) {
  const text = await who.text(`/sessions/${session}/rr?format=text`).catch(() => '');
  return text.split('\n').filter((line) => /^[\d.]+$/.test(line.trim())).length;
}

async function stopServer() {
  await server.stop();
  server = null;
}

async function startServer() {
  server = await startLuwte({ dataDir, port });
}
