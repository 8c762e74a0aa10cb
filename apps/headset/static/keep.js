// Keeps a session in the headset while no server has it, sealed and signed, and delivers it when one is back.

import * as chest from "{{/vr/chest.js}}";
import { Clock } from "{{/vr/clock.js}}";
import { hex, seal, signerOf } from "{{/vr/seal.js}}";
import { Trust, ask } from "{{/vr/trust.js}}";

/** After a delivery that failed the next one waits, longer each time. */
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const STUCK_WAIT_MS = 15_000;
/** The storage and other windows are looked at this often, between sessions. */
const LOOK_EVERY_MS = 2_000;
/** Whether a session can be kept is tried before each one, and this often. */
const TRY_EVERY_MS = 600_000;
/** Without a link for this long there is none. */
const LINK_WITHIN_MS = 4_000;

export class Keeper {
  trust = new Trust();
  clock = new Clock(() => globalThis.localStorage, Date.now(), performance.now());
  /** Taken from the session, not sealed. */
  pending = [];
  /** Sealed, but not on the disk. */
  backlog = [];
  /** Sessions on the disk. */
  held = [];
  /** Sessions that reached the server from here, and those of which it set something apart. */
  delivered = new Set();
  apart = new Set();
  /** Sessions that the server there is now can never take: they were kept for another installation. */
  foreign = new Set();
  /** What stands in the way of keeping a session; see `chest.hindrance`. */
  hindrance = "";
  triedAt = -Infinity;
  elsewhere = false;
  /** The session of which something was kept last, and up to where the live link has brought it. */
  current = "";
  safe = 0;
  lost = false;
  notBefore = 0;
  wait = FIRST_WAIT_MS;
  lookedAt = 0;
  working = null;

  /** `page.app()` is the session, `page.linked()` whether the link is up, `page.runs()` whether this page holds it. */
  static async open(page) {
    const keeper = new Keeper();
    keeper.page = page;
    keeper.began = performance.now();
    await keeper.look();
    if (keeper.trust.self) stay();
    return keeper;
  }

  /** Hands in an enrolment code. Null when the server did not answer. */
  async enrol(code) {
    const answer = await this.trust.enrol(code);
    if (answer?.ok) stay();
    this.tell();
    return answer;
  }

  /** The link came or went: is the server there, and does it know this headset by the key that is here? */
  async verify() {
    await this.trust.ask();
    if (this.trust.self) stay();
    this.tell();
  }

  /** Once a second, and with `all` whenever this may be the last moment: writes down what the server may not have. */
  tick(all = false) {
    this.clock.look(Date.now(), performance.now());
    this.pending.push(...this.collect(all));
    // One at a time: a storage that answers slowly must not have ever more asked of it.
    this.working ??= this.work()
      .catch((error) => console.warn("not kept:", error))
      .finally(() => (this.working = null));
    return this.working;
  }

  /** Whether nothing would be lost if this page went now. */
  get idle() {
    return this.pending.length === 0 && this.backlog.length === 0;
  }

  /** What the session has to keep now, at once: after this it may be gone from memory. */
  collect(all) {
    const portions = [];
    const app = this.page.app();
    if (!app || !this.trust.self) return portions;
    for (let bytes = app.take_record(all); bytes; bytes = app.take_record(all)) {
      const session = hex(bytes.subarray(1, 17));
      if (session !== this.current) {
        // When the session opened, by the clock as it was set then.
        const openedMs = Date.now() - performance.now() + (app.opened_ms() ?? performance.now());
        this.current = session;
        this.opened = { us: Math.round(openedMs * 1000), jumps: this.clock.jumps };
        this.safe = 0;
        this.lost = false;
        this.triedAt = -Infinity;
        this.delivered.clear();
      }
      portions.push({ bytes, session, ...this.opened });
    }
    return portions;
  }

