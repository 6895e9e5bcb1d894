"""Values changed in the text of a file: what is asked changes, every other sign stays."""

from __future__ import annotations

from copy import deepcopy
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.model import FicheDefi
from generator.content.schema import key_order
from generator.text.front_matter import dump, parse
from generator.text.rewriting import Add, Drop, Put, RewritingRefused, rewrite

ORDER = key_order(FicheDefi)

CASES = {
    "a value, comments kept": (
        "---\n# Notre défi, nom provisoire\ntitre: Un café\n\n# Où\nphase: creaction\n---\n\nRacontons.\n",
        Put(("titre",), "Un four"),
        "---\n# Notre défi, nom provisoire\ntitre: Un four\n\n# Où\nphase: creaction\n---\n\nRacontons.\n",
    ),
    "a quoted value": (
        "---\ntitre: 'L’eau : à nous'\nphase: creaction\n---\n",
        Put(("titre",), "L’air : à nous"),
        '---\ntitre: "L’air : à nous"\nphase: creaction\n---\n',
    ),
    "a quoted key": (
        "---\n\"titre\": Un café\n'phase': creaction\n---\n",
        Put(("phase",), "activaction"),
        "---\n\"titre\": Un café\n'phase': activaction\n---\n",
    ),
    "lines that end in CRLF": (
        "---\r\ntitre: Un café\r\nphase: creaction\r\n---\r\n\r\nRacontons.\r\n",
        Put(("historique",), "x"),
        "---\r\ntitre: Un café\r\nphase: creaction\r\nhistorique: x\r\n---\r\n\r\nRacontons.\r\n",
    ),
    "a byte order mark": (
        "\ufeff---\ntitre: Un café\n---\n",
        Put(("titre",), "Un four"),
        "\ufeff---\ntitre: Un four\n---\n",
    ),
    "no end of line at the end": (
        "---\ntitre: Un café\n---\nRacontons.",
        Put(("titre",), "Un four"),
        "---\ntitre: Un four\n---\nRacontons.",
    ),
    "a block becomes a line": (
        "---\ntitre: |\n  Un café\n  à nous\n\n# Où\nphase: creaction\n---\n",
        Put(("titre",), "Un four"),
        "---\ntitre: Un four\n\n# Où\nphase: creaction\n---\n",
    ),
    "a line becomes a block": (
        "---\nbilan:\n  appris: peu\n  suite: on verra\n---\n",
        Put(("bilan", "appris"), "Un peu.\n\nBeaucoup."),
        "---\nbilan:\n  appris: |-\n    Un peu.\n\n    Beaucoup.\n  suite: on verra\n---\n",
    ),
    "an empty key": (
        "---\ntitre: Un café\n# À dire\netat:\nimage:\n---\n",
        Put(("etat",), "abouti"),
        "---\ntitre: Un café\n# À dire\netat: abouti\nimage:\n---\n",
    ),
    "an empty key becomes a list": (
        "---\ntitre: Un café\nbesoins:\n# Où\nimage: a.jpg\n---\n",
        Add(("besoins",), {"quoi": "Deux tasses", "nature": "materiel"}),
        "---\ntitre: Un café\nbesoins:\n  - quoi: Deux tasses\n    nature: materiel\n"
        "# Où\nimage: a.jpg\n---\n",
    ),
    "an empty list between brackets": (
        "---\ntitre: Un café\nbesoins: []\n---\n",
        Add(("besoins",), {"quoi": "Deux tasses", "nature": "materiel"}),
        "---\ntitre: Un café\nbesoins:\n  - quoi: Deux tasses\n    nature: materiel\n---\n",
    ),
    "a new key in the order of the model": (
        "---\ntitre: Un café\nphase: creaction\n# Où\ncommune: Mirecourt (Vosges)\n---\n",
        Put(("depuis",), "2026-09-12"),
        "---\ntitre: Un café\nphase: creaction\ndepuis: 2026-09-12\n# Où\ncommune: Mirecourt (Vosges)\n"
        "---\n",
    ),
    "a new key before all others": (
        "---\n# Notre défi\nphase: creaction\n---\n",
        Put(("titre",), "Un café"),
        "---\n# Notre défi\ntitre: Un café\nphase: creaction\n---\n",
    ),
    "one more item": (
        "---\nbesoins: # ouverts\n- quoi: Une tasse\n  nature: materiel\n\n# La suite\nimage: a.jpg\n---\n",
        Add(("besoins",), {"quoi": "Un bar", "nature": "lieu"}),
        "---\nbesoins: # ouverts\n- quoi: Une tasse\n  nature: materiel\n- quoi: Un bar\n  nature: lieu\n"
        "\n# La suite\nimage: a.jpg\n---\n",
    ),
    "one more word between brackets": (
        "---\nthemes: [culture, sante]\n# Où\nimage: a.jpg\n---\n",
        Add(("themes",), "eau"),
        "---\nthemes: [culture, sante, eau]\n# Où\nimage: a.jpg\n---\n",
    ),
    "a key of a group between braces": (
        "---\nprochaine_action: {date: 2026-12-05, quoi: Goûter}\n---\n",
        Put(("prochaine_action", "quoi"), "Goûter, puis voter"),
        '---\nprochaine_action: {date: 2026-12-05, quoi: "Goûter, puis voter"}\n---\n',
    ),
    "a new key of a group": (
        "---\ndecision:\n    mode: consensus\n    blocage: On dort dessus\nimage: a.jpg\n---\n",
        Put(("decision", "delai_jours"), "7"),
        '---\ndecision:\n    mode: consensus\n    delai_jours: "7"\n    blocage: On dort dessus\n'
        "image: a.jpg\n---\n",
    ),
    "a number that stands as one": (
        "---\nengagements:\n  nombre: 18\nimage: a.jpg\n---\n",
        Put(("engagements", "nombre"), "19"),
        "---\nengagements:\n  nombre: 19\nimage: a.jpg\n---\n",
    ),
    "a new group": (
        "---\ntitre: Un café\n---\n",
        Put(("decision", "mode"), "consensus"),
        "---\ntitre: Un café\ndecision:\n  mode: consensus\n---\n",
    ),
    "a list in a group": (
        '---\nengagements:\n  nombre: "3"\nimage: a.jpg\n---\n',
        Add(("engagements", "roles"), {"role": "Servir", "nombre": "1"}),
        '---\nengagements:\n  nombre: "3"\n  roles:\n    - role: Servir\n      nombre: "1"\n'
        "image: a.jpg\n---\n",
    ),
    "a key of an item": (
        "---\nrencontres:\n  - titre: Un\n    statut: prevue\n  # la seconde\n  - titre: Deux\n"
        "    statut: prevue\n  # sûr\n---\n",
        Put(("rencontres", 1, "statut"), "tenue"),
        "---\nrencontres:\n  - titre: Un\n    statut: prevue\n  # la seconde\n  - titre: Deux\n"
        "    statut: tenue\n  # sûr\n---\n",
    ),
    "a new key of an item": (
        "---\nbesoins:\n  - quoi: Une tasse\n    nature: materiel\n  - quoi: Un bar\n    nature: lieu\n---\n",
        Put(("besoins", 0, "pourvu_le"), "2026-11-20"),
        "---\nbesoins:\n  - quoi: Une tasse\n    nature: materiel\n    pourvu_le: 2026-11-20\n"
        "  - quoi: Un bar\n    nature: lieu\n---\n",
    ),
    "an item less, the remarks of the others kept": (
        "---\nbesoins: # ouverts\n  # la tasse\n  - quoi: Une tasse\n    nature: materiel\n"
        "  # le bar\n  - quoi: Un bar\n    nature: lieu\n---\n",
        Drop(("besoins", 0)),
        "---\nbesoins: # ouverts\n  # la tasse\n  # le bar\n  - quoi: Un bar\n    nature: lieu\n---\n",
    ),
    "the last item takes its key along": (
        "---\ntitre: Un café\nfinancement:\n  depenses:\n    - poste: Des chaises\n      montant: 300\n"
        "# Où\nimage: a.jpg\n---\n",
        Drop(("financement", "depenses", 0)),
        "---\ntitre: Un café\n# Où\nimage: a.jpg\n---\n",
    ),
    "a word less between brackets": (
        "---\nthemes: [culture, sante, eau]\nimage: a.jpg\n---\n",
        Drop(("themes", 1)),
        "---\nthemes: [culture, eau]\nimage: a.jpg\n---\n",
    ),
    "the last word between brackets": (
        "---\nthemes: [culture, sante]\nimage: a.jpg\n---\n",
        Drop(("themes", 1)),
        "---\nthemes: [culture]\nimage: a.jpg\n---\n",
    ),
    "a key less": (
        "---\nprochaine_action:\n  date: 2026-12-05\n  lieu: |\n    La salle\n    du haut\n  # à midi\n"
        "  quoi: Goûter\n---\n",
        Drop(("prochaine_action", "lieu")),
        "---\nprochaine_action:\n  date: 2026-12-05\n  # à midi\n  quoi: Goûter\n---\n",
    ),
    "a key less between braces": (
        "---\nprochaine_action: {date: 2026-12-05, lieu: La salle, quoi: Goûter}\n---\n",
        Drop(("prochaine_action", "lieu")),
        "---\nprochaine_action: {date: 2026-12-05, quoi: Goûter}\n---\n",
    ),
    "a dash alone on its line": (
        "---\nbesoins:\n  -\n    quoi: Une tasse\n  -\n    quoi: Un bar\n---\n",
        Drop(("besoins", 1)),
        "---\nbesoins:\n  -\n    quoi: Une tasse\n---\n",
    ),
    "a key on the line of its dash": (
        "---\nbesoins:\n  - quoi: Un bar\n    nature: lieu\n---\n",
        Drop(("besoins", 0, "quoi")),
        "---\nbesoins:\n  - nature: lieu\n---\n",
    ),
    "a key that is not there": (
        "---\ntitre: Un café\n---\n",
        Drop(("prochaine_action", "lieu")),
        "---\ntitre: Un café\n---\n",
    ),
    "some words in the place of one": (
        "---\nconcerne: quartier\n---\n",
        Put(("concerne",), ["voisins", "autre"]),
        "---\nconcerne: [voisins, autre]\n---\n",
    ),
    "some words in the place of others": (
        "---\nthemes:\n  - culture\n  - eau\n# Où\nimage: a.jpg\n---\n",
        Put(("themes",), ["sante"]),
        "---\nthemes:\n  - sante\n# Où\nimage: a.jpg\n---\n",
    ),
    "three dashes in the body": (
        "---\ntitre: Un café\n---\n\nAvant\n\n---\ntitre: autre\n---\n",
        Put(("titre",), "Un four"),
        "---\ntitre: Un four\n---\n\nAvant\n\n---\ntitre: autre\n---\n",
    ),
    "the value that is there already": (
        "---\ntitre:   'Un café'   \n---\n",
        Put(("titre",), "Un café"),
        "---\ntitre:   'Un café'   \n---\n",
    ),
}


