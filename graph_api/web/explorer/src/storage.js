// What GraphiQL remembers between visits, under names of our own, because other pages of this address may
// use GraphiQL too. Headers are never written: one may be somebody's pass, and the history would keep it.
const OURS = "goldthread.";

function withoutHeaders(text) {
  try {
    return JSON.stringify(JSON.parse(text), (key, value) => (key === "headers" ? null : value));
  } catch {
    return text; // a plain word, such as the name of a theme
  }
}

function names() {
  return Object.keys(localStorage).filter((name) => name.startsWith(OURS));
}

export const storage = {
  get length() {
    return names().length;
  },
  getItem: (name) => localStorage.getItem(OURS + name),
  setItem: (name, value) => localStorage.setItem(OURS + name, withoutHeaders(value)),
  removeItem: (name) => localStorage.removeItem(OURS + name),
  clear: () => names().forEach((name) => localStorage.removeItem(name)),
};
