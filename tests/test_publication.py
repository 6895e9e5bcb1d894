"""From an event of GitHub to a branch, a pull request and an answer: the real command, end to end.

The repository is a real one (`github_double`), and each call is one that GitHub's own description
allows.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from functools import partial
from io import BytesIO
from itertools import count
from typing import ClassVar

import github_double as double
import pytest
from click.testing import CliRunner
from PIL import Image
from PIL.ExifTags import IFD
from reading import plain
from requests_sent import DEPOT
from samples import defi, photo
from worlds import EPOCH, ROOT, TODAY, write

from generator.cli import main
from generator.content.reader import Reader
from generator.contributions.bodies import render
from generator.contributions.github import connect
from generator.contributions.harmless import harmless
from generator.contributions.publication import publish
from generator.contributions.reply import MARK
from generator.forms.questions import AGREED, forms

CAFE = """---
# Tenu à jour par le groupe.
titre: Un café à nous
resume: Le dernier café a fermé. Et si nous en ouvrions un, à tour de rôle ?
phase: informaction
depuis: 2026-09-12
territoire: petite-ville
commune: Mirecourt (Vosges)
porteur: Les voisins du Val
concerne: quartier
engagements:
  nombre: 3
journal:
  - date: 2026-09-12
    texte: On se retrouve.
---

Racontons.
"""
ANSWERS = {
    "titre": "Un jardin derrière la gare",
    "resume": "Un terrain vague, des voisins, et l’envie d’y faire pousser quelque chose ensemble.",
    "question": "Que faire du terrain derrière la gare ?",
    "texte": "Il y a un terrain.",
    "commune": "Mirecourt (Vosges)",
    "territoire": "Petite ville",
    "porteur": "Les voisins de la gare",
    "concerne": "un quartier ou un village",
    "phase": "Inform’action",
    "accord": AGREED,
}


class World:
    """A repository on GitHub, the folder that a workflow checks out of it, and the command."""

    files: ClassVar = {
        **DEPOT,
        "defis/cafe.md": CAFE,
        "defis/velo.md": defi(titre="Un vélo pour chacun"),
    }

    def __init__(self, folder, environ, root):
        self.folder, self.environ, self.root = folder, environ, root
        self.github = double.GitHub(folder, self.files)
        self._take_main()

    def ask(self, form, answers, title="Une demande"):
        """A person sends a form; gives the number of the issue."""
        number = self.github.open_issue(title, body(form, answers), form)
        self.run("opened", number)
        return number

    def edit(self, number, form, answers, **changes):
        self.github.issues[number] |= {"body": body(form, answers), **changes}
        return self.run("edited", number)

    def close(self, number):
        self.github.issues[number]["state"] = "closed"
        return self.run("closed", number)

    def reopen(self, number):
        self.github.issues[number]["state"] = "open"
        return self.run("reopened", number)

    def merge(self, pull, **how):
        """A person merges: GitHub closes what it closes, and the workflow runs for each."""
        for number in self.github.merge(pull, **how):
            self.run("closed", number)

    def run(self, action, number, *, fails=False, meanwhile=None, late=False):
        """The workflow: take main, then the command; gives what it said.

        `late`: main moved after it was taken.
        """
        if not late:
            self._take_main()
        self.github.meanwhile = meanwhile
        return self._follow(self.event(action, number), fails=fails)

    def refuse(self, number):
        """A person closes a pull request of the bot; the workflow runs for it."""
        self.github.close_pull(number)
        pull = {key: self.github.pulls[number][key] for key in ("number", "body")}
        return self._follow(self._write_event("closed", number, pull_request=pull))

    def event(self, action, number):
        """The file in which GitHub tells a workflow what happened to an issue."""
        issue = self.github.described(self.github.issues[number])
        return self._write_event(action, number, issue=issue)

    def _write_event(self, action, number, **what):
        file = self.folder / f"evenement-{number}.json"
        document = {"action": action, **what, "repository": {"default_branch": "main"}}
        file.write_text(json.dumps(document), "utf-8")
        return file

    def _take_main(self):
        """The folder, which another world used, as a workflow that takes main has it."""
        for folder in ("defis", "annonces"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        write(self.root, self.github.files("main"))

    def _follow(self, event, *, fails=False):
        self.github.calls.clear()
        command = ["depuis-issue", "--evenement", str(event), "--publier"]
        done = CliRunner().invoke(main, command, env=self.environ)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        assert bool(done.exit_code) == fails, done.output
        return done.output

    def pull(self):
        (pull,) = self.github.open_pulls()
        return pull

    def count_on(self, branch):
        """How many people the café counts."""
        text = self.github.text(branch, "defis/cafe.md")
        return int(re.search(r'nombre: "?(\d+)', text)[1])

    def answer(self, number):
        (said,) = self.github.said(number)
        return said


def body(form, answers):
    return render(forms()[form], {"accord": AGREED, **answers})


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The folder that all worlds take, one after the other."""
    return tmp_path_factory.mktemp("depot")


@pytest.fixture
def world(tmp_path, monkeypatch, project):
    monkeypatch.setattr(time, "sleep", lambda _: None)  # the command has no clock of ours
    environ = {"SOURCE_DATE_EPOCH": EPOCH, "SITE_URL": "https://bien-vivre.example.org/"}
    made = World(tmp_path, environ, project)
    monkeypatch.chdir(made.root)
    with double.serve(made.github) as served:
        environ |= served
        yield made


JARDIN = "defis/un-jardin-derriere-la-gare-{}.md"


def test_a_new_defi_becomes_a_file_on_a_branch_and_a_pull_request(world):
    number = world.ask("defi", ANSWERS)
    path = JARDIN.format(number)
    files = world.github.files(f"defi/{number}")
    assert set(files) == {*world.files, path}
    assert "titre: Un jardin derrière la gare" in files[path]
    pull = world.pull()
    assert pull["branch"] == f"defi/{number}"
    assert f"Closes #{number}" in pull["body"].splitlines()
    assert world.github.issues[number]["labels"] == ["defi", "pilote:plaine-des-vosges"]
    assert world.github.at("main") != world.github.at(f"defi/{number}")


