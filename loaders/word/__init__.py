"""Word documents: paragraphs with their numbers, and tables."""
