"""The road from files to a site, walked whole: a real build, looked at from outside."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from hostile import ATTACK, RAW
from PIL import Image
from samples import defi
from worlds import (
    TODAY,
    WORLD,
    Built,
    citizens,
    different,
    make_project,
    run_build,
    settings,
    write,
)

from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.outputs.features import FEATURES
from generator.outputs.kit.assets import SCRIPTS
from generator.outputs.kit.styles import SHEETS


def test_every_page_stands(site):
    expected = {
        "index.html", "404.html", "sitemap.xml", "defis/index.html", "ressources/index.html",
        "themes/index.html", "demarche/index.html", "contribuer/index.html", "proposer/index.html", "annoncer/index.html", "mettre-a-jour/index.html",
        "contribuer/champs/index.html", "api/v1/defis.json", "assets/bvm.css",
    }  # fmt: skip
    expected |= {f"phases/{phase.slug}/index.html" for phase in PHASES}
    expected |= {f"territoires/{kind.slug}/index.html" for kind in TERRITOIRES}
    expected |= {f"phases/{p.slug}/{t.slug}/index.html" for p in PHASES for t in TERRITOIRES}
    for path in (WORLD / "defis").glob("*.md"):
        expected |= {f"defis/{path.stem}/index.html", f"api/v1/defis/{path.stem}.json"}
        expected.add(f"defis/{path.stem}/agenda.ics")
    for folder in ("themes", "ressources"):
        names = {path.stem for path in (WORLD / "content" / folder).glob("*.md")} - {"index"}
        expected |= {f"{folder}/{name}/index.html" for name in names}
    assert expected <= set(site.files)


OF_FAMILIES = [name for each in FEATURES for name in (*each.sheets, *each.scripts)]


def test_nothing_of_the_theme_is_copied(site):
    ours = ("assets/communes/", "assets/proches/", "assets/cartes/")
    assets = {f"assets/{name}" for name in (*SHEETS, *SCRIPTS, *OF_FAMILIES, "favicon.svg")}
    assets = {path for path in assets if not path.startswith(ours)}
    known = {path for path in site.files if path.startswith("assets/")}
    assert {path for path in known if not path.startswith(ours)} == assets
    ours = (*ours, "api/v1/", "flux/")
    others = {path for path in site.files if not path.endswith((".html", ".json", ".ics"))}
    others = {path for path in others if not path.endswith("/journal/lettre.txt")}
    others = {path for path in others if not path.startswith(ours)}
    drawings = {
        path.relative_to(WORLD / "content").as_posix() for path in WORLD.glob("content/**/*.svg")
    }
    assert others == assets | drawings | {"sitemap.xml", "sitemap.xml.gz"}


def test_elsewhere_and_by_the_maintained_fork_of_mkdocs_the_bytes_are_the_same(site, tmp_path):
    other = run_build(site.project, tmp_path / "ailleurs", "properdocs", TZ="Pacific/Noumea")
    assert list(different(other.checked(), site)) == []


def test_an_empty_folder_of_defis_gives_a_site_that_says_so(bare):
    for where in ("defis", "carte", "territoires/rural"):
        assert "Préparez le vôtre\xa0: écrivez-le ici" in bare.page(where), "nothing can be sent"


# What is wrong.

BROKEN_PAGES = ["ressources/premier-debat.md", "phases/creaction.md", "index.md"]


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> Built:
    """A site with a fault in a défi, in some of its pages, and in links both ways.

    There was another before it.
    """
    page = "---\ntitres: Une page\nphases: jamais\n---\n\nTexte.\n"
    return _scratch(tmp_path_factory, {
        "defis/etape.md": defi(phase="creation"),
        **{f"content/{each}": page for each in BROKEN_PAGES},
        "defis/cafe.md": defi("## Les outils"),
        **{f"defis/{name}.md": defi(f"[x]({link})") for name, link in FROM_DEFIS_BROKEN.items()},
        "content/page.md": _page(*TO_DEFIS_BROKEN),
    }, former={"index.html": "le site d’avant"})  # fmt: skip


def test_what_is_broken_stops_a_strict_build(broken):
    assert broken.code == 1
    assert "Traceback" not in broken.said


def test_a_strict_build_that_stops_leaves_the_former_site_alone(broken):
    assert (broken.folder / "index.html").read_text("utf-8") == "le site d’avant"
    assert broken.files == ["index.html"]
    assert {path.name for path in broken.folder.parent.iterdir()} == {"projet", "site"}


def test_a_broken_defi_is_told_with_its_line_and_the_near_word(broken):
    assert re.search("WARNING.*defis/etape.md:4: phase : on lit « creation »", broken.said)
    assert "Vouliez-vous dire « creaction »" in broken.said


@pytest.mark.parametrize("page", BROKEN_PAGES)
def test_a_broken_page_of_the_site_is_told_like_a_broken_defi(broken, page):
    assert re.search(rf"WARNING.*content/{page}:2: titres : ce champ n’existe pas", broken.said)


# What is no plain file.


def test_a_build_stops_before_it_follows_a_link_or_opens_a_pipe(tmp_path):
    project = make_project(tmp_path / "projet", {"secret": "la clé de la machine"})
    links = {
        "cle.txt": "../secret",
        "ici": ".",
        "la": ".",
        "zero.md": "/dev/zero",
        "x": "/proc/self",
    }
    for name, target in links.items():
        (project / "content" / name).symlink_to(target)
    os.mkfifo(project / "content" / "tube.md")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("le site d’avant", "utf-8")
    built = run_build(project, tmp_path / "site")
    assert built.code == 1
    for name in (*links, "tube.md"):
        assert f"content/{name}: " in built.said
    assert "Traceback" not in built.said
    assert built.files == ["index.html"]


# What is right, and only advised.


def _page(*links: str) -> str:
    body = "\n\n".join(f"[lien]({link})" for link in links)
    return f"---\ntitre: Une page\nresume: Une page de plus.\n---\n\n## Les outils\n\n{body}\n"


TO_DEFIS = {"to a défi": "../defis/cafe.md", "to a heading": "../defis/cafe.md#texte-les-outils"}
FROM_DEFIS = {
    "vers-une-page": "../content/page.md",
    "vers-un-titre": "../content/page.md#les-outils",
}
TO_DEFIS_BROKEN = ("../defis/cafes.md", "../defis/cafe.md#texte-rien")
FROM_DEFIS_BROKEN = {
    "vers-rien": "../content/page.md#rien",
    "vers-nulle-part": "../content/pages.md",
}


@pytest.fixture(scope="module")
def tied(tmp_path_factory) -> Built:
    """A site of défis that links tie to its pages; one has had another name, and has a picture."""
    photo = Image.new("RGB", (2000, 1000), "#8fc0e8")
    data = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "prise chez moi"
    photo.save(data, "JPEG", exif=exif)
    shown = {"image": "salle.jpg", "image_alt": "Le comptoir"}
    return _scratch(tmp_path_factory, {
        "defis/cafe.md": defi("## Les outils", anciens_slugs=["vieux-cafe"]),
        "defis/photo.md": defi("![La salle](images/salle.jpg)", **shown),
        "defis/images/salle.jpg": data.getvalue(),
        **{f"defis/{name}.md": defi(f"[x]({link})") for name, link in FROM_DEFIS.items()},
        "content/page.md": _page(*TO_DEFIS.values()),
        "content/colle.md": _page().replace("titre: Une", "titre\u00a0:\u00a0Une\u00ad").replace("Les", "L\u200bes"),
    })  # fmt: skip


def _scratch(tmp_path_factory, files, former=MappingProxyType({})) -> Built:
    folder = tmp_path_factory.mktemp("brouillon")
    write(folder / "site", former)
    return run_build(make_project(folder / "projet", files), folder / "site")


def test_advice_does_not_stop_a_strict_build(tied):
    """No défi of this site has held the debate or chosen the rules that it is advised to."""
    assert tied.code == 0, tied.said


def test_a_page_that_was_pasted_shows_nothing_of_what_nobody_sees(tied):
    page = tied.page("colle")
    assert not set(page) & set("\u200b\u00ad")
    assert "<h1" in page
    assert "Une page" in page
    assert 'id="les-outils"' in page


def test_what_citizens_write_comes_out_as_text_everywhere(hostile):
    for path in hostile.files:
        if path.endswith(".html"):
            page = (hostile.folder / path).read_bytes()
            assert not [each for each in RAW if each in page], path
    assert "&lt;img src=x" in hostile.page("defis/cafe")
    assert json.loads((hostile.folder / "api/v1/defis/cafe.json").read_bytes())["titre"] == ATTACK


def test_an_earlier_address_leads_to_the_new_one(tied):
    page = tied.page("defis/vieux-cafe")
    assert re.search(r'http-equiv="refresh" content="0; ?url=\.\./\.\./defis/cafe/"', page)
    assert 'href="../../defis/cafe/"' in page


# Links between pages and défis are checked both ways.


@pytest.mark.parametrize("link", TO_DEFIS.values(), ids=TO_DEFIS)
def test_a_page_links_to_a_defi_as_on_github(tied, link):
    assert f'href="{link.replace(".md", "/")}"' in tied.page("page")


@pytest.mark.parametrize("name", FROM_DEFIS)
def test_a_defi_links_to_a_page_as_on_github(tied, name):
    written = FROM_DEFIS[name].replace("../content/", "../../").replace(".md", "/")
    assert f'href="{written}"' in tied.page(f"defis/{name}")


@pytest.mark.parametrize("link", TO_DEFIS_BROKEN)
def test_a_link_of_a_page_that_leads_to_no_defi_or_heading_is_told(broken, link):
    warning = rf"WARNING.*'page\.md'.*'{re.escape(link)}'"
    assert re.search(warning, broken.said), broken.said


@pytest.mark.parametrize("name", FROM_DEFIS_BROKEN)
def test_a_link_of_a_defi_that_leads_to_no_page_or_heading_is_told(broken, name):
    assert re.search(rf"WARNING.*defis/{name}\.md:\d+: ", broken.said), broken.said


def test_a_picture_is_made_small_without_its_metadata(tied):
    pictures = [path for path in tied.files if path.startswith("defis/images/")]
    assert pictures == ["defis/images/salle-480.jpg", "defis/images/salle-960.jpg"]
    with Image.open(tied.folder / pictures[1]) as small:
        assert small.size == (960, 480)
        assert not small.getexif()
    page = tied.page("defis/photo")
    shown = re.findall(r"<img [^>]*/salle-[^>]*>", page)
    assert len(shown) == 2
    for tag in shown:
        assert 'width="960" height="480"' in tag
        assert 'loading="lazy"' in tag
        assert re.search(r'alt="(Le comptoir|La salle)"', tag)


def test_the_sitemap_and_its_compressed_copy_hold_every_page(heavy):
    built, url = heavy, "https://exemple.fr/"
    sitemap = (built.folder / "sitemap.xml").read_bytes()
    assert gzip.decompress((built.folder / "sitemap.xml.gz").read_bytes()) == sitemap
    listed = set(re.findall(r"<loc>([^<]+)</loc>", sitemap.decode()))
    days = dict(re.findall(r"<loc>([^<]+)</loc><lastmod>([^<]+)</lastmod>", sitemap.decode()))
    plain = {"demarche/", "accessibilite/", "mentions-legales/", "confidentialite/"}
    assert all(date.fromisoformat(day) <= TODAY for day in days.values())
    assert f"{url}ressources/premier-debat/" in days
    assert url in days
    assert not {f"{url}{page}" for page in plain} & set(days)
    pages = {path for path in built.files if path.endswith("index.html")}
    pages -= {path for path in pages if path.startswith("integrer/") and path.count("/") > 1}
    pages -= {
        path
        for path in pages
        if 'http-equiv="refresh"' in built.page(path.removesuffix("index.html"))
    }
    said = {path for path in pages if path.startswith("coups-de-main/annonces/")}
    pages -= {
        path for path in said if '<p class="exemple">' in (built.folder / path).read_text("utf-8")
    }
    assert listed == {url + path.removesuffix("index.html") for path in pages}
    assert f'<link rel="canonical" href="{url}defis/foule-03/">' in built.page("defis/foule-03")


def test_two_processes_build_what_one_builds(site, tmp_path):
    """The world is too small for a second one: see `build_in_copies`, and `test_processes.py`."""
    project = make_project(tmp_path / "projet", citizens())
    option = "  - bien-vivre:\n      processus: 2\n"
    text, found = re.subn(r"  - bien-vivre\b.*\n(      .*\n)?", option, settings())
    assert found == 1
    write(project, {"mkdocs.yml": text})
    tool = str(Path(__file__).parent / "build_in_copies.py")
    other = run_build(project, tmp_path / "deux", tool).checked()
    assert int(re.search(r"copies: (\d+)", other.said)[1]) > 2
    assert list(different(other, site)) == []


def test_the_plugin_is_the_only_importer_of_mkdocs():
    code = "import sys, generator.cli, generator.outputs; print('mkdocs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
