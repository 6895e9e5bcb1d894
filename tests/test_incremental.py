"""`make serve` writes again what changed and nothing else: what it leaves is what a build would write."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from drawing import CACHE, templates
from PIL import Image
from samples import annonce, defi, pilote
from worlds import TODAY, write

from generator import outputs
from generator.content.reader import Reader, read_image
from generator.outputs.kit.aside import Aside, make_aside
from generator.outputs.kit.incremental import WRITE_ALL, IncrementalWrites
from generator.outputs.kit.pictures import Pictures
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.site import make_site

SAID = SiteView(nom="Bien Vivre", description="Ici", adresse="ici@exemple.fr")


def photo(colour: str, width: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, 600), colour).save(file, "JPEG")
    return file.getvalue()


def guide(titre: str, phases: str = "[creaction]") -> str:
    return (
        f"---\ntitre: {titre}\nresume: Comment\nphases: {phases}\nrevu_le: 2026-11-01\n"
        "a_reverifier_avant: 2027-11-01\nsources:\n  - titre: Un livre\n    a_verifier: true\n"
        "---\nVoici.\n"
    )


def fiche(titre: str) -> str:
    return f"---\ntitre: {titre}\nresume: De quoi il s’agit\n---\nVoici.\n"


CAFE = {
    "inspire_de": "bistrot", "partie_de": "quartier", "modele": "atelier", "repond_a": ["envie"],
    "themes": ["culture"], "image": "photo.jpg", "image_alt": "Une salle", "image_credit": "Nous",
    "image_licence": "CC BY-SA 4.0", "accompagne_par": "plaine",
}  # fmt: skip

FILES = {
    "defis/cafe.md": defi(**CAFE),
    "defis/bistrot.md": defi(titre="Un bistrot à nous"),
    "defis/quartier.md": defi(titre="Un quartier à nous"),
    "defis/comptoir.md": defi(titre="Un comptoir à nous", partie_de="cafe"),
    "defis/four.md": defi(titre="Un four à nous", phase="informaction", commune="Ajaccio"),
    "defis/images/photo.jpg": photo("red", 800),
    "annonces/envie.md": annonce("Un lieu où se voir, qui en rêve aussi ?"),
    "content/themes/culture.md": fiche("La culture"),
    "content/modeles/atelier.md": fiche("Un atelier partagé"),
    "content/ressources/decider.md": guide("Décider ensemble"),
    "content/territoires-pilotes/plaine.md": pilote("La plaine", communes=["Vittel (Vosges)"]),
}
"""A défi that every kind of other file speaks to, and others that nothing ties to it."""

SOON = {"date": "2026-12-05", "quoi": "On choisit les tables"}

CHANGES = {
    "its own text": {"defis/cafe.md": defi("Tout est neuf.\n", **CAFE)},
    "its next action": {"defis/cafe.md": defi(**CAFE, prochaine_action=SOON)},
    "its title": {"defis/cafe.md": defi(**CAFE, titre="Un café pour tous")},
    "its state": {"defis/cafe.md": defi(**CAFE, etat="en-pause")},
    "its earlier address": {"defis/cafe.md": defi(**CAFE, anciens_slugs=["buvette"])},
    "what it comes from": {"defis/bistrot.md": defi(titre="Un zinc à nous")},
    "what it is part of": {"defis/quartier.md": defi(titre="Un village à nous")},
    "what is part of it": {"defis/comptoir.md": defi(titre="Un bar à nous", partie_de="cafe")},
    "one more part of it": {"defis/terrasse.md": defi(titre="Une terrasse", partie_de="cafe")},
    "a part of it that goes": {"defis/comptoir.md": None},
    "the annonce that it takes up": {"annonces/envie.md": annonce("Un lieu à nous ?")},
    "its theme": {"content/themes/culture.md": fiche("Lire et chanter")},
    "its model": {"content/modeles/atelier.md": fiche("Un atelier de quartier")},
    "its guide": {"content/ressources/decider.md": guide("Décider à plusieurs")},
    "a guide that no longer helps": {
        "content/ressources/decider.md": guide("Décider ensemble", "[activaction]")
    },
    "one more guide": {"content/ressources/essayer.md": guide("Essayer en petit")},
    "its territory": {
        "content/territoires-pilotes/plaine.md": pilote(
            "La plaine d’ici", communes=["Vittel (Vosges)"], adresse="plaine@exemple.fr"
        )
    },
    "its photograph": {"defis/images/photo.jpg": photo("blue", 900)},
    "its photograph, of the same size": {"defis/images/photo.jpg": photo("blue", 800)},
    "its photograph, which goes": {"defis/images/photo.jpg": None},
}


class Serving:
    """A project that is built again and again, as `serve` does."""

    def __init__(self, folder) -> None:
        self.project = write(folder / "projet", FILES)
        self.site = folder / "site"
        self._incremental = IncrementalWrites()
        self._pictures = Pictures(lambda name: read_image(self.project, name))
        self._reader = Reader(self.project, keep_last_good=True)

    def change(self, files) -> None:
        for path, content in files.items():
            if content is None:
                (self.project / path).unlink()
            else:
                write(self.project, {path: content})

    def build(self, today: date = TODAY, view: SiteView = SAID) -> set[str]:
        """One build more; gives the paths of the files that were written again."""
        before = self.stamps()
        self._draw(today, view).show(self._incremental.kept())
        self._incremental.done()
        return {path for path, at in self.stamps().items() if at not in before.values()}

    def fail(self) -> None:
        """One build more, which stops when everything is drawn and nothing shown."""
        self._draw(TODAY, SAID).drop()

    def _draw(self, today: date, view: SiteView) -> Aside:
        aside = make_aside(self.site, inside=True)
        made = self._make(self._reader, today, view, self._incremental, self._pictures)
        outputs.build(aside.folder, made)
        return aside

    def wrong(self, today: date = TODAY, view: SiteView = SAID) -> list[str]:
        """The files that are not those of a build by who knows nothing of earlier ones."""
        pictures = Pictures(lambda name: read_image(self.project, name))
        whole = self._make(Reader(self.project), today, view, WRITE_ALL, pictures)
        expected = {one.path: one.content for job in outputs.jobs(whole) for one in job()}
        there = self.stamps()
        return [
            *sorted(expected.keys() ^ there.keys()),
            *(
                path
                for path in expected.keys() & there.keys()
                if (self.site / path).read_bytes() != expected[path]
            ),
        ]

    def restore(self) -> None:
        """Write the project as it was at first; the next build finds it so."""
        for path in self.project.rglob("*.*"):
            if path.relative_to(self.project).as_posix() not in FILES:
                path.unlink()
        self.change(FILES)

    def _make(self, reader, today, view, incremental, pictures):
        return make_site(
            reader.read().catalogue,
            view,
            url="https://exemple.fr/",
            today=today,
            environment=templates(view),
            disk_cache=CACHE,
            incremental=incremental,
            pictures=pictures,
        )

    def stamps(self):
        """When and where each file of the site was written: a file that is only moved keeps both."""
        return {
            path.relative_to(self.site).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
            for path in self.site.rglob("*")
            if path.is_file()
        }


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    serving = Serving(tmp_path_factory.mktemp("serve"))
    serving.build()
    return serving


@pytest.fixture
def serving(started):
    started.restore()
    return started


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_shows_on_every_page_that_shows_it(serving, change):
    serving.change(CHANGES[change])
    written = serving.build()
    assert serving.wrong() == []
    of_it = {"defis/cafe/index.html", "defis/cafe/etapes/index.html"}
    assert of_it & written or change.endswith("size")
    assert "defis/four/index.html" not in written


def test_what_did_not_change_is_left_alone(serving):
    serving.build()
    assert serving.build() == set()


def test_what_comes_out_the_same_is_not_written_again(serving):
    serving.build()
    serving.change(CHANGES["its own text"])
    assert serving.build() == {"defis/cafe/index.html", "api/v1/defis/cafe.json"}


@pytest.mark.parametrize("change", ["its own text", "what is part of it", "its photograph"])
def test_what_a_build_drew_before_it_failed_is_drawn_again_by_the_next(serving, change):
    serving.build()
    shown = serving.stamps()
    serving.change(CHANGES[change])
    serving.fail()
    assert serving.stamps() == shown
    serving.build()
    assert serving.wrong() == []


@pytest.mark.parametrize(
    ("today", "view"),
    [
        (TODAY + timedelta(days=14), SAID),
        (TODAY, SiteView(nom="Bien Vivre", description="Ici", adresse="la@exemple.fr")),
        (TODAY, SiteView(nom="Mieux Vivre", description="Ici", depot="https://exemple.fr/d")),
    ],
    ids=["another day", "another address", "another name"],
)
def test_what_every_page_shows_draws_them_all(serving, today, view):
    serving.build(today, view)
    assert serving.wrong(today, view) == []


def test_changes_one_after_another_leave_what_one_build_would(serving):
    for files in CHANGES.values():
        serving.change({path: text for path, text in files.items() if text is not None})
        serving.build()
    assert serving.wrong() == []
