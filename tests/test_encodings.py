"""What editors, word processors and browsers save under the name of a text."""

from __future__ import annotations

import pytest
from samples import faultless
from worlds import write

from generator.content.reader import Reader

TEXT = faultless("Une fête à l’été.\n")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_wide_signs_are_told_with_what_to_choose_in_the_notepad(tmp_path, encoding):
    (only,) = Reader(write(tmp_path, {"defis/a.md": TEXT.encode(encoding)})).read().problems
    assert only.kind == "encodage"
    assert encoding[:6].upper() in only.message
    assert "Bloc-notes" in only.message


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "iso-8859-15", "mac_roman", "cp850"])
def test_old_encodings_are_told_on_the_line_where_they_show(tmp_path, encoding):
    text = TEXT.replace("’", "'").replace("\n", "\r\n").encode(encoding)
    (only,) = Reader(write(tmp_path, {"defis/a.md": text})).read().problems
    assert (only.kind, only.line) == ("encodage", 2)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_letters_that_went_through_another_encoding_are_given_back(tmp_path, encoding):
    read = "".join(bytes([each]).decode(encoding, "replace") for each in "fête".encode())
    text = TEXT.replace("Une fête", f"Une {read}")
    (only,) = Reader(write(tmp_path, {"defis/a.md": text})).read().problems
    assert (only.kind, only.line) == (
        "lettres_abimees",
        TEXT[: TEXT.index("Une fête")].count("\n") + 1,
    )
    assert "Écrivez « fête »" in only.message


@pytest.mark.parametrize("word", ["Å", "Ângela", "SÃO", "√2", "├── lavoir", "« café » : où", "â€"])
def test_signs_that_look_like_such_letters_are_only_signs(tmp_path, word):
    text = faultless(f"Un mot, {word} ici.\n")
    assert Reader(write(tmp_path, {"defis/a.md": text})).read().problems == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04\x14\0\6\0", "traitement de texte"), (b"%PDF-1.7\n%\xe2", "un PDF"),
        (b"{\\rtf1\\ansi Bonjour}", "un document RTF"), (b"<!DOCTYPE html>\n<html>", "une page web"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "une photo"), (TEXT.encode() + b"\0" * 9, "octets nuls"),
        (b"", "est vide"), (b"\xef\xbb\xbf\r\n", "est vide"),
    ],
)  # fmt: skip
def test_what_only_bears_the_name_of_a_text_is_told_for_what_it_is(tmp_path, data, said):
    (only,) = Reader(write(tmp_path, {"defis/a.md": data})).read().problems
    assert said in only.message


# Two texts in one file.


def test_a_second_text_in_a_file_is_not_drawn_as_titles(tmp_path):
    other = faultless("La suite.\n", titre="Un autre défi ici")
    (only,) = Reader(write(tmp_path, {"defis/a.md": f"{TEXT}\n{other}"})).read().problems
    assert (only.kind, only.line) == ("deux_en_tetes", TEXT.count("\n") + 2)
    assert "titre: Un autre défi ici" in only.message


@pytest.mark.parametrize(
    "body",
    [
        "Un.\n\n---\n\nDeux.\n", "Titre\n---\nlieu: la salle\n---\n", "---\nnote: un\n---\n",
        "```yaml\n---\ntitre: a\nresume: b\nphase: c\n---\n```\n",
    ],
)  # fmt: skip
def test_lines_of_dashes_in_a_text_stay_lines(tmp_path, body):
    kinds = {
        each.kind
        for each in Reader(write(tmp_path, {"defis/a.md": faultless(body)})).read().problems
    }
    assert "deux_en_tetes" not in kinds
