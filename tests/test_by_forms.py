"""A défi from `/proposer/` to its end, through the forms of the site only, in a browser.

Each step goes all the way: the page, what it opens on GitHub, the issue that GitHub writes of it,
`bvm depuis-issue`, the file, the site built again.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT, make_project, run_build
from playwright.sync_api import expect
from test_contributions import CHOICE, DEFI, GROUP, HELD, LESSONS, MEETING, read_defi
from test_form_pages import fill
from test_form_script import agree, read_again
from test_form_script import opened as opened_with_nobody_elsewhere
from test_issue_forms import what_github_writes

from generator.cli import main

DEPOT = "https://github.com/exemple/bien-vivre"
BEGUN = datetime(2026, 11, 22, 11, tzinfo=UTC)
FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"


class Town:
    """The repository of a site, and the site that is built of it, one day after another."""

    def __init__(self, folder, serve):
        self.project = make_project(folder / "projet", {})
        self.site, self.serve = folder / "site", serve
        self.day, self.number = BEGUN, 11
        self.build()
        self.home = serve(self.site)

    @property
    def environ(self):
        return {"SOURCE_DATE_EPOCH": str(int(self.day.timestamp()))}

    def build(self):
        built = run_build(
            self.project, self.site, GITHUB_REPOSITORY="exemple/bien-vivre", **self.environ
        )
        assert built.code == 0, built.said

    def send(self, address):
        """GitHub shows what its address holds, a person confirms, the workflow runs."""
        given = dict(parse_qsl(urlsplit(address).query))
        document = yaml.safe_load((FOLDER / given.pop("template")).read_text("utf-8"))
        self.number += 1
        issue = {
            "number": self.number,
            "title": document["title"],
            "state": "open",
            "created_at": f"{self.day:%Y-%m-%dT%H:%M:%SZ}",
            "body": what_github_writes(document, given),
        }
        event = self.project.parent / "evenement.json"
        event.write_text(json.dumps({"action": "opened", "issue": issue}), "utf-8")
        done = CliRunner().invoke(
            main, ["depuis-issue", "--evenement", str(event)], env=self.environ
        )
        assert done.exit_code == 0, done.output
        self.build()
        self.day += timedelta(days=4)

    @property
    def file(self):
        (path,) = (self.project / "defis").glob("*.md")
        return path


def with_a_script(page):
    read_again(page)
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_focused()
    return page.get_by_role("link", name="Continuer sur GitHub").get_attribute("href")


def without_a_script(page):
    with page.expect_request(lambda request: request.url.startswith(DEPOT)) as asked:
        page.get_by_role("button", name="Continuer sur GitHub").click()
    return asked.value.url


@pytest.mark.parametrize(
    ("script", "address_of"),
    [(True, with_a_script), (False, without_a_script)],
    ids=["with a script", "without a script"],
)
def test_a_defi_reaches_its_end_from_the_pages_of_the_forms(
    browser, serve, tmp_path, monkeypatch, script, address_of
):
    town = Town(tmp_path, serve)
    monkeypatch.chdir(town.project)

    def step(page, address, answers):
        page.goto(town.home + address)
        draft = page.get_by_role("button", name="Effacer le brouillon")
        if draft.count():  # the browser cannot know that it was sent
            draft.click()
        fill(page, answers)
        agree(page)
        town.send(address_of(page))

    with opened_with_nobody_elsewhere(browser, java_script_enabled=script) as (_, page, _seen):
        step(page, "proposer/", {k: v for k, v in DEFI.items() if k != "accord"})
        slug = town.file.stem
        for phase, said in (
            ("informaction", MEETING),
            ("creaction", HELD | {"tenue_date": "2026-11-28", "phase": "Cré’action"}),
            ("activaction", GROUP | CHOICE | {"phase": "Activ’action"}),
            ("activaction", LESSONS | {"etat": "Abouti"}),
        ):
            page.goto(f"{town.home}defis/{slug}/")
            link = page.get_by_role("link", name="Donner des nouvelles").first
            news = f"mettre-a-jour/?defi={slug}"
            assert (link.get_attribute("href") or "").endswith(news)
            step(page, news, said | ({} if script else {"defi": slug}))
            defi, problems = read_defi(town.file.read_text("utf-8"), slug)
            assert not [each for each in problems if each.is_error]
            assert defi.phase == phase
        page.goto(f"{town.home}defis/{slug}/")
        expect(page.get_by_text("Abouti").first).to_be_visible()
    assert defi.etat == "abouti"
    assert [each.phase for each in defi.historique] == ["informaction", "creaction"]
    assert (defi.organisation.forme, defi.decision.mode) == ("association", "consentement")
    assert defi.bilan.suite == "Une cuisine partagée."
