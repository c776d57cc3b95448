"""The GraphQL API: types from the schema, answers from one snapshot, limits on what one question may cost."""
