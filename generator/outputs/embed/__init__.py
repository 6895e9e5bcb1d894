"""What a town shows on its own site, and the page where it learns how."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.outputs.embed.page import SHOWN, draw_embedded, embed_choices, embedded
from generator.outputs.kit.output import Job
from generator.outputs.lists.lists import make_lists
from generator.outputs.site.feature import Feature, Page
from generator.outputs.site.site import Site


def _jobs(site: Site) -> Iterator[Job]:
    for one in embedded(site.once(make_lists)):
        # The kind of a project may change with its model or its theme, its own file left alone.
        kinds = tuple(site.kinds[defi.slug] for defi in one.members[:SHOWN])
        draw = partial(draw_embedded, site, one)
        yield partial(site.incremental.keep, one.address, (one, kinds), draw)


FEATURE = Feature(
    pages={"integrer.md": Page("embed/integrer.html", embed_choices, ["champs.css"])},
    jobs=_jobs,
    sheets={
        "champs.css": ["styles/fields.css", "styles/form.css"],
        "carte.css": ["lists/map.css"],
        "integrer.css": [
            "styles/tokens.css",
            "styles/pictograms.css",
            "styles/base.css",
            "styles/marks.css",
            "styles/card.css",
            "embed/embed.css",
            "styles/forced-colors.css",
        ],
    },
    scripts={"integrer.js": ["embed/integrer.js"]},
    visits={"intégrer": "integrer/"},
)
