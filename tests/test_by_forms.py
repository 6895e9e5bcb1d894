"""Two défis from `/proposer/` to their end, through the forms of the site only, in a browser.

Each step goes all the way: the page, what it opens on GitHub, the issue that GitHub writes of it,
`bvm depuis-issue`, the file, the site built again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import yaml
from click.testing import CliRunner
from doors import DEPOT, agree, erase, fill, read_again, what_github_writes
from playwright.sync_api import Page, expect
from requests_sent import CHOICE, DEFI, GROUP, HELD, LESSONS, MEETING, read_defi
from visits import opened
from worlds import ROOT, make_project, run_build

from generator.cli import main
from generator.content.model import Defi
from generator.forms.gestures import gestures

BEGUN = datetime(2026, 11, 22, 11, tzinfo=UTC)
FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
STEPS = (
    ("informaction", {"rencontre": MEETING}),
    ("creaction", {"tenue": HELD | {"tenue_date": "2026-11-28"}, "etape": {"phase": "Cré’action"}}),
    ("activaction", {"organisation": GROUP | CHOICE, "etape": {"phase": "Activ’action"}}),
    ("activaction", {"bilan": LESSONS | {"etat": "Abouti"}}),
)
"""The news of a défi, gesture by gesture, and the phase where they lead it."""


class Town:
    """The repository of a site, and the site that is built of it, one day after another."""

    def __init__(self, folder: Path) -> None:
        self.project = make_project(folder / "projet", {}, depot=DEPOT)
        self.site = folder / "site"
        self.day, self.number = BEGUN, 11

    @property
    def environ(self) -> dict[str, str]:
        return {"SOURCE_DATE_EPOCH": str(int(self.day.timestamp()))}

    def send(self, address: str) -> None:
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
        said = ["depuis-issue", "--evenement", str(event)]
        done = CliRunner().invoke(main, said, env=self.environ)
        assert done.exit_code == 0, done.output

    def wait(self) -> None:
        """The site is built with what was sent, and some days pass."""
        run_build(self.project, self.site, **self.environ).checked()
        self.day += timedelta(days=4)

    @property
    def defis(self) -> set[str]:
        return {path.stem for path in (self.project / "defis").glob("*.md")}

    def read(self, slug: str) -> Defi:
        defi, problems = read_defi((self.project / f"defis/{slug}.md").read_text("utf-8"), slug)
        assert not [each for each in problems if each.is_error]
        assert defi
        return defi


def with_a_script(page: Page) -> str | None:
    read_again(page)
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_focused()
    return page.get_by_role("link", name="Continuer sur GitHub").get_attribute("href")


def without_a_script(page: Page) -> str | None:
    with page.expect_request(lambda request: request.url.startswith(DEPOT)) as asked:
        page.get_by_role("button", name="GitHub (avec un compte)").click()
    return asked.value.url


@dataclass
class Group:
    """People who carry a défi, in a browser of their own."""

    page: Page
    titre: str
    address_of: Callable[[Page], str | None]
    """What the page opens on GitHub."""
    names_it: bool
    """Whether one writes which défi one gives news of: without a script, no page does it."""
    slug: str = ""
    """Which défi it is, once it is proposed."""

    def tell(self, town: Town, url: str, answers: Mapping[str, str]) -> None:
        """Fill in a form and send it."""
        self.page.goto(url)
        if self.page.get_by_role("button", name="Effacer le brouillon").count():
            erase(self.page)  # the browser cannot know that it was sent
        fill(self.page, answers)
        agree(self.page)
        town.send(self.address_of(self.page) or "")

    def propose(self, town: Town, home: str) -> None:
        answers = {key: said for key, said in DEFI.items() if key != "accord"}
        known = town.defis
        self.tell(town, f"{home}proposer/", answers | {"titre": self.titre})
        (self.slug,) = town.defis - known

    def give_news(self, town: Town, home: str, gesture: str, answers: Mapping[str, str]) -> None:
        """From the page of the défi, which leads to what happened, then to its form."""
        self.page.goto(f"{home}defis/{self.slug}/")
        link = self.page.get_by_role("link", name="Donner des nouvelles").first
        news = f"mettre-a-jour/?defi={self.slug}"
        assert (link.get_attribute("href") or "").endswith(news)
        self.page.goto(home + news)
        if not self.names_it:
            expect(self.page.get_by_role("heading", name="Que s’est-il passé")).to_be_visible()
            self.page.evaluate("document.querySelector('.autres').open = true")
        card = self.page.get_by_role("link", name=gestures()[gesture].titre, exact=True)
        form = card.evaluate("a => a.href")
        assert form.endswith("" if self.names_it else f"?defi={self.slug}")
        which = {"defi": self.slug} if self.names_it else {}
        self.tell(town, form, {**which, **answers})


def check_its_end(defi: Defi) -> None:
    assert defi.etat == "abouti"
    assert [each.phase for each in defi.historique] == ["informaction", "creaction"]
    assert (defi.organisation.forme, defi.decision.mode) == ("association", "consentement")
    assert defi.bilan.suite == "Une cuisine partagée."


def test_a_defi_reaches_its_end_from_the_pages_of_the_forms(
    browser, town, serve, tmp_path, monkeypatch
):
    """One is carried with a script, the other without one."""
    ours = Town(tmp_path)
    monkeypatch.chdir(ours.project)
    scripted, plain = opened(browser), opened(browser, java_script_enabled=False)
    with scripted as (one, _), plain as (other, _):
        groups = (
            Group(one, "Un café à nous", with_a_script, names_it=False),
            Group(other, "Un four à nous", without_a_script, names_it=True),
        )
        home = serve(town("depot").folder)  # the forms of any town are alike
        for group in groups:
            group.propose(ours, home)
        ours.wait()
        home = serve(ours.site)
        for phase, news in STEPS:
            for group in groups:
                for gesture, answers in news.items():
                    group.give_news(ours, home, gesture, answers)
                assert ours.read(group.slug).phase == phase, group.titre
            ours.wait()
        for group in groups:
            group.page.goto(f"{home}defis/{group.slug}/")
            expect(group.page.get_by_text("Abouti").first).to_be_visible()
            check_its_end(ours.read(group.slug))