def test_the_answer_says_what_was_understood_who_helps_and_what_comes_next(world):
    number = world.ask("defi", ANSWERS)
    assert world.answer(number).startswith(f"{MARK}\n**Merci")
    said = plain(world.answer(number))
    for expected in (
        "- La commune : Mirecourt, Vosges",
        "- L’étape d’aujourd’hui : Inform’action",
        "- Le nom du défi : « Un jardin derrière la gare »",
        "le territoire pilote",
        "en trois étapes",
        f"#{world.pull()['number']}",
    ):
        assert expected in said, said


def test_the_near_defis_that_may_be_the_same_are_told_to_both(world):
    number = world.ask("defi", {**ANSWERS, "titre": "Un café à nous tous"})
    for text in (world.answer(number), world.pull()["body"]):
        assert "« Un café à nous »" in plain(text)
        assert "un titre proche" in text


def test_an_edited_request_updates_the_same_pull_request(world):
    number = world.ask("defi", ANSWERS)
    before = world.pull()["number"]
    world.edit(number, "defi", {**ANSWERS, "porteur": "Les jardiniers de la gare"})
    assert world.pull()["number"] == before
    assert "jardiniers" in world.github.text(f"defi/{number}", JARDIN.format(number))
    assert world.github.count(f"defi/{number}") == 2
    assert "jardiniers" in world.answer(number)


def test_a_changed_title_moves_the_file_in_one_commit(world):
    number = world.ask("defi", ANSWERS)
    world.edit(number, "defi", {**ANSWERS, "titre": "Un verger derrière la gare"})
    files = set(world.github.files(f"defi/{number}")) - set(world.files)
    assert files == {f"defis/un-verger-derriere-la-gare-{number}.md"}
    assert world.github.count(f"defi/{number}") == 2
    assert len(world.github.open_pulls()) == 1


@pytest.mark.parametrize(
    "form", ["defi", "mise-a-jour", "annonce", "engagement", "aide", "correction"]
)
def test_run_three_times_nothing_more_is_written(world, form):
    number = world.ask(form, SENT[form])
    seen = world.github.keep()
    for action in ("edited", "edited"):
        world.run(action, number)
        assert world.github.writes == []
    assert world.github.keep() == seen


SENT = {
    "defi": ANSWERS,
    "mise-a-jour": {"defi": "cafe", "journal_texte": "Nous avons trouvé une salle."},
    "annonce": {
        "genre": "Envie",
        "texte": "Envie de chanter à plusieurs. Qui d’autre ?",
        "commune": "Mirecourt (Vosges)",
    },
    "engagement": {"defi": "cafe", "engagements_nombre": "2"},
    "aide": {"demande": "Nous cherchons une salle pour l’hiver.", "commune": "Mirecourt (Vosges)"},
    "correction": {"page": "L’accueil", "passage": "La date est fausse."},
}


def _sent(world, form="defi", **changes):
    number = world.github.open_issue("Une demande", body(form, {**SENT[form], **changes}), form)
    return "opened", number


def _moved(world):
    number = world.ask("defi", ANSWERS)
    moved = body("defi", {**ANSWERS, "titre": "Un verger derrière la gare"})
    world.github.issues[number]["body"] = moved
    return "edited", number


def _closed(world):
    """One that another waits for, and that a third must be merged with."""
    first = world.ask("mise-a-jour", {**PHASE, "journal_texte": "Une première chose."})
    world.ask("mise-a-jour", {**PHASE, "depuis": "2026-11-10"})
    world.ask("mise-a-jour", {"defi": "cafe", "journal_texte": "Une autre chose."})
    world.github.merge(world.github.open_pulls()[0]["number"])
    return "closed", first


@pytest.mark.parametrize(
    ("begin", "how"),
    [
        (_sent, "500"),
        (_sent, "coupure"),
        (partial(_sent, form="engagement"), "coupure"),
        (_moved, "coupure"),
        (_closed, "coupure"),
    ],
    ids=["new-500", "new-lost", "commitment-lost", "moved-lost", "closed-lost"],
)
def test_when_a_call_fails_the_next_run_does_what_was_left(world, begin, how):
    """Each call in turn fails, and those after it: the run stops with a sentence, the next one
    ends the work, as if nothing had happened, and the one after it has nothing to do. What follows
    depends on nothing but what is left, so that it is done once for all calls that leave the same.

    « coupure »: what was asked is done, and the answer is lost.
    """
    action, issue = begin(world)
    kept = world.github.keep()
    world.run(action, issue)
    wanted, calls = _shape(world), len(world.github.calls)
    assert calls > 8
    left = []
    for number in range(1, calls + 1):
        world.github.restore(kept)
        world.github.failure = (number, how, 99)
        assert "GitHub" in world.run(action, issue, fails=True)
        world.github.failure = None
        if (state := world.github.keep()) in left:
            continue
        left.append(state)
        world.run(action, issue)
        assert _shape(world) == wanted, number
        world.run(action, issue)
        assert world.github.writes == []
    assert len(left) > 3


def _shape(world):
    """What people see in the end, without the names of commits."""
    branches = (ref.removeprefix("refs/heads/") for ref in world.github.refs())
    return (
        {branch: world.github.files(branch) for branch in branches},
        [{k: p[k] for k in ("title", "body", "state")} for p in world.github.pulls.values()],
        [comment["body"] for comment in world.github.comments.values()],
        [issue["labels"] for issue in world.github.issues.values()],
    )


# Updates.


