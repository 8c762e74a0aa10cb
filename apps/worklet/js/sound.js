// A world's sound on a page: audio thread, head-related panning, a touch of open-air reverberation, a limiter.
//
//   const sound = startSound({ seed: 7n, world: "sunset-beach" });
//   sound.setFrame({ worldTimeS, minutes, calm, volume, breath });   // every picture; breath null without exercise
//   sound.setListener(forward, up);                                  // unit vectors [x, y, z], -z is the sea
//
// Without sound (no gesture yet, no Web Audio, a fault) every call still works and `sound.status` says why.

/** Where the build puts the audio thread's script and the engine. */
const PROCESSOR_URL = "{{/shared/processor.js}}";
const ENGINE_URL = "{{/shared/worklet.wasm}}";
/** Numbers of the worlds, as in `sound::World`. */
const WORLDS = { "sunset-beach": 0, "alpine-meadow": 1, "coral-reef": 2, "starry-lake": 3, "forest-stream": 4 };
/** Numbers of the clicks, as in `sound::Click`. */
const CLICKS = { touch: 0, choose: 1, back: 2 };
/** Numbers of the tones of things that are touched, as in `sound::Strike`, by their exercise. */
const STRIKES = { bubbles: 0, "musical-circles": 1, "singing-bowls": 2, butterfly: 3 };

/** How much of each source and of the bed the open air gives back: on the beach surf left, ahead, right, grass, gulls,
 * crickets; on the meadow grass, spruces, two bells, a bird, small life. */
const REVERBERATION = [0.1, 0.1, 0.1, 0.05, 0.5, 0.22];
const BED_REVERBERATION = 0.12;
/** Level of a head-related panner's sound beside plain panning, measured in Chromium, taken back here. */
const PANNER_GAIN = 0.78;
/** The limiter begins here, in decibels of full scale. */
const LIMIT_DB = -7;
const LIMIT_RATIO = 20;
/** Frames reach the audio thread at most this often, in milliseconds. */
const FRAME_EVERY_MS = 30;
/** A world whose time stands still this long is paused; its sound fades until time runs on. */
const HELD_MS = 500;
/** Local volume comes to within 5 % of a new value in four seconds. */
const VOLUME_S = 4 / 3;
/** The fade-out takes four seconds; after this many milliseconds the context is closed in any case. */
const STOP_MS = 4600;

/**
 * Starts the sound of a world; silent until the first `setFrame`, then fading in over four seconds.
 *
 * @param {object} options
 * @param {bigint|number} options.seed the session's seed
 * @param {string} options.world slug of the world
 * @param {WebAssembly.Module} [options.wasmModule] the compiled engine; by default fetched
 * @param {BaseAudioContext} [options.context] a context to play in; by default one of its own
 * @param {(status: Status) => void} [options.onStatus] called whenever the status changes
 * @typedef {{state: "starting"|"waiting"|"playing"|"silent"|"stopped", reason: string}} Status
 *   starting; waiting for a gesture; playing; silent because of `reason`; stopped.
 */
export function startSound(options) {
  const sound = new Sound(options);
  sound.ready = sound.start().catch((error) => sound.fall(String(error)));
  return sound;
}

class Sound {
  constructor({ wasmModule, seed, world, context, onStatus }) {
    Object.assign(this, { wasmModule, world, context, onStatus });
    this.seed = BigInt.asUintN(64, BigInt(seed));
    this.status = { state: "starting", reason: "" };
    this.volume = 1;
    this.panners = [];
    this.sentMs = -Infinity;
    this.movedMs = 0;
    this.worldTimeS = NaN;
    this.held = false;
    this.resume = this.resume.bind(this);
  }

  /** What holds now: `{worldTimeS, minutes, calm, volume, breath}`; `breath` is the lungs' fullness 0 to 1 or null. */
  setFrame(frame) {
    if (!this.node) return;
    const now = performance.now();
    if (frame.worldTimeS !== this.worldTimeS) {
      this.worldTimeS = frame.worldTimeS;
      this.movedMs = now;
    }
    const held = now - this.movedMs > HELD_MS;
    if (held !== this.held) {
      this.held = held;
      this.node.port.postMessage({ play: !held });
    }
    if (held || now - this.sentMs < FRAME_EVERY_MS) return;
    this.sentMs = now;
    const { worldTimeS, minutes, calm, volume, breath } = frame;
    const lead = (this.context.baseLatency || 0) + (this.context.outputLatency || 0);
    this.node.port.postMessage({
      frame: { worldTimeS, minutes, calm, volume, breath },
      contextTime: this.context.currentTime,
      lead,
    });
  }

