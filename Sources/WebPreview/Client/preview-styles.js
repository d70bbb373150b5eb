// Puts changed style sheets in the place of those in use. The old one goes when the new one is there, so that nothing flashes.

const pathOf = (href) => {
  const url = new URL(href, location.href);
  return url.origin === location.origin ? decodeURIComponent(url.pathname.slice(1)) : null;
};

// What a style sheet is called in the theme, whatever it says: its name on the site holds a hash of that.
const nameOf = (path) => path.replace(/\.[0-9a-f]{8}\.css$/, ".css");

// Links that are on their way, by those in whose place they come.
const coming = new Map();

const swap = (link, path, number) => {
  coming.get(link)?.remove();
  const url = new URL(link.href);
  url.pathname = path;
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
  const current = new Map(paths.map((path) => [nameOf(path), path]));
  let count = 0;
  for (const link of [...document.querySelectorAll("link[rel~='stylesheet' i][href]")]) {
    const path = pathOf(link.href);
    const fresh = path === null || isComing.has(link) ? undefined : current.get(nameOf(path));
    if (fresh === undefined) continue;
    swap(link, fresh, number);
    count += 1;
  }
  return count > 0;
};
