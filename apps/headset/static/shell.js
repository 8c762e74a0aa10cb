// The shell: owns frames, sound, sockets and the way back to calm. WebAssembly that has trapped cannot save itself;
// this can (safety rule 8).

import { calmPicture, plainView } from "{{/vr/calm.js}}";
import { Hold } from "{{/vr/hold.js}}";
import { Link } from "{{/vr/link.js}}";
import { lookAround } from "{{/vr/look.js}}";
import { language, rememberRest, restMs } from "{{/vr/memory.js}}";
import { showMirror } from "{{/vr/mirror.js}}";
import { readOptions, takeCode } from "{{/vr/options.js}}";
import { say, showHint, speak } from "{{/vr/page.js}}";

const canvas = document.getElementById("picture");
const enter = document.getElementById("enter");
const veil = document.getElementById("veil");
const toast = document.getElementById("toast");

const options = readOptions(location.search, language(), navigator.languages);
const stats = { frames: 0, cpuMs: 0, failed: "", path: "flat", loadedMs: 0 };
let app = null;
let gl = null;
let calm = null;
let xr = null;
let link = null;
let sound = null;
let voice = null;
let keeper = null;
let keptMs = 0;
let pixels = 1;
let mirrorVersion = -1;
let turnByKeys = () => {};
const hold = new Hold(() => begin());

document.documentElement.lang = options.language;
const waiting = setTimeout(() => say("loading"), 400);

start().catch((error) => fail(error));

async function start() {
  gl = canvas.getContext("webgl2", {
    alpha: false,
    antialias: true,
    depth: true,
    powerPreference: "high-performance",
    xrCompatible: true,
  });
  if (!gl) return say("unsupported");
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault();
    fail(new Error("the graphics context was lost"));
  });
  const { default: load, Headset } = await import("{{/vr/headset.js}}");
  await load();
  const version = document.documentElement.dataset.version;
  app = new Headset(
    gl, options.language, options.quality, options.seed, version,
    randomBytes(), restMs(), options.dwell, options.clock,
  );
  clearTimeout(waiting);
  stats.loadedMs = performance.now();
  turnByKeys = lookAround(canvas, () => app, () => app && !xr && !calm);
  requestAnimationFrame(flatFrame);
  addEventListener("visibilitychange", () => {
    // Out of sight on a plain screen; a headset tells by its own session.
    if (!xr) guarded(() => app.paused(document.hidden));
    if (!document.hidden) void hold.stayAwake();
    else keep(true);
  });
  addEventListener("pagehide", () => keep(true));
  addEventListener("online", () => guarded(() => app.online()));
  // Pictures keep the second while there are any.
  setInterval(keep, 1000);
  void offerHeadset();
  void join();
}

// ---- pictures ----

function flatFrame(now) {
  if (xr) return;
  requestAnimationFrame(flatFrame);
  const ratio = Math.min(devicePixelRatio || 1, 2) * pixels;
  const width = Math.max(1, Math.round(canvas.clientWidth * ratio));
  const height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  if (calm) return calm.draw(null, [plainView(width, height)]);
  if (!app) return;
  const seconds = Math.min(0.1, (now - (stats.lastMs ?? now)) / 1000);
  frame(now, () => {
    turnByKeys(seconds);
    app.frame_flat(now, width, height);
  });
}

/** The welcome stands: what can wait until then is fetched now. */
function stand() {
  veil.classList.add("gone");
  if (!xr) showHint(canvas);
  if (options.sound) void beginSound();
  void hold.install("{{later /vr/sw.js}}");
}

function xrFrame(now, shown) {
  if (!xr) return;
  xr.session.requestAnimationFrame(xrFrame);
  if (calm) return calmFrame(shown);
  frame(now, () => app.frame_xr(now, shown, xr.space, xr.layer));
  if (calm) calmFrame(shown);
}

/** One picture of the app, whatever it is drawn on; a trap here ends in the calm picture. */
function frame(now, draw) {
  const began = performance.now();
  try {
    draw();
    after();
  } catch (error) {
    fail(error);
  }
  stats.frames += 1;
  if (stats.frames === 3 && !calm) stand();
  stats.lastMs = now;
  stats.cpuMs += performance.now() - began;
}

/** What a picture brings along: words, sound, messages, wishes. */
function after() {
  const version = app.mirror_version();
  if (version !== mirrorVersion) {
    mirrorVersion = version;
    showMirror(app.mirror(), {
      choose: (n) => guarded(() => app.choose(n)),
      focus: (n) => guarded(() => app.focus(n < 0 ? 0xffff : n)),
    });
    speak(app);
    hold.keep(app.under_way());
    const rest = app.rest_due_ms();
    if (rest > 0 && restMs() === 0) rememberRest(rest);
  }
  if (performance.now() - keptMs > 1000) keep();
  while (link?.room) {
    const bytes = app.take_message();
    if (!bytes) break;
    link.send(bytes);
  }
  if (sound) {
    const [worldTimeS, minutes, calmness, volume, breath, world, ...ears] = app.sound();
    sound.setWorld(world);
    sound.setFrame({ worldTimeS, minutes, calm: calmness, volume, breath: breath < 0 ? null : breath });
    sound.setListener(ears.slice(0, 3), ears.slice(3, 6));
    const click = app.take_click();
    if (click) sound.click(click);
    const strike = app.take_strike()?.split(":");
    if (strike) sound.strike(strike[0], Number(strike[1]));
  }
  const words = app.take_words();
  if (words !== undefined) voice?.say(words, app.language(), app.sound()[3]);
  for (let wish = app.take_wish(); wish; wish = app.take_wish()) grant(wish);
}

