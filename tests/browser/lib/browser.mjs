// Chromium for the journeys: the right flags, the screen sizes we promise, and every error a page reports.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

/** The screens we look at, in CSS pixels. */
export const SIZES = {
  headset: { width: 1280, height: 640 },
  tablet: { width: 1180, height: 820 },
  upright: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
  desktop: { width: 1440, height: 900 },
};

/** Drawing goes through EGL on Mesa's llvmpipe: on a machine without a graphics card the fastest by far. */
const FLAGS = [
  '--no-sandbox', // The tests may run as root; every page is our own.
  '--use-angle=gl-egl',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--enable-features=WebBluetooth',
];

/** Starts Chromium. Close it with `browser.close()`. */
export async function openBrowser({ flags = [] } = {}) {
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: [...FLAGS, ...flags] });
}

/**
 * Opens a blank page of its own person: no cookies shared with another.
 *
 * `page.complaints` collects what the page reports as wrong; `assertContent(page)` in a test ends with it empty.
 * Pictures are the same on every machine: scale 1, a fixed time zone.
 */
export async function openPage(browser, { size = SIZES.desktop, language = 'nl', dark = false, touch = false, reducedMotion = false } = {}) {
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: 1,
    locale: language === 'nl' ? 'nl-NL' : 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    hasTouch: touch,
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    const asked = message.location().url ?? '';
    // Who is signed in? Nobody yet: the browser prints that answer as an error, the page expects it.
    if (message.type() === 'error' && asked.endsWith('/api/v1/me') && message.text().includes('401')) return;
    if (message.type() === 'error') page.complaints.push(`${message.text()} (${message.location().url})`);
  });
  return page;
}

/** Fails with everything that the page complained about. */
export function assertContent(page) {
  if (page.complaints.length > 0) throw new Error(`the page complained:\n  ${page.complaints.join('\n  ')}`);
}

function chromiumPath() {
  const named = process.env.LUWTE_CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const found = folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
    if (found) return found;
  }
  throw new Error('no Chromium on the path; set LUWTE_CHROMIUM to its program');
}
