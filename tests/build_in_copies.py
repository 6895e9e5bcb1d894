"""`mkdocs`, where three défis are worth a second process; it says how often it took one."""

import atexit

from mkdocs.__main__ import cli

from generator import processes

make_copies, made = processes._copies, []


def _counted(*how, **options):
    made.append(how)
    return make_copies(*how, **options)


processes.WORTH_IT, processes.SLICE = 3, 2
processes.available = lambda: 1  # so that a second one is what the settings ask for
processes._copies = _counted
atexit.register(lambda: print("copies:", len(made)))  # noqa: T201
cli()
