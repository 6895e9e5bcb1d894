"""The only speaker of HTTP, against the double: what it asks, and what it does with what it gets."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import github_double as double
import pytest
from worlds import ROOT

from generator.contributions.branches import blob_of
from generator.contributions.github import (
    PAGE,
    Client,
    GitHubRefused,
    Label,
    Moved,
    TreeEntry,
    connect,
)


@pytest.fixture
def github(tmp_path):
    return double.GitHub(tmp_path, {"defis/cafe.md": "Un café\n", "mkdocs.yml": "site_name: x\n"})


@pytest.fixture
def client(github):
    waited = []
    with double.serve(github) as environ:
        made = connect(environ)
        yield Client(api=made.api, repository=made.repository, token=made.token, wait=waited.append)


def test_a_file_is_read_as_a_commit_holds_it(github, client):
    found = client.file("defis/cafe.md", client.head("main"))
    assert found.text == "Un café\n"
    assert found.blob == github.git("rev-parse", "main:defis/cafe.md").stdout.strip()
    assert client.file("defis/absent.md", client.head("main")) is None


def test_a_branch_that_does_not_exist_has_no_head(client):
    assert client.head("defi/12") is None


def test_one_commit_moves_a_file_and_changes_it(github, client):
    main = client.commit(client.head("main"))
    changes = [TreeEntry("defis/bistrot.md", text="Un bistrot\n"), TreeEntry("defis/cafe.md")]
    made = client.write(changes, tree=main.tree, parents=[main.sha], message="Déplacer")
    client.begin("defi/1", made)
    assert github.files("defi/1") == {
        "defis/bistrot.md": "Un bistrot\n",
        "mkdocs.yml": "site_name: x\n",
    }
    assert github.count("defi/1") == 1
    assert client.commit(made).message == "Déplacer"
    assert client.commit(made).parents == (main.sha,)


@pytest.mark.parametrize("size", [300, 1_200_000])
def test_a_picture_is_kept_byte_by_byte_beside_its_text(github, client, size):
    """GitHub gives the bytes of what is larger than a megabyte no more, but its name still."""
    picture = b"\xff\xd8\xff" + bytes(size)
    main = client.commit(client.head("main"))
    entries = [TreeEntry("defis/images/a.jpg", text=picture), TreeEntry("defis/a.md", text="a\n")]
    made = client.write(entries, tree=main.tree, parents=[main.sha], message="Une photo")
    client.begin("defi/1", made)
    assert github.files("defi/1")["defis/images/a.jpg"] == picture
    found = client.file("defis/images/a.jpg", made)
    assert (found.text, found.blob) == (None, blob_of(picture))


def test_a_branch_is_never_forced(github, client):
    main = client.commit(client.head("main"))
    made = [
        client.write(
            [TreeEntry("a.md", text=text)], tree=main.tree, parents=[main.sha], message="x"
        )
        for text in ("a", "b")
    ]
    client.begin("maj/1", made[0])
    with pytest.raises(Moved):
        client.begin("maj/1", made[1])
    with pytest.raises(Moved):
        client.advance("maj/1", made[1])
    assert github.at("maj/1") == made[0]


def test_a_pull_request_is_opened_changed_closed_and_opened_again(github, client):
    github.git("branch", "defi/7", "main")
    github.push("defi/7", "defis/x.md", "x")
    opened = client.open_pull(branch="defi/7", base="main", title="Un défi", body="Closes #7")
    assert client.pulls(branch="defi/7") == [opened]
    with pytest.raises(Moved):
        client.open_pull(branch="defi/7", base="main", title="Un défi", body="")
    assert client.change_pull(opened.number, title="Autre").title == "Autre"
    assert not client.change_pull(opened.number, state="closed").is_open
    assert client.change_pull(opened.number, state="open").is_open


def test_comments_come_with_who_wrote_them(github, client):
    number = github.open_issue("Un titre", "Un texte")
    client.comment(number, "De nous")
    github.add_comment(number, "D’une personne", double.PERSON)
    assert [(each.body, each.by_bot) for each in client.comments(number)] == [
        ("De nous", True),
        ("D’une personne", False),
    ]
    client.change_comment(next(client.comments(number)).id, "Mieux")
    assert github.said(number) == ["Mieux"]


def test_a_missing_label_is_created_with_its_colour(github, client):
    number = github.open_issue("Un titre", "Un texte")
    client.add_labels(number, [Label("pilote:vosges", "2a7a4f", "Territoire pilote")])
    assert github.labels["pilote:vosges"]["color"] == "2a7a4f"
    client.remove_label(number, "pilote:vosges")
    client.remove_label(number, "pilote:vosges")
    assert client.issue(number)["labels"] == []


def test_an_issue_is_opened_with_its_labels(github, client):
    number = client.open_issue(title="Un titre", body="Un texte", labels=["defi"])
    issue = github.issues[number]
    assert (issue["title"], issue["body"], issue["labels"]) == ("Un titre", "Un texte", ["defi"])


@pytest.mark.parametrize("how", ["500", "coupure", "limite"])
def test_an_issue_is_asked_for_once_since_somebody_waits(github, client, how):
    github.fail_at(1, how)
    with pytest.raises(GitHubRefused):
        client.open_issue(title="Un titre", body="Un texte", labels=["defi"])
    assert len(github.calls) == 1


def test_a_long_list_is_read_whole(github, client):
    github.add_label("engagement")
    numbers = [github.open_issue("x", "y", "engagement") for _ in range(PAGE + 1)]
    assert [each["number"] for each in client.open_issues("engagement")] == numbers


@pytest.mark.parametrize("how", ["500", "coupure"])
def test_what_can_be_asked_twice_is(github, client, how):
    github.fail_at(1, how, times=2)
    assert client.head("main")
    assert len(github.calls) == 3


@pytest.mark.parametrize("how", ["500", "coupure"])
def test_a_comment_is_never_sent_twice(github, client, how):
    number = github.open_issue("Un titre", "Un texte")
    github.fail_at(1, how)
    with pytest.raises(GitHubRefused):
        client.comment(number, "Bonjour")
    assert len(github.calls) == 1


def test_what_keeps_failing_is_given_up(github, client):
    github.fail_at(1, "500", times=99)
    with pytest.raises(GitHubRefused, match="n’a pas répondu"):
        client.head("main")
    assert len(github.calls) == 3


def test_when_github_asks_to_wait_long_nobody_waits(github, client):
    github.fail_at(1, "limite")
    with pytest.raises(GitHubRefused, match="attendre"):
        client.head("main")
    assert len(github.calls) == 1


def test_no_error_says_the_token_or_what_github_said(github, client):
    github.fail_at(1, "500", times=99)
    with pytest.raises(GitHubRefused) as caught:
        client.issue(1)
    assert "Server Error" not in str(caught.value)
    assert double.TOKEN not in f"{caught.value!r} {client!r}"


def test_the_token_follows_no_redirection(client):
    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(301)
            self.send_header("Location", client.api)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    with double.running(HTTPServer(("127.0.0.1", 0), Elsewhere)) as address:
        away = Client(api=address, repository="a/b", token=double.TOKEN)
        with pytest.raises(GitHubRefused):
            away.head("main")


@pytest.mark.parametrize(
    "wrong",
    [
        {"GITHUB_TOKEN": ""},
        {"GITHUB_REPOSITORY": "sans-organisme"},
        {"GITHUB_REPOSITORY": "a/b/../c"},
        {"GITHUB_API_URL": "http://ailleurs.example.org"},
    ],
)
def test_without_what_github_gives_nothing_is_asked(wrong):
    good = {"GITHUB_REPOSITORY": "a/b", "GITHUB_TOKEN": "x"}
    with pytest.raises(GitHubRefused):
        connect({**good, **wrong})
    assert connect(good).api == "https://api.github.com"


# The double itself must refuse what GitHub would.


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/pulls", {"base": "main"}),
        ("POST", "/issues/1/labels", {"labels": 5}),
        ("POST", "/issues/1/comments", {"texte": "x"}),
        ("POST", "/git/trees", {"tree": "x"}),
        ("GET", "/pulls?etat=open", None),
        ("GET", "/pulls?state=ouvert", None),
        ("DELETE", "/pulls", None),
    ],
)
def test_the_double_refuses_what_github_does_not_take(github, client, method, path, body):
    """Asked without the client, which asks for none of it."""
    asked = Request(
        f"{client.api}/repos/{client.repository}{path}",
        method=method,
        data=json.dumps(body).encode() if body else None,
        headers={
            "Authorization": f"Bearer {double.TOKEN}",
            "X-GitHub-Api-Version": "2022-11-28",
            "Content-Type": "application/json",
        },
    )
    with pytest.raises(HTTPError) as refused:
        urlopen(asked)
    refused.value.close()
    assert github.wrong
    github.wrong.clear()


def test_the_double_gives_nothing_that_github_does_not():
    with pytest.raises(AssertionError):
        double.fill("/repos/{owner}/{repo}/issues/{issue_number}", "get", 200, {"number": "un"})


def test_the_description_is_small_and_says_where_it_comes_from():
    path = Path(ROOT) / "tests" / "github" / "description.json"
    info = json.loads(path.read_text("utf-8"))["info"]
    assert path.stat().st_size < 400_000
    assert info == {"package": "@octokit/openapi", "version": "23.0.2", "licence": "MIT"}
    assert "MIT License" in (path.parent / "LICENSE").read_text("utf-8")


def test_the_repository_of_the_double_is_one_that_git_finds_sound(github):
    github.push("main", "defis/images/a/b.md", "Un texte")
    github.propose("une-idee", {"defis/cafe.md": None, "defis-avant.md": "x", "mkdocs.yml": ""})
    github.merge(github.open_pulls()[0]["number"])
    done = github.git("fsck", "--strict", "--no-dangling")
    assert (done.stdout, done.stderr) == ("", "")
    named = github.git("ls-tree", "-r", "--name-only", "main").stdout.split()
    assert (
        named
        == sorted(github.files("main"))
        == ["defis-avant.md", "defis/images/a/b.md", "mkdocs.yml"]
    )
    assert github.git("show", "main:defis/images/a/b.md").stdout == "Un texte"


def test_the_double_comes_back_to_what_was_kept(github):
    number = github.open_issue("Avant", "x")
    kept, files = github.keep(), github.files("main")
    for _ in range(2):
        github.issues[number]["title"] = "Autre"
        github.open_issue("Après", "x")
        github.push("main", "defis/cafe.md", "Un four")
        github.propose("une-idee", {"a.md": "x"})
        assert github.keep() != kept
        github.restore(kept)
        assert github.issues == {number: github.issues[number] | {"title": "Avant"}}
        assert (github.keep(), github.files("main")) == (kept, files)
