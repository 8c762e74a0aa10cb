// Ways to sign in, as a colleague meets them: a code from an app, a recovery code, a passkey, the institution's account, a locked tablet.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Provider } from 'oidc-provider';
import { assertAccessible } from './lib/accessibility.mjs';
import { SIZES, openBrowser, openPage } from './lib/browser.mjs';
import { shoot } from './lib/pictures.mjs';
import { press, signIn } from './lib/practitioner.mjs';
import { startLuwte } from './lib/server.mjs';

let [server, browser, page, provider, folder, codes, secret] = [];

/** A port that is free now: the provider must know where the browser comes back. */
async function freePort() {
  const probe = http.createServer().listen(0);
  const { port } = probe.address();
  await new Promise((closed) => { probe.close(closed); });
  return port;
}

/** A certified provider of accounts: whoever comes is `noor-7`, and agrees. */
async function startProvider(back) {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const oidc = new Provider(issuer, {
    clients: [{
      client_id: 'luwte', client_secret: 'geheim', redirect_uris: [`${back}/api/v1/login/sign-on/back`],
      post_logout_redirect_uris: [`${back}/`],
    }],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
  const listening = oidc.listen(port);
  return { issuer, stop: () => new Promise((closed) => { listening.close(closed); listening.closeAllConnections(); }) };
}

before(async () => {
  const port = await freePort();
  provider = await startProvider(`http://localhost:${port}`);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'luwte-sign-on-'));
  const file = path.join(folder, 'sign-on.toml');
  fs.writeFileSync(file, `[[provider]]\nid = "voorbeeld"\nname = "Voorbeeld-account"\norganisation = "Zorghuis Voorbeeld"\nissuer = "${provider.issuer}"\nclient_id = "luwte"\nclient_secret = "geheim"\n`);
  server = await startLuwte({ port, signOn: file });
  browser = await openBrowser();
  page = await openPage(browser);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await provider?.stop();
  if (folder) fs.rmSync(folder, { recursive: true });
});

