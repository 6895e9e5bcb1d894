"""From a folder to a catalogue and every problem: nothing is skipped in silence."""

from __future__ import annotations

import errno
import os
import socket
import time
from pathlib import Path

import archive
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from samples import REQUIRED, faultless
from worlds import TODAY, write

from generator.content import reader
from generator.content.catalogue import MOST
from generator.content.reader import SIZE_LIMIT, Reader
from generator.content.schema import MOST_PLACES
from generator.processes import WORTH_IT
from generator.verification import verify

PAGE = "---\ntitre: La démarche\nresume: Ce que nous faisons.\n---\nBonjour.\n"


def said(root, **more):
    return [(each.path, each.kind) for each in verify(root, today=TODAY, environ={}, **more)]


def touch(path, text):
    """Change a file and its date, as an editor does."""
    path.write_text(text, "utf-8")
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))


# All faults of all files, in one run.

EIGHT_FAULTS = """\
-- defis/jardin.md --
---
titre: Un jardin pour tous
resume: On plante ensemble.
phase: informaction
depuis: 2026-09-12
territoire: petite-ville
commune: Mirecourt (Vosges)
porteur: Les jardiniers du Val
concerne: voisins
prochaine_action:
  date: 2026-12-05
  quoi: On plante
  id: plantation
---
Racontons.
-- defis/cafe.md --
---
titre: Un café à nous
resume: Et si nous en ouvrions un ?
phase: informations
depuis: 2026-02-30
territoire: petite-ville
territoire: rural
commune: Mirecourt (Vosges)
concerne: quartier
quesion: Comment se retrouver ?
inspire_de: jardn
prochaine_action:
  date: 2026-12-05
  quoi: On goûte
  id: gouter
---

Un mot\N{ZERO WIDTH SPACE} caché.

Voir [le jardin](jardins.md).
"""


def test_eight_faults_of_one_file_are_told_in_one_run_each_on_its_line(tmp_path):
    archive.write(tmp_path, archive.split(EIGHT_FAULTS)[1])
    problems = verify(tmp_path, today=TODAY, environ={})
    assert [(each.line, each.field, each.kind) for each in problems] == [
        (1, "porteur", "champ_manquant"),
        (4, "phase", "valeur_hors_liste"),
        (5, "depuis", "date_inexistante"),
        (7, "territoire", "cle_double"),
        (10, "quesion", "champ_inconnu"),
        (11, "inspire_de", "reference_inconnue"),
        (18, "", "signe_invisible"),
        (20, "", "lien_casse"),
    ]
    assert {each.path for each in problems} == {"defis/cafe.md"}
    assert [each.kind for each in problems if not each.is_error] == ["signe_invisible"]
    near = {each.kind: each.message for each in problems}
    assert "« informaction »" in near["valeur_hors_liste"]
    assert "« question »" in near["champ_inconnu"]
    assert "« jardin »" in near["reference_inconnue"]
    assert "« defis/jardin.md »" in near["lien_casse"]


def test_a_defi_with_only_a_title_is_told_all_that_it_needs(tmp_path):
    root = write(tmp_path, {"defis/cafe.md": "---\ntitre: Un café à nous\n---\n"})
    problems = verify(root, today=TODAY, environ={})
    asked = {each.field for each in problems if each.kind == "champ_manquant"}
    assert asked == set(REQUIRED) - {"titre"}
    assert all("À écrire : " in each.message for each in problems if each.is_error)


