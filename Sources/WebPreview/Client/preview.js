// What a previewed page does: it follows the builds of the site, and tells what is wrong with it.
import { base, identity, isError, make, plural, readState } from "./preview-parts.js";
import { follow } from "./preview-reload.js";
import { listen } from "./preview-connection.js";
import { makeBadge } from "./preview-badge.js";
import { makeOverlay } from "./preview-overlay.js";
import { recall, remember } from "./preview-memory.js";
import { swapStyles } from "./preview-styles.js";
import "./preview-forms.js";

// A module does not know its element.
const { page, hash, number } = document.querySelector("script[data-page][data-hash]").dataset;
const following = follow(hash);

// All that is shown stands in a shadow tree, so that the theme and the preview leave each other alone.
const host = make("preview-root");
const shadow = host.attachShadow({ mode: "open" });
const sheet = make("link", { rel: "stylesheet", href: `${base}preview.css` });
const styled = new Promise((resolve) => {
  sheet.addEventListener("load", resolve);
  sheet.addEventListener("error", resolve);
});
const status = make("p", { class: "preview-status", role: "status" });
const root = make("div", { class: "preview-root" }, status);
shadow.append(sheet, root);
document.documentElement.append(host);
// The theme has keys of its own, which are not meant by one who is busy here.
host.addEventListener("keydown", (event) => event.stopPropagation());

const badge = makeBadge(root, host);
const overlay = makeOverlay(root, () => badge.uncover());

// Says something to those who don't see it. The same words again would not be spoken: they have to go first.
const say = (words) => {
  status.textContent = "";
  setTimeout(() => { status.textContent = words; }, 100);
};

// What to say of errors; nothing of those that were told before.
const newsOf = (errors) => {
  const told = recall("told") ?? [];
  const names = errors.map(identity);
  remember("told", names);
  if (errors.length === 0) return told.length > 0 ? "No errors" : null;
  if (names.every((name) => told.includes(name))) return null;
  const files = new Set(errors.map(({ path }) => path));
  return files.size === 1 ? `${plural(errors.length, "error")} in ${errors[0].path}` : plural(errors.length, "error");
};

// Whether the page has changed since that was said.
let isChanged = following.hasReloaded;
let turn = 0;
const update = async () => {
  turn += 1;
  const own = turn;
  const state = await readState(page);
  await styled;
  if (!state || own !== turn) return;
  const isCovered = overlay.show(state);
  badge.show(state, isCovered);
  const news = newsOf(state.problems.filter(isError));
  // The dialog speaks for itself when it takes the focus.
  const words = [isChanged ? "Updated" : null, isCovered ? null : news].filter(Boolean).join(". ");
  isChanged = false;
  if (words) say(words);
};

listen(`${base}events?${new URLSearchParams({ page, hash, number })}`, {
  built(build) {
    if (build.reload) {
      following.reload();
      return;
    }
    if (build.styles.length > 0 && swapStyles(build.styles, build.number)) isChanged = true;
    update();
  },
  ended() {
    badge.end();
    say("The preview has ended");
  },
});
