"""The command `bvm`: each subcommand parses, calls, prints.

What a command needs is imported inside it: nobody waits for what another command needs.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import clock
from generator.french_click import FrenchGroup
from generator.processes import available
from generator.text.disk import write_whole
from generator.text.errors import Problem, without_values
from generator.text.personal import mask

if TYPE_CHECKING:
    from generator.contributions import github

ROOT = Path()
"""Commands work in the folder where they are called: the root of the repository."""

_ANY_PATH = click.Path(readable=False)
"""What cannot be read is told by who reads it."""


_SETTINGS = {"help_option_names": ["--help", "-h"]}


@click.group("bvm", cls=FrenchGroup, context_settings=_SETTINGS)
def main() -> None:
    """Outils de Bien Vivre Maintenant. À lancer à la racine du dépôt."""


_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["texte", "github", "json"]),
    default="texte",
    help="texte pour lire, github pour annoter une proposition, json pour un programme.",
)


@main.command()
@click.argument("fichiers", nargs=-1, type=_ANY_PATH)
@_FORMAT
@click.option("--publication", is_flag=True, help="Vérifie aussi ce qu’il faut avant de publier.")
def verifier(fichiers: Sequence[str], form: str, publication: bool) -> int:
    """Vérifie tous les contenus ; avec FICHIERS, ne dit que ce qui les concerne.

    Sort avec 1 s’il y a une erreur, avec 0 s’il n’y a que des conseils.
    """
    wanted = [_place(name) for name in fichiers]
    settings = "mkdocs.yml"  # said to be missing with what to do, and checked alone at once
    missing = [name for name in wanted if name != settings and not (ROOT / name).exists()]
    if missing:
        shown = ", ".join(map(mask, missing))
        click.echo(f"Fichier introuvable : {shown}. Vérifiez son nom.", err=True)
        return 2
    problems = [
        each
        for each in (
            _verify_settings(publication=publication)
            if wanted == [settings]
            else _verify(publication=publication, last=True)
        )
        if not wanted or any(_is_under(each.path, mask(name)) for name in wanted)
    ]
    click.echo(_REPORTS[form](problems))
    return int(any(each.is_error for each in problems))


def _verify(**asked: bool) -> list[Problem]:
    from generator.verification import verify

    return verify(ROOT, today=_today(), environ=os.environ, processes=available(), **asked)


def _verify_settings(**asked: bool) -> list[Problem]:
    from generator.verification import verify_settings

    return verify_settings(ROOT, os.environ, **asked)


def _today() -> date:
    try:
        return clock.today(os.environ)
    except clock.WrongClock as wrong:
        raise click.ClickException(str(wrong)) from None


def _place(name: str) -> str:
    """A file as problems name it: from the root, with slashes."""
    return os.path.relpath(name, ROOT).replace(os.sep, "/")


def _is_under(path: str, place: str) -> bool:
    """Whether a file is the one that was named, or stands in the folder that was."""
    return place in {".", path} or path.startswith(f"{place}/")


def _as_text(problems: Sequence[Problem]) -> str:
    errors = [each for each in problems if each.is_error]
    advice = [each for each in problems if not each.is_error]
    lines = [f"✗ {each}" for each in errors] + [f"→ conseil : {each}" for each in advice]
    return "\n".join([*lines, *([""] if lines else []), _summary(len(errors), len(advice))])


def _summary(errors: int, advice: int) -> str:
    said = f"{advice} conseil{'s' * (advice > 1)}" if advice else "aucun conseil"
    if errors:
        return f"{errors} erreur{'s' * (errors > 1)} à corriger, {said}."
    return f"Tout est en ordre, {said}."


def _as_annotations(problems: Sequence[Problem]) -> str:
    """GitHub's workflow commands: one annotation per problem, on its line.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(
        f"::{'error' if each.is_error else 'notice'} file={_escape(each.path, ',:')},"
        f"line={max(each.line, 1)},title={_escape(each.field or each.kind, ',:')}"
        f"::{_escape(each.message)}"
        for each in problems
    )