function grant(wish) {
  if (wish === "start-again") void startAgain();
  else if (wish === "take-off") void xr?.session.end().catch(() => {});
  else if (wish === "reconnect") link?.again();
  else if (wish === "fewer-pixels") {
    if (xr) xr.layer.fixedFoveation = 1;
    else pixels = 0.66;
  }
}

/** The next session; on a plain screen with the newest version, when one came in meanwhile. */
async function startAgain() {
  const kept = keep(true);
  if (hold.renewed && !xr) {
    // A storage that does not answer keeps nobody waiting, and nothing that is not written down is thrown away.
    await Promise.race([kept, new Promise((resolve) => setTimeout(resolve, 3000))]);
    if (!keeper || keeper.idle) return location.reload();
  }
  begin();
}

/** A session begins with a link of its own: it is the opening of the link that tells the server of it. */
function begin() {
  guarded(() => app.start_again(randomBytes(), restMs()));
  link?.again();
}

/** Calls the app outside a frame; a trap there, too, ends in the calm picture. */
function guarded(call) {
  if (!app || calm) return;
  try {
    call();
  } catch (error) {
    fail(error);
  }
}

// ---- the way back to calm ----

/** Everything has failed but this: keep the head's view, show the calm picture, say that all is well. */
function fail(error) {
  if (calm) return;
  clearTimeout(waiting);
  stats.failed = String(error?.message ?? error);
  console.error("the picture stopped:", error);
  calm = calmPicture(gl);
  if (!calm) {
    // The context is gone: a fresh one on a fresh canvas.
    const fresh = document.createElement("canvas").getContext("webgl2", { alpha: false, xrCompatible: true });
    calm = calmPicture(fresh) ?? { draw() {} };
    if (xr && fresh) void moveTo(fresh);
  }
  void sound?.stop();
  voice?.say("");
  if (!xr) requestAnimationFrame(flatFrame);
  veil.classList.remove("gone");
  say("calm");
}

/** Gives the headset a layer of the fresh context. */
async function moveTo(fresh) {
  try {
    await fresh.makeXRCompatible();
    xr.layer = new XRWebGLLayer(xr.session, fresh, { antialias: false });
    xr.session.updateRenderState({ baseLayer: xr.layer });
  } catch {
    void xr?.session.end().catch(() => {});
  }
}

function calmFrame(shown) {
  const pose = shown.getViewerPose(xr.space);
  if (!pose) return;
  const views = pose.views.map((view) => {
    const { x, y, width, height } = xr.layer.getViewport(view);
    return { projection: view.projectionMatrix, pose: view.transform.matrix, viewport: [x, y, width, height] };
  });
  calm.draw(xr.layer.framebuffer, views);
}

// ---- the headset ----

async function offerHeadset() {
  const supported = await navigator.xr?.isSessionSupported?.("immersive-vr").catch(() => false);
  if (!supported) return;
  enter.hidden = false;
  speak(app);
  enter.addEventListener("click", () => void goIn());
  navigator.xr.addEventListener?.("sessiongranted", () => void goIn());
}

async function goIn() {
  if (xr || calm) return;
  let session;
  try {
    session = await navigator.xr.requestSession("immersive-vr", {
      optionalFeatures: ["local-floor", "hand-tracking"],
    });
    await gl.makeXRCompatible?.();
    const space = await session
      .requestReferenceSpace("local-floor")
      .catch(() => session.requestReferenceSpace("local"));
    const layer = new XRWebGLLayer(session, gl, { antialias: true, depth: true });
    if ("fixedFoveation" in layer && layer.fixedFoveation !== null) layer.fixedFoveation = 0.5;
    session.updateRenderState({ baseLayer: layer, depthNear: 0.1, depthFar: 20_000 });
    const rate = await settleRate(session);
    xr = { session, space, layer };
    stats.path = "immersive-vr";
    space.addEventListener?.("reset", () => guarded(() => app.recentre()));
    session.addEventListener("end", comeOut);
    session.addEventListener("selectstart", (event) => guarded(() => app.select(event.inputSource.handedness, true)));
    session.addEventListener("selectend", (event) => guarded(() => app.select(event.inputSource.handedness, false)));
    session.addEventListener("visibilitychange", () => guarded(() => app.paused(session.visibilityState === "hidden")));
    enter.hidden = true;
    guarded(() => app.entered(rate));
    void sound?.resume();
    void hold.stayAwake();
    session.requestAnimationFrame(xrFrame);
  } catch (error) {
    console.warn("virtual reality did not begin:", error);
    xr = null;
    void session?.end().catch(() => {});
  }
}