  /** Goes over to the world with this number or slug: one fades in as the other fades out. */
  setWorld(world) {
    const code = WORLDS[world] ?? world;
    if (code === this.code || !this.node) return;
    this.code = code;
    this.node.port.postMessage({ world: code });
  }

  /** Turns the ears: unit vectors `[x, y, z]` of where the head looks and of its top. */
  setListener(forward, up) {
    const ears = this.context?.listener;
    if (!ears) return;
    if (ears.forwardX) {
      [ears.forwardX.value, ears.forwardY.value, ears.forwardZ.value] = forward;
      [ears.upX.value, ears.upY.value, ears.upZ.value] = up;
    } else {
      ears.setOrientation(...forward, ...up);
    }
  }

  /** This page's own volume, 0 to 1, on top of the session's; the gain is its square. */
  setVolume(volume) {
    this.volume = Math.min(1, Math.max(0, Number(volume) || 0));
    this.output?.gain.setTargetAtTime(this.volume ** 2, this.context.currentTime, VOLUME_S);
  }

  /** Answers a choice: "touch", "choose" or "back". */
  click(kind) {
    if (kind in CLICKS) this.node?.port.postMessage({ click: CLICKS[kind] });
  }

  /** Lets the thing with this number ring that was touched in an exercise, by the exercise's slug. */
  strike(exercise, note) {
    if (exercise in STRIKES) this.node?.port.postMessage({ strike: [STRIKES[exercise], note] });
  }

  /** Asks the browser for sound; call it from a gesture (also done at any press on the page). */
  async resume() {
    try {
      await this.context?.resume?.();
    } catch {
      // Not allowed yet: the next gesture tries again.
    }
    this.look();
  }

  /** Fades out and lets go of everything; resolves when it is quiet. */
  async stop() {
    if (this.status.state === "stopped") return;
    this.say("stopped");
    this.listenForGestures(false);
    if (this.node && this.context.state === "running") {
      const quiet = new Promise((resolve) => (this.whenEnded = resolve));
      this.node.port.postMessage({ play: false });
      await Promise.race([quiet, new Promise((resolve) => setTimeout(resolve, STOP_MS))]);
    }
    this.node?.disconnect();
    this.node = undefined;
    if (this.ownContext) await this.context?.close().catch(() => {});
  }

  async start() {
    const code = WORLDS[this.world];
    if (code === undefined) throw new Error(`no sound for world ${this.world}`);
    if (!this.context) {
      if (!globalThis.AudioContext?.prototype || !globalThis.AudioWorkletNode) throw new Error("no audio worklet");
      this.context = new AudioContext({ latencyHint: "interactive" });
      this.ownContext = true;
    }
    const [module] = await Promise.all([
      this.wasmModule ?? WebAssembly.compileStreaming(fetch(ENGINE_URL)),
      this.context.audioWorklet.addModule(PROCESSOR_URL),
    ]);
    this.wasmModule = module;
    if (this.status.state === "stopped") return;
    this.connect(code);
    if (this.ownContext) {
      this.context.addEventListener("statechange", () => this.look());
      this.listenForGestures(true);
      void this.resume();
    }
    this.look();
  }

