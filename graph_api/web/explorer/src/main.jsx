// Order matters in two places: the workers are named before the editor starts, our style stands last.
import "./workers.js";
import "@graphiql/react/style.css";
import "graphiql/graphiql.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "@graphiql/plugin-explorer/style.css";
// Imported here and not only on demand, so that one bundle holds the editor and its style.
import "monaco-graphql/esm/monaco-editor.js";
import "./style.css";

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { createRoot } from "react-dom/client";

import { makeFetcher } from "./fetcher.js";
import { OpenTabInSight, RunFirst, WrapLines } from "./helpers.jsx";
import { questionsPlugin } from "./questions.jsx";
import { storage } from "./storage.js";

/** The ready-made questions; none, with a word on the console, where they cannot be read. */
async function readQuestions(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await response.json();
  } catch (error) {
    console.warn(`No ready-made questions: ${error.message}`);
    return [];
  }
}

function Explorer({ fetcher, first, plugins }) {
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      visiblePlugin={plugins[0]}
      shouldPersistHeaders={false}
      storage={storage}
      defaultTabs={[{ query: first?.query ?? "{ __typename }" }]}
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>
        <a className="goldthread-back" href="../">
          Goldthread pages
        </a>
      </GraphiQL.Logo>
      <OpenTabInSight />
      <WrapLines />
      <RunFirst query={first?.query} />
    </GraphiQL>
  );
}

const place = document.getElementById("explorer");
const questions = await readQuestions(place.dataset.questions);
const plugins = [
  questionsPlugin(questions),
  { ...explorerPlugin(), title: "Build a query" },
  HISTORY_PLUGIN,
];
createRoot(place).render(
  <>
    <h1 className="goldthread-unseen">Explorer</h1>
    <Explorer fetcher={makeFetcher(place.dataset.graphql)} first={questions[0]} plugins={plugins} />
  </>,
);
