import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { TabFocus } from "monaco-editor/esm/vs/editor/browser/config/tabFocus.js";
import { useEffect, useRef } from "react";

const EDITORS = ["queryEditor", "variableEditor", "headerEditor", "responseEditor"];

// The Tab key leaves an editor. By default it indents there, and a keyboard user cannot get out again.
TabFocus.setTabFocusMode(true);

/** Wraps long lines, which the buttons beside the query would hide. */
export function WrapLines() {
  const editors = useGraphiQL(pick(...EDITORS));
  useEffect(() => {
    for (const editor of Object.values(editors)) editor?.updateOptions({ wordWrap: "on" });
  }, [editors]);
  return null;
}

/** Keeps the open tab in sight: with many questions open, a new tab lies beyond the edge. */
export function OpenTabInSight() {
  const { activeTabIndex, tabs } = useGraphiQL(pick("activeTabIndex", "tabs"));
  useEffect(() => {
    const tab = document.getElementById(`graphiql-session-tab-${activeTabIndex}`);
    tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [activeTabIndex, tabs.length]);
  return null;
}

/** Asks the first question once the schema is there, where the page opens on it, so that an answer shows. */
export function RunFirst({ query }) {
  const { queryEditor, responseEditor, schema } = useGraphiQL(pick("queryEditor", "responseEditor", "schema"));
  const { run } = useGraphiQLActions();
  const done = useRef(false);
  useEffect(() => {
    if (done.current || !queryEditor || !responseEditor || !schema) return;
    done.current = true;
    if (query && queryEditor.getValue() === query) run();
  }, [query, queryEditor, responseEditor, run, schema]);
  return null;
}
