"""Holds the graph of plans, asks it questions and shows the answers."""
