// A headset on a plain screen for journeys without a server: its choices are pressed as buttons, which is quicker than gaze.
import { openPage } from './browser.mjs';
import { CLEAR } from './client.mjs';
import { eventually } from './wait.mjs';

const SMALL = { width: 480, height: 300 };

/** Opens the headset's page in `context` (a fresh person's where none is given) and waits until it draws. */
export async function openHeadset(browser, server, { context, enrolment, language = 'nl', options = '' } = {}) {
  const page = context ? await context.newPage() : await openPage(browser, { size: SMALL, language });
  const fragment = enrolment ? new URL(enrolment).hash : '';
  await page.goto(`${server.url}/vr/?quality=low&seed=7&sound=off&lang=${language}${options}${fragment}`);
  const headset = new FlatHeadset(page);
  await headset.ready();
  return headset;
}

export class FlatHeadset {
  constructor(page) {
    this.page = page;
  }

  async ready() {
    await this.page.waitForFunction(() => window.luwte?.ready && luwte.keeping, null, { timeout: 90_000 });
  }

  /** The app is in the browser's own store, and this page comes from there. */
  async installed() {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 60_000 });
  }

  state() {
    return this.page.evaluate(() => luwte.state);
  }

  keeping() {
    return this.page.evaluate(() => luwte.keeping);
  }

  /** Waits until the state fulfils `condition`; gives it. */
  until(condition, timeout = 30_000) {
    return eventually(() => this.state(), (state) => state && condition(state), timeout);
  }

  /** Waits until what is kept fulfils `condition`; gives it. */
  keeps(condition, timeout = 30_000) {
    return eventually(() => this.keeping(), (kept) => kept && condition(kept), timeout);
  }

  /** The words before the client's eyes. */
  reads() {
    return this.page.evaluate(() => document.getElementById('says').innerText.replaceAll(/\s+/g, ' '));
  }

  /** Waits until the client reads this. */
  async told(words, timeout = 30_000) {
    await eventually(() => this.reads(), (text) => words.test(text), timeout);
  }

  /** Presses the choice with this target, by its place among the choices. */
  async press(target) {
    const found = await eventually(() => this.page.evaluate((target) => {
      const at = luwte.stats.targets.findIndex(({ id }) => id.startsWith(target));
      const name = luwte.stats.targets[at]?.name;
      const button = [...document.querySelectorAll('#choices button')].find(({ textContent }) => textContent === name);
      button?.click();
      return Boolean(button);
    }, target), Boolean);
    return found;
  }

  /** Begins, answers the self-check and chooses the world. */
  async toWorld({ tension = 7 } = {}) {
    await this.press('Begin');
    for (const answer of CLEAR) await this.answer(answer);
    await this.press(`Rate(${tension})`);
    await this.until((state) => state.phase === 'Choice');
    await this.press('World');
    await this.until((state) => state.phase === 'World');
  }

  /** Presses an answer once its question stands there, and waits for the next. */
  async answer(target) {
    const { phase } = await this.state();
    await this.press(target);
    await this.until((state) => state.phase !== phase);
  }

  /** From the world to the end, with the questions after. */
  async toEnd({ tension = 3 } = {}) {
    await this.press('Menu');
    await this.press('Finish');
    await this.until((state) => state.phase === 'CalmEnd');
    await this.answer('Continue');
    await this.answer(`Rate(${tension})`);
    await this.answer('Discomfort(None)');
    await this.answer('Continue');
    return this.until((state) => state.phase === 'Done');
  }

  /** What rests in the browser's storage, as one text: to look for what may not stand there. */
  rests() {
    return this.page.evaluate(async () => {
      const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open('luwte');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const records = await new Promise((resolve) => {
        const request = database.transaction('records').objectStore('records').getAll();
        request.onsuccess = () => resolve(request.result);
      });
      database.close();
      return records.map(({ bytes, ...rest }) => ({ ...rest, bytes: Array.from(bytes) }));
    });
  }
}

/** A colleague who asks the server itself, without a browser: `get(path)`, `text(path)` and `send(method, path, body)`. */
export async function colleague(server, who = 'practitioner') {
  const api = `${server.url}/api/v1`;
  const json = { 'content-type': 'application/json', origin: server.url };
  const { login, password } = server.login(who);
  const signedIn = await fetch(`${api}/login`, { method: 'POST', headers: json, body: JSON.stringify({ login, password }) });
  if (!signedIn.ok) throw new Error(`${who} could not sign in: ${signedIn.status}`);
  const { csrf } = await signedIn.json();
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const send = async (method, path, body) => {
    const headers = method === 'GET' ? { cookie } : { ...json, cookie, 'x-csrf-token': csrf };
    const answer = await fetch(api + path, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
  const text = async (path) => {
    const answer = await fetch(api + path, { headers: { cookie } });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`);
    return answer.text();
  };
  return { get: (path) => send('GET', path), text, send };
}

/** The names of a session's events, in order. */
export function kinds({ events }) {
  return events.map(({ kind }) => (typeof kind === 'string' ? kind : Object.keys(kind)[0]));
}

/** How many events, or with `kind` 1 poses, of a session are among the records on the disk. */
export function counted(records, session, kind = 0) {
  const id = session.replaceAll('-', '');
  return records.filter((record) => record.kind === kind && record.session === id).reduce((all, { count }) => all + count, 0);
}
