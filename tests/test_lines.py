"""What people type line by line is shown line by line; in a file, what is not is told."""

from __future__ import annotations

import re
from datetime import date

import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from generator.content import gfm, lines
from generator.content.lines import to_markdown
from generator.contributions.answers import draft_annonce, draft_defi
from generator.text.front_matter import parse

TYPED = {
    "Programme :\n18 h accueil\n19 h débat": "Programme :\\\n18 h accueil\\\n19 h débat",
    "Il faut :\n• une pelle\n• une scie\nMerci": "Il faut :\n- une pelle\n- une scie\n\nMerci",
    "· une pelle": "- une pelle",
    "\uf0b7\tune pelle\n\uf0b7\tune scie": "- une pelle\n- une scie",
    "▪\u00a0une pelle": "- une pelle",
    "•\u2009une pelle": "- une pelle",
    "1.\u2009une pelle\n2.\u2009une scie": "1. une pelle\n2. une scie",
    "Il faut\n– une pelle\n– une scie": "Il faut\n- une pelle\n- une scie",
    "Il faut :\n– une pelle": "Il faut :\n- une pelle",
    "Il faut :\n-\u00a0une pelle": "Il faut :\n- une pelle",
    "1.\u00a0une pelle\n2.\u00a0une scie": "1. une pelle\n2. une scie",
    "-une pelle\n-une scie": "- une pelle\n- une scie",
    "*une pelle\n*une scie": "- une pelle\n- une scie",
    "1/ ouvrir\n2/ fermer": "1. ouvrir\n2. fermer",
    "1° ouvrir\n2° fermer": "1. ouvrir\n2. fermer",
    "1)ouvrir\n2)fermer": "1. ouvrir\n2. fermer",
    "1 - ouvrir\n2 - fermer": "1. ouvrir\n2. fermer",
    "• affiche :\n  ◦ grande\n  ◦ petite\n• café": "- affiche :\n  - grande\n  - petite\n- café",
    "• affiche :\n◦ grande\n• café": "- affiche :\n  - grande\n- café",
    "• affiche :\no\tgrande\n• café": "- affiche :\n  - grande\n- café",
    "1/ affiche :\n  • grande\n2/ café": "1. affiche :\n   - grande\n2. café",
    "- affiche :\n  • grande\n- café": "- affiche :\n  - grande\n- café",
    "• une pelle\n  à deux mains\n• une scie": "- une pelle\\\n  à deux mains\n- une scie",
    "> un mot\n> • une pelle\n> • une scie": "> un mot\n> - une pelle\n> - une scie",
    "    Un alinéa\net sa suite\n\n\tUn autre": "Un alinéa\\\net sa suite\n\nUn autre",
    "        Un\n    mot": "Un\\\nmot",
    "a  \nb": "a\\\nb",
    "Voir https://exemple.org/a\nici": "Voir https://exemple.org/a \\\nici",
    "**Samedi**\nau lavoir": "**Samedi** \\\nau lavoir",
    "Samedi\nau lavoir\n-------": "Samedi\\\nau lavoir\n-------",
    "Un projet de réno-\nvation": "Un projet de réno-vation",
    "Une table de 80*120*75 cm": "Une table de 80\\*120\\*75 cm",
    "Merci\n-- \nLes voisins": "Merci\\\n\\--\\\nLes voisins",
    "Noms :\n- \n- ": "Noms :\\\n\\-\\\n\\-",
    "1°) ouvrir\n2°) fermer": "1. ouvrir\n2. fermer",
    "Le tarif\n| a | b |\n|---|---|\n| c | d |": "Le tarif\n| a | b |\n|---|---|\n| c | d |",
}
"""What is typed in a form, and the Markdown that is written."""

KEPT = (
    "- une pelle\n- une scie", "1) ouvrir\n2) fermer", "1. ouvrir\n   - un\n   - deux", "Un mot.\n\nUn autre.",
    "```\nun\n• deux\n```", "| a | b |\n|---|---|\n| • c | d |", "# Un titre\nUn mot.", "Un titre\n===\nUn mot.",
    "***\nUn mot.", "– un aparté –", "Jours :\\\n5/12 fête\\\n12/12 repas", "9 - 11 h accueil\\\n14 - 16 h atelier",
    "Il faut :\\\n1/2 litre de lait", "Ce matin :\\\n–5 °C", "1°C\\\n2°C", "Salles :\\\n3/ la verte", "`80*120*75`", "-5 °C ce matin", "a\\\nb", "[a]: https://exemple.org\n\n[a]", "`un\ndeux`", "> [!NOTE]\n> un mot",
    "- a\n\n      code", "> un mot", "✅ fait", "o",
)  # fmt: skip


@pytest.mark.parametrize(("typed", "written"), TYPED.items())
def test_what_is_typed_on_lines_or_behind_bullets_is_written_so(typed, written):
    assert to_markdown(typed) == written


