"""Front matter: taken apart and written back without losing a sign, whatever the text."""

from __future__ import annotations

import re
import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import WORLD

from generator.text.front_matter import DEPTH_LIMIT, dump, parse
from generator.text.kinds import KINDS
from generator.text.plain_yaml import read_plain

PATH = "defis/cafe.md"

# What people type: any letter, sign or emoji, and the spaces and line ends between them; without
# the signs that nobody sees (the reader refuses those).
SIGNS = st.characters(
    exclude_categories=("C", "Zl", "Zp"),
    exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0",
) | st.sampled_from("\n\t :'\"-#🌻’«»&*!|>%@`{}[],?~")
TRAPS = (
    "yes", "No", "on", "y", "~", "null", "true", "01004", "2A004", "1200", "1 200", "1200,50",
    "1e5", "0x1F", "0b101", "0o17", "1_000", "+33", "-4", ".5", ".inf", "12:30", "2026-09-12",
    "2026-09-12 18:30:00", "=", "<<", "- a", "a: b", "a #b", "# a", " avant", "après ", "deux  mots",
    "l’eau : un bien", 'dit "oui"', "l'eau", "c:\\temp", "un\ndeux", "\n", "\t", "---", "...",
    "[a]", "{a: b}", "&a", "*a", "!a", "%a", "@a", "`a`", "|", ">", "?", "? a", "🌻", "x" * 5000,
)  # fmt: skip
TEXTS = st.sampled_from(TRAPS) | st.text(SIGNS, min_size=1, max_size=40)
KEYS = st.sampled_from(TRAPS[:-1]) | st.text(SIGNS, min_size=1, max_size=12)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.dictionaries(KEYS, VALUES, max_size=5)
PUNCTUATION = st.text(st.sampled_from("-:?[]{},#&*!|>'\"%@` \t\nab~<=.\\x0"), max_size=80)


def depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((depth(one) for one in inner if not isinstance(one, str)), default=0)


def kinds(text: str) -> list[str]:
    return [each.kind for each in parse(text, PATH)[1]]


# There and back.


@given(FIELDS.filter(lambda fields: depth(fields) <= DEPTH_LIMIT), st.text(SIGNS, max_size=60))
def test_what_is_dumped_is_parsed_again(fields, body):
    matter, problems = parse(dump(fields, body), PATH)
    assert problems == []
    assert matter.fields == fields
    assert matter.body == body.strip("\n") + "\n" or not body.strip("\n")


@pytest.mark.parametrize("text", TRAPS, ids=lambda text: repr(text[:20]))
def test_every_trap_comes_back_as_it_was(text):
    fields = {"texte": text, "liste": [text, [text]], "groupes": [{"cle": text}, {text[:20]: text}]}
    matter, problems = parse(dump(fields, ""), PATH)
    assert (matter.fields, problems) == (fields, [])