def test_an_update_changes_only_what_it_names(world):
    number = world.ask("mise-a-jour", SENT["mise-a-jour"])
    text = world.github.text(f"maj/{number}", "defis/cafe.md")
    added = [line for line in text.splitlines() if line not in CAFE.splitlines()]
    assert "".join(added).count("Nous avons trouvé une salle.") == 1
    assert [line for line in CAFE.splitlines() if line not in text.splitlines()] == []


PHASE = {"defi": "cafe", "phase": "Cré’action", "depuis": "2026-11-01"}


def test_of_two_updates_of_one_field_the_second_waits_then_goes_on(world):
    first = world.ask("mise-a-jour", PHASE)
    second = world.ask("mise-a-jour", {**PHASE, "depuis": "2026-11-10"})
    assert [pull["branch"] for pull in world.github.open_pulls()] == [f"maj/{first}"]
    assert "en-attente" in world.github.issues[second]["labels"]
    assert f"#{first}" in world.answer(second)
    assert world.github.at(f"maj/{second}") is None
    world.close(first)
    assert [pull["branch"] for pull in world.github.open_pulls()] == [f"maj/{second}"]
    assert "en-attente" not in world.github.issues[second]["labels"]


def test_the_one_that_waited_goes_on_after_the_merge_too(world):
    first = world.ask("mise-a-jour", {"defi": "cafe", "etat": "En pause"})
    second = world.ask(
        "mise-a-jour", {"defi": "cafe", "etat": "En cours", "journal_texte": "On reprend."}
    )
    assert f"#{first}" in world.answer(second)
    world.github.merge(world.pull()["number"])
    world.run("edited", first)  # the event « closed » was dropped behind this one
    assert world.pull()["branch"] == f"maj/{second}"
    text = world.github.text(f"maj/{second}", "defis/cafe.md")
    assert "On reprend." in text


def test_lists_that_are_only_added_to_do_not_collide_and_no_line_is_lost(world):
    first = world.ask("mise-a-jour", {"defi": "cafe", "journal_texte": "Une première chose."})
    second = world.ask("mise-a-jour", {"defi": "cafe", "journal_texte": "Une seconde chose."})
    assert {pull["branch"] for pull in world.github.open_pulls()} == {
        f"maj/{first}",
        f"maj/{second}",
    }
    head = world.github.at(f"maj/{second}")
    world.merge(world.github.open_pulls()[0]["number"])
    assert world.github.merges_cleanly(f"maj/{second}")
    assert world.github.git("merge-base", "--is-ancestor", head, f"maj/{second}").returncode == 0
    world.merge(world.pull()["number"])
    text = world.github.text("main", "defis/cafe.md")
    assert "Une première chose." in text
    assert "Une seconde chose." in text


def test_an_update_finds_a_meeting_in_main_even_when_it_moved_since_it_was_taken(world):
    meetings = [
        f"  - date: 2026-12-0{day}\n    titre: Le jour {day}\n    genre: debat\n"
        "    lieu: Salle des fêtes\n    statut: prevue\n"
        for day in (1, 2)
    ]
    before = CAFE.replace("journal:", "rencontres:\n" + meetings[1] + "journal:")
    world.github.push("main", "defis/cafe.md", before)
    answers = {"defi": "cafe", "tenue_date": "2026-12-02", "tenue_statut": "Annulée"}
    number = world.github.open_issue("x", body("mise-a-jour", answers), "mise-a-jour")
    world.run("opened", number)
    after = CAFE.replace("journal:", "rencontres:\n" + "".join(meetings) + "journal:")
    world.github.push("main", "defis/cafe.md", after)
    world.run("edited", number, late=True)
    text = world.github.text(f"maj/{number}", "defis/cafe.md")
    known_as = '    id: le-jour-2-2026-12-02\n    revision: "1"\n    dit_le: 2026-11-20\n'
    off = meetings[1].replace("prevue", "annulee") + known_as
    assert text == after.replace(meetings[1], off)
    assert world.github.merges_cleanly(f"maj/{number}")


def test_an_update_that_says_nothing_new_opens_nothing(world):
    number = world.ask("mise-a-jour", {"defi": "cafe", "etat": "En pause"})
    world.merge(world.pull()["number"])
    other = world.ask("mise-a-jour", {"defi": "cafe", "etat": "En pause"})
    assert world.github.open_pulls() == []
    assert world.github.at(f"maj/{other}") is None
    assert "rien à changer" in world.answer(other)
    assert number != other


def test_what_a_person_wrote_on_the_branch_is_never_overwritten(world):
    number = world.ask("defi", ANSWERS)
    path, branch = JARDIN.format(number), f"defi/{number}"
    mended = world.github.text(branch, path).replace("terrain vague", "grand terrain")
    world.github.push(branch, path, mended)
    head = world.github.at(branch)
    world.edit(number, "defi", {**ANSWERS, "porteur": "D’autres voisins"})
    assert world.github.at(branch) == head
    assert "travaille déjà" in world.answer(number)
    assert len(world.github.open_pulls()) == 1


def test_what_a_person_wrote_stays_when_the_request_is_closed_and_opened_again(world):
    number = world.ask("defi", ANSWERS)
    pull = world.pull()["number"]
    world.github.push(f"defi/{number}", JARDIN.format(number), "À la main\n")
    world.close(number)
    assert world.github.open_pulls() == []
    world.reopen(number)
    assert world.pull()["number"] == pull
    assert world.github.text(f"defi/{number}", JARDIN.format(number)) == "À la main\n"
    world.run("edited", number)
    assert world.github.writes == []


def test_another_file_that_a_person_adds_to_the_branch_stays(world):
    number = world.ask("defi", ANSWERS)
    world.github.push(f"defi/{number}", "defis/autre.md", defi())
    world.edit(number, "defi", {**ANSWERS, "porteur": "D’autres voisins"})
    files = world.github.files(f"defi/{number}")
    assert "defis/autre.md" in files
    assert "D’autres voisins" in files[JARDIN.format(number)]


