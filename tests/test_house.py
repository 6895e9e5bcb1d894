"""What keeps the house easy to walk: short functions, modules of one noun, few things loose."""

from __future__ import annotations

import ast

import pytest
from worlds import ROOT

GENERATOR = ROOT / "generator"
MODULES = sorted(GENERATOR.rglob("*.py"))

LONGEST_FUNCTION = 40
LONGEST_MODULE = 500
TABLES = {"text/kinds.py"}
"""Modules that are one table, which has the length of what it lists."""

AT_THE_ROOT = 9
LOOSE_OUTPUTS = 4


def name(path):
    return path.relative_to(GENERATOR).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_no_function_and_no_module_is_too_long_to_read_at_once(module):
    text = module.read_text("utf-8")
    assert text.count("\n") <= LONGEST_MODULE or name(module) in TABLES
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions}
    assert {each: lines for each, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_few_modules_stand_outside_a_room():
    assert len(list(GENERATOR.glob("*.py"))) <= AT_THE_ROOT
    assert len(list((GENERATOR / "outputs").glob("*.py"))) <= LOOSE_OUTPUTS


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_says_first_what_it_is(module):
    assert ast.get_docstring(ast.parse(module.read_text("utf-8")))