  connect(code) {
    this.code = code;
    const context = this.context;
    const sources = REVERBERATION.length;
    this.node = new AudioWorkletNode(context, "soundscape", {
      numberOfInputs: 0,
      numberOfOutputs: sources + 1,
      outputChannelCount: [...REVERBERATION.map(() => 1), 2],
      processorOptions: {
        module: this.wasmModule,
        seedLow: Number(this.seed & 0xffff_ffffn),
        seedHigh: Number(this.seed >> 32n),
        world: code,
      },
    });
    this.node.port.onmessage = (event) => this.hear(event.data);
    this.node.onprocessorerror = () => this.fall("the audio thread stopped");

    this.output = new GainNode(context, { gain: this.volume ** 2 });
    const limiter = new DynamicsCompressorNode(context, {
      threshold: LIMIT_DB,
      knee: 0,
      ratio: LIMIT_RATIO,
      attack: 0.002,
      release: 0.25,
    });
    // Web Audio's compressor makes up 0.6 of what it would take from full scale; that is undone here.
    const taken = LIMIT_DB * (1 - 1 / LIMIT_RATIO);
    const level = new GainNode(context, { gain: 10 ** ((0.6 * taken) / 20) });
    this.output.connect(limiter).connect(level).connect(context.destination);

    const air = new ConvolverNode(context, { disableNormalization: true, buffer: openAir(context) });
    air.connect(this.output);
    REVERBERATION.forEach((share, n) => {
      const panner = new PannerNode(context, { panningModel: "HRTF", rolloffFactor: 0, positionZ: -1 });
      this.node.connect(panner, n);
      panner.connect(new GainNode(context, { gain: PANNER_GAIN })).connect(this.output);
      this.node.connect(new GainNode(context, { gain: share }), n).connect(air);
      this.panners.push(panner);
    });
    this.node.connect(this.output, sources);
    this.node.connect(new GainNode(context, { gain: BED_REVERBERATION }), sources).connect(air);
  }

  hear(message) {
    if (message.positions) {
      this.panners.forEach((panner, n) => {
        const [x, y, z] = message.positions.subarray(3 * n, 3 * n + 3);
        // The panner itself cross-fades between directions; steps too small to hear are spared.
        if (Math.abs(panner.positionX.value - x) + Math.abs(panner.positionZ.value - z) < 0.02) return;
        [panner.positionX.value, panner.positionY.value, panner.positionZ.value] = [x, y, z];
      });
    }
    if (message.ended) this.whenEnded?.();
    if (message.failed) this.fall(message.failed);
  }

  look() {
    if (["silent", "stopped"].includes(this.status.state) || !this.node) return;
    const running = !this.ownContext || this.context.state === "running";
    this.say(running ? "playing" : "waiting");
    this.listenForGestures(!running);
  }

  listenForGestures(wanted) {
    for (const gesture of ["pointerdown", "pointerup", "keydown", "touchend"]) {
      if (wanted) globalThis.addEventListener?.(gesture, this.resume, { passive: true });
      else globalThis.removeEventListener?.(gesture, this.resume);
    }
  }

  /** Falls silent: the world goes on without sound. */
  fall(reason) {
    if (this.status.state === "stopped") return;
    this.node?.disconnect();
    this.node = undefined;
    this.listenForGestures(false);
    this.whenEnded?.();
    this.say("silent", reason);
  }

  say(state, reason = "") {
    if (state === this.status.state) return;
    this.status = { state, reason };
    this.onStatus?.(this.status);
  }
}

/** What open sand and dunes give back: sparse early returns, then a thin, soon darkened tail of just over a second. */
function openAir(context) {
  const rate = context.sampleRate;
  const length = Math.round(1.3 * rate);
  const buffer = new AudioBuffer({ numberOfChannels: 2, length, sampleRate: rate });
  for (let side = 0; side < 2; side += 1) {
    const samples = buffer.getChannelData(side);
    let bits = 0x9e3779b9 ^ (side + 1);
    let dark = 0;
    let energy = 0;
    for (let i = Math.round(0.017 * rate); i < length; i += 1) {
      // Xorshift (Marsaglia 2003): the same air at every visit.
      bits ^= bits << 13;
      bits ^= bits >>> 17;
      bits ^= bits << 5;
      const time = i / rate;
      const dense = time > 0.09 || (bits >>> 8) % 97 === 0;
      const white = dense ? (bits >>> 0) / 2 ** 31 - 1 : 0;
      dark += (white - dark) * Math.max(0.06, 0.55 * Math.exp(-2.2 * time));
      samples[i] = dark * Math.exp(-5.3 * time);
      energy += samples[i] ** 2;
    }
    const scale = 1 / Math.sqrt(energy);
    for (let i = 0; i < length; i += 1) samples[i] *= scale;
  }
  return buffer;
}