@pytest.mark.parametrize("text", TRAPS, ids=lambda text: repr(text[:20]))
def test_an_ordinary_yaml_reader_takes_what_is_dumped_for_the_same_text(text):
    head = dump({"cle": text}, "").split("---\n")[1]
    read = yaml.safe_load(head)["cle"]
    assert str(read) == text
    assert isinstance(read, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", text)


@given(TEXTS)
def test_no_value_changes_its_type_for_an_ordinary_yaml_reader(text):
    read = yaml.safe_load(dump({"cle": text}, "").split("---\n", 1)[1].rsplit("---\n", 1)[0])
    assert str(read["cle"]) == text


def test_dumped_groups_in_a_list_are_written_under_their_dash():
    text = dump({"plan": [{"quoi": "Ouvrir", "echeance": "2026-12-05"}]}, "Racontons.")
    assert text == ("---\nplan:\n  - quoi: Ouvrir\n    echeance: 2026-12-05\n---\n\nRacontons.\n")


# No text makes it raise.


@given(st.text(max_size=200))
def test_no_text_raises(text):
    matter, problems = parse(text, PATH)
    assert matter or problems
    assert {each.kind for each in problems} <= set(KINDS)


@given(st.text(max_size=80) | PUNCTUATION)
def test_no_head_raises_and_what_cannot_be_read_is_told(head):
    text = f"---\n{head}\n---\nRacontons.\n"
    matter, problems = parse(text, PATH)
    assert matter or problems
    assert all(1 <= each.line <= text.count("\n") + 1 for each in problems)
    if matter:
        matter.lines()


@pytest.mark.parametrize("sign", ["\r", "\x85", "\u2028", "\u2029"])
def test_a_head_broken_after_the_rarer_line_ends_is_told(sign):
    assert kinds(f"---\n{sign * 9}titre: [\n---\n") == ["yaml"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("a: " + "[" * 60_000, "yaml_profondeur"),
        ("[" * 60_000, "en_tete_sans_champ"),
        ("a: " + "{" * 60_000, "cle_invalide"),
        ("a: " + "[{" * 30_000, "cle_invalide"),
        ("a:\n " + "- " * 30_000, "yaml_profondeur"),
        ("? " * 30_000, "cle_invalide"),
        ("? [a]\n: b", "cle_invalide"),
        ("[a, b]: c", "cle_invalide"),
        (": sans clé", "yaml"),
        ('"": vide', "cle_invalide"),
        ("a: &ancre b", "yaml_alias"),
        ("a: *ancre", "yaml_alias"),
        ("&a b: c", "yaml_alias"),
        ("&a\nb: c", "yaml_alias"),
        ("a: !!python/object/apply:os.system [ls]", "yaml_etiquette"),
        ("!a\nb: c", "yaml_etiquette"),
        ("a: !b c", "yaml_etiquette"),
        ("- une\n- liste", "en_tete_sans_champ"),
        ("du texte", "en_tete_sans_champ"),
        ("a: 1\na: 2", "cle_double"),
        ("b:\n  a: 1\n  a: 2", "cle_double"),
        ("a: 1\n...\nb: 2", "yaml"),
    ],
    ids=lambda value: value[:24],
)
def test_a_hostile_head_is_told_not_followed(head, kind):
    assert kind in kinds(f"---\n{head}\n---\n")


def test_anchors_that_would_multiply_are_refused_one_by_one():
    head = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*a, *a]\n" for c in "bcdefgh")
    matter, problems = parse(f"---\n{head}---\n", PATH)
    assert {each.kind for each in problems} == {"yaml_alias"}
    assert len(problems) == 1 + 7 * 3
    assert matter.fields["h"] == ["*a", "*a"]


@pytest.mark.parametrize("line", ["titre: un\n", "a{}: &x{} b\n"], ids=["doubled", "anchored"])
def test_a_long_head_full_of_faults_is_told_quickly(line):
    head = "".join(line.format(number, number) for number in range(600))
    start = time.process_time()
    assert len(kinds(f"---\n{head}---\n")) >= 599
    assert time.process_time() - start < 1


# What is text, and what is not.


def test_every_value_is_a_string():
    head = "commune: 01004\nnon: no\nprix: 1200\njour: 2026-09-12\nheure: 18:30\nvrai: true"
    matter, _ = parse(f"---\n{head}\n---\n", PATH)
    assert matter.fields == {
        "commune": "01004",
        "non": "no",
        "prix": "1200",
        "jour": "2026-09-12",
        "heure": "18:30",
        "vrai": "true",
    }


def test_a_key_left_empty_is_a_key_left_out():
    matter, problems = parse("---\na:\nb: ~\nc: null\nd: ''\ne: {f: }\ng: x\n---\n", PATH)
    assert (matter.fields, problems) == ({"e": {}, "g": "x"}, [])


def test_quotes_make_a_text_of_what_means_nothing():
    matter, _ = parse("---\na: ['~', \"null\"]\n---\n", PATH)
    assert matter.fields == {"a": ["~", "null"]}


def test_block_texts_keep_their_lines():
    matter, _ = parse("---\na: |\n  un\n  deux\nb: >\n  un\n  deux\n---\n", PATH)
    assert matter.fields == {"a": "un\ndeux\n", "b": "un deux\n"}


def test_an_empty_head_has_no_field():
    matter, problems = parse("---\n---\nRacontons.\n", PATH)
    assert (matter.fields, matter.body, problems) == ({}, "Racontons.\n", [])


