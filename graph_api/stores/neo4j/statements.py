"""Every statement that writes a plan set, reads it to compare, or makes the indexes. Valid in Cypher 5 and 25.

All that is not the name of a verb is a parameter. Every MATCH begins in one plan set and says something of the key,
as the indexes want it; every write may be done twice.
"""

from __future__ import annotations

from schema.links import VERBS

SCHEMA: dict[str, str] = {
    "goldthread_item": "CREATE CONSTRAINT goldthread_item IF NOT EXISTS\n"
                       "FOR (n:Item) REQUIRE (n.plan_set, n.key) IS UNIQUE",
    "goldthread_missing": "CREATE CONSTRAINT goldthread_missing IF NOT EXISTS\n"
                          "FOR (n:Missing) REQUIRE (n.plan_set, n.key) IS UNIQUE",
    "goldthread_plan_set": "CREATE CONSTRAINT goldthread_plan_set IF NOT EXISTS\n"
                           "FOR (n:PlanSet) REQUIRE n.plan_set IS UNIQUE",
    "goldthread_kind_key": "CREATE INDEX goldthread_kind_key IF NOT EXISTS\n"
                           "FOR (n:Item) ON (n.plan_set, n.kind, n.key)",
    "goldthread_kind": "CREATE INDEX goldthread_kind IF NOT EXISTS\nFOR (n:Item) ON (n.plan_set, n.kind)",
    "goldthread_titled": "CREATE INDEX goldthread_titled IF NOT EXISTS\nFOR (n:Item) ON (n.plan_set, n._titled)",
}
"""Constraints and indexes by their names; a uniqueness constraint is an index too."""
INDEXES = "SHOW INDEXES YIELD name, state WHERE name IN $names RETURN name, state"
AWAIT = "CALL db.awaitIndexes($seconds)"
ALL_ITEMS = "MATCH (n:Item) RETURN count(n) AS items"
"""Of every plan set; the database keeps this count and does not go through them."""
REPLAN = "CALL db.prepareForReplanning(60)"
"""After a large load: else statements are planned by the counts of before. Every plan made so far is forgotten."""

PLAN_SET = "MATCH (p:PlanSet {plan_set: $plan_set}) RETURN properties(p) AS properties"

TAKE = """\
MERGE (p:PlanSet {plan_set: $plan_set})
SET p._lock = true
WITH p, p.syncing_token AS token, coalesce(p.syncing_token = $token, false) AS again,
  coalesce(p.syncing_seen < datetime() - duration({seconds: $limit}), true) AS silent
WITH p, token, CASE WHEN NOT again THEN p.syncing_by END AS by,
  CASE WHEN NOT (again AND p.syncing_first) THEN p.syncing_since END AS since,
  again OR token IS NULL OR silent AS free
FOREACH (q IN CASE WHEN free THEN [p] ELSE [] END |
  SET q.syncing_token = $token, q.syncing_by = $by, q.syncing_seen = datetime(),
    q.syncing_first = since IS NULL, q.syncing_since = coalesce(since, datetime()))
REMOVE p._lock
RETURN free, token, by, since, p.syncing_seen AS seen, p.hash AS hash, p.graph AS graph"""
"""Takes a plan set for writing; one transaction waits here for the other, for setting a property locks the node.

`syncing_first` says that no earlier sync had broken off, so that taking it twice tells the same as taking it once.
"""
HOLD = """\
MATCH (p:PlanSet {plan_set: $plan_set})
SET p._lock = true
WITH p WHERE p.syncing_token = $token
SET p.syncing_seen = datetime()
REMOVE p._lock
RETURN p.plan_set AS plan_set"""
"""Says that we still write; no row where somebody else took over, and then the transaction is taken back."""
LET_GO = """\
MATCH (p:PlanSet {plan_set: $plan_set}) WHERE p.syncing_token = $token
REMOVE p.syncing_token, p.syncing_by, p.syncing_seen, p.syncing_first
WITH p WHERE $clean
REMOVE p.syncing_since
WITH p WHERE p.hash IS NULL
DELETE p"""
"""Frees the plan set; where nothing of it was touched it is as whole as before, and gone if it was not there."""
TIDY = """\
MATCH (p:PlanSet {plan_set: $plan_set})
SET p._lock = true
WITH p, p.syncing_token = $token AND p.syncing_since IS NULL
  AND p.syncing_seen < datetime() - duration({seconds: $limit}) AS forgotten
FOREACH (q IN CASE WHEN forgotten THEN [p] ELSE [] END |
  REMOVE q.syncing_token, q.syncing_by, q.syncing_seen, q.syncing_first)
REMOVE p._lock"""
"""Takes away the token of a writer who finished and could not give it back, because the server fell just then."""
FINISH = """\
MATCH (p:PlanSet {plan_set: $plan_set})
WITH p, p.summary AS summary
SET p = $properties
SET p.summary = summary, p.synced = datetime(), p.syncing_token = $token, p.syncing_seen = datetime()"""
"""The plan set is whole. The token stays until it is given back, so that this too may be done twice."""