@pytest.mark.parametrize(("text", "edit", "expected"), CASES.values(), ids=CASES)
def test_only_what_is_asked_changes(text, edit, expected):
    assert rewrite(text, [edit], ORDER) == expected


def test_edits_follow_one_another():
    text = "---\nphase: creaction\ndepuis: 2026-09-12\n---\n"
    past = {"phase": "creaction", "depuis": "2026-09-12"}
    edits = [Add(("historique",), past), Put(("phase",), "activaction")]
    assert rewrite(text, edits, ORDER) == (
        "---\nphase: activaction\ndepuis: 2026-09-12\nhistorique:\n  - phase: creaction\n"
        "    depuis: 2026-09-12\n---\n"
    )


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("titre: Un café\n", Put(("titre",), "x")),
        ("---\ntitre: Un café\n", Put(("titre",), "x")),
        ("---\ntitre: [\n---\n", Put(("titre",), "x")),
        ("---\na: &b c\ntitre: *b\n---\n", Put(("titre",), "x")),
        ("---\ntitre: Un\rcafé\n---\n", Put(("titre",), "x")),
        ("---\ntitre: Un café\n---\n", Put(("titre", "court"), "x")),
        ("---\ntitre: Un café\n---\n", Add(("titre",), "x")),
        ("---\nbesoins:\n  - quoi: Un bar\n---\n", Put(("besoins", 3, "quoi"), "x")),
        ("---\ndecision: {mode, quorum: dix}\n---\n", Put(("decision", "mode"), "x")),
        ("---\nbesoins: [quoi: Un bar]\n---\n", Put(("besoins", 0, "nature"), "x")),
        ("---\nbesoins:\n  - quoi: Un bar\n---\n", Drop(("besoins", 3))),
        ("---\nbesoins:\n  - quoi: Un bar\n---\n", Drop(("besoins", 0))),
        (
            "---\nbesoins:\n  - quoi: Un bar\n    # Où\n    nature: lieu\n---\n",
            Drop(("besoins", 0, "quoi")),
        ),
    ],
    ids=[
        "none",
        "open",
        "broken",
        "alias",
        "lone CR",
        "no group",
        "no list",
        "no item",
        "bare key",
        "bare pair",
        "no item to take out",
        "nothing left",
        "a key on the line of its dash, above a remark",
    ],
)
def test_what_cannot_be_changed_safely_is_refused(text, edit):
    with pytest.raises(RewritingRefused):
        rewrite(text, [edit], ORDER)