# The end.


def test_merged_it_is_thanked_with_its_page_and_later_edits_change_nothing(world):
    number = world.ask("defi", ANSWERS)
    world.merge(world.pull()["number"])
    said = world.answer(number)
    assert "merci" in said.lower()
    assert f"https://bien-vivre.example.org/defis/un-jardin-derriere-la-gare-{number}/" in said
    assert (
        f"https://bien-vivre.example.org/mettre-a-jour/?defi=un-jardin-derriere-la-gare-{number}"
        in said
    )
    seen = world.github.refs()
    world.edit(number, "defi", {**ANSWERS, "titre": "Tout autre chose"})
    assert world.github.writes == []
    assert world.github.refs() == seen
    world.reopen(number)
    assert world.github.writes == []


def test_when_nobody_says_where_the_site_is_addresses_begin_at_its_root(world):
    world.environ["SITE_URL"] = ""
    number = world.ask("defi", ANSWERS)
    world.merge(world.pull()["number"])
    address = f" /mettre-a-jour/?defi=un-jardin-derriere-la-gare-{number}"
    assert address in plain(world.answer(number))


def test_closed_without_being_merged_it_is_told_kindly_and_opens_again(world):
    number = world.ask("defi", ANSWERS)
    pull = world.pull()["number"]
    world.close(number)
    assert world.github.open_pulls() == []
    assert "n’a pas été retenue" in world.answer(number)
    world.edit(number, "defi", {**ANSWERS, "porteur": "D’autres voisins"})
    assert world.github.writes == []
    world.reopen(number)
    assert world.pull()["number"] == pull
    assert "D’autres voisins" in world.github.text(f"defi/{number}", JARDIN.format(number))


def test_when_its_branch_was_deleted_a_request_that_opens_again_has_a_new_pull_request(world):
    number = world.ask("defi", ANSWERS)
    world.close(number)
    world.github.git("update-ref", "-d", f"refs/heads/defi/{number}")
    world.github.push("main", "defis/autre.md", defi())  # the new branch begins elsewhere
    world.reopen(number)
    assert world.pull()["branch"] == f"defi/{number}"
    assert len(world.github.pulls) == 2
    world.run("edited", number)
    assert world.github.writes == []


def test_a_proposal_that_a_person_closed_is_not_opened_again_by_an_edit(world):
    number = world.ask("defi", ANSWERS)
    world.github.close_pull(world.pull()["number"])
    world.edit(number, "defi", {**ANSWERS, "porteur": "D’autres voisins"})
    assert world.github.open_pulls() == []
    assert "n’a pas été retenue" in world.answer(number)
    assert world.github.count(f"defi/{number}") == 1


def test_a_request_edited_into_a_wrong_one_keeps_its_pull_request_as_it_was(world):
    number = world.ask("defi", ANSWERS)
    branch, pull = world.github.at(f"defi/{number}"), dict(world.pull())
    world.edit(number, "defi", {**ANSWERS, "commune": "Nulle-Part-les-Oies", "titre": ""})
    assert world.github.at(f"defi/{number}") == branch
    assert world.pull() == pull
    said = world.answer(number)
    assert "« La commune »" in plain(said)
    assert "reste comme elle était" in said


def test_a_request_without_its_headings_is_told_so(world):
    number = world.ask("defi", ANSWERS)
    world.github.issues[number]["body"] = "Plus rien."
    world.run("edited", number)
    assert "rubriques" in world.answer(number)
    assert len(world.github.open_pulls()) == 1


@pytest.mark.parametrize("form", ["annonce", "mise-a-jour", "engagement", "aide", "correction"])
def test_a_request_edited_into_another_form_closes_the_pull_request_of_the_first(world, form):
    number = world.ask("defi", ANSWERS)
    first = world.pull()["number"]
    world.edit(number, form, SENT[form])
    assert world.github.pulls[first]["state"] == "closed"
    assert '"ferme": true' in world.github.pulls[first]["body"]
    branches = {
        "annonce": [f"annonce/{number}"],
        "mise-a-jour": [f"maj/{number}"],
        "engagement": ["engagements"],
    }
    assert [pull["branch"] for pull in world.github.open_pulls()] == branches.get(form, [])
    assert f"la proposition #{first}" in plain(world.answer(number))
    assert "un autre formulaire" in world.answer(number)
    world.run("edited", number)
    assert world.github.writes == []
    world.edit(number, "defi", {**ANSWERS, "porteur": "D’autres voisins"})
    assert [pull["number"] for pull in world.github.open_pulls()] == [first]
    assert "D’autres voisins" in world.github.text(f"defi/{number}", JARDIN.format(number))


def test_a_request_edited_into_another_form_lets_go_on_those_that_waited(world):
    first = world.ask("mise-a-jour", PHASE)
    second = world.ask("mise-a-jour", {**PHASE, "depuis": "2026-11-10"})
    world.edit(first, "aide", SENT["aide"])
    assert [pull["branch"] for pull in world.github.open_pulls()] == [f"maj/{second}"]
    assert "en-attente" not in world.github.issues[second]["labels"]


def test_a_commitment_edited_into_another_form_is_counted_no_more(world):
    first = world.ask("engagement", SENT["engagement"])
    second = world.ask("engagement", {"defi": "cafe"})
    world.edit(first, "aide", SENT["aide"])
    assert f"Closes #{first}" not in world.pull()["body"].splitlines()
    assert f"Closes #{second}" in world.pull()["body"].splitlines()
    assert world.count_on("engagements") == 4
    assert "bien arrivé" in world.answer(first)
    world.run("edited", first)
    assert world.github.writes == []


def test_a_published_request_edited_into_another_form_changes_nothing(world):
    number = world.ask("defi", ANSWERS)
    world.merge(world.pull()["number"])
    seen = world.github.refs()
    world.edit(number, "annonce", SENT["annonce"])
    assert world.github.refs() == seen
    assert world.github.open_pulls() == []
    assert "merci" in world.answer(number).lower()


