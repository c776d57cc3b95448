"""StratML, the standard for plans that machines can read: plans with goals, objectives, indicators and results."""
