"""Every kind of item and every field it may have, declared once.

Forms, GraphQL types, templates, pages and database constraints are all derived from this table. A *family*
is kinds that share their fields; a rule may name a family wherever it may name a kind. Only key and kind
are required of an item: what is absent is a gap in the plans, not a refused row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from schema.fields import Field, date, number, one_of, period, text, words, yes_no


@dataclass(frozen=True, slots=True)
class Kind:
    """What an item is: its name, its height in the cascade (None outside it), what it means, its fields.

    `name` is a singular noun in CamelCase, `plural` and `slug` are its forms in files and keys.
    """

    name: str
    about: str
    family: str
    tier: int | None
    fields: tuple[Field, ...]
    plural: str

    @property
    def slug(self) -> str:
        """The kind in a key and in a file name: `service-plan`."""
        return slug(self.name)

    @property
    def label(self) -> str:
        """The kind in a sentence: `service plan`."""
        return self.slug.replace("-", " ")


def slug(name: str) -> str:
    """A CamelCase name in kebab case: ServicePlan becomes service-plan."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


COMMON = (
    text("title", "The name of the item, as its own plan gives it."),
    text("note", "A remark of whoever keeps the record; no rule reads it."),
    text("owner", "Key of the post or body that answers for the item: its own, else its container's, "
         "else its parent's.", derived=True),
    text("board", "Key of the board or other body that oversees the item: its own, else its container's, "
         "else its parent's.", derived=True),
    text("title_key", "The title with case, punctuation and spacing folded away, for comparing.", derived=True),
)
TIER = number(
    "tier", "Height in the cascade: 0 vision, 1 themes and partnership priorities, 2 corporate objectives, "
    "3 strategies, 4 service plans, 5 business plans, 6 staff objectives.", marked=True)
RANK = number("rank", "The tier, counted over the tiers in use in this plan set.", derived=True)

