"""Every statement that reads a plan set for an answer or a check; rules say their own. Valid in Cypher 5 and 25.

Only names of verbs are text, all else is a parameter. Every look-up begins in one plan set and says something of the
key, as the indexes want it, and no far end leaves the plan set. Kinds are looked up one by one: `n.kind IN $kinds`
would be planned as a walk over every key of the plan set.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schema.links import STRICT, UPWARD, VERBS

ITEMS = """\
UNWIND $keys AS key
MATCH (n:Item {plan_set: $plan_set, key: key})
RETURN properties(n) AS item"""
OF_KINDS = """\
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL AND ($listed OR NOT n.listed)
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
RETURN properties(n) AS item,
  COLLECT { MATCH (n)-[r]->(m) WHERE m.plan_set = n.plan_set RETURN [type(r), m.key, properties(r)] } AS links"""
PART = """\
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key > $after
WITH n ORDER BY n.plan_set, n.kind, n.key LIMIT $most
RETURN properties(n) AS item,
  COLLECT { MATCH (n)-[r]->(m) WHERE m.plan_set = n.plan_set AND type(r) IN $verbs
            RETURN [type(r), m.key, properties(r)] } AS links"""
DANGLING = """\
UNWIND $keys AS key
MATCH (n:Item {plan_set: $plan_set, key: key})-[r]->(m:Missing)
WHERE m.plan_set = n.plan_set
RETURN key, type(r) AS verb, m.key AS end, properties(r) AS link"""
WANTING = """\
MATCH (m:Missing {plan_set: $plan_set})<-[r]-(n:Item)
WHERE m.key IS NOT NULL AND n.plan_set = m.plan_set
  AND r.wanted IN $kinds AND r.wanted_set IS NULL AND type(r) IN $verbs
RETURN n.key AS start, type(r) AS verb, m.key AS end, properties(r) AS link
LIMIT $most"""

_FITS = """\
WHERE n.key IS NOT NULL AND (n.key = $key OR
  all(word IN $words WHERE coalesce(n.title_key, '') CONTAINS word OR n.key CONTAINS word))
"""
_ANY_KIND = "MATCH (n:Item {plan_set: $plan_set})\n" + _FITS
_SOME_KINDS = "UNWIND $kinds AS kind\nMATCH (n:Item {plan_set: $plan_set, kind: kind})\n" + _FITS
_BEST = """\
WITH n, coalesce(n.title_key, '') AS title
WITH n, title, CASE WHEN title = $whole OR n.key = $key THEN 0 WHEN title STARTS WITH $whole THEN 1
  WHEN title CONTAINS $whole THEN 2 ELSE 3 END AS rank
ORDER BY rank, title, n.key SKIP $skip LIMIT $most
RETURN properties(n) AS item"""

_TOP = ("t.kind IN $cascade AND t.kind <> 'Action' AND toInteger(t.tier) {tier} "
        "AND (t.listed OR coalesce(t.status, '') <> 'superseded')")
_STANDING = """\
UNWIND $cascade AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL AND NOT n.listed AND coalesce(n.status, '') <> 'superseded'
  AND (n.kind = 'Action' OR n.tier IS NOT NULL)
WITH n, CASE n.kind WHEN 'Action' THEN $action_tier ELSE toInteger(n.tier) END AS tier
"""
LOWEST = _STANDING + "RETURN max(tier) AS lowest"
HEIGHTS = _STANDING + f"""\
WITH n, tier, tier = 0 OR
  CASE WHEN tier <= 1 AND n.kind <> 'Action'
    THEN EXISTS {{ MATCH (n)-[:{'|'.join(UPWARD)}*0..]->(t:Item)
                   WHERE t.plan_set = n.plan_set AND {_TOP.format(tier='= 0')} }}
    ELSE EXISTS {{ MATCH (n)-[:{'|'.join(STRICT)}*0..]->(t:Item)
                   WHERE t.plan_set = n.plan_set AND {_TOP.format(tier='<= 1')} }} END AS up,
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


def ends_of_one(verbs: Collection[str], *, outgoing: bool) -> str:
    """The next far ends of the links of one item that has many, by their keys."""
    # The condition stands behind the WITH, or it would be looked up on its own, in all the plan set.
    return f"""\
MATCH (n:Item {{plan_set: $plan_set, key: $key}}){_hop(verbs, outgoing=outgoing)}
WITH DISTINCT n, m
WHERE m.plan_set = n.plan_set AND m.key > $after
WITH n, m ORDER BY m.key LIMIT $most
RETURN properties(m) AS item,
  COLLECT {{ MATCH (n){_hop(verbs, outgoing=outgoing, far='m')} RETURN [n.key, type(r), properties(r)] }} AS links"""


def degrees(verbs: Collection[str], *, outgoing: bool) -> str:
    """How many links each item has, those that lead to nothing among them: the database keeps these numbers."""
    left, right = ("-", "->") if outgoing else ("<-", "-")
    return f"""\
UNWIND $keys AS key
MATCH (n:Item {{plan_set: $plan_set, key: key}})
RETURN key, COUNT {{ (n){left}[:{'|'.join(verbs)}]{right}() }} AS many"""


def climbs(verbs: Collection[str], *, listed: bool) -> str:
    """A page of the items of one kind, with the keys that their links of the verbs lead up to; with `listed` also
    of and to items that are known by name alone.
    """
    near, far = ("", "") if listed else (" AND NOT n.listed", " AND NOT m.listed")
    return f"""\
MATCH (n:Item {{plan_set: $plan_set, kind: $kind}})
WHERE n.key > $after{near}
WITH n ORDER BY n.plan_set, n.kind, n.key LIMIT $most
RETURN n.key AS key,
  COLLECT {{ MATCH (n){_hop(verbs, outgoing=True)} WHERE m.plan_set = n.plan_set{far} RETURN m.key }} AS far"""


def search(*, some_kinds: bool) -> str:
    """A page of what fits, the best first."""
    return (_SOME_KINDS if some_kinds else _ANY_KIND) + _BEST


def search_count(*, some_kinds: bool) -> str:
    """How many fit."""
    return (_SOME_KINDS if some_kinds else _ANY_KIND) + "RETURN count(*) AS many"


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


def _hop(verbs: Collection[str], *, outgoing: bool, far: str = "m:Item") -> str:
    left, right = ("-", "->") if outgoing else ("<-", "-")
    return f"{left}[r:{'|'.join(verbs)}]{right}({far})"


def samples() -> Iterator[str]:
    """All of them, for whoever checks them: of those made from verbs, one of each form."""
    yield from (ITEMS, OF_KINDS, LISTING, BEGINNING, TITLED, KEYS, WHOLE, PART, DANGLING, WANTING, LOWEST,
                HEIGHTS)
    every = [verb.name for verb in VERBS]
    for outgoing in (True, False):
        yield from (made(every, outgoing=outgoing) for made in (ends, ends_of_one, degrees, onward, reach))
    yield from (climbs(every, listed=listed) for listed in (True, False))
    yield from (made(some_kinds=some_kinds) for made in (search, search_count) for some_kinds in (True, False))
    for out, into in ((every, every), (every, ()), ((), every)):
        for some_kinds in (True, False):
            yield steps(out, into, some_kinds=some_kinds)
            yield steps_count(out, into, some_kinds=some_kinds)
