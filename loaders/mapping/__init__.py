"""Mappings: which heading of which table is which field or link, and rows read that way."""
