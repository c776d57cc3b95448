"""Plan sets as files: tables first, then each format. What is written here reads back as the same plan set."""
