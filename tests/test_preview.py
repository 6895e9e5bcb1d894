"""Editorial pages are drawn as GitHub's preview draws them: the same lists, tables, boxes, words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st
from pages import ROOT
from test_editorial import RENDER

from generator.content import gfm
from generator.content.gfm import to_html
from generator.content.lines import check_page
from generator.text.front_matter import parse

PAGES = sorted((ROOT / "content").rglob("*.md"))
BLOCKS = {"ul", "ol", "li", "table", "tr", "td", "blockquote", "details", "pre", "box"}
VOID = {"input", "img", "hr", "br"}


class _Structure(HTMLParser):
    """The lists, tables and boxes of some HTML, in one another, with their words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root: list = []
        self._open = [("", self.root)]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = "box" if "admonition" in (given.get("class") or "").split() else tag
        name = {"th": "td"}.get(name, name)
        if name in BLOCKS:
            node = [name + given.get("start", "").removeprefix("1")]
            self._open[-1][1].append(node)
            self._open.append((tag, node))
        elif tag not in VOID:
            self._open.append((tag, self._open[-1][1]))

    def handle_endtag(self, tag):
        while tag not in VOID and len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self._open[-1][1].extend(("", word) for word in re.findall(r"\w+", data))


def structure(html):
    return _Structure(html).root


def blocks(nodes):
    """The outermost lists, tables and boxes."""
    for node in nodes:
        if isinstance(node, list):
            yield node


def words(nodes):
    return [
        word for node in nodes for word in (words(node[1:]) if isinstance(node, list) else node[1:])
    ]


def on_github(text):
    """With the HTML of a text, of which GitHub takes out what acts."""
    return gfm.drawn(text, gfm.EXTENSIONS, Options.CMARK_OPT_UNSAFE)


def by_github(body):
    """What the preview shows; a quotation that begins with [!NOTE] is a box, attributes are text."""
    html = on_github(re.sub(r"\{:? ?(?:[.#]|\w+=)[^{}\n]*\}", "", body))
    alert = re.compile(r"<blockquote>\n<p>\[!\w+\]\n?(.*?)</blockquote>", re.DOTALL)
    return alert.sub(r'<div class="admonition"><p>\1</div>', html)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "content")))
def test_every_list_table_and_box_of_the_site_is_what_the_preview_shows(path):
    body = parse(path.read_text("utf-8"), "")[0].body
    here, there = structure(RENDER(body)), structure(by_github(body))
    assert list(blocks(here)) == list(blocks(there))
    assert words(here) == words(there)


def test_the_pages_of_the_site_have_lists_tables_and_boxes_to_compare():
    found = [
        node[0] for path in PAGES for node in blocks(structure(RENDER(path.read_text("utf-8"))))
    ]
    assert {"ul", "ol", "table", "box", "details"} <= set(found)


WRITTEN = (
    "Apportez :\n- des chaises,\n- une affiche :\n  - au format A3,\n- du café.\n\nPuis :\n1. ouvrez,\n2. accueillez.",
    "# Un titre\n- a\n- b\n# Un autre\n3. c\n4. d", "**Un mot gras**\n* a\n* b\n\n+ c\n- d", "Puis\n1) a\n2) b\n   - c",
    "Un mot\n| a | b |\n|---|---|\n| c | d |\nfin", "Un mot\n> a\n> - b\nsuite\n\nfin", "- a\n\n  suite\n\n  - b\n- c", "- a\n\n  suite :\n  - b\n- c",
    "- a\n  ```\n  code\n  ```\n- b", "Un mot\n```\ncode\n```\nfin", "1. a\n\n   | b | c |\n   |---|---|\n   | d | e |\n2. f",
    "- [x] fait\n  - [ ] à faire\n- [ ] encore", "- a\n   - b\n      - c\n - d", "L’année\n2026. est là", "- a\n2. b\n- c",
    "- - a\n  - b\n- c", "> - a\n>   - b\n>\n> fin", "* a\n\n\n* b\n***\n- c", "a\\\nb  \nc", "- a\\\n  b", "-5 °C\n*seul",
    "10. a\n    - b\n11. c", "- a\n\n      code\n- b", "Un titre\n---\n- a", "https://exemple.org/a, ~~barré~~, mot_clé_x",
)  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_write_is_drawn_as_the_preview_draws_it(text):
    assert structure(RENDER(text)) == structure(to_html(text))
    for tag in ("<br />", "<a href", "<del>", "<h1", "<h2"):
        assert RENDER(text).count(tag) == to_html(text).count(tag)


