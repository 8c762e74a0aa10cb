// Who this headset is to the institution: enrolled by a code, known by a cookie and a key of its own, or no longer trusted.

import * as chest from "{{/vr/chest.js}}";
import { newKey, publicHalf } from "{{/vr/seal.js}}";

const ANSWER_WITHIN_MS = 10_000;
/** As so many it can say that it signed before. */
const FORMER_MAX = 8;

export class Trust {
  /**
   * `{ id, name, organisation, sealTo, key, revoked, unsure, former }`, or null. `former`: as whom it signed before, to a
   * server that may have forgotten it: `{ id, key }`, the key's public half.
   */
  self = null;
  /** Whether the server answered last time. */
  reachable = false;
  /** Whether it is known by now if the headset is enrolled. */
  settled = false;
  /** Whether a key can be kept, and what was kept has been read. */
  stores = false;

  /** Reads what the headset knows of itself; to be called again when the storage did not answer. */
  async begin() {
    if (!globalThis.crypto?.subtle) return;
    this.self = (await chest.self()) ?? null;
    this.stores = true;
  }

  /** Hands in an enrolment code. Null when the server did not answer. */
  enrol(code) {
    return this.#alone(async () => {
      const key = this.stores ? await newKey() : null;
      const before = this.self && { id: this.self.id, key: await publicHalf(this.self.key) };
      const former = before ? [before, ...(this.self.former ?? [])].slice(0, FORMER_MAX) : [];
      const json = { code, key: key ? await publicHalf(key) : null, former };
      const answer = await ask("/api/v1/headsets/enrol", { method: "POST", json });
      if (!answer) return null;
      if (!answer.ok) return { ok: false };
      const own = await answer.json();
      // Enrolled it is, even where its key cannot be kept.
      await this.#become(own, key, false, former).catch((error) => console.warn("the key is not kept:", error));
      return { ok: true, organisation: own.organisation_name };
    });
  }

  /** Asks the server whether it knows this headset. */
  ask() {
    return this.#alone(async () => {
      const answer = await ask("/api/v1/headset");
      this.reachable = answer !== null && answer.status < 500;
      if (!this.reachable) return;
      this.settled = true;
      if (answer.status === 401) return void (await this.revoked());
      if (!answer.ok) return;
      const own = await answer.json();
      if (!this.stores) return;
      // Another page may have enrolled meanwhile; what only memory still knows goes back where it belongs.
      const kept = await chest.self();
      if (kept) this.self = kept;
      else if (this.self) await chest.setSelf(this.self);
      const known = this.self?.id === own.id && this.self.key;
      if (known && !this.self.unsure) return void (await this.#become(own, this.self.key));
      // Known by its cookie, but its key is gone or was never made: it brings another. On the disk first, for what is signed
      // by a key that nobody keeps could never be delivered.
      const key = known || (await newKey());
      await this.#become(own, key, true);
      const renewed = await ask("/api/v1/headset/key", { method: "PUT", json: { key: await publicHalf(key) } });
      if (renewed?.ok) await this.#become(await renewed.json(), key);
    });
  }

  /** The institution no longer trusts this headset; it still seals to it and signs with its key. */
  async revoked() {
    if (!this.self || this.self.revoked) return;
    this.self = { ...this.self, revoked: true };
    await chest.setSelf(this.self).catch(() => {});
  }

  /** `unsure`: the server may not know this key yet. */
  async #become({ id, name, organisation_name: organisation, seal_to: sealTo }, key, unsure = false, former = this.self?.former ?? []) {
    this.settled = this.reachable = true;
    if (!key) return;
    const own = { id, name, organisation, sealTo, key, revoked: false, unsure, former };
    const before = this.self;
    const same = before && Object.keys(own).every((name) => before[name] === own[name]);
    if (!same) await chest.setSelf(own);
    this.self = own;
  }

  /** One page at a time: two keys made at once would be one too many. */
  #alone(act) {
    const tried = () => act().catch((error) => void console.warn("not sure who this headset is:", error));
    return navigator.locks ? navigator.locks.request("luwte-self", tried) : tried();
  }
}

/**
 * The answer, or null when there is none. Sends JSON, or the bytes of a record with what the clock says now and which event
 * of its session is the oldest here.
 */
export async function ask(address, { method = "GET", json, record, clockUs, oldest } = {}) {
  const headers = json ? { "content-type": "application/json" } : {};
  if (record) {
    headers["content-type"] = "application/octet-stream";
    headers["x-luwte-clock"] = String(clockUs);
    headers["x-luwte-oldest"] = String(oldest ?? "none");
  }
  try {
    const body = json ? JSON.stringify(json) : record;
    return await fetch(address, { method, headers, body, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  } catch {
    return null;
  }
}
