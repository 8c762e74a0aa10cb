// What can go wrong around a record that is kept in the headset: links, answers, storage, windows, clocks, trust, updates.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { colleague, counted, kinds, openHeadset } from './lib/offline.mjs';
import { shoot } from './lib/pictures.mjs';
import { startLuwte, webDir } from './lib/server.mjs';
import { eventually } from './lib/wait.mjs';

let [server, browser, headset, folder, dataDir, port, context, name] = [];
let isRunning = true;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'luwte-mishaps-'));
  dataDir = path.join(folder, 'data');
  // A web folder of its own, in which a new version can appear.
  fs.cpSync(webDir(), path.join(folder, 'web'), { recursive: true });
  process.env.LUWTE_WEB_DIR = path.join(folder, 'web');
  fs.mkdirSync(dataDir);
  server = await startLuwte({ dataDir });
  port = new URL(server.url).port;
  browser = await openBrowser();
  headset = await openHeadset(browser, server, { enrolment: server.enrolments[0] });
  context = headset.page.context();
  await context.addInitScript(meetMishaps);
  await headset.keeps((kept) => kept.enrolled);
  await headset.until((state) => state.linked);
  await headset.installed();
  const jip = await colleague(server, 'equipment-manager');
  // The list follows the link by a moment.
  const connected = async () => (await jip.get('/headsets')).find((known) => known.connected);
  ({ name } = await eventually(connected, Boolean));
});