def test_an_issue_that_is_none_of_our_forms_is_left_alone(world):
    number = world.github.open_issue("Bonjour", "Une question libre.")
    world.run("opened", number)
    assert world.github.writes == []


@pytest.mark.parametrize("form", ["aide", "correction"])
def test_help_asked_for_stays_an_issue(world, form):
    number = world.ask(form, SENT[form])
    assert world.github.open_pulls() == []
    pilote = ["pilote:plaine-des-vosges"] if form == "aide" else []
    assert world.github.issues[number]["labels"] == [form, *pilote]
    assert "bien arrivé" in world.answer(number)


def test_an_annonce_has_its_own_branch_and_file(world):
    number = world.ask("annonce", SENT["annonce"])
    (path,) = set(world.github.files(f"annonce/{number}")) - set(world.files)
    assert re.fullmatch(rf"annonces/[a-z0-9-]+-{number}\.md", path)
    world.merge(world.pull()["number"])
    assert "https://bien-vivre.example.org/departements/88/" in world.answer(number)


# Commitments.


def test_commitments_are_counted_together_and_close_together(world):
    first = world.ask("engagement", SENT["engagement"])
    second = world.ask("engagement", {"defi": "cafe"})
    pull = world.pull()
    assert pull["branch"] == "engagements"
    assert {f"Closes #{first}", f"Closes #{second}"} <= set(pull["body"].splitlines())
    assert world.count_on("engagements") == 6
    world.merge(pull["number"])
    assert world.count_on("main") == 6
    assert world.github.open_pulls() == []
    for number in (first, second):
        assert "merci" in world.answer(number).lower()


@pytest.mark.parametrize("squash", [False, True])
def test_the_next_commitments_are_counted_over_the_last(world, squash):
    world.ask("engagement", SENT["engagement"])
    world.merge(world.pull()["number"], squash=squash)
    number = world.ask("engagement", {"defi": "velo"})
    assert world.github.merges_cleanly("engagements")
    other = world.ask("engagement", {"defi": "cafe"})
    assert world.count_on("engagements") == 6
    assert world.pull()["body"].count("Closes #") == 2
    assert world.github.merges_cleanly("engagements")
    world.merge(world.pull()["number"], squash=squash)
    assert world.count_on("main") == 6
    assert "merci" in world.answer(number).lower()
    assert "merci" in world.answer(other).lower()


def test_while_github_closes_them_one_by_one_none_is_counted_twice(world):
    world.ask("engagement", SENT["engagement"])
    late = world.ask("engagement", {"defi": "cafe"})
    closed = world.github.merge(world.pull()["number"])
    world.github.issues[late]["state"] = "open"
    world.run("closed", closed[0])
    assert world.github.open_pulls() == []


def test_a_commitment_that_is_taken_back_is_counted_no_more(world):
    first = world.ask("engagement", SENT["engagement"])
    second = world.ask("engagement", {"defi": "cafe"})
    world.close(first)
    assert f"Closes #{first}" not in world.pull()["body"].splitlines()
    assert world.count_on("engagements") == 4
    world.close(second)
    assert world.github.open_pulls() == []
    assert world.github.text("engagements", "defis/cafe.md") == CAFE


def test_a_commitment_and_an_update_of_one_defi_both_merge(world):
    world.ask("mise-a-jour", SENT["mise-a-jour"])
    world.ask("engagement", SENT["engagement"])
    update, count = world.github.open_pulls()
    world.merge(update["number"])
    assert world.github.merges_cleanly("engagements")
    world.merge(count["number"])
    text = world.github.text("main", "defis/cafe.md")
    assert world.count_on("main") == 5
    assert "Nous avons trouvé une salle." in text


def test_counts_and_places_are_those_of_main_even_when_it_moved_since_it_was_taken(world):
    """The folder says 3 people, main 7: two more are 9, never 5."""
    number = _commit(world, SENT["engagement"])
    world.github.push("main", "defis/cafe.md", CAFE.replace("nombre: 3", "nombre: 7"))
    world.run("opened", number, late=True)
    assert world.count_on("engagements") == 9
    assert world.github.merges_cleanly("engagements")


@pytest.mark.parametrize("there_is_one", [False, True])
def test_of_two_runs_at_once_no_commitment_is_lost_or_counted_twice(world, there_is_one):
    """Before each call in turn of one run, another run does all its work."""
    github = world.github
    github.add_label("engagement")
    before = [world.ask("engagement", {"defi": "cafe"})] if there_is_one else []
    mine, other = (_commit(world, {"defi": "cafe"}) for _ in range(2))
    github.issues[other]["state"] = "closed"  # it is asked for later
    kept = github.keep()

    def meanwhile():
        github.issues[other]["state"] = "open"
        with double.serve(github) as served:
            client = connect(served)
            publish(world.event("opened", other), client, world.root, TODAY, world.environ)

    for number in count(1):
        github.restore(kept)
        world.run("opened", mine, meanwhile=(number, meanwhile))
        if github.meanwhile:
            break  # the run makes fewer calls than that
        wanted = [*before, mine, other]
        closed = [line for line in world.pull()["body"].splitlines() if "Closes" in line]
        assert closed == [f"Closes #{one}" for one in wanted], number
        assert world.count_on("engagements") == 3 + len(wanted), number
        assert github.merges_cleanly("engagements")
    assert number > 10


def _commit(world, answers):
    return world.github.open_issue("x", body("engagement", answers), "engagement")


# The words.


