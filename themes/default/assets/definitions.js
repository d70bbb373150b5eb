// A link to a definition shows it in a panel, on hover and on focus; without this script it is just a link.
// The definitions stand in shards, each a script that puts its data into self.siteData: a hover loads one, nothing is
// loaded before. The generator and this file agree on a shard by the hash of the page's address.
{
  const script = document.currentScript;
  const shards = Number(script.dataset.shards);
  const root = new URL("../", script.src).href;
  const kinds = ["profile", "actor", "transaction", "option", "content-module", "term"];
  const selector = kinds.map((kind) => `a.ref-${kind}`).join();

  // The address of the page from the site's root; nothing for links that show no panel.
  const addressOf = (link) => {
    const href = link.href.replace(/[?#].*$/, "");
    const isHere = href === location.href.replace(/[?#].*$/, "");
    return isHere || !href.startsWith(root) ? null : href.slice(root.length);
  };

  // FNV-1a, 32 bits.
  const shardOf = (address) => {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(address)) hash = Math.imul(hash ^ byte, 0x01000193);
    return (hash >>> 0) % shards;
  };

  const loading = new Map();
  const load = (name) => {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve) => {
        const element = document.createElement("script");
        element.addEventListener("load", () => resolve(self.siteData?.[name] ?? {}));
        // Without its data a link is a link.
        element.addEventListener("error", () => resolve({}));
        element.src = new URL(`assets/data/${name}.js`, root);
        document.head.append(element);
      }));
    }
    return loading.get(name);
  };

  // The way to the root stands in the data as a control character.
  const panelOf = async (address) => {
    const html = (await load(`definitions-${shardOf(address)}`))[address];
    return html?.replaceAll("\u0001", root.replaceAll("&", "&amp;"));
  };

  const panel = document.createElement("div");
  panel.id = "definition-panel";
  panel.className = "definition-panel";
  // In the top layer no box that scrolls can clip it.
  panel.popover = "manual";

  let shown = null;
  let wanted = null;
  // The link whose panel a reader has sent away, until another place is pointed at.
  let dismissed = null;
  let timer;

  // Below the link, or above where there is no room; near the pointer where the link goes over several lines.
  const put = (link, x) => {
    const lines = link.getClientRects();
    const { top, bottom } = link.getBoundingClientRect();
    const { width, height } = panel.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const isAbove = bottom + height > clientHeight && top > height;
    const start = lines.length > 1 && x !== undefined ? x - 24 : lines[0].left;
    panel.style.left = `${Math.max(8, Math.min(start, clientWidth - width - 8)) + scrollX}px`;
    panel.style.top = `${(isAbove ? top - height : bottom) + scrollY}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    wanted = null;
    if (!shown) return;
    shown.link.removeAttribute("aria-describedby");
    if (shown.title) shown.link.title = shown.title;
    shown = null;
    panel.hidePopover();
    panel.remove();
  };

  const show = async (link, x) => {
    wanted = link;
    const html = await panelOf(addressOf(link));
    if (wanted !== link) return;
    hide();
    if (!html || !link.isConnected) return;
    wanted = link;
    shown = { link, title: link.title };
    // What the browser shows of itself would lie over the panel.
    link.removeAttribute("title");
    panel.innerHTML = html;
    document.querySelector("main").append(panel);
    // Where browsers know the source, its panel follows it in the order of focus.
    panel.showPopover({ source: link });
    put(link, x);
    link.setAttribute("aria-describedby", panel.id);
  };

  const want = (link, delay, x) => {
    clearTimeout(timer);
    if (link === wanted || link === dismissed) return;
    dismissed = null;
    if (delay > 0) timer = setTimeout(show, delay, link, x);
    else show(link, x);
  };

  // Long enough to come from the link to the panel. What has the focus keeps its panel.
  const hideSoon = () => {
    clearTimeout(timer);
    dismissed = null;
    if (shown && !isFocused()) timer = setTimeout(hide, 250);
    else if (wanted !== document.activeElement) wanted = shown?.link ?? null;
  };

  const isFocused = () => {
    const focused = document.activeElement;
    return panel.contains(focused) || (focused === shown.link && focused.matches(":focus-visible"));
  };

  const dismiss = () => {
    const link = shown?.link;
    dismissed = link;
    if (panel.contains(document.activeElement)) link.focus();
    hide();
  };

  // A link that leads to another definition than the page itself, and stands neither in a diagram nor in the panel.
  const linkAt = (target) => {
    const link = target.closest?.(selector);
    return link instanceof HTMLAnchorElement && !panel.contains(link) && addressOf(link) !== null ? link : null;
  };

  if ("popover" in HTMLElement.prototype && shards > 0) {
    // A finger follows the link.
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const link = linkAt(event.target);
      if (link) want(link, 300, event.clientX);
      else if (panel.contains(event.target)) clearTimeout(timer);
      else hideSoon();
    });
    document.documentElement.addEventListener("pointerleave", hideSoon);
    document.addEventListener("focusin", (event) => {
      const link = linkAt(event.target);
      if (link?.matches(":focus-visible")) want(link, 0);
      else if (!panel.contains(event.target)) hide();
    });
    document.addEventListener("focusout", (event) => {
      if (event.relatedTarget === null) hideSoon();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && shown) dismiss();
    });
    // A box that scrolls moves the link away from its panel; the page moves both.
    document.addEventListener("scroll", (event) => {
      if (shown && event.target !== document && !panel.contains(event.target)) hide();
    }, { capture: true, passive: true });
  }
}
