"""A proposal made by hand: reviewed without the right to write, then answered from what that found.

The two real commands, one after the other, over a real repository (`github_double`).
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from functools import partial
from typing import ClassVar

import cmarkgfm
import github_double as double
import pytest
from click.testing import CliRunner
from cmarkgfm.cmark import Options
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reading import plain
from requests_sent import DEPOT
from samples import defi
from worlds import EPOCH, ROOT, write

from generator.cli import main
from generator.content.catalogue import Catalogue
from generator.contributions import answering
from generator.contributions import review as reviews
from generator.contributions.answering import Proposed, answer
from generator.contributions.reply import MARK, PublishedSite
from generator.contributions.review import (
    ChangedFile,
    Near,
    Review,
    Seen,
    UnknownBase,
    changes_since,
    is_code,
    is_text,
)
from generator.text.errors import Problem

CAFE = "defis/cafe.md"
DEPENDABOT = {"login": "dependabot[bot]", "type": "Bot"}


class World:
    """A repository on GitHub, and the two workflows that look at what is proposed there."""

    files: ClassVar = {
        **DEPOT,
        CAFE: defi(),
        "defis/velo.md": defi(titre="Un vélo pour chacun"),
    }

    def __init__(self, folder, environ):
        self.github = double.GitHub(folder, self.files)
        self.folder, self.environ = folder, environ
        self.report = folder / "relecture.json"

    def propose(self, files, branch="une-idee", **how):
        return self.github.propose(branch, files, **how)

    def review(self, number):
        """`relire.yml`: what is proposed, merged into main, in a folder of its own."""
        merged = self.github.merged(number)
        folder = self.folder / merged
        self.github.git("worktree", "add", "--detach", str(folder), merged)
        command = [
            "relire",
            "--base",
            "HEAD^1",
            "--format",
            "github",
            "--rapport",
            str(self.report),
        ]
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            return CliRunner().invoke(main, command, env={"SOURCE_DATE_EPOCH": EPOCH})

    def answer(self, number, *, ending="success", kept=("relecture", "site"), **changes):
        """`repondre.yml`: the code and the content of main, the event and the report."""
        pull = self.github.pulls[number]
        self.github.artifacts[7] = {name: 70 + n for n, name in enumerate(kept)}
        run = {
            "id": 7,
            "event": "pull_request",
            "conclusion": ending,
            "head_branch": pull["branch"],
            "head_sha": self.github.at(pull["branch"]),
            "head_repository": {"owner": {"login": pull["owner"]}},
        }
        return self.respond(json.dumps({"action": "completed", "workflow_run": run | changes}))

    def respond(self, event):
        """What the second workflow says of an event, given as a text."""
        file = self.folder / "evenement.json"
        file.write_text(event, "utf-8")
        command = ["repondre", "--evenement", str(file), "--rapport", str(self.report)]
        self.github.calls.clear()
        done = CliRunner().invoke(main, command, env=self.environ)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done

    def both(self, files, **how):
        """A proposal, reviewed and answered; gives its number and what is said under it."""
        number = self.propose(files, **how)
        ending = "failure" if self.review(number).exit_code else "success"
        done = self.answer(number, ending=ending)
        assert done.exit_code == 0, done.output
        return number, self.said(number)

    def said(self, number):
        """The lines of the bot under a proposal, with plain spaces."""
        (said,) = self.github.said(number)
        return "\n".join(map(plain, said.splitlines()))

    def labels(self, number):
        return set(self.github.pulls[number]["labels"])


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The folder where main stands, to answer from."""
    return write(tmp_path_factory.mktemp("depot"), World.files)


@pytest.fixture
def world(tmp_path, monkeypatch, project):
    monkeypatch.setattr(time, "sleep", lambda _: None)  # the command has no clock of ours
    monkeypatch.chdir(project)
    made = World(tmp_path, {"SOURCE_DATE_EPOCH": EPOCH, "SITE_URL": "https://exemple.org/"})
    with double.serve(made.github) as served:
        made.environ |= served
        yield made


JARDIN = {"defis/jardin.md": defi(titre="Un jardin derrière la gare")}


# --- What is answered -------------------------------------------------------------------------


def test_a_proposal_in_order_is_told_so_first_and_shown_as_it_would_be(world):
    _, said = world.both(JARDIN)
    first, *_ = said.removeprefix(f"{MARK}\n").splitlines()
    assert first == "**Merci ! Tout est en ordre : une personne va relire votre proposition.**"
    address = f"https://github.com/{double.REPOSITORY}/actions/runs/7/artifacts/71"
    assert f"[le télécharger]({address})" in said
    assert "À faire" not in said


