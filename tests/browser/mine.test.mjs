// A client on a phone: in with the card that the practitioner made, the diary, a question that is answered, the own story and data.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './lib/accessibility.mjs';
import { SIZES, openBrowser, openPage } from './lib/browser.mjs';
import { shoot } from './lib/pictures.mjs';
import { press, signIn } from './lib/practitioner.mjs';
import { startLuwte } from './lib/server.mjs';

let [server, browser, carer, client, phone, card] = [];
const LOOKS = process.env.LUWTE_SCREENS === 'all' ? [['nl', false], ['nl', true], ['en', false], ['en', true]] : [['nl', false]];

before(async () => {
  server = await startLuwte();
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await server?.stop(); });

async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.locator('main h1').first().waitFor({ timeout: 60_000 });
}

/** No fault by axe, and nothing wider than the screen, on a phone and on the smallest. */
async function sound(page, name) {
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await shoot(page, `mine-${name}-${width}`);
    assert.deepEqual(await findings(page), [], `${name} ${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} is ${wide} pixels wider than ${width}`);
  }
  await page.setViewportSize(SIZES.phone);
}

test('the practitioner makes a card, and the client comes in with it', { timeout: 180_000 }, async () => {
  carer = await openPage(browser, { size: SIZES.desktop });
  await signIn(carer, server, '/');
  await carer.waitForSelector('.shell');
  client = await carer.evaluate(async () => {
    const all = await (await fetch('/api/v1/clients')).json();
    return all.find((one) => one.sessions > 2).id;
  });
  await carer.goto(`${server.url}/clients/${client}`);
  await settled(carer);
  await press(carer, 'Kaart met code maken');
  card = await carer.locator('.entry-code').innerText({ timeout: 30_000 });
  assert.deepEqual(await findings(carer), []);
  await shoot(carer, 'mine-card');
  phone = await openPage(browser, { size: SIZES.phone, touch: true });
  await phone.goto(`${server.url}/mine#code=${card}`);
  await phone.getByRole('button', { name: 'Aanmelden', exact: true }).waitFor({ timeout: 60_000 });
  await sound(phone, 'door');
  await phone.keyboard.press('Enter');
  await phone.getByText('Dit is jouw nieuwe code').waitFor({ timeout: 30_000 });
  assert.equal(new URL(phone.url()).hash, '', 'the used code stands in no address');
  await sound(phone, 'code');
  await press(phone, 'Ik heb hem bewaard');
  await settled(phone);
});

test('a high tension suggests something, by keyboard alone', { timeout: 120_000 }, async () => {
  await phone.goto(`${server.url}/mine/plan`);
  await settled(phone);
  await phone.locator('input[name=threshold][value="7"]').check();
  await phone.getByText('Bewaard', { exact: true }).first().waitFor({ timeout: 30_000 });
  await sound(phone, 'plan');
  await phone.goto(`${server.url}/mine`);
  await settled(phone);
  await sound(phone, 'calm');
  await phone.locator('input[name=tension-now][value="0"]').focus();
  for (let step = 0; step < 8; step += 1) await phone.keyboard.press('ArrowRight');
  await phone.locator('#own-words').focus();
  await phone.keyboard.type('Drukke dag');
  await phone.keyboard.press('Tab');
  await phone.keyboard.press('Enter');
  await phone.getByText('op of boven je eigen grens').waitFor({ timeout: 30_000 });
  await sound(phone, 'after');
});

test('a question reaches the practitioner, and the answer comes back', { timeout: 120_000 }, async () => {
  await phone.goto(`${server.url}/mine/ask`);
  await settled(phone);
  await phone.fill('#letter', 'Mag ik de volgende keer langer?');
  await press(phone, 'Versturen');
  await phone.getByText('nog niet gelezen').waitFor({ timeout: 30_000 });
  await sound(phone, 'ask');
  await carer.goto(`${server.url}/`);
  await carer.getByText('Wacht op antwoord').waitFor({ timeout: 60_000 });
  await carer.goto(`${server.url}/clients/${client}`);
  await carer.getByText('Mag ik de volgende keer langer?').waitFor({ timeout: 60_000 });
  await carer.fill('#letter-answer', 'Dat kan, tot twintig minuten.');
  await press(carer, 'Antwoord versturen');
  await carer.getByText('Dat kan, tot twintig minuten.').waitFor({ timeout: 30_000 });
  await phone.reload();
  await phone.getByText('Dat kan, tot twintig minuten.').waitFor({ timeout: 60_000 });
});

test('every page of the own place is sound', { timeout: 300_000 }, async (t) => {
  const session = await phone.evaluate(async () => (await (await fetch('/api/v1/client/sessions')).json())[0].id);
  const pages = [['calm', '/mine'], ['breath', '/mine/breath'], ['diary', '/mine/diary'], ['story', '/mine/story'], ['course', `/mine/story/${session}`],
    ['data', '/mine/data'], ['log', '/mine/log'], ['login', '/mine/login'], ...[1, 2, 3, 4, 5].map((step) => [`learn-${step}`, `/mine/learn/${step}`])];
  for (const [language, dark] of LOOKS) {
    await phone.evaluate((tag) => localStorage.setItem('luwte.language', tag), language);
    await phone.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    for (const [name, path] of pages) {
      await t.test(`${name} (${language}${dark ? ', dark' : ''})`, async () => {
        await phone.goto(server.url + path);
        await settled(phone);
        await sound(phone, `${name}-${language}${dark ? '-dark' : ''}`);
        assert.ok(!(await phone.locator('main').innerText()).includes('⟦'), 'every text is there');
      });
    }
  }
});
