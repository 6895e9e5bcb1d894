"""`mkdocs`, where three défis are worth a second process, and a shelf; it says how often it took one."""

import atexit

from mkdocs.__main__ import cli

from generator import processes
from generator.text import shelf

make_copies, made = processes._copies, []


def _counted(*how, **options):
    made.append(how)
    return make_copies(*how, **options)


processes.WORTH_IT, processes.SLICE, shelf.WORTH_IT = 3, 2, 3
processes.available = lambda: 1  # so that a second one is what the settings ask for
processes._copies = _counted
atexit.register(lambda: print("copies:", len(made)))  # noqa: T201
cli()