def test_a_fault_is_told_with_its_file_its_line_and_its_remedy(world):
    number, said = world.both({CAFE: defi().replace("phase: creaction", "phase: creacion")})
    commit = world.github.pulls[number]["head"]
    assert "il reste une chose à corriger" in said.splitlines()[1]
    place = f"https://github.com/{double.REPOSITORY}/blob/{commit}/{CAFE}?plain=1#L4"
    assert f"- [`{CAFE}`, ligne 4]({place}) : `phase` :" in said
    assert "Vouliez-vous dire « creaction »" in said


def test_the_name_of_a_field_stays_as_it_is_written_in_a_file(world):
    _, said = world.both(JARDIN)
    assert "Ajoutez `prochaine_action` avec une date" in said


def test_the_annotations_stand_on_the_lines_that_are_wrong(world):
    number = world.propose({CAFE: defi().replace("phase: creaction", "phase: creacion")})
    done = world.review(number)
    assert done.exit_code == 1
    assert f"::error file={CAFE},line=4,title=phase::" in done.stdout


def test_what_must_be_comes_before_what_could_be(world):
    text = defi().replace("concerne: quartier", "concerne: quartier\nthemes: [parapente]")
    wrong = {CAFE: text, "defis/autre.md": defi(titre="x")}
    _, said = world.both(wrong)
    assert 0 < said.index("**À faire**") < said.index("defis/autre.md") < said.index("**À savoir")
    assert said.index("**À savoir") < said.index("parapente")


def test_advice_on_what_the_proposal_leaves_alone_is_not_told(world):
    text = world.files[CAFE].replace(
        "concerne: quartier", "concerne: quartier\nthemes: [parapente]"
    )
    world.github.push("main", CAFE, text)
    _, said = world.both(JARDIN)
    assert "parapente" not in said
    assert "Tout est en ordre" in said


def test_an_error_elsewhere_is_told_for_the_site_would_not_be_built(world):
    link = defi("Voyez [le vélo](velo.md).\n")
    world.github.push("main", CAFE, link)
    _, said = world.both({"defis/velo.md": None})
    assert f"`{CAFE}`" in said
    assert "à corriger" in said


def test_a_date_moved_by_hand_is_told_what_calendars_wait_for(world):
    meeting = {"date": "2026-12-12", "titre": "Débat", "genre": "debat", "lieu": "La halle",
               "statut": "prevue", "id": "debat"}  # fmt: skip
    world.github.push("main", CAFE, defi(rencontres=[meeting]))
    later = meeting | {"date": "2026-12-19"}
    for row, wanted in (
        (later, "revision: 1"),
        (later | {"id": "autre"}, "revision: 1 id: debat"),
        (later | {"revision": "1"}, ""),
    ):
        name = f"une-idee-{wanted.replace(': ', '-').replace(' ', '-')}"
        number = world.propose({CAFE: defi(rencontres=[row])}, name)
        done = world.review(number)
        assert done.exit_code == 0, done.output
        told = [line for line in done.stdout.splitlines() if "agendas" in line]
        assert " ".join(line.rpartition("Écrivez : ")[2] for line in told) == wanted
        assert all("title=rencontres[1]" in line for line in told)


def test_there_is_one_comment_that_follows_the_proposal(world):
    number, before = world.both({CAFE: defi().replace("phase: creaction", "phase: creacion")})
    world.github.push("une-idee", CAFE, defi("Mieux.\n"))
    assert world.review(number).exit_code == 0
    world.answer(number)
    after = world.said(number)
    assert "à corriger" in before
    assert "Tout est en ordre" in after


def test_answering_twice_changes_nothing(world):
    number, said = world.both(JARDIN)
    world.answer(number)
    assert world.github.writes == []
    assert world.said(number) == said


def test_near_defis_are_told_with_their_page(world):
    _, said = world.both({"defis/cafe-bis.md": defi(titre="Un café à nous tous")})
    assert "Des défis proches existent déjà" in said
    assert "https://exemple.org/defis/cafe/" in said


def test_who_accompanies_is_told_and_labelled(world):
    (text,) = JARDIN.values()
    number, said = world.both({"defis/jardin.md": text.replace("---\n", "---\nexemple: true\n", 1)})
    assert "Qui vous accompagne : le territoire pilote" in said
    assert "pilote:plaine-des-vosges" in world.labels(number)