def _escape(text: str, more: str = "") -> str:
    """What GitHub asks: percent, line ends, and in properties the colon and the comma."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _as_json(problems: Sequence[Problem]) -> str:
    rows = [
        {
            "fichier": each.path,
            "ligne": each.line,
            "champ": each.field,
            "gravite": each.severity.value,
            "genre": each.kind,
            "message": each.message,
        }
        for each in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


_REPORTS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "texte": _as_text,
    "github": _as_annotations,
    "json": _as_json,
}


@main.command()
@click.option(
    "--base",
    required=True,
    help="Ce à quoi l’on compare, pour Git : une branche, un commit. HEAD^1 dans une proposition.",
)
@_FORMAT
@click.option("--rapport", type=_ANY_PATH, help="Écrit là ce qu’il faut pour « bvm repondre ».")
def relire(base: str, form: str, rapport: str | None) -> int:
    """Relit ce qui a changé depuis BASE : toutes les erreurs, et les conseils sur ce qui a changé.

    Sort avec 1 s’il y a une erreur, avec 0 s’il n’y a que des conseils, avec 2 si Git ne connaît
    pas BASE.
    """
    from generator.content.reader import Reader
    from generator.contributions import moves, review

    try:
        changes = review.changes_since(ROOT, base)
    except review.UnknownBase:
        click.echo(
            f"Git ne connaît pas « {mask(base)} » ici : donnez une branche ou un commit.", err=True
        )
        return 2
    catalogue = Reader(ROOT).read().catalogue
    told = moves.beside(_verify(), moves.told(ROOT, base, catalogue, changes, _today()))
    found = review.review(catalogue, told, changes)
    if rapport:
        review.write(found, Path(rapport))
    click.echo(_REPORTS[form](found.problems))
    return int(bool(found.errors))


@main.command()
@click.option(
    "--evenement",
    required=True,
    type=_ANY_PATH,
    help="Le fichier où GitHub décrit la relecture qui vient de finir.",
)
@click.option("--rapport", required=True, type=_ANY_PATH, help="Ce que « bvm relire » a écrit.")
def repondre(evenement: str, rapport: str) -> int:
    """Répond, sur GitHub, à la proposition qui vient d’être relue : étiquettes et commentaire.

    Sort avec 0 quand la réponse est donnée ou qu’il n’y en a pas à donner, avec 1 quand GitHub n’a
    pas pu tout faire, avec 2 quand l’événement ne se lit pas.
    """
    from generator import derived
    from generator.contributions import answering

    event, report = Path(evenement), Path(rapport)

    def work(client: github.Client) -> list[str]:
        made = frozenset(derived.files())
        return [answering.respond(event, report, client, ROOT, os.environ, made)]

    return _on_github(event, work)


@main.command()
@click.option("--verifier", "only_check", is_flag=True, help="Compare sans rien écrire.")
def generer(only_check: bool) -> int:
    """Écrit les fichiers qui se déduisent du schéma : schéma JSON, pages des champs, formulaires de GitHub.

    Avec --verifier, sort avec 1 si l’un d’eux n’est plus à jour.
    """
    from generator import derived

    files = derived.files()
    stale = [path for path, text in files.items() if _differs(path, text)]
    left = derived.left_over(ROOT)
    for path in (*stale, *left):
        if only_check:
            wrong = "n’est plus à jour" if path in files else "n’est plus déduit de rien"
            click.echo(f"✗ {path} {wrong}. Lancez : bvm generer")
        elif path in files:
            write_whole(ROOT / path, files[path].encode())
            click.echo(f"Écrit : {path}")
        else:
            (ROOT / path).unlink()
            click.echo(f"Retiré : {path}")
    if not (stale or left):
        click.echo("Les fichiers déduits du schéma sont à jour.")
    return int(only_check and bool(stale or left))


def _differs(path: str, text: str) -> bool:
    file = ROOT / path
    return not file.exists() or file.read_bytes() != text.encode()


@main.command()
def nouveau() -> int:
    """Pose quelques questions et écrit un défi valide."""
    from generator.contributions import new_defi

    return new_defi.ask(ROOT, _today(), _prompt, click.echo)


@main.command()
@click.argument("commune", nargs=-1, required=True)
def geographie(commune: Sequence[str]) -> int:
    """Dit quelle commune désigne COMMUNE, quel type de territoire on devine, et ce qui est proche.

    COMMUNE : un nom (Mirecourt, « Saint-Denis (974) », « Paris 18e »), un code INSEE ou postal.
    """
    from generator import geography
    from generator.accompaniment import where
    from generator.content.reader import Reader
    from generator.text.errors import problem

    text = " ".join(commune)
    try:
        place = geography.find_commune(text)
    except geography.PlaceRefused as refused:
        click.echo(problem(refused.kind, "", **refused.values).message, err=True)
        return 1
    for line in where.describe(place, Reader(ROOT).read().catalogue):
        click.echo(line)
    for line in where.how_read(text):
        click.echo(line)
    return 0


@main.command("depuis-issue")
@click.option(
    "--evenement",
    required=True,
    type=_ANY_PATH,
    help="Le fichier où GitHub décrit la demande qui vient d’arriver.",
)
@click.option("--publier", is_flag=True, help="Passe par GitHub : branche, proposition, réponse.")
def depuis_issue(evenement: str, publier: bool) -> int:
    """Lit une demande faite par un formulaire, et écrit le texte qu’elle donne.

    Sort avec 0 quand c’est écrit ou qu’il n’y a rien à écrire ; avec 1, sans rien écrire, quand il
    faut d’abord corriger la demande ; avec 2 quand le fichier ne se lit pas. Avec --publier, sort
    avec 0 quand la réponse est donnée sur GitHub, avec 1 quand GitHub n’a pas pu tout faire.
    """
    from generator.contributions.checkout import write_request
    from generator.contributions.publication import publish

    event, today = Path(evenement), _today()

    def work(client: github.Client) -> list[str]:
        return publish(event, client, ROOT, today, os.environ)

    if publier:
        return _on_github(event, work)
    code, lines = write_request(ROOT, event, today)
    for line in lines:
        click.echo(line, err=code == 2)
    return code


def _on_github(event: Path, work: Callable[[github.Client], list[str]]) -> int:
    """Say what was done for an event of GitHub, or why it was not; of what people wrote, nothing."""
    from generator.contributions import github
    from generator.contributions.requests import UnreadableRequest

    try:
        for line in work(github.connect(os.environ)):
            click.echo(line)
    except UnreadableRequest as unreadable:
        click.echo(f"{event.name} n’est pas l’événement attendu : {unreadable}.", err=True)
        return 2
    except github.GitHubRefused as refused:
        click.echo(str(refused), err=True)
        return 1
    except Exception as error:
        click.echo(without_values(error), err=True)
        return 1
    return 0


def _prompt(question: str) -> str:
    """An answer, which may be empty. Raises EOFError where nobody can answer."""
    if sys.stdin is None:
        raise EOFError
    return str(click.prompt(question, default="", show_default=False))


if __name__ == "__main__":
    main()
