"""What people ask of a checked plan set: the inventory, the headline, coverage, threads, counts, milestones."""