def test_a_thousand_broken_files_are_all_told_quickly(tmp_path):
    root = write(
        tmp_path, {f"defis/d{n}.md": f"---\ntitre: {n}\nphase: x\n---\n" for n in range(1000)}
    )
    start = time.process_time()
    problems = verify(root, today=TODAY, environ={})
    assert time.process_time() - start < 4
    assert len({each.path for each in problems}) == 1000
    assert len(problems) == 1000 * 8


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("photo.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "fichier_binaire"),
        ("utf16.md", faultless().encode("utf-16"), "encodage"),
        ("latin.md", faultless().encode("latin-1"), "encodage"),
        ("surrogate.md", b"---\ntitre: \xed\xa0\x80\n---\n", "encodage"),
        ("vide.md", b"", "fichier_vide"),
        ("lourd.md", faultless("x" * SIZE_LIMIT).encode(), "fichier_trop_lourd"),
        ("sans.md", b"# Bonjour\n", "en_tete_absent"),
        ("page.md", faultless().encode(), "nom_reserve"),
        ("pilotes.md", faultless().encode(), "nom_reserve"),
        ("dossier.md", faultless().encode(), "nom_reserve"),
        ("images.md", faultless().encode(), "nom_reserve"),
        ("Café.md", faultless().encode(), "nom_de_fichier"),
        ("un café.md", faultless().encode(), "nom_de_fichier"),
        ("2026.md", faultless().encode(), "nom_de_fichier"),
        ("a" * 61 + ".md", faultless().encode(), "nom_de_fichier"),
        ("cafe.markdown", faultless().encode(), "extension"),
        ("cafe.MD", faultless().encode(), "extension"),
        ("cafe", faultless().encode(), "extension"),
        ("photo.jpg", b"\xff\xd8\xff", "range_ailleurs"),
        ("2026/cafe.md", faultless().encode(), "dossier_inattendu"),
        ("cafe.md/a.md", faultless().encode(), "dossier_inattendu"),
    ],
)
def test_what_is_no_defi_is_told_and_the_others_are_read(tmp_path, name, content, kind):
    root = write(tmp_path, {f"defis/{name}": content, "defis/jardin.md": faultless()})
    reading = Reader(root).read()
    assert [each.kind for each in reading.problems] == [kind]
    assert list(reading.catalogue.defis) == ["jardin"]


def test_a_folder_of_defis_that_is_missing_or_empty_is_advice(tmp_path):
    root = write(tmp_path, {"content/demarche.md": PAGE})
    assert said(root) == [("defis", "dossier_absent")]
    (root / "defis").mkdir()
    assert said(root) == [("defis", "dossier_vide")]
    write(
        tmp_path, {"defis/README.md": "Bonjour", "defis/_modele.md": "", "defis/schema.json": "{}"}
    )
    assert said(root) == [("defis", "dossier_vide")]


@pytest.mark.parametrize("folder", ["annonces", "content", "content/themes", "defis/images"])
def test_a_file_in_the_place_of_a_folder_does_not_stop_the_reading(tmp_path, folder):
    root = write(tmp_path, {folder: "Bonjour", "defis/jardin.md": faultless()})
    assert list(Reader(root).read().catalogue.defis) == ["jardin"]


def test_a_file_in_the_place_of_the_folder_of_defis_is_told(tmp_path):
    assert said(write(tmp_path, {"defis": "Bonjour"})) == [("defis", "dossier_absent")]


def test_names_left_alone_are_no_content(tmp_path):
    names = ["README.md", "_brouillon.md", ".cache.md", "schema.json", "_dossier/a.md", ".x/a.md"]
    root = write(
        tmp_path, {f"defis/{name}": "Bonjour" for name in names} | {"defis/jardin.md": faultless()}
    )
    assert said(root) == []
    assert list(Reader(root).read().catalogue.defis) == ["jardin"]


@pytest.mark.parametrize("folder", ["annonces", "content/themes", "content/ressources"])
def test_names_left_alone_are_so_in_every_folder(tmp_path, folder):
    names = ["README.md", "_brouillon.md"]
    root = write(
        tmp_path,
        {f"{folder}/{name}": "Bonjour" for name in names} | {"defis/jardin.md": faultless()},
    )
    reading = Reader(root).read()
    assert not reading.catalogue.annonces
    assert not reading.catalogue.themes
    assert not reading.catalogue.guides
    assert all(each.path.startswith("content/") for each in reading.problems)


