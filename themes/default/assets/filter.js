// The controls with which readers filter what a page shows: a matrix, a board. The page holds them hidden, since they need
// script.

// Words as they are compared.
const filterWords = (text) => text.toLowerCase().replace(/\s+/g, " ").trim();

// Calls `show` with what is asked for, now and at each change; `show` returns what readers are told of the outcome.
// `chosen(name)` tells of a value whether it is chosen: by a ticked box, or in a list. All values are where there are no
// controls of the name.
const filterPage = (show) => {
  const form = document.querySelector(".filter");
  if (!form) return;
  const status = form.querySelector("[role='status']");

  const chosen = (name) => {
    const controls = [...form.querySelectorAll(`[name="${name}"]`)];
    const values = new Set(controls.filter((control) => control.type !== "checkbox" || control.checked).map((control) => control.value));
    const all = controls.length === 0 || values.has("");
    return (value) => all || value === undefined || values.has(value);
  };

  const filter = () => {
    const text = show({ chosen, asked: filterWords(form.elements.words.value) });
    if (status.textContent !== text) status.textContent = text;
  };

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  // A browser that goes back fills in what was chosen.
  addEventListener("pageshow", filter);
  filter();
};
