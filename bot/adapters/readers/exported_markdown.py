"""A story as a Markdown file of an export: front matter, and facets that are read back exactly."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from bot.adapters.readers.exported_text import body_of, read_body
from bot.adapters.readers.pydantic_story_fields import LONGEST, StoryFields
from bot.adapters.readers.yaml_front_matter import dump
from bot.domain.holds import hidden_instructions
from bot.domain.story import Hold, Override, Story

_ABOUT = (
    "# Written by 'groundwork stories export'. As long as the text below is not edited, it is\n"
    "# read back word for word; once it is, it is read like any other Markdown.\n"
)
_PLAIN = (
    "customer",
    "shown_as",
    "industry",
    "size",
    "starts_with",
    "owner",
    "told_by",
    "our_part",
    "evidence",
    "as_of",
    "attribution",
)


class ExportedMarkdown:
    """Writes stories; `as_exported` is what a reader of Markdown asks when it has read one."""

    suffix = ".md"

    def write(self, story: Story) -> bytes:
        """Give the content of the file."""
        in_front = len(story.title) <= LONGEST and " ".join(story.title.split()) == story.title
        body = body_of("" if in_front else story.title, dict(story.facets))
        front = _front(story, story.title if in_front else "")
        text = f"---\n{_ABOUT}{dump({**front, 'exported': _sum(body)})}---\n{body}"
        return text.encode()


def as_exported(story: Story, fields: StoryFields, body: str) -> Story:
    """Give what an export wrote, where a reader of Markdown has read the same file.

    A text that was edited since is as the reader found it; what held the story back still does.
    """
    found = {Hold(**hold.model_dump()): None for hold in fields.holds}
    overrides = tuple(
        Override(Hold(**o.hold.model_dump()), o.why, o.by, o.at) for o in fields.overrides
    )
    story = replace(story, overrides=overrides)
    if not fields.exported or fields.exported != _sum(body):
        inferred = story.inferred | frozenset(fields.inferred)
        return replace(story, inferred=inferred, holds=tuple(found | dict.fromkeys(story.holds)))
    title, facets = read_body(body)
    # all that was written is in the facets and the fields: what the file hides would be there
    found |= dict.fromkeys(hidden_instructions(_said_in_front(story)))
    return replace(
        story,
        title=title or fields.title,
        facets=facets,
        outcome=fields.outcome,
        starts_with=fields.starts_with or "problem",
        inferred=frozenset(fields.inferred),
        facet_sure=fields.facet_sure,
        outcome_guess=fields.outcome_guess,
        outcome_sure=fields.outcome_sure,
        holds=tuple(found),
        sorted=True,
    )


def _front(story: Story, title: str) -> dict[str, Any]:
    """Give what is not empty, in the order of the template."""
    front: dict[str, Any] = {"id": story.id, "title": title}
    front["outcome"] = str(story.outcome or "")
    front |= {name: getattr(story, name) for name in _PLAIN}
    front |= {
        "aliases": list(story.aliases),
        "people": dict(story.people),
        "roles": list(story.roles),
        "visibility": str(story.visibility),
        "status": str(story.status),
        "consent": _consent(story),
        "review_by": _day(story.review_by),
        "peer": _peer(story),
        "inferred": sorted(story.inferred),
        "facet_sure": {str(facet): str(sure) for facet, sure in story.facet_sure.items()},
        "outcome_guess": str(story.outcome_guess or ""),
        "outcome_sure": "" if story.outcome_sure is None else str(story.outcome_sure),
        "holds": [_hold(hold) for hold in story.holds],
        "overrides": [
            {"hold": _hold(o.hold), "why": o.why, "by": o.by, "at": o.at.isoformat()}
            for o in story.overrides
        ],
    }
    return {name: value for name, value in front.items() if value}


def _consent(story: Story) -> dict[str, str]:
    given = story.consent
    if given is None:
        return {}
    return {
        "from": given.given_by,
        "scope": given.scope,
        "on": _day(given.on),
        "until": _day(given.until),
        "recorded_by": given.recorded_by,
    }


def _peer(story: Story) -> dict[str, str]:
    if story.peer is None:
        return {}
    return {"willing": "true" if story.peer.willing else "false", "limit": story.peer.limit}


def _hold(hold: Hold) -> dict[str, str]:
    return {"reason": hold.reason, "remedy": hold.remedy, "field": hold.field}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _said_in_front(story: Story) -> str:
    names = (*story.aliases, *story.people, *story.people.values())
    return "\n".join((*names, *(getattr(story, name) for name in _PLAIN)))


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()[:16]
