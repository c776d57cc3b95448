"""Pages for people: served as plain HTML, and an explorer for those who ask in GraphQL."""
