// The editor asks for its workers by label. Each is a file of its own beside the bundle, so that the page
// needs neither `blob:` nor `eval`, which a strict content security policy forbids.
const FILES = { graphql: "./graphql.worker.js", json: "./json.worker.js" };

globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    return new Worker(new URL(FILES[label] ?? "./editor.worker.js", import.meta.url), { name: label });
  },
};
