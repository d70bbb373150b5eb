// The errors over the page: those of the page in view, and those that the last build has brought.
import { fillProblems, identity, isError, make, plural } from "./preview-parts.js";
import { recall, remember } from "./preview-memory.js";

// `closed` is called when the reader closes it.
export const makeOverlay = (root, closed) => {
  const heading = make("h2", { id: "preview-overlay-heading", class: "preview-heading", tabindex: "-1" });
  const close = make("button", { type: "button", class: "preview-button" },
    "Close ", make("kbd", { "aria-hidden": "true" }, "Esc"));
  const stale = make("p", { class: "preview-stale" }, "This is the page as it was before.");
  const list = make("ul", { class: "preview-problems" });
  const dialog = make("dialog", { class: "preview-overlay", "aria-labelledby": heading.id },
    make("div", { class: "preview-head" }, make("div", {}, heading, stale), close), list);
  root.append(dialog);
  // With the focus nowhere, keys would reach the theme, whose own could open something above.
  addEventListener("keydown", (event) => {
    if (dialog.open && !event.composedPath().includes(dialog)) event.stopPropagation();
  }, { capture: true });

  // What stays in view although a later build has not brought it.
  let shown = [];

  const closedBefore = () => recall("closed") ?? [];

  close.addEventListener("click", () => dialog.close());
  // Not `cancel`: browsers leave it out at the first Escape on a page that nobody has touched.
  dialog.addEventListener("close", () => {
    const isMended = shown.length === 0;
    if (isMended || dialog.open) return;
    remember("closed", [...new Set([...closedBefore(), ...shown])]);
    shown = [];
    closed();
  });

  // Shows what is wrong by the state, and returns whether there is anything in view.
  const show = (state) => {
    const errors = state.problems.filter(isError);
    const present = new Set(errors.map(identity));
    // Mended and broken again is a new error.
    const dismissed = new Set(closedBefore().filter((name) => present.has(name)));
    remember("closed", [...dismissed]);

    const relevant = errors.filter((error) => error.isOfPage || error.isNew || shown.includes(identity(error)));
    shown = relevant.map(identity);
    if (shown.every((name) => dismissed.has(name))) {
      shown = [];
      if (dialog.open) dialog.close();
      return false;
    }

    heading.textContent = plural(relevant.length, "error");
    stale.hidden = !state.page?.isStale;
    const holdsFocus = () => list.contains(list.getRootNode().activeElement);
    const hadFocus = holdsFocus();
    fillProblems(list, relevant);
    const isOpening = !dialog.open;
    if (isOpening) dialog.showModal();
    if (isOpening || (hadFocus && !holdsFocus())) heading.focus();
    return true;
  };

  return { show };
};
