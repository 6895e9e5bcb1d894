"""Photographs as people send them: dropped in a form of GitHub, taken by the robot, or named.

The double of GitHub keeps what is dropped as GitHub does: it sends on to another host, to whom asks
without a token. What does not come, and what is no photograph, is told in words; the text goes on.
"""

from __future__ import annotations

import re
import struct
import time
import zlib
from io import BytesIO

import github_double as double
import pytest
from PIL import Image
from requests_sent import DEFI, DEPOT, event
from samples import photo
from worlds import write

from generator.content.images import MOST_SHOWN, lighten, probe
from generator.contributions import dropped, photographs
from generator.contributions import github as client
from generator.contributions.bodies import parse, render
from generator.forms.questions import AGREED, CONSENTS, forms

THREE = {
    "image_alt": "Le four fume, des pains attendent.",
    "image_credit": "Les voisins du four",
    "photo_accord": "On n’y reconnaît personne",
}
PLACE = photographs.Place("un-four-12", has_image=False)


JPEG = photo()


@pytest.fixture
def github(tmp_path):
    """A double of GitHub that keeps what is dropped, and nothing else that is asked for here."""
    made = double.GitHub(tmp_path, {"a.md": "x"})
    with double.serve(made):
        yield made


def take(text="", *, form="defi", place=PLACE, fetch=client.attachment, **answers):
    """What comes of the pictures of some answers; `text` is dropped under « La photo »."""
    given = {"titre": "Un four", **({"image": text} if text else {}), **answers}
    return photographs.take(forms()[form], given, place, fetch)


def told(photos):
    return [(each.kind, each.message) for each in photos.problems]


# --- What is found in a text ------------------------------------------------------------------

NAME = "00000001-1234-4abc-9def-0123456789ab"
AT = f"https://github.com/user-attachments/assets/{NAME}"


@pytest.mark.parametrize(
    "written",
    [
        f"![IMG_2034]({AT})",
        f'<img width="1024" height="768" alt="Image" src="{AT}" />',
        f"<IMG src='{AT}'>",
        f"[![photo]({AT})]({AT})",
        f'<a href="{AT}"><img src="{AT}"></a>',
        f'![Capture d’écran 2026-11-20]({AT} "un titre")',
        f"[clip.jpg]({AT})",
        f"<{AT}>",
        AT,
        f"![](https://github.com/ville/depot/assets/12345/{NAME})",
        f"![](https://user-images.githubusercontent.com/123/456-{NAME}.jpeg)",
        f"![](https://private-user-images.githubusercontent.com/1/2-{NAME}.jpg?jwt=a.b-c.d_e)",
        f"![Image]({AT})\n\n![Image]({AT})",
        f"![le four][1]\n\n[1]: {AT}",
        f"![four]\n\n[Four]: <{AT}> 'un titre'",
        f"![le four] ({AT})",
        f"! [le four] ({AT})",
        f"\\![le\nfour]({AT})",
        f"![Image](http{AT[5:].replace('github', 'GitHub')}?raw=true)",
        f'<img data-src="x" src="{AT}" data-alt="y">',
        f'<p align="center">\n  <img src="{AT}" width="300">\n</p>',
        f'<picture>\n<source srcset="{AT}">\n<img src="{AT}">\n</picture>',
        f"## ![four]({AT})",
        f"- **![four]({AT})**",
        f"> ({AT})",
        f"![Image]({AT})\n\n![](https://private-user-images.githubusercontent.com/1/2-{NAME}.jpg?jwt=a)",
    ],
)
@pytest.mark.parametrize("before", ["", "Avant.\n\n"])
def test_a_photograph_is_found_however_it_was_dropped(written, before):
    asked = []
    photos = take(
        texte=f"{before}{written}\n\nAprès.", fetch=lambda at: asked.append(at) or JPEG, **THREE
    )
    assert photos.answers["texte"] == f"{before}Après."
    assert photos.answers["image"] == "un-four-12-00000001.jpg"
    assert photos.answers["image_alt"] == THREE["image_alt"], "never the name that a camera gave"
    assert list(photos.files) == ["defis/images/un-four-12-00000001.jpg"]
    assert not photos.problems
    assert len(asked) == 1


@pytest.mark.parametrize(
    "written",
    [f"```\n![x]({AT})\n```", f"`![x]({AT})`", "![Le potager](images/potager.jpg)", "Rien."],
)
def test_what_is_no_dropped_picture_stays_in_the_text(written):
    photos = take(texte=written)
    assert photos.answers["texte"] == written
    assert not photos.problems


