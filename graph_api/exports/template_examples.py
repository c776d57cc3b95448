"""Example rows of the entry workbook: the plans of a council that does not exist, one thread from top to bottom.

Taken out of the workbook and with their marks off, they load without a single problem; a test does that.
"""

from __future__ import annotations

from collections.abc import Mapping

Row = Mapping[str, str]
"""The cells of one example by their headings."""


def _row(key: str, title: str, **cells: str) -> Row:
    """One example; the underscores of a name are the spaces of its heading."""
    return {"key": key, "title": title} | {name.replace("_", " "): cell for name, cell in cells.items()}


EXAMPLES: Mapping[str, tuple[Row, ...]] = {
    "Vision": (_row(
        "2025", "Wimcombe 2025", status="live", start="2005", end="2025", published="March 2005", long_term="yes",
        aim="A town where everybody has a decent home and a fair start", owned_by="partnership:wimcombe",
        overseen_by="board:executive"),),
    "CommunityStrategy": (_row(
        "2008", "Sustainable community strategy 2008", status="live", start="2008/09", end="by 2018", joint="yes",
        supports="vision:2025", owned_by="partnership:wimcombe", overseen_by="board:executive"),),
    "LocalAreaAgreement": (_row(
        "2008-2011", "Local area agreement 2008 to 2011", status="live", start="2008/09", end="2010/11", joint="yes",
        supports="community-strategy:2008", owned_by="partnership:wimcombe", overseen_by="board:executive",
        stated_count="35"),),
    "CorporatePlan": (_row(
        "2008-2011", "Corporate plan 2008 to 2011", status="live", start="2008/09", end="2010/11",
        supports="community-strategy:2008", owned_by="post:chief-executive", overseen_by="board:executive",
        supersedes="corporate-plan:2005-2008"), _row(
        "2005-2008", "Corporate plan 2005 to 2008", status="superseded", start="2005/06", end="2007/08"),),
    "Strategy": (_row(
        "housing", "Housing strategy", status="live", start="2008/09", end="2012/13", updated="October 2007",
        review="Q2 2009/10", aim="Enough homes that people can afford", groups="young people; older people",
        spend="2500000", statutory="yes", joint="no", supports="corporate-plan:2008-2011; objective:homes",
        owned_by="post:director-of-housing", overseen_by="board:executive", informs="service-plan:housing-2008",
        funded_by="budget-line:new-homes", document="Cabinet paper 12", paragraph="4.1"),),
    "ServicePlan": (_row(
        "housing-2008", "Housing service plan 2008/09", status="live", start="2008/09", end="2008/09",
        updated="14 March 2008", departmental="yes", supports="objective:homes; strategy:housing",
        owned_by="post:director-of-housing", overseen_by="board:executive", funded_by="budget-line:new-homes",
        expects="report:housing-quarterly"),),
    "BusinessPlan": (_row(
        "lettings-2008", "Work programme of the lettings team", status="draft", due="June 2008",
        supports="service-plan:housing-2008", owned_by="organisation:housing"),),
    "Objective": (_row(
        "homes", "More homes that people can afford", tier="1", status="live",
        outcome="Fewer families wait for a home", part_of="vision:2025", supports="vision:2025",
        owned_by="post:chief-executive", overseen_by="board:executive"), _row(
        "empty-homes", "Bring empty homes back into use", tier="4", status="live", part_of="service-plan:housing-2008",
        supports="objective:homes", owned_by="post:director-of-housing", overseen_by="board:executive",
        conflicts_with="objective:homes"),),
    "StaffObjective": (_row(
        "housing-1", "Call every owner of an empty home", type="performance", due="Q3 2008/09",
        supports="objective:empty-homes", owned_by="post:director-of-housing"),),
    "Action": (_row(
        "empty-homes-grant", "Offer grants to owners of empty homes", status="open", type="improvement",
        start="April 2008", due="2008/09", outcome="Forty empty homes let again", joint="no",
        delivers="objective:empty-homes", part_of="service-plan:housing-2008", owned_by="post:director-of-housing",
        overseen_by="board:executive", funded_by="budget-line:new-homes",
        addresses="recommendation:2008-3; risk:builders"),),
    "Milestone": (_row(
        "grant-open", "Grant open for applications", due="2008-09-30", forecast="October 2008", status="at-risk",
        part_of="action:empty-homes-grant"),),
    "Indicator": (_row(
        "new-homes", "Affordable homes finished in the year", polarity="higher", unit="homes", stage="output",
        driver="local", measures="objective:homes", part_of="local-area-agreement:2008-2011",
        owned_by="post:director-of-housing", overseen_by="board:executive"),),
    "Target": (_row(
        "agreement-new-homes-2008", "Affordable homes: target 2008/09", period="2008/09", value="120",
        status="not-due", part_of="indicator:new-homes", document="Local area agreement", paragraph="17"),),
    "Outturn": (_row(
        "agreement-new-homes-2007", "Affordable homes: result 2007/08", period="2007/08", value="94",
        status="reported", issued="20 June 2008", baseline="yes", part_of="indicator:new-homes"),),
    "Partnership": (_row(
        "wimcombe", "Wimcombe Partnership", type="partnership", contributes_to="objective:homes",
        covers="area:riverside"),),
    "Board": (_row("executive", "Executive", type="executive", part_of="organisation:council"),),
    "Organisation": (_row("council", "Wimcombe Council", type="council"), _row(
        "housing", "Housing department", type="department", part_of="organisation:council",
        contributes_to="indicator:new-homes; objective:homes", covers="area:riverside"),),
    "Post": (_row("chief-executive", "Chief executive", status="filled", key_post="yes", member_of="board:executive"),
             _row("director-of-housing", "Director of housing", status="interim", held_as="acting", key_post="yes",
                  appraised="May 2008", member_of="organisation:housing"),),
    "Area": (_row("riverside", "Riverside ward"),),
    "Risk": (_row("builders", "Too few builders bid for the work", level="medium", owned_by="post:director-of-housing",
                  threatens="strategy:housing; objective:homes"),),
    "BudgetLine": (_row("new-homes", "Grants for new homes", amount="2500000"),),
    "Recommendation": (_row(
        "2008-3", "Bring empty homes back into use sooner", type="recommendation", status="accepted",
        stage="in-progress", since="July 2008", deadline="by 2009", made="June 2008", topic="housing",
        part_of="review:inspection-2008"),),
    "Review": (_row("inspection-2008", "Inspection of housing 2008", type="inspection", status="held",
                    held="May 2008", fed_back="June 2008", reviews="organisation:housing; strategy:housing"),),
    "Report": (_row("housing-quarterly", "Housing performance, second quarter", topics="performance; finance",
                    due="Q2 2008/09", cadence="quarterly", goes_to="board:executive"),),
    "Document": (_row("strategy-list", "List of the council's strategies", type="strategy-list", dated="May 2008",
                      expects="strategy:housing", cites="corporate-plan:2008-2011",
                      evidences="review:inspection-2008"),),
    "Passage": (_row("strategy-list-4", "What the list says of housing", type="paragraph",
                     text="The housing strategy is to be renewed", part_of="document:strategy-list",
                     cites="strategy:housing", evidences="strategy:housing"),),
    "Criterion": (_row("housing-need", "The council knows what homes people need", level="criterion",
                       period="2008", score="3", part_of="criterion:housing-theme"),
                  _row("housing-theme", "Housing", level="theme"),),
}
"""Example rows of every kind; references lead from one to another."""

LINK_EXAMPLE: Row = {
    "from": "organisation:housing", "link": "contributes to", "to": "objective:homes",
    "role": "Lets the homes and looks after them", "document": "Local area agreement", "paragraph": "17"}
"""One row of the table of links."""


def sample(kind: str, heading: str) -> str:
    """A reference as an example of the kind, or else of any kind, gives it under a heading."""
    rows = (*EXAMPLES[kind], *(row for rows in EXAMPLES.values() for row in rows))
    return next(row[heading] for row in rows if heading in row).partition(";")[0]
