// The pages of people, of a client's care and of the access log: each drawn, looked at by axe, on a desk and on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './lib/accessibility.mjs';
import { SIZES, openBrowser, openPage } from './lib/browser.mjs';
import { shoot } from './lib/pictures.mjs';
import { signIn } from './lib/practitioner.mjs';
import { startLuwte } from './lib/server.mjs';

let server;

before(async () => { server = await startLuwte(); });
after(async () => { await server?.stop(); });

const LOOKS = process.env.LUWTE_SCREENS === 'all' ? [['nl', false], ['nl', true], ['en', false], ['en', true]] : [['nl', false]];

/** The page at rest: its part has come, and nothing is being asked for. */
async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.locator('main h1').first().waitFor({ timeout: 60_000 });
}

for (const [language, dark] of LOOKS) {
  const looked = async (t, role, pages) => {
    const browser = await openBrowser();
    t.after(() => browser.close());
    const page = await openPage(browser, { size: SIZES.desktop, language, dark });
    await signIn(page, server, '/', role);
    await page.waitForSelector('.shell');
    for (const [name, path] of pages) {
      const address = typeof path === 'function' ? await path(page) : path;
      await page.goto(server.url + address);
      await settled(page);
      for (const size of ['desktop', 'phone']) {
        await page.setViewportSize(SIZES[size]);
        await shoot(page, `dashboard-${name}-${language}-${size}${dark ? '-dark' : ''}`);
        assert.deepEqual(await findings(page), [], `${name} ${size}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${name} ${size} is ${wide} pixels wider than the screen`);
      }
      await page.setViewportSize(SIZES.desktop);
    }
  };

  test(`who invites and arranges sees people, teams and use (${language}${dark ? ', dark' : ''})`, { timeout: 120_000 }, (t) =>
    looked(t, 'administrator', [['people', '/people'], ['use', '/use']]));

  test(`a practitioner sees a client's screening and profile (${language}${dark ? ', dark' : ''})`, { timeout: 180_000 }, (t) => {
    const client = async (page) => {
      const clients = await page.evaluate(async () => (await fetch('/api/v1/clients')).json());
      return `/clients/${clients.find((client) => client.sessions > 2).id}`;
    };
    return looked(t, 'practitioner', [
      ['client', client],
      ['screening', async (page) => `${await client(page)}/screening`],
      ['profile', async (page) => `${await client(page)}/profile`],
      ['emergency', '/emergency'],
    ]);
  });
}