/** The highest rate up to 90 that the headset offers: smooth, and not hotter than need be. */
async function settleRate(session) {
  const offered = [...(session.supportedFrameRates ?? [])].filter((rate) => rate <= 90);
  const best = Math.max(0, ...offered);
  if (best && session.updateTargetFrameRate) {
    await session.updateTargetFrameRate(best).catch(() => {});
  }
  return session.frameRate ?? (best || 72);
}

function comeOut() {
  xr = null;
  stats.path = "flat";
  enter.hidden = false;
  guarded(() => app.left());
  requestAnimationFrame(flatFrame);
}

// ---- around the session ----

async function beginSound() {
  try {
    // Fetched apart from the picture: without sound the world goes on.
    const { Voice } = await import("{{later /vr/voice.js}}");
    voice = new Voice();
    const { startSound } = await import("{{later /shared/sound.js}}");
    const wasmModule = await WebAssembly.compileStreaming(fetch("{{later /shared/worklet.wasm}}"));
    sound = startSound({
      wasmModule,
      seed: options.seed,
      world: "sunset-beach",
      processorUrl: "{{later /shared/processor.js}}",
    });
  } catch (error) {
    console.warn("no sound:", error);
  }
}

/** Opens the link; a headset that brings an enrolment code hands it in first, since without it the link is refused. */
async function join() {
  try {
    const { Keeper } = await import("{{later /vr/keep.js}}");
    keeper = await Keeper.open({ app: () => (calm ? null : app), linked: () => Boolean(link?.open), runs: () => hold.held, told: (word) => void offerEnrolment(word).catch((error) => console.warn("no place for a code:", error)) });
  } catch (error) {
    // Without it nothing is kept here; the link and the world are as always.
    console.warn("nothing can be kept here:", error);
    app?.keeping("unusable", 0);
  }
  const code = takeCode();
  if (code) await enrol(code);
  link = new Link({
    opened: () => {
      guarded(() => app.link_opened(Date.now(), performance.now()));
      void keeper?.verify();
    },
    closed: () => {
      guarded(() => app.link_closed());
      void keeper?.verify();
    },
    heard: (bytes) => guarded(() => app.hear(bytes, performance.now())),
  });
}

/** Hands in a code and says what came of it. */
async function enrol(code) {
  const answer = await keeper?.enrol(code);
  if (!app || calm) return false;
  const enrolled = Boolean(answer?.ok);
  toast.textContent = enrolled
    ? app.say_with("page-enrolled", "organisation", answer.organisation)
    : app.say("page-enrol-failed");
  toast.hidden = false;
  setTimeout(() => (toast.hidden = true), 8000);
  if (enrolled) {
    link?.again();
    link?.soon();
  }
  return enrolled;
}

/** On a plain screen a headset that belongs to nobody is offered a place to type its code. */
async function offerEnrolment(word) {
  if (calm) return;
  const asks = (word === "unenrolled" || word === "revoked") && keeper.trust.reachable;
  const wanted = asks && !app.under_way();
  if (!wanted && !document.getElementById("enrol")) return;
  const { enrolment } = await import("{{later /vr/enrol.js}}");
  enrolment(wanted && !xr && app, enrol);
}

/** Lets the keeper write down what the server may not have. */
function keep(all = false) {
  if (!keeper || !app || calm) return undefined;
  keptMs = performance.now();
  let kept;
  guarded(() => (kept = keeper.tick(all === true)));
  return kept;
}

function randomBytes() {
  return crypto.getRandomValues(new Uint8Array(16));
}

// ---- for tests and support: read only ----

Object.defineProperty(window, "luwte", {
  value: Object.freeze({
    get ready() {
      return app !== null && stats.frames > 1;
    },
    get state() {
      return app && !calm ? app.state() : null;
    },
    get stats() {
      const shown = app && !calm ? app.stats() : {};
      return { ...stats, cpuMsPerFrame: stats.frames ? stats.cpuMs / stats.frames : 0, calm: calm !== null, ...shown };
    },
    /** What is kept here: a word, how many sessions, and whether the server answers. */
    get keeping() {
      if (!keeper) return null;
      const { told, held, backlog, delivered, hindrance, elsewhere, trust } = keeper;
      const { reachable, self } = trust;
      return {
        told, waiting: held.length, unwritten: backlog.length, delivered: delivered.size, hindrance, elsewhere,
        reachable, enrolled: self !== null, revoked: Boolean(self?.revoked),
      };
    },
    get sound() {
      return sound ? { ...sound.status } : null;
    },
    /** How many lines the browser's voice was given, and whether it has one that speaks here. */
    get voice() {
      return voice ? { said: voice.said, speaks: Boolean(voice.synthesis && voice.of(app.language())) } : null;
    },
  }),
});
