// Puts changed style sheets in the place of those in use. The old one goes when the new one is there, so that nothing flashes.

const pathOf = (href) => {
  const url = new URL(href, location.href);
  return url.origin === location.origin ? decodeURIComponent(url.pathname.slice(1)) : null;
};

// Whether one of the paths is that of the style sheet, or of one that it imports.
const uses = (sheet, paths) => {
  if (!sheet?.href) return false;
  const path = pathOf(sheet.href);
  if (path === null) return false;
  return paths.includes(path)
    || [...sheet.cssRules].some((rule) => rule instanceof CSSImportRule && uses(rule.styleSheet, paths));
};

// Links that are on their way, by those in whose place they come.
const coming = new Map();

const swap = (link, number) => {
  coming.get(link)?.remove();
  const url = new URL(link.href);
  url.searchParams.set("v", number);

  // A sheet that is switched off would not be loaded as a new one.
  if (link.disabled) {
    link.href = url.href;
    return;
  }
  const fresh = link.cloneNode();
  fresh.href = url.href;
  const isLast = () => coming.get(link) === fresh;
  fresh.addEventListener("load", () => {
    if (!isLast()) return;
    coming.delete(link);
    link.remove();
  });
  fresh.addEventListener("error", () => {
    if (!isLast()) return;
    coming.delete(link);
    fresh.remove();
  });
  coming.set(link, fresh);
  link.after(fresh);
};

// Returns whether the page has any of them.
export const swapStyles = (paths, number) => {
  const isComing = new Set(coming.values());
  const links = [...document.querySelectorAll("link[rel~='stylesheet' i][href]")]
    .filter((link) => !isComing.has(link) && (paths.includes(pathOf(link.href)) || uses(link.sheet, paths)));
  for (const link of links) swap(link, number);
  return links.length > 0;
};