# Any file that people could write, any edit.

WORDS = st.one_of(
    st.text("abé’ :#-'\"[]{},&*!|>%@`\\?~0", min_size=1, max_size=20),
    st.lists(st.text("abé: #-", min_size=1, max_size=9), min_size=2, max_size=3).map("\n".join),
    st.sampled_from(["2026-11-20", "12", "no", "null", "un café", "a\tb", "---", "\u2028"]),
).filter(lambda text: text not in {"~", "null"})
PAST = st.fixed_dictionaries({"phase": WORDS, "depuis": WORDS})
NEED = st.fixed_dictionaries({"quoi": WORDS}, optional={"nature": WORDS, "pourvu_le": WORDS})
ROLE = st.fixed_dictionaries({"role": WORDS, "nombre": WORDS})
JOINED = st.fixed_dictionaries(
    {"nombre": WORDS}, optional={"roles": st.lists(ROLE, min_size=1, max_size=2)}
)
FIELDS = st.fixed_dictionaries(
    {"titre": WORDS, "phase": WORDS},
    optional={
        "depuis": WORDS,
        "themes": st.lists(WORDS, min_size=1, max_size=3),
        "historique": st.lists(PAST, min_size=1, max_size=2),
        "besoins": st.lists(NEED, min_size=1, max_size=3),
        "engagements": JOINED,
        "decision": st.fixed_dictionaries({"mode": WORDS}, optional={"blocage": WORDS}),
    },
)
NOISE = st.lists(st.sampled_from(["", "# un mot", "#", "# a: b"]), max_size=2)
PUTS = st.sampled_from(
    [("titre",), ("depuis",), ("etat",), ("image",), ("decision", "mode"), ("decision", "quorum"),
     ("engagements", "nombre"), ("besoins", 0, "quoi"), ("besoins", 1, "pourvu_le"),
     ("engagements", "roles", 0, "nombre")]
)  # fmt: skip
DROPS = st.sampled_from(
    [("depuis",), ("themes", 0), ("themes", 1), ("historique", 0), ("besoins", 0), ("besoins", 1),
     ("engagements", "roles", 0), ("decision", "blocage"), ("besoins", 0, "nature")]
)  # fmt: skip
EDITS = st.one_of(
    st.builds(Put, PUTS, WORDS),
    st.builds(Put, st.just(("themes",)), st.lists(WORDS, min_size=1, max_size=3)),
    st.builds(Drop, DROPS),
    st.builds(Add, st.sampled_from([("besoins",), ("offres",)]), NEED),
    st.builds(Add, st.just(("engagements", "roles")), ROLE),
    st.builds(Add, st.just(("themes",)), WORDS),
)


