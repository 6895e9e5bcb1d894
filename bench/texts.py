"""What the worst text costs: for each kind of writing, a file of 64 KB beside one of 32 KB.

A text that takes twice as long when it is twice as long is read in one go; one that takes four
times hides a loop in a loop, and somebody will find the text that makes it last for minutes.
The cost is what one file takes of the processor: `bvm verifier` and the drawing of its page, in a
process that knows everything but this text. Editorial pages may be half as long, so they are
measured with 16 KB and 32 KB.
`python -m bench.texts` shows each form of each kind.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from bench.corpus import TODAY
from bench.measure import BenchError
from generator.content import editorial, workload
from generator.content.reader import SIZE_LIMIT, Reader
from generator.outputs import prepare
from generator.outputs.defis import FEATURE
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.site import make_site
from generator.text.typography import fr_html
from generator.verification import verify

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
"""The best of which counts: what disturbs a measure only makes it longer."""

Form = Callable[[int], str]
"""A text of so many bytes at most, its front matter included."""

_FIELDS = """titre: Un café à nous
resume: Le dernier café a fermé. Et si nous en ouvrions un ?
phase: informaction
depuis: 2026-05-03
territoire: petite-ville
commune: Mirecourt (Vosges)
porteur: Les voisins du Val
concerne: quartier
"""
_OTHER = f"---\n{_FIELDS}---\n\n## Un titre\n\nRacontons.\n"
_PAGE_HEAD = "---\ntitre: Une page\nresume: Une page de plus.\n---"
_PAGE = f"{_PAGE_HEAD}\n\n## Un titre\n\n<b>Racontons.</b>\n"


def _body(piece: str, end: str = "", start: str = "") -> Form:
    """A body that repeats a piece; each « % » of it is a number of its own."""
    return lambda size: _filled(f"---\n{_FIELDS}---\n\n{start}", piece, end, size)


def _head(piece: str, end: str = "", start: str = "") -> Form:
    """A front matter that repeats a piece."""
    return lambda size: _filled(
        f"---\n{_FIELDS}{start}", piece, f"{end}\n---\n\nRacontons.\n", size
    )


def _filled(start: str, piece: str, end: str, size: int) -> str:
    parts = [start]
    room = size - len((start + end).encode())
    number = 0
    while True:
        part = piece.replace("%", str(number))
        room -= len(part.encode())
        if room < 0:
            return "".join([*parts, end])
        parts.append(part)
        number += 1


def _looked_for(piece: str) -> Form:
    """A body whose beginning has all that makes each kind of address worth looking for."""
    return _body(piece, start="jean (at) a 0612345678 tel:1 t.me/ &#64; %40 ")


def _around(opening: str, closing: str, middle: str = "x") -> Form:
    """Half of the room to open, half to close."""

    def form(size: int) -> str:
        count = (size - 400) // len((opening + closing).encode())
        return f"---\n{_FIELDS}---\n\n{opening * count}{middle}{closing * count}\n"

    return form


def _columns(size: int) -> str:
    """A table as large as it is long: each of its short lines is completed with empty cells."""
    side = (size - 500) // 6
    return f"---\n{_FIELDS}---\n\n{'|a' * side}|\n{'|-' * side}|\n" + "a\n" * side


FORMS: Mapping[str, Mapping[str, Form]] = {
    "Markdown": {
        "citations": _body("> "),
        "listes emboîtées": _body("- "),
        "emphases": _body("*_"),
        "emphases fermées": _around("**a ", " b**"),
        "étoiles": _body("*a **b "),
        "crochets": _body("["),
        "crochets fermés": _around("[", "]"),
        "images": _body("!["),
        "liens ouverts": _body("[a]("),
        "liens emboîtés": _around("[", "](b)"),
        "accents graves": _body("` `` ``` "),
        "code": _body("`a` "),
        "titres du même nom": _body("# a\n"),
        "titres différents": _body("# titre %\n"),
        "titres soulignés": _body("a\n=\n"),
        "titres copiés": _body("# a\n# a-%\n"),
        "notes": _body("[^%] ", "\n"),
        "notes définies": _body("[^%]: a\n"),
        "références": _body("[a%]: /b\n"),
        "références employées": _body("[a]: /b\n\n[a] [a] "),
        "HTML": _body("<a "),
        "HTML fermé": _body("<b>x</b> "),
        "HTML par lignes": _body("<div>\n\n"),
        "commentaires": _body("<!-- "),
        "instructions": _body("<? "),
        "CDATA": _body("<![CDATA["),
        "entités": _body("&amp;"),
        "entités cachées": _body("&#8203;"),
        "adresses nues": _body("www.a.fr "),
        "adresses à la suite": _body("http://a.fr?"),
        "adresses entre chevrons": _body("<http://a.fr> "),
        "barrières": _body("```\n"),
        "cases": _body("- [ ] a\n"),
        "tildes": _body("~~a~ "),
        "espaces": _body(" " * 50 + "a\n"),
        "signes échappés": _body("\\*"),
        "lignes": _body("\n"),
    },
    "YAML": {
        "clés": _head("cle%: a\n"),
        "clés doublées": _head("titre: a\n"),
        "clés d’une lettre": _head("a%:\n"),
        "crochets": _head("[", start="themes: "),
        "listes": _head("[a],", "]", start="themes: ["),
        "accolades": _head("{a: ", start="themes: "),
        "thèmes": _head("a%, ", "b]", start="themes: ["),
        "thèmes en lignes": _head("  - a%\n", start="themes:\n"),
        "texte": _head("mot ", start="question: "),
        "texte entre guillemets": _head("mot ", '"', start='question: "'),
        "signes échappés": _head("\\u00e9", '"', start='question: "'),
        "guillemets": _head('"', start="question: "),
        "apostrophes": _head("''", "'", start="question: '"),
        "bloc": _head("  mot\n", start="question: |\n"),
        "bloc replié": _head("  mot\n\n", start="question: >\n"),
        "ancres": _head("  - &a% b\n", start="themes:\n"),
        "alias": _head("  - *a\n", start="themes:\n  - &a b\n"),
        "étiquettes": _head("  - !!str a\n", start="themes:\n"),
        "dièses": _head("# a\n"),
        "espaces": _head(" ", "x", start="question: "),
        "rencontres": _head("  - date: 2026-06-01\n    lieu: a\n", start="rencontres:\n"),
        "rencontres en double": _head(
            "  - {date: 2026-06-01, titre: a, genre: debat, lieu: b, statut: tenue}\n",
            start="rencontres:\n",
        ),
        "plan": _head("  - {quoi: a%, echeance: 2026-12-01}\n", start="plan:\n"),
        "journal": _head("  - {date: 2026-11-01, texte: a%}\n", start="journal:\n"),
        "anciennes adresses": _head("  - ancien-nom-%\n", start="anciens_slugs:\n"),
        "dépenses": _head("    - {poste: a%, montant: 1}\n", start="financement:\n  depenses:\n"),
        "communes": _head("  - Mirecour (Vosge)\n", start="autres_communes:\n"),
        "communes justes": _head("  - Mirecourt (Vosges)\n", start="autres_communes:\n"),
        "tabulations": _head("\ta: b\n"),
        "documents": _head("---\na: b\n"),
        "communes inconnues": _head("  - Mirecou% (Vosge)\n", start="autres_communes:\n"),
        "longue clé": _head("titr", ": a"),
        "longue valeur": _head("informactio", start="x: "),
        "longue commune": _head("Mirecour", start="autres_communes:\n  - "),
        "long thème": _head("cultur", "]", start="themes: ["),
        "long nombre": _head("1", start="financement:\n  besoin: "),
        "longue date": _head("2026", start="autre: "),
    },
    "liens": {
        "défis": _body("[a](autre.md) "),
        "défis absents": _body("[a](absent%.md) "),
        "défis absents, le même": _body("[a](absent.md) "),
        "titres": _body("[a](#un-titre) ", start="## Un titre\n\n"),
        "titres absents": _body("[a](#absent-%) ", start="## Un titre\n\n"),
        "titres nombreux": _body("[a](#t%)\n# t%\n"),
        "titres nombreux et absents": _body("[a](#z%)\n# t%\n"),
        "titres d’ailleurs": _body("[a](autre.md#absent%) "),
        "pages": _body("[a](../content/page.md) "),
        "pages absentes": _body("[a](../content/a%.md) "),
        "images": _body("![a](images/absente%.jpg) "),
        "images d’ailleurs": _body("![a](https://a.fr/%.jpg) "),
        "refusés": _body("[a](javascript:%) "),
        "refusés par références": _body("[a%]\n\n[a%]: javascript:%\n\n"),
        "vides": _body("[](https://a.fr/%) "),
        "d’ailleurs": _body("[a](https://a%.fr/) "),
        "hôtes accentués": _body("[a](https://é%.fr/) "),
        "pour-cent": _body("%41", ")", start="[a](https://a.fr/"),
        "chemins": _body("../", "a.md)", start="[a]("),
        "nommés": _head("  - {titre: a%, url: 'https://a.fr/%'}\n", start="liens:\n"),
        "annonces": _head("  - annonce-%\n", start="repond_a:\n"),
    },
    "tableaux": {
        "cellules": _body("|a", "|\n", start="|a|b|\n|-|-|\n"),
        "lignes": _body("|a|b|\n", start="|a|b|\n|-|-|\n"),
        "lignes d’une cellule": _body("a\n", start="|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n"),
        "colonnes": _columns,
        "tableaux": _body("|a|\n|-|\n\n"),
        "barres": _body("|"),
        "traits": _body("|-"),
        "traits sans fin": _body("-|-", start="|a\n"),
        "barres échappées": _body("\\|", "|\n", start="|a|\n|-|\n|"),
        "titres vides": _body("| | |\n|-|-|\n\n"),
    },
    "adresses": {
        "deux chiffres": _body("06 "),
        "chiffres": _body("1"),
        "chiffres pointés": _body("06.12."),
        "téléphones": _body("06 12 34 56 78\n"),
        "téléphones presque": _body("06 12 34 56 7\n"),
        "arobases": _body("@"),
        "courriels": _body("a@a.fr\n"),
        "courriels presque": _body("a@a "),
        "courriel sans fin": _body("a.", "@"),
        "domaine sans fin": _body("a.", start="a@"),
        "dits": _body("jean arobase "),
        "rues": _body("12 rue de la Paix\n"),
        "rues presque": _body("12 rue "),
        "codes": _body("ghp_"),
        "sécurité sociale": _body("1 85 05 78 "),
        "entités": _body("&#48;&#54;"),
        "balises": _body("06<b>12</b>"),
        "espaces": _body(" \u00a0"),
        "soulignés": _body("_@_"),
        "points": _body(". "),
        "signes cachés": _body("a\u200bb\n"),
        "deux alphabets": _body("pаper\n"),
        "dans l’en-tête": _head(
            "  - {date: 2026-11-01, texte: 06 12 34 56 78}\n", start="journal:\n"
        ),
        "en lettres": _body("zéro six douze "),
        "paires": _looked_for("06 12 34 "),
        "virgules": _looked_for("0, "),
        "lettres isolées": _looked_for("a "),
        "chiffres liés": _looked_for("[0](a)"),
        "notes": _looked_for("[^1]"),
        "balises ouvertes": _looked_for('<a b="'),
        "arobases nues": _looked_for("@"),
        "courriels pointés": _looked_for("a@a."),
        "at": _looked_for("a at "),
        "hôtes": _looked_for("t.me."),
        "questionnaires": _looked_for("https://a.fr/index.php/"),
        "numéros coupés": _head("a%: 06 1\n"),
        "adresses coupées": _head("a%: x@\n"),
    },
}


EDITORIAL = "Markdown éditorial"

_MORE = {
    "boîtes": _body("!!! note\n    a\n\n"),
    "onglets": _body('=== "a"\n\n    a\n\n'),
    "définitions": _body("a\n:   b\n\n"),
    "attributs": _body("a\n{: .note }\n\n"),
    "attributs ouverts": _body("{: a"),
    "Markdown dans du HTML": _body("<div markdown>\n\n"),
    "notes employées": _body("[^1]\n\n", start="[^1]: a\n\n"),
    "abréviations": _body("*[a%]: b\n"),
    "surlignages": _body("==a=b "),
    "touches": _body("++ctrl+a++ "),
    "dessins": _body(":material-sprout: "),
    "tables des matières": _body("# a\n\n", start="[TOC]\n\n"),
    "numéros emboîtés": _body("1. "),
    "filets": _body("---\n"),
    "tirets": _body("- ", "a"),
    "liens refusés": _body("[a](javascript:%)\n\n"),
    "code d’un langage": _body("*a `b ", "\n```\n", start="```rst\n"),
    "cellules": _body("|a|\n", start="|a|\n|-|\n"),
    "colonnes": _columns,
}


def _on_a_page(form: Form) -> Form:
    """The same text with the front matter of an editorial page."""
    return lambda size: form(size).replace(f"---\n{_FIELDS}---", _PAGE_HEAD, 1)


KINDS: Mapping[str, Mapping[str, Form]] = {
    **FORMS,
    EDITORIAL: {what: _on_a_page(form) for what, form in {**FORMS["Markdown"], **_MORE}.items()},
}
"""Each kind of writing that is measured, with its forms."""


def size_of(kind: str) -> int:
    """The longest text of a kind that is taken, in bytes."""
    return workload.MOST_BYTES if kind == EDITORIAL else SIZE_LIMIT


def time_kind(kind: str, rounds: int = ROUNDS) -> dict[str, tuple[float, float]]:
    """Seconds of processor that each form takes at half the size that is taken, and at that size."""
    path = "content/cafe.md" if kind == EDITORIAL else "defis/cafe.md"
    with tempfile.TemporaryDirectory(prefix="bvm-textes-") as name:
        world = _World(Path(name), path)
        return {
            what: (
                world.cost(form(size_of(kind) // 2), rounds),
                world.cost(form(size_of(kind)), rounds),
            )
            for what, form in KINDS[kind].items()
        }


def worst(costs: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """What the worst text of half the size takes, and the worst of the whole."""
    return max(half for half, _ in costs.values()), max(whole for _, whole in costs.values())


_VIEW = SiteView(nom="Bien Vivre", description="Ici")


class _World:
    """A small project, where one more file is read and drawn."""

    def __init__(self, root: Path, path: str) -> None:
        self._root, self._path = root, path
        settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        files = {"defis/autre.md": _OTHER, "content/page.md": _PAGE, "mkdocs.yml": settings}
        for each, text in files.items():
            (root / each).parent.mkdir(parents=True, exist_ok=True)
            (root / each).write_text(text, encoding="utf-8")
        self._render = editorial.renderer(settings)
        self._templates = Environment(loader=FileSystemLoader(ROOT / "overrides"))  # noqa: S701 - `prepare`
        prepare(self._templates, _VIEW)
        self._read_and_draw()

    def cost(self, text: str, rounds: int) -> float:
        """Seconds of processor that a text takes, the best of some rounds."""
        path = self._root / self._path
        path.write_text(text, encoding="utf-8")
        costs = [_in_a_copy(self._read_and_draw) for _ in range(rounds)]
        path.unlink()
        return min(costs)

    def _read_and_draw(self) -> None:
        """What `bvm verifier` does with the files, and what a build does for their pages."""
        verify(self._root, today=TODAY, environ={})
        reading = Reader(self._root).read()
        site = make_site(reading.catalogue, _VIEW, url="", today=TODAY, environment=self._templates)
        for job in FEATURE.jobs(site):
            for _ in job():
                pass
        if self._path in reading.published:
            _, body = (self._root / self._path).read_text(encoding="utf-8").split("\n---\n", 1)
            html = self._render(body)
            editorial.refused(html)
            fr_html(editorial.clean(html))


def _in_a_copy(work: Callable[[], object]) -> float:
    """Seconds of processor of some work, done by a copy of this process: nothing is remembered.

    Raises BenchError when the work failed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        start = time.process_time()
        try:
            work()
            os.write(writing, str(time.process_time() - start).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with open(reading, "rb") as said:
        answer = said.read()
    if not answer:
        raise BenchError("un texte n’a pas pu être lu et dessiné")
    return float(answer)


def main() -> int:
    """Show what each form of each kind takes, the worst first."""
    for kind in sys.argv[1:] or list(KINDS):
        costs = time_kind(kind)
        half, whole = worst(costs)
        size = size_of(kind) // 1024
        said = f"{whole:.3f} s pour {size} Ko, {whole / half:.2f} fois {size // 2} Ko"
        print(f"{kind} : {said}", flush=True)
        for what, (one, two) in sorted(costs.items(), key=lambda item: -item[1][1]):
            print(f"  {what:<28} {one:8.3f} {two:8.3f} {two / one:6.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