# --- Labels -----------------------------------------------------------------------------------


def test_the_labels_say_the_phase_and_the_type_and_no_invented_territory(world):
    number, said = world.both(JARDIN)
    assert world.labels(number) == {"phase:creaction", "territoire:petite-ville"}
    assert "Qui vous accompagne" not in said


def test_labels_follow_and_those_that_people_chose_stay(world):
    number, _ = world.both(JARDIN)
    world.github.add_label("urgent")
    world.github.pulls[number]["labels"].append("urgent")
    (text,) = JARDIN.values()
    world.github.push("une-idee", "defis/jardin.md", text.replace("creaction", "informaction"))
    world.review(number)
    world.answer(number)
    assert {"phase:informaction", "urgent"} <= world.labels(number)
    assert "phase:creaction" not in world.labels(number)


def test_labels_stay_as_they_are_when_nothing_came_of_the_review(world):
    number, _ = world.both(JARDIN)
    before = world.labels(number)
    world.report.unlink()
    world.answer(number, ending="failure", kept=())
    assert world.labels(number) == before


# --- Texts and code ---------------------------------------------------------------------------


def test_a_proposal_that_mixes_texts_and_code_is_told_to_split(world):
    _, said = world.both({**JARDIN, "generator/clock.py": "import os\n"})
    assert "il reste une chose à corriger" in said.splitlines()[1]
    assert "**Séparez cette proposition en deux**" in said
    assert "Textes : `defis/jardin.md`. Programme : `generator/clock.py`." in said


def test_the_name_of_a_file_that_reaches_a_person_is_not_repeated(world):
    name = "defis/appeler-06-12-34-56-78.md"
    _, said = world.both({name: defi(), "generator/clock.py": "x\n"})
    assert "Séparez" in said
    assert "12-34" not in said


def test_what_goes_with_both_mixes_nothing(world):
    both = dict.fromkeys(["README.md", "CHANGELOG.md", "docs/exploitation.md"], "x\n")
    _, said = world.both({**JARDIN, **both})
    assert "Séparez" not in said


def test_a_page_that_the_code_makes_is_no_text(world):
    _, said = world.both({"generator/content/model.py": "x = 1\n", "defis/schema.json": "{}\n"})
    assert "Séparez" not in said


ACTS = [
    "generator/content/model.py", "overrides/base.html", ".github/workflows/relire.yml", "Makefile",
    "mkdocs.yml", "requirements/site.txt", "content/page.js", "content/demarche.html", "defis/x.html",
    "docs/evil.py", "docs/x.md/setup.py", "README.md.py", "README.md/x.md", "CHANGELOG.md.yml", "docs/.x.md",
    "content/robots.txt", "CNAME", "annonces/x.svg", "content/x.md.py", "defis/images/x.svg", "conftest.py",
]  # fmt: skip


LEFT = ["defis/Thumbs.db", "content/contribuer/desktop.ini", "annonces/~$lavoir.docx"]
MISNAMED = [
    "defis/lavoir.md.txt",
    "annonces/LAVOIR.MD",
    "defis/lavoir.txt",
    "content/mairie.md.txt",
]


@pytest.mark.parametrize("path", LEFT + MISNAMED)
def test_what_a_system_leaves_or_names_is_no_code(path):
    assert not is_code(path)
    assert is_text(path) == (path in MISNAMED)


@pytest.mark.parametrize("path", ACTS)
def test_what_may_act_is_code_wherever_it_stands(path):
    assert is_code(path)
    assert not is_text(path)


@pytest.mark.parametrize("path", ["overrides/base.html", "content/page.js"])
def test_what_may_act_is_never_vouched_for(world, path):
    _, said = world.both({path: "x\n"})
    assert "le télécharger" not in said
    assert "Tout est en ordre" not in said
    assert f"**Pour qui relit** : cette proposition change le programme (`{path}`)" in said
    assert "Le robot ne se porte garant de rien" in said
    assert "n’ouvrez pas ce site" in said


def test_files_that_changed_while_they_were_asked_for_are_not_those_that_were_looked_at(
    world, monkeypatch
):
    """Who puts the code back in between would have it vouched for."""
    number = world.propose({**JARDIN, "mkdocs.yml": "x\n"}, "une-course")
    assert world.review(number).exit_code in {0, 1}
    ask = answering.Client.pull_paths

    def change_meanwhile(client, pull):
        world.github.push("une-course", "mkdocs.yml", "site_name: x\n")
        return ask(client, pull)

    monkeypatch.setattr(answering.Client, "pull_paths", change_meanwhile)
    assert world.answer(number).exit_code == 0
    assert world.github.said(number) == []