/** The code of an app with this secret (RFC 6238), `steps` of half a minute from now. */
function timeCode(base32, steps = 0) {
  const bits = [...base32.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = crypto.createHmac('sha1', key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const password = () => server.login('practitioner').password;

async function ownLogin() {
  await page.goto(`${server.url}/login`);
  await page.waitForSelector('.own-login', { timeout: 60_000 });
}

/** Opens what a button opens, and says once more who one is. */
async function prove(button) {
  await press(page, button);
  await page.fill('input[autocomplete=current-password]', password());
  await press(page, 'Verder');
}

async function signOut() {
  await page.goto(`${server.url}/settings`);
  await press(page, 'Afmelden');
  await page.waitForSelector('#login');
}

test('a code from an app is set up in My login, with ten recovery codes', { timeout: 120_000 }, async () => {
  await signIn(page, server, '/');
  await page.waitForSelector('.shell');
  await ownLogin();
  await assertAccessible(page);
  await shoot(page, 'own-login-nl');
  await prove('Code uit een app instellen');
  await page.waitForSelector('svg.qr');
  await assertAccessible(page);
  await shoot(page, 'own-login-qr-nl');
  secret = await page.locator('.own-login .address').innerText();
  await page.fill('input[autocomplete=one-time-code]', timeCode(secret));
  await press(page, 'Bevestigen');
  await page.waitForSelector('.codes li');
  codes = await page.locator('.codes li').allInnerTexts();
  assert.equal(codes.length, 10);
  await shoot(page, 'own-login-recovery-nl');
  await press(page, 'Ik heb ze bewaard');
  await page.getByText('Je hebt nog 10 herstelcodes.').waitFor();
});

test('from then on signing in asks for it, by keyboard alone', { timeout: 60_000 }, async () => {
  await signOut();
  await shoot(page, 'sign-in-nl');
  await signIn(page, server, '/');
  const field = page.locator('input[autocomplete=one-time-code]');
  await field.waitFor();
  assert.equal(await field.evaluate((it) => it === document.activeElement), true, 'the field has the focus');
  await assertAccessible(page);
  await shoot(page, 'sign-in-second-nl');
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  await page.getByText('Dit klopt niet').waitFor();
  await page.keyboard.type(codes[0]);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.shell');
});

test('a passkey signs in without a name or a password', { timeout: 90_000 }, async () => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  await ownLogin();
  await prove('Passkey maken');
  await page.fill('input[maxlength="40"]', 'Mijn laptop');
  await press(page, 'Passkey maken');
  await page.getByText('Mijn laptop').waitFor();
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
  assert.equal(credentials.length, 1);
  assert.equal(credentials[0].isResidentCredential, true);
  assert.equal(credentials[0].rpId, 'localhost');
  await signOut();
  await press(page, 'Andere manieren');
  await page.getByRole('button', { name: 'passkey' }).waitFor();
  await assertAccessible(page);
  await shoot(page, 'sign-in-others-nl');
  await press(page, 'Aanmelden met een passkey');
  await page.waitForSelector('.shell');
  await signOut();
  await press(page, 'Andere manieren');
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await press(page, 'Aanmelden met een passkey');
  await page.getByText('Er is geen passkey gekozen').waitFor();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await press(page, 'Aanmelden met een passkey');
  await page.waitForSelector('.shell');
});

test('the institution\'s account opens the login once it is linked', { timeout: 120_000 }, async () => {
  const stranger = await openPage(browser);
  await stranger.goto(`${server.url}/`);
  await press(stranger, 'Andere manieren');
  await stranger.getByRole('link', { name: 'Voorbeeld-account' }).click();
  await atProvider(stranger, 'noor-7');
  await stranger.getByText('hoort nog bij geen login').waitFor();
  await ownLogin();
  await prove('Verder');
  await atProvider(page, 'noor-7');
  await page.waitForURL(/sign-on=linked/);
  await stranger.getByRole('link', { name: 'Voorbeeld-account' }).click();
  await stranger.waitForSelector('.shell', { timeout: 60_000 });
  await stranger.context().close();
});

/** The provider's own pages: who one is, and that Luwte may know. */
async function atProvider(visitor, who) {
  await visitor.waitForURL(`${provider.issuer}/**`);
  await visitor.fill('input[name=login]', who);
  await visitor.fill('input[name=password]', 'x');
  await visitor.click('button[type=submit]');
  await visitor.locator('button[type=submit]').click();
}

test('a shared tablet locks, and six digits open it where it was', { timeout: 90_000 }, async () => {
  await ownLogin();
  await prove('Cijfercode instellen');
  await page.fill('input[maxlength="6"]', '480913');
  await press(page, 'Cijfercode instellen');
  await page.getByText('Andere cijfercode').waitFor();
  await signOut();
  await page.getByLabel('Anderen gebruiken dit apparaat ook').check();
  await signIn(page, server, '/');
  await page.fill('input[autocomplete=one-time-code]', codes[1]);
  await press(page, 'Aanmelden');
  await page.waitForSelector('.shell');
  await page.goto(`${server.url}/clients`);
  await page.waitForSelector('.main h1');
  await page.evaluate(async () => {
    const { csrf } = await (await fetch('/api/v1/me')).json();
    await fetch('/api/v1/me/lock', { method: 'POST', headers: { 'x-csrf-token': csrf } });
  });
  await page.reload();
  await page.getByText('is hier aangemeld').waitFor();
  await assertAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await shoot(page, 'locked-320-nl');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= 320), true, 'nothing is wider than the screen');
  await page.setViewportSize(SIZES.desktop);
  await page.fill('input[maxlength="6"]', '111112');
  await press(page, 'Openen');
  await page.getByText('Dit klopt niet').waitFor();
  await page.fill('input[maxlength="6"]', '480913');
  await press(page, 'Openen');
  await page.waitForSelector('.shell');
  assert.equal(new URL(page.url()).pathname, '/clients');
});
