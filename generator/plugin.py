"""The only importer of MkDocs: its events are translated, and the work is done elsewhere.

Editorial pages stay MkDocs' own; défis, lists and data are written after it, since its loop
would take forty-five seconds for ten thousand of them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup
from mkdocs.config import config_options as opt
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from generator import addresses, clock, outputs
from generator.accompaniment.examples import moved, only_examples
from generator.content import editorial
from generator.content.catalogue import check_page_anchors
from generator.content.folders import ROOTS
from generator.content.identity import Identity, read_identity
from generator.content.model import Defi
from generator.content.reader import Reader, folder_signature, locate, look, read_image
from generator.outputs import editorial as bridge
from generator.outputs import sitemap
from generator.outputs.kit.aside import Aside, claim, make_aside
from generator.outputs.kit.disk_cache import DiskCache
from generator.outputs.kit.incremental import WRITE_ALL, IncrementalWrites
from generator.outputs.kit.pictures import Pictures
from generator.outputs.kit.policy import let_last_script
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.site import make_site
from generator.processes import available, keep_to_the_end
from generator.text.disk import naming, refusal
from generator.text.errors import Problem, without_values
from generator.text.front_matter import tidied

_LOOK = 0.1
"""Seconds between two looks at the files, while one serves."""

log = get_plugin_logger("bien-vivre")


class Settings(Config):
    """The options of the plugin, in `mkdocs.yml`."""

    processus = opt.Type(int, default=0)
    """How many processes a build may use; 0 for one per core. `serve` always uses one."""


class DefiFile(File):
    """A défi as MkDocs must know it: a target of links, with its anchors, but no page of its own."""

    def __init__(self, defi: Defi, config: MkDocsConfig) -> None:
        super().__init__(
            f"../{defi.path}",
            config.docs_dir,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=addresses.file_of(addresses.defi(defi.slug)),
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.page = _Anchors(set(defi.corps.anchors))  # type: ignore[assignment]


class _Anchors:
    """What MkDocs asks of a page to check the anchors of links to it."""

    def __init__(self, anchors: set[str]) -> None:
        self.present_anchor_ids = anchors


class ContentFiles(Files):
    """The files of `content/`, and any défi that a link asks for, written as on GitHub."""

    def __init__(
        self, files: Iterable[File], defis: Mapping[str, Defi], config: MkDocsConfig
    ) -> None:
        super().__init__(files)
        self._defis = {f"../{defi.path}": defi for defi in defis.values()}
        self._config = config

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path from `content/`; `../defis/x.md` is a défi."""
        defi = self._defis.get(path)
        return DefiFile(defi, self._config) if defi else super().get_file_from_path(path)


