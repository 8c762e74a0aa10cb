// What a session holds on to: a lit screen, and the lock that keeps other windows and new versions waiting.

const LOCK = "luwte-session";

export class Hold {
  #lock = null;
  #wanted = false;
  #awake = null;
  #refused;
  /** A new version came in since this page began. */
  renewed = false;

  /** `refused` is told that another window of this headset runs a session. */
  constructor(refused) {
    this.#refused = refused;
  }

  /** Until the browser says that the lock is gone: before that, whoever asks would take it for another window's. */
  get held() {
    return this.#lock !== null;
  }

  /** While a session is under way this page holds the lock. */
  keep(wanted) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) void this.#take();
    else this.#letGo();
  }

  async #take() {
    // The one of the session before may not be gone yet.
    if (this.#lock) return;
    let release;
    const until = new Promise((resolve) => (release = resolve));
    this.#lock = release;
    let refused = false;
    void this.stayAwake();
    // Another window may be first, by less than it takes to say so.
    await navigator.locks?.request(LOCK, { ifAvailable: true }, (granted) => (granted ? until : void (refused = true)));
    if (!navigator.locks) await until;
    this.#lock = null;
    if (refused) this.#refused();
    else if (this.#wanted) void this.#take();
    else void this.#letNewVersionIn();
  }

  #letGo() {
    this.#lock?.();
    void this.#awake?.release?.().catch(() => {});
    this.#awake = null;
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
      // The worker keeps what a page of this version may still need.
      const tell = () => navigator.serviceWorker.controller?.postMessage({ version: document.documentElement.dataset.version });
      navigator.serviceWorker.addEventListener("controllerchange", () => {
        this.renewed = installed;
        tell();
      });
      tell();
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
