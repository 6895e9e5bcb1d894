"""What the pages let a browser load and run: what got into one of them does nothing there.

The policy is all that stands between an attempt and the page, so that each of those there are is
tried on one page of its kind; `tools/attacks.py` tries every type of page.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from attacks import DOM, MARKUP, POLICY, strike
from jinja2 import DictLoader, Environment
from nginx import NGINX, served
from playwright.sync_api import Browser, expect
from reading import Written
from visits import opened
from worlds import ROOT, Built

from generator.content.editorial import clean, renderer
from generator.outputs.editorial import dressed
from generator.outputs.kit.policy import EARLY, let_last_script, policy_globals
from generator.text.policy import hash_source, policy

BARE = "default-src 'none';base-uri 'none';form-action 'none'"
SHOWN = "style-src 'self' file:;img-src 'self' file: data:"
EVERY = f"{BARE};script-src 'self' file: ~;{SHOWN};connect-src 'self'"

KINDS = {
    "a page": EVERY,
    "a page with a map that moves": EVERY.replace(
        "data:", "data: https://data.geopf.fr https://tile.openstreetmap.org"
    ),
    "what is near": EVERY.replace("~", "~ ~"),
    "a form that a repository takes": EVERY.replace(
        "form-action 'none'", "form-action https://github.com"
    ),
    "a form that shows what is over": EVERY.replace("~", "~ ~").replace(
        "form-action 'none'", "form-action https://github.com"
    ),
    "home, which asks for a commune": EVERY.replace(
        "form-action 'none'", "form-action 'self' file:"
    ),
    "where one learns to embed": f"{EVERY};frame-src 'self' file:",
    "a frame for a town": f"{BARE};{SHOWN}",
    "an address that moved": BARE,
}
"""Every policy of the sites of the tests, `~` in the place of the sum of a script."""

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SUM = re.compile(r"'sha256-[\w+/]{43}='")


def policy_of(page: Written) -> str:
    said = POLICY.findall(page.text)
    assert len(said) == 1, page.address
    return said[0]


@pytest.fixture(scope="module")
def kinds(written: dict[str, list[Written]]) -> dict[str, Written]:
    """A page of each policy, by what it is."""
    names = {said: name for name, said in KINDS.items()}
    every = [page for pages in written.values() for page in pages]
    return {names[_SUM.sub("~", policy_of(page))]: page for page in every}


def test_what_a_page_needs_is_said_by_that_page_and_no_other(kinds):
    assert set(kinds) == set(KINDS)


def test_a_policy_stands_before_all_that_it_rules(written):
    for page in (page for pages in written.values() for page in pages):
        before = page.text[: POLICY.search(page.text).start()]
        tags = set(re.findall(r"<(\w+[^>]*)", before))
        assert tags <= {
            'html lang="fr"',
            "head",
            'meta charset="utf-8"',
            'meta name="viewport" content="width=device-width,initial-scale=1"',
        }, page.address


def test_the_sums_are_those_of_the_scripts_that_stand_in_the_page(written):
    for page in (page for pages in written.values() for page in pages):
        sums = {
            f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
            for text in _INLINE.findall(page.text)
        }
        assert sums == set(_SUM.findall(policy_of(page))), page.address


def test_no_page_does_what_its_policy_forbids(written):
    every = (page for pages in written.values() for page in pages)
    assert [f"/{page.address}: {each}" for page in every for each in page.inline] == []


# In the browser.


@pytest.fixture
def struck(browser: Browser) -> Iterator[Callable[[str, str], list[str]]]:
    """Open a text as what stands at an address, with every attempt in it; what did something."""
    with opened(browser) as (page, _):
        yield lambda url, html: strike(page, url, html)


@pytest.mark.parametrize("kind", [*KINDS, "a page, from a disk", "a frame for a town, from a disk"])
def test_nothing_that_got_into_a_page_runs(kinds, serve, struck, kind):
    kind, disk, _ = kind.partition(", from a disk")
    page = kinds[kind]
    url = page.file.as_uri() if disk else serve(page.site) + page.address
    # An address that moved would lead away before anything is tried.
    html = re.sub(r'<meta http-equiv="refresh"[^>]*>', "", page.text)
    assert struck(url, html) == []


def test_without_a_policy_every_attempt_does_something(kinds, serve, struck):
    """So that the test above can fail."""
    page = kinds["a page"]
    assert set(struck(serve(page.site) + page.address, POLICY.sub("", page.text))) == {
        *MARKUP,
        *DOM,
    }


def test_data_in_a_page_is_no_script_and_needs_no_sum(site: Built, serve, browser: Browser):
    with opened(browser) as (page, seen):
        page.goto(serve(site.folder) + "defis/cafe-participatif-mirecourt/")
        linked = page.locator("script[type='application/ld+json']").text_content()
        assert '"@context"' in (linked or "")
        assert seen.errors == []
        page.evaluate("document.body.append(Object.assign("
                      "document.createElement('script'), { textContent: '1' }))")  # fmt: skip
        assert "Content Security Policy" in " ".join(seen.errors), "what is refused is heard"


# What a policy is made of.


def test_the_sum_of_a_script_is_that_of_the_standard():
    """The example of CSP Level 3, §8.4 « Allowing external JavaScript via hashes » and MDN."""
    said = hash_source("alert('Hello, world.');")
    assert said == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


@pytest.mark.parametrize(
    "sources",
    ["", "'self'; script-src *", "'self', default-src *", "'self'\n", " 'self'", "https://é.fr"],
)
def test_no_source_ends_its_directive(sources):
    with pytest.raises(ValueError, match="no directive"):
        policy({"img-src": sources})


def said_by(script: str, **more: str) -> str:
    scripts = {EARLY: "early()", "near/one.js": script}
    return policy_globals(Environment(loader=DictLoader(scripts)))["politique"](
        "near/one.js", **more
    )


def test_a_page_adds_what_it_needs_to_what_every_page_has():
    sums = f"{hash_source('early()')} {hash_source('one()')}"
    said = said_by(
        "// why\none()", script_src="'wasm-unsafe-eval'", form_action="", font_src="'self'"
    )
    assert f";script-src 'self' file: {sums} 'wasm-unsafe-eval';" in said
    assert ";form-action 'none';" in said
    assert said.endswith(";font-src 'self'")


@pytest.mark.parametrize("script", ["a = '</SCRIPT>'", "a = '<!--'"])
def test_no_script_ends_the_element_that_holds_it(script):
    with pytest.raises(ValueError, match=r"near/one\.js"):
        said_by(script)


def test_the_script_of_a_server_is_let_and_that_of_a_text_is_not():
    page = b"<meta content=\"script-src 'self'\"><main><script>theirs</script></main><script>ours</script>"
    allowed = f"script-src {hash_source('ours')} 'self'".encode()
    assert let_last_script(page) == page.replace(b"script-src 'self'", allowed)
    assert let_last_script(b"<p>rien</p>") == b"<p>rien</p>"


def test_a_table_of_an_editorial_text_keeps_the_side_of_its_columns():
    drawn = renderer((ROOT / "mkdocs.yml").read_text("utf-8"))("| a | b |\n|--:|:-:|\n| 1 | 2 |")
    shown = dressed(clean(drawn))
    assert '<td data-cote="right">1</td>' in shown
    assert '<td data-cote="center">2</td>' in shown
    assert "style" not in shown


def test_a_table_keeps_the_side_of_its_columns_without_a_style():
    cell = '<td class="x" style="text-align: right;">1 : 2</td>'
    assert dressed(cell) == '<td class="x" data-cote="right">1\u00a0: 2</td>'
    shown = '<pre><code>&lt;td style="text-align: right;"&gt;</code></pre>'
    assert dressed(shown) == shown


# What a tag cannot say, and a server does.

_HOW_TO = (ROOT / "docs/exploitation.md").read_text("utf-8").partition("## Publier ailleurs")[2]
_FREE, _OWN, _IMAGE, _DATA = (
    ["/integrer/liste/defis/", "/bien-vivre/integrer/carte/departements/88/index.html"],
    ["/", "/proposer/", "/integrer/", "/404.html", "/defis/integrer-liste/", "/x.svg/"],
    ["/assets/favicon.svg", "/contribuer/images/proposer.svg"],
    ["/api/v1/defis.geojson", "/bien-vivre/api/v1/defis.csv"],
)


def example(server: str) -> str:
    """The lines that the documentation gives for a server."""
    (said,) = re.findall(rf"```{server}\n(.*?)```", _HOW_TO, re.DOTALL)
    return str(said)


def bare(value: str) -> str:
    return value.strip().strip('"')


def by_nginx(path: str) -> dict[str, str]:
    """The value that each `map` gives: the first expression that fits, else the default."""
    text, headers = example("nginx"), {}
    values = {}
    for name, rows in re.findall(r"map \$uri \$(\w+) \{(.*?)\n\}", text, re.DOTALL):
        told = re.findall(r'^ +(\S+) +"(.*)";$', rows, re.MULTILINE)
        fits = [said for sign, said in told if sign[0] == "~" and re.search(sign[1:], path)]
        values[f"${name}"] = (fits or [said for sign, said in told if sign == "default"])[0]
    for name, value in re.findall(r"^ +add_header (\S+) (.+) always;$", text, re.MULTILINE):
        headers[name] = values.get(value, bare(value))
    return {name: value for name, value in headers.items() if value}


def by_apache(path: str) -> dict[str, str]:
    """Those that have no condition, or one that the path meets."""
    line = r'^Header always set (\S+) ("[^"]*"|\S+)(?: "expr=%\{REQUEST_URI\} (.)~ m#(.*)#")?$'
    return {
        name: bare(value)
        for name, value, sign, it in re.findall(line, example("apache"), re.MULTILINE)
        if not sign or bool(re.search(it, path)) == (sign == "=")
    }


def by_caddy(path: str) -> dict[str, str]:
    """Those of every page, and those whose matcher the path meets."""
    text = example("caddyfile").partition("handle_errors")[0]
    matchers = re.findall(r"^\t(@\w+) (not )?path_regexp (\S+)$", text, re.MULTILINE)
    meets = {name: bool(re.search(it, path)) != bool(no) for name, no, it in matchers}
    some = re.findall(r"^\theader (@\w+) (\S+) (.+)$", text, re.MULTILINE)
    every = re.findall(r"^\t\t([A-Z]\S+) (.+)$", text, re.MULTILINE)
    return {name: bare(value) for name, value in every} | {
        name: bare(value) for matcher, name, value in some if meets[matcher]
    }


SERVERS = [by_nginx, by_apache, by_caddy]


@pytest.mark.parametrize("server", SERVERS)
def test_a_town_may_frame_what_is_made_for_it_and_nothing_else(server):
    said = {path: server(path) for path in _FREE + _OWN + _IMAGE + _DATA}
    policies = {path: each.get("Content-Security-Policy", "") for path, each in said.items()}
    assert {policies[path] for path in _FREE} == {""}
    assert {policies[path] for path in _OWN + _DATA} == {"frame-ancestors 'self'"}
    for path in _IMAGE:
        assert policies[path].startswith("default-src 'none';")
        assert policies[path].endswith("frame-ancestors 'self'")
    assert all("X-Frame-Options" not in each for each in said.values())
    assert all("geolocation=(self)" in each["Permissions-Policy"] for each in said.values())
    shared = {path for path, each in said.items() if each.get("Access-Control-Allow-Origin") == "*"}
    assert shared == set(_DATA)


def test_a_server_that_may_know_no_type_is_told_that_of_calendars():
    assert by_caddy("/agenda.ics")["Content-Type"] == "text/calendar"
    assert "Content-Type" not in by_caddy("/")


@pytest.mark.parametrize("path", _FREE + _OWN + _IMAGE + _DATA)
def test_the_examples_of_all_servers_say_the_same(path):
    first, *others = (server(path) for server in SERVERS)
    assert first
    assert others == [first] * len(others)


@pytest.fixture(scope="module")
def by_the_book(site: Built, tmp_path_factory) -> Iterator[str]:
    """The address of the site, served by nginx as the documentation says."""
    if not NGINX:
        missing = "nginx manque : tools/server dit comment l’installer"
        (pytest.fail if os.environ.get("GITHUB_ACTIONS") else pytest.skip)(missing)
    with served(example("nginx"), site.folder, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.mark.parametrize(
    "path",
    [*_FREE[:1], "/", *_IMAGE[:1], "/nulle-part/", _DATA[0], "/api/v1/defis.csv", "/agenda.ics"],
)
def test_nginx_sends_what_the_example_says_and_the_type_of_each_file(by_the_book, path):
    types = {".geojson": "application/geo+json", ".csv": "text/csv", ".svg": "image/svg+xml"}
    types[".ics"] = "text/calendar"
    try:
        answer = urlopen(by_the_book + path[1:])
    except HTTPError as error:
        answer = error
    with answer:
        sent = {name: answer.headers.get_all(name) for name in by_nginx(path)}
        asked = "/404.html" if path == "/nulle-part/" else path
        assert sent == {name: [value] for name, value in by_nginx(asked).items()}
        assert answer.status == (404 if asked != path else 200)
        assert answer.headers["Content-Type"].startswith(
            types.get(Path(path).suffix, "text/html; charset=utf-8")
        )


def test_behind_nginx_a_town_shows_what_is_made_for_it_and_one_finds_where_one_is(
    by_the_book, browser: Browser, serve, tmp_path
):
    ours = (f"{by_the_book}{address}" for address in ("integrer/liste/defis/", "proposer/"))
    frames = "".join(f"<iframe src='{address}'></iframe>" for address in ours)
    (tmp_path / "index.html").write_text(f"<!doctype html><title>La mairie</title>{frames}")
    here = {"latitude": 48.31, "longitude": 6.14}
    with opened(browser, permissions=["geolocation"], geolocation=here) as (page, seen):
        page.goto(by_the_book + "pres-de-chez-moi/")
        page.get_by_role("button", name="Me situer").click()
        expect(page.get_by_role("heading", name="Autour de Mirecourt (Vosges)")).to_be_visible()
        assert seen.errors == []
        page.goto(serve(tmp_path))
        expect(page.frame_locator("iframe").first.locator(".carte").first).to_be_visible()
        (refused,) = seen.errors
        assert "/proposer/" in refused or "frame-ancestors 'self'" in refused
        assert page.frames[2].url.startswith("chrome-error:"), "a form is framed by nobody"
