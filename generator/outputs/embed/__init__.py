"""What a town shows on its own site, and the page where it learns how."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.outputs.embed.page import draw_embedded, embed_choices, embedded
from generator.outputs.kit.output import Job
from generator.outputs.lists.lists import make_lists
from generator.outputs.site.feature import Feature, Page
from generator.outputs.site.site import Site


def _jobs(site: Site) -> Iterator[Job]:
    for one in embedded(site.once(make_lists)):
        yield partial(site.incremental.keep, one.address, one, partial(draw_embedded, site, one))


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
