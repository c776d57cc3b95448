"""What officers write over columns and into cells, and what it usually means: a small list, kept by hand.

Only `goldthread map` guesses by it, to draft a mapping that a person then corrects, and a mapping with an unknown
name is told which of ours is meant. Loading never guesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

HEADINGS: Mapping[str, str] = {
    "key": "ref|ref no|reference|reference no|reference number|no|number|id|code|item|item no|unique id|action no|"
           "action ref|action id|objective no|objective ref|pi|pi no|pi ref|ni|ni no|ni ref|indicator no|indicator ref|"
           "recommendation no|rec no|rec ref|risk no|risk ref|risk id|plan ref|row id|order|identifier|post no|"
           "objective number|action number|target no|target ref|task no",
    "title": "title|name|summary|what|what will be done|what we will do|what we are going to do|what needs to be done|"
             "task|tasks|key task|key tasks|activity|activities|description|plan title|plan name|"
             "name of plan|name of strategy|name of body|short name",
    "note": "notes|note|comments|comment|remarks|commentary|progress|progress update|update|latest position|"
            "progress to date|progress comments|explanation|position statement|progress so far|details|description|"
            "performance commentary|reviewer comments|additional information|status update",
    "status": "rag|rag status|rag rating|state|current status|progress status|stage reached|position|r a g|progress|"
              "traffic light|on track|progress rating|delivery status|response|management response|"
              "accepted|decision|executive response|cabinet response",
    "stage": "stage|status|progress|implementation status|progress status|current status|rag|rag status|stage reached",
    "due": "by when|deadline|target date|due date|date due|completion date|timescale|timescales|when|"
           "date for completion|planned completion|planned end date|finish date|implementation date|complete by|"
           "end date|date by|when by|when will it be done|when we will do it|target completion date|"
           "target completion|target deadline|proposed completion date|to be completed by|completed by|"
           "date to be completed|delivery date|due by|target dates|time frame|timeframe|timetable|timing",
    "done": "date completed|completed on|actual completion|actual date|completed date|date achieved|actual end date",
    "forecast": "forecast date|expected date|revised date|revised deadline|expected completion|forecast completion",
    "start": "start date|from|commencement|date from|begins|planned start|start",
    "end": "end date|to|expiry date|date to|ends|runs until|valid until",
    "updated": "last updated|date updated|last reviewed|version date",
    "review": "review date|next review|date of next review|next review date|review due|to be reviewed|"
              "date for review|due for review",
    "published": "date published|publication date|date of publication",
    "owned by": "lead|lead officer|lead person|lead department|lead service|lead agency|owner|action owner|risk owner|"
                "responsible officer|responsible|responsibility|responsible person|accountable|accountable officer|who|"
                "by whom|assigned to|lead partner|lead partners|lead organisation|officer|service lead|lead director|"
                "accountable body|managed by|director|who is responsible|who will do it|who will do this|"
                "who by|who will lead|person responsible|officer responsible|officers responsible|"
                "responsible officers|responsible lead|lead responsibility|led by|responsible manager|"
                "service manager|head of service|responsible body|responsible service|responsible agency|"
                "responsible partner|named officer|action lead|project lead|project manager|job title",
    "overseen by": "board|overseeing board|lead board|partnership board|committee|governance|reports to|"
                   "monitored by|lead partnership|theme group|delivery board|scrutiny committee",
    "supports": "supports|contributes to|links to|link to|link to corporate plan|corporate priority|"
                "corporate objective|strategic objective|strategic priority|priority|objective|theme|aim|"
                "corporate plan priority|golden thread|supports objective|community strategy theme|parent|"
                "links to objective|aligned to|outcome supported|service objective|team objective|laa theme|"
                "link to team plan|link to service plan|link to business plan|link to corporate objective|"
                "link to corporate priority|priority area|key priority|block|laa block",
    "measures": "measures|objective|priority|theme|outcome measured|corporate priority|parent|links to|supports|"
                "strategic objective",
    "part of": "part of|plan|strategy|parent|belongs to|programme|indicator|action|objective|in plan|parent plan|"
               "source plan|review",
    "outcome": "success measure|success measures|success criteria|success criterion|outcome|outcomes|expected outcome|"
               "intended outcome|what success looks like|measure of success|impact|expected impact|benefit|benefits|"
               "difference it will make|what difference will it make|what will be different|desired outcome|"
               "key outcome|key outcomes|planned outcome|output|outputs|output and outcome|outputs and outcomes|"
               "how will we know|how we will know|measure|measures|success indicator|how will success be measured|"
               "evidence of success|target outcome|measures of success",
    "aim": "aim|aims|purpose|what it is for",
    "value": "value|figure|target|actual|outturn|performance|result|target value|current value|achieved|score",
    "period": "year|period|financial year|target year|reporting year",
    "unit": "unit|units|unit of measure|measured in|unit of measurement|metric",
    "polarity": "polarity|good is|better to be|high or low|what is good|direction of good|good performance",
    "has contributor": "partners|partner|partners involved|supporting partners|contributors|others involved|with whom|"
                       "delivery partners|key partners|joint with",
    "funded by": "budget code|funding source|funded by|cost centre|source of funding|budget line",
    "spend": "cost|budget|total cost|spend|resources required|funding|budget in pounds",
    "amount": "amount|budget|allocation|cost|sum",
    "addresses": "recommendation|recommendation addressed|risk|weakness addressed|issue addressed|responds to",
    "threatens": "objective|objective at risk|plan|corporate objective|affects|threat to",
    "level": "risk level|risk rating|rating|severity|risk score|level|residual risk|overall risk|priority|rag|"
             "rag status|rag rating|current risk|net risk|residual risk rating|current rating|"
             "current risk rating|residual rating|significance",
    "deadline": "by when|deadline|target date|due date|date due|timescale|timescales|completion date|"
                "implementation date|date for completion|when",
    "made": "date made|date of recommendation|date of report",
    "topic": "topic|subject|area|key area|key area for improvement|theme",
    "holder": "post holder|holder|held by|name of holder|current holder",
    "member of": "member of|team|board|department|service|directorate|sits on",
    "covers": "ward|wards|area covered|neighbourhood|areas",
    "type": "type|category|sort|kind of body",
    "document": "document|source document|paper|report no",
    "paragraph": "paragraph|para|para no|paragraph no|section no",
    "issued": "date issued|issued|date reported",
    "cadence": "frequency|how often|cadence|reporting frequency",
    "goes to": "goes to|reported to|recipient|audience",
    "dated": "date|dated|document date",
}
"""Phrases for each field and link; a heading is compared with those that its kind has."""

KINDS: Mapping[str, str] = {
    "Action": "action|actions|action plan|task|tasks|activity|activities|project|projects|initiative|initiatives|"
              "improvement plan|key action|key actions|action required|improvement action|what will be done|"
              "what we will do|what we are going to do|what needs to be done|key task|key tasks|"
              "action to be taken|actions to be taken|agreed action|agreed actions|actions required|"
              "proposed action|proposed actions|delivery plan|implementation plan|work plan|task list|actions log|"
              "action log|action tracker|planned action|planned actions|further action|further actions",
    "Indicator": "indicator|indicators|performance indicator|performance indicators|kpi|kpis|ni|ni no|pi|pis|"
                 "performance measure|performance measures|national indicator|indicator description|indicator name|laa|"
                 "key result|key results|performance report|performance monitoring|performance scorecard|scorecard|"
                 "local area agreement|measure|improvement target|improvement targets|indicator title|"
                 "performance data set|national indicators|best value performance indicators|bvpi|bvpis",
    "Objective": "objective|objectives|priority|priorities|theme|themes|aim|aims|outcome|outcomes|"
                 "strategic objective|corporate objective",
    "Strategy": "strategy|strategies|plan|plans|policy|policies|plan title|plan name|name of strategy|name of plan|"
                "strategy register|plan register|list of plans|strategy or plan|policy framework|strategy title|"
                "strategy list|list of strategies|strategy name|name of document|key strategies|key plans",
    "ServicePlan": "service plan|service plans|service plan title|service plan name",
    "BusinessPlan": "business plan|business plans|work programme|team plan",
    "Milestone": "milestone|milestones|key milestone|key milestones|step|steps|stage|stages",
    "Risk": "risk|risks|risk register|risk description|risk title|description of risk|risk log|risk event|key risk|"
            "key risks|risk name|risk assessment|strategic risk|strategic risks|corporate risk|corporate risks",
    "Recommendation": "recommendation|recommendations|finding|findings|weakness|weaknesses|recommendation tracker|"
                      "recommendations tracker|area for improvement|areas for improvement",
    "Target": "targets|target setting",
    "Outturn": "outturn|outturns|actuals|results|performance data",
    "Post": "post|posts|job title|post title|establishment|structure",
    "Board": "boards|board|committee|committees|panel",
    "Organisation": "organisation|organisations|partner organisation|body|bodies|department|departments|service|"
                    "services",
    "StaffObjective": "staff objective|staff objectives|personal objective|personal objectives|appraisal|appraisals|"
                      "individual objective|individual objectives|appraisal objectives|performance appraisal|"
                      "my objectives|my objective|employee objectives|personal development plan|"
                      "performance and development review|work objectives",
    "BudgetLine": "budget line|budget lines|budget|budgets|cost centre",
    "Area": "ward|wards|neighbourhood|neighbourhoods",
    "Review": "review|reviews|inspection|inspections|scrutiny review",
    "Report": "report|reports|monitoring timetable|reporting timetable",
    "Document": "document|documents|papers|document register",
    "Criterion": "criterion|criteria|kloe|key line of enquiry|assessment criteria",
}
"""Words over a column, or in the name of a file or sheet, that tell what its rows are; the likelier kind first."""

TITLES: Mapping[str, str] = {
    "StaffObjective": "objective|objectives|goal|goals|my target|work target",
    "ServicePlan": "service|service area|plan",
    "BusinessPlan": "team|plan",
}
"""Headings that hold the titles of a kind, though by themselves they would say another."""

SIGNS: Mapping[str, str] = {
    "Risk": "likelihood|probability|inherent risk|residual risk|risk owner|risk category|mitigation|mitigating actions|"
            "existing controls|controls|consequence|consequences|trigger|likelihood score|impact score",
    "Recommendation": "response|management response|executive response|cabinet response|accepted|accepted or rejected",
    "StaffObjective": "employee|employee name|staff member|name of employee|appraiser|appraisee|line manager|"
                      "manager comments|mid year review|end of year review|development need|training need",
    "Indicator": "polarity|good is|baseline|quartile|unit of measure|direction of travel|numerator|denominator|q1|q2|"
                 "quarter 1|quarter 2|year end forecast",
    "Strategy": "review date|next review|date adopted|adopted|version|date approved|approved by|period covered",
}
"""Headings that no other kind is likely to have, though they need not be fields of it."""

WEAK = ("plan|plans|policy|policies|report|reports|review|reviews|document|documents|papers|service|services|"
        "department|departments|stage|stages|step|steps|priority|priorities|theme|themes|structure|body|bodies|results|laa|post|"
        "board|committee|project|partner organisation|inspection|budget|ward|area|panel|outcome|outcomes|"
        "local area agreement")
"""Words that say little of the rows when they stand in the name of a file or sheet beside one that says more."""

JOINTS = ("for", "by", "in", "from", "on", "against", "with", "to", "at", "under")
"""Words in a name after which it no longer says what the rows are: an action plan for risks is one of actions."""

NO_FIELD = ("likelihood|impact|probability|score|risk score|likelihood score|impact score|mitigation|mitigating action|"
            "mitigating actions|mitigations|controls|existing controls|current controls|control measures|resources|"
            "resource|resource implications|resources required|resources needed|cost|costs|budget|funding|"
            "inherent risk|inherent score|residual score|target score|gross risk|gross score|net score|consequence|"
            "consequences|cause|causes|trigger|risk category|proximity|trend|direction of travel|quartile|top quartile|"
            "national average|family group average|variance|numerator|denominator|year end forecast|priority|"
            "date adopted|adopted|date approved|approved|approved by|version|version number|period covered|time period|"
            "risks|barriers|dependencies|constraints|evidence|equalities|equality impact|consultation|"
            "management response|date raised|approach|weighting|mid year review|end of year review|support required|"
            "training need|development need|manager comments|percentage complete|complete|directorate|link")
"""Headings that mean something, and of which most kinds keep nothing."""

NO_DATE = ("ongoing", "on going", "continuous", "continual", "continuing", "tbc", "tba", "tbd", "to be confirmed",
           "to be agreed", "to be decided", "to be determined", "n a", "na", "none", "not applicable", "not known",
           "unknown", "as required", "as needed", "as necessary", "various", "rolling", "rolling programme", "daily",
           "weekly", "monthly", "quarterly", "annual", "annually", "yearly", "immediate", "immediately", "asap",
           "no date", "not set", "not yet set", "throughout", "all year", "throughout the year", "in progress",
           "long term", "medium term", "short term", "complete", "completed", "done", "")
"""What stands in a column of dates and is none, in small letters and without signs; also signs alone."""

CELLS: Mapping[str, tuple[str, ...]] = {
    "completed": ("done", "closed", "taken", "held"), "complete": ("done", "closed", "taken", "held"),
    "achieved": ("done", "closed"), "finished": ("done", "closed"), "delivered": ("done", "closed"),
    "ongoing": ("open", "in-progress"), "on-going": ("open", "in-progress"), "underway": ("open", "in-progress"),
    "started": ("open", "in-progress"), "not started": ("open",), "not yet started": ("open",),
    "on target": ("on-track", "open"), "on track": ("on-track", "open"), "on schedule": ("on-track", "open"),
    "slipping": ("at-risk", "open"), "at risk": ("at-risk", "open"), "some delay": ("at-risk", "open"),
    "behind": ("late", "open"), "behind schedule": ("late", "open"), "overdue": ("late", "open"),
    "delayed": ("late", "open"), "off track": ("late", "open"),
    "green": ("on-track", "open", "low"), "amber": ("at-risk", "open", "medium"), "red": ("late", "open", "high"),
    "g": ("on-track", "open", "low"), "a": ("at-risk", "open", "medium"), "r": ("late", "open", "high"),
    "yellow": ("at-risk", "open", "medium"), "in progress": ("open", "in-progress"),
    "in hand": ("open", "in-progress"), "implemented": ("done", "closed", "taken"),
    "partially implemented": ("open", "in-progress"), "partly implemented": ("open", "in-progress"),
    "outstanding": ("open", "to-be-developed"), "not implemented": ("open", "to-be-developed"),
    "very high": ("high",), "accepted in part": ("altered",), "partially accepted": ("altered",),
    "partly accepted": ("altered",), "not accepted": ("dropped",), "adopted": ("live",), "current": ("live",),
    "in draft": ("draft",), "under review": ("live",), "in force": ("live",), "replaced": ("superseded",),
    "approved": ("live",), "published": ("live",), "in place": ("live",), "active": ("live",),
    "consultation": ("draft",), "in preparation": ("draft",), "expired": ("superseded",), "archived": ("superseded",),
    "bigger is better": ("higher",), "smaller is better": ("lower",), "high": ("higher", "high"),
    "low": ("lower", "low"), "increase": ("higher",), "decrease": ("lower",), "m": ("medium",), "h": ("high",),
    "l": ("low",), "med": ("medium",), "agreed": ("accepted",), "rejected": ("dropped",),
}
"""What is often written for one of a field's own words; the first that the field has is meant."""

PEOPLE = ("email", "e mail", "email address", "phone", "telephone", "tel", "contact details", "date of birth",
          "address", "employee", "employee name", "name of employee", "staff member", "payroll no", "appraiser",
          "appraisee", "line manager")
"""Headings of what is about a person and has no place in plans."""

MADE = "actual|actuals|outturn|outturns|result|results|achieved|performance|baseline"
"""Words by which a column of a year holds what was reached, and not what is aimed at."""


def meant_by(word: str, known: Iterable[str]) -> list[str]:
    """Those of some names of ours for which officers write this word, as the names stand; mostly none."""
    plain = " ".join(word.lower().replace("_", " ").replace("-", " ").split())
    return [name for name in known if plain in HEADINGS.get(name.replace("_", " "), "").split("|")]
