"""Where the graph is held: in memory, from the files, is the default."""