def test_a_proposal_of_more_files_than_github_tells_is_never_vouched_for(world, monkeypatch):
    monkeypatch.setattr(answering, "ALL_FILES", 1)
    _, said = world.both(JARDIN)
    assert "le télécharger" not in said
    assert "trop de fichiers pour que GitHub les donne tous" in said


def test_texts_drawings_and_photos_are_shown_as_they_would_be(world):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    _, said = world.both({"content/images/x.svg": drawing, **JARDIN})
    assert "le télécharger" in said
    assert "Pour qui relit" not in said


def test_each_folder_is_texts_or_code_as_the_owners_of_files_are():
    owners = (ROOT / ".github/CODEOWNERS").read_text("utf-8")
    teams = {
        folder: team
        for team, block in enumerate(owners.split("\n#\n"))
        for folder in re.findall(r"^(?:#   )?/(\S+) +@", block, re.MULTILINE)
    }
    texts, code = teams["defis/"], teams["generator/"]
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    tops = {path.partition("/")[0] for path in tracked.stdout.decode().split("\0") if "/" in path}
    assert {name.rstrip("/") for name in teams} >= tops - {"docs"}
    for folder, team in teams.items():
        file = f"{folder}x.md" if folder.endswith("/") else folder
        assert is_text(file) == (team == texts), folder
        assert is_code(file) == (team == code), folder


# --- Those that move and go -------------------------------------------------------------------


def test_a_defi_that_moves_is_told_how_its_address_goes_on(world):
    _, said = world.both({CAFE: None, "defis/cafe-du-val.md": world.files[CAFE]})
    assert "`cafe` n’aura plus de page" in said
    assert "`anciens_slugs: [cafe]`" in said


def test_a_defi_whose_address_goes_on_is_not_lost(world):
    text = world.files[CAFE].replace("concerne: ", "anciens_slugs: [cafe]\nconcerne: ")
    _, said = world.both({CAFE: None, "defis/cafe-du-val.md": text})
    assert "n’aura plus de page" not in said


# --- People -----------------------------------------------------------------------------------


def test_who_comes_for_the_first_time_is_welcomed_and_told_what_comes_next(world):
    number, _ = world.both(JARDIN)
    told = {}
    for one in ("FIRST_TIME_CONTRIBUTOR", "FIRST_TIMER", "NONE", "MEMBER", "CONTRIBUTOR", "OWNER"):
        world.github.pulls[number]["association"] = one
        world.answer(number)
        welcome = "C’est votre première proposition ici : bienvenue" in world.said(number)
        assert ("La suite, en trois étapes" in world.said(number)) == welcome, one
        told[one] = welcome
    assert {one for one in told if told[one]} == {"FIRST_TIME_CONTRIBUTOR", "FIRST_TIMER", "NONE"}


def test_a_robot_whose_proposal_is_in_order_gets_no_answer(world):
    number = world.propose({"requirements/site.txt": "x\n"}, who=DEPENDABOT)
    world.review(number)
    assert "un robot n’attend pas de merci" in world.answer(number).output
    assert world.github.said(number) == []


def test_a_robot_whose_proposal_is_wrong_gets_one_for_who_reviews(world):
    number = world.propose({CAFE: "x"}, who=DEPENDABOT)
    world.review(number)
    world.answer(number, ending="failure")
    assert "à corriger" in world.said(number)


# --- When it goes wrong -----------------------------------------------------------------------


def test_a_robot_that_mended_its_proposal_is_told_so(world):
    number = world.propose({CAFE: "x"}, who=DEPENDABOT)
    world.review(number)
    world.answer(number, ending="failure")
    world.github.push("une-idee", CAFE, defi("Mieux.\n"))
    world.review(number)
    world.answer(number)
    assert "Tout est en ordre" in world.said(number)


def test_a_review_that_could_not_be_made_is_said_and_is_nobodys_fault(world):
    number = world.propose(JARDIN)
    done = world.answer(number, ending="failure", kept=())
    assert done.exit_code == 0
    said = world.said(number)
    assert "La relecture automatique n’a pas pu se faire" in said
    assert "/actions/runs/7)" in said
    assert "le télécharger" not in said