@pytest.mark.parametrize("text", KEPT)
def test_what_is_markdown_already_stays_as_it_is(text):
    assert to_markdown(text) == text


PIECES = ["mot", "18 h", "\n", "\n", "\n\n", "- ", "1. ", "2) ", "> ", "  ", "    ", "• ", "– ", "◦ ", "# ", "```",
          "**", "| ", "|-|-|", "---", "  \n", "https://a.fr/b", "<b>", ":"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)
PLAIN = st.lists(
    st.text("abé 1,", min_size=1, max_size=9).map(lambda line: f"m{line}"), min_size=1, max_size=6
)


@given(TEXTS)
def test_a_text_given_twice_changes_once_and_keeps_its_words(text):
    once = to_markdown(text)
    assert to_markdown(once) == once
    assert re.findall(r"\w+", once) == re.findall(r"\w+", text)


@given(st.lists(PLAIN.map("\n".join), max_size=3), st.sampled_from(["", "- ", "> ", "1. "]))
def test_a_text_is_shown_as_github_shows_a_request(paragraphs, mark):
    """Where each end of line is one; a file joins them."""
    text = "\n\n".join(mark + each for each in paragraphs)
    request = gfm.drawn(text, gfm.EXTENSIONS, Options.CMARK_OPT_HARDBREAKS)
    assert spaced(gfm.to_html(to_markdown(text))) == spaced(request)


def spaced(html):
    return re.sub(r"\s+", " ", re.sub(r"\s*<br />\s*", "<br />", html))


def test_the_text_of_a_request_goes_into_its_file_line_by_line():
    told = draft_defi(
        {"titre": "Le lavoir", "texte": "Il faut :\n• une pelle\n18 h\n19 h"}, date(2026, 12, 1)
    )
    assert told.endswith("Il faut :\n- une pelle\n\n18 h\\\n19 h\n")
    said = draft_annonce(
        {"genre": "Une offre", "texte": "Une remorque,\nle samedi"}, date(2026, 12, 1)
    )
    assert parse(said, "")[0].fields["texte"] == "Une remorque,\nle samedi"


# --- In a file --------------------------------------------------------------------------------


def told(body):
    return [(each.kind, each.line) for each in lines.check(body, "defis/x.md", 1)]


@pytest.mark.parametrize(
    "typed",
    [each for each, written in TYPED.items() if "- " in written and "\n- " not in f"\n{each}"][:12],
)
def test_a_false_bullet_of_a_file_is_told_once_a_paragraph(typed):
    (wrong,) = lines.check(f"Un mot.\n\n{typed}\n", "defis/x.md", 10)
    assert wrong.kind == "fausse_puce"
    assert not wrong.is_error
    bullet = re.search(r"« (.*?) »", wrong.message)[1]
    assert bullet in " ".join(f"Un mot.\n\n{typed}".split("\n")[wrong.line - 10].split())
    assert gfm.to_html(wrong.message.partition("Écrivez : ")[2]).startswith(("<ul>", "<ol>"))


@pytest.mark.parametrize(
    ("body", "line"),
    [("18 h accueil\n19 h débat", 1), ("Un mot.\n\n18 h accueil,\n19 h débat.", 3), ("- samedi\n  au lavoir\n  à midi", 1),
     ("> Rose\n> Lila", 1), ("Puis :\n2. ouvrez\n3. fermez", 2)],
)  # fmt: skip
def test_lines_that_are_joined_are_told_once_a_paragraph_with_what_to_write(body, line):
    assert told(body) == [("lignes_jointes", line)]
    (wrong,) = lines.check(body, "defis/x.md", 1)
    assert wrong.message.endswith("\\")


@pytest.mark.parametrize(
    "body",
    ["Une phrase.\nUne autre !\nEt une ?", "18 h accueil\\\n19 h débat", "18 h  \n19 h", "Programme :\n18 h", "Le four et\nle lavoir",
     "```\n18 h accueil\n19 h débat\n```", "| a |\n|---|\n| b |\n| c |", "- pelle\n- scie", "Un titre\n===",
     "Ce texte est coupé par un éditeur qui va à la ligne au bout de soixante-dix\nsignes, comme beaucoup le font "
     "encore, et nul n’a voulu que ces lignes\nsoient des lignes.", "– un aparté", "[a]: https://b.fr\n[c]: https://d.fr",
     "- liste\n\n      code"],
)  # fmt: skip
def test_a_text_that_is_shown_as_it_was_meant_is_told_nothing(body):
    assert told(body) == []


def test_a_margin_that_makes_code_of_a_text_is_told():
    assert told("    Nous étions douze.\n") == [("marge_en_code", 1)]
    assert told("Un mot.\n\n\tNous étions douze.\n") == [("marge_en_code", 3)]
