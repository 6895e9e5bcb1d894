"""From the bytes of a file to its text, or to what is wrong with them.

Word processors, browsers and old editors save under the name of a text what is none, or one in
their own encoding: each is told by what it is, with what to do.
"""

from __future__ import annotations

import codecs
import re
from functools import partial

from generator.text.errors import Problem, excerpt, problem


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, its line ends made LF, if it is one; and what is wrong with its bytes."""
    try:
        text = as_read(data.decode())
    except UnicodeDecodeError as error:
        return "", [_other_file(data, path) or _other_encoding(data, path, error)]
    if not text.startswith("---") or "\0" in text:
        wrong = _other_file(data, path) or _empty(text, path)
        if wrong:
            return "", [wrong]
    return text, spoilt(text, path)


def as_read(text: str) -> str:
    """A text without the mark that some Windows editors put before it, its line ends made LF.

    Old Macs end them with CR, which CommonMark (0.31.2, §2.1) and YAML (1.2.2, §5.4) read; what
    went through two systems may end them with CR, CR and LF.
    """
    text = text.lstrip("\ufeff")
    return _LINE_END.sub("\n", text) if "\r" in text else text


_LINE_END = re.compile("\r*\n|\r")

_OTHER_FILES = (
    (rb"%PDF-", "c’est un PDF"),
    (rb"\{\\rtf", "c’est un document RTF"),
    (rb"PK\x03\x04|\xd0\xcf\x11\xe0", "c’est un document de traitement de texte, ou une archive"),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!", "c’est une archive"),
    (rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP|....ftyp", "c’est une photo ou un film"),
    (rb"(?:\xef\xbb\xbf)?\s*(?i:<!doctype html|<html)", "c’est une page web"),
)
"""What the first bytes of other files are, as the « Magic » files of file(1) have them."""
_OTHER = tuple((re.compile(start, re.DOTALL), said) for start, said in _OTHER_FILES)

_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16, que le Bloc-notes appelle « Unicode »"),
    (codecs.BOM_UTF16_BE, "UTF-16, que le Bloc-notes appelle « Unicode big endian »"),
)
"""The marks before a text of wide signs; that of UTF-32 begins as that of UTF-16."""


def _other_file(data: bytes, path: str) -> Problem | None:
    """The problem of what is another kind of file, or a text of wide signs."""
    said = next((said for start, said in _OTHER if start.match(data)), "")
    if said:
        return problem("fichier_binaire", path, detail=said)
    if wide := _wide(data):
        return problem("encodage", path, lu=f"il est en {wide}")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return problem("fichier_binaire", path, line, detail="des octets nuls s’y trouvent")
    return None


def _wide(data: bytes) -> str:
    """The encoding of a text whose signs take two or four bytes each, with or without a mark.

    Of ours nearly every sign is below U+0100: the other bytes of each are nul.
    """
    if marked := next((name for mark, name in _WIDE if data.startswith(mark)), ""):
        return marked
    nul = (
        [data[place:400:4].count(0) * 4 / min(len(data), 400) for place in range(4)] if data else []
    )
    mostly = [share > 0.8 for share in nul]
    if sum(mostly) == 3 and min(nul) == 0:
        return "UTF-32"
    return "UTF-16" if mostly in ([True, False] * 2, [False, True] * 2) else ""


def _other_encoding(data: bytes, path: str, error: UnicodeDecodeError) -> Problem:
    """The problem of a text in the encoding of an old system: where it is not UTF-8."""
    before = as_read(data[: error.start].decode())
    line = before.count("\n") + 1
    return problem("encodage", path, line, lu=f"octet {data[error.start]:#04x}")


def _empty(text: str, path: str) -> Problem | None:
    empty = path.endswith(".md") and not text.strip()
    return problem("fichier_vide", path) if empty else None


# --- A text of UTF-8 that was once read in another encoding ---------------------------------------

_SIGNS = ("\ufffd", "Ã", "Â", "Å", "√", "├", "┬")
"""What such a text holds, and hardly another: what is really looked at."""


def _signs(encoding: str, first: int, last: int) -> str:
    """Some bytes as `encoding` shows them; those that it leaves out, as browsers do."""
    shown = (bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(first, last))
    return re.escape("".join(shown))


def _pattern(encoding: str) -> str:
    """Letters of ours and signs of typography, in UTF-8 and read in `encoding`."""
    after = f"[{_signs(encoding, 0x80, 0xC0)}]"
    letters = f"[{_signs(encoding, 0xC2, 0xC4)}{_signs(encoding, 0xC5, 0xC6)}]"
    typography = f"{_signs(encoding, 0xE2, 0xE3)}[{_signs(encoding, 0x80, 0x83)}]"
    return f"(?:{letters}|{typography}){after}"


_ONCE_READ = {name: re.compile(_pattern(name)) for name in ("cp1252", "mac_roman", "cp850")}


def spoilt(text: str, path: str) -> list[Problem]:
    """The first word of a text whose letters went through another encoding, or were lost."""
    if not (any(sign in text for sign in _SIGNS) or ("€" in text and "â€" in text)):
        return []
    for encoding, pattern in _ONCE_READ.items():
        if found := pattern.search(text):
            read = _word(text, found.start())
            meant = read
            while (again := pattern.sub(partial(_read_again, encoding), meant)) != meant:
                meant = again
            return [_told(text, path, found, read, f"Écrivez « {meant} », et relisez le reste.")]
    if found := re.search("\ufffd", text):
        read = _word(text, found.start())
        return [_told(text, path, found, read, "Retapez ce mot, et relisez le reste.")]
    return []


def _word(text: str, place: int) -> str:
    """The word around a place; what a letter became may hold a no-break space."""
    start = max(text.rfind(space, 0, place) for space in " \n") + 1
    ends = [end for space in " \n" if (end := text.find(space, place)) >= 0]
    return text[start : min(ends, default=len(text))]


def _read_again(encoding: str, spoilt: re.Match[str]) -> str:
    """The letter that some signs were, before they were read in `encoding`."""
    data = b"".join(sign.encode(encoding, "ignore") or bytes([ord(sign)]) for sign in spoilt[0])
    return data.decode("utf-8", "replace")


def _told(text: str, path: str, found: re.Match[str], read: str, remedy: str) -> Problem:
    line = text.count("\n", 0, found.start()) + 1
    return problem("lettres_abimees", path, line, lu=excerpt(read), remede=remedy)
