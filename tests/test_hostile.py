"""A text that wants to do harm does nothing in the page that shows it, whatever let it through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from samples import defi
from visits import Seen, opened
from worlds import build_site

HERE = Path(__file__).parent
BODIES = {path.stem: path.read_text("utf-8") for path in sorted((HERE / "hostile").glob("*.md"))}
TITLE = "Un texte qui ne veut pas du bien"

WATCH = """
window.struck = [];
for (const name of ['alert', 'confirm', 'prompt', 'open']) {
  window[name] = () => window.struck.push(name);
}
addEventListener('submit', () => window.struck.push('submit'), true);
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory, serve) -> str:
    """A site whose défis are the hostile bodies, though they are refused elsewhere."""
    folder = tmp_path_factory.mktemp("hostile")
    files = {f"defis/h{name}.md": defi(body, titre=TITLE) for name, body in BODIES.items()}
    tool = str(HERE / "publish_everything.py")
    return serve(build_site(folder, files, tool=tool).folder)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[tuple[Page, Seen]]:
    with opened(browser) as (page, seen):
        page.add_init_script(WATCH)
        yield page, seen


@pytest.fixture(scope="module")
def style(tab, home) -> tuple[str, str]:
    """The letters and the ground of a page in which nobody wrote anything."""
    page, _ = tab
    page.goto(home + "demarche/")
    return tuple(page.evaluate(STYLE))


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_text_does_nothing(tab, home, style, name):
    """It runs nothing, loads nothing, submits nothing, hides nothing, restyles nothing."""
    page, seen = tab
    seen.forget()
    where = f"{home}defis/h{name}/"
    page.goto(where)
    assert page.evaluate(LOOK) == {
        "scripts": 3, "forms": 0, "frames": 0, "styles": 0, "handlers": [], "schemes": [],
        "links": ["etapes/"], "h1": TITLE, "header": True, "footer": True, "closing": True,
        "style": list(style), "contenu": "MAIN", "struck": [],
    }  # fmt: skip
    assert not [url for url in seen.urls if not url.startswith(home)]
    assert page.url == where


STYLE = """(() => { const s = getComputedStyle(document.body);
  return [s.fontFamily, s.backgroundColor] })()"""
LOOK = f"""(() => {{
  const all = [...document.querySelectorAll('*')];
  const shown = s => {{ const r = document.querySelector(s)?.getBoundingClientRect();
    return !!r && r.width > 200 && r.height > 20 }};
  const leads = e => e.getAttribute('href') || e.getAttribute('src') || '';
  return {{
    scripts: document.scripts.length,
    forms: document.querySelectorAll('form, input, textarea, select, object, embed').length,
    frames: document.querySelectorAll('iframe, frame, base, meta[http-equiv=refresh]').length,
    styles: document.querySelectorAll('style, [style], main link').length,
    handlers: all.flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on')),
    schemes: all.filter(e => !e.closest('nav.cette-page')).map(leads)
      .filter(u => /^(javascript|data|vbscript|mailto|tel):/i.test(u) || u.startsWith('//')),
    links: [...document.querySelectorAll('article a[href]')].map(leads)
      .filter(u => !/^(https?:\\/\\/|\\.\\.\\/|#)/.test(u)),
    h1: document.querySelector('h1').innerText,
    header: shown('header.tete'), footer: shown('footer'), closing: shown('.agir'),
    style: {STYLE},
    contenu: document.getElementById('contenu').tagName,
    struck: window.struck,
  }};
}})()"""


def test_there_are_thirty_hostile_bodies():
    assert len(BODIES) >= 30
