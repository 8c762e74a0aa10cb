// A study from its template to its numbers: the researcher makes and opens it, a practitioner lets clients take part, in Dutch, looked at by axe.
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

async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.locator('main h1').first().waitFor({ timeout: 60_000 });
}

/** Looked at on a desk and on a phone. */
async function looked(page, name) {
  for (const size of ['desktop', 'phone']) {
    await page.setViewportSize(SIZES[size]);
    await shoot(page, `dashboard-${name}-nl-${size}`);
    assert.deepEqual(await findings(page), [], `${name} ${size}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} ${size} is ${wide} pixels wider than the screen`);
  }
  await page.setViewportSize(SIZES.desktop);
}

async function as(t, role) {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await openPage(browser, { size: SIZES.desktop, language: 'nl' });
  await signIn(page, server, '/', role);
  await page.waitForSelector('.shell');
  return page;
}

test('a study is made, opened, joined and followed', { timeout: 300_000 }, async (t) => {
  const ada = await as(t, 'researcher');
  await settled(ada);
  await looked(ada, 'studies');
  await ada.getByRole('button', { name: 'Deze opzet overnemen' }).first().click();
  await ada.getByRole('heading', { name: 'VR en ontspanningsoefeningen, om en om', level: 1 }).waitFor();
  await ada.getByRole('button', { name: 'Aanpassen' }).click();
  await looked(ada, 'study-form');
  await ada.getByLabel('Aantal deelnemers').fill('40');
  await ada.getByLabel('Aantal deelnemers').blur();
  await ada.getByRole('button', { name: 'Nieuwe versie bewaren' }).click();
  await ada.getByText('Protocol versie 2', { exact: true }).waitFor();
  await ada.getByRole('button', { name: 'Onderzoek openen' }).click();
  await ada.getByText('Onderzoek afronden').first().waitFor();
  await settled(ada);
  await looked(ada, 'study');

  const noor = await as(t, 'practitioner');
  const clients = await noor.evaluate(async () => (await fetch('/api/v1/clients')).json());
  await noor.goto(`${server.url}/clients/${clients[0].id}/studies`);
  await settled(noor);
  await looked(noor, 'client-join');
  await noor.getByRole('button', { name: 'Loten' }).click();
  await noor.getByText('Zonder instemming kan niemand meedoen').waitFor();
  await noor.getByLabel('De cliënt heeft dit gelezen').check();
  await noor.getByRole('button', { name: 'Loten' }).click();
  await noor.getByText('Code in dit onderzoek').waitFor();
  const code = await noor.locator('main code').first().textContent();
  assert.match(code, /^[A-Z2-9]{8}$/);
  await looked(noor, 'client-studies');
  // Whoever is drawn for the exercises first logs them by hand.
  if (await noor.getByText('Gebruik opschrijven').count()) {
    await noor.getByText('Gebruik opschrijven').click();
    await noor.getByLabel('Spanning ervoor').fill('7');
    await noor.getByLabel('Spanning erna').fill('4');
    await noor.getByRole('button', { name: 'Opschrijven' }).click();
    await noor.getByText('Eén keer opgeschreven').waitFor();
  }

  // The researcher sees a count under five as such, and never the client.
  await ada.reload();
  await settled(ada);
  const told = await ada.locator('main').textContent();
  assert.ok(told.includes('minder dan 5') && !told.includes(code) && !told.includes(clients[0].alias), told.slice(0, 400));
  const denied = await ada.evaluate(async (id) => (await fetch(`/api/v1/clients/${id}/studies`)).status, clients[0].id);
  assert.equal(denied, 403);
  const few = await ada.evaluate(async () => {
    const [study] = await (await fetch('/api/v1/studies')).json();
    return (await fetch(`/api/v1/studies/${study.id}/export`)).status;
  });
  assert.equal(few, 409);
});
