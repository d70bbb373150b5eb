// The pages of the site by state: errors, warnings, drafts, and pages that nothing leads to.
import { addressOf, base, isError, make, place, plural, problemRow, readState } from "./preview-parts.js";
import { listen } from "./preview-connection.js";

const filter = document.querySelector("#filter");
const status = document.querySelector("#status");
const buildText = document.querySelector("#build");

// Rows that are still the same in the next build stay the same elements, and keep the focus and what is selected.
let kept = new Map();

const pageRow = ({ path, title, source, editor }) => make("li", { class: "preview-page" },
  make("a", { class: "preview-title", href: addressOf(path) }, title || path),
  source ? place(source, editor) : null);

// Problems below the file that they are in, files in the order in which they come.
const problemGroups = (problems) => {
  const files = new Map();
  for (const problem of problems) files.set(problem.path, [...files.get(problem.path) ?? [], problem]);
  return [...files].map(([path, problems]) => ({
    value: { path, page: problems[0].page },
    make: () => make("div", { class: "preview-file" }, make("h3", {}, path),
      problems[0].page ? make("a", { href: addressOf(problems[0].page) }, "View the page") : null),
    rows: problems.map(({ isNew, isOfPage, ...problem }) => ({
      words: `${path} ${problem.rule}`, value: problem, make: () => problemRow(problem, { isGrouped: true }),
    })),
  }));
};

const pageGroup = (pages) => [{
  rows: pages.map((page) => ({ words: `${page.path} ${page.source}`, value: page, make: () => pageRow(page) })),
}];

const groupsOf = (state) => ({
  errors: problemGroups(state.problems.filter(isError)),
  warnings: problemGroups(state.problems.filter((problem) => !isError(problem))),
  drafts: pageGroup(state.drafts ?? []),
  unlinked: pageGroup(state.unlinked ?? []),
});

// Fills a section with those of its rows that have the words, and returns how many these are.
const renderSection = (name, groups, words, next) => {
  const section = document.querySelector(`[aria-labelledby="${name}"]`);
  let total = 0;
  let count = 0;
  const element = (part) => {
    let key = JSON.stringify([name, part.value]);
    while (next.has(key)) key += "+";
    next.set(key, kept.get(key) ?? part.make());
    return next.get(key);
  };
  const parts = [];
  for (const group of groups) {
    const rows = group.rows.filter((row) => words.every((word) => row.words.toLowerCase().includes(word)));
    total += group.rows.length;
    count += rows.length;
    if (rows.length === 0) continue;
    const list = make("ul", { class: "preview-problems" }, ...rows.map(element));
    parts.push(make("div", { class: "preview-group" }, group.make ? element(group) : null, list));
  }
  if (count === 0) parts.push(make("p", { class: "preview-nothing" }, total === 0 ? "Nothing" : "Nothing matches the filter"));
  section.querySelector(".preview-rows").replaceChildren(...parts);
  section.querySelector(".preview-count").textContent = count === total ? total : `${count} of ${total}`;
  const link = document.querySelector(`.preview-counts [href="#${name}"]`);
  link.firstElementChild.textContent = total;
  link.classList.toggle("preview-is-none", total === 0);
  return count;
};

let state = null;

const render = () => {
  const focused = document.activeElement;
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const next = new Map();
  let count = 0;
  for (const [name, groups] of Object.entries(groupsOf(state))) count += renderSection(name, groups, words, next);
  kept = next;
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
  return { count, words };
};

const say = (text) => { if (status.textContent !== text) status.textContent = text; };

filter.addEventListener("input", () => {
  if (!state) return;
  const { count, words } = render();
  say(words.length > 0 ? plural(count, "row") : "");
});
filter.form.addEventListener("submit", (event) => event.preventDefault());

let turn = 0;
const update = async () => {
  turn += 1;
  const own = turn;
  const answer = await readState();
  if (!answer || own !== turn) return;
  const isFirst = state === null;
  const isOther = state && (state.errors !== answer.errors || state.warnings !== answer.warnings);
  state = answer;
  render();
  document.body.dataset.kind = state.errors > 0 ? "error" : "fine";
  buildText.textContent = `Build ${state.number}, ${Math.round(state.milliseconds)} ms`;
  if (isOther) say(`${plural(state.errors, "error")}, ${plural(state.warnings, "warning")}`);
  // What the address asks for is there only now.
  if (isFirst && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
};

listen(`${base}events`, {
  built: update,
  ended() {
    document.body.dataset.kind = "ended";
    buildText.textContent = "The preview has ended";
  },
});