def entries(fields, draw):
    """The lines of each field as people would have spaced them, by its key, in its order."""
    blocks = {}
    for key, value in fields.items():
        lines, inside = [], -1
        for line in dump({key: value}, "").split("\n")[1:-2]:
            indent = len(line) - len(line.lstrip(" "))
            if inside >= 0 and line and indent <= inside:
                inside = -1
            if inside < 0 and lines:
                lines += [" " * indent + each if each else "" for each in draw(NOISE)]
            if inside < 0 and line.endswith("|-"):
                inside = indent + line[indent:].startswith("- ")
            lines.append(line)
        blocks[key] = [*lines, *draw(NOISE)]
    return blocks


def edited(fields, edit):
    """The fields as they must be after an edit; nothing when the file has no such place."""
    wanted = group = deepcopy(fields)
    *outer, last = edit.where
    if isinstance(edit, Drop):
        return without(fields, edit.where)
    for part in outer:
        if isinstance(part, int) and part >= len(group):
            return None
        group = group[part] if isinstance(part, int) else group.setdefault(
            part, [] if part in {"besoins", "roles"} else {}
        )  # fmt: skip
    if isinstance(edit, Put):
        group[last] = edit.value
    else:
        group.setdefault(last, []).append(edit.item)
    return wanted


def without(fields, where):
    """The fields without what stands there, nor what is empty then; nothing where no item does."""
    part, *rest = where
    if isinstance(fields, list):
        if part >= len(fields):
            return None
        inner = [without(fields[part], rest)] if rest else []
        left = [*fields[:part], *filter(None, inner), *fields[part + 1 :]]
    else:
        if part not in fields:
            return fields
        inner = without(fields[part], rest) if rest else {}
        if inner is None:
            return None
        left = {key: inner if key == part else value for key, value in fields.items()}
        left = {key: value for key, value in left.items() if value or key != part}
    return left


