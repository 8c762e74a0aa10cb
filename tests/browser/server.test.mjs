// The server that every journey starts: it comes up on free ports, serves the three apps, and leaves nothing behind.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { startLuwte } from './lib/server.mjs';

test('the server starts with people who sign in, headsets to enrol and three apps', async (t) => {
  const server = await startLuwte();
  t.after(() => server.stop());
  assert.match(server.url, /^http:\/\/localhost:\d+$/);
  assert.ok(server.login().password.length > 0);
  assert.ok(server.enrolments.every((address) => address.startsWith(`${server.url}/vr`)), server.enrolments.join());
  for (const page of ['/', '/vr/', '/companion/']) {
    const response = await fetch(server.url + page);
    assert.equal(response.status, 200, page);
    assert.match(response.headers.get('content-type'), /^text\/html/);
    assert.match(await response.text(), /<html lang="nl"/);
  }
});

test('what a page fetches by fingerprint may be kept for ever, and the page itself is asked for again', async (t) => {
  const server = await startLuwte();
  t.after(() => server.stop());
  const page = await fetch(`${server.url}/`);
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  const [script] = (await page.text()).match(/\/dashboard\/dashboard-[0-9a-f]{16}\.js/);
  const answer = await fetch(server.url + script);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('cache-control'), /immutable/);
});

test('a stopped server leaves no data, unless the journey keeps it for a second start', async () => {
  const passing = await startLuwte();
  await passing.stop();
  assert.equal(fs.existsSync(passing.dataDir), false);
  const first = await startLuwte({ dataDir: fs.mkdtempSync('/tmp/luwte-kept-') });
  await first.stop();
  const second = await startLuwte({ dataDir: first.dataDir });
  assert.deepEqual(second.logins, first.logins);
  await second.stop('SIGKILL');
  fs.rmSync(first.dataDir, { recursive: true });
});
