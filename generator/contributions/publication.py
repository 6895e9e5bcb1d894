"""From an event of GitHub to a branch, a pull request, labels and one answer.

Each run works out what should be, and changes only what is not so: run again, it writes nothing;
when a call failed, the next run does what was left. No text is written here, and nothing is
remembered but what stands on GitHub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from generator import addresses
from generator.content.identity import read_site_url
from generator.content.reader import Reader
from generator.contributions import reply
from generator.contributions.bodies import form_of
from generator.contributions.branches import Held, Tree, bring, pictures, read_main
from generator.contributions.checkout import Checkout
from generator.contributions.github import MOVED, Client, Moved, Pull
from generator.contributions.harmless import harmless
from generator.contributions.proposals import Proposal, Refusal
from generator.contributions.pull_state import State, read_state, with_state
from generator.contributions.reply import PublishedSite
from generator.contributions.requests import Request, read_event, read_issue
from generator.contributions.threads import put_labels, say
from generator.forms.form import Form
from generator.forms.issue_forms import WAITING, WITHOUT_ACCOUNT, label_of_pilote
from generator.forms.questions import ENGAGEMENT, forms

BRANCHES = {"defi": "defi", "mise-a-jour": "maj", "annonce": "annonce"}
"""The forms whose requests have each a branch of their own, and how it is called."""

ENGAGEMENTS = "engagements"
"""The one branch, and pull request, of all commitments."""

UPDATE = "mise-a-jour"
_HELD = "une personne y travaille"
TURNS = 3
"""How often all is read again when somebody else was faster."""


def publish(
    file: Path,
    client: Client,
    root: Path,
    today: date,
    environ: Mapping[str, str],
) -> list[str]:
    """Do all that GitHub's event in a `file` asks for, of a request or of a closed pull request.

    Gives what was done, in French, without any text of others.
    Raises UnreadableRequest for what is no event, GitHubRefused when GitHub does not answer.
    """
    event = read_event(file, "issue", "pull_request")
    numbers, action = _about(event)
    repository = event.get("repository")
    base = repository.get("default_branch") if isinstance(repository, dict) else None
    catalogue = Reader(root).read().catalogue
    checkout = Checkout(root, catalogue, today)
    site = PublishedSite(catalogue, read_site_url(root, environ))
    publication = Publication(client, checkout, site, str(base or "main"))
    return list(publication.follow(numbers, action))


def _about(event: Mapping[str, Any]) -> tuple[Sequence[int], str]:
    """The requests that an event is about, and what happened to it if it is one itself."""
    if isinstance(event.get("issue"), dict):
        return [read_issue(event["issue"]).number], str(event.get("action", ""))
    return read_state(str(event["pull_request"].get("body"))).numbers, ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request has come to: the answer to give, and the labels that its issue bears."""

    form: Form
    said: str
    """In French, for the log."""
    comment: str
    labels: tuple[str, ...] = ()
    """Beside that of its form."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The rules, over one repository, on one day."""

    client: Client
    checkout: Checkout
    site: PublishedSite
    base: str
    """The branch that the site is made from."""

    def follow(self, numbers: Sequence[int], action: str) -> Iterator[str]:
        """Answer some requests, read again as they now are, then those that they let go on.

        `action` is what happened to the one request; nothing when it happened to its pull request.
        Those that were let go on are looked for whatever happened to a closed request: GitHub
        drops the runs that wait behind a newer one.
        """
        for number in numbers:
            request = read_issue(self.client.issue(number))
            yield self._answer(request, action)
            left = forms()[UPDATE] in _former_forms(request)
            if not request.is_open or left or not action:
                for other in self._let_go(request):
                    yield self._answer(read_issue(self.client.issue(other)), "")

    def _answer(self, request: Request, action: str) -> str:
        """Bring one request to where it should be: branch, pull request, labels, comment."""
        number = request.number
        outcome = _in_turns(lambda: self._outcome(request, action))
        if outcome is None:
            return f"Demande n° {number} : elle ne vient pas d’un de nos formulaires."
        self._put_labels(request, {outcome.form.slug, *outcome.labels})
        has_none = WITHOUT_ACCOUNT in request.labels
        comment = reply.without_account(outcome.comment) if has_none else outcome.comment
        say(self.client, number, comment)
        return f"Demande n° {number} : {outcome.said}."

    def _outcome(self, request: Request, action: str) -> Outcome | None:
        form = form_of(request.body)
        if form is None:
            lost = (form for form in forms().values() if form.slug in request.labels)
            return next((self._unreadable(request, form) for form in lost), None)
        pulls = (self._pulls(request, each) for each in _former_forms(request))
        former = [pull for each in pulls for pull in each[:1]]
        if merged := next((pull for pull in former if pull.is_merged), None):
            return self._published(form, read_state(merged.body))
        for pull in former:
            self._close(pull)
        outcome = self._outcome_of(request, form, action)
        if ENGAGEMENT in request.labels and form.slug != ENGAGEMENT:
            self._engage(request, form)  # those who join are counted without it
        left = [p.number for p in former if p.is_open or read_state(p.body).closed]
        return replace(outcome, comment=reply.changed(outcome.comment, left)) if left else outcome

    def _outcome_of(self, request: Request, form: Form, action: str) -> Outcome:
        if form.slug == ENGAGEMENT:
            return self._engage(request, form)
        if form.slug in BRANCHES:
            return self._carry(request, form, reopening=action == "reopened")
        return self._keep(request, form)

    # --- Requests that stay issues -----------------------------------------------------------

    def _keep(self, request: Request, form: Form) -> Outcome:
        """Help asked for, or a fault told: a person answers."""
        if not request.is_open:
            return Outcome(form, "close", reply.done(self.site))
        made = self.checkout.propose(request, self._main())
        return self._told("pour une personne de l’équipe", made, reply.stays)

    def _told(
        self, said: str, made: Proposal | Refusal, comment: Callable[[Proposal, PublishedSite], str]
    ) -> Outcome:
        """What is answered of a proposal, with its territory; or what must be mended in it."""
        if isinstance(made, Refusal):
            return _to_mend(made, self.site)
        pilote = self.site.pilote(made)
        labels = (label_of_pilote(pilote),) if pilote else ()
        return Outcome(made.form, said, comment(made, self.site), labels)

    def _unreadable(self, request: Request, form: Form) -> Outcome:
        kept = _open_number(self._pulls(request, form))
        return Outcome(form, "rubriques introuvables", reply.unreadable(kept=kept))

    # --- Requests with a branch of their own -------------------------------------------------

    def _carry(self, request: Request, form: Form, *, reopening: bool) -> Outcome:
        """A défi, an announcement or an update: one branch, one pull request."""
        pulls = self._pulls(request, form)
        last = next(iter(pulls), None)
        if merged := next((pull for pull in pulls if pull.is_merged), None):
            return self._published(form, read_state(merged.body))
        refused = last and not last.is_open and not read_state(last.body).closed
        if not request.is_open or (refused and not reopening):
            self._close(last)
            slug = read_state(last.body).slug if last and form.slug == UPDATE else ""
            return self._dropped(request, form, slug)
        return self._draft(request, form, last)

    def _published(self, form: Form, state: State) -> Outcome:
        return Outcome(form, "publiée", reply.published(form, self.site, state))

    def _dropped(self, request: Request, form: Form, slug: str) -> Outcome:
        comment = reply.dropped(self.site, slug, is_open=request.is_open)
        return Outcome(form, "non retenue", comment)

    def _draft(self, request: Request, form: Form, last: Pull | None) -> Outcome:
        """An open request that may be carried."""
        main = self._main()
        made = self.checkout.propose(request, main)
        if _says_nothing_new(made, main):
            self._close(last)
            return Outcome(form, "rien à changer", reply.empty(made, self.site))
        if isinstance(made, Refusal):
            kept = _open_number([last] if last else [])
            taken_back = self._warn(last, made) if last and kept else False
            return _to_mend(made, self.site, kept=kept, taken_back=taken_back)
        if other := self._in_the_way(request, made, last):
            self._close(last)
            number = read_state(other.body).numbers[0]
            comment = reply.waiting(made, self.site, number, other.number)
            return Outcome(form, f"attend la demande n° {number}", comment, (WAITING,))
        return self._offer(request, made, main, last)

    def _offer(self, request: Request, made: Proposal, main: Tree, last: Pull | None) -> Outcome:
        """Bring the branch and the pull request of a request to what it says."""
        branch = _branch(request, made.form)
        title = f"{made.form.titre}, demande n° {request.number}"
        try:
            bring(main, branch, self.client.head(branch), made.changes, title)
        except Held:
            pull = self._open_as_it_is(branch, last) if last else None
            taken_back = self._warn(pull, made) if pull else False
            held = partial(reply.held, pull=pull.number if pull else 0, taken_back=taken_back)
            return self._told(_HELD, made, held)
        state = State((request.number,), made.slug, made.keys, self._page(made))
        body = reply.pull_text(made, request.number, self.site, state)
        pull = self._show(branch, last, harmless(made.titre, 100), body)
        said = f"proposition n° {pull.number} à relire"
        return self._told(said, made, partial(reply.ready, pull=pull.number))

    def _open_as_it_is(self, branch: str, pull: Pull) -> Pull:
        """The pull request of a branch that a person took over: its words are theirs."""
        state = replace(read_state(pull.body), closed=False)
        return self._show(branch, pull, pull.title, with_state(pull.body, state))

    def _warn(self, pull: Pull, made: Proposal | Refusal) -> bool:
        """Say first in a pull request that stays as it is which of its pictures nobody agrees to now.

        Gives whether there are some.
        """
        if made.agreed is None or not made.form.takes_photos:
            return False
        written = pictures(self.client, pull.branch)
        gone = [p for p in written if p.rpartition("-")[2].removesuffix(".jpg") not in made.agreed]
        body = reply.warned(pull.body, gone)
        if body != pull.body:
            self.client.change_pull(pull.number, body=body)
        return bool(gone)

    def _page(self, made: Proposal) -> str:
        """The address of the page that will show it."""
        if made.form.slug != "annonce":
            return addresses.defi(made.slug)
        place = self.site.place(made.answers)
        return addresses.departement(place.departement.code) if place else ""

    def _in_the_way(self, request: Request, made: Proposal, last: Pull | None) -> Pull | None:
        """The open pull request of an earlier update of the same défi that sets the same field.

        Of two that are both open, the one of the smaller number goes first.
        """
        if made.form.slug != UPDATE:
            return None
        mine = read_state(last.body).keys if last and last.is_open else frozenset()
        for pull in reversed(self.client.pulls(state="open")):
            state = read_state(pull.body)
            number = state.numbers[0] if state.numbers else 0
            is_update = state.slug == made.slug and pull.branch == f"{BRANCHES[UPDATE]}/{number}"
            same = made.keys & state.keys
            first = number < request.number or not same <= mine
            if is_update and number != request.number and same and first:
                return pull
        return None

    # --- Commitments -------------------------------------------------------------------------

    def _engage(self, request: Request, form: Form) -> Outcome:
        """Count every open commitment in one pull request, then answer this one."""
        main, head = self._main(), self.client.head(ENGAGEMENTS)
        pulls = self.client.pulls(branch=ENGAGEMENTS)
        merged = (read_state(pull.body) for pull in pulls if pull.is_merged)
        counted = {number for state in merged for number in state.numbers}
        left = [each for each in self._open_commitments(request) if each.number not in counted]
        files, refusals = self.checkout.gather(left, main)
        taken = tuple(each.number for each in left if each.number not in refusals)
        try:
            pull = self._count(main, head, pulls, files, taken)
        except Held:
            held = partial(reply.held, pull=_open_number(pulls))
            return self._told(_HELD, self.checkout.propose(request, main), held)
        slug = self.checkout.slug(request, main)
        if request.number in counted:
            page = addresses.defi(slug) if slug else ""
            return self._published(form, State(slug=slug, page=page))
        if request.number in refusals:
            return _to_mend(refusals[request.number], self.site)
        if not request.is_open or pull is None:
            return self._dropped(request, form, slug)
        said = f"comptée dans la proposition n° {pull.number}"
        made = self.checkout.propose(request, main)
        return self._told(said, made, partial(reply.counted, pull=pull.number))

    def _open_commitments(self, request: Request) -> list[Request]:
        """Every open commitment; the label of the one at hand may not be there yet."""
        documents = self.client.open_issues(ENGAGEMENT)
        found = {each.number: each for each in (*map(read_issue, documents), request)}
        return [
            each
            for _, each in sorted(found.items())
            if each.is_open and (form := form_of(each.body)) and form.slug == ENGAGEMENT
        ]

    def _count(
        self,
        main: Tree,
        head: str | None,
        pulls: list[Pull],
        files: Mapping[str, str],
        taken: tuple[int, ...],
    ) -> Pull | None:
        """Bring the common branch and its pull request to the count; None when there is none.

        Raises Held when a person works on it, Moved when another run counted meanwhile: the text
        of the pull request must name all whom the branch counts, or they would be counted again.
        """
        last = next(iter(pulls), None)
        if not taken and not (last and last.is_open):
            return None
        head = bring(main, ENGAGEMENTS, head, files, "Compter les engagements")
        if head is None or main.already_says(files):
            self._close(last)
            return None
        refused = last and not last.is_open and not last.is_merged and last.head == head
        if last and refused and not read_state(last.body).closed:
            return None  # a person closed it, and nothing is new since
        body = reply.engagements_text(taken, State(taken))
        pull = self._show(ENGAGEMENTS, last, "Compter les engagements", body)
        if self.client.head(ENGAGEMENTS) != head:
            raise Moved(MOVED)
        return pull

    # --- What is the same for all ------------------------------------------------------------

    def _main(self) -> Tree:
        return read_main(self.client, self.base)

    def _pulls(self, request: Request, form: Form) -> list[Pull]:
        if form.slug not in BRANCHES:
            return []
        return self.client.pulls(branch=_branch(request, form))

    def _show(self, branch: str, last: Pull | None, title: str, body: str) -> Pull:
        """The pull request of a branch, open, with this title and text."""
        if last and last.is_open:
            same = (last.title, last.body) == (title, body)
            return last if same else self.client.change_pull(last.number, title=title, body=body)
        if last and not last.is_merged:
            try:
                return self.client.change_pull(last.number, title=title, body=body, state="open")
            except Moved:
                pass  # its branch was deleted and made again: GitHub wants a new one
        return self.client.open_pull(branch=branch, base=self.base, title=title, body=body)

    def _close(self, pull: Pull | None) -> None:
        """Close a pull request; that it was the bot is said in it, so that it may open it again."""
        if pull and pull.is_open:
            state = replace(read_state(pull.body), closed=True)
            body = with_state(pull.body, state)
            self.client.change_pull(pull.number, body=body, state="closed")

    def _put_labels(self, request: Request, want: set[str]) -> None:
        """The labels of an issue; its territory is taken off only when another is known."""
        placed = any(map(_is_place, want))
        put_labels(
            self.client,
            request,
            want,
            self.site.catalogue,
            lambda name: name == WAITING or (placed and _is_place(name)),
        )

    def _let_go(self, request: Request) -> Iterator[int]:
        """The open requests that one which is over lets go on: those of the same défi.

        Main moved, or a place was left: each of them is worked out again.
        """
        main = self._main()
        slug = self._closed_slug(request, main)
        if not slug:
            return
        requests = map(read_issue, self.client.open_issues(UPDATE))
        yield from (each.number for each in requests if self.checkout.slug(each, main) == slug)
        commitments = self.client.open_issues(ENGAGEMENT)
        yield from (read_issue(each).number for each in commitments[:1])  # it brings all of them

    def _closed_slug(self, request: Request, main: Tree) -> str:
        """The défi that a request changed, or would have; nothing for another kind."""
        form = form_of(request.body)
        if form and form.slug == ENGAGEMENT and not request.is_open:
            return self.checkout.slug(request, main)
        pulls = self._pulls(request, forms()[UPDATE]) if form else []
        return read_state(pulls[0].body).slug if pulls else ""