def alike(before, after):
    """How many lines two texts have in common at their start."""
    pairs = zip(before, after, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(before), len(after)))


def begins_an_item(fields, edit):
    """Whether a key to drop stands beside the dash of an item: a remark under it would lose its place."""
    if not isinstance(edit, Drop) or len(edit.where) != 3:
        return False
    part, rank, key = edit.where
    return next(iter(fields[part][rank])) == key


@settings(max_examples=200)
@given(st.data())
def test_any_file_keeps_every_line_outside_of_the_field_that_changes(data):
    fields = data.draw(FIELDS)
    blocks = entries(fields, data.draw)
    body = data.draw(st.sampled_from(["", "\nRacontons.\n", "\n---\ntitre: x\n---\n", "sans fin"]))
    text = "\n".join(["---", *chain(*blocks.values()), "---", body])
    assert parse(text, "")[0].fields == fields
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    edit = data.draw(EDITS)
    wanted = edited(fields, edit)
    if wanted is None:
        with pytest.raises(RewritingRefused):
            rewrite(text, [edit], ORDER)
        return
    try:
        after = rewrite(text.replace("\n", end), [edit], ORDER)
    except RewritingRefused:
        assert begins_an_item(fields, edit)
        assert "#" in text
        return
    if wanted == fields:
        assert after == text.replace("\n", end)
        return
    assert after.count("\r\n") == (after.count("\n") if end == "\r\n" else 0)
    matter, problems = parse(after.replace("\r\n", "\n"), "")
    assert (matter.fields, problems) == (wanted, [])
    assert matter.body == parse(text, "")[0].body
    old, new = text.split("\n"), after.replace("\r\n", "\n").split("\n")
    start = alike(old, new)
    stop = len(old) - alike(old[start:][::-1], new[start:][::-1])
    assert start + len(old) - stop <= len(new)
    key, first = edit.where[0], 1
    for each, lines in blocks.items():
        if each == key:
            assert first <= start <= stop <= first + len(lines)
        first += len(lines)
    if key not in blocks:
        assert start == stop, "a new key changes no line"
