// What can be asked for in the page's address. All of it is meant for people as well as for tests.
//
//   ?lang=nl|en      the language; otherwise what was chosen last, then the browser's
//   ?quality=full|reduced|low   fixes how much is drawn; without it the app begins with full and simplifies by itself
//   ?seed=NUMBER     grows the same world again; otherwise a new one each time
//   ?clock=NUMBER    world time runs so many times as fast, 0 to 60
//   ?dwell=SECONDS   how long the gaze rests to choose, 0.8 to 2.5
//   ?sound=off       without sound

const WORDS = { quality: ["full", "reduced", "low"], lang: ["nl", "en"] };

/** Reads the address; what is not understood is left out. */
export function readOptions(search, remembered, preferred) {
  const asked = new URLSearchParams(search);
  const word = (name) => (WORDS[name].includes(asked.get(name)) ? asked.get(name) : null);
  const number = (name, otherwise) => {
    const value = Number.parseFloat(asked.get(name) ?? "");
    return Number.isFinite(value) ? value : otherwise;
  };
  const seed = /^\d{1,19}$/.test(asked.get("seed") ?? "") ? BigInt(asked.get("seed")) : null;
  return {
    language: word("lang") ?? WORDS.lang.find((tag) => tag === remembered) ?? spoken(preferred),
    quality: word("quality") ?? "",
    seed: BigInt.asUintN(64, seed ?? crypto.getRandomValues(new BigUint64Array(1))[0]),
    clock: number("clock", 1),
    dwell: number("dwell", 1.2),
    sound: asked.get("sound") !== "off",
  };
}

/** The first language of the browser that we speak; Dutch when it has none. */
function spoken(preferred) {
  for (const tag of preferred ?? []) {
    const primary = String(tag).slice(0, 2).toLowerCase();
    if (WORDS.lang.includes(primary)) return primary;
  }
  return "nl";
}

/** The enrolment code that an address brings, once: it is taken out of it. A broken one is a code that does not work. */
export function takeCode() {
  const code = /^#enrol=(.+)$/.exec(location.hash)?.[1];
  if (!code) return null;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
