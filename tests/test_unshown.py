"""Every word of a citizen's text is on its page, or on a line of which something is told."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import defi

from generator.content.schema import prepare_defi

HIDDEN = {
    "<!-- mot1 mot2 -->": 1,
    "mot1 <!-- mot2\nmot3 --> mot4": 2,
    "<!--\nmot1\nmot2\n-->": 2,
    "mot1\n\n[mot2]: https://exemple.org/mot3": 1,
    "[//]: # (mot1 mot2)": 1,
    '[mot1](https://exemple.org/a "mot2")': 1,
    "| mot1 |\n|---|\n| mot2 | mot3 |": 1,
    "| mot1 | mot2 |\n|---|---|\n| mot3 | mot4 | mot5 |\n| mot6 |": 1,
    "``` mot1 mot2\nmot3\n```": 1,
    "```mot1\nmot2\n```": 1,
    "mot1[^1]\n\n[^1]: mot2": 1,
    "~~~~ mot1 mot2\nmot3\n~~~~": 1,
    "18. mot1\n20. mot2\n21. mot3": 2,
    "<b>mot1</b> et <mot2>": 1,
    "<mot1>": 1,
    "<details>\nmot1\n</details>": 2,
    "![mot1](https://exemple.org/mot2.jpg)": 1,
    "[mot1](javascript:mot2)": 1,
}  # fmt: skip
"""A text, and how many of its lines are told."""

SHOWN = (
    "mot1 **mot2**, *m*ot3, ~~mot4~~, `mot5`", "[mot1](https://exemple.org/mot2), <https://exemple.org/mot3>",
    "[mot1][m]\n\n[m]: https://exemple.org/mot2", "[mot1]\n\n[mot1]: https://exemple.org/mot2", "# mot1 #\n\nmot2\n===",
    "| mot1 | mot2 |\n|:-:|---|\n| mot3 | mot4 |\n| mot5 |", "mot1 \\| mot2 | mot3", "1. mot1\n1. mot2\n1. mot3",
    "3. mot1\n4. mot2", "1. mot1\n   1. mot2\n   2. mot3\n2. mot4", "1. mot1\n\nmot2\n\n1. mot3", "- [x] mot1\n- [ ] mot2",
    "    mot1\n    mot2", "l&rsquo;mot1 &amp; &#109;ot2", "> mot1\n>\n> - mot2", "mot1[^1]",
    "#mot1 et #mot2", "2026. Une mot1", "-mot1", "mot1\\\nmot2  \nmot3", "mot_1_mot2", "[mot1](../content/ressources/mot2.md)",
)  # fmt: skip


def told(text):
    prepared = prepare_defi(defi(text), "defis/a.md", {})
    start = prepared.matter.body_line
    lines = {each.line - start for each in prepared.problems if each.line >= start}
    html = prepared.corps.html
    page = re.sub("<[^>]*>", "", html) + " ".join(re.findall('="([^"]*)"', html))
    return lines, unescape(page) + unquote(page)


def check_words(text, lines, page):
    plain = unescape(text).replace("_", "").replace("*", "")
    unseen = [
        (word, rank)
        for rank, line in enumerate(plain.split("\n"))
        for word in re.findall(r"mot\d\d?", line)
        if word not in page.replace("_", "") and rank not in lines
    ]
    assert unseen == []


@pytest.mark.parametrize(("text", "count"), HIDDEN.items())
def test_what_the_page_does_not_show_is_told_on_its_line(text, count):
    lines, page = told(text)
    assert len(lines) == count
    check_words(text, lines, page)


@pytest.mark.parametrize("text", SHOWN)
def test_what_the_page_shows_is_told_nothing(text):
    lines, page = told(text)
    kinds = {each.kind for each in prepare_defi(defi(text), "defis/a.md", {}).problems}
    assert kinds <= {"marge_en_code", "lignes_jointes", "lien_casse"}
    check_words(text, lines, page)


PIECES = st.sampled_from([
    "mot", "mot", " ", "\n", "\n\n", "<!--", "-->", "| ", " |", "\n|---|---|\n", "[", "]", "](", ")", "]: ", "https://a.fr/", '"',
    "```", "~~~", "**", "_", "- ", "> ", "# ", "1. ", "<b>", "<mot>", "&amp;", "\\", "    ", "<", ">", "![",
])  # fmt: skip


@given(st.lists(PIECES, max_size=18).map("".join))
def test_every_word_is_on_the_page_or_on_a_line_that_is_told(text):
    ranks = iter(range(10, 99))
    text = re.sub("mot", lambda _: f"mot{next(ranks)}", f"début {text}")
    check_words(text, *told(text))


@pytest.mark.parametrize("text", ["<p>mot1 mot2</p>", "<script>x</script> mot1 mot2"])
def test_words_that_go_with_a_tag_are_told_beside_the_tag(text):
    problems = prepare_defi(defi(text), "defis/a.md", {}).problems
    assert {each.kind for each in problems} == {"html_refuse", "mots_caches"}
    assert "mot1 mot2" in str(problems)
