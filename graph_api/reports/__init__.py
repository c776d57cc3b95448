"""A check as a document: text, JSON, CSV and Markdown for the command line, and the gap-analysis report."""
