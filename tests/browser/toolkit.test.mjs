// What brings the headset into care: the guide, what it is worth, lending and reserving; drawn and looked at by axe.
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

const LOOKS = process.env.LUWTE_SCREENS === 'all' ? [['nl', false], ['nl', true], ['en', false]] : [['nl', false]];

async function opened(t, role, { language = 'nl', dark = false } = {}) {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await openPage(browser, { size: SIZES.desktop, language, dark });
  await signIn(page, server, '/', role);
  await page.waitForSelector('.shell');
  return page;
}

async function at(page, address) {
  await page.goto(server.url + address);
  await page.waitForLoadState('networkidle');
  await page.locator('main h1').first().waitFor({ timeout: 60_000 });
}

for (const [language, dark] of LOOKS) {
  const name = `${language}${dark ? ', dark' : ''}`;
  test(`a coordinator reads the guide, reckons value and finds headsets (${name})`, { timeout: 180_000 }, async (t) => {
    const page = await opened(t, 'coordinator', { language, dark });
    for (const [picture, address] of [
      ['guide', '/guide'],
      ['guide-open', '/guide?part=strategies&line=first&open=g01'],
      ['value', '/value'],
      ['value-case', '/value?part=case&line=second&years=5&sessions-week=20'],
      ['value-time', '/value?part=time'],
      ['equipment', '/equipment'],
    ]) {
      await at(page, address);
      for (const size of ['desktop', 'phone']) {
        await page.setViewportSize(SIZES[size]);
        await shoot(page, `dashboard-${picture}-${language}-${size}${dark ? '-dark' : ''}`);
        assert.deepEqual(await findings(page), [], `${picture} ${size}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${picture} ${size} is ${wide} pixels wider than the screen`);
      }
      await page.setViewportSize(SIZES.desktop);
    }
  });
}

test('the white paper comes out to the euro, and what is changed stands in the address', { timeout: 120_000 }, async (t) => {
  const page = await opened(t, 'coordinator');
  await at(page, '/value');
  const outcome = page.locator('.outcomes');
  await outcome.getByText('€ 598.410').waitFor();
  await page.getByText(/0,167/).first().waitFor();
  await page.getByLabel('Medewerkers').fill('1.200');
  await page.keyboard.press('Tab');
  await outcome.getByText('€ 1.196.820').waitFor();
  assert.match(page.url(), /employees=1200/);
  await page.getByLabel('Medewerkers').fill('veel');
  await page.keyboard.press('Tab');
  await page.getByText('„veel” is geen getal.').waitFor();
  await at(page, new URL(page.url()).pathname + new URL(page.url()).search);
  await outcome.getByText('€ 1.196.820').waitFor();
});

test('a headset is cleaned, lent, brought back and reserved', { timeout: 120_000 }, async (t) => {
  const page = await opened(t, 'equipment-manager');
  await at(page, '/equipment');
  await page.locator('.cards a').first().click();
  await page.getByRole('heading', { name: 'Nu te doen' }).waitFor();
  for (const name of ['Schoongemaakt', 'Gewist', 'Opgeladen']) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'Uitlenen' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByText('Een week').click();
  await dialog.getByRole('button', { name: 'Uitlenen' }).click();
  await page.getByRole('button', { name: 'Is terug' }).waitFor();
  await page.getByRole('button', { name: 'Is terug' }).click();
  await page.getByRole('button', { name: 'Schoongemaakt' }).waitFor();
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Dag', { exact: true }).fill(day);
  await page.getByLabel('Tijd', { exact: true }).fill('10:00');
  await page.getByRole('button', { name: 'Reserveren' }).click();
  // Again at the same time: it is taken, and the page says so.
  await page.locator('.taken').first().waitFor();
  await page.getByRole('button', { name: 'Reserveren' }).click();
  await page.getByText(/Die tijd is al bezet/).waitFor();
  await shoot(page, 'dashboard-thing-nl-desktop');
  await page.setViewportSize(SIZES.phone);
  await shoot(page, 'dashboard-thing-nl-phone');
  assert.deepEqual(await findings(page), []);
});