  async work() {
    // Until nothing is left: what comes while this is busy may be the last that comes.
    do {
      await this.sealAll();
      await this.write();
      await this.prune();
      if (performance.now() - this.lookedAt > LOOK_EVERY_MS && !this.page.app()?.under_way()) await this.look();
    } while (this.pending.length > 0);
    this.tell();
    void this.deliver();
  }

  async sealAll() {
    while (this.pending.length > 0) {
      const { bytes, session, us, jumps } = this.pending[0];
      const [first, count] = new Uint32Array(bytes.slice(17, 25).buffer);
      try {
        const sealed = await seal(this.trust.self, bytes.subarray(1, 25), us, bytes.subarray(25));
        this.backlog.push({ session, kind: bytes[0], first, count, jumps, bytes: sealed });
      } catch (error) {
        this.lost = true;
        console.warn("could not be sealed:", error.name);
      }
      this.pending.shift();
    }
  }

  async write() {
    if (this.backlog.length === 0) return;
    const writing = [...this.backlog];
    try {
      await chest.add(writing);
      this.backlog = this.backlog.filter((record) => !writing.includes(record));
      // The link may have brought them meanwhile.
      this.safe = 0;
      for (const { session } of writing) if (!this.held.includes(session)) this.held.push(session);
    } catch (error) {
      // The session goes on; what could not be written is tried again, and told at the end.
      this.hindrance = error.name === "QuotaExceededError" ? "full" : "unusable";
      console.warn("could not be written down:", error.name);
    }
  }

  /** What the live link has brought to the server need not be kept here. */
  async prune() {
    const app = this.page.app();
    const watermark = app?.holds(this.current) ? app.acknowledged() : 0;
    if (watermark <= this.safe) return;
    const has = ({ session, kind, first, count }) =>
      session === this.current && kind === chest.EVENTS && first + count <= watermark;
    this.backlog = this.backlog.filter((record) => !has(record));
    if (!this.held.includes(this.current)) return;
    await chest.letGo(this.current, watermark);
    this.safe = watermark;
    await this.count();
  }

  async count() {
    this.held = await chest.sessions().catch(() => this.held);
  }

  /** Between sessions: is there storage, is there room, does another window run a session? */
  async look() {
    this.lookedAt = performance.now();
    this.elsewhere = !this.page.runs() && (await isRunning());
    // Nothing is tried beside a session that runs elsewhere.
    if (!this.elsewhere && (this.hindrance || this.lookedAt - this.triedAt > TRY_EVERY_MS)) {
      this.triedAt = this.lookedAt;
      this.hindrance = await chest.hindrance();
    }
    if (this.hindrance === "unusable") return;
    if (!this.trust.stores) await this.trust.begin().catch(() => (this.hindrance = "unusable"));
    await this.count();
  }

  // ---- delivering ----

