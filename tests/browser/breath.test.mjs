// Slow breathing with a heart: the garden that opens, and the search for the own pace, by the eyes alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openPage } from './lib/browser.mjs';
import { CLEAR, wearHeadset } from './lib/client.mjs';
import { colleague } from './lib/offline.mjs';
import { keep } from './lib/pictures.mjs';
import { startLuwte } from './lib/server.mjs';
import { eventually } from './lib/wait.mjs';

let [server, browser, page, client] = [];

before(async () => {
  server = await startLuwte({ heart: 'simulated' });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a garden opens while somebody breathes, and what has opened stays', { timeout: 600_000 }, async () => {
  page = await openPage(browser, { size: { width: 480, height: 240 } });
  client = await wearHeadset(page, server, { enrolment: server.enrolments[0] });
  await client.until((state) => state.linked);
  await client.choose('Begin');
  for (const answer of CLEAR) await client.choose(answer);
  await client.choose('Rate(5)');
  await client.choose('World');
  await client.until((state) => state.phase === 'World');
  await client.settled();
  await toExercises();
  await client.choose('Garden');
  const { worldTime: began } = await client.until((state) => state.exercise === 'coherence-garden');
  const opened = [];
  await client.until((state) => {
    opened.push(state.garden);
    return state.worldTime > began + 8;
  }, { timeout: 60_000 });
  assert.ok(opened.every((share, at) => at === 0 || share >= opened[at - 1]), `it closed again: ${opened}`);
  const { garden: before } = await client.state();
  // By breathing time alone it opens a tenth in fifty seconds, at the most coherent twice and a half as fast.
  assert.ok(before > 0.001 && before < 0.1, `after eight seconds ${before} of it is open`);
  keep(await client.headset.picture(), 'headset-garden-nl');
  await toMenu();
  await client.choose('StopExercise');
  const { garden: after } = await client.until((state) => state.exercise === null);
  assert.ok(after >= before, 'what has opened stays');
});

test('a search goes from pace to pace, and one that was too short says something kind', { timeout: 600_000 }, async () => {
  // With a heart there is something to search by.
  await toExercises();
  await turnTo('FindPace');
  await client.choose('FindPace');
  await client.until((state) => state.exercise === 'resonance-finder');
  keep(await client.headset.picture(), 'headset-search-nl');
  await chooseAmongExercises('NextPace');
  await client.until((state) => state.menu === null);
  await chooseAmongExercises('StopExercise');
  await client.until((state) => state.exercise === null);
  await eventually(() => client.reads(), (words) => /Rustig ademen doet al goed/.test(words), 30_000);
  keep(await client.headset.picture(), 'headset-search-over-nl');
  const { session, ownPace } = await client.state();
  assert.equal(ownPace, null, 'too little was heard to say a pace');

  // The record says which paces there were, and why there is no answer.
  const practitioner = await colleague(server, 'practitioner');
  const detail = await eventually(() => practitioner.get(`/sessions/${session}`),
    (found) => JSON.stringify(found.events).includes('too-few-paces'), 30_000);
  const said = JSON.stringify(detail.events);
  assert.ok(said.includes('resonance-finder') && said.includes('7000') && said.includes('6500'), said.slice(0, 400));
  assert.deepEqual(page.complaints, []);
});

/** Opens the menu where it is not open yet: after some choices it stays. */
async function toMenu() {
  // Where one processor draws slowly the client is asked meanwhile whether to stay.
  const stay = await page.evaluate(() => luwte.stats.targets.find(({ name }) => name === 'Ja')?.id ?? null);
  if (stay) await client.choose(stay);
  const { menu } = await client.state();
  if (menu === null) await client.choose('Menu');
}

async function toExercises() {
  await toMenu();
  const { menu } = await client.state();
  if (menu !== 'exercises') await client.choose('Exercises');
}

/** Turns the pages of the menu until this choice stands there. */
async function turnTo(target) {
  for (let turned = 0; turned < 8; turned += 1) {
    const there = await page.waitForFunction(
      (name) => luwte.stats.targets.some(({ id }) => id.startsWith(name)), target, { timeout: 1_500 }).catch(() => null);
    if (there) return;
    const { page: before } = await client.state();
    await client.choose('More');
    await client.until((state) => state.page !== before || state.menu === null);
    await toExercises();
  }
}

/** Chooses among the exercises, whatever became of the menu meanwhile. */
async function chooseAmongExercises(target) {
  for (;;) {
    await toExercises();
    const there = await page.waitForFunction(
      (name) => luwte.stats.targets.some(({ id }) => id.startsWith(name)), target, { timeout: 10_000 }).catch(() => null);
    if (there) return client.choose(target);
  }
}