class BienVivre(BasePlugin[Settings]):
    """Reads the content, hands it to `outputs`, tells problems as MkDocs' warnings."""

    def __init__(self) -> None:
        self._serving = False
        self._reader: Reader | None = None
        self._pictures: Pictures | None = None
        self._incremental = WRITE_ALL
        self._aside: Aside | None = None
        self._claimed: int | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a build; being here at all keeps this object between reloads."""
        self._serving = command == "serve"
        self._incremental = IncrementalWrites() if self._serving else WRITE_ALL

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._root = Path(config.config_file_path).parent
        self._today = _today()
        self._build_aside(config)
        # Material's folder holds fourteen thousand icons that MkDocs would walk at each build.
        config.theme.dirs = [
            path for path in config.theme.dirs if Path(path).parts[-2:] != ("material", "templates")
        ]
        self._processes = 1 if self._serving else self.config.processus or available()
        self._disk_cache = DiskCache(self._root / ".cache" / "dessins")
        self._pictures = self._pictures or Pictures(
            lambda name: read_image(self._root, name), self._disk_cache
        )
        self._reader = self._reader or Reader(
            self._root, self._processes, keep_last_good=self._serving, look=self._pictures.look
        )
        for folder in (self._root / "defis", self._root / "annonces"):
            if self._serving and folder.is_dir() and str(folder) not in config.watch:
                config.watch.append(str(folder))
        return config

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Go on after a build that failed, and look at the files more often: half of MkDocs' wait
        would be for its next look.

        Its script, which loads a page again, is let by the policy of the page that it is added to.
        """
        server.builder = _going_on(server.builder)
        watched = [config.docs_dir, config.config_file_path]
        for path in watched:
            server.unwatch(path)
        server.observer = type(server.observer)(timeout=_LOOK)
        for path in watched:
            server.watch(path)
        inject: Callable[..., bytes] = server._inject_js_into_html  # noqa: SLF001
        setattr(server, inject.__name__, lambda *page: let_last_script(inject(*page)))
        return server

    def _build_aside(self, config: MkDocsConfig) -> None:
        """Have everybody write where nobody looks: what MkDocs empties is not what is shown."""
        self._asked = config.site_dir
        _refuse_what_is_ours(self._root, Path(os.path.realpath(self._asked)))
        if self._serving and self._claimed is None:
            self._claimed = claim(Path(self._asked))
        self._aside = make_aside(Path(self._asked), inside=self._serving)
        config.site_dir = str(self._aside.folder)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Look at what would be published; MkDocs would follow a link, wherever it leads."""
        self._seen = look(self._root)
        if self._seen.dangers:
            raise PluginError("\n".join(map(str, self._seen.dangers)))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read everything; keep the pages, drop the theme's own assets, add the défis as targets."""
        assert self._reader
        assert self._pictures
        self._reading = self._reader.read(self._seen)
        identity, problems = read_identity(self._root, os.environ)
        self._tell([*self._reading.errors, *problems])
        kept = [file for file in files if f"content/{file.src_uri}" in self._reading.published]
        for file in kept:
            _place_at_its_address(file)
            if file.is_documentation_page():
                file.content_string = tidied(file.content_string)
            if info := self._reading.published[f"content/{file.src_uri}"]:
                file.content_bytes = self._pictures.publishable(info, partial(_bytes_of, file))
        self._view = replace(
            _site_view(identity, config, self._today),
            que_des_exemples=only_examples(self._reading.catalogue),
        )
        return ContentFiles(kept, self._reading.catalogue.defis, config)

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Prepare what every page shares."""
        assert self._pictures
        self._pages = [file.page for file in files.documentation_pages() if file.page]
        outputs.prepare(env, self._view, DiskCache(self._root / ".cache" / "gabarits"))
        self._site = make_site(
            moved(self._reading.catalogue, self._view.identite.exemples_du, self._today),
            self._view,
            url=config.site_url or "",
            today=self._today,
            environment=env,
            processes=self._processes,
            templates=folder_signature(self._root / "overrides"),
            disk_cache=self._disk_cache,
            incremental=self._incremental,
            pictures=self._pictures,
        )
        return env

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Choose the template: MkDocs looks it up before it asks for the context."""
        pages = self._reading.catalogue.pages
        page.meta["template"] = bridge.template_of(_path_of(page), pages)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Show what may be shown; what may not was told when it was read, but where MkDocs adds to it."""
        lines = page.file.content_string.split("\n")
        found = editorial.tell(editorial.refused(html), _path_of(page), lines)
        told = {(each.path, each.message) for each in self._reading.errors}
        self._tell(each for each in found if (each.path, each.message) not in told)
        return bridge.dressed(editorial.clean(html))

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        page.content = Markup(page.content or "")  # noqa: S704 - cleaned in on_page_content
        ours = bridge.context_of(self._site, _path_of(page))
        context.update(ours)  # type: ignore[typeddict-item]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Tell what a text names as the page around it does."""
        lines = page.file.content_string.split("\n")
        self._tell(editorial.named_twice(output, _path_of(page), lines))
        return output

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Templates without a page: the sitemap and the page of missing addresses."""
        extra: dict[str, Any] = {"racine": _absolute_root(config), "section": ""}
        if template_name.startswith("sitemap"):
            extra["adresses"] = sitemap.generated(self._site)
            extra["jours"] = sitemap.editorial(self._site)
        context.update(extra)  # type: ignore[typeddict-item]
        return context

    @event_priority(-100)  # last: after it, the site is shown
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write all that is not MkDocs' own, check the links of défis to its anchors, show all."""
        outputs.build(Path(config.site_dir), self._site)
        anchors = {_path_of(page): page.present_anchor_ids or set() for page in self._pages}
        self._tell(locate(self._root, check_page_anchors(self._site.catalogue, anchors)))
        if not _is_refused():
            self._show(config)
        if not self._serving:
            keep_to_the_end((self._reader, self._site))

    def _show(self, config: MkDocsConfig) -> None:
        assert self._aside
        config.site_dir = self._asked  # `gh-deploy` publishes it
        try:
            whole = self._aside.show(self._incremental.kept())
        except OSError:
            self._incremental.forget()
            raise
        self._incremental.done()
        if self._serving and not whole:
            log.warning(_LOST)
            self._incremental.forget()
        if not self._serving:
            for name in ("gabarits", "dessins"):
                DiskCache(self._root / ".cache" / name).sweep()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the former site as it was; say in French what the machine refused."""
        if self._aside:
            self._aside.drop()
        if isinstance(error, OSError) and self._aside:
            naming(error, self._asked)
            aside = str(self._aside.folder)
            error.filename = str(error.filename).replace(aside, self._asked)
            error.filename2 = error.filename2 and str(error.filename2).replace(aside, self._asked)
        if said := _in_french(error):
            raise Abort(
                f"{said} Le site n’est pas construit ; celui d’avant, s’il y en a un, reste."
            )

    def on_shutdown(self) -> None:
        """Leave nothing aside, when someone stops the build too."""
        if self._aside:
            self._aside.drop()

    def _tell(self, problems: Iterable[Problem]) -> None:
        """Errors as MkDocs' warnings: they stop a strict build, and `serve` goes on."""
        for problem in problems:
            log.warning(str(problem))


