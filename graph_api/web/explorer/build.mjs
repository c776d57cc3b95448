// Bundles the explorer into dist/: one script, one style sheet, three workers, no request to another host.
import { createHash } from "node:crypto";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

import { licences } from "./licences.mjs";

const OUT = "dist";
const PAGE = { "index.html": "index.html", "src/questions.json": "questions.json", "src/icon.svg": "icon.svg" };
const WORKERS = {
  "editor.worker": "monaco-editor/esm/vs/editor/editor.worker.js",
  "json.worker": "monaco-editor/esm/vs/language/json/json.worker.js",
  "graphql.worker": "monaco-graphql/esm/graphql.worker.js",
};

// Pictures written into a style sheet become files, because the policy allows no data: address.
const picturesAsFiles = {
  name: "pictures-as-files",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^data:image\// }, ({ path }) => {
      const ending = path.startsWith("data:image/svg") ? "svg" : "png";
      const name = createHash("sha256").update(path).digest("hex").slice(0, 8);
      return { path: `picture-${name}.${ending}`, namespace: "picture", pluginData: path };
    });
    onLoad({ filter: /.*/, namespace: "picture" }, async ({ pluginData }) => {
      const contents = new Uint8Array(await (await fetch(pluginData)).arrayBuffer());
      return { contents, loader: "file" };
    });
  },
};

const common = {
  bundle: true,
  minify: true,
  metafile: true,
  outdir: OUT,
  target: "es2022",
  assetNames: "[name]", // a picture's name holds its hash; the one font is tied to the script beside it
  logLevel: "warning",
  legalComments: "none", // their full texts stand in licences.txt
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".ttf": "file" },
};

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
const results = await Promise.all([
  build({
    ...common,
    entryPoints: { explorer: "src/main.jsx" },
    format: "esm",
    jsx: "automatic",
    plugins: [picturesAsFiles],
  }),
  build({ ...common, entryPoints: WORKERS, format: "iife" }),
]);
for (const [from, to] of Object.entries(PAGE)) await cp(from, `${OUT}/${to}`);
const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
await writeFile(`${OUT}/licences.txt`, await licences(inputs));
