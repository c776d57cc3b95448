"""The small language of the tests in rules: one text, one tree, two engines."""