after(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

test('a session that loses its server goes on, is kept, and ends on the live link when that is back', { timeout: 180_000 }, async () => {
  await startServer();
  await reopened();
  await headset.until((state) => state.linked);
  await headset.toWorld();
  await headset.until((state) => state.waiting === 0);
  assert.equal((await headset.rests()).length, 0, 'what the server has at once is not written down');
  const { session } = await headset.state();
  await stopServer();
  await headset.until((state) => !state.linked);
  await headset.press('Menu');
  await headset.press('Exercises');
  await headset.press('Breathe');
  await eventually(() => headset.rests(), (records) => counted(records, session) > 0 && counted(records, session, 1) > 0);
  await startServer();
  await headset.until((state) => state.linked && state.waiting === 0, 60_000);
  await eventually(() => headset.rests(), (records) => counted(records, session) === 0);
  assert.ok(counted(await headset.rests(), session, 1) > 0, 'no delivery while the session goes on');
  await headset.toEnd();
  await headset.keeps((kept) => kept.waiting === 0);
  const noor = await colleague(server);
  const told = await noor.get(`/sessions/${session}`);
  assert.deepEqual(told.events.map(({ seq }) => seq), told.events.map((_, n) => n));
  assert.ok(kinds(told).includes('exercise-started') && kinds(told).includes('tension-after'));

  // The next one is told to the server from its first event on, by a link of its own.
  await headset.press('Again');
  const next = await headset.until((state) => state.session !== session && state.linked && state.waiting === 0);
  await eventually(() => noor.get(`/sessions/${next.session}`).catch(() => null), (found) => found?.events.length > 0);
});

test('a session begun without a server joins it when it comes, and stands there once', { timeout: 180_000 }, async () => {
  await stopServer();
  const before = Date.now();
  await reopened();
  await headset.toWorld({ tension: 6 });
  const { session } = await headset.state();
  await eventually(() => headset.rests(), (records) => counted(records, session) > 5);
  const back = Date.now();
  await startServer();
  await headset.until((state) => state.linked && state.waiting === 0, 60_000);
  assert.equal((await headset.state()).phase, 'World', 'the world goes on');
  await headset.toEnd();
  await headset.keeps((kept) => kept.waiting === 0);
  const noor = await colleague(server);
  const told = await noor.get(`/sessions/${session}`);
  assert.deepEqual(told.events.map(({ seq }) => seq), told.events.map((_, n) => n));
  assert.equal(told.summary.tension_before, 6);
  const opened = told.summary.opened / 1000;
  assert.ok(before <= opened && opened < back, 'it began when it began, and not when the server came');
});

test('answers that are lost on their way make no doubles, and a clock that jumps a year moves nothing', { timeout: 180_000 }, async () => {
  await stopServer();
  await reopened();
  const began = Date.now();
  await headset.toWorld();
  await headset.press('Menu');
  await headset.press('Exercises');
  await headset.press('Breathe');
  await headset.page.evaluate(() => mishaps.setClock(365 * 86_400_000));
  await eventually(() => headset.rests(), (records) => records.some(({ kind }) => kind === 1));
  const { session, waiting, worldTime } = await headset.toEnd();
  const records = await eventually(() => headset.rests(), (records) => counted(records, session) === waiting);
  const jumped = await headset.page.evaluate(() => Number(localStorage.getItem('luwte.clock-set')));
  assert.ok(Math.abs(jumped - 365 * 86_400_000) < 5_000, `${jumped}`);
  await headset.page.evaluate(() => { mishaps.loseAnswers(3); mishaps.isUnlinked = true; });
  const [events, poses] = [counted(records, session), counted(records, session, 1)];
  await startServer();
  // Without the live link, so that every event comes by delivery.
  await headset.keeps((kept) => kept.waiting === 0, 90_000);
  assert.equal((await headset.state()).linked, false, 'no live link helped');
  assert.equal(await headset.page.evaluate(() => mishaps.lost), 3, 'three answers were lost');
  const noor = await colleague(server);
  const told = await noor.get(`/sessions/${session}`);
  assert.equal(told.events.length, events);
  const arrived = (await noor.get(`/sessions/${session}/poses`)).poses.map(({ at_ms: at }) => at).filter((at) => at < worldTime * 1000);
  assert.deepEqual([arrived.length, new Set(arrived).size], [poses, poses], 'each pose once');
  assert.ok(Math.abs(told.summary.opened / 1000 - began) < 60_000, `${new Date(told.summary.opened / 1000)}`);
});

test('a full headset says so before the session; one that fills up on the way says so at the end', { timeout: 180_000 }, async () => {
  await stopServer();
  // A real quota (DevTools' override) fails in the same way, but Chromium asks about room now and then only.
  await reopened('&storage=full');
  await headset.told(/Het geheugen van de bril is vol Deze sessie wordt niet bewaard/);
  await shoot(headset.page, 'headset-full-nl');
  await reopened();
  await headset.told(/Geen verbinding, wel bewaard/);
  await headset.toWorld();
  await eventually(() => headset.rests(), (records) => records.length > 0);
  const fill = (isFull) => headset.page.evaluate((isFull) => { mishaps.isFull = isFull; }, isFull);
  await fill(true);
  await headset.press('Menu');
  await headset.press('Exercises');
  await headset.press('Breathe');
  await headset.keeps((kept) => kept.unwritten > 0);
  const { session } = await headset.toEnd();
  await headset.told(/Niet alles van deze sessie is bewaard/);
  await shoot(headset.page, 'headset-in-part-nl');
  await fill(false);
  await headset.told(/Deze sessie is hier bewaard/);
  await startServer();
  await headset.keeps((kept) => kept.waiting === 0, 60_000);
  const noor = await colleague(server);
  assert.ok(kinds(await noor.get(`/sessions/${session}`)).includes('tension-after'), 'what waited in memory is there');
});

test('a browser that stores nothing says so before the session, which can be begun all the same', { timeout: 120_000 }, async () => {
  await startServer();
  await reopened('&storage=broken');
  await headset.until((state) => state.linked);
  await headset.told(/De browser kan hier niets bewaren Alleen met verbinding bewaard/);
  await headset.toWorld();
  await headset.until((state) => state.waiting === 0);
});

test('who chooses a world that cannot be fetched stays where they are, is told, and may try again', { timeout: 180_000 }, async () => {
  await startServer();
  const bare = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 480, height: 300 } });
  const meadow = '**/split_alpine_meadow*.wasm';
  await bare.route(meadow, (route) => route.abort());
  const other = await openHeadset(browser, { url: `http://localhost:${port}` }, { context: bare });
  await other.toWorld();
  await other.press('Menu');
  await other.press('Settings');
  await other.press('More');
  await other.press('World(AlpineMeadow)');
  await other.told(/Deze wereld is er nu niet/);
  assert.equal((await other.state()).world, 'sunset-beach');
  await bare.unroute(meadow);
  await other.press('World(AlpineMeadow)');
  await other.until((state) => state.world === 'alpine-meadow');
  await bare.close();
});

test('two windows: only one runs a session, and the other says so', { timeout: 120_000 }, async () => {
  await startServer();
  await reopened();
  const other = await openHeadset(browser, server, { context });
  await headset.toWorld();
  await other.told(/Luwte is al bezig in een ander venster/);
  await shoot(other.page, 'headset-elsewhere-nl');
  assert.equal(await other.page.evaluate(() => luwte.stats.targets.some(({ id }) => id === 'Begin')), false);
  await headset.toEnd();
  await other.until(() => true);
  await eventually(() => other.page.evaluate(() => luwte.stats.targets.some(({ id }) => id === 'Begin')), Boolean);
  await other.page.close();
  // The window that held the session takes nobody for another: not at the end, and not when the next begins.
  await headset.page.evaluate(() => {
    mishaps.elsewhere = 0;
    mishaps.watching = setInterval(() => { mishaps.elsewhere += luwte.keeping.elsewhere ? 1 : 0; }, 5);
  });
  for (let again = 0; again < 3; again += 1) {
    await headset.press('Again');
    await headset.toWorld();
    await headset.toEnd();
  }
  assert.equal(await headset.page.evaluate(() => mishaps.elsewhere), 0);
});

