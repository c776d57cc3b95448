"""Runs rules: one file for tests and one for shapes, for each store that can answer them."""