def test_a_site_that_cannot_be_built_is_said(world):
    number = world.propose(JARDIN)
    world.review(number)
    world.answer(number, ending="failure", kept=("relecture",))
    assert "le site ne se construit pas avec ce changement" in world.said(number)


@pytest.mark.parametrize("ending", ["cancelled", "action_required", "skipped", "stale"])
def test_a_run_that_looked_at_nothing_is_not_answered(world, ending):
    number = world.propose(JARDIN)
    assert world.answer(number, ending=ending).exit_code == 0
    assert world.github.calls == []


def test_a_proposal_that_changed_since_is_left_to_its_next_review(world):
    number = world.propose(JARDIN)
    world.review(number)
    before = world.github.pulls[number]["head"]
    world.github.push("une-idee", "defis/jardin.md", defi(titre="Un autre jardin"))
    done = world.answer(number, head_sha=before)
    assert "a changé depuis" in done.output
    assert world.github.writes == []


def test_the_branch_of_somebody_else_with_the_same_name_is_not_answered(world):
    number = world.propose(JARDIN)
    world.review(number)
    done = world.answer(number, head_repository={"owner": {"login": "autre"}})
    assert "n’est plus ouverte" in done.output
    assert world.github.writes == []


def test_a_copy_that_was_deleted_is_not_answered(world):
    assert world.answer(world.propose(JARDIN), head_repository=None).exit_code == 0
    assert world.github.calls == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"workflow_run": []}', '{"workflow_run": {"id": "1"}}',
             '{"workflow_run": {"id": 1, "event": "push"}}',
             '{"workflow_run": {"id": 1, "event": "pull_request", "head_repository": {}}}'],
)  # fmt: skip
def test_what_is_no_such_event_is_refused_with_a_sentence(world, text):
    done = world.respond(text)
    assert done.exit_code == 2
    assert "n’est pas l’événement attendu" in done.output


def test_when_github_fails_the_next_run_does_what_was_left(world):
    number = world.propose(JARDIN)
    world.review(number)
    kept = world.github.keep()
    world.answer(number)
    calls, wanted = len(world.github.calls), (world.said(number), world.labels(number))
    assert calls > 5
    left = []  # what follows depends on nothing else
    for at in range(1, calls + 1):
        world.github.restore(kept)
        world.github.fail_at(at, "500", times=9)
        assert world.answer(number).exit_code == 1
        world.github.failure = None
        if (state := world.github.keep()) in left:
            continue
        left.append(state)
        assert world.answer(number).exit_code == 0
        assert (world.said(number), world.labels(number)) == wanted, at
    assert len(left) > 2


def test_a_base_that_git_does_not_know_is_said(bvm, tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for base in ("nulle-part", "--output=/tmp/pris", ""):
        done = bvm("relire", f"--base={base}")
        assert done.exit_code == 2
        assert "Git ne connaît pas" in done.output


# --- What the proposal forges -----------------------------------------------------------------

EVIL = (
    "<img src=x onerror=alert(1)> @toutes closes #1 [x](https://mechant.example.org) `code` \u202e"
)


def forged(**changes):
    """A report as somebody could write it: as it should be, but for some parts."""
    ok = {
        "problems": [
            {"path": CAFE, "line": 4, "field": "phase", "kind": "valeur_hors_liste", "message": "x"}
        ],
        "defis": [{"slug": "cafe", "phase": "creaction", "territoire": "rural", "pilote": ""}],
        "near": [{"slug": "jardin", "other": "cafe", "why": "x"}],
        "lost": ["velo"],
    }
    return json.dumps({**ok, **changes})


ROW = {"path": CAFE, "line": 4, "field": "phase", "kind": "valeur_hors_liste", "message": "x"}


def test_the_report_that_the_others_change_is_one():
    assert json.loads(forged())["problems"] == [ROW]


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "[" * 100_000, "{}" * 2, forged(problems="x"), forged(problems=[1]),
     forged(problems=[{**ROW, "kind": "inventé"}]), forged(problems=[{**ROW, "line": "4"}]),
     forged(defis=[{"slug": "../x"}]), forged(lost=["../../etc/passwd"]), forged(lost=[["x"]]),
     forged(near=[{"slug": "A B", "other": "cafe", "why": "x"}]), forged(autre=[1]) * 2,
     forged(problems=[ROW] * 20_000)],
    ids=range(15),
)  # fmt: skip
def test_what_is_no_report_counts_for_nothing(world, text):
    number = world.propose(JARDIN)
    world.report.write_text(text, "utf-8")
    assert world.answer(number).exit_code == 0
    assert "n’a pas pu se faire" in world.said(number)
    assert world.labels(number) == set()


