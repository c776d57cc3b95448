// G01 looked, G12 looked, G20 looked, G44 looked, G58 looked, G58b looked, G64 looked, G65 looked, G69 looked, G78 looked, S1 looked, S8 looked, S9 looked, S11 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
RETURN count(*) AS looked;

// G01 among, G12 among, G20 among, G44 among, G58 among, G58b among, G64 among, G65 among, G69 among, G78 among, S1 among, S8 among, S9 among, S11 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
RETURN n.key AS key;

// G01 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT EXISTS { MATCH (n)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(t:Item) WHERE t.plan_set = n.plan_set AND t.kind IN $p1 AND coalesce(t.`tier` <= $p2, false) }
RETURN n.key AS key;

// G01 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT EXISTS { MATCH (n)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(t:Item) WHERE t.plan_set = n.plan_set AND t.kind IN $p1 AND coalesce(t.`tier` <= $p2, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G01 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT EXISTS { MATCH (n)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(t:Item) WHERE t.plan_set = n.plan_set AND t.kind IN $p1 AND coalesce(t.`tier` <= $p2, false) }
RETURN n.key AS key;

// G01 target
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND coalesce(t.`tier` <= $p2, false)
RETURN t.key AS key
LIMIT 1;

// G01 down
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND coalesce(t.`tier` <= $p2, false)
MATCH (x:Item)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(t) WHERE x.plan_set = t.plan_set
WITH collect(DISTINCT x.key) AS reached
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT n.key IN reached
RETURN n.key AS key;

// G02 looked, G06 looked, G06b looked, G13 looked, G21 looked, G42 looked, G48 looked, S5 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
RETURN count(*) AS looked;

// G02 among, G06 among, G06b among, G13 among, G21 among, G42 among, G48 among, S5 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
RETURN n.key AS key;

// G02 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p2, false)
  AND NOT EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`tier` <= $p1, false) }
RETURN n.key AS key;

// G02 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p2, false)
  AND NOT EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`tier` <= $p1, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G02 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p2, false)
  AND NOT EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`tier` <= $p1, false) }
RETURN n.key AS key;

// G03 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` = $p1, false) AND NOT coalesce(n.`status` = $p2, false)
RETURN count(*) AS looked;

// G03 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` = $p1, false) AND NOT coalesce(n.`status` = $p2, false)
RETURN n.key AS key;

// G03 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` = $p3, false) AND NOT coalesce(n.`status` = $p4, false)
  AND NOT (EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`tier` <= $p1, false) } OR EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` IN $p2, false) })
RETURN n.key AS key;

// G03 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` = $p3, false) AND NOT coalesce(n.`status` = $p4, false)
  AND NOT (EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`tier` <= $p1, false) } OR EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` IN $p2, false) })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G03 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` = $p3, false) AND NOT coalesce(n.`status` = $p4, false)
  AND NOT (EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`tier` <= $p1, false) } OR EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` IN $p2, false) })
RETURN n.key AS key;

// G04 looked, S2 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` <= $p1, false) AND NOT coalesce(n.`status` = $p2, false)
RETURN count(*) AS looked;

// G04 among, S2 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` <= $p1, false) AND NOT coalesce(n.`status` = $p2, false)
RETURN n.key AS key;

// G04 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` <= $p1, false) AND NOT coalesce(n.`status` = $p2, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:SUPPORTS]-(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r2:DELIVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN n.key AS key;

// G04 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` <= $p1, false) AND NOT coalesce(n.`status` = $p2, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:SUPPORTS]-(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r2:DELIVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G04 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` <= $p1, false) AND NOT coalesce(n.`status` = $p2, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:SUPPORTS]-(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r2:DELIVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN n.key AS key;

// G05 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false) AND (EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r2:DELIVERS]->(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN count(*) AS looked;

// G05 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false) AND (EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r2:DELIVERS]->(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN n.key AS key;

// G05 rows
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND (coalesce(t.`kind` = $p2, false) OR EXISTS { MATCH (t)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = t.plan_set AND coalesce(x1.`kind` = $p3, false) })
WITH collect(t) AS targets
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p4, false) AND (EXISTS { MATCH (n)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r3:DELIVERS]->(x3:Item) WHERE x3.plan_set = n.plan_set })
  AND NOT EXISTS { MATCH (n)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(z:Item) WHERE z IN targets }
RETURN n.key AS key;

// G05 page
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND (coalesce(t.`kind` = $p2, false) OR EXISTS { MATCH (t)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = t.plan_set AND coalesce(x1.`kind` = $p3, false) })
WITH collect(t) AS targets
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p4, false) AND (EXISTS { MATCH (n)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r3:DELIVERS]->(x3:Item) WHERE x3.plan_set = n.plan_set })
  AND NOT EXISTS { MATCH (n)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(z:Item) WHERE z IN targets }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G05 found of
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND (coalesce(t.`kind` = $p2, false) OR EXISTS { MATCH (t)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = t.plan_set AND coalesce(x1.`kind` = $p3, false) })
WITH collect(t) AS targets
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p4, false) AND (EXISTS { MATCH (n)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r3:DELIVERS]->(x3:Item) WHERE x3.plan_set = n.plan_set })
  AND NOT EXISTS { MATCH (n)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(z:Item) WHERE z IN targets }
RETURN n.key AS key;

// G05 target
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND (coalesce(t.`kind` = $p2, false) OR EXISTS { MATCH (t)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = t.plan_set AND coalesce(x1.`kind` = $p3, false) })
RETURN t.key AS key
LIMIT 1;

// G05 down
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND (coalesce(t.`kind` = $p2, false) OR EXISTS { MATCH (t)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = t.plan_set AND coalesce(x1.`kind` = $p3, false) })
MATCH (x:Item)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(t) WHERE x.plan_set = t.plan_set
WITH collect(DISTINCT x.key) AS reached
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p4, false) AND (EXISTS { MATCH (n)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r3:DELIVERS]->(x3:Item) WHERE x3.plan_set = n.plan_set })
  AND NOT n.key IN reached
RETURN n.key AS key;

// G06 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p2, false)
MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND (coalesce(x1.`status` = $p1, false) OR EXISTS { MATCH (x1)<-[r2:SUPERSEDES]-(x2:Item) WHERE x2.plan_set = x1.plan_set })
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [n.`status`, x1.`status`] AS shown;

// G06 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p2, false)
CALL (n) {
  MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND (coalesce(x1.`status` = $p1, false) OR EXISTS { MATCH (x1)<-[r2:SUPERSEDES]-(x2:Item) WHERE x2.plan_set = x1.plan_set })
  RETURN collect({other: x1.key, verb: type(r1), start: startNode(r1).key, end: endNode(r1).key, link: properties(r1), shown: [n.`status`, x1.`status`]}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G06 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p2, false)
MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND (coalesce(x1.`status` = $p1, false) OR EXISTS { MATCH (x1)<-[r2:SUPERSEDES]-(x2:Item) WHERE x2.plan_set = x1.plan_set })
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [n.`status`, x1.`status`] AS shown;

// G06b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p3, false)
MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND (coalesce(x1.`status` = $p2, false) OR EXISTS { MATCH (x1)<-[r2:SUPERSEDES]-(x2:Item) WHERE x2.plan_set = x1.plan_set })
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [n.`status`, x1.`status`] AS shown;

// G06b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p3, false)
CALL (n) {
  MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND (coalesce(x1.`status` = $p2, false) OR EXISTS { MATCH (x1)<-[r2:SUPERSEDES]-(x2:Item) WHERE x2.plan_set = x1.plan_set })
  RETURN collect({other: x1.key, verb: type(r1), start: startNode(r1).key, end: endNode(r1).key, link: properties(r1), shown: [n.`status`, x1.`status`]}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G06b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p3, false)
MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND (coalesce(x1.`status` = $p2, false) OR EXISTS { MATCH (x1)<-[r2:SUPERSEDES]-(x2:Item) WHERE x2.plan_set = x1.plan_set })
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [n.`status`, x1.`status`] AS shown;

// G07 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p1, false) }
RETURN count(*) AS looked;

// G07 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p1, false) }
RETURN n.key AS key;

// G07 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r5:PART_OF]->(x5:Item) WHERE x5.plan_set = n.plan_set AND coalesce(x5.`kind` IN $p3, false) }
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p1, false)
MATCH (x1)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` IN $p2, false) AND NOT EXISTS { MATCH (n)-[r3:SUPPORTS]->(x3:Item) WHERE x3.plan_set = n.plan_set MATCH (x3)-[r4:PART_OF]->(x2) }
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link;

// G07 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r5:PART_OF]->(x5:Item) WHERE x5.plan_set = n.plan_set AND coalesce(x5.`kind` IN $p3, false) }
CALL (n) {
  MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p1, false)
  MATCH (x1)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` IN $p2, false) AND NOT EXISTS { MATCH (n)-[r3:SUPPORTS]->(x3:Item) WHERE x3.plan_set = n.plan_set MATCH (x3)-[r4:PART_OF]->(x2) }
  RETURN collect({other: x2.key, middle: x1.key, verb: type(r2), start: startNode(r2).key, end: endNode(r2).key, link: properties(r2)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G07 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r5:PART_OF]->(x5:Item) WHERE x5.plan_set = n.plan_set AND coalesce(x5.`kind` IN $p3, false) }
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p1, false)
MATCH (x1)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` IN $p2, false) AND NOT EXISTS { MATCH (n)-[r3:SUPPORTS]->(x3:Item) WHERE x3.plan_set = n.plan_set MATCH (x3)-[r4:PART_OF]->(x2) }
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link;

// G08 looked, G18 looked, G19 looked, G23 looked, G24b looked, G26 looked, G29 looked, G32 looked, G36 looked, S6 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
RETURN count(*) AS looked;

// G08 among, G18 among, G19 among, G23 among, G24b among, G26 among, G29 among, G32 among, G36 among, S6 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
RETURN n.key AS key;

// G08 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p2, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:DELIVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p1, false) })
RETURN n.key AS key;

// G08 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p2, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:DELIVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p1, false) })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G08 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p2, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:DELIVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p1, false) })
RETURN n.key AS key;

// G11 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:EXPECTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p1, false) }
RETURN count(*) AS looked;

// G11 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:EXPECTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p1, false) }
RETURN n.key AS key;

// G11 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r3:EXPECTS]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` IN $p2, false) }
MATCH (n)-[r1:EXPECTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p1, false) AND NOT EXISTS { MATCH (n)-[r2:INFORMS]-(x1) }
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link;

// G11 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r3:EXPECTS]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` IN $p2, false) }
CALL (n) {
  MATCH (n)-[r1:EXPECTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p1, false) AND NOT EXISTS { MATCH (n)-[r2:INFORMS]-(x1) }
  RETURN collect({other: x1.key, verb: type(r1), start: startNode(r1).key, end: endNode(r1).key, link: properties(r1)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G11 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r3:EXPECTS]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` IN $p2, false) }
MATCH (n)-[r1:EXPECTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p1, false) AND NOT EXISTS { MATCH (n)-[r2:INFORMS]-(x1) }
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link;

// G12 rows, G65 rows
MATCH (b:Missing {plan_set: $plan_set})
WHERE b.key IS NOT NULL
MATCH (n:Item)-[r:EXPECTS]->(b)
WHERE n.plan_set = b.plan_set AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(r.`wanted` IN $p1, false) AND NOT r.`wanted_set` IS NOT NULL
RETURN n.key AS key, type(r) AS verb, b.key AS end, properties(r) AS link, [null] AS shown;

// G12b looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:EXPECTS]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN count(*) AS looked;

// G12b among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:EXPECTS]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G12b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r2:EXPECTS]->(x2:Item) WHERE x2.plan_set = n.plan_set }
MATCH (n)-[r1:EXPECTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`status` = $p1, false)
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [x1.`status`] AS shown;

// G12b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r2:EXPECTS]->(x2:Item) WHERE x2.plan_set = n.plan_set }
CALL (n) {
  MATCH (n)-[r1:EXPECTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`status` = $p1, false)
  RETURN collect({other: x1.key, verb: type(r1), start: startNode(r1).key, end: endNode(r1).key, link: properties(r1), shown: [x1.`status`]}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G12b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r2:EXPECTS]->(x2:Item) WHERE x2.plan_set = n.plan_set }
MATCH (n)-[r1:EXPECTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`status` = $p1, false)
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [x1.`status`] AS shown;

// G13 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p2, false)
MATCH (n)-[r1:CONFLICTS_WITH]->(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p1, false) AND NOT r1.`note` IS NOT NULL
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link;

// G13 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p2, false)
CALL (n) {
  MATCH (n)-[r1:CONFLICTS_WITH]->(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p1, false) AND NOT r1.`note` IS NOT NULL
  RETURN collect({other: x1.key, verb: type(r1), start: startNode(r1).key, end: endNode(r1).key, link: properties(r1)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G13 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p2, false)
MATCH (n)-[r1:CONFLICTS_WITH]->(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p1, false) AND NOT r1.`note` IS NOT NULL
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link;

// G14 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false) AND (coalesce(COUNT { MATCH (n)<-[r1:SUPPORTS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p2, false) AND NOT coalesce(x1.`status` = $p3, false) } >= $p4, false) OR coalesce(COUNT { MATCH (n)<-[r2:DELIVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`joint` = $p5, false) } >= $p6, false))
RETURN count(*) AS looked;

// G14 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false) AND (coalesce(COUNT { MATCH (n)<-[r1:SUPPORTS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` IN $p2, false) AND NOT coalesce(x1.`status` = $p3, false) } >= $p4, false) OR coalesce(COUNT { MATCH (n)<-[r2:DELIVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`joint` = $p5, false) } >= $p6, false))
RETURN n.key AS key;

