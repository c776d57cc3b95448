"""For each rule, by hand: what small plan sets for it are made of, and which answers in empty cells could matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from builders import rule

from loaders.rules import our_rules
from schema.dates import parse_date
from schema.kinds import field_of

Step = tuple[str, bool, str]
"""A link that may be added: its verb, whether it goes out, the kind at its other end."""
DONE, LATELY, LATER = (parse_date(text) for text in ("2008-01-01", "2008-08-20", "2010-03-31"))
LONG_AGO = parse_date("2006")


@dataclass(frozen=True)
class Moves:
    """Which answers could matter to a rule, by hand: values of fields, links, and the words of a link itself.

    `kinds` are what plan sets for it are made of; `given` are fields that the rule narrows by, never answered;
    `also` are links that are there and never added; `nowhere` are links to nothing, with the kind that they want.
    `most` is how many answers are given at once, a new item with all its cells being one.
    """

    kinds: tuple[str, ...]
    fields: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    links: tuple[Step, ...] = ()
    given: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    nowhere: tuple[tuple[str, str], ...] = ()
    role: bool = False
    most: int = 3
    by_need: dict[str, Moves] = field(default_factory=dict)

    def options(self, kind: str, name: str, *, given: bool) -> tuple[Any, ...]:
        """The values that a field of the kind may be given at the start, or as an answer: only those it may hold."""
        declared = field_of(kind, name)
        options = (self.given if given else self.fields).get(name, ()) if declared else ()
        return tuple(value for value in options if not declared or not declared.words or value in declared.words)


def moves(
    kinds: str, links: str = "", also: str = "", nowhere: str = "", role: bool = False, most: int = 3,
    needs: Any = None, **values: Any,
) -> Moves:
    """Moves in short: links as `>OWNED_BY Post`, parted by commas; a field with `_` after it is given."""
    steps = tuple(
        (verb[1:], verb[0] == ">", far) for verb, far in (text.split() for text in links.split(",") if text.strip()))
    held = {name: options if isinstance(options, tuple) else (options,) for name, options in values.items()}
    wanted = tuple((verb, kind) for verb, kind in (text.split() for text in nowhere.split(",") if text.strip()))
    return Moves(
        tuple(kinds.split()), {name: options for name, options in held.items() if not name.endswith("_")}, steps,
        {name[:-1]: options for name, options in held.items() if name.endswith("_")}, tuple(also.split()), wanted,
        role, most, needs or {})


OURS = {tested.code: tested for tested in our_rules()}
MADE = {
    "T13": rule("clash", "Objective", along=">CONFLICTS_WITH", unless="@note or b.outcome"),
    "T14": rule("lacks", "Objective", needs={"two": "<SUPPORTS >= 2", "none": "not <SUPPORTS[status = superseded]",
                                            "just one": "<SUPPORTS[status = live] = 1"}),
    "T15": rule("detour", "Action", along=">DELIVERS >OVERSEEN_BY", but_not=">OVERSEEN_BY"),
    "T16": rule("detour", "Strategy", along=">SUPPORTS <PART_OF[kind = Objective]", but_not=">SUPPORTS"),
    "T31": rule("lacks", "Strategy", needs={"budget": ">FUNDED_BY[amount]", "cheap": "not spend > 5 and spend"}),
    "T34": rule("late", "Strategy", date="end", unless="<SUPERSEDES"),
    "T47": rule("clash", "Outturn", along=">PART_OF[kind = Indicator] <PART_OF[kind = Target]", unless="escalated"),
    "T60": rule("lacks", "Plan", where="stated_count or kind = LocalAreaAgreement", needs={"few": (  # as G60
        "<PART_OF[kind = Indicator] <= .stated_count or not stated_count and <PART_OF[kind = Indicator] <= 1")}),
    "T81": rule("coverage", "Milestone", where="due", good="done or status = done", at_least=0.5),
}
"""Rules of a council's own, which put other questions to the proof."""
RULES = {**OURS, **MADE}