def test_each_answer_reads_as_recorded(world, request):
    """One of each kind, to be read by a person: `tests/reponses/`."""
    told = {}

    def tell(kind, number):
        told[kind] = world.answer(number)

    jardin = world.ask("defi", {**ANSWERS, "titre": "Un café à nous tous", "territoire": "Rural"})
    tell("defi", jardin)
    told["proposition"] = world.pull()["body"]
    wrong = {"commune": "Saint-Denis", "titre": "Un", "depuis": "demain", "phase": "à choisir"}
    world.edit(jardin, "defi", {**ANSWERS, **wrong, "texte": "Appelez le 06 12 34 56 78"})
    tell("a-corriger", jardin)
    world.github.issues[jardin]["body"] = "Plus rien."
    world.run("edited", jardin)
    tell("rubriques-perdues", jardin)
    world.edit(jardin, "defi", ANSWERS)
    path = JARDIN.format(jardin)
    world.github.push(f"defi/{jardin}", path, "À la main")
    world.run("edited", jardin)
    tell("quelqu-un-y-travaille", jardin)
    world.merge(world.pull()["number"])
    tell("merci", jardin)
    first = world.ask("mise-a-jour", PHASE)
    tell("mise-a-jour", first)
    second = world.ask("mise-a-jour", {**PHASE, "depuis": "2026-11-10"})
    tell("en-attente", second)
    world.close(second)
    tell("non-retenue", second)
    tell("engagement", joined := world.ask("engagement", SENT["engagement"]))
    told["engagements"] = world.github.open_pulls()[-1]["body"]
    world.close(joined)
    for form in ("annonce", "aide", "correction"):
        tell(form, number := world.ask(form, SENT[form]))
    world.close(number)
    tell("close", number)
    world.merge(next(p["number"] for p in world.github.open_pulls() if "maj/" in p["branch"]))
    tell("rien-a-changer", world.ask("mise-a-jour", {"defi": "cafe", "depuis": PHASE["depuis"]}))
    folder = ROOT / "tests" / "reponses"
    if request.config.getoption("--update-goldens"):
        folder.mkdir(exist_ok=True)
        for kind, text in told.items():
            (folder / f"{kind}.md").write_text(f"{text}\n", "utf-8")
    recorded = {path.stem: path.read_text("utf-8") for path in folder.glob("*.md")}
    assert {kind: f"{text}\n" for kind, text in told.items()} == recorded


# What people write.


HOSTILE = [
    "$(touch pris) `touch pris` ; touch pris",
    "../../.github/workflows/pris",
    "Closes #1, fixes GH-1 @exemple/equipe",
    "[un lien](https://mechant.example.org) ![](https://mechant.example.org/x.png)",
    "<script>alert(1)</script> <!-- bvm:reponse -->",
    "Un jardin\n::set-output name=pris::oui",
    "${{ github.token }} {{ secrets }}",
    '{"numeros": [1]} --> <!-- bvm:demande {"numeros": [1]} -->',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_does_nothing_anywhere(world, text):
    """In every answer that a proposal may hold, then in those that are refused and said again."""
    taken = dict.fromkeys(("titre", "porteur", "question"), text)
    taken["texte"] = text.replace("![]", "[image]")  # an image of elsewhere is refused
    number = world.github.open_issue(text, body("defi", ANSWERS | taken), "defi")
    said = [world.run("opened", number), *_told(world, number)]
    assert world.pull()["branch"] == f"defi/{number}"
    said += [world.edit(number, "defi", ANSWERS | {"commune": text, "texte": text})]
    said += _told(world, number)
    assert "« La commune »" in plain(said[-1])
    for each in said:
        assert text not in each or text == harmless(text)
        for line in each.splitlines():
            if "mechant" in line or "pris" in line:
                assert not re.search(r"://|[@<>#$`\[\]]|::", line), line
        assert not re.search(r"(?i)(close|fixe)s:? (#|gh-\d)|@exemple|<!--|<script", each), each
    assert not (world.root / "pris").exists()
    assert set(world.github.files("main")) == set(world.files)
    (new,) = set(world.github.files(f"defi/{number}")) - set(world.files)
    assert re.fullmatch(rf"defis/[a-z0-9-]+-{number}\.md", new)


def _told(world, number):
    """All that the bot wrote anywhere, but for the links and the marks that are its own."""
    own = rf"^Closes #{number}$|demande #{number}\b|<!-- bvm:demande [^<>]* -->\n?\Z"
    for pull in world.github.pulls.values():
        yield from (pull["title"], pull["branch"], world.github.messages(pull["branch"]))
        yield re.sub(own, "", pull["body"], flags=re.MULTILINE)
    yield re.sub(r"\(?proposition #\d+\)?|^<!-- bvm:reponse -->", "", world.answer(number))


@pytest.mark.parametrize("secret", ["jean.dupont@exemple.fr", "06 12 34 56 78", "ghp_" + "a1" * 20])
def test_what_is_refused_is_printed_nowhere(world, secret):
    number = world.github.open_issue(
        "x", body("defi", {**ANSWERS, "texte": f"Dites {secret}."}), "defi"
    )
    said = world.run("opened", number) + world.answer(number)
    assert secret not in said
    assert harmless(secret) not in said or harmless(secret) == "…"
    assert world.github.pulls == {}


def test_a_fault_of_ours_says_where_it_is_and_nothing_that_people_wrote(world, monkeypatch):
    """No request is known to make one: it is put where what people wrote is at hand."""

    def fail(request, *_):
        raise KeyError(request.body)

    monkeypatch.setattr("generator.contributions.checkout.propose", fail)
    asked = body("defi", {**ANSWERS, "texte": "Mon secret"})
    number = world.github.open_issue("Une demande", asked, "defi")
    said = world.run("opened", number, fails=True)
    assert "KeyError" in said
    assert "checkout.py" in said
    assert "secret" not in said


def test_who_asked_is_told_when_a_person_closes_the_pull_request_alone(world):
    number = world.ask("defi", ANSWERS)
    world.refuse(world.pull()["number"])
    assert "n’a pas été retenue" in world.answer(number)
    assert not world.github.open_pulls()


def test_what_waited_goes_on_when_a_person_closes_the_pull_request_before_it(world):
    first = world.ask("mise-a-jour", PHASE)
    second = world.ask("mise-a-jour", {**PHASE, "depuis": "2026-11-10"})
    assert "attend un peu" in world.answer(second)
    world.refuse(world.pull()["number"])
    assert "n’a pas été retenue" in world.answer(first)
    assert "prêt à être relu" in world.answer(second)
    assert world.pull()["branch"] == f"maj/{second}"


def test_all_who_joined_are_told_when_a_person_closes_their_pull_request(world):
    numbers = [world.ask("engagement", {"defi": "cafe", "nombre": str(n)}) for n in (1, 2)]
    world.refuse(world.pull()["number"])
    assert all("n’a pas été retenue" in world.answer(number) for number in numbers)


def test_who_has_no_account_is_not_told_to_change_the_request(world):
    world.github.add_label("sans-compte")
    text = body("defi", ANSWERS | {"titre": ""})
    number = world.github.open_issue("Un défi", text, "sans-compte")
    world.run("opened", number)
    assert "envoyez de nouveau le formulaire" in world.answer(number)
    assert "Edit" not in world.answer(number)


def test_a_comment_of_a_person_with_our_mark_is_not_ours(world):
    number = world.github.open_issue("x", body("defi", ANSWERS), "defi")
    mine = world.github.add_comment(number, f"{MARK}\nFaux", double.PERSON)
    world.run("opened", number)
    assert mine["body"] == f"{MARK}\nFaux"
    assert len(world.github.said(number)) == 1


def test_without_a_token_nothing_is_asked(world):
    world.environ["GITHUB_TOKEN"] = ""
    number = world.github.open_issue("x", body("defi", ANSWERS), "defi")
    assert "GITHUB_TOKEN" in world.run("opened", number, fails=True)
    assert world.github.calls == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"issue": []}', '{"issue": {"number": "1"}}', "\udc80"]
)
def test_what_is_no_event_is_refused_with_a_sentence(world, tmp_path, text):
    event = tmp_path / "x.json"
    event.write_bytes(text.encode("utf-8", "surrogateescape"))
    command = ["depuis-issue", "--evenement", str(event), "--publier"]
    done = CliRunner().invoke(main, command, env=world.environ)
    assert done.exit_code == 2
    assert "n’est pas l’événement attendu" in done.output
    assert world.github.calls == []


