"""The command line: thin commands over the pipeline. Data goes to standard output, talk to standard error."""

from graph_api.cli.app import main

__all__ = ["main"]