# Only plain files are content.

WHOLE = {"defis/jardin.md": faultless(), "content/demarche.md": PAGE}


@pytest.mark.parametrize(
    "target",
    [
        "../secret.md",
        "/etc/hosts",
        "..",
        ".",
        "images/../../secret.md",
        "jardin.md",
        "absent.md",
        "lien",
    ],
)
@pytest.mark.parametrize(
    "link",
    ["defis/lien", "defis/lien.md", "defis/images/lien.jpg", "annonces/lien.md", "content/lien.md",
     "content/notes.txt", "content/themes/lien.md", "content/ici", "content/.lien"],
)  # fmt: skip
def test_a_link_is_never_content_wherever_it_leads(tmp_path, link, target):
    root = write(tmp_path, {"secret.md": faultless(titre="Un secret bien gardé"), **WHOLE})
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(target)
    assert said(root) == [(link, "lien_symbolique")]
    assert list(Reader(root).read().catalogue.defis) == ["jardin"]


@pytest.mark.parametrize("folder", ["annonces", "content", "defis"])
def test_a_folder_of_content_that_is_a_link_is_refused(tmp_path, folder):
    (tmp_path / "ailleurs").mkdir()
    write(tmp_path, {path: text for path, text in WHOLE.items() if not path.startswith(folder)})
    (tmp_path / folder).symlink_to("ailleurs")
    assert (folder, "lien_symbolique") in said(tmp_path)


@pytest.mark.parametrize("place", ["defis/tube.md", "content/tube.md", "content/.tube", "defis/images/t.jpg"])  # fmt: skip
def test_a_pipe_and_a_socket_are_refused_without_waiting_for_them(tmp_path, place):
    root = write(tmp_path, WHOLE)
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(root / place)
    assert said(root) == [(place, "fichier_special")]
    (root / place).unlink()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(root / place))
        assert said(root) == [(place, "fichier_special")]


def test_folders_in_folders_are_bounded(tmp_path):
    deep = "/".join(["content", *"abcdefgh"])
    root = write(tmp_path, {f"{deep}/page.md": PAGE, "defis/jardin.md": faultless()})
    assert said(root) == [("content/a/b/c/d/e/f", "dossier_profond")]


def test_the_number_of_files_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MOST_ENTRIES", 20)
    root = write(tmp_path, WHOLE)
    for number in range(21):
        (root / f"content/_{number}.txt").touch()
    assert (
        "content: ce dossier contient plus de 20 fichiers. Retirez ceux qui n’ont rien à y faire."
        in [str(each) for each in verify(root, today=TODAY, environ={})]
    )


REFUSED = {
    errno.EACCES: "le droit d’y accéder manque",
    errno.ENOENT: "il n’y a rien à cet endroit",
    errno.EMFILE: "trop de fichiers sont ouverts à la fois",
    errno.EIO: "le disque répond mal",
    errno.ELOOP: "c’est un lien, ou des liens qui tournent en rond",
    errno.ESTALE: f"le système répond « {os.strerror(errno.ESTALE)} »",
}


@pytest.mark.parametrize("code", REFUSED)
def test_why_a_folder_or_a_file_cannot_be_read_is_told_in_french(tmp_path, monkeypatch, code):
    root = write(tmp_path, WHOLE)
    (root / "content" / "ferme").mkdir()
    (root / "content" / "muet.md").touch()
    (root / "content" / "muette.jpg").touch()
    for name in ("scandir", "open"):
        monkeypatch.setattr(reader.os, name, _refusing(getattr(os, name), code))
    told = [str(each) for each in verify(root, today=TODAY, environ={})]
    monkeypatch.undo()
    still = "Vérifiez qu’il existe encore et que vous avez le droit de le lire."
    assert told == [
        f"content/ferme: ce dossier ne peut pas être lu ({REFUSED[code]}). "
        "Vérifiez que vous avez le droit de le lire.",
        f"content/muet.md: ce fichier ne peut pas être lu ({REFUSED[code]}). {still}",
        f"content/muette.jpg: ce fichier ne peut pas être lu ({REFUSED[code]}). {still}",
    ]