# --- Photographs ------------------------------------------------------------------------------

PHOTO = {
    "image_alt": "Un terrain vague derrière des rails.",
    "image_credit": "Les voisins de la gare",
    "photo_accord": "On n’y reconnaît personne",
}


def test_a_photograph_dropped_in_the_form_goes_all_the_way_without_its_place(world):
    """Dropped without the three answers, then with them, then merged."""
    sent = photo()
    assert b"GPS" not in sent
    assert Image.open(BytesIO(sent)).getexif().get_ifd(IFD.GPSInfo)
    dropped = f"Voici.\n\n![IMG_2034]({world.github.drop(sent)})\n\nVenez."
    number = world.ask("defi", {**ANSWERS, "texte": dropped})
    path, branch = JARDIN.format(number), f"defi/{number}"
    assert set(world.github.files(branch)) == {*world.files, path}
    assert "Voici.\n\nVenez." in world.github.text(branch, path)
    said = plain(world.answer(number))
    assert "La photo n° 1 (IMG 2034) attend vos réponses" in said
    assert (
        "« L’accord des personnes sur la photo » (par exemple : On n’y reconnaît personne)" in said
    )
    assert world.github.asked == []

    world.edit(number, "defi", {**ANSWERS, **PHOTO, "texte": dropped})
    image = f"defis/images/un-jardin-derriere-la-gare-{number}-00000001.jpg"
    files = world.github.files(branch)
    assert set(files) == {*world.files, path, image}
    assert f"image: {image.rpartition('/')[2]}\nimage_alt: Un terrain vague" in files[path]
    assert "![" not in files[path]
    said = plain(world.answer(number))
    assert "Votre photo : - « Un terrain vague derrière des rails. » : prise, allégée" in said
    assert "(https" not in said
    assert "est-ce bien ce qu’on y voit ?" in plain(world.pull()["body"])
    world.run("edited", number)
    assert world.github.writes == [], "the same picture gives the same bytes"

    world.merge(world.pull()["number"])
    found = world.github.files("main")
    assert b"Exif" not in found[image]
    for data in world.github.blobs():
        assert not re.search(rb"Exif|Appareil|Une Personne|user-attachments", data)
    write(world.root, found)
    reading = Reader(world.root).read()
    assert reading.catalogue.defis[path[6:-3]].image == image.rpartition("/")[2]
    assert not reading.errors


def test_news_bring_a_photograph_alone_and_take_it_back(world):
    at = world.github.drop(photo())
    number = world.ask("mise-a-jour", {"defi": "cafe", "image": at, **PHOTO})
    branch = f"maj/{number}"
    assert "image: cafe-00000001.jpg" in world.github.text(branch, "defis/cafe.md")
    world.edit(number, "mise-a-jour", {"defi": "cafe", "journal_texte": "Rien de neuf."})
    assert set(world.github.files(branch)) == set(world.files)
    assert "image" not in world.github.text(branch, "defis/cafe.md")


def test_a_second_photograph_waits_for_the_first_then_stands_at_the_end_of_the_text(world):
    """Both would be the image of the défi; neither says anything else."""
    at = [world.github.drop(photo(), number) for number in (1, 2)]
    first = world.ask("mise-a-jour", {"defi": "cafe", "image": at[0], **PHOTO})
    second = world.ask("mise-a-jour", {"defi": "cafe", "image": at[1], **PHOTO})
    assert "en-attente" in world.github.issues[second]["labels"]
    world.merge(world.pull()["number"])
    text = world.github.text(f"maj/{second}", "defis/cafe.md")
    assert world.github.at(f"maj/{first}")
    assert "image: cafe-00000001.jpg" in text
    assert text.endswith(
        "Racontons.\n\n![Un terrain vague derrière des rails.](images/cafe-00000002.jpg)\n\n"
        "Photo : Les voisins de la gare\n"
    )