@pytest.mark.parametrize(
    "written", ["![](" * 9000, "<img " * 9000, "![[" * 9000, "`a" * 20000, "~~~\n" * 9000,
                '![a](x "' * 6000, "![x](a" + " " * 20000 + "b)", "<p>" * 9000 + f"![]({AT})" + "</p>" * 9000,
                f"![]({AT})" + " " * 30000 + "\n" + " " * 30000 + "\nz", "![](x)" * 9000,
                "".join(f"![]({n})" for n in range(7000)), "a.a." * 15000 + "![", "[a]: b\n" * 8000 + "![a]", AT[:-1] * 600, "![" + "a" * 60000, "<a " * 9000 + "![" ]
)  # fmt: skip
def test_a_hostile_text_is_gone_through_once(written):
    """What would look at it again for each of its signs takes minutes; a busy machine, a second."""
    start = time.process_time()
    take(texte=written, fetch=None)
    dropped.find({"image": written}, "image").without()
    assert time.process_time() - start < 5


DROPPED = [
    f"![a]({AT})", f"![a]({AT}) ![b]({AT})", f"[![a]({AT})]({AT})", f'<a href="{AT}"><img src="{AT}"></a>',
    f'<img\n width="3"\n src="{AT}" />', f"<{AT}>", f"![a][1]\n\n[1]: {AT}", f"[clip.jpg]({AT})", f"- ![a]({AT})",
    f"https://github.com/ville/depot/assets/12345/{NAME}", f'<p align="center">\n<img src="{AT}">\n</p>',
    "![Uploading x…]()", "[x.pdf](https://github.com/user-attachments/files/1/x.pdf)",
]  # fmt: skip
ASKED_WITHOUT_PICTURES = {
    "defi": (DEFI, "image"),
    "annonce": ({"genre": "Envie", "texte": "Qui vient chanter ?"}, "texte"),
    "engagement": ({"defi": "cafe"}, "defi"),
    "aide": ({"demande": "Nous cherchons une salle."}, "demande"),
    "correction": ({"page": "L’accueil", "passage": "Une date."}, "passage"),
}


@pytest.mark.parametrize("form", ASKED_WITHOUT_PICTURES)
def test_a_photograph_dropped_outside_of_every_answer_is_found(form):
    """Where the cursor was, when the request is written again: above its labels, below its boxes."""
    given, place = ASKED_WITHOUT_PICTURES[form]
    boxes = "\n".join(f"- [x] {each}" for each in CONSENTS)
    text = render(forms()[form], {**given, "accord": boxes})
    for written in DROPPED:
        for body in (f"{written}\n\n{text}", f"{text}\n{written}\n"):
            answers, problems = parse(body, forms()[form])
            assert (problems, answers["accord"]) == ([], AGREED), written
            assert answers[place].startswith(given.get(place, ""))
            assert any(each in answers[place] for each in (NAME, "Uploading", "x.pdf")), written
    assert parse(f"{text}\nSauf la photo.", forms()[form])[0].get("accord") != AGREED


def test_several_photographs_have_each_their_words_and_their_place():
    """The first is that of the défi, the others stand where they were dropped."""
    one, two, three = (AT.replace("00000001", f"0000000{n}") for n in (1, 2, 3))
    photos = take(
        f"![IMG_1]({one})",
        texte=f"Le four :\n\n![Le four est rallumé]({two})\n\nLes pains : ![Image]({three}) dorés.",
        fetch=lambda _: JPEG,
        **{**THREE, "image_alt": "- Le fournil vu de la rue\n- Des pains *dorés*"},
    )
    assert photos.answers["image_alt"] == "Le fournil vu de la rue"
    assert photos.answers["texte"] == (
        "Le four :\n\n![Le four est rallumé](images/un-four-12-00000002.jpg)\n\n"
        "Les pains : ![Des pains \\*dorés\\*](images/un-four-12-00000003.jpg) dorés.\n\n"
        "Photo : Les voisins du four"
    )
    assert len(photos.files) == 3


