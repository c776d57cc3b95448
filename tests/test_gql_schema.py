"""The GraphQL schema: it says what everything means and follows the declared kinds and links."""

from __future__ import annotations

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from graph_api.gql.api import SCHEMA, printed
from graph_api.gql.kinds import fields_of, links_of
from graph_api.gql.names import attribute, constant, global_id, read_global_id
from schema.fields import FieldType
from schema.kinds import KIND, KINDS
from schema.links import VERBS

OURS = {name: made for name, made in SCHEMA.type_map.items() if not name.startswith("__")}
COMMON = {"id", "key", "kind", "title", "note", "tier", "listed", "source", "owner", "board", "gaps", "links"}
ROOTS = {
    "node", "nodes", "item", "search", "thread", "gaps", "brokenLinks", "plansMissingMilestones", "causes", "findings",
    "gapSummary", "compare", "coverage", "inventory", "rules", "problems", "planSet", "lookedAt",
    "suggestedLinks", "planSets", "nationalSummary", "frameworks", "selfAssessment", "monitoringTimetable"}


def camel(words: str) -> str:
    first, *rest = attribute(words).split("_")
    return first + "".join(word.capitalize() for word in rest)


def test_everything_has_a_description():
    missing = [name for name, made in OURS.items() if not made.description]
    for name, made in OURS.items():
        if isinstance(made, GraphQLEnumType):
            missing += [f"{name}.{value}" for value, known in made.values.items() if not known.description]
        if isinstance(made, GraphQLInputObjectType | GraphQLInterfaceType | GraphQLObjectType):
            missing += [f"{name}.{field}" for field, known in made.fields.items() if not known.description]
        if isinstance(made, GraphQLInterfaceType | GraphQLObjectType):
            missing += [f"{name}.{field}({argument})" for field, known in made.fields.items()
                        for argument, about in known.args.items() if not about.description]
    missing += [f"@{one.name}({name})" for one in SCHEMA.directives for name, argument in one.args.items()
                if not (one.description and argument.description)]

    assert missing == []


def test_descriptions_are_whole_sentences():
    for made in OURS.values():
        if isinstance(made, GraphQLInterfaceType | GraphQLObjectType) and made.name[0].isupper():
            for name, field in made.fields.items():
                assert field.description[0].isupper() or field.description[0].isdigit(), f"{made.name}.{name}"
                assert field.description.endswith("."), f"{made.name}.{name}: {field.description}"


def test_printed_schema_is_the_one_agreed(golden):
    golden("schema.graphql", printed())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_has_its_own_fields_and_links_and_no_others(kind):
    fields = [camel(field.name) for field in fields_of(kind)]
    links = [camel(label) for label, *_ in links_of(kind)]

    assert sorted(SCHEMA.type_map[kind.name].fields) == sorted([*COMMON, *fields, *links])
    assert {"PlanItem", "Node"} <= {one.name for one in SCHEMA.type_map[kind.name].interfaces}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_a_verb_is_a_field_at_both_its_ends_only(verb):
    def having(label):
        return {kind.name for kind in KINDS if camel(label) in SCHEMA.type_map[kind.name].fields}

    assert having(verb.label) == set(verb.starts)
    assert having(verb.reverse) == set(verb.ends)


def test_fields_about_persons_are_not_there():
    for kind in KINDS:
        hidden = {camel(field.name) for field in kind.fields if field.personal}
        assert hidden.isdisjoint(SCHEMA.type_map[kind.name].fields)
    assert "holder" in SCHEMA.type_map["Post"].description
    assert "not in this API" in SCHEMA.type_map["Post"].description


def test_words_of_a_field_are_enum_values_in_capitals():
    assert list(SCHEMA.type_map["BodyType"].values)[5:8] == ["STANDARDS", "FORUM", "AREA_COMMITTEE"]
    for kind in KINDS:
        for field in fields_of(kind):
            if field.type is FieldType.ONE_OF:
                made = SCHEMA.type_map[kind.name].fields[camel(field.name)].type
                assert list(made.values) == [constant(word) for word in field.words]


def test_every_root_of_the_contract_is_there():
    lists = {camel(kind.plural) for kind in KINDS}

    assert set(SCHEMA.query_type.fields) == ROOTS | lists
    assert SCHEMA.mutation_type is None
    assert SCHEMA.subscription_type is None


def test_families_share_an_interface():
    strategy = {one.name for one in SCHEMA.type_map["Strategy"].interfaces}

    assert strategy == {"Plan", "PlanItem", "Node"}
    assert "status" in SCHEMA.type_map["Plan"].fields
    assert {one.name for one in SCHEMA.get_possible_types(SCHEMA.type_map["Plan"])} == {
        kind.name for kind in KINDS if kind.family == "Plan"}


@pytest.mark.parametrize("key", ["service-plan:housing", "gäp: 100 ¶", "", "a:b:c", "\ud800"])
def test_global_ids_are_ascii_and_lead_back(key):
    made = global_id("ServicePlan", key)

    assert made.isascii()
    assert read_global_id(made) == ("ServicePlan", key.replace("\ud800", "?"))


@pytest.mark.parametrize("text", ["", "nonsense", "é", "AA==", "Z2Fw", "%%%", "\ud800"])
def test_what_is_no_global_id_names_nothing(text):
    assert read_global_id(text) is None


def test_names_of_enum_values():
    assert [constant(word) for word in ("on-track", "ServicePlan", "in-a-plan-supports-nothing", "not due")] == [
        "ON_TRACK", "SERVICE_PLAN", "IN_A_PLAN_SUPPORTS_NOTHING", "NOT_DUE"]
    assert set(KIND) == {one.value for one in SCHEMA.type_map["Kind"].values.values()}
