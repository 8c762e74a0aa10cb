// A voice for what is said in an exercise: one of the browser's own that speaks on this machine, so that no word leaves it.
//
// Where no such voice speaks the language the captions stand there as always.

/** Slower and a little lower than a voice reads a page: there is time. */
const RATE = 0.85;
const PITCH = 0.95;
/** Below this loudness, 0 to 1, nobody wants to hear a voice. */
const SILENT = 0.03;

export class Voice {
  constructor(synthesis = globalThis.speechSynthesis) {
    this.synthesis = synthesis;
    this.said = 0;
    // Some browsers make their list only when it is first asked for, and tell when it is there.
    this.synthesis?.getVoices();
  }

  /** Says this in a language (a tag such as `nl`); empty words: be quiet. `loudness` is 0 to 1. */
  say(words, language, loudness) {
    if (!this.synthesis) return;
    // What was said before is over: a line never waits for another.
    this.synthesis.cancel();
    const voice = words && loudness > SILENT ? this.of(language) : null;
    if (!voice) return;
    const utterance = new SpeechSynthesisUtterance(words);
    Object.assign(utterance, { voice, lang: voice.lang, rate: RATE, pitch: PITCH, volume: Math.min(1, loudness * 1.2) });
    this.synthesis.speak(utterance);
    this.said += 1;
  }

  /** The voice for a language: only one that speaks here, without a network. */
  of(language) {
    const here = this.synthesis.getVoices().filter(({ localService, lang }) => localService && speaks(lang, language));
    return here.find((voice) => voice.default) ?? here[0] ?? null;
  }
}

/** Whether a voice's tag (`nl-NL`, `nl_BE`) is of this language. */
function speaks(tag, language) {
  return tag.toLowerCase().split(/[-_]/)[0] === language;
}
