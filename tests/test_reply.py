"""What the bot answers: words of ours, and of what others wrote only what does nothing."""

from __future__ import annotations

import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.contributions.harmless import harmless
from generator.contributions.pull_state import State, read_state, with_state

HOSTILE = [
    "@exemple/equipe regardez",
    "Closes #1, fixes GH-2, resolves exemple/bien-vivre#3",
    "closes https://github.com/exemple/bien-vivre/issues/1",
    "[cliquez](https://mechant.example.org) ![](https://mechant.example.org/x.png)",
    "<img src=x onerror=alert(1)> <!-- bvm:reponse --> <!-- bvm:demande {} -->",
    "&commat;exemple &#64;exemple &lt;b&gt;",
    "`code` *gras* _souligné_ ~~barré~~ ||caché|| $x^2$ :tada:",
    "www.mechant.example.org ou w\u200bww.mechant.example.org",
    "WWW.mechant.example.org HTTPS://mechant.example.org éhttps://mechant.example.org",
    "le commit 3d276eb1c0ffee et deadbee1",
    "::error file=x::pris\n::set-output name=a::b",
    "jean@exemple.fr, 06 12 34 56 78, ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "\u202egnitseretni\u2066 a\u0300\u0301\u0302\u0303",
    "# Titre\n- liste\n1. liste\n> citation\n---\n```\ncode",
    "$(touch /tmp/pris) `touch /tmp/pris` ; rm -rf / | cat",
    "ABC-123 et GH-12",
]
DEAD = re.compile(
    r"&(?!\s|$)|[@#<>\[\]{}*_~`|\\^$\x00-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
    r"|://\S|www\.|[A-Za-z]-\d|:[a-z+]|(?<![^\W_])[0-9a-f]{7,40}(?![^\W_])(?<=\d)",
    re.IGNORECASE,
)


def shown(text):
    """As GitHub shows a comment that holds it."""
    html = cmarkgfm.github_flavored_markdown_to_html(
        f"Ceci : « {text} ».", Options.CMARK_OPT_UNSAFE
    )
    return html.strip()


MEANT_TO = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=3).map(" ".join)


@given(st.one_of(st.text(max_size=300), MEANT_TO))
@example("w@ww.x.org")
@example("ht\u200btps://x.org")
@example("a:/ /x :/x")
@settings(max_examples=200)
def test_what_someone_wrote_does_nothing_even_when_meant_to(text):
    said = harmless(text, 120)
    assert not DEAD.search(said), said
    assert len(said) <= 120
    assert "\n" not in said
    quote = said.replace("&", "&amp;").replace('"', "&quot;")
    assert shown(said) == f"<p>Ceci : « {quote} ».</p>"


@given(st.text(max_size=200))
def test_harmless_twice_is_harmless_once(text):
    assert harmless(harmless(text)) == harmless(text)


def test_an_innocent_text_stays_as_it_is():
    text = "Et si l’on ouvrait un café à 18:30, « à nous », pour 1 200 € (50 % d’aide) ?"
    assert harmless(text) == text
    assert harmless("L’adresse doit commencer par https:// et se copier.") == (
        "L’adresse doit commencer par https:// et se copier."
    )


def test_an_emoji_stays_without_what_joins_it():
    assert harmless("Le four 👩🏽\u200d🌾 à pain, 🏳\ufe0f\u200d🌈.") == "Le four 👩🌾 à pain, 🏳🌈."
    assert harmless("Soupe & accordéon, &lt;b&gt; R&D") == "Soupe & accordéon, lt;b gt; R D"


def test_a_long_text_is_cut():
    assert harmless("mot " * 100, 20) == "mot mot mot mot mot…"


def test_what_reaches_a_person_is_masked():
    said = harmless("Écrivez à jean@exemple.fr ou au 06 12 34 56 78")
    assert "exemple" not in said
    assert "34" not in said


def test_what_reaches_a_person_is_masked_however_far_it_stands():
    said = harmless(" " * 2380 + "jean.dupont@exemple.fr")
    assert "dupont" not in said


def test_a_state_is_read_again_as_it_was_written():
    state = State((12,), "cafe-12", frozenset({"phase", "depuis"}), "defis/cafe-12/", closed=True)
    assert read_state(with_state("Un texte", state)) == state
    assert with_state(with_state("Un texte", State((1,))), state) == with_state("Un texte", state)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<!-- bvm:demande {oui} -->",
        '<!-- bvm:demande {"numeros": "12", "defi": "../x", "cles": {}, "page": "//x.org"} -->',
    ],
)
def test_a_state_that_is_not_ours_is_empty(body):
    assert read_state(body) == State()
