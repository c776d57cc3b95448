"""StratML files for tests: where the real samples stand, a small made-up plan, and loading without a disk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lxml import etree
from plan_sets import finished

from loaders.files import PlanFile
from loaders.parsed import LIMITS, Mapped, Parsed
from loaders.plan_document import read_document
from loaders.stratml.parse import parse
from loaders.tables import Draft
from schema.records import Loaded, PlanSet

SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "samples" / "stratml"
MISSING = "the StratML samples are not beside the repository (../shared/samples/stratml)"
PART_2_XSD, PART_1_XSD = "PerformancePlanOrReport20160216.xsd", "StrategicPlanISOVersion20140401.xsd"
MADE_UP = PlanSet("ashby", "Ashby, which does not exist", made_up=True)

PLAN = """<?xml version="1.0" encoding="UTF-8"?>
<PerformancePlanOrReport xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport" Type="Performance_Report">
  <Name>Ashby corporate plan</Name>
  <Description>What the council itself will do.</Description>
  <StrategicPlanCore>
    <Organization>
      <Name>Ashby Borough Council</Name>
      <Identifier>_organisation-1</Identifier>
    </Organization>
    <Vision><Description>A town that everybody can afford</Description><Identifier>_vision-1</Identifier></Vision>
    <Mission><Description>To serve the people of Ashby</Description></Mission>
    <Goal>
      <Name>Homes</Name>
      <Description>More homes that people can afford.</Description>
      <Identifier>_5f1c9d50-0000-11ee-8000-000000000001</Identifier>
      <Stakeholder StakeholderTypeType="Organization">
        <Name>Ashby Homes</Name>
        <Role><Name>Builds and lets homes</Name><RoleType>Performer</RoleType></Role>
      </Stakeholder>
      <Objective>
        <Name>Build for rent</Name>
        <Identifier>_objective-rent</Identifier>
        <PerformanceIndicator ValueChainStage="Output">
          <MeasurementDimension>Homes built for rent</MeasurementDimension>
          <UnitOfMeasurement>homes</UnitOfMeasurement>
          <Identifier>_indicator-rent</Identifier>
          <MeasurementInstance>
            <TargetResult>
              <StartDate>2008-04-01</StartDate><EndDate>2009-03-31</EndDate><NumberOfUnits>120</NumberOfUnits>
            </TargetResult>
            <ActualResult>
              <StartDate>2008-04-01</StartDate><EndDate>2009-03-31</EndDate><NumberOfUnits>97.5</NumberOfUnits>
              <Description>Two sites were late.</Description>
            </ActualResult>
          </MeasurementInstance>
        </PerformanceIndicator>
      </Objective>
    </Goal>
  </StrategicPlanCore>
  <AdministrativeInformation>
    <Identifier>_plan-1</Identifier>
    <StartDate>2008-04-01</StartDate>
    <EndDate>2011-03-31</EndDate>
    <PublicationDate>2008-03-14</PublicationDate>
    <Source>https://ashby.example/plan</Source>
  </AdministrativeInformation>
</PerformancePlanOrReport>
"""


def there() -> bool:
    """Whether the samples can be read."""
    return SAMPLES.is_dir()


def sample(name: str) -> bytes:
    """The bytes of one sample."""
    return (SAMPLES / name).read_bytes()


@cache
def schema(name: str) -> etree.XMLSchema:
    """One of the two schema definitions."""
    return etree.XMLSchema(etree.parse(str(SAMPLES / name)))


def parsed(text: str | bytes) -> Parsed:
    """What the parser gives, gone through JSON and back as it does between processes."""
    data = text if isinstance(text, bytes) else text.encode()
    return Parsed.from_json(parse(data, LIMITS).to_json())


def load_all(files: Mapping[str, str | bytes], about: PlanSet = MADE_UP) -> Loaded:
    """The plan set that some StratML files make."""
    draft = Draft()
    for name, text in files.items():
        found = parsed(text)
        draft.problems += found.problems
        if found.document is not None:
            read_document(draft, PlanFile(Path(name), name), found.document, None)
    return finished(draft, about)


def records(found: Parsed, kind: str) -> list[Mapped]:
    """The records of one kind."""
    return list(found.document.get(kind, [])) if found.document else []


def codes(found: Parsed) -> list[str]:
    """The codes of what was told."""
    return [told.code for told in found.problems]
