"""Turning values into pages. All text is escaped; no words of a person or story become markup."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse

from bot.channels.blocks import blocks
from bot.channels.web.forms import one_time_key
from bot.channels.web.gate import DEMO_OPEN
from bot.channels.web.parts import FILE_LIMIT, MESSAGE_LIMIT
from bot.channels.web.seats import SEATS
from bot.domain.brief_document import HEADINGS
from bot.domain.gate import GATED_FIELDS
from bot.domain.story import Facet, Outcome, Rendition
from bot.domain.telling import ENDED, FACET_HEADINGS, shown_facets

HERE = Path(__file__).resolve().parent


class Pages:
    """Renders the templates."""

    def __init__(self, operator: str, *, htmx: bool) -> None:
        self._env = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.globals.update(
            operator=operator,
            htmx=htmx,
            seats=SEATS,
            version=_version(),
            headings=HEADINGS,
            note_formats=(("docx", "Word"), ("pdf", "PDF"), ("md", "Markdown")),
            confirmable=GATED_FIELDS,
            new_key=one_time_key,
            message_limit=MESSAGE_LIMIT,
            file_limit_mb=FILE_LIMIT // 1_048_576,
        )
        self._env.filters.update(
            blocks=blocks,
            sections=sections,
            ending=ending,
            for_operator=lambda text: Template(text).safe_substitute(operator=operator),
        )

    def html(
        self, request: HTTPConnection, name: str, values: Mapping[str, object], status: int = 200
    ) -> HTMLResponse:
        """Render a template for this request. Pages are never kept by caches: they hold talks."""
        demo = request.scope.get(DEMO_OPEN, False)
        path = request.scope.get("path", "/")
        body = self._env.get_template(name).render(demo=demo, path=path, **values)
        return HTMLResponse(body, status, headers={"Cache-Control": "no-store"})


def _version() -> str:
    """Name the present content of our own files, so that browsers never mix old and new."""
    digest = hashlib.sha256()
    for path in sorted((HERE / "static").iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def ending(outcome: Outcome | str | None) -> str:
    """Say in words how a story ended; "" where it is not known."""
    try:
        return ENDED[Outcome(outcome or "")].rstrip(".")
    except ValueError:
        return ""


def sections(story: Rendition) -> Iterator[tuple[str, str]]:
    """Give the parts of a story, each with its heading; not every story starts from a problem."""
    for facet, text in shown_facets(story):
        opportunity = facet is Facet.PROBLEM and story.starts_with == "opportunity"
        yield "Opportunity" if opportunity else FACET_HEADINGS[facet], text
