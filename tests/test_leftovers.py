"""Files as systems and programs leave them: what is nobody's text, what is one under another name."""

from __future__ import annotations

import re
import unicodedata

import pytest
from samples import annonce, faultless
from worlds import write

from generator.content.reader import Reader

PAGE = "---\ntitre: La mairie\nresume: Ses heures.\n---\n\nBonjour.\n"
GOOD = {"defis": faultless(), "annonces": annonce("Je cherche un lavoir"), "content": PAGE}


def told(tmp_path, *names, folder="defis"):
    """What is said of some files of a folder: the name of each, the kind, the sentence."""
    text = GOOD.get(folder, "x")
    root = write(tmp_path, {f"{folder}/{name}": text for name in names})
    return {
        each.path.removeprefix(f"{folder}/"): (each.kind, each.message)
        for each in Reader(root).read().problems
    }


# What is nobody's text.

LEFT = [
    "Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", "$RECYCLE.BIN", "~$lavoir.docx",
    "~WRL0001.tmp", "Icon\r", "lavoir.md.swp", "lavoir.md~", "#lavoir.md#", "lavoir.md.bak",
    "lavoir.md.orig", "lavoir.md.crdownload", "LAVOIR.MD.BAK",
]  # fmt: skip


@pytest.mark.parametrize("folder", ["defis", "annonces", "content", "content/themes"])
def test_what_a_system_leaves_beside_a_text_stops_nothing_and_is_told(tmp_path, folder):
    names = ("lavoir.md", *LEFT) if folder in GOOD else LEFT[:8]
    said = told(tmp_path, *names, folder=folder)
    assert {kind for kind, _ in said.values()} == {"reste"}
    assert len(said) == len(names) - names.count("lavoir.md")


def test_what_a_system_leaves_among_pictures_stops_nothing(tmp_path):
    assert {kind for kind, _ in told(tmp_path, *LEFT[:8], folder="defis/images").values()} == {
        "reste"
    }


def test_hidden_files_of_systems_are_left_alone_without_a_word(tmp_path):
    hidden = (".DS_Store", "._lavoir.md", ".~lock.lavoir.odt#", ".lavoir.md.swp", "__MACOSX/a.md")
    assert told(tmp_path, "lavoir.md", *hidden) == {}


# A text under another name.

RENAMED = {
    "lavoir.md.txt": "lavoir.md", "lavoir.txt": "lavoir.md", "LAVOIR.MD": "lavoir.md",
    "lavoir.markdown": "lavoir.md", "lavoir.md.md": "lavoir.md", "lavoir": "lavoir.md",
    "lavoir.md ": "lavoir.md", "\u00a0lavoir.md": "lavoir.md", "lavoir .md": "lavoir.md",
    "lavoir.md\u200b": "lavoir.md", "lavoir (1).md": "lavoir.md", "lavoir - Copie.md": "lavoir.md",
    "Copie de lavoir.md": "lavoir.md", "lavoir copie 2.md": "lavoir.md", "lavoir 2.md": "lavoir-2.md",
    "lavoir (copie en conflit de Poste 2026-01-01).md": "lavoir.md", "lavoir.md.bak": "lavoir.md",
    "lavoir.sync-conflict-20260101-101010-ABCDEFG.md": "lavoir.md", "lavoir?.md": "lavoir.md",
    "L’été (3e copie).md": "l-ete.md", "la:voir.md": "la-voir.md", "con.md": "con-2.md",
    "Com1.md": "com1.md", "README.txt": "README.md", ".md": "defi.md", "14 juillet 2026.md":
    "14-juillet-2026.md", "lavoir.md.docx": "lavoir.md", "lavoir.odt": "lavoir.md",
    "fe\u0302te.md": "fete.md",
}  # fmt: skip


@pytest.mark.parametrize(("name", "right"), RENAMED.items())
def test_a_text_that_stands_alone_is_told_the_name_that_it_should_bear(tmp_path, name, right):
    ((kind, message),) = told(tmp_path, name).values()
    assert kind not in {"copie", "reste"}
    assert re.search(rf"(?<![\w.]){re.escape(right)}(?![\w.])", message.split("»")[-1]), message


COPIES = [
    *(name for name, right in RENAMED.items() if right in {"lavoir.md", "lavoir-2.md"}
      and not name.endswith(".bak")),
    "Lavoir.md", "lavoir_copie.md", "lavoir copy.md", "Copy (2) of lavoir.md", "lavoir (autre copie).md",
    "lavoir v2.md", "lavoir-PC-DE-ANNE.md", "lavoir (conflicted copy 2026-01-01 101010).md",
]  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
def test_no_text_is_told_to_take_the_name_of_another_that_is_there(tmp_path, name):
    ((kind, message),) = told(tmp_path, "lavoir.md", name).values()
    assert kind == "copie"
    assert " de lavoir.md, qui est déjà là" in message