def test_a_defi_that_has_its_image_keeps_it_and_shows_the_new_one_after_its_text():
    photos = take(AT, place=photographs.Place("four", has_image=True), fetch=lambda _: JPEG,
                  form="mise-a-jour", journal_texte=f"Il est là. ![Image]({AT})", **THREE)  # fmt: skip
    assert not {"image", "image_alt", "image_credit"} & photos.answers.keys()
    assert photos.answers["journal_texte"] == "Il est là."
    assert photos.after == (
        "![Le four fume, des pains attendent.](images/four-00000001.jpg)\n\n"
        "Photo : Les voisins du four"
    )


def test_what_is_said_of_the_image_that_a_defi_has_can_be_mended_without_sending_it_again():
    photos = take(place=photographs.Place("four", has_image=True), image_alt="Un four à pain")
    assert photos.answers["image_alt"] == "Un four à pain"
    assert not photos.problems


FIRST, SECOND = AT, AT.replace("00000001", "00000002")


@pytest.mark.parametrize(
    ("lines", "seen"),
    [
        ("Le four\nLa place", ["Le four", "La place"]),
        ("Photo 2 : la place\nPhoto 1 : le four", ["le four", "la place"]),
        ("2. La place\n1. Le four", ["Le four", "La place"]),
        ("- 1- Le four\n- 2- La place", ["Le four", "La place"]),
        ("1ère photo : le four,\nfroid\n2e photo : la place", ["le four, froid", "la place"]),
        ("Voici ce qu’on voit :\nLe four\nLa place", ["Le four", "La place"]),
        ("La place\nPhoto 1 : le four", ["le four", "La place"]),
        ("Le four", [None, None]),
        ("Le four\nLa place\nLe marché", [None, None]),
        ("Photo 2 : la place", [None, "la place"]),
        ("2-3 pains\n14-18 : la guerre", ["2-3 pains", "14-18 : la guerre"]),
    ],
)
def test_each_line_is_on_the_photograph_that_its_author_means_or_is_asked_for(lines, seen):
    photos = take(f"![facture_du_plombier]({FIRST})\n![facture-plombier]({SECOND})", **{**THREE, "image_alt": lines},
                  fetch=lambda _: JPEG)  # fmt: skip
    said = [
        photos.answers.get("image_alt"),
        *re.findall(r"!\[([^]]*)\]", photos.answers.get("texte", "")),
    ]
    assert [each for each in said if each] == [each for each in seen if each]
    asked = [message for kind, message in told(photos) if kind == "photo_sans_reponses"]
    assert len(asked) == seen.count(None)
    assert all("par exemple : Photo " in each for each in asked)


# --- What it takes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"image_alt": ""}, ["Ce qu’on voit sur la photo"]),
        ({"image_alt": "IMG_2034.jpg"}, ["Ce qu’on voit sur la photo"]),
        ({"image_credit": ""}, ["Qui a pris la photo"]),
        *(
            ({"image_credit": said}, ["Qui a pris la photo"])
            for said in (
                "Moi",
                "C’est moi",
                "M. Dupont",
                "Photo de Mme Dupont",
                "Internet",
                "Google",
                "?",
                "je ne sais pas",
            )
        ),
        ({"image_alt": "voir ci-dessus"}, ["Ce qu’on voit sur la photo"]),
        ({"photo_accord": ""}, ["L’accord des personnes sur la photo"]),
        ({"photo_accord": "pas encore"}, ["L’accord des personnes sur la photo"]),
        (
            dict.fromkeys(THREE, ""),
            [
                "Ce qu’on voit sur la photo",
                "Qui a pris la photo",
                "L’accord des personnes sur la photo",
            ],
        ),
    ],
)
def test_no_picture_is_even_asked_for_before_three_answers_are_there(changes, asked):
    def never(address):
        raise AssertionError(address)

    answers = {name: value for name, value in {**THREE, **changes}.items() if value}
    photos = take(f"![IMG_2034]({AT})", texte="Racontons.", fetch=never, **answers)
    ((kind, message),) = told(photos)
    assert kind == "photo_sans_reponses"
    assert re.findall("« ([^»]*) »", message) == asked
    assert "n° 1 (IMG_2034)" in message
    assert photos.answers == {"titre": "Un four", "texte": "Racontons."}


@pytest.mark.parametrize(
    "said",
    ["Oui", "d’accord", "accord", "Aucune personne", "Oui, tous.", "aucun visage", "Pas de personnes",
     "Il n’y a personne", "Les parents sont d’accord", "Les personnes que l’on reconnaît sont d’accord"],
)  # fmt: skip
def test_an_agreement_is_understood_as_people_write_it(said):
    photos = take(AT, fetch=lambda _: JPEG, **{**THREE, "photo_accord": said})
    assert photos.files
    assert photos.agreed == {"00000001"}


