// Without a server: a headset runs whole sessions, keeps them sealed, and delivers each exactly once when one is back.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { colleague, counted, kinds, openHeadset } from './lib/offline.mjs';
import { shoot } from './lib/pictures.mjs';
import { startLuwte } from './lib/server.mjs';
import { eventually } from './lib/wait.mjs';

let [server, browser, headset, dataDir, port] = [];
/** What the first two sessions wrote, by their ids. */
const walked = {};

before(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'luwte-offline-'));
  server = await startLuwte({ dataDir });
  port = new URL(server.url).port;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

test('enrolled once, the headset has all it needs and a key that it cannot give away', { timeout: 120_000 }, async () => {
  headset = await openHeadset(browser, server, { enrolment: server.enrolments[0] });
  await headset.until((state) => state.linked);
  const { enrolled, revoked } = await headset.keeps((kept) => kept.enrolled);
  assert.deepEqual([enrolled, revoked], [true, false]);
  await headset.installed();
  const key = await headset.page.evaluate(async () => {
    const database = await new Promise((resolve) => { indexedDB.open('luwte').onsuccess = ({ target }) => resolve(target.result); });
    const own = await new Promise((resolve) => { database.transaction('self').objectStore('self').get('headset').onsuccess = ({ target }) => resolve(target.result); });
    database.close();
    const taken = await crypto.subtle.exportKey('pkcs8', own.key.privateKey).then(() => 'taken', (error) => error.name);
    return { taken, extractable: own.key.privateKey.extractable };
  });
  assert.deepEqual(key, { taken: 'InvalidAccessError', extractable: false });
});

test('with the server stopped the app starts and runs a whole session, sealed on the disk as it goes', { timeout: 240_000 }, async () => {
  await server.stop();
  server = null;
  await headset.page.reload();
  await headset.ready();
  await headset.told(/Geen verbinding, wel bewaard/);
  await shoot(headset.page, 'headset-offline-nl');
  const before = await headset.rests();
  assert.equal(before.length, 0, 'nothing is kept of somebody who has not begun');
  await headset.toWorld();
  // The parts of all worlds are here, not only of the one that was shown before.
  await headset.press('Menu');
  await headset.press('Settings');
  await headset.press('More');
  await headset.press('World(AlpineMeadow)');
  await headset.until((state) => state.world === 'alpine-meadow');
  await headset.press('Menu');
  await headset.press('Exercises');
  await headset.press('Breathe');
  await headset.until((state) => state.exercise === 'paced-breathing');
  const under = await eventually(() => headset.rests(), (records) => records.some(({ kind }) => kind === 1), 30_000);
  assert.ok(under.some(({ kind }) => kind === 0), 'events and poses are on the disk while it goes on');
  const { session, waiting, worldTime } = await headset.toEnd();
  Object.assign(walked, { first: session, firstEnded: worldTime });
  await headset.told(/Deze sessie is hier bewaard/);
  await shoot(headset.page, 'headset-offline-done-nl');
  const records = await eventually(() => headset.rests(), (records) => counted(records, session) === waiting);
  walked.poses = counted(records, session, 1);
  const plain = (text) => records.some(({ bytes }) => Buffer.from(bytes).includes(Buffer.from(text)));
  assert.ok(plain('LUWTE') && !plain('sunset-beach') && !plain('paced'), 'no plain text rests there');
  assert.ok(records.every(({ kind, count }) => count > 0 && (kind === 0 || kind === 1)));
});

test('a page that is killed in the middle of a session loses at most its last second', { timeout: 240_000 }, async () => {
  await headset.press('Again');
  await headset.until((state) => state.phase === 'Welcome');
  await headset.told(/Hier bewaard: 1 sessie wacht/);
  await headset.toWorld({ tension: 5 });
  const { session } = await headset.state();
  walked.second = session;
  const shown = (await headset.state()).waiting;
  // All that had happened a second ago is on the disk: the renderer dies without a word.
  await eventually(() => headset.rests(), (records) => counted(records, session) >= shown);
  const context = headset.page.context();
  await headset.page.goto('chrome://crash').catch(() => {});
  await headset.page.close();
  headset = await openHeadset(browser, { url: `http://localhost:${port}` }, { context });
  walked.kept = counted(await headset.rests(), session);
  assert.ok(walked.kept >= shown, `${walked.kept} of ${shown} events`);
  await headset.told(/Hier bewaard: 2 sessies wachten/);
  await shoot(headset.page, 'headset-waiting-nl');
});

test('when the server is back all of it arrives, each session once and at its own place', { timeout: 120_000 }, async () => {
  server = await startLuwte({ dataDir, port });
  await headset.keeps((kept) => kept.waiting === 0, 60_000);
  await headset.told(/2 bewaarde sessies zijn verstuurd/);
  await shoot(headset.page, 'headset-delivered-nl');
  assert.equal((await headset.rests()).length, 0, 'what the server has is not kept any longer');
  const noor = await colleague(server);
  const first = await noor.get(`/sessions/${walked.first}`);
  assert.deepEqual(first.events.map(({ seq }) => seq), first.events.map((_, n) => n), 'each event once');
  for (const kind of ['opened', 'world-entered', 'exercise-started', 'tension-before', 'tension-after']) {
    assert.ok(kinds(first).includes(kind), `${kind} is missing in ${kinds(first)}`);
  }
  assert.deepEqual([first.summary.tension_before, first.summary.tension_after], [7, 3]);
  const { poses } = await noor.get(`/sessions/${walked.first}/poses`);
  assert.ok(walked.poses > 0);
  assert.equal(poses.filter(({ at_ms: at }) => at < walked.firstEnded * 1000).length, walked.poses, 'each pose once');
  const second = await noor.get(`/sessions/${walked.second}`);
  assert.equal(second.events.length, walked.kept);
  assert.equal(second.summary.tension_before, 5);
  const all = await noor.get('/sessions');
  for (const session of [walked.first, walked.second]) {
    assert.equal(all.filter(({ id }) => id === session).length, 1);
  }
});
