"""From front matter and sections to a story: what all readers of text share."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from bot.adapters.readers.facet_headings import facet_of, opens_opportunity, rest_of
from bot.adapters.readers.markdown_sections import Section
from bot.adapters.readers.pydantic_story_fields import StoryFields
from bot.adapters.readers.utf_text import visible
from bot.domain.audience import Visibility
from bot.domain.errors import StoryRejectedError
from bot.domain.story import Consent, Facet, Hold, Peer, Story
from bot.ports.library import Defaults

_NO_TITLE = "There is no title. Write `title:` in the front matter or a first line `# Title`."
_NO_VISIBILITY = (
    "Nobody said who may read it. Write `visibility: public`, `prospects` or `internal`, "
    "or load with --visibility."
)


def assemble(
    name: str,
    fields: StoryFields,
    sections: list[Section],
    defaults: Defaults,
    holds: tuple[Hold, ...],
) -> Story:
    """Make a story.

    Where the front matter has none, the file's name gives the id and the first heading of level 1
    the title. `holds` are those found in the raw text.

    Raises:
        StoryRejectedError: no title, no visibility, no text.
    """
    title, body = _title(fields, sections)
    facets, inferred = _facets(body)
    visibility = fields.visibility or defaults.visibility
    problems = _missing(title, facets, visibility)
    if problems or visibility is None:
        (field, message), *more = problems
        raise StoryRejectedError(field, message, *more)
    began = any(opens_opportunity(section.heading) for section in body)
    return Story(
        id=fields.id or id_from(name),
        title=title,
        visibility=visibility,
        facets=facets,
        status=fields.status or defaults.status,
        outcome=fields.outcome,
        customer=fields.customer,
        aliases=fields.aliases,
        people=fields.people,
        shown_as=fields.shown_as,
        industry=fields.industry,
        size=fields.size,
        roles=fields.roles,
        starts_with=fields.starts_with or ("opportunity" if began else "problem"),
        consent=_consent(fields),
        owner=fields.owner,
        review_by=fields.review_by,
        told_by=fields.told_by,
        our_part=fields.our_part,
        evidence=fields.evidence,
        as_of=fields.as_of,
        peer=_peer(fields),
        attribution=fields.attribution,
        inferred=inferred,
        holds=holds,
    )


def _title(fields: StoryFields, sections: list[Section]) -> tuple[str, list[Section]]:
    """Give the title and the sections without a heading that only repeats it."""
    first = next((section for section in sections if section.level == 1), None)
    title = fields.title or visible(first.heading if first else "")
    if first is None or first.heading.strip().lower() != title.lower():
        return title, sections
    bare = Section(0, "", first.text)
    return title, [bare if section is first else section for section in sections]


def _missing(
    title: str, facets: dict[Facet, str], visibility: Visibility | None
) -> list[tuple[str, str]]:
    checks = (
        (title, ("title", _NO_TITLE)),
        (visibility, ("visibility", _NO_VISIBILITY)),
        (facets, ("text", "There is no story below the title. Write what happened.")),
    )
    return [problem for present, problem in checks if not present]


def _facets(sections: Iterable[Section]) -> tuple[dict[Facet, str], frozenset[str]]:
    """Sort text by its headings. A heading that opens no facet stays with what is above it."""
    found: dict[Facet, list[str]] = {}
    inferred: set[str] = set()
    facet, level = Facet.UNSORTED, 0
    for section in sections:
        named = facet_of(section.heading) if section.heading else None
        if named:
            facet, level = named[0], section.level
            inferred |= {facet.value} if named[1] else set()
        elif section.level <= level:
            facet, level = Facet.UNSORTED, 0
        heading = rest_of(section.heading) if named else section.heading
        found.setdefault(facet, []).extend(filter(None, (heading, section.text)))
    texts = {facet: visible("\n\n".join(found[facet])) for facet in Facet if found.get(facet)}
    return texts, frozenset(inferred)


def id_from(name: str) -> str:
    """Make an id of a file's name."""
    stem = re.sub(r"[\W_]+", "-", PurePath(name).stem.lower()).strip("-")
    return stem[:120] or "story"


def _consent(fields: StoryFields) -> Consent | None:
    given = fields.consent
    if not given.model_fields_set:
        return None
    return Consent(given.given_by, given.scope, given.on, given.until, given.recorded_by)


def _peer(fields: StoryFields) -> Peer | None:
    if not fields.peer.model_fields_set:
        return None
    return Peer(willing=fields.peer.willing in ("true", "yes"), limit=fields.peer.limit)