def _today() -> date:
    """The day; raises WrongClock. A date that is set to nothing is none: MkDocs would stop on it."""
    if not os.environ.get(clock.VARIABLE, "-"):
        del os.environ[clock.VARIABLE]
    return clock.today(os.environ)


def _refuse_what_is_ours(root: Path, site: Path) -> None:
    """Raise Abort for a folder that holds the project or its texts: the site would replace them."""
    names = (*ROOTS, "overrides", "generator", ".git")
    ours = [Path(os.path.realpath(root / name)) for name in names]
    holds = site in {root.resolve(), *root.resolve().parents} or _holds_something_else(site)
    if holds or any(site == folder or folder in site.parents for folder in ours):
        raise Abort(
            f"{site} : le site prendrait la place de ce dossier, qui contient autre chose que lui. "
            "Choisissez-en un autre : « site_dir » dans mkdocs.yml, ou l’option -d."
        )


def _holds_something_else(site: Path) -> bool:
    """Whether a folder has files, and none of those that each of our sites has at its root."""
    if not site.is_dir():
        return False
    names = {name for name in os.listdir(site) if not name.startswith(".")}
    return bool(names) and not names & {"index.html", "404.html"}


def _is_refused() -> bool:
    """Whether strict is about to refuse this build: MkDocs counts its warnings with a handler."""
    logger: logging.Logger | None = log.logger
    while logger:
        counts = (each for each in logger.handlers if isinstance(each, CountHandler))
        if any(each.get_counts() for each in counts):
            return True
        logger = logger.parent
    return False


_LOST = (
    "Des pages ont été retirées du dossier que « make serve » montre. Enregistrez un fichier, et "
    "toutes seront dessinées de nouveau."
)
_STILL_SHOWN = "Les pages d’avant restent montrées."


def _going_on(build: Callable[[], None]) -> Callable[[], None]:
    """The same, which says what stopped it: MkDocs would serve nothing until a build succeeds."""

    def build_or_say() -> None:
        try:
            build()
        except MkDocsException as error:
            log.error("%s %s", error.format_message(), _STILL_SHOWN)
        except Exception as error:
            log.error("%s%s", without_values(error), _STILL_SHOWN)

    return build_or_say


def _in_french(error: Exception) -> str:
    """What stopped a build, when that is the machine or a template; else nothing."""
    match error:
        case clock.WrongClock():
            return str(error)
        case BrokenProcessPool() | MemoryError():
            return (
                "La machine a arrêté une partie du programme, sans doute faute de mémoire. Fermez "
                "d’autres programmes, ou demandez un seul processus : « processus: 1 » sous "
                "« bien-vivre », dans mkdocs.yml."
            )
        case jinja2.TemplateSyntaxError():
            place = f"overrides/{error.name}:{error.lineno}"
            return f"{place} : ce modèle est mal écrit ({error.message}). Corrigez cette ligne."
        case jinja2.TemplateNotFound():
            return (
                f"overrides/{error.name} : ce modèle manque, ou ne se laisse pas lire. Remettez-le "
                "(git checkout overrides), et donnez-vous le droit de le lire."
            )
        case OSError():  # after TemplateNotFound, which is one
            return refusal(error)
    return ""


def _place_at_its_address(file: File) -> None:
    """Write a pilot territory where `addresses` says: its folder is not its address."""
    if file.src_uri.startswith("territoires-pilotes/") and file.is_documentation_page():
        address = addresses.of_editorial(f"content/{file.src_uri}")
        file.dest_uri, file.url = addresses.file_of(address), address


def _bytes_of(file: File) -> bytes:
    return file.content_bytes


def _path_of(page: Page) -> str:
    """The file of an editorial page, from the root of the repository."""
    return f"content/{page.file.src_uri}"


def _site_view(identity: Identity, config: MkDocsConfig, today: date) -> SiteView:
    return SiteView(
        nom=config.site_name,
        description=config.site_description or "",
        depot=identity.depot or "",
        relais=identity.relais or "",
        organisation=identity.organisation or "",
        adresse=identity.adresse or "",
        licences="Textes : CC BY-SA 4.0. Données : Licence Ouverte 2.0. Code : MIT.",
        modifie_le=today,
        accessibilite=identity.conformity(today),
        identite=identity,
    )


def _absolute_root(config: MkDocsConfig) -> str:
    """The way to the root from an address that does not exist, at any depth: an absolute path."""
    return urlsplit(config.site_url or "/").path.rstrip("/") + "/"
