"""What the columns of a sheet and the keys of a record mean, in the words that people use."""

import re
from collections.abc import Iterable

from bot.adapters.readers.facet_headings import facet_of

FIELDS = frozenset(
    [
        "id",
        "title",
        "outcome",
        "customer",
        "aliases",
        "people",
        "shown_as",
        "industry",
        "size",
        "roles",
        "starts_with",
        "visibility",
        "status",
        "consent",
        "owner",
        "review_by",
        "told_by",
        "our_part",
        "evidence",
        "as_of",
        "peer",
        "source_repo",
        "source_path",
        "licence",
    ]
)
_SYNONYMS = {
    "title": "headline subject story_title case case_title case_study story_name heading",
    "customer": "company client account organisation organization customer_name company_name"
    " client_name account_name organisation_name organization_name",
    "aliases": "alias also_known_as other_names",
    "people": "contact contacts contact_name interviewee interviewees people_names named_people",
    "shown_as": "anonymised_as anonymized_as anonymous_name shown_name",
    "industry": "sector vertical branch",
    "size": "company_size employees headcount number_of_employees",
    "roles": "role job_title job_titles persona personas",
    "id": "story_id slug",
    "as_of": "date story_date",
    "review_by": "review_date",
    "licence": "license",
}
_FIELD_OF = {word: field for field, words in _SYNONYMS.items() for word in words.split()}
TEXT_KEYS = frozenset(
    ["text", "story", "body", "content", "summary", "description", "narrative", "full_story"]
)
NESTED_KEYS = frozenset(("facets", "sections"))
_TELLING = FIELDS | TEXT_KEYS | NESTED_KEYS


def key_of(heading: str) -> str:
    """Give a heading in lower case with underscores."""
    return re.sub(r"[\W_]+", "_", heading.strip().lower()).strip("_")


def field_of(key: str) -> str | None:
    """Give the story field that a key stands for."""
    return key if key in FIELDS else _FIELD_OF.get(key)


def tells_stories(headings: Iterable[str]) -> bool:
    """Say whether these head a table of stories: a title or a text is among them."""
    keys = [key_of(heading) for heading in headings]
    facets = any(facet_of(key.replace("_", " ")) for key in keys)
    return facets or any(field_of(key) == "title" or key in _TELLING - FIELDS for key in keys)