@pytest.mark.parametrize(
    "said",
    ["Une personne refuse", "accord refusé", "J’attends l’accord", "accord à venir", "désaccord", "Non",
     "Une personne demande qu’on floute son visage", "On y reconnaît une personne", "accord oral de certains",
     "Les personnes que l’on reconnaît sont d’accord, sauf une", "Demande d’accord en cours", "pas d’accord"],
)  # fmt: skip
def test_a_refusal_is_never_taken_for_an_agreement(said):
    photos = take(AT, fetch=lambda _: JPEG, **{**THREE, "photo_accord": said})
    assert (photos.files, photos.agreed) == ({}, frozenset())
    assert [kind for kind, _ in told(photos)] == ["photo_sans_reponses"]


@pytest.mark.parametrize(
    "credit", ["Madame la maire", "La mairie", "L’école", "Photo : les jardiniers"]
)
def test_a_group_or_a_role_is_who_took_it(credit):
    assert take(AT, fetch=lambda _: JPEG, **{**THREE, "image_credit": credit}).files


@pytest.mark.parametrize(
    ("name", "label"),
    [("image_alt", "Ce qu’on voit sur la photo"), ("image_credit", "Qui a pris la photo")],
)
def test_a_photograph_of_which_too_much_is_said_waits_and_the_text_goes_on(name, label):
    photos = take(AT, fetch=None, texte="Racontons.", **{**THREE, name: "Le four fume. " * 30})
    ((kind, message),) = told(photos)
    assert kind == "photo_trop_decrite"
    assert f"« {label} »" in message
    assert "300 au plus" in message
    assert photos.answers == {"titre": "Un four", "texte": "Racontons."}


@pytest.mark.parametrize(
    "image", ["", "voir pièce jointe", '<!-- Failed to upload "IMG_1.HEIC" -->']
)
def test_what_was_said_of_a_photograph_that_did_not_come_is_not_said_of_the_one_there(image):
    place = photographs.Place("four", has_image=True)
    photos = take(
        image, place=place, journal_texte="Il est là.", form="mise-a-jour", fetch=None, **THREE
    )
    assert photos.answers == {"titre": "Un four", "journal_texte": "Il est là."}
    assert [kind for kind, _ in told(photos)] == ["photo_pas_arrivee"]


def test_a_photograph_that_the_page_shows_already_is_not_shown_again():
    place = photographs.Place("four", has_image=True, text="image: four-00000001.jpg")
    photos = take(AT, place=place, fetch=lambda _: pytest.fail("asked for"), **THREE)
    assert [kind for kind, _ in told(photos)] == ["photo_deja_la"]
    assert photos.after == ""


def test_pictures_of_elsewhere_take_the_place_of_none():
    elsewhere = "\n".join(f"![p{n}](https://ex.fr/{n}.jpg)" for n in range(6))
    photos = take(f"{elsewhere}\n{AT}", fetch=lambda _: JPEG, **THREE)
    assert len(photos.files) == 1
    assert photos.answers["image_alt"] == THREE["image_alt"]


