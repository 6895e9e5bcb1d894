"""The road from files to a site, walked whole: a real build, looked at from outside."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from datetime import date
from io import BytesIO

import pytest
from conftest import ROOT, TODAY, defi, make_project, run_build
from PIL import Image

from generator.outputs.assets import SCRIPTS
from generator.styles import SHEETS
from generator.vocabulary import PHASES, TERRITOIRES


def test_every_page_of_part_one_stands(site):
    expected = {
        "index.html", "404.html", "sitemap.xml", "defis/index.html", "ressources/index.html",
        "themes/index.html", "demarche/index.html", "contribuer/index.html", "proposer/index.html", "annoncer/index.html", "mettre-a-jour/index.html",
        "contribuer/champs/index.html", "api/v1/defis.json", "assets/bvm.css",
    }  # fmt: skip
    expected |= {f"phases/{phase.slug}/index.html" for phase in PHASES}
    expected |= {f"territoires/{kind.slug}/index.html" for kind in TERRITOIRES}
    expected |= {f"phases/{p.slug}/{t.slug}/index.html" for p in PHASES for t in TERRITOIRES}
    for path in (ROOT / "defis").glob("*.md"):
        if path.stem != "README":
            expected |= {f"defis/{path.stem}/index.html", f"api/v1/defis/{path.stem}.json"}
    for folder in ("themes", "ressources"):
        names = {path.stem for path in (ROOT / "content" / folder).glob("*.md")} - {"index"}
        expected |= {f"{folder}/{name}/index.html" for name in names}
    assert expected <= set(site.files)


def test_nothing_of_the_theme_is_copied(site):
    ours = ("assets/communes/", "assets/proches/", "assets/cartes/")
    assets = {f"assets/{name}" for name in (*SHEETS, *SCRIPTS, "favicon.svg")}
    assets = {path for path in assets if not path.startswith(ours)}
    known = {path for path in site.files if path.startswith("assets/")}
    assert {path for path in known if not path.startswith(ours)} == assets
    ours = (*ours, "api/v1/")
    others = {path for path in site.files if not path.endswith((".html", ".json"))}
    others = {path for path in others if not path.startswith(ours)}
    drawings = {
        path.relative_to(ROOT / "content").as_posix() for path in ROOT.glob("content/**/*.svg")
    }
    assert others == assets | drawings | {"sitemap.xml", "sitemap.xml.gz"}


def test_two_builds_in_two_time_zones_give_the_same_bytes(site, tmp_path):
    again = run_build(ROOT, tmp_path / "ailleurs", TZ="Pacific/Noumea")
    assert again.code == 0, again.said
    assert again.files == site.files
    for path in site.files:
        assert (again.folder / path).read_bytes() == (site.folder / path).read_bytes(), path


def test_the_maintained_fork_of_mkdocs_builds_the_same_files(site, tmp_path):
    other = run_build(ROOT, tmp_path / "properdocs", tool="properdocs")
    assert other.code == 0, other.said
    assert other.files == site.files


def test_a_broken_file_stops_a_strict_build_and_says_where(build):
    built = build({"defis/cafe.md": defi().replace("creaction", "creation")})
    assert built.code == 1
    assert "defis/cafe.md:4: phase : on lit « creation »" in built.said
    assert "Vouliez-vous dire « creaction »" in built.said
    assert "Traceback" not in built.said


@pytest.mark.parametrize("page", ["ressources/premier-debat.md", "phases/creaction.md", "index.md"])
def test_a_broken_page_of_the_site_is_told_like_a_broken_defi(build, page):
    built = build({f"content/{page}": "---\ntitres: Une page\nphases: jamais\n---\n\nTexte.\n"})
    assert built.code == 1
    assert f"content/{page}:2: titres : ce champ n’existe pas" in built.said
    assert "Traceback" not in built.said


def test_advice_does_not_stop_a_strict_build(build):
    assert build({"defis/cafe.md": defi()}).code == 0


def test_an_empty_folder_of_defis_gives_a_site_that_says_so(build):
    built = build({})
    assert built.code == 0, built.said
    assert "Le vôtre peut être le premier" in built.page("defis")


HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


def test_a_hostile_title_comes_out_as_text_everywhere(build):
    titre = f"'{HOSTILE}'"
    text = re.sub(r"resume: .*", f"resume: '{HOSTILE}'", defi(titre=titre))
    text = text.replace("porteur: Les voisins du Val", f"porteur: '{HOSTILE}'")
    built = build({"defis/cafe.md": text, "defis/jardin.md": defi("[Le café](cafe.md)")})
    assert built.code == 0, built.said
    for path in built.files:
        page = (built.folder / path).read_bytes()
        if path.endswith(".html"):
            assert b"<img src=x" not in page, path
            assert b"<script>alert" not in page, path
    assert "&lt;img src=x" in built.page("defis/cafe")
    assert json.loads((built.folder / "api/v1/defis/cafe.json").read_bytes())["titre"] == HOSTILE


def test_an_earlier_address_leads_to_the_new_one(build):
    text = defi().replace("concerne:", "anciens_slugs: [vieux-cafe]\nconcerne:")
    page = build({"defis/cafe.md": text}).page("defis/vieux-cafe")
    assert re.search(r'http-equiv="refresh" content="0; ?url=\.\./\.\./defis/cafe/"', page)
    assert 'href="../../defis/cafe/"' in page


def _guide(body: str) -> dict[str, str]:
    text = f"---\ntitre: Une page\nresume: Une page de plus.\n---\n\n## Les outils\n\n{body}\n"
    return {"content/page.md": text}


LINKS = {
    "to a défi": ({"defis/cafe.md": defi()}, "[x](../defis/cafe.md)", True),
    "to a défi that is not there": ({"defis/cafe.md": defi()}, "[x](../defis/cafes.md)", False),
    "to a heading of a défi": (
        {"defis/cafe.md": defi("## Les outils")}, "[x](../defis/cafe.md#texte-les-outils)", True,
    ),
    "to a heading that a défi has not": (
        {"defis/cafe.md": defi("## Les outils")}, "[x](../defis/cafe.md#texte-rien)", False,
    ),
    "from a défi to a page": ({"defis/cafe.md": defi("[x](../content/page.md)")}, "", True),
    "from a défi to a heading of a page": (
        {"defis/cafe.md": defi("[x](../content/page.md#les-outils)")}, "", True,
    ),
    "from a défi to a heading that a page has not": (
        {"defis/cafe.md": defi("[x](../content/page.md#rien)")}, "", False,
    ),
    "from a défi to a page that is not there": (
        {"defis/cafe.md": defi("[x](../content/pages.md)")}, "", False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "body", "right"), LINKS.values(), ids=LINKS)
def test_links_between_pages_and_defis_are_checked_both_ways(build, files, body, right):
    built = build({**files, **_guide(body)})
    assert built.code == (0 if right else 1), built.said
    if body and right:
        assert 'href="../defis/cafe/' in built.page("page")


def test_a_picture_is_made_small_without_its_metadata(build):
    photo = Image.new("RGB", (2000, 1000), "#8fc0e8")
    data = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "prise chez moi"
    photo.save(data, "JPEG", exif=exif)
    fields = "image: cafe.jpg\nimage_alt: Le comptoir\nconcerne:"
    text = defi("![La salle](images/cafe.jpg)").replace("concerne:", fields)
    built = build({"defis/cafe.md": text, "defis/images/cafe.jpg": data.getvalue()})
    assert built.code == 0, built.said
    pictures = [path for path in built.files if path.startswith("defis/images/")]
    assert pictures == ["defis/images/cafe-480.jpg", "defis/images/cafe-960.jpg"]
    with Image.open(built.folder / pictures[1]) as small:
        assert small.size == (960, 480)
        assert not small.getexif()
    page = built.page("defis/cafe")
    shown = re.findall(r"<img [^>]*>", page[page.index('<div class="md">') :])
    assert len(shown) == 2
    for tag in shown:
        assert 'width="960" height="480"' in tag
        assert 'loading="lazy"' in tag
        assert re.search(r'alt="(Le comptoir|La salle)"', tag)


def test_the_sitemap_and_its_compressed_copy_hold_every_page(tmp_path):
    files = {f"defis/cafe-{n}.md": defi() for n in range(30)}
    url = "https://example.org/bien-vivre/"
    project = make_project(tmp_path / "projet", files)
    built = run_build(project, tmp_path / "site", SITE_URL=url)
    assert built.code == 0, built.said
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
    assert listed == {url + path.removesuffix("index.html") for path in pages}
    assert f'<link rel="canonical" href="{url}defis/cafe-3/">' in built.page("defis/cafe-3")


def test_two_processes_build_what_one_builds(tmp_path):
    files = {f"defis/cafe-{n:03}.md": defi(f"Texte {n}.") for n in range(420)}
    project = make_project(tmp_path / "projet", files)
    one = run_build(project, tmp_path / "un")
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(
        text.replace("  - bien-vivre", "  - bien-vivre:\n      processus: 2"), "utf-8"
    )
    two = run_build(project, tmp_path / "deux")
    assert (one.code, two.code) == (0, 0), one.said + two.said
    assert one.files == two.files
    for path in one.files:
        assert (one.folder / path).read_bytes() == (two.folder / path).read_bytes(), path


def test_the_plugin_is_the_only_importer_of_mkdocs():
    code = "import sys, generator.cli, generator.outputs; print('mkdocs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
