import { startLuwte } from './lib/server.mjs';
import { openBrowser, openPage } from './lib/browser.mjs';
const [,, which='all', lang='nl', dark='0', w='1280', h='800', tag=''] = process.argv;
const server = await startLuwte({ heart: 'simulated' });
const browser = await openBrowser();
try {
  const page = await openPage(browser, { size: { width: +w, height: +h }, language: lang, dark: dark === '1' });
  const sizes = [];
  page.on('response', async (r) => { try { const s = await r.request().sizes(); sizes.push([new URL(r.url()).pathname, s.responseBodySize]); } catch {} });
  const shot = async (name) => { await page.waitForTimeout(700); await page.screenshot({ path: `/tmp/wz/shots/${tag}${name}.png`, fullPage: true }); };
  await page.goto(server.url + '/'); await page.waitForSelector('#login');
  await shot('01-signin');
  await page.click('button[type=submit]'); await shot('02-signin-empty');
  await page.fill('#login', 'x'); await page.fill('#password', 'yyyyyyyy'); await page.click('button[type=submit]'); await page.waitForTimeout(1500); await shot('03-signin-wrong');
  const who = server.login('practitioner');
  await page.fill('#login', who.login); await page.fill('#password', who.password); await page.click('button[type=submit]');
  await page.waitForSelector('main h1'); await page.waitForTimeout(800); await shot('04-today');
  console.log(JSON.stringify(sizes));
  await page.waitForTimeout(1500);
  const t0 = Date.now();
  await page.click('nav a[href="/clients"]'); await page.waitForSelector('.people a, .empty'); await shot('05-clients');
  await page.click('header .btn.primary'); await page.waitForSelector('#name'); await shot('06-client-add');
  await page.fill('#name', ''); await page.click('dialog button[type=submit]'); await shot('07-client-add-wrong');
  await page.keyboard.press('Escape');
  await page.goto(server.url + '/clients?q=zzzz'); await page.waitForSelector('.empty'); await shot('08-clients-nobody');
  await page.goto(server.url + '/clients'); await page.waitForSelector('.people a'); await page.click('.people a'); await page.waitForSelector('table.list'); await shot('09-client');
  const rows = await page.$$('table.list tbody a');
  await rows[0].click(); await page.waitForSelector('.stage'); await shot('10-session');
  const opener = await page.$('.tl-now button[aria-expanded]'); if (opener) { await opener.click(); await shot('11-session-parts'); }
  const table = await page.$('.tl-foot button'); if (table) { await table.click(); await shot('12-session-table'); }
  await page.goto(server.url + '/headsets'); await page.waitForSelector('table.list, .empty'); await shot('13-headsets');
  await page.goto(server.url + '/settings'); await page.waitForSelector('.settings'); await shot('14-settings');
  await page.goto(server.url + '/nowhere'); await page.waitForSelector('main h1'); await shot('15-nowhere');
  await page.goto(server.url + '/sessions/0192f3c1-7a00-7000-8000-000000000001'); await page.waitForSelector('.message'); await shot('16-session-none');
  console.log('complaints', page.complaints);
} finally { await browser.close(); await server.stop(); }
