// What a tab remembers until it is closed; where storage is blocked, until its page is left.
const here = new Map();

export const remember = (name, value) => {
  here.set(name, value);
  try {
    sessionStorage.setItem(`preview-${name}`, JSON.stringify(value));
  } catch {
    // Blocked or full.
  }
};

export const recall = (name) => {
  if (here.has(name)) return here.get(name);
  try {
    return JSON.parse(sessionStorage.getItem(`preview-${name}`));
  } catch {
    return null;
  }
};
