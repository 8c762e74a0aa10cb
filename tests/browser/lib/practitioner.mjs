// A practitioner with a tablet: signs in, types the code, watches, steers. Words are those of the Dutch screens.

import { eventually } from './wait.mjs';

/** Signs in at Companion or the dashboard. */
export async function signIn(page, server, address = '/companion/?quality=low', who = 'practitioner') {
  const { login, password } = server.login(who);
  await page.goto(server.url + address);
  await page.fill('#login', login, { timeout: 60_000 });
  await page.fill('#password', password);
  await page.click('button[type=submit]');
}

/** Chooses whose session it is (by place in the list, 0 is nobody) and types the code from the headset. */
export async function typeCode(page, digits, { client = 1 } = {}) {
  await page.waitForSelector('.whose:nth-of-type(2)', { timeout: 60_000 });
  await page.locator('.whose').nth(client).click();
  for (const digit of digits) await page.locator('.pad .btn', { hasText: digit }).first().click();
}

/** Waits until the tablet shows what the client sees. */
export async function watching(page) {
  await page.waitForSelector('.w-bar', { timeout: 60_000 });
  await page.waitForFunction(() => window.luwte?.state?.(), null, { timeout: 60_000 });
}

/** What the tablet knows of the session. */
export async function knows(page) {
  return page.evaluate(() => luwte.state());
}

/** Waits until what the tablet knows fulfils `condition`, a function of its state. */
export async function knowsThat(page, condition, timeout = 30_000) {
  return eventually(() => page.evaluate(() => window.luwte?.state?.() ?? null), (state) => state && condition(state), timeout);
}

/** Presses the button with this name. */
export async function press(page, name) {
  await page.getByRole('button', { name, exact: false }).first().click({ timeout: 30_000 });
}