LINES = st.one_of(
    st.tuples(st.sampled_from(["", "", "  ", "   ", "    "]), st.sampled_from(["- ", "* ", "1. ", "2) ", "- [ ] "]),
              st.just("mot")).map("".join),
    st.sampled_from(["mot", "mot :", "  mot", "", "", "# mot", "> mot", "> - mot", "| mot | mot |\n|---|---|\n| mot | mot |"]),
)  # fmt: skip


@given(st.lists(LINES, min_size=2, max_size=6))
@example(["- mot", "", "  - mot", "- mot"])
def test_any_lines_are_drawn_as_the_preview_draws_them(lines):
    ranks = iter(range(99))
    text = re.sub("mot", lambda _: f"mot{next(ranks)}", "\n".join(lines))
    assert structure(RENDER(text)) == structure(to_html(text))


BOXES = {
    "> [!NOTE]\n> **La salle**\n>\n> Un mot.\n> - a\n> - b": (
        "admonition note",
        "La salle",
        "Un mot. a b",
    ),
    "> [!TIP]\n> Un mot.": ("admonition tip", "Conseil", "Un mot."),
    "> [!warning]\n>\n> Un **mot**.": ("admonition warning", "Attention", "Un mot."),
    "Une phrase\n> [!CAUTION]\n> **Un mot** au début.": (
        "admonition danger",
        "Danger",
        "Un mot au début.",
    ),
    "> [!IMPORTANT]\n> a\nsuite": ("admonition info", "Important", "a suite"),
}


@pytest.mark.parametrize(("text", "box"), BOXES.items())
def test_a_box_of_github_is_one_here_with_a_french_name(text, box):
    html = RENDER(text)
    name, title, said = box
    found = re.search(
        rf'<div class="{name}">\s*<p class="admonition-title">{title}</p>(.*)</div>',
        html,
        re.DOTALL,
    )
    assert re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", found[1])).replace(" .", ".").strip() == said


def test_what_is_folded_is_markdown_as_on_github():
    text = "<details>\n<summary>Un titre</summary>\n\nApportez :\n- a\n- b\n\n</details>"
    assert structure(RENDER(text)) == structure(
        "<details><summary>Un titre</summary><p>Apportez :</p><ul><li>a</li><li>b</li></ul></details>"
    )


def test_material_s_own_forms_keep_their_lists():
    text = '!!! note "T"\n    Un mot :\n    - a\n      - b\n\n=== "Un"\n    - c\n\nTerme\n:   Sens :\n    - d\n\nMot[^1].\n\n[^1]: Note'
    html = RENDER(text)
    assert (
        structure(html)[0]
        == structure(
            '<div class="admonition">T Un mot<ul><li>a<ul><li>b</li></ul></li></ul></div>'
        )[0]
    )
    assert html.count("<ul>") == 4
    assert "<dd>" in html
    assert 'class="footnote"' in html


@pytest.mark.parametrize(
    ("body", "kind"),
    [("Il faut :\n• a\n• b", "fausse_puce"), ("18 h accueil\n19 h débat", "lignes_jointes"), ('!!! note "T"\n    Mot.', "encadre_material")],
)  # fmt: skip
def test_a_page_is_told_what_the_preview_does_not_show_as_it_was_meant(body, kind):
    (wrong,) = check_page(f"---\ntitre: Un mot\n---\n\nUn mot.\n\n{body}\n", "content/a.md")
    assert (wrong.kind, wrong.line, wrong.is_error) == (kind, 7 + (kind == "fausse_puce"), False)