  /** Delivers what waits, oldest first, while nobody's pictures could stutter by it. */
  async deliver() {
    const reachable = this.page.linked() || this.trust.reachable;
    if (!reachable || this.delivering || this.held.length === 0 || performance.now() < this.notBefore) return;
    if (this.busy() || this.hindrance === "unusable") return;
    this.delivering = true;
    try {
      const stuck = await alone("luwte-deliver", () => this.deliverAll());
      this.wait = FIRST_WAIT_MS;
      this.notBefore = performance.now() + (stuck ? STUCK_WAIT_MS : this.wait);
    } catch (error) {
      this.trust.reachable = false;
      this.notBefore = performance.now() + this.wait;
      this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 2);
      console.info("not delivered yet:", error.message);
    } finally {
      this.delivering = false;
      this.tell();
    }
  }

  async deliverAll() {
    const before = new Set(await chest.sessions());
    // A session of which something is not taken waits as a whole; the others need not wait for it.
    const stuck = new Set();
    let records = await chest.after(0, 1);
    while (records.length > 0 && !this.busy()) {
      const [record] = records;
      if (!stuck.has(record.session) && !this.isLive(record)) {
        if (await this.hand(record)) await chest.remove(record.n);
        else stuck.add(record.session);
      }
      records = await chest.after(record.n, 1);
    }
    await this.count();
    for (const session of before) if (!this.held.includes(session) && !this.apart.has(session)) this.delivered.add(session);
    return stuck.size > 0;
  }

  /** Events of this page's session come over the live link, as long as there is one. */
  isLive({ session, kind }) {
    return kind === chest.EVENTS && this.page.linked() && Boolean(this.page.app()?.holds(session));
  }

  /** Hands one record in; whether it is safe at the server now. */
  async hand({ bytes, session, kind, first, count, jumps }) {
    // A clock that is off is put right by what it says now, less what it was set since.
    const clockUs = Math.round((Date.now() - (this.clock.jumps - jumps)) * 1000);
    const oldest = await this.oldest(session);
    const answer = await ask("/api/v1/headsets/deliver", { method: "POST", record: bytes, clockUs, oldest });
    // Not now. Any other answer is about this record, and the others need not wait for it.
    if (!answer || [429, 502, 503, 504].includes(answer.status)) throw new Error(`answer ${answer?.status ?? "none"}`);
    // It contradicts the record, and is kept beside it.
    if (answer.status === 409) this.apart.add(session);
    if (answer.status === 409) return true;
    // Kept for another server, or signed as a headset that this one has never known: its record must be put back first.
    if (answer.status === 421 || (answer.status === 401 && !this.trust.self?.revoked)) this.foreign.add(session);
    else this.foreign.delete(session);
    if (!answer.ok) return false;
    const { watermark, quarantined } = await answer.json();
    if (quarantined) this.apart.add(session);
    if (quarantined && signerOf(bytes) === this.trust.self?.id.replaceAll("-", "")) await this.trust.revoked();
    return quarantined || (kind === chest.EVENTS ? watermark >= first + count : watermark > 0);
  }

  /** The first event of a session that this headset can still deliver. A server that lacks what came before never gets it. */
  async oldest(session) {
    const kept = await chest.oldest(session);
    const app = this.page.app();
    return app?.holds(session) ? Math.min(kept ?? Infinity, app.acknowledged()) : kept;
  }

  busy() {
    return this.elsewhere || this.page.runs() || Boolean(this.page.app()?.under_way());
  }

  // ---- what the client is told ----

  tell() {
    const [word, sessions] = this.word();
    this.told = word;
    this.page.app()?.keeping(word, sessions ?? 0);
    this.page.told(word);
  }

  word() {
    const app = this.page.app();
    const { self, settled } = this.trust;
    const away = !this.page.linked() && performance.now() - this.began > LINK_WITHIN_MS;
    const nothing = this.hindrance;
    if (app?.over()) {
      const kept = app.holds(this.current) && this.held.includes(this.current);
      if (!this.idle || this.lost) return [kept ? "in-part" : nothing];
      if (kept) return ["here"];
      return [away && !self ? "unenrolled" : ""];
    }
    if (this.elsewhere) return ["elsewhere"];
    if (!self && !nothing && (settled || away)) return ["unenrolled"];
    if (self?.revoked) return ["revoked", this.held.length];
    if (nothing) return [nothing];
    const waiting = this.held.filter((session) => !this.foreign.has(session)).length;
    if (waiting > 0) return ["waiting", waiting];
    if (this.held.length > 0) return ["foreign", this.held.length];
    if (this.delivered.size > 0) return ["delivered", this.delivered.size];
    return [away ? "here" : ""];
  }
}

/** Asks the browser not to clear what is stored when it needs room. */
function stay() {
  void navigator.storage?.persist?.().catch(() => {});
}

/** Whether a session is under way in any window. */
export async function isRunning() {
  const locks = await navigator.locks?.query();
  return [...(locks?.held ?? []), ...(locks?.pending ?? [])].some(({ name }) => name === "luwte-session");
}

/** Only in one window at a time; in the others nothing happens. */
function alone(name, act) {
  if (!navigator.locks) return act();
  return navigator.locks.request(name, { ifAvailable: true }, (granted) => (granted ? act() : undefined));
}
