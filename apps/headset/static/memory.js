// What this browser remembers between visits: the language, and until when rest is due (rule 3).

const LANGUAGE = "luwte.language";
const REST = "luwte.rest-until";

export const language = () => recall(LANGUAGE);
export const rememberLanguage = (tag) => remember(LANGUAGE, tag);
export const rememberRest = (ms) => remember(REST, String(Date.now() + ms));

/** How long rest is still due, in milliseconds. */
export function restMs() {
  const left = Number(recall(REST) ?? 0) - Date.now();
  // A clock that was set back must not keep anyone out for longer than the rest itself.
  return Math.min(Math.max(0, left || 0), 15 * 60_000);
}

function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Private windows remember nothing; nothing depends on it.
  }
}
