"""`mkdocs`, but défis with errors are published too: what would come out if no check stopped them."""

from mkdocs.__main__ import cli

from generator.reader import Reader

Reader._publishable = lambda self, defis, broken: dict(defis)
cli()
