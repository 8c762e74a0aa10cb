// Bridges on the dashboard: registered, enrolled with the code that it shows, a strap that goes with a headset, and access taken away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './lib/accessibility.mjs';
import { SIZES, openBrowser, openPage } from './lib/browser.mjs';
import { colleague } from './lib/offline.mjs';
import { shoot } from './lib/pictures.mjs';
import { signIn } from './lib/practitioner.mjs';
import { startLuwte } from './lib/server.mjs';
import { eventually } from './lib/wait.mjs';

let server;

before(async () => { server = await startLuwte(); });
after(async () => { await server?.stop(); });

const LOOKS = process.env.LUWTE_SCREENS === 'all'
  ? [['nl', false], ['nl', true], ['en', false], ['en', true]]
  : [['nl', false]];

for (const [language, dark] of LOOKS) {
  test(`a bridge is registered, its strap goes with a headset, and its access ends (${language}${dark ? ', dark' : ''})`, { timeout: 180_000 }, async (t) => {
    const browser = await openBrowser();
    t.after(() => browser.close());
    const page = await openPage(browser, { size: SIZES.desktop, language, dark });
    const name = `Kamer ${language}${dark ? ' 2' : ''}`;
    const look = async (screen) => {
      for (const size of ['desktop', 'phone']) {
        await page.setViewportSize(SIZES[size]);
        await shoot(page, `dashboard-bridges-${screen}-${language}-${size}${dark ? '-dark' : ''}`);
        assert.deepEqual(await findings(page), [], `${screen} ${size}`);
      }
      await page.setViewportSize(SIZES.desktop);
    };
    await signIn(page, server, '/headsets', 'equipment-manager');
    const bridges = page.locator('section.bridges');
    await bridges.waitFor({ timeout: 60_000 });
    await look('empty');

    await bridges.locator('.head .btn').first().click();
    await page.locator('dialog[open] input').fill(name);
    await page.locator('dialog[open] button[type=submit]').click();
    const command = await page.locator('dialog[open] output.address').first().textContent({ timeout: 30_000 });
    const code = command.match(/^luwte-bridge --server http\S+ --code (\S+)$/)?.[1];
    assert.ok(code, command);
    await look('code');
    await page.keyboard.press('Escape');

    // As luwte-bridge does: enrol by the code, then say which straps are heard.
    const ask = async (path, body, token) => {
      const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
      const answer = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: answer.status, body: await answer.json() };
    };
    const { status, body: { token } } = await ask('/bridges/enrol', { code });
    assert.equal(status, 200);
    const straps = [
      { address: 'C4:12:F5:00:00:01', name: 'Polar H10 0A1B2C3D', battery_pct: 80 },
      { address: 'A0:9E:1A:00:00:07', name: 'Polar Sense 11223344', battery_pct: 12 },
      { address: 'A0:9E:1A:00:00:08', name: '', battery_pct: null },
    ];
    const hear = async () => ask('/bridge/straps', { straps, since: Date.now() * 1000 }, token);
    assert.equal((await hear()).status, 200);
    const bridge = bridges.locator('.bridge', { hasText: name });
    await eventually(() => bridge.textContent(), (text) => /80/.test(text) && /12/.test(text) && /A0:9E:1A:00:00:08/.test(text), 30_000);
    assert.match(await bridge.textContent(), language === 'nl' ? /meldt zich/ : /reporting/);

    // The strap goes with the first headset from the list, and the bridge is told.
    const select = bridge.locator('tr', { hasText: 'Polar H10' }).locator('select');
    const headset = await select.locator('option').nth(1).textContent();
    await select.selectOption({ label: headset });
    await eventually(async () => (await hear()).body.straps.find((strap) => strap.address === straps[0].address).headset,
      (with_) => with_ === headset, 30_000);
    await eventually(() => select.evaluate((element) => element.selectedOptions[0].textContent), (shown) => shown === headset);
    await look('straps');

    await bridge.locator('.acts .btn').last().click();
    await page.locator('dialog[open] .ends .btn.primary').waitFor();
    await look('revoke');
    await page.locator('dialog[open] .ends .btn.primary').click();
    await eventually(() => bridge.count(), (count) => count === 0, 30_000);
    assert.equal((await hear()).status, 401);
    assert.deepEqual(page.complaints, []);

    // Who only treats sees which strap goes with which headset, and changes no bridge.
    const practitioner = await colleague(server, 'practitioner');
    assert.ok(Array.isArray(await practitioner.get('/bridges')));
  });
}
