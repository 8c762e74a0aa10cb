// By how much the headset's wall clock was set while a page of ours was open: noted once, however many windows saw it.

/** A wall clock that went back, or far ahead, was set; a little ahead is a headset that slept. */
const SET_BACK_MS = 120_000;
const SET_AHEAD_MS = 30 * 86_400_000;
/** Two windows see the same jump up to so far apart: each looks once a second, and sleeps now and then. */
const SAME_MS = SET_BACK_MS / 2;
const JUMPS = "luwte.clock-set";

export class Clock {
  #storage;
  #skew;
  /** What this window knows to be noted. */
  #known;

  /** `wallMs` and `monotonicMs` are the two clocks now; `storage` is shared by all windows. */
  constructor(storage, wallMs, monotonicMs) {
    this.#storage = storage;
    this.#skew = wallMs - monotonicMs;
    this.#known = this.jumps;
  }

  /** By how much it was set in all, in milliseconds, as far as a page of ours saw it. */
  get jumps() {
    try {
      return Number(this.#storage()?.getItem(JUMPS)) || 0;
    } catch {
      return 0;
    }
  }

  /** Looks whether it was set since the last look. */
  look(wallMs, monotonicMs) {
    const skew = wallMs - monotonicMs;
    const set = Math.round(skew - this.#skew);
    this.#skew = skew;
    const noted = this.jumps;
    const byOthers = noted - this.#known;
    this.#known = noted;
    if (set > -SET_BACK_MS && set < SET_AHEAD_MS) return;
    // Another window was quicker: it is noted already. Should both note it at once, they write the same sum.
    if (byOthers !== 0 && Math.abs(byOthers - set) < SAME_MS) return;
    try {
      this.#storage().setItem(JUMPS, String(noted + set));
      this.#known = noted + set;
    } catch {
      // A browser that remembers nothing keeps no session either.
    }
  }
}
