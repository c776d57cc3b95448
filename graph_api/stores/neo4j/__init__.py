"""Everything that speaks to a Neo4j server: nothing outside this package imports its driver."""
