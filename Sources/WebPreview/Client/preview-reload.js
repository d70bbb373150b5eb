// Loads the page anew and takes the reader back to where they were: the scroll position, what was unfolded, and then the
// place that has changed.
import { blocksOf, elementOf, fingerprints, firstChange } from "./preview-place.js";
import { recall, remember } from "./preview-memory.js";

// Folds by their summary, which stays when others come or go.
const folds = () => {
  const found = new Map();
  for (const fold of document.querySelectorAll("details")) {
    const summary = fold.querySelector("summary")?.textContent.trim();
    let nth = 0;
    while (found.has(`${nth} ${summary}`)) nth += 1;
    found.set(`${nth} ${summary}`, fold);
  }
  return found;
};

const here = () => location.pathname + location.search;

// What the page was before it was loaded anew by `reload`. A reader who left it and came back begins at its top.
const takeBefore = () => {
  const before = recall("before");
  remember("before", null);
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  return isReload && before?.address === here() ? before : null;
};

// Scrolls at once, whatever the theme says.
const scrollBack = ({ left, top }) => scrollTo({ left, top, behavior: "instant" });

// Browsers restore the scroll position too, which saves a flash of the page's top. But some do so late, and some not where
// the address has a fragment; so from here on it is done by hand.
const restore = async (before) => {
  const { scrollRestoration } = history;
  history.scrollRestoration = "manual";
  const present = folds();
  for (const [name, isOpen] of before.folds) {
    const fold = present.get(name);
    if (fold) fold.open = isOpen;
  }
  scrollBack(before);

  const moved = new AbortController();
  for (const name of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(name, () => moved.abort(), { once: true, passive: true, signal: moved.signal });
  }
  await new Promise((resolve) => {
    if (document.readyState === "complete") resolve();
    else addEventListener("load", resolve, { once: true });
  });
  await new Promise((resolve) => { setTimeout(resolve); });
  if (!moved.signal.aborted) scrollBack(before);
  moved.abort();
  history.scrollRestoration = scrollRestoration;
};

// The blocks of this page as the server sent them; nothing if it sends others by now.
const readBlocks = async (hash) => {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("script[data-hash]")?.dataset.hash === hash ? blocksOf(page) : null;
  } catch {
    return null;
  }
};

const idle = () => new Promise((resolve) => {
  if (window.requestIdleCallback) requestIdleCallback(resolve, { timeout: 2000 });
  else setTimeout(resolve, 200);
});

const inView = () => new Promise((resolve) => {
  if (document.visibilityState === "visible") resolve();
  else document.addEventListener("visibilitychange", resolve, { once: true });
});

// Marks a block for a moment, by an animation: that changes nothing in the document.
const mark = (element) => {
  const color = "var(--focus, #3b8fd6)";
  const tint = `color-mix(in srgb, ${color} 16%, transparent)`;
  const on = { outline: `3px solid ${color}`, outlineOffset: "4px", backgroundColor: tint };
  const off = { outline: "3px solid transparent", outlineOffset: "4px" };
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const frames = isStill ? [on, on] : [on, { ...on, offset: 0.35 }, off];
  element.animate(frames, { id: "preview-place", duration: 1500, easing: "ease-out" });
};

// Brings a block into view and marks it; of what can't be seen, what holds it.
const show = (element) => {
  for (let fold = element.closest("details:not([open])"); fold; fold = fold.parentElement?.closest("details:not([open])")) {
    if (!fold.querySelector("summary")?.contains(element)) fold.open = true;
  }
  let seen = element;
  while (seen.getClientRects().length === 0 && seen.parentElement) seen = seen.parentElement;

  const edge = 64;
  const { top, bottom, height } = seen.getBoundingClientRect();
  if (bottom < edge || top > innerHeight - edge) {
    seen.scrollIntoView({ block: height > innerHeight ? "start" : "center", inline: "nearest", behavior: "instant" });
  }
  mark(seen);
};

// Follows the page with the hash. `hasReloaded` tells whether it came up by `reload`, which happens once, however many
// builds come meanwhile.
export const follow = (hash) => {
  const before = takeBefore();
  let known = before?.blocks ?? null;
  let isReloading = false;
  const repeats = before?.hash === hash ? before.repeats + 1 : 0;

  const load = () => {
    remember("before", {
      address: here(), hash, repeats, left: scrollX, top: scrollY, blocks: known,
      folds: [...folds()].map(([name, fold]) => [name, fold.open]),
    });
    location.reload();
  };

  const reload = () => {
    if (isReloading) return;
    isReloading = true;
    // A page that comes back the same again and again gives its reader time to do something about it.
    setTimeout(load, repeats < 3 ? 0 : 3000);
  };

  const settle = async () => {
    await (before ? restore(before) : idle());
    const blocks = await readBlocks(hash);
    if (!blocks) return;
    const prints = fingerprints(blocks);
    known = prints;
    if (!before?.blocks) return;
    const index = firstChange(before.blocks, prints);
    if (index < 0) return;
    await inView();
    const element = elementOf(blocks, index);
    if (element) show(element);
  };
  settle();

  return { hasReloaded: before !== null, reload };
};
