import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useState } from "react";

const USERS = [
  ["officer", "Policy officer"],
  ["executive", "Partnership executive"],
];

/** Opens a question in a tab of its own and asks it; goes back to its tab where one has it unchanged. */
function useOpen() {
  const { tabs, queryEditor } = useGraphiQL(pick("tabs", "queryEditor"));
  const { addTab, changeTab, run, setOperationName } = useGraphiQLActions();
  return ({ query }) => {
    const open = tabs.findIndex((tab) => tab.query === query);
    if (open >= 0) {
      changeTab(open);
      return "Went back to";
    }
    addTab();
    queryEditor?.setValue(query);
    setOperationName(/query (\w+)/.exec(query)?.[1] ?? null);
    run();
    return "Opened in a new tab";
  };
}

function Question({ asked, current, open }) {
  return (
    <li>
      <button type="button" aria-current={current ? "true" : undefined} onClick={() => open(asked)}>
        <span className="goldthread-title">{asked.title}</span>
        <span className="goldthread-question">{asked.question}</span>
      </button>
    </li>
  );
}

function Group({ name, asked, currentQuery, open }) {
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      <ul>
        {asked.map((one) => (
          <Question key={one.title} asked={one} current={one.query === currentQuery} open={open} />
        ))}
      </ul>
    </section>
  );
}

function Questions({ questions }) {
  const currentQuery = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.query);
  const openTab = useOpen();
  const [said, setSaid] = useState("");
  const open = (asked) => setSaid(`${openTab(asked)}: ${asked.title}.`);
  return (
    <div className="goldthread-questions">
      <h2>Questions</h2>
      <p>Choose one: it opens in a new tab with its answer. You can then change it.</p>
      {USERS.map(([who, name]) => {
        const asked = questions.filter((one) => one.who === who);
        return <Group key={who} {...{ name, asked, currentQuery, open }} />;
      })}
      {/* Read out by screen readers; nothing on the panel itself changes when a tab opens. */}
      <p role="status" className="goldthread-unseen">
        {said}
      </p>
    </div>
  );
}

function Icon(props) {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" {...props}>
      <circle cx="10" cy="10" r="8.5" />
      <path d="M7.5 8a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 14.2v.6" strokeLinecap="round" />
    </svg>
  );
}

/** The side panel of ready-made questions, grouped by the user who asks them. */
export function questionsPlugin(questions) {
  return { title: "Questions", icon: Icon, content: () => <Questions questions={questions} /> };
}
