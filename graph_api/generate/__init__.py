"""A made-up council of any size, with defects whose gaps are known from how they were built.

plan.py says how much there is of everything; council.py puts a council without gaps together, from the items that
good/ makes, with near misses of every sort (edges.py and its two neighbours); the files under defects/ spoil it, one
small function a fault; write.py makes a plan folder of it. Nothing here reads our rules or runs our engine: what must
be found is said by the function that breaks it.
"""

from graph_api.generate.council import GeneratedCouncil, generate

__all__ = ["GeneratedCouncil", "generate"]
