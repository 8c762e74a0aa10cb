// What the page itself says: before the app can, when it no longer can, and beside the picture in the client's language.

import { rememberLanguage } from "{{/vr/memory.js}}";

/** What the page says before the app can, or when it no longer can. */
const WORDS = {
  nl: {
    calm: "Het beeld is gestopt. Je bent veilig: doe de bril rustig af.",
    unsupported: "Deze browser kan de wereld niet tekenen. Kies een andere browser of de bril.",
    loading: "Even geduld, de luwte komt eraan",
  },
  en: {
    calm: "The picture has stopped. You are safe: take the headset off gently.",
    unsupported: "This browser cannot draw the world. Choose another browser or the headset.",
    loading: "One moment, Luwte is on its way",
  },
};

/** Says one of these on the veil. */
export function say(what) {
  const words = WORDS[document.documentElement.lang] ?? WORDS.nl;
  document.getElementById("veil").firstElementChild.textContent = words[what];
}

/** The page in the client's language. */
export function speak(app) {
  const spoken = app.language();
  if (document.documentElement.lang !== spoken) rememberLanguage(spoken);
  document.documentElement.lang = spoken;
  document.title = app.say("page-title");
  document.getElementById("enter").firstElementChild.textContent = app.say("page-enter");
  document.getElementById("choices").setAttribute("aria-label", app.say("page-choices"));
  document.getElementById("mirror").setAttribute("aria-label", app.say("page-world"));
  document.getElementById("hint").textContent = app.say("page-look");
}

/** Tells for a while how to look around. */
export function showHint(canvas) {
  const hint = document.getElementById("hint");
  hint.hidden = false;
  const gone = () => {
    hint.classList.add("gone");
    setTimeout(() => (hint.hidden = true), 700);
  };
  canvas.addEventListener("pointerdown", gone, { once: true });
  setTimeout(gone, 9000);
}