@pytest.mark.parametrize("form", ["defi", "annonce", "engagement"])
def test_a_document_is_taken_out_of_the_text_and_its_author_told_what_to_do(form):
    text = "Le plan : [plan.pdf](https://github.com/user-attachments/files/18/plan.pdf)"
    photos = take(
        form=form, texte=text, engagements_roles_role=f"Porter {AT} des pains", fetch=None
    )
    assert photos.answers["texte"] == "Le plan :"
    assert photos.answers["engagements_roles_role"] == "Porter des pains"
    assert ("document_depose", True) in [
        (kind, "« plan.pdf »" in said) for kind, said in told(photos)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("![Un four](https://www.example.org/a/four_(1).jpg?x)", "photo_d_ailleurs", "example.org"),
        ('<img src="http://192.168.1.1/x.jpg">', "photo_d_ailleurs", "(x.jpg, 192.168.1.1)"),
        ("![](https://github.com.example.org/user-attachments/assets/x)", "photo_d_ailleurs", "x"),
        ("![](https://github.com/user-attachments/assets/../../x)", "photo_d_ailleurs", "x"),
        ("![Uploading IMG_1.heic…]()", "photo_pas_arrivee", "(Uploading IMG_1.heic…)"),
        ("![x](potager.jpg)", "photo_pas_arrivee", "n° 1 (x)"),
        ("![](data:image/png;base64,iVBORw0KGgo=)", "photo_pas_arrivee", "n° 1"),
        ("![](C:\\Users\\photo.jpg)", "photo_pas_arrivee", "n° 1"),
        ("Je vous l’envoie par lettre.", "photo_pas_arrivee", "« Je vous l’envoie par lettre. »"),
        ("", "photo_pas_arrivee", "la photo n’est pas arrivée"),
        ("https://photos.app.goo.gl/abc", "photo_d_ailleurs", "photos.app.goo.gl"),
        ("drive.google.com/file/d/abc/view", "photo_d_ailleurs", "drive.google.com"),
        ("[four](https://ex.fr/four.jpg)", "photo_d_ailleurs", "(four, ex.fr)"),
        ("https://we.tl/t-abc", "photo_d_ailleurs", "we.tl"),
    ],
)
def test_a_picture_of_elsewhere_is_named_with_the_way_to_send_it(text, kind, words):
    photos = take(text, texte="Racontons.", fetch=None, **THREE)
    ((found, message),) = told(photos)
    assert found == kind
    assert words in message
    assert "« La photo »" in message
    assert photos.answers == {"titre": "Un four", "texte": "Racontons."}


def test_more_than_six_are_told_one_by_one():
    many = [AT.replace("00000001", f"{n:08x}") for n in range(1, 9)]
    lines = "\n".join(f"Le four, vue {n}" for n in "abcdefgh")
    photos = take("\n".join(many), fetch=lambda _: JPEG, **{**THREE, "image_alt": lines})
    assert len(photos.files) == 6
    assert [kind for kind, _ in told(photos)] == ["photo_en_trop"] * 2


def test_an_announcement_is_a_text_alone_and_says_so():
    photos = take(form="annonce", texte=f"Qui vient chanter ? ![Image]({AT})", fetch=None)
    assert photos.answers["texte"] == "Qui vient chanter ?"
    assert [kind for kind, _ in told(photos)] == ["photo_sans_place"]


# --- What comes, and what does not ------------------------------------------------------------