def _refusing(call, code: int):
    """The same call of the system, which refuses some names."""

    def refuse(path, *how):
        if Path(path).stem in {"ferme", "muet", "muette"}:
            raise OSError(code, os.strerror(code), str(path))
        return call(path, *how)

    return refuse


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/stdin", "/proc/self/environ", "/dev/null"])
def test_a_read_is_bounded_whatever_the_disk_says_of_a_size(device):
    with pytest.raises((OSError, reader.TooLong)):
        reader.read_bytes(Path(device), 100)


def test_a_file_that_grows_while_it_is_read_is_not_read_to_its_end(tmp_path, monkeypatch):
    (tmp_path / "long.md").write_bytes(b"a" * 1000)
    short = os.stat_result((0o100644, 0, 0, 1, 0, 0, 10, 0, 0, 0))
    monkeypatch.setattr(reader.os, "fstat", lambda _: short)
    with pytest.raises(reader.TooLong):
        reader.read_bytes(tmp_path / "long.md", 100)


def test_the_lock_that_an_editor_leaves_beside_a_page_is_left_alone(tmp_path):
    root = write(tmp_path, WHOLE)
    (root / "content" / ".#demarche.md").symlink_to("quelqu-un@machine.1234:1764000000")
    assert said(root) == []


@pytest.mark.parametrize("target", ["../site", "rien", "a@b/../../site"])
def test_a_link_that_looks_like_that_lock_is_refused(tmp_path, target):
    root = write(tmp_path, WHOLE)
    (root / "content" / ".#s").symlink_to(target)
    assert said(root) == [("content/.#s", "lien_symbolique")]


# What a text may hold.


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\r\r\n"),
        lambda text: text.replace("\n", "\r\n", 4).replace("Un.\n\n", "Un.\r\r"),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("---\n", "---  \n"),
    ],
    ids=["CRLF", "BOM", "both", "CR", "CR CR LF", "mixed", "no last line end", "spaces"],
)
def test_what_editors_do_to_line_ends_changes_nothing(tmp_path, change):
    body = "Un.\n\nDeux.\n"
    plain = Reader(write(tmp_path, {"defis/jardin.md": faultless(body)})).read()
    other = Reader(write(tmp_path, {"defis/jardin.md": change(faultless(body))})).read()
    assert other.problems == plain.problems == ()
    assert other.catalogue.defis["jardin"].corps == plain.catalogue.defis["jardin"].corps


def test_lines_are_counted_alike_with_the_line_ends_of_windows(tmp_path):
    text = faultless("[a](absent.md)\n", phase="x").replace("\n", "\r\n")
    lines = [each.line for each in Reader(write(tmp_path, {"defis/jardin.md": text})).read().errors]
    assert lines == [4, 16]


DECEIVING = ["\u202e", "\u2066", "\u200f", "\u061c", "\x07", "\x1b", "\x7f", "\U000e0041"]
HARMLESS = [
    "\u200b",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u200e",
    "\u200d",
    "\u180e",
    "\u034f",
    "\u3164",
    "\x1f",
]
ENDS = ["\x85", "\u2028", "\x0b", "\x0c"]


@pytest.mark.parametrize("sign", DECEIVING + HARMLESS + ENDS, ids=ascii)
@pytest.mark.parametrize("place", ["body", "head"])
def test_a_sign_that_nobody_sees_is_told_with_its_place(tmp_path, sign, place):
    text = faultless("Un mot.\nICI\n").replace(
        "ICI" if place == "body" else "café", f"ab{sign}c", 1
    )
    reading = Reader(write(tmp_path, {"defis/jardin.md": text})).read()
    told = next(each for each in reading.problems if each.kind != "yaml")
    assert told.kind == ("caractere_interdit" if sign in DECEIVING else "signe_invisible")
    assert told.is_error == (sign in DECEIVING)
    assert told.line == (17 if place == "body" else 2)
    assert f"U+{ord(sign):04X}" in told.message
    assert "dans « ab" in told.message
    assert str(told).isprintable()


