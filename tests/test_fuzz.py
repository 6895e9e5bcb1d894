"""What tries inputs made up by chance: a few of each kind here, minutes of them by `tools/fuzz.py`."""

from __future__ import annotations

import pytest
from fuzz import TRY, Maker, in_browser, smaller
from visits import opened

FEW = 25


@pytest.mark.parametrize("kind", TRY)
def test_a_few_inputs_of_each_kind_break_nothing(kind):
    make = Maker(kind, seed=0)
    assert [
        (data, faults) for data in (make() for _ in range(FEW)) if (faults := TRY[kind](data)[0])
    ] == []


@pytest.mark.parametrize("kind", TRY)
def test_a_seed_makes_the_same_inputs_again_and_another_makes_others(kind):
    some = [
        [make() for _ in range(FEW)] for make in (Maker(kind, 1), Maker(kind, 1), Maker(kind, 2))
    ]
    assert some[0] == some[1] != some[2]


def test_what_would_act_in_a_page_is_seen_in_the_browser_by_its_input(browser):
    acts = {
        b"a": "<img alt='' onerror=ran() src=data:,>", b"b": "<a href='javascript:ran()'>x</a>",
        b"c": "<p style='color:red'>x</p>", b"d": "<svg><a href='data:,'>x</a></svg>",
        b"e": "<iframe></iframe>", b"f": "<img alt='' src='https://ailleurs.example/x'>",
    }  # fmt: skip
    fine = {b"x": '<p id="y"><a href="../z/">un <em>mot</em></a><img alt="" src="../y.jpg"></p>'}
    with opened(browser) as (page, _):
        assert {data for data, _ in in_browser(page, acts | fine)} == acts.keys() | {b""}


def test_a_fault_is_shown_by_a_shorter_input_that_cuts_no_letter():
    assert (
        smaller("été, hiver, É, printemps".encode(), lambda data: "É".encode() in data)
        == "É".encode()
    )
