// Reads {schema, versions, texts} from standard input; for each text writes a line [name, [version: message, ..]].
const path = require("path");
const { lintCypherQuery } = require(path.join(process.argv[2], "@neo4j-cypher/language-support"));

const { schema, versions, texts } = JSON.parse(require("fs").readFileSync(0, "utf8"));
for (const [name, text] of Object.entries(texts)) {
  const told = [];
  for (const version of versions) {
    const found = lintCypherQuery(`${version} ${text}`, schema, false);
    for (const one of found.diagnostics || found) {
      if (/^Parameter .* is not defined/.test(one.message)) continue; // parameters are given with each question
      told.push(`${version}: ${one.message}`);
    }
  }
  require("fs").writeSync(1, JSON.stringify([name, told]) + "\n");
}
