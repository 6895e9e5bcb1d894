"""What keeps the house easy to walk: short functions, modules of one noun, few things loose."""

from __future__ import annotations

import ast

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


def test_no_function_and_no_module_is_too_long_to_read_at_once():
    long = []
    for module in MODULES:
        text = module.read_text("utf-8")
        if text.count("\n") > LONGEST_MODULE and name(module) not in TABLES:
            long.append(f"{name(module)}: {text.count(chr(10))} lines")
        functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
        lengths = {f.name: f.end_lineno - f.lineno + 1 for f in functions}
        long += [
            f"{name(module)}, {each}: {lines} lines"
            for each, lines in lengths.items()
            if lines > LONGEST_FUNCTION
        ]
    assert long == []


def test_few_modules_stand_outside_a_room():
    assert len(list(GENERATOR.glob("*.py"))) <= AT_THE_ROOT
    assert len(list((GENERATOR / "outputs").glob("*.py"))) <= LOOSE_OUTPUTS


def test_a_module_says_first_what_it_is():
    silent = [m for m in MODULES if not ast.get_docstring(ast.parse(m.read_text("utf-8")))]
    assert [name(module) for module in silent] == []
