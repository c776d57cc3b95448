"""Everything that can be wrong with input: code, meaning, what to do. Messages add the place and the value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters: an error lost something, a warning may have, a note only says what was done."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One thing that can be wrong with input."""

    code: str
    about: str
    remedy: str
    level: Level = Level.ERROR


_E, _W, _N = Level.ERROR, Level.WARNING, Level.NOTE

PROBLEMS: dict[str, ProblemKind] = {
    kind.code: kind
    for kind in (
        # Files
        ProblemKind("path-missing", "There is no such file or folder.", "Check the path."),
        ProblemKind("path-unreadable", "The file or folder cannot be opened.", "Check who may read it."),
        ProblemKind("file-empty", "The file holds nothing.", "Save it again from where it came from."),
        ProblemKind("file-too-large", "The file is larger than the limit.", "Split it, or raise the limit."),
        ProblemKind("file-not-text", "The file is not text in an encoding that we read.",
                    "Save it as UTF-8 text, or as CSV UTF-8 from a spreadsheet."),
        ProblemKind("file-encoding", "The file is not UTF-8 and was read as Windows-1252.",
                    "Save it as UTF-8 if letters look wrong.", _W),
        ProblemKind("file-unknown", "Nothing here reads files of this sort.",
                    "Give CSV, tab-separated text, YAML or JSON, or name the file in a mapping."),
        ProblemKind("file-not-a-plan", "The file can be read but holds nothing in the shape of plan data.",
                    "Begin with kinds, each with a list of records, as in docs/formats.md."),
        ProblemKind("syntax", "The file breaks the rules of its own format.", "Mend it at the place named."),
        ProblemKind("truncated", "The file ends in the middle of a value.", "Save it again; part of it is missing."),
        ProblemKind("yaml-alias", "The YAML uses aliases, which can make a small file unfold without end.",
                    "Write each value out where it is needed."),
        ProblemKind("yaml-duplicate-key", "One name stands twice in the same YAML or JSON mapping.",
                    "Keep one of the two."),
        ProblemKind("too-deep", "The file nests deeper than any plan does.", "Flatten it."),
        # Settings, mappings, rules
        ProblemKind("settings", "goldthread.yaml says something that is not understood.",
                    "See docs/formats.md for the names it knows."),
        ProblemKind("mapping", "The mapping says something that is not understood.",
                    "See docs/formats.md for the names it knows."),
        ProblemKind("rule-refused", "A rule is not well made, so no rule of its file is used.",
                    "Mend it at the place named."),
        ProblemKind("rule-doubtful", "A test of a rule holds for items of which nothing is known.",
                    "Ask first that the value is there.", _W),
        ProblemKind("findings-file", "An entry of the findings register is not understood.",
                    "Give id, document, paragraph, says, and either rule or why_no_rule."),
        ProblemKind("finding-unknown-rule", "A finding names a rule that is not there.", "Correct the code."),
        ProblemKind("finding-unknown-item", "A finding names an item that is not there.", "Correct the key."),
        ProblemKind("finding-item-cannot-stand", "No gap of the finding's rule could be about the item that it names.",
                    "Name the item that the rule looks at, or another rule."),
        ProblemKind("slips-file", "An entry of the list of slips is not understood.",
                    "Give document, paragraph, value, and why it cannot be."),
        ProblemKind("paper-slip", "A paper says what cannot be; it was loaded as it stands.",
                    "Ask whoever wrote the paper; nothing was corrected.", _W),
        ProblemKind("finding-duplicate-id", "Two findings have one id.", "Give one of them another id."),
        ProblemKind("waiver", "A waiver is not whole, so it is not used.",
                    "Give rule, item, reason, approver and the last day."),
        ProblemKind("waiver-expired", "A waiver has run out.", "Mend the gap, or agree the waiver again.", _W),
        ProblemKind("waiver-unused", "A waiver fits no gap.", "Take it out, or correct its key.", _W),
        # Tables and rows
        ProblemKind("kind-unknown", "The name is not a kind of item.",
                    "Use one of the kinds; `goldthread kind` lists them."),
        ProblemKind("heading-unknown", "The heading is not a field or link of this kind, so its column was not read.",
                    "Rename it, or map it, or tell the mapping to ignore it.", _W),
        ProblemKind("heading-twice", "One heading stands twice in the table; the second column was not read.",
                    "Rename one of the two.", _W),
        ProblemKind("heading-missing", "A heading that the mapping or the kind needs is not in the table.",
                    "Add the column, or correct the mapping."),
        ProblemKind("row-empty", "The row holds nothing but blanks.", "Delete it.", _N),
        ProblemKind("row-too-long", "The row has more cells than there are headings.",
                    "Look for a comma or tab that should be in quotes."),
        ProblemKind("row-without-key", "The row has no key and no title to make one from, so it is not an item.",
                    "Give it a key that no other row of the kind has."),
        ProblemKind("record-shape", "The record is not a list of names and values.",
                    "Write `name: value` for each field."),
        ProblemKind("key-duplicate", "Two rows of one table have the same key; the first was kept.",
                    "Give one of them another key."),
        ProblemKind("key-spacing", "The key holds a tab or a line break, which makes it another key than without.",
                    "Delete it; it cannot be seen, and references will not have it.", _W),
        ProblemKind("key-changed", "The key has signs that keys cannot hold, and was rewritten.",
                    "Use small letters, digits, hyphens, dots and slashes.", _N),
        # Cells
        ProblemKind("cell-type", "The cell does not hold what the field asks for, and was left out.",
                    "Write it as expected."),
        ProblemKind("cell-too-long", "The cell is longer than any plan's text and was left out.", "Shorten it."),
        ProblemKind("date-unclear", "The date can be read in more than one way or not at all, and was left out.",
                    "Write it like 2008-09-30, September 2008, 2008/09 or Q2 2008/09."),
        ProblemKind("tier-unknown", "Nothing tells how high the objective stands; it was put at tier 4.",
                    "Fill in its tier, or say which plan it is part of.", _W),
        ProblemKind("facts-differ", "Two sources state one fact differently; the newest one's value was kept.",
                    "Agree which is right. A paper stays as it is; a record can be corrected.", _W),
        # Links
        ProblemKind("link-unknown", "The word is not a link.", "Use a link's name from either end."),
        ProblemKind("link-kinds", "The link cannot join these two kinds of item, and was left out.",
                    "Use a link that joins them, or correct the reference."),
        ProblemKind("link-dangling", "The reference leads to nothing that was loaded.",
                    "Correct it, or load the item; near matches are named.", _N),
        ProblemKind("link-ambiguous", "The reference fits several items; none was chosen.",
                    "Write the key with its kind, as in strategy:housing."),
        ProblemKind("link-start-missing", "The record that should state the link is not there.",
                    "Load the item, or correct the reference."),
        # The committee table
        ProblemKind("committee-table", "A row of the committee table is not as its headings say.",
                    "Compare the row with the headings."),
    )
}
"""Every problem by its code, in the order in which pages list them."""
