"""`mkdocs`, where no fault keeps a défi from being published: what comes out if no check stops it."""

from mkdocs.__main__ import cli

from generator.text.errors import Problem

Problem.is_error = property(lambda self: False)
cli()