def test_a_photograph_that_github_does_not_give_leaves_the_text_alone(world):
    at = world.github.drop(b"<html>Sign in")
    number = world.ask("defi", {**ANSWERS, **PHOTO, "image": f"![Image]({at})"})
    assert set(world.github.files(f"defi/{number}")) == {*world.files, JARDIN.format(number)}
    assert "ne peut pas être montrée (une page, pas une photo)" in plain(world.answer(number))


def test_what_must_be_mended_is_told_with_what_becomes_of_the_photographs(world):
    number = world.ask("defi", {**ANSWERS, "titre": "Court", "image": world.github.drop(photo())})
    said = plain(world.answer(number))
    assert "il reste une chose à corriger" in said
    assert "attend vos réponses" in said


def _pictures_of(world, ref):
    """The commits that hold a picture, among all that a branch is made of."""
    return world.github.git(
        "log", "--format=%h", "--full-history", ref, "--", "defis/images"
    ).stdout.split()


def test_an_agreement_taken_back_leaves_no_picture_in_any_commit_to_be_merged(world):
    at = world.github.drop(photo())
    number = world.ask("defi", {**ANSWERS, **PHOTO, "image": at})
    world.edit(number, "defi", {**ANSWERS, **PHOTO, "image": at, "porteur": "Les voisins"})
    branch, pull = f"defi/{number}", world.pull()["number"]
    assert len(_pictures_of(world, branch)) == 1
    world.edit(
        number,
        "defi",
        {**ANSWERS, **PHOTO, "image": at, "photo_accord": "Non, une dame ne veut plus"},
    )
    assert _pictures_of(world, branch) == []
    assert world.pull()["number"] == pull
    assert "attend vos réponses" in plain(world.answer(number))
    world.run("edited", number)
    assert world.github.writes == []
    world.edit(number, "defi", {**ANSWERS, **PHOTO, "image": at})
    assert len(_pictures_of(world, branch)) == 1
    world.edit(number, "defi", ANSWERS)
    world.merge(pull)
    assert _pictures_of(world, "main") == []


def _a_word(world, branch, path):
    world.github.push(branch, path, world.github.text(branch, path).replace("terrain.", "pré."))
    return {}


def _another_file(world, branch, path):
    world.github.push(branch, "defis/autre.md", defi())
    return {}


def _another_fault(world, branch, path):
    return {"titre": "Court"}


@pytest.mark.parametrize("meanwhile", [_a_word, _another_file, _another_fault])
def test_an_agreement_taken_back_of_what_the_bot_may_not_change_is_said_first(world, meanwhile):
    at = world.github.drop(photo())
    sent = {**ANSWERS, **PHOTO, "image": at}
    number = world.ask("defi", sent)
    before, head = world.pull()["body"], f"defi/{number}"
    sent |= meanwhile(world, head, JARDIN.format(number))
    kept = world.github.at(head)
    world.edit(number, "defi", {**sent, "photo_accord": "Une personne refuse"})
    said = plain(world.pull()["body"])
    assert said.startswith("**L’accord a été retiré : ne pas accepter avec cette photo.**")
    assert f"un-jardin-derriere-la-gare-{number}-00000001.jpg" in said
    assert "L’accord pour une photo a été retiré" in plain(world.answer(number))
    assert world.github.at(head) == kept, "what a person wrote stays"
    world.run("edited", number)
    assert world.github.writes == []
    world.edit(number, "defi", sent)
    assert world.pull()["body"].startswith(before[:60])
    assert "L’accord pour une photo a été retiré" not in plain(world.answer(number))


def test_what_a_person_writes_while_the_branch_begins_again_is_not_overwritten(world):
    at = world.github.drop(photo())
    number = world.ask("defi", {**ANSWERS, **PHOTO, "image": at})
    world.github.issues[number]["body"] = body("defi", ANSWERS)
    branch, path = f"defi/{number}", JARDIN.format(number)
    kept = world.github.keep()
    world.run("edited", number)
    (written,) = (
        n
        for n, call in enumerate(world.github.calls, 1)
        if call[0] == "POST" and call[1].endswith("/git/commits")
    )
    world.github.restore(kept)
    world.run(
        "edited", number, meanwhile=(written, lambda: world.github.push(branch, path, "À la main"))
    )
    assert world.github.text(branch, path) == "À la main"


def test_a_request_that_is_over_has_nobody_elses_photograph_asked_for(world):
    at = world.github.drop(photo())
    first = world.ask("mise-a-jour", {"defi": "cafe", "image": at, **PHOTO})
    other = world.ask("mise-a-jour", {"defi": "velo", "journal_texte": "On a roulé ensemble."})
    world.github.asked.clear()
    world.close(other)
    assert world.github.asked == []
    assert world.github.at(f"maj/{first}")


@pytest.mark.parametrize(
    ("end", "closed"),
    [("```\ncode", "```"), ("~~~~\ncode\n~~~", "~~~~"), ("<!-- à compléter", "-->")],
)
def test_a_photograph_stands_after_code_or_a_comment_that_a_text_leaves_open(world, end, closed):
    text = CAFE.replace("journal:", "image: x.jpg\nimage_alt: Un café\njournal:") + f"\n{end}\n"
    world.github.push("main", "defis/cafe.md", text)
    number = world.ask(
        "mise-a-jour", {"defi": "cafe", "image": world.github.drop(photo()), **PHOTO}
    )
    written = world.github.text(f"maj/{number}", "defis/cafe.md")
    assert f"{end}\n{closed}\n\n![Un terrain vague" in written
