"""Drafting a mapping by looking at a table: what its headings may mean."""
