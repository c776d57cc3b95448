// Gathers the licence texts of the packages whose files went into the bundle.
import { readdir, readFile } from "node:fs/promises";

const TEXTS = /^(licen[cs]e|copying|notice|thirdpartynotices)/i;
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the
Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of
the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO
THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
IN THE SOFTWARE.`;
const RULE = "=".repeat(100);

/** The folder of the package that a bundled file belongs to, or nothing for a file of ours. */
function folderOf(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

/** What stands in for a licence file that a package names but does not hold. */
function withoutFile(licence, by) {
  const head = `The package holds no licence file. It states: ${licence}.`;
  return licence === "MIT" ? `${head}\n\nCopyright (c) ${by}\n\n${MIT}` : head;
}

async function textOf(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const names = (await readdir(folder)).filter((file) => TEXTS.test(file)).sort();
  const texts = await Promise.all(names.map((file) => readFile(`${folder}/${file}`, "utf8")));
  if (!texts.length) texts.push(withoutFile(license, author?.name ?? author ?? `the authors of ${name}`));
  return [RULE, `${name} ${version} (${license ?? "see the text"})`, RULE, ...texts].join("\n\n");
}

/** One text with the name, version and licence of every package among the bundled files, sorted by folder. */
export async function licences(files) {
  const folders = [...new Set(files.map(folderOf).filter(Boolean))].sort();
  const head = "The explorer is made of Goldthread's own files (MIT) and of the packages below.";
  return [head, ...(await Promise.all(folders.map(textOf))), ""].join("\n\n");
}
