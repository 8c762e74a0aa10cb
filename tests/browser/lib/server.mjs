// The real server for a journey: `luwte demo` with a fresh data folder on free ports, and everything to try it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Ours, not the server's: it refuses variables that it does not know. */
const NOT_FOR_THE_SERVER = ['LUWTE_BINARY', 'LUWTE_CHROMIUM', 'LUWTE_OUT'];

/**
 * Starts `luwte demo`. `heart` is `simulated`, `none` or the path of a recording.
 *
 * `signOn` is a file with institutions' providers of accounts. Give `dataDir` to start again on the data of an earlier server, which then outlives `stop`.
 */
export async function startLuwte({ heart = 'none', dataDir, port = 0, signOn } = {}) {
  const folder = dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'luwte-browser-'));
  const environment = { ...process.env, LUWTE_WEB_DIR: webDir() };
  for (const name of NOT_FOR_THE_SERVER) delete environment[name];
  if (signOn) environment.LUWTE_SIGN_ON = signOn;
  const options = ['demo', '--json', '--port', String(port), '--https-port', '0', '--data-dir', folder, '--heart', heart];
  const server = spawn(binary(), options, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  server.stderr.on('data', (chunk) => { complaints += chunk; });
  const ended = new Promise((resolve) => { server.once('exit', resolve); });
  const { http, https, logins, enrol } = await announcement(server, () => complaints);
  return {
    /** `http://localhost:<port>`, without a slash at its end. A secure context. */
    url: http,
    https,
    logins,
    /** Who signs in: `login(role)` gives `{ login, password, role }` of the first person whose role or login is so. */
    login: (who) => {
      const found = logins.find(({ role, login }) => role === who || login === who) ?? (who ? undefined : logins[0]);
      if (!found) throw new Error(`nobody signs in as ${who}; there are ${logins.map(({ login, role }) => `${login} (${role})`).join(', ')}`);
      return found;
    },
    /** Addresses that enrol a headset, each once, on `url`. */
    enrolments: enrol.map((address) => http + address.slice(address.indexOf('/vr'))),
    dataDir: folder,
    /** What the server logged. */
    log: () => complaints,
    /** Ends the server; its data goes too, unless it came with `dataDir`. `SIGKILL` is a power cut. */
    stop: async (signal = 'SIGTERM') => {
      server.kill(signal);
      await ended;
      if (!dataDir) fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The first line that the server prints is everything a program needs, as JSON. */
async function announcement(server, complaints) {
  const lines = readline.createInterface({ input: server.stdout });
  const line = await new Promise((resolve, reject) => {
    lines.once('line', resolve);
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`luwte demo ended with ${code} before it listened:\n${complaints()}`)));
  });
  return JSON.parse(line);
}

/** The binary: `LUWTE_BINARY`, else the one built for tests. */
export function binary() {
  const file = process.env.LUWTE_BINARY ?? path.join(ROOT, 'target/debug/luwte');
  if (!fs.existsSync(file)) throw new Error(`${file} is not built: cargo build --package luwte`);
  return file;
}

/** The built web apps: `LUWTE_WEB_DIR`, else those built for tests. */
export function webDir() {
  const folder = process.env.LUWTE_WEB_DIR ?? path.join(ROOT, 'target/web/dev');
  if (!fs.existsSync(folder)) throw new Error(`${folder} is not built: cargo xtask web`);
  return folder;
}