@pytest.mark.parametrize("sign", HARMLESS + ENDS, ids=ascii)
def test_what_nobody_sees_and_carries_nothing_is_not_published(tmp_path, sign):
    text = faultless(f"# Le la{sign}voir\n\n{sign}- du pain{sign}\n").replace(
        "café", f"ca{sign}fé", 1
    )
    key = faultless().replace("titre:", f"titre{sign}:")
    files = {"defis/jardin.md": text, "defis/cle.md": key}
    defis = Reader(write(tmp_path, files)).read().catalogue.defis
    between = " " if sign in ENDS else ""
    assert defis["jardin"].titre == f"Un ca{between}fé à nous"
    assert f"Le la{between}voir</h" in defis["jardin"].corps.html
    assert "<li>du pain</li>" in defis["jardin"].corps.html
    assert sign not in defis["jardin"].corps.html
    assert defis["cle"].titre == "Un café à nous"


@pytest.mark.parametrize(
    "sign", ["\\u202E", "\\u2066", "\\u200B", "\\uFEFF", "\\0", "\\e", "\\x07"]
)
def test_a_sign_that_nobody_sees_is_told_when_yaml_spells_it_too(tmp_path, sign):
    text = faultless().replace("Un café à nous", f'"Un café {sign} à nous"')
    reading = Reader(write(tmp_path, {"defis/jardin.md": text})).read()
    assert [(each.kind, each.line) for each in reading.problems] == [("caractere_interdit", 2)]
    assert not reading.catalogue.defis


def test_accents_emojis_and_tabs_are_seen_by_everyone(tmp_path):
    text = faultless("Éè œ « où » 🌻 ❤️ 日本 \t tabulation … ’ – — e\u0301\n")
    assert Reader(write(tmp_path, {"defis/jardin.md": text})).read().problems == ()


@settings(max_examples=60)
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_file_makes_anything_but_problems(tmp_path_factory, data):
    root = tmp_path_factory.mktemp("site")
    (root / "defis").mkdir()
    (root / "defis" / "jardin.md").write_bytes(data)
    (root / "defis" / "cafe.md").write_bytes(b"---\n" + data + b"\n---\n" + data)
    reading = Reader(root).read()
    assert {each.path for each in reading.errors} == {"defis/jardin.md", "defis/cafe.md"}
    assert not reading.catalogue.defis


@pytest.mark.parametrize("name", ["a\nb.md", "a\x1b[2Jb.md", "a\u202eb.md"])
def test_a_hostile_name_of_file_is_shown_on_one_line(tmp_path, name):
    problems = Reader(write(tmp_path, {f"defis/{name}": faultless()})).read().problems
    assert [each.kind for each in problems] == ["nom_de_fichier"]
    assert str(problems[0]).isprintable()


def test_a_hostile_key_is_shown_on_one_line(tmp_path):
    text = faultless().replace("titre:", '"x\\n::error::\\e[2J": a\ntitre:')
    problems = Reader(write(tmp_path, {"defis/jardin.md": text})).read().problems
    assert problems
    assert all(str(each).isprintable() for each in problems)


def test_a_name_that_is_no_utf8_is_told(tmp_path):
    root = write(tmp_path, {"defis/jardin.md": faultless()})
    with open(os.fsencode(root) + b"/defis/caf\xe9.md", "wb"):
        pass
    (only,) = Reader(root).read().problems
    assert only.kind == "nom_de_fichier"
    str(only).encode("utf-8")


# Lines of what is found by a second look.