HELD = """\
MATCH (a:Item {plan_set: $plan_set}) WHERE a.key > $after
WITH a ORDER BY a.plan_set, a.key LIMIT $limit
RETURN a.key AS key, a._hash AS hash, COLLECT {
  MATCH (a)-[r]->(b:Item|Missing {plan_set: $plan_set}) WHERE b.key IS NOT NULL
  RETURN type(r) + ' ' + b.key + ' ' + coalesce(r._set, '-') + ' ' + coalesce(r._hash, '')
} AS links"""
"""Each link as the line that we have of it ourselves; one that leads to anything else is not of our making."""
COUNTS = """\
MATCH (a:Item {plan_set: $plan_set}) WHERE a.key > ''
RETURN count(a) AS items, sum(COUNT { (a)-->() }) AS links"""
"""Links of any making, wherever they lead: each item knows how many it has."""

PUT_ITEMS = """\
UNWIND $rows AS row
MERGE (a:Item {plan_set: $plan_set, key: row.key})
SET a = row
RETURN count(*) AS done"""
DELETE_ITEMS = """\
UNWIND $rows AS key
MATCH (a:Item {plan_set: $plan_set, key: key})
DETACH DELETE a"""
DELETE_LINKS = """\
UNWIND $rows AS row
MATCH (a:Item {plan_set: $plan_set, key: row.start})
MATCH (b:Item {plan_set: $plan_set, key: row.end})
MATCH (a)-[r]->(b) WHERE type(r) = row.verb
DELETE r"""
DELETE_DANGLING = """\
UNWIND $rows AS row
MATCH (a:Item {plan_set: $plan_set, key: row.start})
MATCH (b:Missing {plan_set: $plan_set, key: row.end})
MATCH (a)-[r]->(b) WHERE type(r) = row.verb AND r._set = row.set
DELETE r"""
DELETE_STUBS = """\
MATCH (m:Missing {plan_set: $plan_set}) WHERE m.key > '' AND NOT EXISTS { (m)<--() }
WITH m LIMIT $limit
DELETE m
RETURN count(*) AS done"""
DELETE_SOME = """\
MATCH (a:Item {plan_set: $plan_set}) WHERE a.key > ''
WITH a LIMIT $limit
DETACH DELETE a
RETURN count(*) AS done"""
DELETE_PLAN_SET = "MATCH (p:PlanSet {plan_set: $plan_set}) WHERE p.syncing_token = $token\nDELETE p"

_PUT_LINKS = """\
UNWIND $rows AS row
MATCH (a:Item {{plan_set: $plan_set, key: row.start}})
MATCH (b:Item {{plan_set: $plan_set, key: row.end}})
MERGE (a)-[r:{verb}]->(b)
SET r = row.properties
RETURN count(*) AS done"""
_PUT_DANGLING = """\
UNWIND $rows AS row
MATCH (a:Item {{plan_set: $plan_set, key: row.start}})
MERGE (b:Missing {{plan_set: $plan_set, key: row.end}})
MERGE (a)-[r:{verb} {{_set: row.set}}]->(b)
SET r = row.properties
RETURN count(*) AS done"""


def _by_verb(text: str) -> dict[str, str]:
    return {verb.name: text.format(verb=verb.name) for verb in VERBS}


PUT_LINKS, PUT_DANGLING = _by_verb(_PUT_LINKS), _by_verb(_PUT_DANGLING)

ALL: tuple[str, ...] = (
    *SCHEMA.values(), INDEXES, AWAIT, ALL_ITEMS, REPLAN, PLAN_SET, TAKE, HOLD, LET_GO, TIDY, FINISH, HELD, COUNTS,
    PUT_ITEMS, DELETE_ITEMS, DELETE_LINKS, DELETE_DANGLING, DELETE_STUBS, DELETE_SOME, DELETE_PLAN_SET,
    *PUT_LINKS.values(), *PUT_DANGLING.values(),
)
"""All of them, for whoever checks them."""
