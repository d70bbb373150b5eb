// A small sign at the corner of the page: errors that are not shown over it, its warnings, that it is a draft. It is there
// only if there is something to tell.
import { base, fillProblems, isError, make, plural } from "./preview-parts.js";
import { recall, remember } from "./preview-memory.js";

// What there is to tell, such as an error, two elsewhere, three warnings, and that the page is a draft.
const signsOf = ({ here, elsewhere, warnings, isDraft }) => {
  const signs = [];
  if (here.length > 0) signs.push({ kind: "error", text: plural(here.length, "error") });
  if (elsewhere.length > 0) {
    const text = here.length > 0 ? `${elsewhere.length} elsewhere` : `${plural(elsewhere.length, "error")} elsewhere`;
    signs.push({ kind: "elsewhere", text });
  }
  if (warnings.length > 0) signs.push({ kind: "warning", text: plural(warnings.length, "warning") });
  if (isDraft) signs.push({ kind: "draft", text: "Draft" });
  return signs;
};

// Where room is short, its shape and number are seen.
const signElement = ({ kind, text }) => {
  const [, number, words] = /^(\d*)(.*)$/.exec(text);
  return make("span", { class: `preview-sign preview-sign-${kind}` },
    make("span", { class: "preview-dot" }),
    number ? make("span", {}, number, make("span", { class: "preview-words" }, words)) : words);
};

const part = (title) => {
  const list = make("ul", { class: "preview-problems" });
  const section = make("section", {}, make("h2", { class: "preview-subheading" }, title), list);
  const fill = (problems) => {
    section.hidden = problems.length === 0;
    fillProblems(list, problems);
  };
  return { section, fill };
};

export const makeBadge = (root, host) => {
  const toggle = make("button",
    { type: "button", class: "preview-toggle", "aria-expanded": "false", "aria-controls": "preview-panel" });
  const close = make("button", { type: "button", class: "preview-close", "aria-label": "Close" }, "×");
  const pill = make("div", { class: "preview-pill" }, toggle, close);

  const ofPage = part("On this page");
  const elsewhere = part("Elsewhere");
  const draft = make("p", { class: "preview-note" }, "This page is a draft.");
  const stale = make("p", { class: "preview-note" }, "This is the page as it was before.");
  const panel = make("div",
    { id: "preview-panel", class: "preview-panel", role: "region", "aria-label": "Problems", tabindex: "0", hidden: true },
    stale, draft, ofPage.section, elsewhere.section,
    make("p", { class: "preview-note" }, make("a", { href: base }, "All pages by state")));

  const notice = make("p", { class: "preview-pill preview-ended", hidden: true }, "The preview has ended");
  const badge = make("aside", { class: "preview-badge", "aria-label": "Preview", hidden: true }, pill, panel, notice);
  root.append(badge);

  let isTold = false;
  let isCovered = false;
  let isOver = false;

  const expand = (isExpanded) => {
    panel.hidden = !isExpanded;
    toggle.setAttribute("aria-expanded", isExpanded);
  };

  const render = () => {
    const isPill = isTold && !isCovered && !isOver && !recall("badge-closed");
    pill.hidden = !isPill;
    notice.hidden = !isOver;
    badge.hidden = !isPill && !isOver;
    if (!isPill) expand(false);
    // Room at the end of the page, where it would lie over the last words on a phone.
    host.toggleAttribute("data-badge", !badge.hidden);
  };

  toggle.addEventListener("click", () => expand(panel.hidden));
  close.addEventListener("click", () => {
    remember("badge-closed", true);
    render();
  });
  badge.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    expand(false);
    toggle.focus();
  });

  // `isUnderErrors` tells whether errors are shown over the page, which is enough at a time.
  const show = (state, isUnderErrors) => {
    isCovered = isUnderErrors;
    const errors = state.problems.filter(isError);
    const told = {
      here: errors.filter((error) => error.isOfPage),
      elsewhere: errors.filter((error) => !error.isOfPage),
      warnings: state.problems.filter((problem) => !isError(problem)),
      isDraft: state.page?.isDraft ?? false,
    };
    const signs = signsOf(told);
    isTold = signs.length > 0;
    toggle.replaceChildren(...signs.map(signElement));
    toggle.setAttribute("aria-label", signs.map(({ text }) => text).join(", "));
    const holdsFocus = () => panel.contains(panel.getRootNode().activeElement);
    const hadFocus = holdsFocus();
    ofPage.fill([...told.here, ...told.warnings]);
    elsewhere.fill(told.elsewhere);
    draft.hidden = !told.isDraft;
    stale.hidden = !state.page?.isStale;
    isOver = false;
    render();
    if (hadFocus && !holdsFocus()) toggle.focus();
  };

  // What was shown over the page stays to be seen, even where the badge was closed before.
  const uncover = () => {
    isCovered = false;
    remember("badge-closed", false);
    render();
  };

  const end = () => {
    isOver = true;
    render();
  };

  return { show, uncover, end };
};
