// The audio thread's side of a soundscape: renders what the WebAssembly engine plays, one output per source.

const SOURCES = 6;
const CHANNELS = SOURCES + 2;
/** Render quanta between two reports of positions: about fifteen a second. */
const REPORT_EVERY = 24;

/**
 * Outputs 0 to 5 are the sources (mono), output 6 the bed (stereo).
 *
 * Takes `{frame, contextTime, lead}`, `{world}`, `{play}`, `{click}` and `{strike}`; sends `{positions}`, `{ended}` and `{failed}`.
 * A trap in the engine ends in silence and one `{failed}`, never in noise.
 */
class SoundscapeProcessor extends AudioWorkletProcessor {
  constructor(options) {
    super();
    this.quanta = 0;
    this.ended = false;
    try {
      const { module, seedLow, seedHigh, world } = options.processorOptions;
      this.wasm = new WebAssembly.Instance(module, {}).exports;
      this.engine = this.wasm.eng_new(sampleRate, seedLow, seedHigh, world);
      if (this.engine === 0) throw new Error(`no sound for world ${world}`);
      this.port.onmessage = (event) => this.take(event.data);
    } catch (error) {
      this.fail(error);
    }
  }

  take(message) {
    if (!this.engine) return;
    try {
      if (message.frame) {
        const f = message.frame;
        // World time of the sample that is rendered next, as it will be heard.
        const worldTime = f.worldTimeS + (currentTime - message.contextTime) + message.lead;
        const breathOn = typeof f.breath === "number";
        this.wasm.eng_set(this.engine, worldTime, f.minutes, f.calm, f.volume, breathOn ? f.breath : 0, breathOn ? 1 : 0);
      }
      if (message.world !== undefined) this.wasm.eng_enter(this.engine, message.world);
      if (message.play !== undefined) this.wasm.eng_play(this.engine, message.play ? 1 : 0);
      if (message.strike !== undefined) this.wasm.eng_strike(this.engine, ...message.strike);
      if (message.click !== undefined) this.wasm.eng_click(this.engine, message.click);
    } catch (error) {
      this.fail(error);
    }
  }

  process(_inputs, outputs) {
    if (!this.engine) return false;
    try {
      const frames = outputs[0][0].length;
      this.wasm.eng_render(this.engine, frames);
      this.see(frames);
      for (let n = 0; n < SOURCES; n += 1) outputs[n][0].set(this.views[n]);
      outputs[SOURCES][0].set(this.views[SOURCES]);
      outputs[SOURCES][1].set(this.views[SOURCES + 1]);
      this.report();
    } catch (error) {
      this.fail(error);
      for (const output of outputs) for (const channel of output) channel.fill(0);
    }
    return Boolean(this.engine);
  }

  /** Looks at the engine's memory anew when it has grown or the quantum has changed. */
  see(frames) {
    const memory = this.wasm.memory.buffer;
    if (this.memory === memory && this.frames === frames) return;
    this.memory = memory;
    this.frames = frames;
    this.views = Array.from(
      { length: CHANNELS },
      (_, n) => new Float32Array(memory, this.wasm.eng_channel(this.engine, n), frames),
    );
    this.positions = new Float32Array(memory, this.wasm.eng_positions(this.engine), 3 * SOURCES);
  }

  report() {
    if (this.quanta % REPORT_EVERY === 0) this.port.postMessage({ positions: this.positions.slice() });
    this.quanta += 1;
    const silent = this.wasm.eng_silent(this.engine) === 1;
    if (silent && !this.ended) this.port.postMessage({ ended: true });
    this.ended = silent;
  }

  fail(error) {
    this.engine = 0;
    this.port.postMessage({ failed: String(error) });
  }
}

registerProcessor("soundscape", SoundscapeProcessor);
