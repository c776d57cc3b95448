"""Draws records of the Leicester example at random, each beside the paragraphs that it cites.

    python tests/draw.py 1 50        # seed, how many
"""

from __future__ import annotations

import random
import sys

import papers
from test_leicester_papers import leicester

from graph_api.explain import say


def main() -> None:
    """Print each record, its links and the text that it cites."""
    seed, number = int(sys.argv[1]), int(sys.argv[2])
    loaded = leicester()
    cited = [item for item in loaded.items if item.source.document]
    drawn = random.Random(seed).sample(sorted(cited, key=lambda item: item.key), number)
    for place, item in enumerate(drawn, 1):
        print(f"=== {place}. {item.key} ({item.kind}){' known by name alone' if item.listed else ''}: {item.title}")
        for name, value in item.values.items():
            if name not in ("title_key", "rank", "owner", "board"):
                print(f"  {name}: {say(value)}{f' (written {item.written[name]})' if name in item.written else ''}")
        for link in loaded.links:
            if item.key in (link.start, link.end):
                print(f"  {link.start} {link.verb} {link.end} [{link.source.place}]")
        for source in item.sources:
            text = papers.cited(str(source.document), str(source.paragraph)) or "NOT THERE"
            print(f"  --- {source.place}: {' '.join(text.split())[:3000]}")


if __name__ == "__main__":
    main()