def bomb():
    """A hundred million points in a few bytes."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


DOES_NOT_COME = {
    "drawing": (b'<?xml version="1.0"?>\n<svg xmlns="x"><script/></svg>', "un dessin SVG"),
    "page": (b"<!DOCTYPE html><title>Sign in</title>", "une page, pas une photo"),
    "film": (b"\0\0\0\x20ftypisom" + bytes(50), "une vidéo"),
    "heic": (b"\0\0\0\x20ftypheic" + bytes(50), "Le plus compatible"),
    "gif": (b"GIF89a" + bytes(50), "une image GIF"),
    "pdf": (b"%PDF-1.7", "un document PDF"),
    "bomb": (bomb(), "mégapixels"),
    "cut": (JPEG[:400], "abîmé ou incomplet"),
    "empty": (b"", "ni JPEG, ni PNG, ni WebP"),
    "noise": (bytes(range(256)), "ni JPEG, ni PNG, ni WebP"),
}


@pytest.mark.parametrize("case", DOES_NOT_COME)
def test_what_is_no_photograph_is_told_by_what_it_is(github, case):
    data, words = DOES_NOT_COME[case]
    photos = take(github.drop(data), texte="Racontons.", **THREE)
    ((kind, message),) = told(photos)
    assert kind == "photo_refusee"
    assert words in message
    assert not photos.files
    assert photos.answers == {"titre": "Un four", "texte": "Racontons."}


def elsewhere(address):
    return 302, {"Location": address}, b""


S3 = "https://github-production-user-asset-6210df.s3.amazonaws.com"


@pytest.mark.parametrize(
    ("answers", "kind", "words"),
    [
        ({AT: elsewhere("https://example.org/x.jpg")}, "photo_renvoyee", "pas le sien"),
        ({AT: elsewhere("https://169.254.169.254/x")}, "photo_renvoyee", "pas le sien"),
        ({AT: elsewhere(f"http{S3[5:]}/x")}, "photo_renvoyee", "pas le sien"),
        ({AT: elsewhere(f"{S3}.example.org/x")}, "photo_renvoyee", "pas le sien"),
        ({AT: elsewhere(f"{S3}@example.org/x")}, "photo_renvoyee", "pas le sien"),
        ({AT: elsewhere("/relatif")}, "photo_renvoyee", "pas le sien"),
        ({AT: (302, {}, b"")}, "photo_renvoyee", "pas le sien"),
        (
            {AT: elsewhere(f"{S3}/1"), f"{S3}/1": elsewhere(f"{S3}/2"), f"{S3}/2": (200, {}, JPEG)},
            "photo_renvoyee",
            "deux fois",
        ),
        ({}, "photo_introuvable", "réponse 404"),
        ({AT: elsewhere(f"{S3}/1"), f"{S3}/1": (403, {}, b"")}, "photo_introuvable", "403"),
        ({AT: (500, {}, b"")}, "photo_pas_donnee", "réponse 500"),
        ({AT: (200, {"Content-Length": "99999"}, JPEG)}, "photo_pas_donnee", "à temps"),
        (
            {AT: (200, {}, bytes(client.attachments.MOST_BYTES + 1))},
            "photo_refusee",
            "pèse plus de 10 Mo",
        ),
    ],
)
def test_what_github_does_not_give_is_told_and_nothing_else_is_asked_for(
    github, answers, kind, words
):
    github.dropped = answers
    photos = take(AT, **THREE)
    ((found, message),) = told(photos)
    assert found == kind
    assert words in message
    assert all(address.startswith((AT, f"{S3}/")) for address in github.asked)
    assert len(github.asked) <= 2
    assert not photos.files


def drop_by_drop():
    for byte in JPEG[:200]:
        time.sleep(0.01)
        yield bytes([byte])


@pytest.mark.parametrize("slowly", [lambda: time.sleep(0.2) or [JPEG], drop_by_drop])
def test_what_comes_too_slowly_is_left(github, monkeypatch, slowly):
    monkeypatch.setattr(client, "TIMEOUT", 0.1)
    github.dropped = {AT: (200, {"Content-Length": str(len(JPEG))}, slowly)}
    start = time.monotonic()
    photos = take(AT, **THREE)
    assert time.monotonic() - start < 1
    ((kind, message),) = told(photos)
    assert kind == "photo_pas_donnee"
    assert "Changez un mot" in message
    assert not photos.files


# --- What is kept of it -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        photo((2400, 300)),
        photo((1200, 4500)),
        photo((400, 600), turned=6),
        photo((400, 300), "PNG", mode="RGBA"),
        photo((400, 300), "WEBP"),
        photo((30, 600), "PNG", mode="L"),
        photo() + b"PK\x03\x04 et autre chose",
    ],
    ids=["large", "tall", "turned", "transparent", "webp", "narrow", "polyglot"],
)
def test_a_photograph_is_kept_small_upright_and_without_a_word_of_its_camera(data):
    kept = lighten(data)
    info = probe("x.jpg", kept)
    assert info.width <= 1920
    assert info.width * info.height <= MOST_SHOWN
    with Image.open(BytesIO(kept)) as image:
        assert not image.getexif()
        assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                                     "progressive", "progression"}  # fmt: skip
    assert not re.search(rb"Personne|2026|GPS|Appareil|PK\x03\x04|ICC_PROFILE|http", kept)
    assert lighten(data) == kept


def test_a_photograph_taken_upright_stays_so():
    info = probe("x.jpg", lighten(photo((600, 400), turned=6)))
    assert (info.width, info.height) == (400, 600)


# --- On a disk --------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["image", "titre"])
def test_without_the_robot_the_picture_is_written_beside_the_text(github, tmp_path, bvm, question):
    """Where the file is named after a title, the name that a camera gave, and its day, are not in it."""
    root = write(tmp_path / "depot", DEPOT)
    dropped = f"![IMG_20261120_143015]({github.drop(JPEG)})"
    answers = {**DEFI, **THREE, "accord": AGREED}
    answers[question] = f"{answers.get(question, '')}\n{dropped}".strip()
    file = write(tmp_path, {"e.json": event(render(forms()["defi"], answers))}) / "e.json"
    done = bvm("depuis-issue", "--evenement", str(file), inside=root)
    assert done.exit_code == 0, done.output
    (image,) = (root / "defis" / "images").iterdir()
    assert image.name == "un-cafe-a-nous-12-00000001.jpg"
    assert probe(image.name, image.read_bytes()).width == 900
    (text,) = (root / "defis").glob("*.md")
    assert text.stem == "un-cafe-a-nous-12"
    assert f"image: {image.name}\nimage_alt: Le four fume" in text.read_text("utf-8")
