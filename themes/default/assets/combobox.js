// A text field with suggestions, as the authoring practices of ARIA have it (combobox with a listbox): arrows go through
// the list, Enter takes an entry, Escape closes the list and then empties the field.
const combobox = ({ id, label, find, describe, choose }) => {
  const mostShown = 40;
  const list = make("ul", { id: `${id}-list`, class: "suggestions", role: "listbox", "aria-label": label, hidden: true });
  const input = make("input", {
    id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": list.id, "aria-describedby": `${id}-status`,
  });
  const status = make("p", { id: `${id}-status`, class: "suggestions-status", role: "status" });
  let found = [];
  let active = -1;

  const mark = (index) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const entry = list.children[index];
    if (!entry) return input.removeAttribute("aria-activedescendant");
    entry.setAttribute("aria-selected", "true");
    entry.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", entry.id);
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };

  const open = () => {
    const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const all = words.length > 0 ? find(words) : [];
    found = all.slice(0, mostShown);
    list.replaceChildren(...found.map((value, index) =>
      make("li", { id: `${id}-${index}`, role: "option", "aria-selected": "false" }, ...describe(value))));
    active = -1;
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    const counted = all.length > mostShown ? `${all.length} found, the first ${mostShown} are listed` : `${all.length} found`;
    status.textContent = words.length > 0 ? counted : "";
  };

  const take = (index) => {
    const value = found[index];
    input.value = "";
    status.textContent = "";
    close();
    choose(value);
  };

  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) open();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = active < 0 && step < 0 ? 0 : active;
      if (found.length > 0) mark((from + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      if (!list.hidden) take(Math.max(active, 0));
    } else if (event.key === "Escape") {
      if (list.hidden) {
        input.value = "";
        status.textContent = "";
      } else {
        close();
      }
    } else {
      return;
    }
    event.preventDefault();
  });
  // The field keeps the focus while an entry is clicked.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const entry = event.target.closest("[role=option]");
    if (entry) take([...list.children].indexOf(entry));
  });

  return make("div", { class: "combobox" }, make("label", { for: id }, label), input, list, status);
};