def _says_nothing_new(made: Proposal | Refusal, main: Tree) -> bool:
    """Whether main holds already what is asked."""
    if isinstance(made, Refusal):
        return {each.kind for each in made.problems} == {"deja_ecrit"}
    return main.already_says(made.changes)


def _is_place(label: str) -> bool:
    return label.startswith("pilote:")


def _to_mend(
    refusal: Refusal, site: PublishedSite, *, kept: int = 0, taken_back: bool = False
) -> Outcome:
    comment = reply.refused(refusal, site, kept=kept, taken_back=taken_back)
    return Outcome(refusal.form, "à corriger", comment)


def _open_number(pulls: Sequence[Pull]) -> int:
    """The number of the newest of some pull requests, if it is open; else 0."""
    return pulls[0].number if pulls and pulls[0].is_open else 0


def _branch(request: Request, form: Form) -> str:
    return f"{BRANCHES[form.slug]}/{request.number}"


def _former_forms(request: Request) -> list[Form]:
    """The forms with a branch that a request answered before it was edited into another one.

    Its labels tell: the bot leaves that of each.
    """
    form = form_of(request.body)
    left = (each for each in BRANCHES if form and each in request.labels and each != form.slug)
    return [forms()[slug] for slug in left]


def _in_turns(work: Callable[[], Outcome | None]) -> Outcome | None:
    """What `work` gives; done again from what is read anew when somebody else was faster."""
    for _ in range(TURNS - 1):
        try:
            return work()
        except Moved:
            continue
    return work()