def test_a_broken_link_is_told_on_its_own_line(tmp_path):
    body = "Bonjour.\n\n## Une partie\n\n[là](absent.md) et\n[ici](#texte-absente)\n"
    problems = Reader(write(tmp_path, {"defis/jardin.md": faultless(body)})).read().problems
    assert [(each.kind, each.line) for each in problems] == [
        ("lien_casse", 20),
        ("ancre_cassee", 21),
    ]


def test_of_a_file_full_of_broken_links_the_first_are_told(tmp_path):
    links = "".join(f"[a](absent-{n}.md) [b](#absent-{n})\n\n" for n in range(50))
    write(tmp_path, {"defis/cafe.md": faultless(links)})
    problems = Reader(tmp_path).read().errors
    assert len(problems) == MOST
    first = problems[0].line
    assert [one.line for one in problems] == [first + 2 * (n // 2) for n in range(MOST)]


def test_of_a_file_full_of_unknown_communes_the_first_are_told_with_those_that_may_be_meant(
    tmp_path,
):
    places = "".join(f"  - Mirecou{n} (Vosges)\n" for n in range(MOST_PLACES + 5))
    text = faultless("Racontons.").replace("commune:", f"autres_communes:\n{places}commune:")
    write(tmp_path, {"defis/cafe.md": text})
    kinds = [one.kind for one in Reader(tmp_path).read().errors]
    assert kinds == ["commune_inconnue"] * MOST_PLACES + ["commune_invalide"] * 5


def test_an_unknown_key_of_a_file_full_of_them_is_told_quickly(tmp_path):
    keys = "".join(f"cle{n}: x\n" for n in range(600))
    root = write(tmp_path, {"defis/jardin.md": faultless().replace("---\n", f"---\n{keys}", 1)})
    start = time.process_time()
    assert [each.line for each in Reader(root).read().problems] == list(range(2, 602))
    assert time.process_time() - start < 2


# Order, and a second look.


def test_the_order_in_which_files_are_written_changes_nothing(tmp_path):
    names = ["jardin", "cafe", "velo", "atelier"]
    readings = []
    for number, order in enumerate([names, names[::-1], sorted(names)]):
        root = tmp_path / str(number)
        (root / "defis").mkdir(parents=True)
        for name in order:
            wrong = {"phase": "x"} if name == "velo" else {"inspire_de": "absent"}
            (root / "defis" / f"{name}.md").write_text(faultless(**wrong), "utf-8")
        readings.append(Reader(root).read())
    assert readings[0] == readings[1] == readings[2]
    assert list(readings[0].catalogue.defis) == sorted(readings[0].catalogue.defis)
    assert len(readings[0].problems) == 4


def test_a_second_reading_reads_again_what_changed_and_only_that(tmp_path):
    root = write(tmp_path, {"defis/jardin.md": faultless(), "defis/cafe.md": faultless()})
    reader = Reader(root)
    first = reader.read().catalogue.defis
    touch(root / "defis" / "cafe.md", faultless(titre="Un autre café"))
    second = reader.read().catalogue.defis
    assert second["jardin"] is first["jardin"]
    assert second["cafe"].titre == "Un autre café"


def test_a_second_reading_of_the_same_files_says_the_same(tmp_path):
    root = write(tmp_path, {"defis/jardin.md": faultless(), "defis/cafe.md": faultless(phase="x")})
    reader = Reader(root)
    assert reader.read() == reader.read() == Reader(root).read()


def test_a_second_reading_sees_new_files_and_forgets_those_that_went(tmp_path):
    root = write(tmp_path, {"defis/jardin.md": faultless(), "defis/cafe.md": faultless(phase="x")})
    reader = Reader(root)
    reader.read()
    write(tmp_path, {"defis/velo.md": faultless(), "content/themes/culture.md": PAGE})
    (root / "defis" / "cafe.md").unlink()
    second = reader.read()
    assert list(second.catalogue.defis) == ["jardin", "velo"]
    assert list(second.catalogue.themes) == ["culture"]
    assert second.problems == ()


def test_what_other_files_say_is_checked_again_when_they_change(tmp_path):
    root = write(tmp_path, {"defis/jardin.md": faultless(inspire_de="cafe")})
    reader = Reader(root)
    assert [each.kind for each in reader.read().problems] == ["reference_inconnue"]
    write(tmp_path, {"defis/cafe.md": faultless()})
    assert reader.read().problems == ()


def test_a_picture_that_comes_later_mends_the_text_that_shows_it(tmp_path):
    root = write(tmp_path, {"defis/jardin.md": faultless("![Un jardin](images/jardin.png)\n")})
    reader = Reader(root)
    assert [each.kind for each in reader.read().problems] == ["image_inconnue"]
    (root / "defis" / "images").mkdir()
    Image.new("RGB", (8, 6)).save(root / "defis" / "images" / "jardin.png")
    second = reader.read()
    assert second.problems == ()
    assert second.catalogue.defis["jardin"].corps.images == ("jardin.png",)


def test_a_picture_that_went_is_missed_by_the_text_that_shows_it(tmp_path):
    root = write(tmp_path, {"defis/jardin.md": faultless("![Un jardin](images/jardin.png)\n")})
    (root / "defis" / "images").mkdir()
    Image.new("RGB", (8, 6)).save(root / "defis" / "images" / "jardin.png")
    reader = Reader(root)
    assert reader.read().problems == ()
    (root / "defis" / "images" / "jardin.png").unlink()
    assert [each.kind for each in reader.read().problems] == ["image_inconnue"]


def test_a_defi_with_an_error_is_not_published(tmp_path):
    root = write(tmp_path, {"defis/jardin.md": faultless(), "defis/cafe.md": faultless(phase="x")})
    assert list(Reader(root).read().catalogue.defis) == ["jardin"]


def test_serving_keeps_the_last_good_state_of_what_breaks(tmp_path):
    root = write(
        tmp_path, {"defis/jardin.md": faultless(), "defis/cafe.md": faultless(titre="Le bon café")}
    )
    reader = Reader(root, keep_last_good=True)
    reader.read()
    for broken in (faultless(phase="x"), "n’importe quoi", ""):
        touch(root / "defis" / "cafe.md", broken)
        reading = reader.read()
        assert reading.catalogue.defis["cafe"].titre == "Le bon café"
        assert {each.path for each in reading.errors} == {"defis/cafe.md"}
    touch(root / "defis" / "cafe.md", faultless(titre="Le meilleur café"))
    assert reader.read().catalogue.defis["cafe"].titre == "Le meilleur café"


def test_serving_drops_what_was_deleted_even_broken(tmp_path):
    root = write(tmp_path, {"defis/jardin.md": faultless(), "defis/cafe.md": faultless()})
    reader = Reader(root, keep_last_good=True)
    reader.read()
    touch(root / "defis" / "cafe.md", "cassé")
    reader.read()
    (root / "defis" / "cafe.md").unlink()
    reading = reader.read()
    assert list(reading.catalogue.defis) == ["jardin"]
    assert reading.problems == ()


def test_building_does_not_keep_what_breaks(tmp_path):
    root = write(tmp_path, {"defis/cafe.md": faultless()})
    reader = Reader(root)
    reader.read()
    touch(root / "defis" / "cafe.md", "cassé")
    assert not reader.read().catalogue.defis


def test_several_processes_read_what_one_reads(tmp_path):
    """More files than one process would read alone, the wrong ones among them."""
    files = {
        f"defis/d{n}.md": faultless(titre=f"Le défi numéro {n}") for n in range(WORTH_IT + 100)
    }
    wrong = {"defis/d250.md": faultless(phase="x"), "defis/d399.md": "cassé"}
    root = write(tmp_path, files | wrong)
    alone = Reader(root, processes=1).read()
    assert len(alone.catalogue.defis) == WORTH_IT + 98
    assert Reader(root, processes=2).read() == Reader(root, processes=3).read() == alone