test('a new version waits until no session is under way', { timeout: 180_000 }, async () => {
  await startServer();
  await reopened();
  await headset.toWorld();
  const before = await headset.page.evaluate(() => document.documentElement.dataset.version);
  const fresh = 'f'.repeat(before.length);
  for (const name of ['vr/sw.js', 'vr/index.html']) {
    const file = path.join(folder, 'web', name);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll(before, fresh));
  }
  await headset.page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/vr/')).update());
  const worker = () => headset.page.evaluate(async () => {
    const { waiting, active } = await navigator.serviceWorker.getRegistration('/vr/');
    return { waiting: waiting?.state ?? null, active: active?.state, caches: (await caches.keys()).sort() };
  });
  await eventually(worker, ({ waiting }) => waiting === 'installed', 60_000);
  // Another window, too, leaves it waiting.
  const other = await openHeadset(browser, server, { context });
  assert.equal(await other.page.evaluate(() => document.documentElement.dataset.version), before);
  await other.told(/ander venster/);
  await other.page.close();
  assert.equal((await worker()).waiting, 'installed', 'nobody\'s world changes under them');
  await headset.toEnd();
  // The old page is still open: what it may fetch later must be there, in whatever version.
  await eventually(worker, ({ waiting, active, caches }) => waiting === null && active === 'activated' && caches.length === 2, 60_000);
  await headset.press('Again');
  await eventually(() => headset.page.evaluate(() => document.documentElement.dataset.version).catch(() => ''), (version) => version === fresh, 60_000);
  await headset.ready();
  await eventually(worker, ({ caches }) => caches.length === 1 && caches[0].endsWith(fresh), 30_000);
});

test('a headset that was revoked delivers into quarantine, says so, and is enrolled again by a typed code', { timeout: 180_000 }, async () => {
  await stopServer();
  await reopened();
  await headset.toWorld();
  const { session } = await headset.toEnd();
  await eventually(() => headset.rests(), (records) => counted(records, session) > 10);
  await headset.page.goto('about:blank');
  await startServer();
  const jip = await colleague(server, 'equipment-manager');
  const [mine] = (await jip.get('/headsets')).filter((known) => known.name === name);
  await jip.send('DELETE', `/headsets/${mine.id}`);
  await reopened();
  await headset.told(/Meld deze bril opnieuw aan/);
  await headset.keeps((kept) => kept.revoked && kept.waiting === 0, 60_000);
  const [kept] = (await jip.get('/headsets')).filter(({ id }) => id === mine.id);
  assert.ok(kept.quarantined > 0);
  const noor = await colleague(server);
  await assert.rejects(noor.get(`/sessions/${session}`), /404/);
  const { code } = await jip.send('POST', '/headsets', { name: 'Zandplaat' });
  await headset.page.fill('#enrol-code', `${code.slice(0, 6).toLowerCase()} ${code.slice(6)}`);
  await shoot(headset.page, 'headset-enrol-again-nl');
  await headset.page.click('#enrol button');
  await headset.until((state) => state.linked);
  await headset.keeps((kept) => kept.enrolled && !kept.revoked);
  assert.equal(await headset.page.locator('#enrol').count(), 0);
});

/** The same page anew, with what it keeps. */
async function reopened(options = '') {
  await headset.page.goto(`http://localhost:${port}/vr/?quality=low&seed=7&sound=off&lang=nl${options}`);
  await headset.ready();
}

async function stopServer() {
  if (isRunning) await server.stop();
  isRunning = false;
}

async function startServer() {
  if (!isRunning) server = await startLuwte({ dataDir, port });
  isRunning = true;
}

/** Runs in the page before its own scripts: mishaps that a test can call for. */
function meetMishaps() {
  const [fetched, now] = [window.fetch.bind(window), Date.now.bind(Date)];
  let [losing, ahead] = [0, 0];
  window.mishaps = {
    lost: 0,
    isUnlinked: false,
    isFull: location.search.includes('storage=full'),
    loseAnswers: (count) => { losing = count; },
    setClock: (ms) => { ahead = ms; },
  };
  for (const name of ['add', 'put']) {
    const write = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...written) {
      if (mishaps.isFull) throw new DOMException('no room', 'QuotaExceededError');
      return write.apply(this, written);
    };
  }
  // A link that nobody answers, as behind a proxy that lets no WebSocket through.
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(address) {
      super(mishaps.isUnlinked ? `${address}/nobody` : address);
    }
  };
  Date.now = () => now() + ahead;
  window.fetch = async (address, options) => {
    const answer = await fetched(address, options);
    if (losing > 0 && String(address).endsWith('/deliver')) {
      losing -= 1;
      mishaps.lost += 1;
      throw new TypeError('the answer was lost');
    }
    return answer;
  };
  if (location.search.includes('storage=broken')) {
    Object.defineProperty(window, 'indexedDB', { value: { open: () => { throw new DOMException('no', 'SecurityError'); } } });
  }
}
