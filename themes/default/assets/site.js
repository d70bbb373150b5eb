// Comforts only: every page reads and works without this file.

// The colour scheme: as the system, light, dark, and round again.
{
  const order = ["auto", "light", "dark"];
  const root = document.documentElement;
  const button = document.querySelector(".theme-toggle");

  const show = () => {
    const theme = root.dataset.theme ?? "auto";
    button.firstElementChild.textContent = button.dataset[theme];
    button.title = button.dataset[theme];
  };

  const choose = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      if (theme === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      // Storage can be blocked; the choice then lasts for this page.
    }
    show();
  };

  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const current = root.dataset.theme ?? "auto";
      choose(order[(order.indexOf(current) + 1) % order.length]);
    });
    show();
  }
}

// Folded navigation is open where there is room beside the text. CSS shows it too, but only in
// browsers that know ::details-content.
for (const fold of document.querySelectorAll("details[data-open-from]")) {
  const wide = matchMedia(`(min-width: ${fold.dataset.openFrom})`);
  const follow = () => { fold.open = wide.matches; };
  wide.addEventListener("change", follow);
  follow();
  fold.addEventListener("click", (event) => {
    if (!wide.matches && event.target.closest("a[href^='#']")) fold.open = false;
  });
}

// A long side navigation starts at the current page, not at its top.
{
  const side = document.querySelector(".side");
  const current = side?.querySelector("[aria-current]");
  if (current && side.scrollHeight > side.clientHeight) {
    const offset = current.getBoundingClientRect().top - side.getBoundingClientRect().top;
    if (offset > side.clientHeight * 0.7) side.scrollTop = offset - side.clientHeight / 3;
  }
}

// A table that fits needs no scroll box: its header can then stick to the page, and it is one
// stop less for the keyboard.
const fitTables = (() => {
  const measure = (entries) => {
    for (const { target } of entries) {
      const fits = target.firstElementChild.offsetWidth <= target.clientWidth;
      target.classList.toggle("fits", fits);
      target.classList.toggle("scrolls", !fits);
      if (fits) target.removeAttribute("tabindex");
      else target.tabIndex = 0;
    }
  };
  // Code and diagrams that scroll have to be reachable by keyboard in every browser.
  const reach = (entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  };
  const observer = new ResizeObserver(measure);
  const scrollers = new ResizeObserver(reach);
  for (const box of document.querySelectorAll(".body pre, .body figure")) scrollers.observe(box);
  return (place) => {
    for (const box of place.querySelectorAll(".table-scroll")) observer.observe(box);
  };
})();
fitTables(document);

// Puts text on the clipboard, and says to everybody whether that worked.
const copyText = (() => {
  const status = document.createElement("div");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  document.body.append(status);

  // Browsers give their clipboard to secure addresses only. Elsewhere a selection is copied, as by hand.
  const copySelection = (text) => {
    const focused = document.activeElement;
    const source = document.createElement("textarea");
    source.className = "copy-source";
    source.value = text;
    document.body.append(source);
    source.select();
    const copied = document.execCommand("copy");
    source.remove();
    focused?.focus({ preventScroll: true });
    return copied;
  };

  return async (text) => {
    // The same words again would not be spoken: they have to go first.
    status.textContent = "";
    let copied = false;
    try {
      await navigator.clipboard.writeText(text);
      copied = true;
    } catch {
      copied = copySelection(text);
    }
    setTimeout(() => { status.textContent = copied ? "Copied" : "Not copied"; }, 50);
    return copied;
  };
})();

// Code can be copied. The button stands beside the box that scrolls, or it would scroll away.
for (const pre of document.querySelectorAll(".body pre")) {
  const box = document.createElement("div");
  box.className = "code";
  pre.replaceWith(box);

  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.title = "Copy code";
  button.setAttribute("aria-label", "Copy code");
  box.append(pre, button);

  let timer;
  button.addEventListener("click", async () => {
    const copied = await copyText(pre.textContent.replace(/\n$/, ""));
    button.dataset.result = copied ? "Copied" : "Not copied";
    clearTimeout(timer);
    timer = setTimeout(() => { delete button.dataset.result; }, 2000);
  });
}

// The sign behind a heading leads to its section, and copies the address.
document.addEventListener("click", async (event) => {
  const anchor = event.target.closest(".anchor");
  if (!anchor) return;
  const copied = await copyText(anchor.href);
  anchor.dataset.result = copied ? "Address copied" : "Not copied";
  setTimeout(() => { delete anchor.dataset.result; }, 2000);
});

// Printing shows everything, so folded lists open for it and fold again after.
{
  const opened = [];
  addEventListener("beforeprint", () => {
    for (const more of document.querySelectorAll("details.more:not([open])")) {
      more.open = true;
      opened.push(more);
    }
  });
  addEventListener("afterprint", () => {
    for (const more of opened.splice(0)) more.open = false;
  });
}

// The contents mark the section being read: the last heading above the upper third.
{
  const links = new Map();
  for (const link of document.querySelectorAll(".contents a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }

  let marked = null;
  const mark = () => {
    let link = null;
    for (const [heading, candidate] of links) {
      if (heading.getBoundingClientRect().top > innerHeight / 3) break;
      link = candidate;
    }
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    marked = link;
  };

  if (links.size > 0) {
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }
}