// G14 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false) AND (coalesce(COUNT { MATCH (n)<-[r3:SUPPORTS]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` IN $p2, false) AND NOT coalesce(x3.`status` = $p3, false) } >= $p4, false) OR coalesce(COUNT { MATCH (n)<-[r4:DELIVERS]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`joint` = $p5, false) } >= $p6, false))
  AND NOT (EXISTS { MATCH (n)-[r1:OWNED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r2:OVERSEEN_BY]->(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN n.key AS key;

// G14 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false) AND (coalesce(COUNT { MATCH (n)<-[r3:SUPPORTS]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` IN $p2, false) AND NOT coalesce(x3.`status` = $p3, false) } >= $p4, false) OR coalesce(COUNT { MATCH (n)<-[r4:DELIVERS]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`joint` = $p5, false) } >= $p6, false))
  AND NOT (EXISTS { MATCH (n)-[r1:OWNED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r2:OVERSEEN_BY]->(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G14 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false) AND (coalesce(COUNT { MATCH (n)<-[r3:SUPPORTS]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` IN $p2, false) AND NOT coalesce(x3.`status` = $p3, false) } >= $p4, false) OR coalesce(COUNT { MATCH (n)<-[r4:DELIVERS]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`joint` = $p5, false) } >= $p6, false))
  AND NOT (EXISTS { MATCH (n)-[r1:OWNED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r2:OVERSEEN_BY]->(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN n.key AS key;

// G15 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:OVERSEEN_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN count(*) AS looked;

// G15 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:OVERSEEN_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G15 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r4:OVERSEEN_BY]->(x4:Item) WHERE x4.plan_set = n.plan_set }
MATCH (n)-[r1:DELIVERS]->(x1:Item) WHERE x1.plan_set = n.plan_set
MATCH (x1)-[r2:OVERSEEN_BY]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND NOT EXISTS { MATCH (n)-[r3:OVERSEEN_BY]->(x2) }
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link;

// G15 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r4:OVERSEEN_BY]->(x4:Item) WHERE x4.plan_set = n.plan_set }
CALL (n) {
  MATCH (n)-[r1:DELIVERS]->(x1:Item) WHERE x1.plan_set = n.plan_set
  MATCH (x1)-[r2:OVERSEEN_BY]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND NOT EXISTS { MATCH (n)-[r3:OVERSEEN_BY]->(x2) }
  RETURN collect({other: x2.key, middle: x1.key, verb: type(r2), start: startNode(r2).key, end: endNode(r2).key, link: properties(r2)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G15 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r4:OVERSEEN_BY]->(x4:Item) WHERE x4.plan_set = n.plan_set }
MATCH (n)-[r1:DELIVERS]->(x1:Item) WHERE x1.plan_set = n.plan_set
MATCH (x1)-[r2:OVERSEEN_BY]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND NOT EXISTS { MATCH (n)-[r3:OVERSEEN_BY]->(x2) }
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link;

// G16 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false) AND EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND EXISTS { MATCH (x1)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) } }
RETURN count(*) AS looked;

// G16 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false) AND EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND EXISTS { MATCH (x1)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) } }
RETURN n.key AS key;

// G16 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p4, false) AND EXISTS { MATCH (n)-[r4:SUPPORTS]->(x4:Item) WHERE x4.plan_set = n.plan_set AND EXISTS { MATCH (x4)-[r5:PART_OF]->(x5:Item) WHERE x5.plan_set = x4.plan_set AND coalesce(x5.`kind` = $p5, false) } }
MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT coalesce(x2.`status` = $p3, false) AND NOT EXISTS { MATCH (n)-[r3:SUPPORTS]->(x2) }
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link;

// G16 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p4, false) AND EXISTS { MATCH (n)-[r4:SUPPORTS]->(x4:Item) WHERE x4.plan_set = n.plan_set AND EXISTS { MATCH (x4)-[r5:PART_OF]->(x5:Item) WHERE x5.plan_set = x4.plan_set AND coalesce(x5.`kind` = $p5, false) } }
CALL (n) {
  MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
  MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT coalesce(x2.`status` = $p3, false) AND NOT EXISTS { MATCH (n)-[r3:SUPPORTS]->(x2) }
  RETURN collect({other: x2.key, middle: x1.key, verb: type(r2), start: startNode(r2).key, end: endNode(r2).key, link: properties(r2)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G16 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p4, false) AND EXISTS { MATCH (n)-[r4:SUPPORTS]->(x4:Item) WHERE x4.plan_set = n.plan_set AND EXISTS { MATCH (x4)-[r5:PART_OF]->(x5:Item) WHERE x5.plan_set = x4.plan_set AND coalesce(x5.`kind` = $p5, false) } }
MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT coalesce(x2.`status` = $p3, false) AND NOT EXISTS { MATCH (n)-[r3:SUPPORTS]->(x2) }
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link;

// G17 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`long_term` = $p1, false) AND NOT coalesce(n.`status` = $p2, false)
RETURN count(*) AS looked;

// G17 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`long_term` = $p1, false) AND NOT coalesce(n.`status` = $p2, false)
RETURN n.key AS key;

// G17 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`long_term` = $p2, false) AND NOT coalesce(n.`status` = $p3, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key;

// G17 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`long_term` = $p2, false) AND NOT coalesce(n.`status` = $p3, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G17 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`long_term` = $p2, false) AND NOT coalesce(n.`status` = $p3, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key;

// G18 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key;

// G18 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G18 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key;

// G19 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT n.`due_to` IS NOT NULL
RETURN n.key AS key;

// G19 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT n.`due_to` IS NOT NULL
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G19 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT n.`due_to` IS NOT NULL
RETURN n.key AS key;

// G20 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT n.`outcome` IS NOT NULL
RETURN n.key AS key;

// G20 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT n.`outcome` IS NOT NULL
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G20 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT n.`outcome` IS NOT NULL
RETURN n.key AS key;

// G21 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
  AND NOT EXISTS { MATCH (n)-[r1:OWNED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G21 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
  AND NOT EXISTS { MATCH (n)-[r1:OWNED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G21 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
  AND NOT EXISTS { MATCH (n)-[r1:OWNED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G22 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:CONTRIBUTES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN count(*) AS looked;

// G22 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:CONTRIBUTES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G22 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r2:CONTRIBUTES_TO]->(x2:Item) WHERE x2.plan_set = n.plan_set }
MATCH (n)-[r1:CONTRIBUTES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT r1.`role` IS NOT NULL
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link;

// G22 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r2:CONTRIBUTES_TO]->(x2:Item) WHERE x2.plan_set = n.plan_set }
CALL (n) {
  MATCH (n)-[r1:CONTRIBUTES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT r1.`role` IS NOT NULL
  RETURN collect({other: x1.key, verb: type(r1), start: startNode(r1).key, end: endNode(r1).key, link: properties(r1)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G22 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r2:CONTRIBUTES_TO]->(x2:Item) WHERE x2.plan_set = n.plan_set }
MATCH (n)-[r1:CONTRIBUTES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT r1.`role` IS NOT NULL
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link;

// G23 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT n.`review_to` IS NOT NULL
RETURN n.key AS key;

// G23 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT n.`review_to` IS NOT NULL
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G23 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT n.`review_to` IS NOT NULL
RETURN n.key AS key;

// G24 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`updated_to` IS NOT NULL
  AND coalesce(n.`status` = $p1, false)
RETURN count(*) AS looked;

// G24 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`updated_to` IS NOT NULL
  AND coalesce(n.`status` = $p1, false)
RETURN n.key AS key;

// G24 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`updated_to` IS NOT NULL
  AND coalesce(n.`status` = $p2, false)
  AND n.`updated_to` < $p1
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G24 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`updated_to` IS NOT NULL
  AND coalesce(n.`status` = $p2, false)
  AND n.`updated_to` < $p1
RETURN n.key AS key, [null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G24 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`updated_to` IS NOT NULL
  AND coalesce(n.`status` = $p2, false)
  AND n.`updated_to` < $p1
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G24b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false)
WITH n, [
  n.`start_to` IS NOT NULL,
  n.`end_to` IS NOT NULL,
  (NOT n.`end_to` IS NOT NULL OR NOT coalesce(n.`end_to` < $p1, false)),
  (NOT n.`years` IS NOT NULL OR coalesce(n.`years` >= $p2, false))
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed, [null, null] AS shown, properties(n) AS a;

// G24b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false)
WITH n, [
  n.`start_to` IS NOT NULL,
  n.`end_to` IS NOT NULL,
  (NOT n.`end_to` IS NOT NULL OR NOT coalesce(n.`end_to` < $p1, false)),
  (NOT n.`years` IS NOT NULL OR coalesce(n.`years` >= $p2, false))
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed, [null, null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G24b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false)
WITH n, [
  n.`start_to` IS NOT NULL,
  n.`end_to` IS NOT NULL,
  (NOT n.`end_to` IS NOT NULL OR NOT coalesce(n.`end_to` < $p1, false)),
  (NOT n.`years` IS NOT NULL OR coalesce(n.`years` >= $p2, false))
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed, [null, null] AS shown, properties(n) AS a;

// G25 looked, G49 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND NOT coalesce(n.`status` = $p1, false)
RETURN count(*) AS looked;

// G25 among, G49 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND NOT coalesce(n.`status` = $p1, false)
RETURN n.key AS key;

// G25 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND NOT coalesce(n.`status` = $p3, false)
  AND n.`due_to` < $p1
  AND NOT (n.`published_to` IS NOT NULL AND NOT coalesce(n.`published_from` > $p2, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G25 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND NOT coalesce(n.`status` = $p3, false)
  AND n.`due_to` < $p1
  AND NOT (n.`published_to` IS NOT NULL AND NOT coalesce(n.`published_from` > $p2, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G25 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND NOT coalesce(n.`status` = $p3, false)
  AND n.`due_to` < $p1
  AND NOT (n.`published_to` IS NOT NULL AND NOT coalesce(n.`published_from` > $p2, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G26 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p5, false)
WITH n, [
  n.`aim` IS NOT NULL,
  EXISTS { MATCH (n)<-[r1:INFORMS]-(x1:Item) WHERE x1.plan_set = n.plan_set },
  n.`issues` IS NOT NULL,
  EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p1, false) },
  EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p2, false) AND EXISTS { MATCH (x3)<-[r4:PART_OF]-(x4:Item) WHERE x4.plan_set = x3.plan_set AND coalesce(x4.`kind` = $p3, false) } },
  EXISTS { MATCH (n)<-[r5:PART_OF]-(x5:Item) WHERE x5.plan_set = n.plan_set AND coalesce(x5.`kind` = $p4, false) },
  EXISTS { MATCH (n)-[r6:FUNDED_BY]->(x6:Item) WHERE x6.plan_set = n.plan_set },
  (EXISTS { MATCH (n)<-[r7:THREATENS]-(x7:Item) WHERE x7.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r8:PART_OF]-(x8:Item) WHERE x8.plan_set = n.plan_set AND EXISTS { MATCH (x8)<-[r9:THREATENS]-(x9:Item) WHERE x9.plan_set = x8.plan_set } }),
  EXISTS { MATCH (n)<-[r10:EVIDENCES]-(x10:Item) WHERE x10.plan_set = n.plan_set AND x10.`aspect` IS NOT NULL }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G26 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p5, false)
WITH n, [
  n.`aim` IS NOT NULL,
  EXISTS { MATCH (n)<-[r1:INFORMS]-(x1:Item) WHERE x1.plan_set = n.plan_set },
  n.`issues` IS NOT NULL,
  EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p1, false) },
  EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p2, false) AND EXISTS { MATCH (x3)<-[r4:PART_OF]-(x4:Item) WHERE x4.plan_set = x3.plan_set AND coalesce(x4.`kind` = $p3, false) } },
  EXISTS { MATCH (n)<-[r5:PART_OF]-(x5:Item) WHERE x5.plan_set = n.plan_set AND coalesce(x5.`kind` = $p4, false) },
  EXISTS { MATCH (n)-[r6:FUNDED_BY]->(x6:Item) WHERE x6.plan_set = n.plan_set },
  (EXISTS { MATCH (n)<-[r7:THREATENS]-(x7:Item) WHERE x7.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r8:PART_OF]-(x8:Item) WHERE x8.plan_set = n.plan_set AND EXISTS { MATCH (x8)<-[r9:THREATENS]-(x9:Item) WHERE x9.plan_set = x8.plan_set } }),
  EXISTS { MATCH (n)<-[r10:EVIDENCES]-(x10:Item) WHERE x10.plan_set = n.plan_set AND x10.`aspect` IS NOT NULL }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G26 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p5, false)
WITH n, [
  n.`aim` IS NOT NULL,
  EXISTS { MATCH (n)<-[r1:INFORMS]-(x1:Item) WHERE x1.plan_set = n.plan_set },
  n.`issues` IS NOT NULL,
  EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p1, false) },
  EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p2, false) AND EXISTS { MATCH (x3)<-[r4:PART_OF]-(x4:Item) WHERE x4.plan_set = x3.plan_set AND coalesce(x4.`kind` = $p3, false) } },
  EXISTS { MATCH (n)<-[r5:PART_OF]-(x5:Item) WHERE x5.plan_set = n.plan_set AND coalesce(x5.`kind` = $p4, false) },
  EXISTS { MATCH (n)-[r6:FUNDED_BY]->(x6:Item) WHERE x6.plan_set = n.plan_set },
  (EXISTS { MATCH (n)<-[r7:THREATENS]-(x7:Item) WHERE x7.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r8:PART_OF]-(x8:Item) WHERE x8.plan_set = n.plan_set AND EXISTS { MATCH (x8)<-[r9:THREATENS]-(x9:Item) WHERE x9.plan_set = x8.plan_set } }),
  EXISTS { MATCH (n)<-[r10:EVIDENCES]-(x10:Item) WHERE x10.plan_set = n.plan_set AND x10.`aspect` IS NOT NULL }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G27 looked, G28 looked, G35 looked, G45 looked, G62 looked, G67 looked, G82 looked, G83 looked, G84 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false)
RETURN count(*) AS looked;

// G27 among, G28 among, G35 among, G45 among, G62 among, G67 among, G82 among, G83 among, G84 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false)
RETURN n.key AS key;

// G27 rows, G28 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p5, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND NOT coalesce(x1.`status` = $p2, false) } OR EXISTS { MATCH (n)<-[r2:MEMBER_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:OWNED_BY]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p3, false) AND NOT coalesce(x3.`status` = $p4, false) } })
RETURN n.key AS key;

// G27 page, G28 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p5, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND NOT coalesce(x1.`status` = $p2, false) } OR EXISTS { MATCH (n)<-[r2:MEMBER_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:OWNED_BY]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p3, false) AND NOT coalesce(x3.`status` = $p4, false) } })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G27 found of, G28 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p5, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND NOT coalesce(x1.`status` = $p2, false) } OR EXISTS { MATCH (n)<-[r2:MEMBER_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:OWNED_BY]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p3, false) AND NOT coalesce(x3.`status` = $p4, false) } })
RETURN n.key AS key;

// G29 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`aspect` = $p1, false) AND EXISTS { MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) } }
RETURN n.key AS key;

// G29 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`aspect` = $p1, false) AND EXISTS { MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) } }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G29 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`aspect` = $p1, false) AND EXISTS { MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) } }
RETURN n.key AS key;

// G30 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`departmental` = $p1, false) AND NOT coalesce(n.`status` = $p2, false)
RETURN count(*) AS looked;

// G30 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`departmental` = $p1, false) AND NOT coalesce(n.`status` = $p2, false)
RETURN n.key AS key;

// G30 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`departmental` = $p6, false) AND NOT coalesce(n.`status` = $p7, false)
WITH n, [
  (EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) } OR EXISTS { MATCH (n)<-[r2:DELIVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`type` = $p2, false) }),
  EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`aspect` = $p3, false) AND EXISTS { MATCH (x3)<-[r4:PART_OF]-(x4:Item) WHERE x4.plan_set = x3.plan_set AND coalesce(x4.`kind` = $p4, false) AND coalesce(x4.`peer` = $p5, false) } }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G30 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`departmental` = $p6, false) AND NOT coalesce(n.`status` = $p7, false)
WITH n, [
  (EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) } OR EXISTS { MATCH (n)<-[r2:DELIVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`type` = $p2, false) }),
  EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`aspect` = $p3, false) AND EXISTS { MATCH (x3)<-[r4:PART_OF]-(x4:Item) WHERE x4.plan_set = x3.plan_set AND coalesce(x4.`kind` = $p4, false) AND coalesce(x4.`peer` = $p5, false) } }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G30 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`departmental` = $p6, false) AND NOT coalesce(n.`status` = $p7, false)
WITH n, [
  (EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) } OR EXISTS { MATCH (n)<-[r2:DELIVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`type` = $p2, false) }),
  EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`aspect` = $p3, false) AND EXISTS { MATCH (x3)<-[r4:PART_OF]-(x4:Item) WHERE x4.plan_set = x3.plan_set AND coalesce(x4.`kind` = $p4, false) AND coalesce(x4.`peer` = $p5, false) } }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G31 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false) AND coalesce(n.`tier` >= $p2, false)
RETURN count(*) AS looked;

// G31 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false) AND coalesce(n.`tier` >= $p2, false)
RETURN n.key AS key;

// G31 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false) AND coalesce(n.`tier` >= $p2, false)
  AND NOT EXISTS { MATCH (n)-[r1:FUNDED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set AND x1.`amount` IS NOT NULL }
RETURN n.key AS key;

// G31 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false) AND coalesce(n.`tier` >= $p2, false)
  AND NOT EXISTS { MATCH (n)-[r1:FUNDED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set AND x1.`amount` IS NOT NULL }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G31 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false) AND coalesce(n.`tier` >= $p2, false)
  AND NOT EXISTS { MATCH (n)-[r1:FUNDED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set AND x1.`amount` IS NOT NULL }
RETURN n.key AS key;

// G32 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:THREATENS]-(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:THREATENS]-(x3:Item) WHERE x3.plan_set = x2.plan_set } })
RETURN n.key AS key;

// G32 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:THREATENS]-(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:THREATENS]-(x3:Item) WHERE x3.plan_set = x2.plan_set } })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G32 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:THREATENS]-(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:THREATENS]-(x3:Item) WHERE x3.plan_set = x2.plan_set } })
RETURN n.key AS key;

// G32b looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`level` = $p1, false)
RETURN count(*) AS looked;

// G32b among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`level` = $p1, false)
RETURN n.key AS key;

// G32b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`level` = $p1, false)
  AND NOT EXISTS { MATCH (n)<-[r1:ADDRESSES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G32b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`level` = $p1, false)
  AND NOT EXISTS { MATCH (n)<-[r1:ADDRESSES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G32b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`level` = $p1, false)
  AND NOT EXISTS { MATCH (n)<-[r1:ADDRESSES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G33 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`status` = $p1, false) OR coalesce(n.`type` = $p2, false) AND NOT coalesce(n.`status` IN $p3, false) OR coalesce(n.`kind` IN $p4, false) AND EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND x1.`aspect` IS NOT NULL })
RETURN count(*) AS looked;

// G33 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`status` = $p1, false) OR coalesce(n.`type` = $p2, false) AND NOT coalesce(n.`status` IN $p3, false) OR coalesce(n.`kind` IN $p4, false) AND EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND x1.`aspect` IS NOT NULL })
RETURN n.key AS key;

// G33 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`status` = $p5, false) OR coalesce(n.`type` = $p6, false) AND NOT coalesce(n.`status` IN $p7, false) OR coalesce(n.`kind` IN $p8, false) AND EXISTS { MATCH (n)<-[r5:EVIDENCES]-(x5:Item) WHERE x5.plan_set = n.plan_set AND x5.`aspect` IS NOT NULL })
WITH n, [
  EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`aspect` = $p1, false) },
  EXISTS { MATCH (n)<-[r2:EVIDENCES]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`aspect` = $p2, false) },
  EXISTS { MATCH (n)<-[r3:EVIDENCES]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`aspect` = $p3, false) },
  EXISTS { MATCH (n)<-[r4:EVIDENCES]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`aspect` = $p4, false) }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G33 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND (coalesce(n.`status` = $p5, false) OR coalesce(n.`type` = $p6, false) AND NOT coalesce(n.`status` IN $p7, false) OR coalesce(n.`kind` IN $p8, false) AND EXISTS { MATCH (n)<-[r5:EVIDENCES]-(x5:Item) WHERE x5.plan_set = n.plan_set AND x5.`aspect` IS NOT NULL })
WITH n, [
  EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`aspect` = $p1, false) },
  EXISTS { MATCH (n)<-[r2:EVIDENCES]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`aspect` = $p2, false) },
  EXISTS { MATCH (n)<-[r3:EVIDENCES]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`aspect` = $p3, false) },
  EXISTS { MATCH (n)<-[r4:EVIDENCES]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`aspect` = $p4, false) }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G33 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`status` = $p5, false) OR coalesce(n.`type` = $p6, false) AND NOT coalesce(n.`status` IN $p7, false) OR coalesce(n.`kind` IN $p8, false) AND EXISTS { MATCH (n)<-[r5:EVIDENCES]-(x5:Item) WHERE x5.plan_set = n.plan_set AND x5.`aspect` IS NOT NULL })
WITH n, [
  EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`aspect` = $p1, false) },
  EXISTS { MATCH (n)<-[r2:EVIDENCES]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`aspect` = $p2, false) },
  EXISTS { MATCH (n)<-[r3:EVIDENCES]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`aspect` = $p3, false) },
  EXISTS { MATCH (n)<-[r4:EVIDENCES]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`aspect` = $p4, false) }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G34 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`end_to` IS NOT NULL
  AND NOT coalesce(n.`status` IN $p1, false)
RETURN count(*) AS looked;

// G34 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`end_to` IS NOT NULL
  AND NOT coalesce(n.`status` IN $p1, false)
RETURN n.key AS key;

// G34 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`end_to` IS NOT NULL
  AND NOT coalesce(n.`status` IN $p3, false)
  AND n.`end_to` < $p1
  AND NOT EXISTS { MATCH (n)<-[r1:SUPERSEDES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p2, false) }
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G34 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`end_to` IS NOT NULL
  AND NOT coalesce(n.`status` IN $p3, false)
  AND n.`end_to` < $p1
  AND NOT EXISTS { MATCH (n)<-[r1:SUPERSEDES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p2, false) }
RETURN n.key AS key, [null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G34 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`end_to` IS NOT NULL
  AND NOT coalesce(n.`status` IN $p3, false)
  AND n.`end_to` < $p1
  AND NOT EXISTS { MATCH (n)<-[r1:SUPERSEDES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p2, false) }
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G34b looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:SUPERSEDES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p1, false) }
RETURN count(*) AS looked;

// G34b among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:SUPERSEDES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p1, false) }
RETURN n.key AS key;

// G34b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:SUPERSEDES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p2, false) }
  AND NOT (n.`closed_to` IS NOT NULL AND NOT coalesce(n.`closed_from` > $p1, false))
RETURN n.key AS key;

// G34b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:SUPERSEDES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p2, false) }
  AND NOT (n.`closed_to` IS NOT NULL AND NOT coalesce(n.`closed_from` > $p1, false))
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G34b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:SUPERSEDES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`status` = $p2, false) }
  AND NOT (n.`closed_to` IS NOT NULL AND NOT coalesce(n.`closed_from` > $p1, false))
RETURN n.key AS key;

// G35 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p5, false)
  AND NOT (n.`reviewed_to` IS NOT NULL AND NOT coalesce(n.`reviewed_to` < $p1, false) AND NOT coalesce(n.`reviewed_from` > $p2, false) OR n.`dated_to` IS NOT NULL AND NOT coalesce(n.`dated_to` < $p3, false) AND NOT coalesce(n.`dated_from` > $p4, false))
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a;

// G35 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p5, false)
  AND NOT (n.`reviewed_to` IS NOT NULL AND NOT coalesce(n.`reviewed_to` < $p1, false) AND NOT coalesce(n.`reviewed_from` > $p2, false) OR n.`dated_to` IS NOT NULL AND NOT coalesce(n.`dated_to` < $p3, false) AND NOT coalesce(n.`dated_from` > $p4, false))
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G35 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p5, false)
  AND NOT (n.`reviewed_to` IS NOT NULL AND NOT coalesce(n.`reviewed_to` < $p1, false) AND NOT coalesce(n.`reviewed_from` > $p2, false) OR n.`dated_to` IS NOT NULL AND NOT coalesce(n.`dated_to` < $p3, false) AND NOT coalesce(n.`dated_from` > $p4, false))
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a;

// G35b looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:EXPECTS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) }
RETURN count(*) AS looked;

// G35b among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:EXPECTS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) }
RETURN n.key AS key;

// G35b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r3:EXPECTS]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`type` = $p7, false) }
  AND NOT (coalesce(n.`statutory` = $p1, false) OR coalesce(n.`joint` = $p2, false) OR coalesce(n.`long_term` = $p3, false) OR coalesce(n.`years` >= $p4, false) OR coalesce(n.`spend` > $p5, false) OR EXISTS { MATCH (n)-[r1:FUNDED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set } AND EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`stage` = $p6, false) })
RETURN n.key AS key;

// G35b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r3:EXPECTS]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`type` = $p7, false) }
  AND NOT (coalesce(n.`statutory` = $p1, false) OR coalesce(n.`joint` = $p2, false) OR coalesce(n.`long_term` = $p3, false) OR coalesce(n.`years` >= $p4, false) OR coalesce(n.`spend` > $p5, false) OR EXISTS { MATCH (n)-[r1:FUNDED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set } AND EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`stage` = $p6, false) })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G35b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r3:EXPECTS]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`type` = $p7, false) }
  AND NOT (coalesce(n.`statutory` = $p1, false) OR coalesce(n.`joint` = $p2, false) OR coalesce(n.`long_term` = $p3, false) OR coalesce(n.`years` >= $p4, false) OR coalesce(n.`spend` > $p5, false) OR EXISTS { MATCH (n)-[r1:FUNDED_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set } AND EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`stage` = $p6, false) })
RETURN n.key AS key;

// G36 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false)
  AND NOT (n.`groups` IS NOT NULL OR EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND NOT coalesce(x1.`status` = $p2, false) })
RETURN n.key AS key;

// G36 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false)
  AND NOT (n.`groups` IS NOT NULL OR EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND NOT coalesce(x1.`status` = $p2, false) })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G36 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false)
  AND NOT (n.`groups` IS NOT NULL OR EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND NOT coalesce(x1.`status` = $p2, false) })
RETURN n.key AS key;

// G37 looked, G61 looked, G77 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` IN $p1, false)
RETURN count(*) AS looked;

// G37 among, G61 among, G77 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` IN $p1, false)
RETURN n.key AS key;

// G37 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` IN $p4, false)
  AND NOT EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND NOT coalesce(x1.`status` IN $p2, false) AND (NOT x1.`held_to` IS NOT NULL OR NOT coalesce(x1.`held_from` > $p3, false)) }
RETURN n.key AS key;

// G37 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` IN $p4, false)
  AND NOT EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND NOT coalesce(x1.`status` IN $p2, false) AND (NOT x1.`held_to` IS NOT NULL OR NOT coalesce(x1.`held_from` > $p3, false)) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G37 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` IN $p4, false)
  AND NOT EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND NOT coalesce(x1.`status` IN $p2, false) AND (NOT x1.`held_to` IS NOT NULL OR NOT coalesce(x1.`held_from` > $p3, false)) }
RETURN n.key AS key;

// G38 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND (coalesce(n.`status` = $p2, false) OR coalesce(n.`held_to` < $p3, false))
RETURN count(*) AS looked;

// G38 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND (coalesce(n.`status` = $p2, false) OR coalesce(n.`held_to` < $p3, false))
RETURN n.key AS key;

// G38 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p3, false) AND (coalesce(n.`status` = $p4, false) OR coalesce(n.`held_to` < $p5, false))
  AND NOT (n.`fed_back_to` IS NOT NULL AND NOT coalesce(n.`fed_back_from` > $p1, false) OR n.`held_to` IS NOT NULL AND NOT coalesce(n.`held_to` < $p2, false))
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a;

// G38 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p3, false) AND (coalesce(n.`status` = $p4, false) OR coalesce(n.`held_to` < $p5, false))
  AND NOT (n.`fed_back_to` IS NOT NULL AND NOT coalesce(n.`fed_back_from` > $p1, false) OR n.`held_to` IS NOT NULL AND NOT coalesce(n.`held_to` < $p2, false))
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G38 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p3, false) AND (coalesce(n.`status` = $p4, false) OR coalesce(n.`held_to` < $p5, false))
  AND NOT (n.`fed_back_to` IS NOT NULL AND NOT coalesce(n.`fed_back_from` > $p1, false) OR n.`held_to` IS NOT NULL AND NOT coalesce(n.`held_to` < $p2, false))
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a;

// G39 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL
RETURN count(*) AS looked;

// G39 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL
RETURN n.key AS key;

// G39 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT coalesce(x2.`peer` = $p3, false) AND NOT x2.`area` IS NOT NULL AND coalesce(n.`prior` = x2.`period`, false) AND coalesce(x1.`polarity` = $p4 AND n.`value` < x2.`value` - $p6 * abs(x2.`value`) OR x1.`polarity` = $p5 AND n.`value` > x2.`value` + $p6 * abs(x2.`value`), false)
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link, [null, n.`period`, null, x2.`period`, x1.`polarity`] AS shown, properties(n) AS a, properties(x2) AS b;

// G39 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL
CALL (n) {
  MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
  MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT coalesce(x2.`peer` = $p3, false) AND NOT x2.`area` IS NOT NULL AND coalesce(n.`prior` = x2.`period`, false) AND coalesce(x1.`polarity` = $p4 AND n.`value` < x2.`value` - $p6 * abs(x2.`value`) OR x1.`polarity` = $p5 AND n.`value` > x2.`value` + $p6 * abs(x2.`value`), false)
  RETURN collect({other: x2.key, middle: x1.key, verb: type(r2), start: startNode(r2).key, end: endNode(r2).key, link: properties(r2), shown: [null, n.`period`, null, x2.`period`, x1.`polarity`], a: properties(n), b: properties(x2)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G39 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT coalesce(x2.`peer` = $p3, false) AND NOT x2.`area` IS NOT NULL AND coalesce(n.`prior` = x2.`period`, false) AND coalesce(x1.`polarity` = $p4 AND n.`value` < x2.`value` - $p6 * abs(x2.`value`) OR x1.`polarity` = $p5 AND n.`value` > x2.`value` + $p6 * abs(x2.`value`), false)
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link, [null, n.`period`, null, x2.`period`, x1.`polarity`] AS shown, properties(n) AS a, properties(x2) AS b;

// G41 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`stage` IN $p1, false) AND EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p2, false) }
RETURN count(*) AS looked;

// G41 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`stage` IN $p1, false) AND EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p2, false) }
RETURN n.key AS key;

// G41 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`stage` IN $p3, false) AND EXISTS { MATCH (n)<-[r4:PART_OF]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`kind` = $p4, false) }
  AND NOT EXISTS { MATCH (n)-[r1:MEASURES]->(x1:Item) WHERE x1.plan_set = n.plan_set AND EXISTS { MATCH (x1)<-[r2:MEASURES]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`stage` = $p1, false) AND EXISTS { MATCH (x2)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p2, false) } } }
RETURN n.key AS key, [n.`stage`] AS shown;

// G41 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`stage` IN $p3, false) AND EXISTS { MATCH (n)<-[r4:PART_OF]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`kind` = $p4, false) }
  AND NOT EXISTS { MATCH (n)-[r1:MEASURES]->(x1:Item) WHERE x1.plan_set = n.plan_set AND EXISTS { MATCH (x1)<-[r2:MEASURES]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`stage` = $p1, false) AND EXISTS { MATCH (x2)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p2, false) } } }
RETURN n.key AS key, [n.`stage`] AS shown
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G41 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`stage` IN $p3, false) AND EXISTS { MATCH (n)<-[r4:PART_OF]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`kind` = $p4, false) }
  AND NOT EXISTS { MATCH (n)-[r1:MEASURES]->(x1:Item) WHERE x1.plan_set = n.plan_set AND EXISTS { MATCH (x1)<-[r2:MEASURES]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`stage` = $p1, false) AND EXISTS { MATCH (x2)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p2, false) } } }
RETURN n.key AS key, [n.`stage`] AS shown;

// G42 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
  AND NOT EXISTS { MATCH (n)<-[r1:MEASURES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G42 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
  AND NOT EXISTS { MATCH (n)<-[r1:MEASURES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G42 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
  AND NOT EXISTS { MATCH (n)<-[r1:MEASURES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G43 looked, S4 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN count(*) AS looked;

// G43 among, S4 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key;

// G43 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p5, false) }
WITH n, [
  EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND coalesce(x1.`baseline` = $p2, false) },
  EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p3, false) AND coalesce(x2.`peer` = $p4, false) }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G43 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p5, false) }
WITH n, [
  EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND coalesce(x1.`baseline` = $p2, false) },
  EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p3, false) AND coalesce(x2.`peer` = $p4, false) }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G43 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p5, false) }
WITH n, [
  EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND coalesce(x1.`baseline` = $p2, false) },
  EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p3, false) AND coalesce(x2.`peer` = $p4, false) }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G44 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
WITH n, [
  EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND coalesce(x1.`period` = $p2, false) AND x1.`value` IS NOT NULL },
  EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p3, false) AND coalesce(x2.`period` = $p4, false) AND x2.`value` IS NOT NULL },
  EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p5, false) AND coalesce(x3.`period` = $p6, false) AND x3.`value` IS NOT NULL }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G44 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
WITH n, [
  EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND coalesce(x1.`period` = $p2, false) AND x1.`value` IS NOT NULL },
  EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p3, false) AND coalesce(x2.`period` = $p4, false) AND x2.`value` IS NOT NULL },
  EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p5, false) AND coalesce(x3.`period` = $p6, false) AND x3.`value` IS NOT NULL }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G44 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
WITH n, [
  EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND coalesce(x1.`period` = $p2, false) AND x1.`value` IS NOT NULL },
  EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p3, false) AND coalesce(x2.`period` = $p4, false) AND x2.`value` IS NOT NULL },
  EXISTS { MATCH (n)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p5, false) AND coalesce(x3.`period` = $p6, false) AND x3.`value` IS NOT NULL }
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G45 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p5, false)
WITH n, [
  (EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } OR EXISTS { MATCH (n)<-[r2:MEMBER_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:OWNED_BY]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p2, false) } }),
  (EXISTS { MATCH (n)<-[r4:OWNED_BY]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`driver` IN $p3, false) } OR EXISTS { MATCH (n)<-[r5:MEMBER_OF]-(x5:Item) WHERE x5.plan_set = n.plan_set AND EXISTS { MATCH (x5)<-[r6:OWNED_BY]-(x6:Item) WHERE x6.plan_set = x5.plan_set AND coalesce(x6.`driver` IN $p4, false) } })
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G45 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p5, false)
WITH n, [
  (EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } OR EXISTS { MATCH (n)<-[r2:MEMBER_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:OWNED_BY]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p2, false) } }),
  (EXISTS { MATCH (n)<-[r4:OWNED_BY]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`driver` IN $p3, false) } OR EXISTS { MATCH (n)<-[r5:MEMBER_OF]-(x5:Item) WHERE x5.plan_set = n.plan_set AND EXISTS { MATCH (x5)<-[r6:OWNED_BY]-(x6:Item) WHERE x6.plan_set = x5.plan_set AND coalesce(x6.`driver` IN $p4, false) } })
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G45 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p5, false)
WITH n, [
  (EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } OR EXISTS { MATCH (n)<-[r2:MEMBER_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:OWNED_BY]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p2, false) } }),
  (EXISTS { MATCH (n)<-[r4:OWNED_BY]-(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`driver` IN $p3, false) } OR EXISTS { MATCH (n)<-[r5:MEMBER_OF]-(x5:Item) WHERE x5.plan_set = n.plan_set AND EXISTS { MATCH (x5)<-[r6:OWNED_BY]-(x6:Item) WHERE x6.plan_set = x5.plan_set AND coalesce(x6.`driver` IN $p4, false) } })
] AS passed
WHERE false IN passed
RETURN n.key AS key, passed;

// G46 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p1, false) AND NOT n.`area` IS NOT NULL
RETURN count(*) AS looked;

// G46 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p1, false) AND NOT n.`area` IS NOT NULL
RETURN n.key AS key;

// G46 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p6, false) AND NOT n.`area` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND (coalesce(n.`period` = x2.`period`, false) OR NOT n.`period` IS NOT NULL AND NOT n.`issued_to` IS NOT NULL AND NOT x2.`period` IS NOT NULL AND NOT x2.`due_to` IS NOT NULL) AND coalesce(x1.`polarity` = $p3 AND n.`value` < x2.`value` - $p5 * abs(x2.`value`) OR x1.`polarity` = $p4 AND n.`value` > x2.`value` + $p5 * abs(x2.`value`), false) AND NOT EXISTS { MATCH (n)<-[r3:ADDRESSES]-(x3:Item) WHERE x3.plan_set = n.plan_set }
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link, [null, n.`period`, null, x2.`period`, x1.`polarity`] AS shown, properties(n) AS a, properties(x2) AS b;

// G46 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p6, false) AND NOT n.`area` IS NOT NULL
CALL (n) {
  MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
  MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND (coalesce(n.`period` = x2.`period`, false) OR NOT n.`period` IS NOT NULL AND NOT n.`issued_to` IS NOT NULL AND NOT x2.`period` IS NOT NULL AND NOT x2.`due_to` IS NOT NULL) AND coalesce(x1.`polarity` = $p3 AND n.`value` < x2.`value` - $p5 * abs(x2.`value`) OR x1.`polarity` = $p4 AND n.`value` > x2.`value` + $p5 * abs(x2.`value`), false) AND NOT EXISTS { MATCH (n)<-[r3:ADDRESSES]-(x3:Item) WHERE x3.plan_set = n.plan_set }
  RETURN collect({other: x2.key, middle: x1.key, verb: type(r2), start: startNode(r2).key, end: endNode(r2).key, link: properties(r2), shown: [null, n.`period`, null, x2.`period`, x1.`polarity`], a: properties(n), b: properties(x2)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G46 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p6, false) AND NOT n.`area` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND (coalesce(n.`period` = x2.`period`, false) OR NOT n.`period` IS NOT NULL AND NOT n.`issued_to` IS NOT NULL AND NOT x2.`period` IS NOT NULL AND NOT x2.`due_to` IS NOT NULL) AND coalesce(x1.`polarity` = $p3 AND n.`value` < x2.`value` - $p5 * abs(x2.`value`) OR x1.`polarity` = $p4 AND n.`value` > x2.`value` + $p5 * abs(x2.`value`), false) AND NOT EXISTS { MATCH (n)<-[r3:ADDRESSES]-(x3:Item) WHERE x3.plan_set = n.plan_set }
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link, [null, n.`period`, null, x2.`period`, x1.`polarity`] AS shown, properties(n) AS a, properties(x2) AS b;

// G47 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p1, false) AND NOT n.`area` IS NOT NULL AND coalesce(n.`issued_to` < $p2, false)
RETURN count(*) AS looked;

// G47 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p1, false) AND NOT n.`area` IS NOT NULL AND coalesce(n.`issued_to` < $p2, false)
RETURN n.key AS key;

// G47 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p7, false) AND NOT n.`area` IS NOT NULL AND coalesce(n.`issued_to` < $p8, false)
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND coalesce(n.`period` = x2.`period`, false) AND coalesce(x1.`polarity` = $p3 AND n.`value` < x2.`value` - $p5 * abs(x2.`value`) OR x1.`polarity` = $p4 AND n.`value` > x2.`value` + $p5 * abs(x2.`value`), false) AND NOT (n.`escalated_to` IS NOT NULL AND NOT coalesce(n.`escalated_from` > $p6, false))
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link, [null, n.`period`, null, null, x1.`polarity`] AS shown, properties(n) AS a, properties(x2) AS b;

// G47 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p7, false) AND NOT n.`area` IS NOT NULL AND coalesce(n.`issued_to` < $p8, false)
CALL (n) {
  MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
  MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND coalesce(n.`period` = x2.`period`, false) AND coalesce(x1.`polarity` = $p3 AND n.`value` < x2.`value` - $p5 * abs(x2.`value`) OR x1.`polarity` = $p4 AND n.`value` > x2.`value` + $p5 * abs(x2.`value`), false) AND NOT (n.`escalated_to` IS NOT NULL AND NOT coalesce(n.`escalated_from` > $p6, false))
  RETURN collect({other: x2.key, middle: x1.key, verb: type(r2), start: startNode(r2).key, end: endNode(r2).key, link: properties(r2), shown: [null, n.`period`, null, null, x1.`polarity`], a: properties(n), b: properties(x2)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G47 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p7, false) AND NOT n.`area` IS NOT NULL AND coalesce(n.`issued_to` < $p8, false)
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND coalesce(n.`period` = x2.`period`, false) AND coalesce(x1.`polarity` = $p3 AND n.`value` < x2.`value` - $p5 * abs(x2.`value`) OR x1.`polarity` = $p4 AND n.`value` > x2.`value` + $p5 * abs(x2.`value`), false) AND NOT (n.`escalated_to` IS NOT NULL AND NOT coalesce(n.`escalated_from` > $p6, false))
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link, [null, n.`period`, null, null, x1.`polarity`] AS shown, properties(n) AS a, properties(x2) AS b;

// G48 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
  AND NOT n.`value` IS NOT NULL
RETURN n.key AS key;

// G48 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
  AND NOT n.`value` IS NOT NULL
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G48 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p1, false)
  AND NOT n.`value` IS NOT NULL
RETURN n.key AS key;

// G49 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND NOT coalesce(n.`status` = $p3, false)
  AND n.`due_to` < $p1
  AND NOT (n.`issued_to` IS NOT NULL AND NOT coalesce(n.`issued_from` > $p2, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G49 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND NOT coalesce(n.`status` = $p3, false)
  AND n.`due_to` < $p1
  AND NOT (n.`issued_to` IS NOT NULL AND NOT coalesce(n.`issued_from` > $p2, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G49 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND NOT coalesce(n.`status` = $p3, false)
  AND n.`due_to` < $p1
  AND NOT (n.`issued_to` IS NOT NULL AND NOT coalesce(n.`issued_from` > $p2, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G49b looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`issued_to` IS NOT NULL AND NOT coalesce(n.`issued_from` > $p1, false)
RETURN count(*) AS looked;

// G49b among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`issued_to` IS NOT NULL AND NOT coalesce(n.`issued_from` > $p1, false)
RETURN n.key AS key;

// G49b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`issued_to` IS NOT NULL AND NOT coalesce(n.`issued_from` > $p1, false)
  AND coalesce(n.`issued_from` > n.`due_to`, false)
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a;

// G49b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`issued_to` IS NOT NULL AND NOT coalesce(n.`issued_from` > $p1, false)
  AND coalesce(n.`issued_from` > n.`due_to`, false)
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G49b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`issued_to` IS NOT NULL AND NOT coalesce(n.`issued_from` > $p1, false)
  AND coalesce(n.`issued_from` > n.`due_to`, false)
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a;

// G50 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p1, false) AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL
RETURN count(*) AS looked;

// G50 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p1, false) AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL
RETURN n.key AS key;

// G50 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p2, false) AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
WITH DISTINCT n, n.`kind` AS k1, x1.key AS k2, n.`period` AS k3
WHERE k1 IS NOT NULL AND k2 IS NOT NULL AND k3 IS NOT NULL
WITH k1, k2, k3, collect(DISTINCT n.key) AS members, count(DISTINCT n.`value`) AS values
WHERE size(members) > 1 AND values > 1
RETURN [k1, k2, k3] AS shared, members;

// G50b looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL AND n.`period` IS NOT NULL
RETURN count(*) AS looked;

// G50b among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL AND n.`period` IS NOT NULL
RETURN n.key AS key;

// G50b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL AND n.`period` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT x2.`area` IS NOT NULL AND coalesce(n.`value` = x2.`value`, false) AND coalesce(n.`period` < x2.`period`, false) AND coalesce(x2.`prior` < n.`period`, false)
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link, [n.`period`, x2.`period`, null, null, null] AS shown, properties(n) AS a, properties(x2) AS b;

// G50b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL AND n.`period` IS NOT NULL
CALL (n) {
  MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
  MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT x2.`area` IS NOT NULL AND coalesce(n.`value` = x2.`value`, false) AND coalesce(n.`period` < x2.`period`, false) AND coalesce(x2.`prior` < n.`period`, false)
  RETURN collect({other: x2.key, middle: x1.key, verb: type(r2), start: startNode(r2).key, end: endNode(r2).key, link: properties(r2), shown: [n.`period`, x2.`period`, null, null, null], a: properties(n), b: properties(x2)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G50b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT n.`area` IS NOT NULL AND n.`value` IS NOT NULL AND n.`period` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT x2.`area` IS NOT NULL AND coalesce(n.`value` = x2.`value`, false) AND coalesce(n.`period` < x2.`period`, false) AND coalesce(x2.`prior` < n.`period`, false)
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link, [n.`period`, x2.`period`, null, null, null] AS shown, properties(n) AS a, properties(x2) AS b;

// G51 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`by_area` = $p1, false)
RETURN count(*) AS looked;

// G51 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`by_area` = $p1, false)
RETURN n.key AS key;

// G51 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`by_area` = $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND x1.`area` IS NOT NULL }
RETURN n.key AS key;

// G51 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`by_area` = $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND x1.`area` IS NOT NULL }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G51 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`by_area` = $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND x1.`area` IS NOT NULL }
RETURN n.key AS key;

// G52 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`direction` IS NOT NULL
RETURN count(*) AS looked;

// G52 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`direction` IS NOT NULL
RETURN n.key AS key;

// G52 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`direction` IS NOT NULL
  AND NOT n.`value` IS NOT NULL
RETURN n.key AS key, [n.`direction`] AS shown;

// G52 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`direction` IS NOT NULL
  AND NOT n.`value` IS NOT NULL
RETURN n.key AS key, [n.`direction`] AS shown
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G52 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`direction` IS NOT NULL
  AND NOT n.`value` IS NOT NULL
RETURN n.key AS key, [n.`direction`] AS shown;

// G52b looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p1, false) AND NOT n.`area` IS NOT NULL AND n.`change` IS NOT NULL
RETURN count(*) AS looked;

// G52b among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p1, false) AND NOT n.`area` IS NOT NULL AND n.`change` IS NOT NULL
RETURN n.key AS key;

// G52b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p6, false) AND NOT n.`area` IS NOT NULL AND n.`change` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`peer` = $p2, false) AND NOT x2.`area` IS NOT NULL AND coalesce(n.`period` = x2.`period`, false) AND coalesce(x1.`polarity` = $p3 AND n.`change` < x2.`change` - $p5 * abs(x2.`change`) OR x1.`polarity` = $p4 AND n.`change` > x2.`change` + $p5 * abs(x2.`change`), false)
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link, [null, null, n.`period`, x1.`polarity`] AS shown, properties(n) AS a, properties(x2) AS b;

// G52b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p6, false) AND NOT n.`area` IS NOT NULL AND n.`change` IS NOT NULL
CALL (n) {
  MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
  MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`peer` = $p2, false) AND NOT x2.`area` IS NOT NULL AND coalesce(n.`period` = x2.`period`, false) AND coalesce(x1.`polarity` = $p3 AND n.`change` < x2.`change` - $p5 * abs(x2.`change`) OR x1.`polarity` = $p4 AND n.`change` > x2.`change` + $p5 * abs(x2.`change`), false)
  RETURN collect({other: x2.key, middle: x1.key, verb: type(r2), start: startNode(r2).key, end: endNode(r2).key, link: properties(r2), shown: [null, null, n.`period`, x1.`polarity`], a: properties(n), b: properties(x2)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G52b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`peer` = $p6, false) AND NOT n.`area` IS NOT NULL AND n.`change` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false)
MATCH (x1)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`peer` = $p2, false) AND NOT x2.`area` IS NOT NULL AND coalesce(n.`period` = x2.`period`, false) AND coalesce(x1.`polarity` = $p3 AND n.`change` < x2.`change` - $p5 * abs(x2.`change`) OR x1.`polarity` = $p4 AND n.`change` > x2.`change` + $p5 * abs(x2.`change`), false)
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link, [null, null, n.`period`, x1.`polarity`] AS shown, properties(n) AS a, properties(x2) AS b;

// G53 looked, G54 looked, G57 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN count(*) AS looked;

// G53 among, G54 among, G57 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key;

// G53 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p2, false) }
  AND NOT EXISTS { MATCH (n)-[r1:OVERSEEN_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key;

// G53 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p2, false) }
  AND NOT EXISTS { MATCH (n)-[r1:OVERSEEN_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G53 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p2, false) }
  AND NOT EXISTS { MATCH (n)-[r1:OVERSEEN_BY]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key;

// G54 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r4:PART_OF]->(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`kind` = $p3, false) }
  AND NOT (EXISTS { MATCH (n)<-[r1:CONTRIBUTES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`type` IN $p1, false) } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:CONTRIBUTES_TO]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND NOT coalesce(x3.`type` IN $p2, false) } })
RETURN n.key AS key;

// G54 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r4:PART_OF]->(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`kind` = $p3, false) }
  AND NOT (EXISTS { MATCH (n)<-[r1:CONTRIBUTES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`type` IN $p1, false) } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:CONTRIBUTES_TO]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND NOT coalesce(x3.`type` IN $p2, false) } })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G54 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r4:PART_OF]->(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`kind` = $p3, false) }
  AND NOT (EXISTS { MATCH (n)<-[r1:CONTRIBUTES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND NOT coalesce(x1.`type` IN $p1, false) } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:CONTRIBUTES_TO]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND NOT coalesce(x3.`type` IN $p2, false) } })
RETURN n.key AS key;

// G55 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`kind` = $p1, false) OR coalesce(n.`type` IN $p2, false))
RETURN count(*) AS looked;

// G55 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`kind` = $p1, false) OR coalesce(n.`type` IN $p2, false))
RETURN n.key AS key;

// G55 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`kind` = $p4, false) OR coalesce(n.`type` IN $p5, false))
  AND NOT EXISTS { MATCH (n)<-[r1:GOES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce($p1 IN x1.`topics`, false) AND x1.`issued_to` IS NOT NULL AND NOT coalesce(x1.`issued_to` < $p2, false) AND NOT coalesce(x1.`issued_from` > $p3, false) }
RETURN n.key AS key;

// G55 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND (coalesce(n.`kind` = $p4, false) OR coalesce(n.`type` IN $p5, false))
  AND NOT EXISTS { MATCH (n)<-[r1:GOES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce($p1 IN x1.`topics`, false) AND x1.`issued_to` IS NOT NULL AND NOT coalesce(x1.`issued_to` < $p2, false) AND NOT coalesce(x1.`issued_from` > $p3, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G55 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`kind` = $p4, false) OR coalesce(n.`type` IN $p5, false))
  AND NOT EXISTS { MATCH (n)<-[r1:GOES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce($p1 IN x1.`topics`, false) AND x1.`issued_to` IS NOT NULL AND NOT coalesce(x1.`issued_to` < $p2, false) AND NOT coalesce(x1.`issued_from` > $p3, false) }
RETURN n.key AS key;

// G56 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce($p1 IN n.`topics`, false)
RETURN count(*) AS looked;

// G56 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce($p1 IN n.`topics`, false)
RETURN n.key AS key;

// G56 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce($p3 IN n.`topics`, false)
MATCH (n)-[r1:GOES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false)
MATCH (x1)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT EXISTS { MATCH (n)-[r3:GOES_TO]->(x2) }
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link;

// G56 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce($p3 IN n.`topics`, false)
CALL (n) {
  MATCH (n)-[r1:GOES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false)
  MATCH (x1)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT EXISTS { MATCH (n)-[r3:GOES_TO]->(x2) }
  RETURN collect({other: x2.key, middle: x1.key, verb: type(r2), start: startNode(r2).key, end: endNode(r2).key, link: properties(r2)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G56 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce($p3 IN n.`topics`, false)
MATCH (n)-[r1:GOES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false)
MATCH (x1)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p2, false) AND NOT EXISTS { MATCH (n)-[r3:GOES_TO]->(x2) }
RETURN n.key AS key, x2.key AS other, x1.key AS middle, type(r2) AS verb, startNode(r2).key AS start, endNode(r2).key AS end, properties(r2) AS link;

// G57 rows
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND (EXISTS { MATCH (t)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = t.plan_set AND coalesce(x1.`kind` IN $p2, false) } OR EXISTS { MATCH (t)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = t.plan_set AND coalesce(x2.`kind` = $p3, false) })
WITH collect(t) AS targets
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r3:PART_OF]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p4, false) }
  AND NOT EXISTS { MATCH (n)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(z:Item) WHERE z IN targets }
RETURN n.key AS key;

// G57 page
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND (EXISTS { MATCH (t)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = t.plan_set AND coalesce(x1.`kind` IN $p2, false) } OR EXISTS { MATCH (t)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = t.plan_set AND coalesce(x2.`kind` = $p3, false) })
WITH collect(t) AS targets
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r3:PART_OF]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p4, false) }
  AND NOT EXISTS { MATCH (n)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(z:Item) WHERE z IN targets }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G57 found of
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND (EXISTS { MATCH (t)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = t.plan_set AND coalesce(x1.`kind` IN $p2, false) } OR EXISTS { MATCH (t)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = t.plan_set AND coalesce(x2.`kind` = $p3, false) })
WITH collect(t) AS targets
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r3:PART_OF]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p4, false) }
  AND NOT EXISTS { MATCH (n)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(z:Item) WHERE z IN targets }
RETURN n.key AS key;

// G57 target
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND (EXISTS { MATCH (t)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = t.plan_set AND coalesce(x1.`kind` IN $p2, false) } OR EXISTS { MATCH (t)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = t.plan_set AND coalesce(x2.`kind` = $p3, false) })
RETURN t.key AS key
LIMIT 1;

// G57 down
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL AND (EXISTS { MATCH (t)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = t.plan_set AND coalesce(x1.`kind` IN $p2, false) } OR EXISTS { MATCH (t)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = t.plan_set AND coalesce(x2.`kind` = $p3, false) })
MATCH (x:Item)-[:SUPPORTS|DELIVERS|MEASURES*0..]->(t) WHERE x.plan_set = t.plan_set
WITH collect(DISTINCT x.key) AS reached
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)-[r3:PART_OF]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`kind` = $p4, false) }
  AND NOT n.key IN reached
RETURN n.key AS key;

// G58 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:COVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) } AND EXISTS { MATCH (n)<-[r2:COVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`type` = $p2, false) }
RETURN n.key AS key;

// G58 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:COVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) } AND EXISTS { MATCH (n)<-[r2:COVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`type` = $p2, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G58 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:COVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) } AND EXISTS { MATCH (n)<-[r2:COVERS]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`type` = $p2, false) }
RETURN n.key AS key;

// G58b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT EXISTS { MATCH (n)<-[r1:COVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` IN $p1, false) }
RETURN n.key AS key;

// G58b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT EXISTS { MATCH (n)<-[r1:COVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` IN $p1, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G58b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT EXISTS { MATCH (n)<-[r1:COVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` IN $p1, false) }
RETURN n.key AS key;

// G59 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`joint` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false)
RETURN count(*) AS looked;

// G59 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`joint` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false)
RETURN n.key AS key;

// G59 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`joint` = $p3, false) AND NOT coalesce(n.`status` IN $p4, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) } OR EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:EVIDENCES]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`type` = $p2, false) } })
RETURN n.key AS key;

// G59 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`joint` = $p3, false) AND NOT coalesce(n.`status` IN $p4, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) } OR EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:EVIDENCES]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`type` = $p2, false) } })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G59 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`joint` = $p3, false) AND NOT coalesce(n.`status` IN $p4, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) } OR EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND EXISTS { MATCH (x2)<-[r3:EVIDENCES]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`type` = $p2, false) } })
RETURN n.key AS key;

// G60 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND (n.`stated_count` IS NOT NULL OR coalesce(n.`kind` = $p1, false))
RETURN count(*) AS looked;

// G60 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND (n.`stated_count` IS NOT NULL OR coalesce(n.`kind` = $p1, false))
RETURN n.key AS key;

// G60 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND (n.`stated_count` IS NOT NULL OR coalesce(n.`kind` = $p4, false))
  AND NOT (coalesce(COUNT { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } <= n.`stated_count`, false) OR NOT n.`stated_count` IS NOT NULL AND coalesce(COUNT { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p2, false) } <= $p3, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G60 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND (n.`stated_count` IS NOT NULL OR coalesce(n.`kind` = $p4, false))
  AND NOT (coalesce(COUNT { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } <= n.`stated_count`, false) OR NOT n.`stated_count` IS NOT NULL AND coalesce(COUNT { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p2, false) } <= $p3, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G60 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND (n.`stated_count` IS NOT NULL OR coalesce(n.`kind` = $p4, false))
  AND NOT (coalesce(COUNT { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } <= n.`stated_count`, false) OR NOT n.`stated_count` IS NOT NULL AND coalesce(COUNT { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p2, false) } <= $p3, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G60b looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`stated_count` IS NOT NULL
RETURN count(*) AS looked;

// G60b among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`stated_count` IS NOT NULL
RETURN n.key AS key;

// G60b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`stated_count` IS NOT NULL
  AND NOT coalesce(COUNT { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } >= n.`stated_count`, false)
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G60b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`stated_count` IS NOT NULL
  AND NOT coalesce(COUNT { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } >= n.`stated_count`, false)
RETURN n.key AS key, [null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G60b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`stated_count` IS NOT NULL
  AND NOT coalesce(COUNT { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } >= n.`stated_count`, false)
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G61 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` IN $p1, false)
WITH DISTINCT n, n.`holder` AS k1
WHERE k1 IS NOT NULL
WITH n, k1, EXISTS { MATCH (n)-[r1:MEMBER_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p2, false) AND NOT EXISTS { MATCH (x1)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = x1.plan_set AND coalesce(x2.`kind` = $p3, false) } } AS t1, EXISTS { MATCH (n)-[r3:MEMBER_OF]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`type` IN $p4, false) } AS t2
WITH k1, collect(DISTINCT n.key) AS members, collect(t1) AS all_t1, collect(t2) AS all_t2
WHERE true IN all_t1 AND true IN all_t2
RETURN [k1] AS shared, members;

// G62 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p4, false)
  AND NOT coalesce(COUNT { MATCH (n)<-[r1:MEMBER_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`independent` = $p1, false) AND coalesce(x1.`status` = $p2, false) } >= $p3, false)
RETURN n.key AS key;

// G62 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p4, false)
  AND NOT coalesce(COUNT { MATCH (n)<-[r1:MEMBER_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`independent` = $p1, false) AND coalesce(x1.`status` = $p2, false) } >= $p3, false)
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G62 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p4, false)
  AND NOT coalesce(COUNT { MATCH (n)<-[r1:MEMBER_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`independent` = $p1, false) AND coalesce(x1.`status` = $p2, false) } >= $p3, false)
RETURN n.key AS key;

// G63 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`key_post` = $p1, false) OR EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set })
RETURN count(*) AS looked;

// G63 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`key_post` = $p1, false) OR EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set })
RETURN n.key AS key;

// G63 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`key_post` = $p2, false) OR EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set })
  AND coalesce(n.`status` IN $p1, false)
RETURN n.key AS key, [n.`status`] AS shown;

// G63 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND (coalesce(n.`key_post` = $p2, false) OR EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set })
  AND coalesce(n.`status` IN $p1, false)
RETURN n.key AS key, [n.`status`] AS shown
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G63 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND (coalesce(n.`key_post` = $p2, false) OR EXISTS { MATCH (n)<-[r1:OWNED_BY]-(x1:Item) WHERE x1.plan_set = n.plan_set })
  AND coalesce(n.`status` IN $p1, false)
RETURN n.key AS key, [n.`status`] AS shown;

// G63b looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`key_post` = $p1, false) AND coalesce(n.`status` IN $p2, false)
RETURN count(*) AS looked;

// G63b among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`key_post` = $p1, false) AND coalesce(n.`status` IN $p2, false)
RETURN n.key AS key;

// G63b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`key_post` = $p1, false) AND coalesce(n.`status` IN $p2, false)
WITH DISTINCT n, n.`holder` AS k1
WHERE k1 IS NOT NULL
WITH k1, collect(DISTINCT n.key) AS members
WHERE size(members) > $p3
RETURN [k1] AS shared, members;

// G64 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT EXISTS { MATCH (n)-[r1:GOES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G64 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT EXISTS { MATCH (n)-[r1:GOES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G64 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT EXISTS { MATCH (n)-[r1:GOES_TO]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G66 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:GOES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce($p1 IN x1.`topics`, false) } AND EXISTS { MATCH (n)<-[r2:GOES_TO]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce($p2 IN x2.`topics`, false) }
RETURN count(*) AS looked;

// G66 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:GOES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce($p1 IN x1.`topics`, false) } AND EXISTS { MATCH (n)<-[r2:GOES_TO]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce($p2 IN x2.`topics`, false) }
RETURN n.key AS key;

// G66 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r2:GOES_TO]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce($p3 IN x2.`topics`, false) } AND EXISTS { MATCH (n)<-[r3:GOES_TO]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce($p4 IN x3.`topics`, false) }
  AND NOT EXISTS { MATCH (n)<-[r1:GOES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce($p1 IN x1.`topics`, false) AND coalesce($p2 IN x1.`topics`, false) }
RETURN n.key AS key;

// G66 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r2:GOES_TO]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce($p3 IN x2.`topics`, false) } AND EXISTS { MATCH (n)<-[r3:GOES_TO]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce($p4 IN x3.`topics`, false) }
  AND NOT EXISTS { MATCH (n)<-[r1:GOES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce($p1 IN x1.`topics`, false) AND coalesce($p2 IN x1.`topics`, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G66 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r2:GOES_TO]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce($p3 IN x2.`topics`, false) } AND EXISTS { MATCH (n)<-[r3:GOES_TO]-(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce($p4 IN x3.`topics`, false) }
  AND NOT EXISTS { MATCH (n)<-[r1:GOES_TO]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce($p1 IN x1.`topics`, false) AND coalesce($p2 IN x1.`topics`, false) }
RETURN n.key AS key;

// G67 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p4, false)
  AND NOT EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND x1.`held_to` IS NOT NULL AND NOT coalesce(x1.`held_to` < $p2, false) AND NOT coalesce(x1.`held_from` > $p3, false) }
RETURN n.key AS key;

// G67 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p4, false)
  AND NOT EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND x1.`held_to` IS NOT NULL AND NOT coalesce(x1.`held_to` < $p2, false) AND NOT coalesce(x1.`held_from` > $p3, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G67 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p4, false)
  AND NOT EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND x1.`held_to` IS NOT NULL AND NOT coalesce(x1.`held_to` < $p2, false) AND NOT coalesce(x1.`held_from` > $p3, false) }
RETURN n.key AS key;

// G68 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND coalesce(n.`answer` = $p2, false)
RETURN count(*) AS looked;

// G68 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND coalesce(n.`answer` = $p2, false)
RETURN n.key AS key;

// G68 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND coalesce(n.`answer` = $p2, false)
  AND NOT EXISTS { MATCH (n)-[r1:CITES]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G68 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND coalesce(n.`answer` = $p2, false)
  AND NOT EXISTS { MATCH (n)-[r1:CITES]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G68 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND coalesce(n.`answer` = $p2, false)
  AND NOT EXISTS { MATCH (n)-[r1:CITES]->(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G69 rows
MATCH (b:Missing {plan_set: $plan_set})
WHERE b.key IS NOT NULL
MATCH (n:Item)-[r:CITES]->(b)
WHERE n.plan_set = b.plan_set AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT r.`wanted_set` IS NOT NULL
RETURN n.key AS key, type(r) AS verb, b.key AS end, properties(r) AS link, [null] AS shown;

// G70 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`dated_to` IS NOT NULL
RETURN count(*) AS looked;

// G70 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`dated_to` IS NOT NULL
RETURN n.key AS key;

// G70 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`dated_to` IS NOT NULL
MATCH (n)-[r1:CITES]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(n.`dated_to` < x1.`dated_from`, false)
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [null, null] AS shown, properties(n) AS a, properties(x1) AS b;

// G70 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`dated_to` IS NOT NULL
CALL (n) {
  MATCH (n)-[r1:CITES]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(n.`dated_to` < x1.`dated_from`, false)
  RETURN collect({other: x1.key, verb: type(r1), start: startNode(r1).key, end: endNode(r1).key, link: properties(r1), shown: [null, null], a: properties(n), b: properties(x1)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G70 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`dated_to` IS NOT NULL
MATCH (n)-[r1:CITES]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(n.`dated_to` < x1.`dated_from`, false)
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [null, null] AS shown, properties(n) AS a, properties(x1) AS b;

// G70b looked, S3 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
RETURN count(*) AS looked;

// G70b among, S3 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
RETURN n.key AS key;

// G70b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(n.`due_from` > x1.`end_to`, false)
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [null, null] AS shown, properties(n) AS a, properties(x1) AS b;

// G70b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
CALL (n) {
  MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(n.`due_from` > x1.`end_to`, false)
  RETURN collect({other: x1.key, verb: type(r1), start: startNode(r1).key, end: endNode(r1).key, link: properties(r1), shown: [null, null], a: properties(n), b: properties(x1)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G70b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(n.`due_from` > x1.`end_to`, false)
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [null, null] AS shown, properties(n) AS a, properties(x1) AS b;

// G71 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`score` IS NOT NULL AND n.`derived_score` IS NOT NULL
RETURN count(*) AS looked;

// G71 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`score` IS NOT NULL AND n.`derived_score` IS NOT NULL
RETURN n.key AS key;

// G71 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`score` IS NOT NULL AND n.`derived_score` IS NOT NULL
  AND coalesce(n.`score` <> n.`derived_score`, false)
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a;

// G71 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`score` IS NOT NULL AND n.`derived_score` IS NOT NULL
  AND coalesce(n.`score` <> n.`derived_score`, false)
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G71 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`score` IS NOT NULL AND n.`derived_score` IS NOT NULL
  AND coalesce(n.`score` <> n.`derived_score`, false)
RETURN n.key AS key, [null, null] AS shown, properties(n) AS a;

// G72 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false)
RETURN count(*) AS looked;

// G72 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false)
RETURN n.key AS key;

// G72 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:ADDRESSES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key, [n.`stage`] AS shown;

// G72 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:ADDRESSES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key, [n.`stage`] AS shown
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G72 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:ADDRESSES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key, [n.`stage`] AS shown;

// G74 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`since_to` IS NOT NULL
  AND coalesce(n.`stage` = $p1, false)
RETURN count(*) AS looked;

// G74 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`since_to` IS NOT NULL
  AND coalesce(n.`stage` = $p1, false)
RETURN n.key AS key;

// G74 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`since_to` IS NOT NULL
  AND coalesce(n.`stage` = $p2, false)
  AND n.`since_to` < $p1
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G74 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`since_to` IS NOT NULL
  AND coalesce(n.`stage` = $p2, false)
  AND n.`since_to` < $p1
RETURN n.key AS key, [null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G74 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`since_to` IS NOT NULL
  AND coalesce(n.`stage` = $p2, false)
  AND n.`since_to` < $p1
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G75 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`deadline_to` IS NOT NULL
  AND NOT coalesce(n.`status` IN $p1, false)
RETURN count(*) AS looked;

// G75 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`deadline_to` IS NOT NULL
  AND NOT coalesce(n.`status` IN $p1, false)
RETURN n.key AS key;

// G75 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`deadline_to` IS NOT NULL
  AND NOT coalesce(n.`status` IN $p3, false)
  AND n.`deadline_to` < $p1
  AND NOT coalesce(n.`stage` = $p2, false)
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G75 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`deadline_to` IS NOT NULL
  AND NOT coalesce(n.`status` IN $p3, false)
  AND n.`deadline_to` < $p1
  AND NOT coalesce(n.`stage` = $p2, false)
RETURN n.key AS key, [null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G75 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`deadline_to` IS NOT NULL
  AND NOT coalesce(n.`status` IN $p3, false)
  AND n.`deadline_to` < $p1
  AND NOT coalesce(n.`stage` = $p2, false)
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G76 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`topic` IS NOT NULL AND EXISTS { MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN count(*) AS looked;

// G76 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`topic` IS NOT NULL AND EXISTS { MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
RETURN n.key AS key;

// G76 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`topic` IS NOT NULL AND EXISTS { MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
WITH DISTINCT n, n.`topic` AS k1
WHERE k1 IS NOT NULL
OPTIONAL MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p2, false)
WITH k1, collect(DISTINCT n.key) AS members, count(DISTINCT x2.key) AS values
WHERE size(members) > 1 AND values > 1
RETURN [k1] AS shared, members;

// G77 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` IN $p1, false)
  AND NOT n.`reason` IS NOT NULL
RETURN n.key AS key, [n.`status`] AS shown;

// G77 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` IN $p1, false)
  AND NOT n.`reason` IS NOT NULL
RETURN n.key AS key, [n.`status`] AS shown
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G77 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` IN $p1, false)
  AND NOT n.`reason` IS NOT NULL
RETURN n.key AS key, [n.`status`] AS shown;

// G78 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
MATCH (n)-[r1:ADDRESSES]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND coalesce(n.`start_to` < x1.`made_from`, false)
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [null, null] AS shown, properties(n) AS a, properties(x1) AS b;

// G78 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
CALL (n) {
  MATCH (n)-[r1:ADDRESSES]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND coalesce(n.`start_to` < x1.`made_from`, false)
  RETURN collect({other: x1.key, verb: type(r1), start: startNode(r1).key, end: endNode(r1).key, link: properties(r1), shown: [null, null], a: properties(n), b: properties(x1)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G78 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
MATCH (n)-[r1:ADDRESSES]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) AND coalesce(n.`start_to` < x1.`made_from`, false)
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [null, null] AS shown, properties(n) AS a, properties(x1) AS b;

// G79 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false) AND EXISTS { MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p3, false) AND coalesce(x1.`deadline_to` < $p4, false) }
RETURN count(*) AS looked;

// G79 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false) AND EXISTS { MATCH (n)-[r1:PART_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p3, false) AND coalesce(x1.`deadline_to` < $p4, false) }
RETURN n.key AS key;

// G79 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false) AND EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p3, false) AND coalesce(x2.`deadline_to` < $p4, false) }
  AND NOT EXISTS { MATCH (n)<-[r1:ADDRESSES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G79 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false) AND EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p3, false) AND coalesce(x2.`deadline_to` < $p4, false) }
  AND NOT EXISTS { MATCH (n)<-[r1:ADDRESSES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G79 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false) AND NOT coalesce(n.`status` IN $p2, false) AND EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p3, false) AND coalesce(x2.`deadline_to` < $p4, false) }
  AND NOT EXISTS { MATCH (n)<-[r1:ADDRESSES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G80 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`level` = $p1, false) AND NOT n.`criterion` IS NOT NULL
RETURN count(*) AS looked;

// G80 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`level` = $p1, false) AND NOT n.`criterion` IS NOT NULL
RETURN n.key AS key;

// G80 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`level` = $p1, false) AND NOT n.`criterion` IS NOT NULL
  AND NOT EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G80 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`level` = $p1, false) AND NOT n.`criterion` IS NOT NULL
  AND NOT EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G80 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`level` = $p1, false) AND NOT n.`criterion` IS NOT NULL
  AND NOT EXISTS { MATCH (n)<-[r1:EVIDENCES]-(x1:Item) WHERE x1.plan_set = n.plan_set }
RETURN n.key AS key;

// G81 looked, G81b looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false) AND EXISTS { MATCH (n)-[r1:MEMBER_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` IN $p2, false) }
RETURN count(*) AS looked;

// G81 among, G81b among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false) AND EXISTS { MATCH (n)-[r1:MEMBER_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` IN $p2, false) }
RETURN n.key AS key;

// G81 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p4, false) AND EXISTS { MATCH (n)-[r2:MEMBER_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`type` IN $p5, false) }
MATCH (n)-[r1:MEMBER_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` IN $p1, false)
WITH DISTINCT n, x1.key AS scope
WITH scope, CASE WHEN n.`appraised_to` IS NOT NULL AND NOT coalesce(n.`appraised_to` < $p2, false) AND NOT coalesce(n.`appraised_from` > $p3, false) THEN 1 ELSE 0 END AS passes
WITH scope, sum(passes) AS good, count(*) AS total
WHERE toFloat(good) / total < $p6
RETURN scope, good, total;

// G81b rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false) AND EXISTS { MATCH (n)-[r1:MEMBER_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` IN $p4, false) }
  AND NOT (n.`appraised_to` IS NOT NULL AND NOT coalesce(n.`appraised_to` < $p1, false) AND NOT coalesce(n.`appraised_from` > $p2, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G81b page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false) AND EXISTS { MATCH (n)-[r1:MEMBER_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` IN $p4, false) }
  AND NOT (n.`appraised_to` IS NOT NULL AND NOT coalesce(n.`appraised_to` < $p1, false) AND NOT coalesce(n.`appraised_from` > $p2, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G81b found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p3, false) AND EXISTS { MATCH (n)-[r1:MEMBER_OF]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` IN $p4, false) }
  AND NOT (n.`appraised_to` IS NOT NULL AND NOT coalesce(n.`appraised_to` < $p1, false) AND NOT coalesce(n.`appraised_from` > $p2, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// G82 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false)
  AND NOT n.`outcome` IS NOT NULL
RETURN n.key AS key;

// G82 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false)
  AND NOT n.`outcome` IS NOT NULL
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G82 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p1, false)
  AND NOT n.`outcome` IS NOT NULL
RETURN n.key AS key;

// G83 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:DELIVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) }
RETURN n.key AS key;

// G83 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:DELIVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G83 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p2, false)
  AND NOT EXISTS { MATCH (n)<-[r1:DELIVERS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) }
RETURN n.key AS key;

// G84 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p4, false)
  AND NOT EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND NOT coalesce(x1.`status` IN $p2, false) AND (NOT x1.`held_to` IS NOT NULL OR NOT coalesce(x1.`held_from` > $p3, false)) }
RETURN n.key AS key;

// G84 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p4, false)
  AND NOT EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND NOT coalesce(x1.`status` IN $p2, false) AND (NOT x1.`held_to` IS NOT NULL OR NOT coalesce(x1.`held_from` > $p3, false)) }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// G84 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`type` = $p4, false)
  AND NOT EXISTS { MATCH (n)<-[r1:REVIEWS]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`type` = $p1, false) AND NOT coalesce(x1.`status` IN $p2, false) AND (NOT x1.`held_to` IS NOT NULL OR NOT coalesce(x1.`held_from` > $p3, false)) }
RETURN n.key AS key;

// S1 suspects
UNWIND $p1 AS kind
MATCH (a:Item {plan_set: $plan_set, kind: kind})
WHERE a.key IS NOT NULL AND NOT coalesce(a.listed, false)
  AND EXISTS { MATCH (a)<-[:SUPPORTS|DELIVERS|MEASURES|PART_OF]-(low:Item) WHERE low.plan_set = a.plan_set AND low.kind IN $p1 }
  AND EXISTS { MATCH (a)-[:SUPPORTS|DELIVERS|MEASURES|PART_OF]->(b:Item) WHERE b.plan_set = a.plan_set AND b.kind IN $p1
    AND NOT coalesce(a.tier > b.tier, false) }
RETURN a.key AS key;

// S1 steps
UNWIND $keys AS key
MATCH (a:Item {plan_set: $plan_set, key: key})-[:SUPPORTS|DELIVERS|MEASURES|PART_OF]->(b:Item)
WHERE a.kind IN $p1 AND NOT coalesce(a.listed, false)
  AND b.plan_set = a.plan_set AND b.kind IN $p1 AND NOT coalesce(b.listed, false)
RETURN key, collect(DISTINCT b.key) AS steps;

// S2 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` <= $p2, false) AND NOT coalesce(n.`status` = $p3, false)
  AND NOT EXISTS { MATCH (n)<-[:SUPPORTS|DELIVERS|MEASURES*0..]-(t:Item) WHERE t.plan_set = n.plan_set AND t.kind IN $p1 }
RETURN n.key AS key;

// S2 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` <= $p2, false) AND NOT coalesce(n.`status` = $p3, false)
  AND NOT EXISTS { MATCH (n)<-[:SUPPORTS|DELIVERS|MEASURES*0..]-(t:Item) WHERE t.plan_set = n.plan_set AND t.kind IN $p1 }
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// S2 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` <= $p2, false) AND NOT coalesce(n.`status` = $p3, false)
  AND NOT EXISTS { MATCH (n)<-[:SUPPORTS|DELIVERS|MEASURES*0..]-(t:Item) WHERE t.plan_set = n.plan_set AND t.kind IN $p1 }
RETURN n.key AS key;

// S2 target
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL
RETURN t.key AS key
LIMIT 1;

// S2 down
UNWIND $p1 AS wanted
MATCH (t:Item {plan_set: $plan_set, kind: wanted})
WHERE t.key IS NOT NULL
MATCH (x:Item)<-[:SUPPORTS|DELIVERS|MEASURES*0..]-(t) WHERE x.plan_set = t.plan_set
WITH collect(DISTINCT x.key) AS reached
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` <= $p2, false) AND NOT coalesce(n.`status` = $p3, false)
  AND NOT n.key IN reached
RETURN n.key AS key;

// S3 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND n.`due_to` < $p1
  AND NOT (n.`done_to` IS NOT NULL AND NOT coalesce(n.`done_from` > $p2, false) OR coalesce(n.`status` = $p3, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// S3 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND n.`due_to` < $p1
  AND NOT (n.`done_to` IS NOT NULL AND NOT coalesce(n.`done_from` > $p2, false) OR coalesce(n.`status` = $p3, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// S3 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND n.`due_to` IS NOT NULL
  AND n.`due_to` < $p1
  AND NOT (n.`done_to` IS NOT NULL AND NOT coalesce(n.`done_from` > $p2, false) OR coalesce(n.`status` = $p3, false))
RETURN n.key AS key, [null] AS shown, properties(n) AS a;

// S4 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
  AND NOT n.`polarity` IS NOT NULL
RETURN n.key AS key;

// S4 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
  AND NOT n.`polarity` IS NOT NULL
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// S4 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) }
  AND NOT n.`polarity` IS NOT NULL
RETURN n.key AS key;

// S5 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p12, false)
MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(n.`rank` > x1.`rank` + $p1, false) AND NOT (coalesce(n.`tier` = $p2, false) AND EXISTS { MATCH (n)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`tier` = $p3, false) } OR coalesce(n.`tier` = $p4, false) AND EXISTS { MATCH (n)-[r3:SUPPORTS]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`tier` = $p5, false) } OR coalesce(n.`tier` = $p6, false) AND EXISTS { MATCH (n)-[r4:SUPPORTS]->(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`tier` IN $p7, false) } OR coalesce(n.`tier` = $p8, false) AND EXISTS { MATCH (n)-[r5:SUPPORTS]->(x5:Item) WHERE x5.plan_set = n.plan_set AND coalesce(x5.`tier` = $p9, false) } OR coalesce(n.`tier` = $p10, false) AND EXISTS { MATCH (n)-[r6:SUPPORTS]->(x6:Item) WHERE x6.plan_set = n.plan_set AND coalesce(x6.`tier` IN $p11, false) })
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [null, null] AS shown, properties(n) AS a, properties(x1) AS b;

// S5 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p12, false)
CALL (n) {
  MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(n.`rank` > x1.`rank` + $p1, false) AND NOT (coalesce(n.`tier` = $p2, false) AND EXISTS { MATCH (n)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`tier` = $p3, false) } OR coalesce(n.`tier` = $p4, false) AND EXISTS { MATCH (n)-[r3:SUPPORTS]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`tier` = $p5, false) } OR coalesce(n.`tier` = $p6, false) AND EXISTS { MATCH (n)-[r4:SUPPORTS]->(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`tier` IN $p7, false) } OR coalesce(n.`tier` = $p8, false) AND EXISTS { MATCH (n)-[r5:SUPPORTS]->(x5:Item) WHERE x5.plan_set = n.plan_set AND coalesce(x5.`tier` = $p9, false) } OR coalesce(n.`tier` = $p10, false) AND EXISTS { MATCH (n)-[r6:SUPPORTS]->(x6:Item) WHERE x6.plan_set = n.plan_set AND coalesce(x6.`tier` IN $p11, false) })
  RETURN collect({other: x1.key, verb: type(r1), start: startNode(r1).key, end: endNode(r1).key, link: properties(r1), shown: [null, null], a: properties(n), b: properties(x1)}) AS found
}
WITH n, found
WHERE size(found) > 0
RETURN n.key AS key, found
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// S5 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` = $p12, false)
MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(n.`rank` > x1.`rank` + $p1, false) AND NOT (coalesce(n.`tier` = $p2, false) AND EXISTS { MATCH (n)-[r2:SUPPORTS]->(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`tier` = $p3, false) } OR coalesce(n.`tier` = $p4, false) AND EXISTS { MATCH (n)-[r3:SUPPORTS]->(x3:Item) WHERE x3.plan_set = n.plan_set AND coalesce(x3.`tier` = $p5, false) } OR coalesce(n.`tier` = $p6, false) AND EXISTS { MATCH (n)-[r4:SUPPORTS]->(x4:Item) WHERE x4.plan_set = n.plan_set AND coalesce(x4.`tier` IN $p7, false) } OR coalesce(n.`tier` = $p8, false) AND EXISTS { MATCH (n)-[r5:SUPPORTS]->(x5:Item) WHERE x5.plan_set = n.plan_set AND coalesce(x5.`tier` = $p9, false) } OR coalesce(n.`tier` = $p10, false) AND EXISTS { MATCH (n)-[r6:SUPPORTS]->(x6:Item) WHERE x6.plan_set = n.plan_set AND coalesce(x6.`tier` IN $p11, false) })
RETURN n.key AS key, x1.key AS other, type(r1) AS verb, startNode(r1).key AS start, endNode(r1).key AS end, properties(r1) AS link, [null, null] AS shown, properties(n) AS a, properties(x1) AS b;

// S6 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT n.`updated_to` IS NOT NULL
RETURN n.key AS key;

// S6 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT n.`updated_to` IS NOT NULL
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// S6 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`status` = $p1, false)
  AND NOT n.`updated_to` IS NOT NULL
RETURN n.key AS key;

// S7 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` >= $p1, false) AND NOT coalesce(n.`status` = $p2, false)
RETURN count(*) AS looked;

// S7 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` >= $p1, false) AND NOT coalesce(n.`status` = $p2, false)
RETURN n.key AS key;

// S7 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` >= $p1, false) AND NOT coalesce(n.`status` = $p2, false)
  AND NOT (EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN n.key AS key;

// S7 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` >= $p1, false) AND NOT coalesce(n.`status` = $p2, false)
  AND NOT (EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// S7 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND coalesce(n.`tier` >= $p1, false) AND NOT coalesce(n.`status` = $p2, false)
  AND NOT (EXISTS { MATCH (n)-[r1:SUPPORTS]->(x1:Item) WHERE x1.plan_set = n.plan_set } OR EXISTS { MATCH (n)-[r2:PART_OF]->(x2:Item) WHERE x2.plan_set = n.plan_set })
RETURN n.key AS key;

// S8 rows
MATCH (b:Missing {plan_set: $plan_set})
WHERE b.key IS NOT NULL
MATCH (n:Item)-[r:SUPPORTS|DELIVERS|MEASURES|PART_OF|OWNED_BY|OVERSEEN_BY|CONTRIBUTES_TO|MEMBER_OF|INFORMS|FUNDED_BY|THREATENS|ADDRESSES|GOES_TO|REVIEWS|EVIDENCES|SUPERSEDES|CONFLICTS_WITH|COVERS]->(b)
WHERE n.plan_set = b.plan_set AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT r.`wanted_set` IS NOT NULL
RETURN n.key AS key, type(r) AS verb, b.key AS end, properties(r) AS link, [null] AS shown;

// S9 rows
MATCH (b:Missing {plan_set: $plan_set})
WHERE b.key IS NOT NULL
MATCH (n:Item)-[r:SUPPORTS|DELIVERS|MEASURES|PART_OF|OWNED_BY|OVERSEEN_BY|CONTRIBUTES_TO|MEMBER_OF|INFORMS|FUNDED_BY|THREATENS|ADDRESSES|GOES_TO|REVIEWS|EVIDENCES|CITES|EXPECTS|SUPERSEDES|CONFLICTS_WITH|COVERS]->(b)
WHERE n.plan_set = b.plan_set AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND r.`wanted_set` IS NOT NULL
RETURN n.key AS key, type(r) AS verb, b.key AS end, properties(r) AS link, [null, null] AS shown;

// S10 looked
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` IN $p1, false) AND NOT coalesce(n.`long_term` = $p2, false)
RETURN count(*) AS looked;

// S10 among
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` IN $p1, false) AND NOT coalesce(n.`long_term` = $p2, false)
RETURN n.key AS key;

// S10 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` IN $p5, false) AND NOT coalesce(n.`long_term` = $p6, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p2, false) AND EXISTS { MATCH (x2)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p3, false) } } OR EXISTS { MATCH (n)<-[r4:DELIVERS]-(x4:Item) WHERE x4.plan_set = n.plan_set AND EXISTS { MATCH (x4)<-[r5:PART_OF]-(x5:Item) WHERE x5.plan_set = x4.plan_set AND coalesce(x5.`kind` = $p4, false) } })
RETURN n.key AS key;

// S10 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` IN $p5, false) AND NOT coalesce(n.`long_term` = $p6, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p2, false) AND EXISTS { MATCH (x2)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p3, false) } } OR EXISTS { MATCH (n)<-[r4:DELIVERS]-(x4:Item) WHERE x4.plan_set = n.plan_set AND EXISTS { MATCH (x4)<-[r5:PART_OF]-(x5:Item) WHERE x5.plan_set = x4.plan_set AND coalesce(x5.`kind` = $p4, false) } })
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// S10 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT coalesce(n.`status` IN $p5, false) AND NOT coalesce(n.`long_term` = $p6, false)
  AND NOT (EXISTS { MATCH (n)<-[r1:PART_OF]-(x1:Item) WHERE x1.plan_set = n.plan_set AND coalesce(x1.`kind` = $p1, false) } OR EXISTS { MATCH (n)<-[r2:PART_OF]-(x2:Item) WHERE x2.plan_set = n.plan_set AND coalesce(x2.`kind` = $p2, false) AND EXISTS { MATCH (x2)<-[r3:PART_OF]-(x3:Item) WHERE x3.plan_set = x2.plan_set AND coalesce(x3.`kind` = $p3, false) } } OR EXISTS { MATCH (n)<-[r4:DELIVERS]-(x4:Item) WHERE x4.plan_set = n.plan_set AND EXISTS { MATCH (x4)<-[r5:PART_OF]-(x5:Item) WHERE x5.plan_set = x4.plan_set AND coalesce(x5.`kind` = $p4, false) } })
RETURN n.key AS key;

// S11 rows
UNWIND $kinds AS kind
MATCH (n:Item {plan_set: $plan_set, kind: kind})
WHERE n.key IS NOT NULL
  AND NOT coalesce(n.listed, false)
  AND NOT (n.`due_to` IS NOT NULL OR n.`done_to` IS NOT NULL)
RETURN n.key AS key;

// S11 page
MATCH (n:Item {plan_set: $plan_set, kind: $kind})
WHERE n.key >= $first
WITH * ORDER BY n.plan_set, n.kind, n.key
WHERE NOT coalesce(n.listed, false)
  AND NOT (n.`due_to` IS NOT NULL OR n.`done_to` IS NOT NULL)
RETURN n.key AS key
ORDER BY n.plan_set, n.kind, n.key
LIMIT $limit;

// S11 found of
MATCH (n:Item {plan_set: $plan_set})
WHERE n.key IN $keys AND n.kind IN $kinds
  AND NOT coalesce(n.listed, false)
  AND NOT (n.`due_to` IS NOT NULL OR n.`done_to` IS NOT NULL)
RETURN n.key AS key;