PLAN_FIELDS = (
    one_of("status", "draft|live|superseded", "Whether the plan is being written, in force, or replaced.", marked=True,
           also={"in force": "live", "current": "live", "adopted": "live", "under development": "draft",
                 "in development": "draft", "out for consultation": "draft", "replaced": "superseded"}),
    date("start", "First day of the time that the plan covers."),
    date("end", "Last day of the time that the plan covers."),
    date("updated", "When the text was last brought up to date."),
    date("due", "When the plan must be finished, by its timetable."),
    date("published", "When the plan was published."),
    date("review", "When the plan is to be reviewed next."),
    date("closed", "When the results of the plan were written up and it was closed."),
    text("aim", "What the plan is for."),
    text("issues", "The issues that the plan answers."),
    words("groups", "Groups at risk that the plan names."),
    number("spend", "Money that the plan commits, in pounds."),
    number("stated_count", "How many indicators the plan says that it has."),
    yes_no("departmental", "Whether the plan is one department's own."),
    yes_no("statutory", "Whether the law requires the plan."),
    yes_no("joint", "Whether partners run the plan together."),
    yes_no("long_term", "Whether the plan looks ten years ahead or more: as stated, else from start and end."),
    number("years", "Whole years that the plan covers, from start to end.", derived=True, out_of=("start", "end")),
    number("tier", "Height in the cascade: the kind's own, unless a council sets another."),
    RANK,
)
OBJECTIVE_FIELDS = (
    TIER,
    RANK,
    one_of("status", "live|superseded", "Whether the objective still stands.",
           also={"current": "live", "replaced": "superseded"}),
    text("outcome", "What will be different for people when it is met."),
)
STAFF_OBJECTIVE_FIELDS = (
    one_of("type", "performance|development", "Whether it is about the work or about learning."),
    text("outcome", "What will be different when it is met."),
    date("due", "When it should be met."),
    TIER,
    RANK,
)
ACTION_FIELDS = (
    one_of("status", "open|closed", "Whether work remains to be done.", marked=True,
           also={"in progress": "open", "taken": "closed", "done": "closed", "complete": "closed"}),
    one_of("type", "improvement|corrective|efficiency|training", "What the action is meant to do."),
    date("start", "When the action began or is to begin."),
    date("due", "When the action must be finished."),
    text("outcome", "What the action changes for people."),
    yes_no("joint", "Whether partners do it together."),
)
MILESTONE_FIELDS = (
    date("due", "When the milestone must be reached.", marked=True),
    date("forecast", "When it is now expected."),
    date("done", "When it was reached."),
    one_of("status", "on-track|at-risk|late|done", "As its owner last reported it.",
           also={"green": "on-track", "amber": "at-risk", "red": "late", "complete": "done"}),
)
INDICATOR_FIELDS = (
    one_of("polarity", "higher|lower", "Which direction is better.", marked=True,
           also={"higher is better": "higher", "lower is better": "lower", "up": "higher", "down": "lower"}),
    text("unit", "What one unit of the value is."),
    one_of("stage", "outcome|output|process|input", "Where in the chain from money to result it measures."),
    one_of("driver", "national|local|inspection", "Who wanted it measured."),
    one_of("aspect", "efficiency|quality", "What about the work it measures."),
    yes_no("by_area", "Whether figures for each ward or neighbourhood are required."),
)
VALUE_FIELDS = (
    period("period", "The year that the figure is for.", marked=True),
    number("value", "The figure, in the indicator's unit.", marked=True),
    period("prior", "The year before the period.", derived=True),
    number("change", "How far a result moved since the year before, in the indicator's unit; blank where no single "
           "figure of that year is recorded.", derived=True),
    one_of("status", "reported|not-due|not-available", "Whether there is a figure to report.",
           also={"data not available": "not-available", "n/a": "not-available"}),
    date("due", "When the figure must be reported, or the target met."),
    date("issued", "When it was reported."),
    date("escalated", "When poor performance was taken higher."),
    one_of("direction", "up|down", "Which way it has moved, where the source gives no size."),
    text("area", "The ward or neighbourhood that it is for; blank for the whole area."),
    yes_no("peer", "Whether the figure is that of comparable councils or a national one."),
    yes_no("baseline", "Whether it is the figure that later ones are measured from."),
)
BODY_FIELDS = (
    one_of("type", "partnership|executive|board|scrutiny|regulatory|standards|forum|area-committee|service|unit|"
           "partner|council|department", "What sort of body it is.", marked=True),
)
POST_FIELDS = (
    one_of("status", "filled|vacant|interim", "Whether somebody holds the post for good.", marked=True,
           also={"acting": "interim", "temporary": "interim"}),
    text("holder", "Who holds it.", personal=True),
    text("held_as", "How the source puts it: acting, joint, covered by another post."),
    yes_no("key_post", "Whether the council counts it among its key posts."),
    yes_no("independent", "Whether the seat is for an independent member."),
    date("appraised", "When the holder was last appraised."),
)
RECOMMENDATION_FIELDS = (
    one_of("type", "recommendation|weakness", "What somebody advised, or a weakness one found oneself.", marked=True),
    one_of("status", "accepted|dropped|altered", "What was decided about it."),
    one_of("stage", "taken|in-progress|to-be-developed", "How far the answer to it has come.",
           also={"to be developed": "to-be-developed", "action taken": "taken"}),
    date("since", "Since when it stands at that stage."),
    date("deadline", "When it must be answered."),
    text("term", "The deadline in words, where the source gives no date: within six months, at once."),
    date("made", "When it was made."),
    text("reason", "Why it was dropped or altered."),
    text("topic", "What it is about, in words that other reviews use too."),
)
REVIEW_FIELDS = (
    one_of("type", "inspection|peer|scrutiny|best-value|consultation|equality|self-assessment",
           "What sort of look it was.", marked=True),
    one_of("status", "planned|held|not-held", "Whether it took place.", also={"done": "held", "not done": "not-held"}),
    date("held", "When it took place."),
    date("fed_back", "When those who took part were told the result."),
    date("deadline", "When it must be finished."),
)
REPORT_FIELDS = (
    words("topics", "What it reports on: finance, performance, risk."),
    date("due", "When it must be issued."),
    date("issued", "When it was issued."),
    text("cadence", "How often it comes, in words."),
)
DOCUMENT_FIELDS = (
    one_of("type", "register|strategy-list|agreement|committee-report|timetable|framework|inspection-report",
           "What sort of paper it is.", marked=True),
    date("dated", "The date that it bears."),
    date("reviewed", "When it was last reviewed."),
)
PASSAGE_FIELDS = (
    one_of("type", "paragraph|implication", "A numbered paragraph, or a row of an implications table."),
    yes_no("answer", "What the row answers."),
    text("text", "What the passage says, in short."),
    one_of("aspect", "challenge|consult|compare|compete", "Which of the 4Cs it is about."),
)
CRITERION_FIELDS = (
    one_of("level", "framework|theme|line|criterion", "Its height in the framework.", marked=True),
    text("criterion", "What was scored: the id of a framework, such as kloe, or of one of its criteria, such as "
         "kloe-2; for a record of a score, not for the criterion itself."),
    period("period", "The year of the score."),
    number("score", "The score as stated."),
    text("judgement", "The judgement in words, where the source gives no number: good, fair."),
    number("derived_score", "The score of the whole that the framework's own table gives, from one score for each of "
           "its themes in the same year.", derived=True),
)


def _kinds(family: str, fields: tuple[Field, ...], *declared: tuple[str, str, int | None, str]) -> list[Kind]:
    """Kinds of one family, each declared as (name, plural, tier, about)."""
    return [Kind(name, about, family, tier, COMMON + fields, plural) for name, plural, tier, about in declared]


