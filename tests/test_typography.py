"""French as it is printed: spaces, dates, hours, amounts, agreement in number."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.text.typography import (
    NARROW,
    NBSP,
    euros,
    few_words,
    fr,
    fr_html,
    heure,
    jour,
    jour_court,
    pluriel,
)

TEXTS = st.text(alphabet=st.sampled_from("ab :;?!»«%€<>&\n" + NBSP + NARROW), max_size=60)


def _plain(text: str) -> str:
    return text.replace(NBSP, " ").replace(NARROW, " ")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui vient ?", f"Qui vient{NARROW}?"),
        ("Bravo !", f"Bravo{NARROW}!"),
        ("Ici ; là", f"Ici{NARROW}; là"),
        ("Lieu : la place", f"Lieu{NBSP}: la place"),
        ("« Bonjour »", f"«{NBSP}Bonjour{NBSP}»"),
        ("30 % de 20 €", f"30{NBSP}% de 20{NBSP}€"),
        ("Rien à changer, à 15:30.", "Rien à changer, à 15:30."),
        ("", ""),
    ],
)
def test_signs_are_tied_to_their_word(typed: str, printed: str) -> None:
    assert fr(typed) == printed
    assert fr_html(typed) == printed


@given(TEXTS)
def test_only_spaces_change(text: str) -> None:
    assert _plain(fr(text)) == _plain(text)
    assert _plain(fr_html(text)) == _plain(text)
    assert len(fr(text)) == len(text)


@given(TEXTS)
def test_a_text_already_spaced_stays_as_it_is(text: str) -> None:
    assert fr(fr(text)) == fr(text)
    assert fr_html(fr_html(text)) == fr_html(text)


@given(TEXTS)
def test_escaped_text_is_spaced_in_html_as_it_is_alone(text: str) -> None:
    assert fr_html(escape(text)) == escape(fr(text))


def test_markup_stays_markup_and_text_stays_text() -> None:
    for spaced in (fr, fr_html):
        assert type(spaced(Markup("<b>Oui !</b>"))) is Markup
        assert type(spaced(Markup("<b>Oui</b>"))) is Markup
        assert type(spaced("Oui !")) is str


def test_html_tags_and_code_are_left_alone() -> None:
    html = '<a title="a : b" href="x">Lire : « ici »</a> <code>a : b</code><pre>« c » ?</pre> !'
    assert fr_html(html) == (
        f'<a title="a : b" href="x">Lire{NBSP}: «{NBSP}ici{NBSP}»</a> '
        f"<code>a : b</code><pre>« c » ?</pre>{NARROW}!"
    )


def test_a_sign_after_a_tag_is_tied_too() -> None:
    assert fr_html("<strong>Lieu</strong> : la place") == (f"<strong>Lieu</strong>{NBSP}: la place")


def test_a_long_hostile_text_is_spaced_in_little_time() -> None:
    text = " :" * 30_000
    assert fr_html(text) == f"{NBSP}:" * 30_000


def test_a_day_keeps_its_number_with_its_month() -> None:
    assert jour(date(2026, 12, 5)) == f"samedi 5{NBSP}décembre 2026"
    assert jour_court(date(2026, 8, 1)) == f"1er{NBSP}août 2026"


def test_hours_are_said_as_in_french() -> None:
    assert heure(time(18, 30)) == f"18{NBSP}h{NBSP}30"
    assert heure(time(15)) == f"15{NBSP}h"
    assert heure(time(9, 5)) == f"9{NBSP}h{NBSP}05"


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        ("1200", f"1{NARROW}200{NBSP}€"),
        ("1200.50", f"1{NARROW}200,50{NBSP}€"),
        ("1200.5", f"1{NARROW}200,50{NBSP}€"),
        ("1200.00", f"1{NARROW}200{NBSP}€"),
        ("0", f"0{NBSP}€"),
        ("1234567.89", f"1{NARROW}234{NARROW}567,89{NBSP}€"),
    ],
)
def test_cents_show_only_when_there_are_some(amount: str, printed: str) -> None:
    assert euros(Decimal(amount)) == printed


@pytest.mark.parametrize(
    ("count", "printed"),
    [
        (0, f"0{NBSP}défi"),
        (1, f"1{NBSP}défi"),
        (2, f"2{NBSP}défis"),
        (1200, f"1{NARROW}200{NBSP}défis"),
    ],
)
def test_none_and_one_take_the_singular(count: int, printed: str) -> None:
    assert pluriel(count, "défi", "défis") == printed


def test_the_first_words_of_a_text_are_whole_unless_the_first_alone_is_too_long():
    assert few_words("Une échelle, et deux bras", 12) == "Une échelle …"
    assert few_words("Une échelle", 11) == "Une échelle"
    assert few_words("a" * 30, 10) == f"{'a' * 10} …"