def test_the_deepest_nesting_allowed_is_read_and_one_more_is_not():
    deepest = "a: " + "[" * (DEPTH_LIMIT - 1) + "x" + "]" * (DEPTH_LIMIT - 1)
    assert kinds(f"---\n{deepest}\n---\n") == []
    assert kinds(f"---\n{deepest.replace('x', '[x]')}\n---\n") == ["yaml_profondeur"]


# Where the head begins and ends.


@pytest.mark.parametrize("first", ["---", "---  ", "---\t"])
@pytest.mark.parametrize("last", ["---", "---   "])
def test_spaces_after_the_dashes_do_not_matter(first, last):
    matter, problems = parse(f"{first}\ntitre: un\n{last}\nRacontons.\n", PATH)
    assert (matter.fields, matter.body, problems) == ({"titre": "un"}, "Racontons.\n", [])


@pytest.mark.parametrize(
    "text",
    ["", "Bonjour\n---\ntitre: un\n---\n", "\n---\ntitre: un\n---\n", " ---\na: b\n---\n",
     "+++\na = 1\n+++\n", "# Titre\n"],
)  # fmt: skip
def test_a_file_that_does_not_begin_with_its_head_is_refused_on_its_first_line(text):
    matter, problems = parse(text, PATH)
    assert matter is None
    assert [(each.kind, each.line) for each in problems] == [("en_tete_absent", 1)]


@pytest.mark.parametrize(
    "fence", ["----", "--", "—", "–––", "− − −", "***", "___", "-\u00a0-\u00a0-"]
)
def test_the_dashes_of_a_word_processor_are_named_where_they_stand(fence):
    for text, line in ((f"{fence}\na: b\n{fence}\n", 1), (f"---\na: b\n{fence}\nTexte.\n", 3)):
        matter, (wrong,) = parse(text, PATH)
        assert matter is None
        assert (wrong.kind, wrong.line) == ("en_tete_tirets", line)
        assert f"« {' '.join(fence.split())} »" in wrong.message


@pytest.mark.parametrize("end", ["", "...\n", "---x\n"])
def test_a_head_that_is_never_closed_is_told_at_the_end_of_the_file(end):
    matter, problems = parse(f"---\ntitre: un\n{end}Racontons.\n", PATH)
    assert matter is None
    lines = f"---\ntitre: un\n{end}Racontons.\n".count("\n") + 1
    assert [(each.kind, each.line) for each in problems] == [("en_tete_ouvert", lines)]


SPACES = "\u00a0\u202f\u2009\u3000"


@pytest.mark.parametrize("space", SPACES, ids=ascii)
@pytest.mark.parametrize(
    "head",
    ["titre_: L’eau", "titre:_L’eau", "titre_:_L’eau", "_titre: L’eau", "titre: L’eau\nplan:\n__- quoi: a",
     "titre: L’eau\nplan:\n-_quoi_: a", "titre: L’eau\nplan:\n__-_quoi: a\n____echeance_: b",
     "titre: L’eau\nthemes: [a,_b_]", "titre: L’eau\nplan: {quoi_:_a,_echeance: b}",
     "titre: L’eau\nresume: |\n__a"],
)  # fmt: skip
def test_a_space_that_a_telephone_puts_in_a_head_is_a_space(head, space):
    matter, problems = parse(f"---\n{head.replace('_', space)}\n---\n", PATH)
    plain, _ = parse(f"---\n{head.replace('_', ' ')}\n---\n", PATH)
    assert problems == []
    assert matter.fields == plain.fields
    assert matter.fields["titre"] == "L’eau"


def test_the_spaces_of_a_text_stay_as_they_are_typed():
    head = "titre : Qui\u00a0: l’eau\nresume: |\n  Midi\u00a0: repas\n  • pain\u202f!\n  - a\u00a0: b".replace(
        "titre :", "titre\u00a0:"
    ).replace("Qui\u00a0: l", "Qui\u00a0;\u00a0l")
    matter, problems = parse(f"---\n{head}\n---\n", PATH)
    assert problems == []
    assert matter.fields == {
        "titre": "Qui\u00a0;\u00a0l’eau",
        "resume": "Midi\u00a0: repas\n• pain\u202f!\n- a\u00a0: b\n",
    }


