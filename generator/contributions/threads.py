"""What people see of an issue or a pull request: its labels, and the one comment of the bot.

Both are brought to what they should be, and only what is not so is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from generator.content.catalogue import Catalogue
from generator.contributions.github import Client, Comment, Label, Pull
from generator.contributions.reply import MARK
from generator.contributions.requests import Request
from generator.forms import issue_forms
from generator.forms.issue_forms import label_of_pilote

PILOTE_COLOUR = "06575f"
"""That of the labels of places."""

LABEL_ABOUT = 100
"""How long the description of a label may be, in signs, for GitHub."""


def known_labels(catalogue: Catalogue) -> dict[str, Label]:
    """The closed list of labels, by name: those of the project, one for each pilot territory."""
    labels = [Label(**row) for row in issue_forms.labels()]
    for slug, pilote in catalogue.pilotes.items():
        about = f"Territoire pilote : {pilote.fiche.nom}"[:LABEL_ABOUT]
        labels.append(Label(label_of_pilote(slug), PILOTE_COLOUR, about))
    return {label.name: label for label in labels}


def put_labels(
    client: Client,
    thread: Pull | Request,
    want: Collection[str],
    catalogue: Catalogue,
    is_ours: Callable[[str], bool],
) -> None:
    """Put the labels that are wanted, if they are known, and take off the others that are ours.

    `is_ours` tells those that the bot decides of; labels that people chose are left alone.
    """
    known = known_labels(catalogue)
    wanted = known.keys() & set(want)
    for name in sorted(name for name in thread.labels if is_ours(name) and name not in wanted):
        client.remove_label(thread.number, name)
    missing = [known[name] for name in sorted(wanted - thread.labels)]
    if missing:
        client.add_labels(thread.number, missing)


def say(client: Client, number: int, text: str) -> None:
    """The one comment of the bot, written again only when it says something else."""
    comment = said(client, number)
    if comment is None:
        client.comment(number, text)
    elif comment.body != text:
        client.change_comment(comment.id, text)


def said(client: Client, number: int) -> Comment | None:
    """The one comment of the bot, if it is there."""
    ours = (each for each in client.comments(number) if each.by_bot)
    return next((each for each in ours if each.body.startswith(MARK)), None)
