"""The GraphQL API: types from the schema, answers from one edition, limits on what one question may cost."""
