// The search, as far as every page needs it: the button, the keys, and a field to type into at once. The rest is loaded
// when it is first wanted.
const siteSearch = (() => {
  const root = new URL("../", document.currentScript.src).href;
  const link = document.querySelector(".site-search a");

  // In full: the generator puts the names in their place under which these are published.
  const scripts = {
    elements: "assets/elements.js",
    engine: "assets/search-engine.js",
    view: "assets/search-view.js",
    dialog: "assets/search-dialog.js",
  };

  const loading = new Map();
  // Adds a script of the theme, once. One that did not come is asked for again the next time.
  const load = (name) => {
    const src = new URL(scripts[name], root).href;
    if ([...document.scripts].some((script) => script.src === src && !loading.has(name))) return Promise.resolve();
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => {
          script.remove();
          loading.delete(name);
          reject(new Error(`${src} did not load`));
        });
        script.src = src;
        document.head.append(script);
      }));
    }
    return loading.get(name);
  };

  const engine = async () => {
    await load("engine");
    return frameworkSearch;
  };

  const view = () => Promise.all(["elements", "view"].map((name) => load(name)));

  let dialog;
  // What can be typed into while the rest is on its way.
  const makeDialog = () => {
    dialog = document.createElement("dialog");
    dialog.className = "search-dialog";
    dialog.setAttribute("aria-label", "Search");
    dialog.innerHTML = `<form class="search-bar" role="search"><input class="search-field" type="search" name="q"
      aria-label="Search" placeholder="Name, acronym, number or question" autocomplete="off" autocapitalize="off"
      spellcheck="false" enterkeyhint="go"><button class="search-close" type="button">Close</button></form>
      <div class="search-rest"></div>`;
    dialog.querySelector(".search-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("pointerdown", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    document.body.append(dialog);
  };

  const fill = async () => {
    try {
      await view();
      await load("dialog");
    } catch {
      const rest = dialog.querySelector(".search-rest");
      rest.innerHTML = `<p class="search-problem" role="alert">The search could not be loaded.
        <button class="button" type="button">Try again</button></p>`;
      rest.querySelector("button").addEventListener("click", fill);
      return;
    }
    searchDialog(dialog);
  };

  const open = () => {
    // The page of the search has a field of its own.
    const field = document.querySelector("#search-query");
    if (field && !field.form.hidden) {
      field.focus();
      field.select();
      return;
    }
    if (!dialog) makeDialog();
    if (dialog.open) return;
    dialog.showModal();
    dialog.querySelector("input").select();
    fill();
  };

  if (link) {
    // Without script it is a link to the page of the search. What opens a dialog is a button.
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    button.title = "Search (/ or Ctrl-K)";
    button.append(...link.childNodes);
    link.replaceWith(button);
    button.addEventListener("click", open);
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const combined = !plain && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const wanted = combined || (plain && event.key === "/" && !typing);
    if (!wanted || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    open();
  });

  return { root, page: link?.href, examples: link?.dataset.examples?.split("|") ?? [], load, engine, view };
})();