KINDS: tuple[Kind, ...] = (
    *_kinds(
        "Plan", PLAN_FIELDS,
        ("Vision", "visions", 0, "Where the area wants to be in the long run; the top of the golden thread."),
        ("CommunityStrategy", "community-strategies", 1, "The partnership's sustainable community strategy."),
        ("LocalAreaAgreement", "local-area-agreements", 1, "The targets agreed between the area and government."),
        ("CorporatePlan", "corporate-plans", 2, "What the council itself will do over the next years."),
        ("Strategy", "strategies", 3, "How one subject is tackled across the council or the partnership."),
        ("ServicePlan", "service-plans", 4, "What one service will do, with what money, to serve the corporate plan."),
        ("BusinessPlan", "business-plans", 5, "A team's own plan, or a work programme."),
    ),
    *_kinds("Objective", OBJECTIVE_FIELDS, (
        "Objective", "objectives", None,
        "Something to be reached: a theme, a partnership or corporate priority, an objective, an outcome.")),
    *_kinds("StaffObjective", STAFF_OBJECTIVE_FIELDS, (
        "StaffObjective", "staff-objectives", 6, "What one member of staff agreed to reach, from the appraisal.")),
    *_kinds("Action", ACTION_FIELDS, (
        "Action", "actions", None, "Something to be done: an initiative, a project, a corrective action, training.")),
    *_kinds("Milestone", MILESTONE_FIELDS, (
        "Milestone", "milestones", None, "A dated point on the way that shows whether work is on course.")),
    *_kinds("Indicator", INDICATOR_FIELDS, (
        "Indicator", "indicators", None, "What is measured to tell whether a plan or objective succeeds.")),
    *_kinds(
        "Value", VALUE_FIELDS,
        ("Target", "targets", None, "The figure that an indicator should reach in one period, as one paper states it."),
        ("Outturn", "outturns", None, "The figure that an indicator did reach in one period, as one paper states it."),
    ),
    *_kinds(
        "Body", BODY_FIELDS,
        ("Partnership", "partnerships", None, "The local strategic partnership, or another standing partnership."),
        ("Board", "boards", None, "A board, executive or committee that steers or oversees."),
        ("Organisation", "organisations", None, "A council, partner, department, service, unit or forum."),
    ),
    *_kinds("Post", POST_FIELDS, ("Post", "posts", None, "A job or a seat, whoever holds it.")),
    *_kinds("Area", (), ("Area", "areas", None, "A ward or neighbourhood.")),
    *_kinds("Risk", (one_of("level", "high|medium|low", "How serious it is.", marked=True),), (
        "Risk", "risks", None, "What might stop a plan or objective from succeeding.")),
    *_kinds("BudgetLine", (number("amount", "The money, in pounds.", marked=True),), (
        "BudgetLine", "budget-lines", None, "Money set aside in a budget.")),
    *_kinds("Recommendation", RECOMMENDATION_FIELDS, (
        "Recommendation", "recommendations", None,
        "What a review advised, or a weakness that the council found itself.")),
    *_kinds("Review", REVIEW_FIELDS, (
        "Review", "reviews", None, "An event that looks at something: an inspection, a scrutiny, a consultation.")),
    *_kinds("Report", REPORT_FIELDS, ("Report", "reports", None, "A line of the monitoring timetable.")),
    *_kinds("Document", DOCUMENT_FIELDS, (
        "Document", "documents", None, "A paper, a register, an agreement, a framework.")),
    *_kinds("Passage", PASSAGE_FIELDS, (
        "Passage", "passages", None, "A numbered paragraph, or a row of an implications table.")),
    *_kinds("Criterion", CRITERION_FIELDS, (
        "Criterion", "criteria", None, "What a framework asks, at one of its levels, with its score for a year.")),
)

KIND: dict[str, Kind] = {kind.name: kind for kind in KINDS}
"""Every kind by its name."""

FAMILIES: dict[str, tuple[str, ...]] = {}
"""Names of the kinds of each family, in the order declared."""
for _kind in KINDS:
    FAMILIES[_kind.family] = (*FAMILIES.get(_kind.family, ()), _kind.name)

PERSONAL = frozenset(field.name for kind in KINDS for field in kind.fields if field.personal)
"""Fields about a person: never written into an answer."""

BY_SLUG: dict[str, Kind] = {form: kind for kind in KINDS for form in (kind.slug, kind.plural)}
"""Every kind by the words that files and keys use for it, singular and plural."""

def kind_of_key(key: str) -> str:
    """The name of the kind of an item with that key; empty where its beginning names none."""
    kind = BY_SLUG.get(key.partition(":")[0])
    return kind.name if kind else ""


FAMILY_BY_SLUG: dict[str, str] = {slug(family): family for family in FAMILIES}
"""Every family by the word that keys use for it: a reference to `plan:alcohol` may be any kind of plan."""


def kinds_of(names: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Kind names for a list of kinds and families, in the order declared; raises KeyError for another word."""
    wanted = {kind for name in names for kind in FAMILIES.get(name) or (KIND[name].name,)}
    return tuple(kind.name for kind in KINDS if kind.name in wanted)


@cache
def field_of(kind: str, name: str) -> Field | None:
    """The field of that name on that kind, or None where the kind has none."""
    return next((field for field in KIND[kind].fields if field.name == name), None)