def test_curly_quotes_around_a_value_are_told_since_they_will_show():
    matter, problems = parse(
        "---\ntitre: un\nresume: “Le lavoir”\nplan: Dire “oui” à tous\n---\n", PATH
    )
    assert matter.fields["resume"] == "“Le lavoir”"
    assert [(each.kind, each.line, each.is_error) for each in problems] == [
        ("guillemets_courbes", 3, False)
    ]


def test_a_line_of_dashes_in_the_body_stays_in_the_body():
    body = "Avant.\n\n---\n\nAprès.\n---\ntitre: faux\n---\n"
    matter, problems = parse(f"---\ntitre: vrai\n---\n{body}", PATH)
    assert (matter.fields, matter.body, problems) == ({"titre": "vrai"}, body, [])


def test_dashes_inside_a_value_do_not_close_the_head():
    matter, _ = parse("---\ntitre: a --- b\nsuite: '---'\n---\n", PATH)
    assert matter.fields == {"titre": "a --- b", "suite": "---"}


@pytest.mark.parametrize("blank", range(4))
def test_the_body_knows_the_line_where_it_starts(blank):
    text = "---\na: b\nc: d\n---\n" + "\n" * blank + "  Racontons.\n\nEncore.\n"
    matter, _ = parse(text, PATH)
    assert matter.body == "  Racontons.\n\nEncore.\n"
    assert text.split("\n")[matter.body_line - 1] == "  Racontons."


# Lines.

NESTED = """---
# une remarque
titre: Un café

engagements:
  nombre: 12
  roles:
    - role: Tenir
      nombre: 4

    - {role: Porter,
       nombre: 5}
themes: [un,
  deux]
long: >
  une
  deux
apres: x
---
"""


def test_each_value_knows_its_line():
    lines = parse(NESTED, PATH)[0].lines()
    assert lines == {
        ("titre",): 3,
        ("engagements",): 5,
        ("engagements", "nombre"): 6,
        ("engagements", "roles"): 7,
        ("engagements", "roles", 0): 8,
        ("engagements", "roles", 0, "role"): 8,
        ("engagements", "roles", 0, "nombre"): 9,
        ("engagements", "roles", 1): 11,
        ("engagements", "roles", 1, "role"): 11,
        ("engagements", "roles", 1, "nombre"): 12,
        ("themes",): 13,
        ("themes", 0): 13,
        ("themes", 1): 14,
        ("long",): 15,
        ("apres",): 18,
    } | {key: line for key, line in lines.items() if key == ()}


def test_a_missing_field_stands_where_its_group_begins():
    matter, _ = parse(NESTED, PATH)
    assert matter.line_of(("engagements", "roles", 1, "absent")) == 11
    assert matter.line_of(("engagements", "absent")) == 5


def test_a_field_missing_at_the_top_stands_on_the_first_line():
    assert parse(NESTED, PATH)[0].line_of(("porteur",)) == 1


def test_a_doubled_key_names_both_lines_and_keeps_the_first_value():
    matter, problems = parse("---\na: 1\nb:\n  - c: 1\n  - c: 2\n    d: 3\n    c: 4\n---\n", PATH)
    (only,) = problems
    assert (only.kind, only.line, only.field) == ("cle_double", 7, "b[2].c")
    assert "déjà ligne 5" in only.message
    assert matter.fields["b"][1] == {"c": "2", "d": "3"}


def test_a_fault_of_form_does_not_hide_those_after_it():
    head = "a: 1\na: 2\nb: &x 3\nc: !y 4\nd: 5\nd: 6"
    problems = parse(f"---\n{head}\n---\n", PATH)[1]
    assert [(each.kind, each.line) for each in problems] == [
        ("cle_double", 3),
        ("yaml_alias", 4),
        ("yaml_etiquette", 5),
        ("cle_double", 7),
    ]


