"""What officers write over columns and into cells, and what it usually means: a small list, kept by hand.

Only `goldthread map` uses it, to draft a mapping that a person then corrects. Loading never guesses.
"""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {
    "key": "ref|ref no|reference|reference no|reference number|no|number|id|code|item|item no|unique id|action no|"
           "action ref|action id|objective no|objective ref|pi|pi no|pi ref|ni|ni no|ni ref|indicator no|indicator ref|"
           "recommendation no|rec no|risk no|risk ref|risk id|plan ref|row id|order|identifier|post no",
    "title": "title|name|summary|what|what will be done|what we will do|task|activity|description|plan title|plan name|"
             "name of plan|name of strategy|name of body|short name",
    "note": "notes|note|comments|comment|remarks|commentary|progress|progress update|update|latest position|"
            "progress to date|progress comments|explanation",
    "status": "rag|rag status|rag rating|state|current status|progress status|stage reached|position|r a g",
    "due": "by when|deadline|target date|due date|date due|completion date|timescale|timescales|when|"
           "date for completion|planned completion|planned end date|finish date|implementation date|complete by|"
           "review date|end date|date by",
    "done": "date completed|completed on|actual completion|actual date|completed date|date achieved|actual end date",
    "forecast": "forecast date|expected date|revised date|revised deadline|expected completion|forecast completion",
    "start": "start date|from|commencement|date from|begins|planned start|start",
    "end": "end date|to|expiry date|date to|ends|runs until|valid until",
    "updated": "last updated|date updated|last reviewed|version date",
    "review": "review date|next review|date of next review",
    "published": "date published|publication date|date of publication",
    "owned by": "lead|lead officer|lead person|lead department|lead service|lead agency|owner|action owner|risk owner|"
                "responsible officer|responsible|responsibility|responsible person|accountable|accountable officer|who|"
                "by whom|assigned to|lead partner|lead partners|lead organisation|officer|service lead|lead director|"
                "accountable body|managed by|director",
    "overseen by": "board|overseeing board|lead board|partnership board|committee|governance|reports to|"
                   "monitored by|lead partnership|theme group|delivery board|scrutiny committee",
    "supports": "supports|contributes to|links to|link to|link to corporate plan|corporate priority|"
                "corporate objective|strategic objective|strategic priority|priority|objective|theme|aim|"
                "corporate plan priority|golden thread|supports objective|community strategy theme|parent|"
                "links to objective|aligned to|outcome supported",
    "measures": "measures|objective|priority|theme|outcome measured|corporate priority|parent|links to|supports|"
                "strategic objective",
    "part of": "part of|plan|strategy|parent|belongs to|programme|indicator|action|objective|in plan|parent plan|"
               "source plan|review",
    "outcome": "success measure|success measures|success criteria|success criterion|outcome|outcomes|expected outcome|"
               "intended outcome|what success looks like|measure of success|impact|expected impact|benefit|benefits|"
               "difference it will make",
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
    "level": "risk level|risk rating|rating|severity|risk score|level|residual risk|overall risk|priority",
    "deadline": "by when|deadline|target date|due date|date due|timescale|completion date",
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
              "improvement plan|key action|key actions|action required|improvement action|what will be done",
    "Indicator": "indicator|indicators|performance indicator|performance indicators|kpi|kpis|ni|ni no|pi|pis|"
                 "performance measure|performance measures|national indicator|indicator description|indicator name|laa|"
                 "key result|key results",
    "Objective": "objective|objectives|priority|priorities|theme|themes|aim|aims|outcome|outcomes|"
                 "strategic objective|corporate objective",
    "Strategy": "strategy|strategies|plan|plans|policy|policies|plan title|plan name|name of strategy|name of plan|"
                "strategy register|plan register|list of plans",
    "ServicePlan": "service plan|service plans",
    "BusinessPlan": "business plan|business plans|work programme|team plan",
    "Milestone": "milestone|milestones|key milestone|key milestones|step|steps|stage|stages",
    "Risk": "risk|risks|risk register|risk description|risk title|description of risk",
    "Recommendation": "recommendation|recommendations|finding|findings|weakness|weaknesses",
    "Target": "targets|target setting",
    "Outturn": "outturn|outturns|actuals|results|performance data",
    "Post": "post|posts|job title|post title|establishment|structure",
    "Board": "boards|board|committee|committees|panel",
    "Organisation": "organisation|organisations|partner organisation|body|bodies|department|departments|service|"
                    "services",
    "StaffObjective": "staff objective|staff objectives|personal objective|personal objectives|appraisal|appraisals",
    "BudgetLine": "budget line|budget lines|budget|budgets|cost centre",
    "Area": "ward|wards|neighbourhood|neighbourhoods",
    "Review": "review|reviews|inspection|inspections|scrutiny review",
    "Report": "report|reports|monitoring timetable|reporting timetable",
    "Document": "document|documents|papers|document register",
    "Criterion": "criterion|criteria|kloe|key line of enquiry|assessment criteria",
}
"""Words over a column, or in the name of a file or sheet, that tell what its rows are; the likelier kind first."""

CELLS: Mapping[str, tuple[str, ...]] = {
    "completed": ("done", "closed", "taken", "held"), "complete": ("done", "closed", "taken", "held"),
    "achieved": ("done", "closed"), "finished": ("done", "closed"), "delivered": ("done", "closed"),
    "ongoing": ("open", "in-progress"), "on-going": ("open", "in-progress"), "underway": ("open", "in-progress"),
    "started": ("open", "in-progress"), "not started": ("open",), "not yet started": ("open",),
    "on target": ("on-track", "open"), "on track": ("on-track", "open"), "on schedule": ("on-track", "open"),
    "slipping": ("at-risk", "open"), "at risk": ("at-risk", "open"), "some delay": ("at-risk", "open"),
    "behind": ("late", "open"), "behind schedule": ("late", "open"), "overdue": ("late", "open"),
    "delayed": ("late", "open"), "off track": ("late", "open"),
    "g": ("on-track",), "a": ("at-risk",), "r": ("late",),
    "approved": ("live",), "published": ("live",), "in place": ("live",), "active": ("live",),
    "consultation": ("draft",), "in preparation": ("draft",), "expired": ("superseded",), "archived": ("superseded",),
    "bigger is better": ("higher",), "smaller is better": ("lower",), "high": ("higher", "high"),
    "low": ("lower", "low"), "increase": ("higher",), "decrease": ("lower",), "m": ("medium",), "h": ("high",),
    "l": ("low",), "med": ("medium",), "agreed": ("accepted",), "rejected": ("dropped",),
}
"""What is often written for one of a field's own words; the first that the field has is meant."""

PEOPLE = ("email", "e mail", "email address", "phone", "telephone", "tel", "contact details", "date of birth",
          "address")
"""Headings of what is about a person and has no place in plans."""

MADE = "actual|actuals|outturn|outturns|result|results|achieved|performance|baseline"
"""Words by which a column of a year holds what was reached, and not what is aimed at."""
