"""Every statement that reads a plan set for an answer or a check; rules say their own. Valid in Cypher 5 and 25.

Only names of verbs are text, all else is a parameter. Every look-up begins in one plan set and says something of the
key, as the indexes want it, and no far end leaves the plan set.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schema.links import STRICT, UPWARD, VERBS

ITEMS = """\
UNWIND $keys AS key
MATCH (n:Item {plan_set: $plan_set, key: key})
RETURN properties(n) AS item"""
OF_KINDS = """\
MATCH (n:Item {plan_set: $plan_set})
WHERE n.kind IN $kinds AND n.key IS NOT NULL AND ($listed OR NOT n.listed)
RETURN properties(n) AS item
LIMIT $most"""
LISTING = """\
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first AND n.listed IN $listed
RETURN properties(n) AS item
ORDER BY n.plan_set, n.kind, n.key
LIMIT $most"""
BEGINNING = """\
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key STARTS WITH $start
RETURN properties(n) AS item
ORDER BY n.plan_set, n.kind, n.key
LIMIT $most"""
TITLED = """\
MATCH (n:Item {plan_set: $plan_set, _titled: $titled})
RETURN properties(n) AS item
ORDER BY n.key
LIMIT 1"""
KEYS = """\
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key > $after
WITH n.key AS key ORDER BY n.plan_set, n.key LIMIT $most
RETURN collect(key) AS keys"""
WHOLE = """\
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key > $after
WITH n ORDER BY n.plan_set, n.key LIMIT $most
RETURN properties(n) AS item, COLLECT { MATCH (n)-[r]->(m) RETURN [type(r), m.key, properties(r)] } AS links"""
PART = """\
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key > $after
WITH n ORDER BY n.plan_set, n.kind, n.key LIMIT $most
RETURN properties(n) AS item,
  COLLECT { MATCH (n)-[r]->(m) WHERE type(r) IN $verbs RETURN [type(r), m.key, properties(r)] } AS links"""
DANGLING = """\
UNWIND $keys AS key
MATCH (n:Item {plan_set: $plan_set, key: key})-[r]->(m:Missing)
RETURN key, type(r) AS verb, m.key AS end, properties(r) AS link"""
WANTING = """\
MATCH (m:Missing {plan_set: $plan_set})<-[r]-(n:Item)
WHERE m.key IS NOT NULL AND n.plan_set = m.plan_set
  AND r.wanted IN $kinds AND r.wanted_set IS NULL AND type(r) IN $verbs
RETURN n.key AS start, type(r) AS verb, m.key AS end, properties(r) AS link"""

_MATCHES = """\
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IS NOT NULL AND ($kinds IS NULL OR n.kind IN $kinds) AND (n.key = $key OR
  all(word IN $words WHERE coalesce(n.title_key, '') CONTAINS word OR n.key CONTAINS word))
"""
SEARCH = _MATCHES + """\
WITH n, coalesce(n.title_key, '') AS title
WITH n, title, CASE WHEN title = $whole OR n.key = $key THEN 0 WHEN title STARTS WITH $whole THEN 1
  WHEN title CONTAINS $whole THEN 2 ELSE 3 END AS rank
ORDER BY rank, title, n.key SKIP $skip LIMIT $most
RETURN properties(n) AS item"""
SEARCH_COUNT = _MATCHES + "RETURN count(*) AS many"

_TOP = ("t.kind IN $cascade AND t.kind <> 'Action' AND toInteger(t.tier) <= {tier} "
        "AND (t.listed OR coalesce(t.status, '') <> 'superseded')")
_STANDING = """\
MATCH (n:Item {plan_set: $plan_set})
WHERE n.kind IN $cascade AND n.key IS NOT NULL AND NOT n.listed AND coalesce(n.status, '') <> 'superseded'
  AND (n.kind = 'Action' OR n.tier IS NOT NULL)
WITH n, CASE n.kind WHEN 'Action' THEN $action_tier ELSE toInteger(n.tier) END AS tier
"""
LOWEST = _STANDING + "RETURN max(tier) AS lowest"
HEIGHTS = _STANDING + f"""\
WITH n, tier, tier = 0 OR
  CASE WHEN tier <= 1 AND n.kind <> 'Action'
    THEN EXISTS {{ MATCH (n)-[:{'|'.join(UPWARD)}*0..]->(t:Item)
                   WHERE t.plan_set = n.plan_set AND {_TOP.format(tier=0)} }}
    ELSE EXISTS {{ MATCH (n)-[:{'|'.join(STRICT)}*0..]->(t:Item)
                   WHERE t.plan_set = n.plan_set AND {_TOP.format(tier=1)} }} END AS up,
  n.kind = 'Action' OR tier = $lowest
  OR EXISTS {{ MATCH (n)<-[:{'|'.join(STRICT)}]-(b:Item)
               WHERE b.plan_set = n.plan_set AND coalesce(b.status, '') <> 'superseded' }}
  OR EXISTS {{ MATCH (n)<-[:PART_OF]-(b:Item)
               WHERE b.plan_set = n.plan_set AND b.kind IN $parts AND coalesce(b.status, '') <> 'superseded' }} AS down
