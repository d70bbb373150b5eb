// What the parts of the preview are made of: elements, counts, places in sources, and rows of problems.

// The address of the preview itself.
export const base = new URL(".", import.meta.url).href;

// Makes an element with attributes and what stands in it; attributes without a value are left out. Whatever comes from the
// state of the site goes in as text, never as markup.
export const make = (tag, attributes = {}, ...content) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...content.filter((part) => part !== undefined && part !== null));
  return element;
};

export const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const isError = (problem) => problem.severity === "error";

// The same problem in another build: a line more above it makes no other problem of it.
export const identity = ({ severity, rule, path, summary, excerpt }) =>
  JSON.stringify([severity, rule, path, summary, excerpt]);

// The address of a page by its path in the site.
export const addressOf = (path) => "/" + path.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");

// What is the matter, of the site or of a page and it; nothing where the preview does not answer.
export const readState = async (page) => {
  const query = page === undefined ? "" : `?${new URLSearchParams({ page })}`;
  try {
    const answer = await fetch(`${base}state.json${query}`, { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
};

// A place in a source: a link where an editor can be opened, otherwise text.
export const place = (name, editor) => editor
  ? make("a", { class: "preview-place", href: editor, title: "Open in the editor" }, name)
  : make("span", { class: "preview-place" }, name);

// Copies a place for an editor that can't be opened from here; nothing where the browser has no clipboard to give.
const copyButton = (name) => {
  if (!navigator.clipboard) return null;
  const button = make("button", { type: "button", class: "preview-copy", "aria-label": `Copy ${name}` }, "Copy");
  button.addEventListener("click", async () => {
    const copied = await navigator.clipboard.writeText(name).then(() => true, () => false);
    button.textContent = copied ? "Copied" : "Not copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  return button;
};

const position = ({ line, column }) => `${line}:${column}`;

// The line of the source with the marked part. Columns count Unicode scalars, which is what an array of a string holds.
const excerpt = ({ excerpt, excerptColumn, line, column, length }) => {
  if (!excerpt) return null;
  const scalars = Array.from(excerpt);
  const start = Math.min(Math.max(column - excerptColumn, 0), scalars.length);
  const end = start + Math.max(length, 1);
  const part = (from, to) => scalars.slice(from, to).join("");
  return make("pre", { class: "preview-excerpt" },
    make("span", { class: "preview-line", "aria-hidden": "true" }, String(line)),
    make("code", {},
      excerptColumn > 1 ? make("span", { class: "preview-cut", "aria-hidden": "true" }, "…") : null,
      part(0, start), make("mark", {}, part(start, end) || " "), part(end)));
};

const note = (label, ...content) => make("p", { class: "preview-help" },
  make("span", { class: "preview-label" }, label), " ", ...content);

// A problem, with all that there is to say of it. Where rows stand below the name of their file, `isGrouped`, they don't
// repeat it.
export const problemRow = (problem, { isGrouped = false } = {}) => {
  const name = `${problem.path}:${position(problem)}`;
  const related = problem.related;
  return make("li", { class: `preview-problem preview-is-${isError(problem) ? "error" : "warning"}` },
    make("p", { class: "preview-what" }, problem.summary),
    make("p", { class: "preview-where" },
      make("span", {},
        place(isGrouped ? position(problem) : name, problem.editor), " ", problem.editor ? null : copyButton(name)),
      make("span", { class: "preview-rule" }, problem.severity, " ", make("code", {}, problem.rule))),
    excerpt(problem),
    problem.help ? note("Help", problem.help) : null,
    related ? note("See", place(`${related.path}:${position(related)}`, related.editor), " ", related.message) : null);
};

// Puts rows into a list where they are others than before, so that neither focus nor selection is lost to a build that
// changed none.
export const fillProblems = (list, problems) => {
  const key = JSON.stringify(problems.map(({ isNew, ...rest }) => rest));
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...problems.map((problem) => problemRow(problem)));
};
