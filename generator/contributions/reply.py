"""What the bot answers: one comment for each request, and the text of its pull request.

Verdict first, then what was understood, what to mend with the line to write, who may help, and
what happens next. What the author wrote is shown only through `harmless`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator import addresses, geography
from generator.content.catalogue import Catalogue
from generator.content.vocabulary import index
from generator.contributions.answers import said
from generator.contributions.bodies import Answers
from generator.contributions.checking import GATES
from generator.contributions.harmless import harmless, quoted
from generator.contributions.proposals import Proposal, Refusal
from generator.contributions.pull_state import State, with_state
from generator.forms.form import Form, Kind, Question
from generator.geography import Commune
from generator.text.errors import Problem
from generator.text.kinds import KINDS
from generator.text.typography import fr, jour_court

MARK = "<!-- bvm:reponse -->"
"""What the comment of the bot begins with; only a comment of a bot is looked at for it."""

_MENDED = 20
"""How many things to mend are told in full: GitHub takes no comment of more than 65,536 signs."""

_SHOWN = 5
"""How many near défis, or pieces of advice, are told."""


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """What answers lean on: the content as it is published, the address of the site if known."""

    catalogue: Catalogue
    address: str = ""

    def page(self, address: str) -> str:
        """The address of a page; from the root of the site when nobody knows where that is."""
        return f"{self.address.rstrip('/')}/{address}"

    def news(self, slug: str = "") -> str:
        """Where to say what is new of a défi."""
        return self.page(addresses.METTRE_A_JOUR + (f"?defi={slug}" if slug else ""))

    def place(self, answers: Answers) -> Commune | None:
        """The commune of a request: the one it names, else that of the défi it is about."""
        try:
            return geography.find_commune(answers["commune"])
        except (KeyError, geography.PlaceRefused):
            return None

    def pilote(self, made: Proposal) -> str:
        """The slug of the pilot territory of a request, if there is one."""
        areas = self.catalogue.areas()
        if defi := self.catalogue.defis.get(made.slug):
            return areas.pilote_of(defi)
        place = self.place(made.answers)
        return areas.pilote_at(place) if place else ""


# --- What was understood ----------------------------------------------------------------------


def _recap(
    made: Proposal | Refusal, site: PublishedSite, title: str = "Ce que nous avons compris :"
) -> str:
    return bullets(title, (line for _, line in _understood(made, site)))


def _rest(refusal: Refusal, site: PublishedSite) -> str:
    """What is understood of a request in which something is to be mended."""
    wrong = {each.field for each in refusal.problems}
    right = [line for label, line in _understood(refusal, site) if label not in wrong]
    return bullets("Le reste est bien compris :", right)


def _understood(made: Proposal | Refusal, site: PublishedSite) -> Iterator[tuple[str, str]]:
    """Each answer in our own words where there are some, dates and places as they are said."""
    for question in made.form.questions:
        answer = made.answers.get(question.id)
        if answer and question.kind not in {Kind.CONSENT, Kind.PHOTO}:
            meant = made.slug if question.kind is Kind.DEFI and made.slug else answer
            in_words = said(question, made.answers) if question.kind in _IN_WORDS else ""
            yield question.label, f"{question.label} : {in_words or _said(question, meant, site)}"


_IN_WORDS = frozenset({Kind.DATE, Kind.HOUR, Kind.NUMBER, Kind.AMOUNT})


def _said(question: Question, answer: str, site: PublishedSite) -> str:
    if question.terms:
        words = (question.word(part) for part in (answer, *answer.split(",")))
        labels = index(question.terms)
        said = dict.fromkeys(labels[word].label for word in words if word)
        return ", ".join(said) or quoted(answer)
    if question.kind is Kind.COMMUNE:
        place = site.place({"commune": answer})
        return place.label if place else quoted(answer)
    if question.kind is Kind.DEFI:
        defi = site.catalogue.defis.get(answer.strip().rstrip("/").rpartition("/")[2])
        return quoted(defi.titre if defi else answer)
    return quoted(answer)


# --- The comments -----------------------------------------------------------------------------


def ready(proposal: Proposal, site: PublishedSite, pull: int) -> str:
    """The request is understood, and its pull request waits for a reader."""
    return comment_of(
        f"**Merci ! C’est bien compris : votre texte est prêt à être relu** (proposition #{pull}).",
        _recap(proposal, site),
        _pictures(proposal),
        _near(proposal),
        bullets("Pour aller plus loin, quand vous voudrez :", _advice(proposal)),
        company(site.pilote(proposal), site),
        steps(
            f"Une personne de l’équipe relit la proposition #{pull}.",
            "Elle l’accepte, ou vous pose une question ici.",
            "Le site se met à jour tout seul, et vous recevez ici l’adresse de la page.",
        ),
        _EDIT,
    )


def changed(comment: str, pulls: Sequence[int]) -> str:
    """The same answer, to who edited a request into another form: its former `pulls` are closed."""
    told = (
        f"Votre message répond maintenant à un autre formulaire : la proposition #{pull}, qui venait "
        "du premier, est fermée. Si ce n’est pas voulu, remettez le message comme il était : elle "
        "reviendra."
        for pull in pulls
    )
    return "\n\n".join([comment, *map(fr, told)])


_TAKEN_BACK = (
    "**L’accord pour une photo a été retiré** : une personne de l’équipe l’enlèvera de la proposition "
    "avant toute publication. C’est écrit en tête de la proposition."
)


def counted(proposal: Proposal, site: PublishedSite, pull: int) -> str:
    """A commitment is counted with the others of the moment."""
    return comment_of(
        f"**Merci d’en être !** Vous voilà dans le compte ; il reste à le relire (proposition #{pull}).",
        _recap(proposal, site),
        _pictures(proposal),
        "Le site ne garde qu’un nombre, jamais un nom.",
        company(site.pilote(proposal), site),
        steps(
            f"Une personne de l’équipe relit le compte (proposition #{pull}).",
            "La page du défi montre le nouveau nombre.",
        ),
        _EDIT,
    )


def refused(
    refusal: Refusal, site: PublishedSite, *, kept: int = 0, taken_back: bool = False
) -> str:
    """Something must be mended first; `kept` is the pull request that stays as it was, if any."""
    left = len(refusal.problems)
    return comment_of(
        f"**Merci ! Avant d’aller plus loin, {left_to_mend(left)}.**",
        "\n".join(_mend(each, refusal.form) for each in refusal.problems[:_MENDED]),
        f"Et {left - _MENDED} autres, que vous verrez ensuite." if left > _MENDED else "",
        _rest(refusal, site),
        _pictures(refusal),
        f"La proposition #{kept} reste comme elle était : elle suivra dès que ce sera corrigé."
        if kept
        else "",
        _TAKEN_BACK if taken_back else "",
        _EDIT,
        "Rien n’est perdu : corrigez quand vous voulez.",
    )


def unreadable(*, kept: int = 0) -> str:
    """The labels of the form are gone from the request."""
    return comment_of(
        "**Nous ne retrouvons plus les rubriques du formulaire dans votre message.**",
        "Elles commencent par « ### » et doivent rester telles quelles, chacune sur sa ligne. "
        "Le menu « edited », en haut de votre message, montre comment il était avant.",
        f"La proposition #{kept} reste comme elle était." if kept else "",
        _EDIT,
    )


def waiting(proposal: Proposal, site: PublishedSite, other: int, pull: int) -> str:
    """Another update of the same défi says something else of the same thing, and came first."""
    return comment_of(
        "**Merci ! C’est bien compris, et cela attend un peu.**",
        f"La demande #{other} change déjà la même chose dans ce défi, et la proposition #{pull} "
        "n’est pas encore relue. Pour n’effacer ce que personne a écrit, la vôtre passe ensuite.",
        _recap(proposal, site),
        _pictures(proposal),
        steps(
            f"Une personne de l’équipe relit la proposition #{pull}.",
            "Votre demande repart aussitôt toute seule ; vous n’avez rien à refaire.",
        ),
        _EDIT,
    )


def empty(made: Proposal | Refusal, site: PublishedSite) -> str:
    """The file says already what is asked."""
    return comment_of(
        "**Merci ! La page dit déjà tout cela : il n’y a rien à changer.**",
        _recap(made, site),
        _pictures(made),
        f"La page : {site.page(addresses.defi(made.slug))}" if made.slug else "",
        _EDIT,
    )


def held(proposal: Proposal, site: PublishedSite, pull: int, *, taken_back: bool = False) -> str:
    """A person works on what the bot had written: it overwrites nothing."""
    where = f" (proposition #{pull})" if pull else ""
    return comment_of(
        f"**Merci ! C’est bien compris ; quelqu’un de l’équipe travaille déjà sur ce texte**{where}.",
        "Pour n’effacer le travail de personne, votre changement n’y est pas recopié tout seul. "
        "Il reste ici, et cette personne le verra.",
        _TAKEN_BACK if taken_back else "",
        _recap(proposal, site),
        _pictures(proposal),
        company(site.pilote(proposal), site),
    )


def stays(proposal: Proposal, site: PublishedSite) -> str:
    """Help asked for, or a fault told: a person answers here."""
    return comment_of(
        "**Merci, votre message est bien arrivé.** Une personne le lira et vous répondra ici.",
        _recap(proposal, site),
        bullets("À noter :", _advice(proposal)),
        company(site.pilote(proposal), site),
        _EDIT,
    )


def published(form: Form, site: PublishedSite, state: State) -> str:
    """The pull request was merged: thanks, where it is, and how to go on."""
    page = f"La page : {site.page(state.page)}" if state.page else ""
    return comment_of(
        f"**C’est en ligne, ou presque : merci !** {_THANKS.get(form.slug, '')}".rstrip(),
        f"{page} (comptez quelques minutes)." if page else "",
        f"Pour donner des nouvelles ou changer quelque chose : {site.news(state.slug)}",
        "Modifier le message d’ici ne change plus rien sur le site.",
    )


def dropped(site: PublishedSite, slug: str = "", *, is_open: bool) -> str:
    """The request, or its pull request alone, was closed without being merged."""
    again = (
        "Si vous voulez la reprendre, dites-le ici : cette personne peut la rouvrir."
        if is_open
        else "Si vous voulez la reprendre, rouvrez cette page avec « Reopen issue » (Rouvrir)."
    )
    return comment_of(
        "**Cette proposition n’a pas été retenue, ou a été retirée.** Merci de l’avoir écrite.",
        f"Une personne de l’équipe peut vous dire pourquoi : posez-lui la question ici. {again}",
        f"Pour donner des nouvelles d’un défi déjà en ligne : {site.news(slug)}",
        "D’ici là, modifier le message ne change rien sur le site.",
    )


def done(site: PublishedSite) -> str:
    """A request for help, or a fault told, that a person has closed."""
    return comment_of(
        "**Cette demande est close. Merci d’avoir écrit.**",
        "Si ce n’est pas réglé, dites-le ici, ou rouvrez cette page avec « Reopen issue » (Rouvrir).",
        f"Pour donner des nouvelles d’un défi : {site.news()}",
    )


_THANKS = {
    "defi": "Votre défi rejoint les autres.",
    "mise-a-jour": "Votre défi est à jour.",
    "annonce": "Votre annonce est lue par les gens d’à côté.",
    "engagement": "On sait qu’on peut compter sur vous.",
}

_EDIT = (
    "Pour corriger ou compléter : en haut de cette page, « … » à droite de votre message, "
    "puis « Edit » (Modifier). La réponse ici se met à jour toute seule."
)


_SEND_AGAIN = (
    "Cette demande est venue sans compte. Pour corriger ou compléter, envoyez de nouveau le "
    "formulaire : une personne fera le lien."
)


def without_account(comment: str) -> str:
    """The same answer for who cannot change the request, having no account."""
    return comment.replace(fr(_EDIT), fr(_SEND_AGAIN))


def left_to_mend(count: int) -> str:
    """How many things must be mended first, as every door says it."""
    return "il reste une chose à corriger" if count == 1 else f"il reste {count} choses à corriger"


def comment_of(*blocks: str) -> str:
    """A comment of the bot, from its blocks; those that are empty are left out."""
    text = "\n\n".join(block for block in blocks if block)
    return f"{MARK}\n{fr(text)}"


def bullets(title: str, lines: Iterable[str]) -> str:
    """A list under its title; nothing when there is no line."""
    items = [f"- {line}" for line in lines]
    return "\n".join([title, "", *items]) if items else ""


def steps(*lines: str) -> str:
    """What happens next, in how many steps."""
    numbered = (f"{number}. {line}" for number, line in enumerate(lines, 1))
    words = {2: "deux", 3: "trois"}
    return "\n".join([f"La suite, en {words[len(lines)]} étapes :", "", *numbered])


_SHOWN_HOW = {
    "champ_manquant", "texte_trop_court", "texte_trop_long", "nombre_invalide",
}  # fmt: skip
"""The problems that an example of an answer helps to mend."""


def _mend(one: Problem, form: Form) -> str:
    """What is wrong with an answer, and the line to write where it helps."""
    question = next((each for each in form.questions if each.label == one.field), None)
    line = _to_write(question) if question and one.kind in _SHOWN_HOW else ""
    return f"- {_told(one, form)}" + (f"\n  {line}" if line else "")


def _told(one: Problem, form: Form) -> str:
    """A problem under the label of its question; a step to come is of no question."""
    said = _sentence(one)
    labels = {question.label for question in form.questions}
    if one.field in labels and one.kind not in GATES:
        return f"« {one.field} » : {said}"
    return said[:1].upper() + said[1:]


def _sentence(one: Problem) -> str:
    """A problem as GitHub may show it: our words as they are, harmless what they repeat."""
    kind = KINDS[one.kind]
    values = {name: _repeated(value) for name, value in one.values}
    try:
        return (kind.asked or kind.sentence).format(**values)
    except KeyError:  # a sentence that only files have
        return harmless(one.message, 600)


def _repeated(value: Any) -> str:
    """What fills a sentence, its first and last spaces kept: they are part of ours."""
    text = jour_court(value) if isinstance(value, date) else str(value)
    said = harmless(text, 600)
    return f"{' ' * text.startswith(' ')}{said}{' ' * text.endswith(' ')}" if said else ""


def _to_write(question: Question) -> str:
    if question.terms:
        labels = " ou ".join(f"`{term.label}`" for term in question.terms)
        return f"À écrire sous « {question.label} » : {labels}"
    example = "5 décembre 2026" if question.kind is Kind.DATE else question.example
    return f"À écrire sous « {question.label} », par exemple : `{example}`" if example else ""


def _advice(proposal: Proposal) -> Iterator[str]:
    yield from (_told(one, proposal.form) for one in proposal.advice[:_SHOWN])


def _pictures(made: Proposal | Refusal) -> str:
    """What became of each picture that was dropped in the form."""
    taken = made.photos if isinstance(made, Proposal) else ()
    told = map(_sentence, made.left)
    said = [
        *(f"{quoted(alt)} : prise, allégée, sans le lieu ni le jour de la prise." for alt in taken),
        *(f"{each[:1].upper()}{each[1:]}" for each in told),
    ]
    kept = f"\n\n{_DROPPED}" if taken else ""
    title = "Vos photos :" if len(said) > 1 else "Votre photo :"
    others = any(each.kind == "document_depose" for each in made.left)
    return bullets("Ce que vous avez déposé :" if others else title, said) + kept


_DROPPED = (
    "Ce que vous avez déposé dans cette demande y reste public, tel que votre appareil l’a fait : pour "
    "le faire effacer, dites-le ici."
)


def _near(proposal: Proposal) -> str:
    lines = (f"{quoted(each.defi.titre)} : {each.why}" for each in proposal.duplicates[:_SHOWN])
    title = "Des défis proches existent déjà ; peut-être avez-vous envie de vous parler :"
    return bullets(title, lines)


def company(slug: str, site: PublishedSite) -> str:
    """Who accompanies: a territory and its role address; none of an example is given."""
    pilote = site.catalogue.pilotes.get(slug)
    if not pilote:
        return ""
    fiche = pilote.fiche
    example = " (un territoire d’exemple)" if fiche.exemple else ""
    address = f" Pour lui écrire : {fiche.adresse}." if fiche.adresse and not fiche.exemple else ""
    return f"Qui vous accompagne : le territoire pilote {fiche.nom}{example}.{address}"


# --- The pull requests ------------------------------------------------------------------------


def pull_text(proposal: Proposal, number: int, site: PublishedSite, state: State) -> str:
    """The text of the pull request of one request."""
    return _pull_text(
        f"Cette proposition vient de la demande #{number}, et la fermera.",
        f"Closes #{number}",
        _recap(proposal, site, "**Ce qu’elle dit**"),
        bullets("**Les photos**", _pictures_to_review(proposal)),
        bullets("**À regarder**", _to_review(proposal)),
        _BY_BOT,
        state=state,
    )


def _pictures_to_review(proposal: Proposal) -> Iterator[str]:
    yield from (f"{quoted(alt)} : est-ce bien ce qu’on y voit ?" for alt in proposal.photos)
    if proposal.photos:
        yield "L’auteur dit que l’on n’y reconnaît personne sans son accord : vérifiez-le."
    yield from map(_sentence, proposal.left)


def _to_review(proposal: Proposal) -> Iterator[str]:
    yield from (
        f"défi proche : {quoted(c.defi.titre)}. {c.why}" for c in proposal.duplicates[:_SHOWN]
    )
    yield from _advice(proposal)


def engagements_text(numbers: Sequence[int], state: State) -> str:
    """The text of the pull request that counts the commitments of the moment."""
    return _pull_text(
        "Cette proposition compte les personnes qui rejoignent des défis, sans aucun nom.",
        "\n".join(f"Closes #{number}" for number in numbers),
        _BY_BOT,
        state=state,
    )


_WARNING = "**L’accord a été retiré : ne pas accepter avec cette photo.**"


def warned(body: str, pictures: Sequence[str]) -> str:
    """The text of a pull request, which says first that some pictures must leave it, or no more does."""
    begins = body.startswith(fr(_WARNING))
    said = body.partition("\n\n")[2] if begins else body
    if not pictures:
        return said
    paths = ", ".join(f"`{path}`" for path in pictures)
    warning = (
        f"{_WARNING} Retirez de la branche {paths}, et dans le texte ce qui la montre ; puis acceptez en "
        "un seul commit (« Squash and merge ») et supprimez la branche, pour que l’histoire du site ne la "
        "garde pas."
    )
    return f"{fr(warning)}\n\n{said}"


_BY_BOT = (
    "Le texte a déjà passé les mêmes vérifications que `bvm verifier`. "
    "Il suit la demande : si elle change, il change. "
    "Dès qu’une personne change ce texte dans la branche, le robot n’y touche plus. "
    "Pour ne pas retenir cette proposition, fermez la demande, avec un mot d’explication."
)


def _pull_text(*blocks: str, state: State) -> str:
    return with_state(fr("\n\n".join(block for block in blocks if block)), state)
