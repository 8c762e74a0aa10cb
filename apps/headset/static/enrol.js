// A place to type an enrolment code, on a plain screen: the equal of opening the address in the picture of squares.

/** Shows or takes away the place; `say` gives texts, `enrol(code)` whether the code was good. */
export function enrolment(say, enrol) {
  const shown = document.getElementById("enrol");
  if (!say) return shown?.remove();
  if (shown) return label(shown, say);
  const form = document.createElement("form");
  form.id = "enrol";
  form.innerHTML = `<label for="enrol-code"></label><input id="enrol-code" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false"><button></button>`;
  label(form, say);
  form.addEventListener("keydown", (event) => event.stopPropagation());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [input, button] = [form.querySelector("input"), form.querySelector("button")];
    button.disabled = true;
    const good = await enrol(input.value.trim());
    button.disabled = false;
    if (good) form.remove();
    else input.select();
  });
  document.body.append(form);
}

function label(form, say) {
  form.querySelector("label").textContent = say.say("page-enrol-code");
  form.querySelector("button").textContent = say.say("page-enrol-send");
}