def test_what_is_forged_in_a_report_does_nothing(world):
    number = world.propose(JARDIN)
    evil = {"path": f"defis/{EVIL}.md", "line": 10**9, "field": EVIL, "kind": "valeur_hors_liste"}
    world.report.write_text(
        forged(
            problems=[{**evil, "message": EVIL * 50}],
            defis=[{"slug": "cafe", "phase": EVIL, "territoire": "x", "pilote": EVIL}],
            near=[{"slug": "cafe", "other": EVIL, "why": EVIL}],
        ),
        "utf-8",
    )
    assert world.answer(number).exit_code == 0
    said = world.said(number)
    assert world.labels(number) == set()
    for part in ("<img", "@toutes", "#1 ", "mechant.example.org)", "`code`", "\u202e"):
        assert part not in said, part


TEXT = st.text(max_size=40) | st.just(EVIL)
SLUG = st.text("abyz09-", max_size=20).map("a{}".format)


@st.composite
def found(draw):
    kinds = st.sampled_from(["valeur_hors_liste", "porte_debat"])
    rows = st.builds(
        Problem,
        TEXT, st.integers(-5, 10**12), TEXT, kinds, TEXT,
    )  # fmt: skip
    many = {"max_size": 3}
    return Review(
        problems=tuple(draw(st.lists(rows, **many))),
        defis=tuple(draw(st.lists(st.builds(Seen, SLUG, TEXT, TEXT, TEXT), **many))),
        near=tuple(draw(st.lists(st.builds(Near, SLUG, TEXT, TEXT), **many))),
        lost=tuple(draw(st.lists(SLUG, **many))),
    )


PULL = Proposed("https://github.com/exemple/bien-vivre", "a" * 40, 7, passed=False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found())
def test_what_is_written_is_read_back(tmp_path, review):
    file = tmp_path / "relecture.json"
    try:
        reviews.write(review, file)
    except ValueError:  # a lone surrogate has no bytes
        return
    assert reviews.read(file) == review


@given(found(), st.lists(TEXT, max_size=3))
@example(Review(), [EVIL])
def test_whatever_was_found_no_comment_holds_anything_that_acts(review, paths):
    pull = Proposed(
        PULL.repository, PULL.commit, 7, passed=True, texts=tuple(paths), code=("x.py",)
    )
    said = answer(pull, review, PublishedSite(Catalogue()))
    html = cmarkgfm.github_flavored_markdown_to_html(said, Options.CMARK_OPT_UNSAFE)
    links = html.split('href="')[1:]
    assert all(link.startswith(PULL.repository) for link in links), links
    assert html.count("<img") == html.count("<script") == 0
    assert "@" not in said.replace("anciens_slugs", "")


# --- Pieces -----------------------------------------------------------------------------------


def test_changes_are_those_of_git(tmp_path):
    git = partial(subprocess.run, cwd=tmp_path, check=True, capture_output=True)
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    git(["git", "init", "-q"])
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(f"{name}\n" * 20, "utf-8")
    git(["git", "add", "."])
    git(["git", *who, "commit", "-q", "-m", "x"])
    (tmp_path / "a").unlink()
    (tmp_path / "b").rename(tmp_path / "d é\n'\"")
    (tmp_path / "c").write_text("autre\n", "utf-8")
    (tmp_path / "e").write_text("nouveau\n", "utf-8")
    git(["git", "add", "-A"])
    assert changes_since(tmp_path, "HEAD") == [
        ChangedFile("", "a"), ChangedFile("c", "c"), ChangedFile("d é\n'\"", "b"), ChangedFile("e", ""),
    ]  # fmt: skip
    with pytest.raises(UnknownBase):
        changes_since(tmp_path, "--no-index")


def test_of_very_many_problems_the_first_are_told_and_the_others_counted():
    many = tuple(
        Problem(f"defis/x{n}.md", 1, "", "valeur_hors_liste", "x" * 900) for n in range(50)
    )
    said = answer(PULL, Review(problems=many), PublishedSite(Catalogue()))
    assert "il reste 50 choses" in said
    assert "et 30 de plus" in said
    assert len(said) < 65_536, "GitHub takes no longer comment"
