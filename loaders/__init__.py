"""Files in; items, links and problems out. `loaders.load.load` is the way in."""