LACKS = {
    "G02": moves("ServicePlan Objective Strategy CorporatePlan", ">SUPPORTS Objective,>SUPPORTS CorporatePlan",
                 tier=2.0, status_=("live", "superseded")),
    "G03": moves("Objective Objective Vision CorporatePlan", ">SUPPORTS Objective,>SUPPORTS Vision,>PART_OF Vision",
                 also=">PART_OF", tier_=(1.0, 2.0), tier=1.0),
    "G04": moves("Objective Strategy Action", "<SUPPORTS Strategy,<SUPPORTS Action,<DELIVERS Action",
                 tier_=(1.0, 2.0, 3.0)),
    "G08": moves("Strategy Action Objective", "<DELIVERS Action,<PART_OF Action", status_="live"),
    "G14": moves("Objective Strategy ServicePlan Action Action Post", ">OWNED_BY Post,>OVERSEEN_BY Board",
                 also="<SUPPORTS <DELIVERS", joint_=True, status_=("live", "open")),
    "G17": moves("Vision Milestone Action Indicator", "<PART_OF Milestone", long_term_=True),
    "G18": moves("Action Milestone", "<PART_OF Milestone", status_="open"),
    "G19": moves("Action", due=DONE, status_="open"),
    "G20": moves("Action", outcome="x"),
    "G21": moves("Action Strategy Post Board", ">OWNED_BY Post,>OWNED_BY Board"),
    "G23": moves("Strategy Vision", review=DONE, status_="live"),
    "G24b": moves("ServicePlan", start=DONE, end=(LATER, DONE), years=(3.0, 1.0), status_="live"),
    "G26": moves("ServicePlan Indicator Action Objective Target Passage",
                 "<INFORMS Strategy,<PART_OF Objective,<PART_OF Indicator,<PART_OF Target,<PART_OF Action,"
                 ">FUNDED_BY BudgetLine,<THREATENS Risk,<EVIDENCES Passage",
                 aim="x", issues="x", aspect="compare", status_="live", needs={
                     "aim": moves("", aim="x"), "issues": moves("", issues="x"),
                     "informing plans": moves("", "<INFORMS Strategy"),
                     "objectives": moves("", "<PART_OF Objective"), "initiatives": moves("", "<PART_OF Action"),
                     "indicators with targets": moves("", "<PART_OF Indicator,<PART_OF Target"),
                     "resources": moves("", ">FUNDED_BY BudgetLine"),
                     "risk": moves("", "<THREATENS Risk,<PART_OF Objective"),
                     "4Cs": moves("", "<EVIDENCES Passage,<EVIDENCES Document", aspect="compare")}),
    "G27": moves("Organisation Post ServicePlan", "<OWNED_BY ServicePlan,<MEMBER_OF Post", type_="service",
                 status_=("live", "superseded")),
    "G28": moves("Organisation Post BusinessPlan", "<OWNED_BY BusinessPlan,<MEMBER_OF Post", type_="unit",
                 status_=("live", "superseded")),
    "G29": moves("ServicePlan Indicator Target", "<PART_OF Indicator,<PART_OF Target",
                 aspect=("efficiency", "quality"), status_="live"),
    "G30": moves("Strategy Action Indicator Outturn Organisation",
                 "<PART_OF Action,<DELIVERS Action,<PART_OF Indicator,<PART_OF Outturn",
                 departmental_=True, status_="live", type=("efficiency", "training"),
                 aspect="efficiency", peer=True, needs={
                     "efficiency plan": moves("", "<PART_OF Action,<DELIVERS Action", type="efficiency"),
                     "comparative spending": moves(
                         "", "<PART_OF Indicator,<PART_OF Outturn", aspect="efficiency", peer=True)}),
    "G31": moves("Strategy ServicePlan CorporatePlan BudgetLine", ">FUNDED_BY BudgetLine", amount=1.0, status_="live"),
    "G32": moves("Strategy Objective Risk", "<THREATENS Risk,<PART_OF Objective", status_="live"),
    "G32b": moves("Risk Action", "<ADDRESSES Action", level_=("high", "low")),
    "G33": moves("ServicePlan Review Passage Passage", "<EVIDENCES Passage", status_=("live", "held", "planned"),
                 aspect=("challenge", "consult", "compare", "compete"), type_="best-value"),
    "G34b": moves("Strategy Strategy", also="<SUPERSEDES", closed=(DONE, LATER), status_=("live", "draft")),
    "G35": moves("Document", reviewed=(LATELY, LONG_AGO, LATER), dated=(LATELY, LONG_AGO, LATER),
                 type_="strategy-list"),
    "G35b": moves("Strategy Strategy Document Indicator", ">FUNDED_BY BudgetLine,<PART_OF Indicator",
                  also="<EXPECTS", type_="strategy-list", statutory=(True, False), joint=True, long_term=True,
                  spend=(2e6, 1.0), stage="outcome", start=DONE, end=LATER, years=(3.0, 2.0)),
    "G36": moves("Strategy Review", "<REVIEWS Review", groups=(("x",),), type=("equality", "peer"),
                 status_=("live", "held", "not-held")),
    "G37": moves("Strategy Review", "<REVIEWS Review", type=("consultation", "peer"), held=(DONE, LATER),
                 status_=("live", "draft", "held", "planned")),
    "G38": moves("Review", fed_back=(DONE, LATER), held=(LATELY, DONE), type_="consultation", status_="held"),
    "G41": moves("Indicator Indicator Objective Target", ">MEASURES Objective,<MEASURES Indicator,<PART_OF Target",
                 stage=("outcome", "process")),
    "G42": moves("Objective Indicator", "<MEASURES Indicator"),
    "G43": moves("Indicator Outturn Target", "<PART_OF Outturn", baseline=True, peer=True),
    "G44": moves("Indicator Target Target", "<PART_OF Target", period=("2008/09", "2009/10", "2010/11"), value=1.0),
    "G45": moves("Organisation Post Indicator", "<OWNED_BY Indicator,<MEMBER_OF Post", type_="service",
                 driver=("national", "inspection")),
    "G48": moves("Outturn", value=1.0, status_=("reported", "not-available")),
    "G51": moves("Indicator Outturn", "<PART_OF Outturn", area="x", by_area_=True),
    "G52": moves("Outturn", value=1.0, direction_="up"),
    "G53": moves("Indicator LocalAreaAgreement Board Organisation", ">OVERSEEN_BY Board,>OVERSEEN_BY Organisation",
                 also=">PART_OF"),
    "G54": moves("Indicator Indicator LocalAreaAgreement Organisation Action",
                 "<CONTRIBUTES_TO Organisation,<PART_OF Action,<PART_OF Indicator", also=">PART_OF",
                 type_=("council", "partner")),
    "G55": moves("Board Partnership Report", "<GOES_TO Report", topics=(("performance",), ("risk",)),
                 issued=(LATELY, DONE), type_="executive"),
    "G58b": moves("Area Organisation Board", "<COVERS Organisation,<COVERS Board", type=("forum", "board")),
    "G59": moves("Action Strategy Document Passage", "<EVIDENCES Document,>PART_OF Strategy,>PART_OF Action",
                 type="agreement", joint_=True, status_=("open", "live")),
    "G60": moves("Strategy LocalAreaAgreement Indicator Indicator", "<PART_OF Indicator", stated_count=(0.0, 1.0)),
    "G60b": moves("Strategy LocalAreaAgreement Indicator Indicator", "<PART_OF Indicator",
                  stated_count_=(1.0, 2.0, 3.0)),
    "G62": moves("Board Post Post", "<MEMBER_OF Post", type_="standards", independent=True, status="filled"),
    "G64": moves("Report Board", ">GOES_TO Board"),
    "G66": moves("Board Report Report Report", "<GOES_TO Report",
                 topics=(("finance",), ("performance",), ("finance", "performance"))),
    "G67": moves("Organisation Review", "<REVIEWS Review", type_="service", type=("scrutiny", "peer"),
                 held=(LATELY, LONG_AGO, LATER)),
    "G68": moves("Passage Document", ">CITES Document", type_="implication", answer_=True),
    "G72": moves("Recommendation Action", "<ADDRESSES Action", type_="recommendation"),
    "G77": moves("Recommendation", reason="x", status_=("dropped", "altered")),
    "G79": moves("Recommendation Review Action", "<ADDRESSES Action", also=">PART_OF", type_="weakness",
                 deadline_=DONE),
    "G80": moves("Criterion Document Passage", "<EVIDENCES Document,<EVIDENCES Passage", level_="criterion"),
    "G81b": moves("Post Organisation", also=">MEMBER_OF", appraised=(LATELY, LONG_AGO, LATER), status_="filled",
                  type_="service"),
    "G82": moves("StaffObjective", outcome="x", type_="performance"),
    "G83": moves("StaffObjective Action", "<DELIVERS Action", type_="development", type=("training", "efficiency")),
    "G84": moves("Organisation Review", "<REVIEWS Review", type_="service", type=("best-value", "peer"),
                 held=(DONE, LATER), status_=("held", "planned")),
    "S4": moves("Indicator Target", also="<PART_OF", polarity="higher"),
    "S6": moves("ServicePlan", updated=DONE, status_="live"),
    "S7": moves("Objective Strategy", ">SUPPORTS Objective,>PART_OF Strategy", tier_=3.0),
    "S10": moves("Strategy Action Milestone Objective", "<PART_OF Milestone,<PART_OF Action,<DELIVERS Action"),
    "S11": moves("Milestone", due=DONE, done=DONE),
    "T14": moves("Objective Strategy Strategy", "<SUPPORTS Strategy,<SUPPORTS Objective",
                 status=("live", "superseded")),
    "T60": moves("LocalAreaAgreement LocalAreaAgreement Indicator Indicator Indicator", "<PART_OF Indicator",
                 stated_count=(1.0, 3.0)),
    "T31": moves("Strategy BudgetLine", ">FUNDED_BY BudgetLine", amount=1.0, spend=(1.0, 9.0)),
}
LATE = {
    "S3": moves("Milestone", done=(DONE, LATER), status="done", due_=DONE),
    "G24": moves("ServicePlan", updated_=LONG_AGO, published=DONE, status_="live"),
    "G25": moves("ServicePlan", due_=DONE, published=(DONE, LATER), status_="live"),
    "G34": moves("Strategy CorporatePlan Strategy", "<SUPERSEDES Strategy,<SUPERSEDES CorporatePlan", end_=DONE,
                 status_=("live", "draft")),
    "G49": moves("Report Outturn", issued=(DONE, LATER), due_=DONE),
    "G74": moves("Recommendation", since_=DONE, stage_="to-be-developed", reason="x"),
    "G75": moves("Recommendation", stage="taken", deadline_=DONE, status_="accepted"),
    "T34": moves("Strategy CorporatePlan", "<SUPERSEDES Strategy,<SUPERSEDES CorporatePlan", end_=DONE),
}
CLASH = {
    "G06": moves("Strategy Objective", also=">SUPPORTS >SUPERSEDES", status_=("superseded", "live"), aim="x"),
    "G06b": moves("Strategy Objective Objective", also=">PART_OF >SUPERSEDES", status_=("superseded", "live"), aim="x"),
    "G12": moves("Document Strategy", nowhere="EXPECTS Strategy,EXPECTS Plan,EXPECTS Board", type="timetable"),
    "G12b": moves("Document Strategy Strategy", also=">EXPECTS", status="draft"),
    "G13": moves("Objective", also=">CONFLICTS_WITH", role=True, outcome="x", status_="live"),
    "G22": moves("Organisation Objective", also=">CONTRIBUTES_TO", role=True),
    "G39": moves("Target Outturn Outturn Indicator", also=">PART_OF", value_=(1.0, 9.0), prior_="2007/08",
                 period_="2007/08", polarity_="higher", issued=DONE),
    "G46": moves("Outturn Outturn Indicator Target", "<ADDRESSES Action", also=">PART_OF", value_=(1.0, 9.0),
                 polarity_="higher"),
    "G47": moves("Outturn Outturn Indicator Target", also=">PART_OF", value_=(1.0, 9.0), polarity_="higher",
                 period_="2007/08", issued_=DONE, escalated=(DONE, LATER)),
    "G50b": moves("Target Target Indicator", also=">PART_OF", period_=("2008", "2008/09"), value_=1.0, prior_="2007",
                  due=DONE),
    "G52b": moves("Outturn Outturn Indicator", also=">PART_OF", change_=(1.0, 9.0), period_="2008/09",
                  polarity_="lower", peer_=(True, False), issued=DONE),
    "G65": moves("Document Strategy", nowhere="EXPECTS Report,EXPECTS Body,EXPECTS Plan", type="timetable"),
    "G69": moves("Document Passage", nowhere="CITES Document,CITES Body", type="register"),
    "G70": moves("Document Document", also=">CITES", dated=(DONE, LONG_AGO, LATELY)),
    "G70b": moves("Action Milestone Strategy", also=">PART_OF", due=(LATER, DONE), end=(DONE, LATELY)),
    "G78": moves("Action Recommendation", also=">ADDRESSES", start=(LONG_AGO, DONE), made=(LATELY, DONE)),
    "S5": moves("Objective ServicePlan Strategy StaffObjective",
                ">SUPPORTS Strategy,>SUPPORTS ServicePlan,>SUPPORTS Objective",
                tier_=(1.0, 2.0), tier=(1.0, 2.0, 3.0, 4.0), most=1),
    "S8": moves("Action Objective", nowhere="OWNED_BY Post,OWNED_BY Body,DELIVERS Plan", due=DONE),
    "S9": moves("Action Objective", nowhere="OWNED_BY Post,DELIVERS Objective", due=DONE),
    "T13": moves("Objective", also=">CONFLICTS_WITH", role=True, outcome="x"),
    "T47": moves("Outturn Indicator Target", also=">PART_OF", escalated=DONE),
}
DETOUR = {
    "G07": moves("Objective Objective Strategy CorporatePlan",
                 ">SUPPORTS Objective,>SUPPORTS Strategy,>PART_OF Strategy", also=">PART_OF", tier_=(2.0, 3.0)),
    "G11": moves("Strategy Strategy ServicePlan", also=">INFORMS >EXPECTS"),
    "G15": moves("Action Objective Board", also=">DELIVERS >OVERSEEN_BY"),
    "G16": moves("Strategy Objective Objective Objective", also=">SUPPORTS >PART_OF", status_="live"),
    "G56": moves("Report Board Partnership", also=">GOES_TO >PART_OF", topics_=(("performance",),),
                 type_=("executive", "partnership")),
    "T15": moves("Action Objective Board", also=">DELIVERS >OVERSEEN_BY"),
    "T16": moves("Strategy Objective Objective", also=">SUPPORTS >PART_OF"),
}
OTHERS = {
    "G49b": moves("Report Outturn", issued=(LATELY, DONE), due=(DONE, LATER)),
    "G50": moves("Target Outturn Indicator", ">PART_OF Indicator", value_=(1.0, 9.0), period_="2008/09",
                 issued=DONE, most=1),
    "G58": moves("Area Organisation", "<COVERS Organisation", type=("forum", "area-committee"), most=1),
    "G61": moves("Post Post Board", ">MEMBER_OF Board", holder_=("x", "y"), status_="filled",
                 type_=("executive", "standards"), appraised=DONE, most=1),
    "G63": moves("Post Action", "<OWNED_BY Action", key_post=True, status=("vacant", "filled")),
    "G63b": moves("Post", holder=("x", "y"), key_post=True, status_="filled"),
    "G71": moves("Criterion", score=(1.0, 2.0), derived_score_=(1.0, 2.0), level_="framework"),
    "G76": moves("Recommendation Recommendation Review", ">PART_OF Review", topic_=("x", "y"), reason="x", most=1),
    "G81": moves("Post Post Post Organisation", also=">MEMBER_OF", appraised=(LATELY, LONG_AGO, LATER),
                 status_="filled", type_=("service", "unit")),
    "S1": moves("Objective Objective", ">SUPPORTS Objective", also=">PART_OF", tier_=3.0, most=1),
    "T81": moves("Milestone", done=DONE, status=("done", "late"), due_=DONE),
}
"""Of wrong, group and loop no answer clears a gap; of coverage enough of them do."""
CUT_OFF = {
    "G01": moves("StaffObjective Objective Objective ServicePlan", also=">SUPPORTS", nowhere="SUPPORTS Objective",
                 tier_=(2.0, 3.0, 4.0)),
    "G05": moves("Vision Objective Objective Strategy Action", also=">SUPPORTS >DELIVERS >PART_OF", tier_=3.0),
    "G57": moves("Indicator Indicator LocalAreaAgreement Objective CommunityStrategy",
                 also=">MEASURES >SUPPORTS >PART_OF", tier_=2.0),
    "S2": moves("Objective Objective Action Strategy Indicator", also=">SUPPORTS >DELIVERS >MEASURES",
                tier_=(1.0, 2.0)),
}
MOVES = {**LACKS, **LATE, **CLASH, **DETOUR, **OTHERS}
