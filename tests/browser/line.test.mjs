// The clinical line on the dashboard, in Dutch: screening, content card, plan, session, note, closing; each page looked at by axe.
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

const button = (page, name) => page.getByRole('button', { name, exact: true });

async function looksGood(page, name) {
  await page.waitForLoadState('networkidle');
  await shoot(page, `line-${name}`);
  assert.deepEqual(await findings(page), [], name);
}

test('from screening to a signed note and the end of care, by a practitioner', { timeout: 240_000 }, async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await openPage(browser, { size: SIZES.desktop, language: 'nl' });
  await signIn(page, server, '/');
  await page.waitForSelector('.shell');

  // A new client, screened: nothing stands in the way.
  await page.goto(`${server.url}/clients`);
  await button(page, 'Cliënt toevoegen').first().click();
  await page.getByLabel('Schuilnaam').fill('Oeverloper');
  await page.locator('dialog').getByRole('button', { name: /toevoegen/i }).click();
  await page.getByRole('heading', { level: 1, name: 'Oeverloper' }).waitFor({ timeout: 60_000 });
  const client = new URL(page.url()).pathname;
  await page.goto(`${server.url}${client}/screening`);
  await page.locator('.yes-no').first().waitFor({ timeout: 60_000 });
  for (const no of await page.locator('.yes-no').getByText('Nee', { exact: true }).all()) await no.click();
  const screened = page.waitForResponse((answer) => answer.url().endsWith('/screenings') && answer.request().method() === 'POST');
  await page.locator('form.form button[type=submit]').click();
  assert.equal((await screened).status(), 201);

  // The content card: what the client would rather not see goes into the plan.
  await page.goto(`${server.url}${client}/card`);
  await page.locator('.worlds').waitFor({ timeout: 60_000 });
  await looksGood(page, 'card');
  const meadow = page.locator('.worlds li.panel', { hasText: 'Bergweide' });
  await meadow.getByText('Liever niet', { exact: true }).click();
  await button(page, 'Verder naar het plan').click();

  await page.getByLabel('Wat wil de cliënt ermee?').fill('Ik wil ’s avonds tot rust komen.');
  assert.ok(await page.locator('.worlds li.avoided', { hasText: 'Bergweide' }).count() === 1, 'the card came along');
  await page.getByText('Mag alleen', { exact: true }).click();
  await page.getByText('Tijdens het consult', { exact: true }).click();
  assert.ok(await page.locator('.chip.shut', { hasText: 'Thuis' }).count() === 1, 'a loan home waits for a session of their own');
  await looksGood(page, 'plan-form');
  await button(page, 'Plan opslaan').click();
  await page.locator('#plan-now').waitFor();
  assert.match(await page.locator('.done').innerText(), /0 van 12 sessies gedaan/);
  await page.setViewportSize(SIZES.phone);
  await looksGood(page, 'plan-phone');
  await page.setViewportSize(SIZES.desktop);

  // A session of the demo's past: its note is drafted, signed, added to.
  await page.goto(`${server.url}/`);
  await page.locator('#unsigned').waitFor({ timeout: 60_000 });
  await looksGood(page, 'today');
  await page.locator('.unsigned a').first().click();
  const text = page.getByLabel('Tekst van het verslag');
  await text.waitFor({ timeout: 60_000 });
  assert.match(await text.inputValue(), /Spanning \(0–10\): \d+ vooraf/);
  await looksGood(page, 'note-draft');
  await text.fill(`${await text.inputValue()}\nBesproken met de cliënt.`);
  await button(page, 'Ondertekenen').click();
  await button(page, 'Onderteken nu').click();
  await page.locator('.signed').waitFor();
  assert.match(await page.locator('.signed').first().innerText(), /Besproken met de cliënt\.[^]*Ondertekend door .*behandelaar/);
  await button(page, 'Notitie of voorval').click();
  await page.getByLabel('Wat gebeurde er?').fill('Belde later: hoofdpijn.');
  await page.getByText('Dit is een ongewenst voorval', { exact: true }).click();
  await page.locator('dialog[open] button[type=submit]').click();
  await page.getByText('Belde later: hoofdpijn.').waitFor();
  await looksGood(page, 'note-signed');

  // Care ends, and goes on.
  await page.goto(`${server.url}${client}`);
  await button(page, 'Zorg afsluiten').first().click();
  await page.getByLabel('Reden').fill('Behandeling klaar.');
  await page.locator('dialog[open] button[type=submit]').click();
  await page.getByRole('heading', { name: /De zorg is afgesloten/ }).waitFor();
  await looksGood(page, 'closed');
  assert.equal(await page.getByRole('link', { name: 'Sessie begeleiden' }).count(), 0);
});
