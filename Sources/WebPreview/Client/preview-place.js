// Which place of a page has changed. Pages are compared as the server sends them, since the scripts of a theme change what
// stands in the document.

const BLOCKS = "address, article, aside, blockquote, body, caption, dd, details, div, dl, dt, fieldset, figcaption, "
  + "figure, footer, form, h1, h2, h3, h4, h5, h6, header, hr, li, main, ol, p, pre, section, summary, table, tbody, "
  + "tfoot, thead, tr, ul";
// What a change elsewhere in the page changes too, such as its contents.
const NOISE = "nav, script, style, template";

// The blocks that hold text or pictures of their own, in order: what stands in a nested block is that block's own.
export const blocksOf = (page) => {
  const blocks = new Map();
  const blockOf = (element) => {
    const owner = element.closest(BLOCKS);
    if (!blocks.has(owner)) blocks.set(owner, { element: owner, text: "", markup: owner.cloneNode(false).outerHTML });
    return blocks.get(owner);
  };
  const walker = page.createTreeWalker(page.querySelector("main") ?? page.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(NOISE) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (!node.matches(BLOCKS)) blockOf(node).markup += node.cloneNode(false).outerHTML;
    } else if (node.data.trim()) {
      const text = node.data.replace(/\s+/g, " ");
      const block = blockOf(node.parentElement);
      block.text += text;
      block.markup += text;
    }
  }
  return [...blocks.values()];
};

// Blocks as numbers (FNV-1a), as the memory of a tab is small.
export const fingerprints = (blocks) => blocks.map(({ markup }) => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < markup.length; index += 1) hash = Math.imul(hash ^ markup.charCodeAt(index), 0x01000193);
  return hash >>> 0;
});

// The first block that is not as before: changed, put in, or what follows where one was taken out.
export const firstChange = (before, after) => {
  const index = after.findIndex((print, place) => print !== before[place]);
  if (index >= 0 || before.length === after.length) return index;
  return after.length - 1;
};

// Finds in the document the block of the page as it was sent. Scripts wrap and add elements but leave words alone, so it is
// found by them; where they did not, the block before it is near enough.
export const elementOf = (blocks, index) => {
  const nameOf = ({ element, text }) => `${element.localName} ${text}`;
  const sent = blocks.map(nameOf);
  const present = blocksOf(document).map((block) => ({ name: nameOf(block), element: block.element }));
  for (let at = index; at >= 0; at -= 1) {
    const nth = sent.slice(0, at).filter((name) => name === sent[at]).length;
    const found = present.filter(({ name }) => name === sent[at])[nth];
    if (found) return found.element;
  }
  return null;
};