@pytest.mark.parametrize(
    ("head", "line", "remedy"),
    [
        ("titre: L’eau : un bien", 2, 'Écrivez : titre: "L’eau : un bien"'),
        (
            "titre: “L’eau : un bien”",
            2,
            'on lit « “ », et un en-tête ne connaît que les guillemets droits. Écrivez : titre: "L’eau : un bien"',
        ),
        ("titre: « L’eau : un bien »", 2, 'Écrivez : titre: "L’eau : un bien"'),
        ("plan:\n  - quoi: ‘Au lavoir : midi’", 3, 'Écrivez : - quoi: "Au lavoir : midi"'),
        ("titre: 'L'été au lavoir'", 2, """Écrivez : titre: "L'été au lavoir\""""),
        ('titre: Le "grand" jour : midi', 2, 'Écrivez : titre: "Le « grand » jour : midi"'),
        ('titre: "Le "grand" jour"', 2, 'Écrivez : titre: "Le « grand » jour"'),
        ("concerne:\n• voisins", 3, "on lit « • »"),
        ("concerne:\n– voisins\n– public", 3, "Écrivez : - voisins"),
        ("titre:L’eau", 2, "Écrivez : titre: L’eau"),
        ("titre： L’eau", 2, "Écrivez : titre: L’eau"),
        ("titre: un\nphase:creaction", 3, "Écrivez : phase: creaction"),
        ("titre: un\nphase = creaction", 3, "Écrivez : phase: creaction"),
        ("concerne:\n  - voisins\n  • quartier", 4, "Écrivez : - quartier"),
        ("titre: [Complet] Un atelier", 2, 'Écrivez : titre: "[Complet] Un atelier"'),
        ("titre: > Un atelier", 2, 'Écrivez : titre: "> Un atelier"'),
        (
            "titre: un\nresume: @nous",
            3,
            'le signe « @ » ne peut pas commencer une valeur. Écrivez : resume: "@nous"',
        ),
        ("titre: un\nresume: %nous", 3, 'Écrivez : resume: "%nous"'),
        ("titre: un\nresume: *nous*", 3, 'Écrivez : resume: "*nous*"'),
        ("titre: un\nphase creaction\ndepuis: x", 3, "deux-points"),
        ("titre: un\nthemes: - eau", 3, "passez à la ligne avant le tiret"),
        ('titre: un\nresume: "deux\nphase: x', 3, "Fermez-le"),
        ("titre: un\nresume: 'deux\nphase: x", 3, "Fermez-le"),
        ("titre: un\n   resume: deux", 3, "guillemet"),
        ("titre: un\nplan:\n  - a\n - b", 5, "align"),
        ("titre: un\nthemes: [a, b\nphase: x", 4, "crochets"),
        ("titre: un\n\tresume: deux", 3, "tabulation"),
        ("a:\n\t- b", 3, "tabulation"),
        ('titre: "un" deux', 2, "guillemet"),
    ],
)
def test_yaml_that_does_not_parse_is_explained_on_its_line(head, line, remedy):
    matter, (only,) = parse(f"---\n{head}\n---\n", PATH)
    assert matter is None
    assert (only.kind, only.line) == ("yaml", line)
    assert remedy in only.message


@pytest.mark.parametrize(
    "head",
    [
        '"a\\nb": 1\n"a\\nb": 2',
        '"\\e[2J": &x 1',
        "a: 1\na: {b: 1, b: 2}",
        '"\\u202E": !x 1',
    ],
)
def test_a_problem_is_one_line_without_control_characters(head):
    problems = parse(f"---\n{head}\n---\n", PATH)[1]
    assert problems
    assert all(str(each).isprintable() for each in problems)


# Line by line, or as libyaml reads: the same.

WRITTEN = [path.read_text("utf-8").split("---\n")[1] for path in sorted(WORLD.rglob("*.md"))]
PIECES = st.sampled_from(
    [line for head in WRITTEN for line in head.split("\n")]
    + ["", "  ", "- ", "a:", "a: b", "  a: b", "- a: b", "  - a", "a: [b, 'c']", "a: {b: c, b: d}"]
    + ["a: ~", 'a: ""', "a: ''", "- null", "a: b # c", "a: b: c", "a: 'l''eau'", "a: |", "---"]
    + [
        "a: [b, [c]]",
        "a: {b: }",
        "a: [b,c]",
        "a: {b:c}",
        "a:\tb",
        "a: http://b#c",
        "a: b ",
        "éà: b",
    ]
)
BROKEN = st.tuples(st.integers(0, 4000), st.sampled_from(" -:?[]{},#&*!|>'\"%@`~ab\n\té\\."))


