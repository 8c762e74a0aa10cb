import { startLuwte } from './lib/server.mjs';
import { openBrowser, openPage } from './lib/browser.mjs';
const server = await startLuwte({}); const browser = await openBrowser();
try { const page = await openPage(browser, {}); page.on('console', m => console.log(m.type(), m.text(), m.location().url)); page.on('pageerror', e => console.log('ERR', e.stack)); page.on('requestfailed', r => console.log('failed', r.url()));
page.on('response', r => console.log(r.status(), r.url()));
await page.goto(server.url + '/'); await page.waitForTimeout(4000); console.log((await page.content()).slice(0,1500)); } finally { await browser.close(); await server.stop(); }