RETURN coalesce(n.board, '') AS board, tier, n.kind AS kind, coalesce(n._tables, '') AS tables, up AND down AS joined,
  count(*) AS many"""


def ends(verbs: Collection[str], *, outgoing: bool) -> str:
    """The far ends of links of items, each far item once with all its links."""
    return f"""\
UNWIND $keys AS key
MATCH (n:Item {{plan_set: $plan_set, key: key}}){_hop(verbs, outgoing=outgoing)}
WHERE m.plan_set = n.plan_set
WITH m, collect([key, type(r), properties(r)]) AS links
RETURN properties(m) AS item, links
LIMIT $most"""


def onward(verbs: Collection[str], *, outgoing: bool) -> str:
    """The keys of the far ends of links of items."""
    return f"""\
UNWIND $keys AS key
MATCH (n:Item {{plan_set: $plan_set, key: key}}){_hop(verbs, outgoing=outgoing)}
WHERE m.plan_set = n.plan_set
RETURN key, collect(m.key) AS far"""


def reach(verbs: Collection[str], *, outgoing: bool) -> str:
    """The keys of all that links lead to from one item, however far; the item's own among them."""
    left, right = ("-", "->") if outgoing else ("<-", "-")
    return f"""\
MATCH (n:Item {{plan_set: $plan_set, key: $key}}){left}[:{'|'.join(verbs)}*0..]{right}(m:Item)
WHERE m.plan_set = n.plan_set
RETURN DISTINCT m.key AS key"""


def steps(out: Collection[str], into: Collection[str], *, some_kinds: bool) -> str:
    """A page of the links of each item: `$out` and `$into` give the places of verbs among the ways."""
    return f"""\
UNWIND $keys AS key
MATCH (n:Item {{plan_set: $plan_set, key: key}})
CALL (n) {{
  CALL (n) {{
{_both(out, into, some_kinds=some_kinds)}
  }}
  WITH m, r, place WHERE place > $place OR place = $place AND m.key >= $far
  ORDER BY place, m.key LIMIT $most
  RETURN collect([place, properties(r), properties(m)]) AS found
}}
RETURN key, found"""


def steps_count(out: Collection[str], into: Collection[str], *, some_kinds: bool) -> str:
    """How many links each item has."""
    counts = " + ".join(
        f"COUNT {{ MATCH (n){_hop(verbs, outgoing=outgoing)} WHERE {_far(some_kinds=some_kinds)} }}"
        for verbs, outgoing in ((out, True), (into, False)) if verbs)
    return f"UNWIND $keys AS key\nMATCH (n:Item {{plan_set: $plan_set, key: key}})\nRETURN key, {counts} AS many"


def _both(out: Collection[str], into: Collection[str], *, some_kinds: bool) -> str:
    return "\n    UNION ALL\n".join(
        f"    MATCH (n){_hop(verbs, outgoing=outgoing)} WHERE {_far(some_kinds=some_kinds)}\n"
        f"    RETURN m, r, ${'out' if outgoing else 'into'}[type(r)] AS place"
        for verbs, outgoing in ((out, True), (into, False)) if verbs)


def _far(*, some_kinds: bool) -> str:
    return "m.plan_set = n.plan_set" + (" AND m.kind IN $kinds" if some_kinds else "")


def _hop(verbs: Collection[str], *, outgoing: bool) -> str:
    left, right = ("-", "->") if outgoing else ("<-", "-")
    return f"{left}[r:{'|'.join(verbs)}]{right}(m:Item)"


def samples() -> Iterator[str]:
    """All of them, for whoever checks them: of those made from verbs, one of each form."""
    yield from (ITEMS, OF_KINDS, LISTING, BEGINNING, TITLED, KEYS, WHOLE, PART, DANGLING, WANTING, SEARCH, SEARCH_COUNT,
                LOWEST, HEIGHTS)
    every = [verb.name for verb in VERBS]
    for outgoing in (True, False):
        yield from (made(every, outgoing=outgoing) for made in (ends, onward, reach))
    for out, into in ((every, every), (every, ()), ((), every)):
        for some_kinds in (True, False):
            yield steps(out, into, some_kinds=some_kinds)
            yield steps_count(out, into, some_kinds=some_kinds)