def by_libyaml(head: str) -> object:
    """What libyaml's events give, since a remark is left to them; nothing when it is wrong."""
    matter, problems = parse(f"---\n# une remarque\n{head}\n---\n", PATH)
    assert not matter or matter.spelled
    return None if problems else matter.fields


@pytest.mark.parametrize("head", WRITTEN)
def test_what_people_write_is_simple_enough_to_be_read_line_by_line(head):
    assert read_plain(head) == by_libyaml(head) is not None


SIMPLE = (
    "a: b\n\n\nc: d  ", "a:\n- b\n- c: d\n  e: f\ng: h", "a:\n  - b: c\n    d:\n    - e\n  - f: g\nh: i",
    "a:\n  b:\n    c: d\ne: f", "a: [b, 'c d', \"e\"]", "a: {b: c, d: 'e f'}\ng: h", "a:\nb:\n\nc: ''",
    "a: ~\nb: null\nc: 'null'\nd: \"\"", "a:\n  - null\n  - b", "a: http://b#c:d", "a: b-c?d!e", "a: l’eau",
    "a:\n-   b: c\n    d: e", "a: 'b'   \nc: d", "a: b\u00a0c",
)  # fmt: skip
TRICKY = (
    "a: b # c", "a: 'b' # c", "a: b: c", "a: b:", "a: b\n  c", "a:\n  b\n  c", "a: 'l''eau'", 'a: "\\n"',
    "a: |\n  b", "a: >\n  b", "a: &b c", "a: *b", "a: !b c", "a: @b", "a: [b, c", "a: [b,\n  c]",
    "a: [[b]]", "a: [b c: d]", "a: {b: {c: d}}", "a: {b: c, b: d}", "a: {b: ~}", "a: {b:c}", "a: b\na: c",
    "a:\n  b: c\n  b: d", "a:\n    b: c\n  d: e", "a:\n  - b\n - c", "- a", "a:\tb", "a: b\tc", "a:b",
    "? a\n: b", "a: ? b", "a: - b", "a:\n- - b", "---\na: b", "a: b\n...\nc: d", "%a\n", "# a\na: b", " a: b",
    "a:\n  b:\n    c:\n      d:\n        e:\n          f:\n            g:\n              h: i", "a: b\x85c", "a: b\u2028c", "a: \ufeffb", "A: b",
    "a-b: c", "'a': b", "a : b", "a: [-b]", "a: [b, ?c]", "a: ,b", "a: %b", "a: `b`", "a: b\n\n  c", "a: [null]",
)  # fmt: skip


@pytest.mark.parametrize("head", SIMPLE)
def test_what_is_simple_is_read_line_by_line(head):
    assert read_plain(head) == by_libyaml(head) is not None


@pytest.mark.parametrize("head", TRICKY)
def test_what_is_tricky_is_left_to_libyaml_or_read_as_it_reads(head):
    read = read_plain(head)
    assert read is None or read == by_libyaml(head)


@settings(max_examples=800)
@given(
    st.lists(PIECES | st.sampled_from(SIMPLE + TRICKY), max_size=12).map("\n".join),
    st.lists(BROKEN, max_size=4),
)
def test_what_is_read_line_by_line_is_what_libyaml_reads(head, broken):
    for place, sign in broken:
        cut = place % (len(head) + 1)
        head = head[:cut] + sign + head[cut + (sign in "ab") :]
    read = read_plain(head)
    assert read is None or read == by_libyaml(head)


@given(st.text(SIGNS, max_size=80) | PUNCTUATION)
def test_no_text_makes_the_two_readers_differ(head):
    read = read_plain(head)
    assert read is None or read == by_libyaml(head)


@pytest.mark.parametrize(
    "line",
    [
        "a: b" + " " * 60_000 + "# c",
        "a: [b" + " " * 60_000 + "{",
        "a: [" + "b, " * 20_000,
        "a: {b: c" + ", b: c" * 10_000,
        "a: " + ":b" * 30_000 + ": ",
        " " * 60_000 + "a",
        "- " * 30_000,
        '"' * 60_000,
    ],
)
def test_a_long_line_is_given_up_quickly(line):
    start = time.process_time()
    read_plain(f"{line}\n")
    assert time.process_time() - start < 1
