// The panels as real words and buttons: whoever cannot see or point can read, hear and press everything.

const says = document.getElementById("says");
const badge = document.getElementById("badge");
const choices = document.getElementById("choices");

/** Shows a mirror `{says, badge, choices: [{name, current}]}`; presses and focus go to `choose(n)` and `focus(n)`. */
export function showMirror(mirror, { choose, focus }) {
  const focused = [...choices.children].indexOf(document.activeElement);
  setLines(says, mirror.says);
  if (badge.textContent !== mirror.badge) badge.textContent = mirror.badge;
  const same =
    choices.children.length === mirror.choices.length &&
    mirror.choices.every(({ name }, n) => choices.children[n].textContent === name);
  if (!same) {
    choices.replaceChildren(
      ...mirror.choices.map(({ name }, n) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = name;
        button.addEventListener("click", () => choose(n));
        button.addEventListener("focus", () => focus(n));
        button.addEventListener("blur", () => focus(-1));
        return button;
      }),
    );
    // Whoever works by keyboard stays where the next choice is.
    if (focused >= 0) choices.firstElementChild?.focus();
  }
  mirror.choices.forEach(({ current }, n) => {
    if (current) choices.children[n].setAttribute("aria-pressed", "true");
    else choices.children[n].removeAttribute("aria-pressed");
  });
}

function setLines(element, lines) {
  const old = [...element.children].map((line) => line.textContent);
  if (old.length === lines.length && old.every((line, n) => line === lines[n])) return;
  element.replaceChildren(
    ...lines.map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }),
  );
}
