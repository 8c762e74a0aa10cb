// A coordinator runs a pilot from kick-off to report: the project of the demo, and one begun here; drawn and looked at by axe.
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
  await page.locator('.choice').first().waitFor({ timeout: 60_000 });
}

for (const [language, dark] of LOOKS) {
  test(`the pages of a project stand on every screen (${language}${dark ? ', dark' : ''})`, { timeout: 240_000 }, async t => {
    const page = await opened(t, 'coordinator', { language, dark });
    await shoot(page, `dashboard-reminders-${language}-desktop${dark ? '-dark' : ''}`);
    for (const show of ['now', 'plan', 'people', 'figures']) {
      await at(page, `/projects?show=${show}`);
      await page.waitForLoadState('networkidle');
      if (show === 'plan') await page.locator('.tasks summary:visible').first().click();
      for (const size of ['desktop', 'phone']) {
        await page.setViewportSize(SIZES[size]);
        await shoot(page, `dashboard-project-${show}-${language}-${size}${dark ? '-dark' : ''}`);
        assert.deepEqual(await findings(page), [], `${show} ${size}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${show} ${size} is ${wide} pixels wider than the screen`);
      }
      await page.setViewportSize(SIZES.desktop);
    }
  });
}

test('a coordinator runs a pilot from kick-off to report', { timeout: 240_000 }, async t => {
  const page = await opened(t, 'coordinator');
  await at(page, '/projects');
  // The one next step comes from real use: nobody relaxed at Team Zee for weeks.
  await page.getByRole('heading', { name: 'Vraag Sam Voorbeeld hoe het gaat bij Team Zee' }).waitFor();
  await page.getByRole('button', { name: 'Project beginnen' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('Naam').fill('Rust in de wachtkamer');
  await dialog.getByLabel('Doel, in één zin').fill('Cliënten wachten zonder spanning.');
  await dialog.getByText('Eerste lijn').click();
  await dialog.getByRole('button', { name: 'Project beginnen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Rust in de wachtkamer' }).waitFor();
  const next = page.locator('.next-step');

  // The empty role first; by keyboard alone.
  await next.getByRole('heading', { name: 'Kies een interne projectleider' }).waitFor();
  await next.getByRole('button', { name: 'Iemand aanwijzen' }).press('Enter');
  await dialog.getByLabel('Wie').selectOption({ label: 'Noor Voorbeeld' });
  await dialog.getByRole('button', { name: 'Aanwijzen' }).press('Enter');

  // Two places that differ, then clients in the design.
  for (const [team, experience, room] of [['Team Duin', 'veel ervaring', 'stille kamer'], ['Buurtteam', 'weinig ervaring', 'gedeelde ruimte']]) {
    await next.getByRole('heading', { name: 'Kies plekken die verschillen' }).waitFor();
    await next.getByRole('button', { name: 'Plek toevoegen' }).click();
    await dialog.getByLabel('Team of afdeling').selectOption({ label: team });
    await dialog.getByText(experience).click();
    await dialog.getByText(room).click();
    await dialog.getByRole('button', { name: 'Plek toevoegen' }).click();
  }
  await next.getByRole('heading', { name: 'Laat cliënten meedenken' }).waitFor();
  await next.getByRole('button').first().click();
  await dialog.getByLabel('Wat zeiden ze').fill('Graag een stoel bij het raam.');
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await next.getByRole('heading', { name: 'Kies een vervanger voor Lotte Voorbeeld' }).waitFor();

  // The pilot begins; its kick-off stands in the plan and is ticked off.
  await page.getByText('Plan', { exact: true }).click();
  await page.getByRole('button', { name: 'Begin met proberen' }).click();
  const pilot = page.locator('details.plan').nth(1);
  await pilot.getByText('Houd de kick-off').click();
  await pilot.getByRole('button', { name: 'Klaar', exact: true }).click();
  await pilot.locator('.tag.good').first().waitFor();

  // The report, filled from use, comes as a tagged PDF.
  await page.getByText('Cijfers', { exact: true }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Rapport maken' }).click();
  const file = await (await waiting).path();
  const { readFile } = await import('node:fs/promises');
  assert.equal((await readFile(file)).subarray(0, 8).toString(), '%PDF-1.7');
});