def test_a_text_keeps_its_name_before_its_copies_are_asked_about(tmp_path):
    said = told(tmp_path, "Copie de lavoir.md", "lavoir (1).md", "lavoir 2.md", "lavoir.md.txt")
    assert said.pop("lavoir.md.txt") == ("extension", "le fichier « lavoir.md.txt » ne sera pas lu : "
                                         "son nom doit finir par .md. Renommez-le lavoir.md")  # fmt: skip
    assert len(said) == 3
    for kind, message in said.values():
        assert kind == "copie"
        assert "une copie de lavoir.md.txt, qui est déjà là et doit s’appeler lavoir.md" in message


@pytest.mark.parametrize("name", ["lavoir 2.md", "lavoir (1).md", "Copie de lavoir.md"])
def test_a_copy_alone_is_asked_about_before_it_is_given_a_name(tmp_path, name):
    ((kind, message),) = told(tmp_path, name).values()
    assert kind == "nom_de_copie"
    assert "est-il une copie" in message


def test_no_name_is_proposed_to_two_texts(tmp_path):
    said = told(tmp_path, "Fête.md", "fe\u0302te.md", "fête.txt", "Fête (1).md")
    kinds = sorted(kind for kind, _ in said.values())
    assert kinds == ["copie", "copie", "copie", "nom_de_fichier"]


def test_names_that_a_disk_takes_for_one_are_told_what_differs(tmp_path):
    composed, apart = (unicodedata.normalize(form, "fête.md") for form in ("NFC", "NFD"))
    accents = " ".join(message for _, message in told(tmp_path / "a", composed, apart).values())
    assert "que par la façon d’écrire les accents" in accents
    capitals = told(tmp_path / "b", "lavoir.md", "Lavoir.md")["Lavoir.md"][1]
    assert "que par les majuscules" in capitals
    spaces = told(tmp_path / "c", "lavoir.md", "lavoir.md ")["lavoir.md "][1]
    assert "que par une espace" in spaces


@pytest.mark.parametrize("name", ["lavoir.lnk", "lavoir.url", "lavoir.md.webloc"])
def test_a_shortcut_is_told_to_be_a_link(tmp_path, name):
    assert told(tmp_path, name)[name][0] == "lien_symbolique"


def test_two_texts_that_say_the_same_under_good_names_are_advised_to_be_one(tmp_path):
    said = told(tmp_path, "lavoir.md", "lavoir-copie.md", "copie-de-lavoir.md", "autre.md")
    assert sorted(said) == ["copie-de-lavoir.md", "lavoir-copie.md"]
    assert all(kind == "meme_texte" and "defis/lavoir.md" in text for kind, text in said.values())


# The pages and the pictures.


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("mairie 2.md", "copie"), ("mairie (1).md", "copie"), ("Copie de mairie.md", "copie"),
        ("Mairie.md", "copie"), ("mairie.md.txt", "copie"), ("mairie.MD", "copie"),
        ("mairie.md ", "copie"), ("mairie.docx", "type_refuse"), ("aux.md", "nom_reserve"),
        ("fe\u0302te.md", "nom_de_page"), ("marche.md.txt", "extension"), ("plan.SVG", "extension"),
    ],
)  # fmt: skip
def test_a_page_as_systems_leave_it_is_told(tmp_path, name, kind):
    assert {each for each, _ in told(tmp_path, "mairie.md", name, folder="content").values()} == {
        kind
    }


def test_a_copy_of_a_folder_of_pages_is_told(tmp_path):
    said = told(tmp_path, "guides/un.md", "guides - Copie/deux.md", folder="content")
    assert said["guides - Copie"][0] == "copie"


def test_pictures_of_a_page_come_in_series(tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>'
    root = write(tmp_path, {f"content/{name}": drawing for name in ("plan.svg", "plan 2.svg")})
    assert Reader(root).read().problems == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Photo été.JPG", ": photo-ete.jpg"), ("IMG_1.PNG", ": img-1.png"), ("aux.png", ": aux-2.png"),
        ("photo.jpg.jpg", "une copie de photo.jpg"), ("photo (1).jpg", "une copie de photo.jpg"),
        ("Photo.jpg", "que par les majuscules"), ("jardin.md", ": defis/jardin.md"),
    ],
)  # fmt: skip
def test_a_picture_as_systems_leave_it_is_told_its_name(tmp_path, name, said):
    assert said in told(tmp_path, "photo.jpg", name, folder="defis/images")[name][1]
