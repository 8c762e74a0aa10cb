// What a session holds on to: a lit screen, and the lock that keeps other windows and new versions waiting.

const LOCK = "luwte-session";

export class Hold {
  #lock = null;
  #awake = null;
  #refused;
  /** A new version came in since this page began. */
  renewed = false;

  /** `refused` is told that another window of this headset runs a session. */
  constructor(refused) {
    this.#refused = refused;
  }

  get held() {
    return this.#lock !== null;
  }

  /** While a session is under way this page holds the lock. */
  keep(wanted) {
    if (wanted && !this.#lock) {
      let release;
      this.#lock = { release: () => release() };
      const held = new Promise((resolve) => (release = resolve));
      void navigator.locks?.request(LOCK, { ifAvailable: true }, (granted) => {
        if (granted) return held;
        // Another window was first, by less than it takes to say so.
        this.#lock = null;
        this.#refused();
      });
      void this.stayAwake();
    } else if (!wanted && this.#lock) {
      this.#lock.release();
      this.#lock = null;
      void this.#awake?.release?.().catch(() => {});
      this.#awake = null;
      void this.#letNewVersionIn();
    }
  }

  async stayAwake() {
    if (!this.#lock || (this.#awake && !this.#awake.released)) return;
    this.#awake = await navigator.wakeLock?.request("screen").catch(() => null);
  }

  /** Installs what runs the app without a server, and lets its new versions in between sessions. */
  async install(worker) {
    if (!("serviceWorker" in navigator)) return;
    try {
      const registration = await navigator.serviceWorker.register(worker, { scope: "/vr/" });
      registration.addEventListener("updatefound", () => {
        registration.installing?.addEventListener("statechange", () => void this.#letNewVersionIn());
      });
      void this.#letNewVersionIn();
      const installed = Boolean(navigator.serviceWorker.controller);
      navigator.serviceWorker.addEventListener("controllerchange", () => (this.renewed = installed));
    } catch (error) {
      // Without a trusted certificate there are no service workers; everything but offline use goes on.
      console.info("not installed for offline use:", error.message);
    }
  }

  /** A waiting version takes over only when no session anywhere on this headset would notice. */
  async #letNewVersionIn() {
    const registration = await navigator.serviceWorker?.getRegistration?.("/vr/");
    if (!registration?.waiting) return;
    const locks = await navigator.locks?.query();
    const busy = [...(locks?.held ?? []), ...(locks?.pending ?? [])].some(({ name }) => name === LOCK);
    if (!busy && !this.#lock) registration.waiting.postMessage("activate");
  }
}
