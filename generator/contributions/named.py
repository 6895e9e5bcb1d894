"""The pages that answers name: a défi, a model of project, a territory, an annonce.

People paste an address, or its end, or write the title: what it is of is found here, or told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from generator.content.catalogue import Catalogue
from generator.content.fields import slugify
from generator.content.model import Defi
from generator.content.vocabulary import SLUG_LIMIT
from generator.contributions.answers import guarded, lines_of, refuse
from generator.contributions.bodies import PATH, Answers
from generator.contributions.news import ALIKE, likeness
from generator.forms.form import MOST_ANNONCES, Form, Kind, Question
from generator.geography import search_key
from generator.text import guards
from generator.text.errors import Problem, excerpt
from generator.text.signs import folded, one_line
from generator.text.typos import did_you_mean

_OF_DEFI = re.compile(r"(?:^|/)defis/([a-z0-9-]+)(?:\.md|/.*)?(?:[?#].*)?")
_OF_ANNONCE = re.compile(r"(?:^|/)annonces/([a-z0-9-]+)(?:\.md|/(?:index\.html)?)?(?:[?#].*)?$")
_END = re.compile(r"([a-z0-9-]+)(?:\.md|/(?:index\.html)?)?(?:[?#].*)?$")


def defi_called(said: str, catalogue: Catalogue) -> Defi | None:
    """The défi of that name or address, else that had it before, else the only one of that title."""
    slug, defis = slug_said(said), catalogue.defis.values()
    if slug in catalogue.defis:
        return catalogue.defis[slug]
    if former := next((defi for defi in defis if slug in defi.anciens_slugs), None):
        return former
    title = search_key(slug)
    alike = [defi for defi in defis if title and search_key(defi.titre) == title]
    return alike[0] if len(alike) == 1 else None


def slug_said(said: str) -> str:
    """The name of a défi in an address, or what was written in its place."""
    text = one_line(said)
    address = _OF_DEFI.search(text)
    return address[1] if address else folded(text).strip("*_`« »<>")


def with_slugs(
    form: Form, answers: Answers, defi: Defi | None, catalogue: Catalogue
) -> tuple[Answers, list[Problem]]:
    """The answers with the names of files where they name pages, without those that name none.

    `defi` is the one that they are about, which a new one is not yet.
    """
    found = dict(answers)
    problems = []
    for question in form.questions:
        if question.id not in answers or not _names_page(question):
            continue
        said = answers[question.id]
        private = [each for each in guarded(question, said) if each.is_error]
        named = private or _all_named(question, said, defi, catalogue)
        if isinstance(named, str):
            found[question.id] = named
        else:
            problems += named
            del found[question.id]
    return found, problems


def _all_named(
    question: Question, said: str, defi: Defi | None, catalogue: Catalogue
) -> str | list[Problem]:
    """The names of the files that the lines of an answer name, a line each; or why there are none."""
    lines = lines_of(said) if question.kind is Kind.ANNONCES else [said]
    if len(lines) > MOST_ANNONCES:
        return [refuse(question, "annonces_de_trop", nombre=len(lines), limite=MOST_ANNONCES)]
    named = [_named(question, line, defi, catalogue) for line in lines]
    wrong = [each for one in named if not isinstance(one, str) for each in one]
    return wrong or "\n".join(dict.fromkeys(one for one in named if isinstance(one, str)))


def _names_page(question: Question) -> bool:
    return question.kind in {Kind.PAGE, Kind.ANNONCES} or question.id in _ANNONCES


_ANNONCES = frozenset({"repond_a", "repond_a_retire"})
"""The questions that ask for one annonce, on a line."""


def _named(
    question: Question, said: str, defi: Defi | None, catalogue: Catalogue
) -> str | list[Problem]:
    """The name of the file that an answer names, or why there is none."""
    if question.kind is Kind.PAGE:
        slug = _page(question.id, said, defi, catalogue)
    else:
        own = defi.repond_a if defi else ()
        known = own if question.id == "repond_a_retire" else catalogue.annonces
        slug = _annonce(said, known, catalogue)
        is_answered = isinstance(slug, str) and question.id != "repond_a_retire"
        if is_answered and _is_invented(catalogue, str(slug)) and not (defi and defi.exemple):
            slug = "annonce_exemple", {}
    if isinstance(slug, str):
        return slug
    kind, values = slug
    return [refuse(question, kind, lu=excerpt(said), **values)]


Named = str | tuple[str, dict[str, str]]
"""The name of a file; or a kind of problem, and its values."""


def _page(name: str, said: str, defi: Defi | None, catalogue: Catalogue) -> Named:
    if name in {"inspire_de", "partie_de"}:
        other, own = defi_called(said, catalogue), defi.slug if defi else ""
        if other is None:
            return "page_inconnue", {
                "proche": did_you_mean(slug_said(said), catalogue.defis.keys() - {own})
            }
        return ("reference_a_soi", {}) if other.slug == own else other.slug
    titles = (
        {slug: one.fiche.titre for slug, one in catalogue.modeles.items()}
        if name == "modele"
        else {slug: one.fiche.nom for slug, one in catalogue.pilotes.items()}
    )
    if slug := _titled(said, titles):
        return slug
    end = _END.search(folded(one_line(said)))
    near = did_you_mean(one_line(said), titles.values()) or (
        did_you_mean(end[1], titles) if end else ""
    )
    if name == "modele" and not near and _is_title(said):
        return slugify(said)  # its page may come later: it is told that there is none
    return "page_inconnue", {"proche": near}


def _is_title(said: str) -> bool:
    """Whether a text may be the title of a page: no address, no markup, no « Je ne sais pas »."""
    words = search_key(said).split()
    return bool(
        len(said) <= SLUG_LIMIT
        and _TITLE.fullmatch(said)
        and any(len(word) > 3 for word in words)
        and _NO_ANSWER.isdisjoint(words)
        and not guards.check(said, PATH)
    )


_TITLE = re.compile(r"[\w '’,-]+")
_NO_ANSWER = frozenset(
    {"non", "ne", "sais", "sait", "savons", "aucun", "aucune", "rien", "idee", "pas"}
)


def _titled(said: str, titles: Mapping[str, str]) -> str:
    """The slug that ends an address, or whose title is that; nothing when there is none."""
    text = folded(one_line(said)).strip("*_`« »<>")
    end = _END.search(text)
    if end and end[1] in titles:
        return end[1]
    alike = [slug for slug, title in titles.items() if search_key(title) == search_key(text)]
    return alike[0] if len(alike) == 1 else ""


def _is_invented(catalogue: Catalogue, slug: str) -> bool:
    """Whether nobody waits for an answer to an annonce."""
    return slug in catalogue.annonces and catalogue.annonces[slug].fiche.exemple


def _annonce(said: str, known: Collection[str], catalogue: Catalogue) -> Named:
    """The annonce that reads like what was copied, among those that are known."""
    texts = {
        slug: catalogue.annonces[slug].fiche.texte for slug in known if slug in catalogue.annonces
    }
    wanted = one_line(said)
    address = _OF_ANNONCE.search(wanted)
    name = address[1] if address else wanted
    if name in known:
        return name
    scores = {slug: likeness(wanted, text) for slug, text in texts.items()}
    best = max(scores.values(), default=0)
    found = [slug for slug, score in scores.items() if score == best >= ALIKE]
    if len(found) == 1:
        return found[0]
    several = "annonce_plusieurs" if found else "annonce_inconnue"
    return several, {}
