"""What an owner is told of a story: where it stands, and what to do. It holds nothing back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.audience import Visibility
from bot.domain.review.parts import Judgement, StoryPart
from bot.domain.story import Consent, Facet, Story

SOON = timedelta(days=30)
_MOST_QUOTED = 5
_LACKS = {
    StoryPart.SITUATION: "It does not say who they are and how they work. Write that down.",
    StoryPart.STRUGGLE: "Nothing goes wrong in it. Write what did not work, and what they tried.",
    StoryPart.PEOPLE: "Nobody in it wants, fears or says anything. Write who did, by role.",
    StoryPart.OUTCOME: "It does not say how it ended. Write what came of it, also if it failed.",
}
_BROCHURE = (
    "It reads like a brochure{quote}. Tell what they went through, leave out praise, and put what "
    "the product does under ## Product notes."
)
_PRAISE = re.compile(
    r"\b(?:(?:industry|market)[- ]leading|best[- ](?:in|of)[- ](?:class|breed)|world[- ]class"
    r"|state[- ]of[- ]the[- ]art|cutting[- ]edge|next[- ]level|game[- ]chang\w+"
    r"|one[- ]stop|turn[- ]?key|award[- ]winning|revolution\w*|seamless\w*|effortless\w*"
    r"|unparallel\w+|unmatched|unlock\w*|empower\w*|supercharg\w+|skyrocket\w*"
    r"|delight(?:ed|s)?|thrilled|amazing\w*|incredibl\w+|outstanding|exceptional\w*|innovative"
    r"|powerful|robust|trusted partner|partner of choice|peace of mind|return on investment"
    r"|digital transformation|future-proof)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to mend or to know, and the field or facet in which it stands."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Named:
    """Personal data where it stands. `stand_in` is what outsiders read instead."""

    field: str
    text: str
    stand_in: str


def part_notices(missing: Iterable[StoryPart]) -> list[Notice]:
    """Say what to write for each part that lacks."""
    return [Notice(str(part), _LACKS[part]) for part in missing]


def brochure_notices(text: str, judged: Judgement) -> list[Notice]:
    """Say that a text sells, with its words of praise."""
    if not judged.brochure:
        return []
    words = list(dict.fromkeys(found.group() for found in _PRAISE.finditer(text)))[:_MOST_QUOTED]
    quote = f" ({', '.join(_quoted(word) for word in words)})" if words else ""
    return [Notice("text", _BROCHURE.format(quote=quote))]


def personal_notices(found: Iterable[Named], *, shown: bool) -> list[Notice]:
    """Say where personal data stands. `shown`: outsiders read the text as it is."""
    if shown:
        advice = "Buyers read it as it is. Take it out unless that person agreed."
    else:
        advice = "Buyers read {stand_in} instead. Take it out if nobody needs it."
    counted: dict[Named, int] = {}
    for named in found:
        counted[named] = counted.get(named, 0) + 1
    return [
        Notice(
            n.field,
            f"It has personal data: {_quoted(n.text)}{_times(times)}. "
            + advice.format(stand_in=_quoted(n.stand_in)),
        )
        for n, times in counted.items()
    ]


def name_notices(story: Story) -> list[Notice]:
    """Say where a story that is to be shown anonymised names its customer."""
    if story.visibility is not Visibility.PROSPECTS:
        return []
    customer = dict.fromkeys((story.customer, *story.aliases))
    texts = by_field(story)
    return [
        notice
        for name in customer
        if name.strip()
        for field, text in texts.items()
        for notice in _named_in(name, field, text, story.outsider_name)
    ]


def _named_in(name: str, field: str, text: str, shown: str) -> Iterator[Notice]:
    whole = rf"(?<!\w){re.escape(name)}(?!\w)"
    if times := len(re.findall(whole, text)):
        message = f"It names the customer: {_quoted(name)}{_times(times)}."
        yield Notice(field, f"{message} Buyers read {_quoted(shown)} instead. Check that it fits.")
    if " " not in name and not name.islower() and re.search(whole.lower(), text):
        message = f"The word {_quoted(name.lower())} in small letters is not replaced."
        yield Notice(field, f"{message} If it is the customer, write it with a capital.")


def date_notices(story: Story, today: date) -> list[Notice]:
    """Say what has run out or soon will, and that nobody wrote down a consent."""
    consent = story.consent or Consent()
    found = []
    if story.review_by and story.review_by <= today + SOON:
        was = "should have been reviewed by" if story.review_by < today else "is due for review by"
        message = f"It {was} {story.review_by.isoformat()}. Read it again and set a new date."
        found.append(Notice("review_by", message))
    if consent.until and today <= consent.until <= today + SOON:
        message = f"The consent ends on {consent.until.isoformat()}. Ask again before that day."
        found.append(Notice("consent", message))
    if story.visibility is Visibility.PROSPECTS and story.customer and story.consent is None:
        message = "No consent is on record. Write who agreed, to what and when, under consent."
        found.append(Notice("consent", message))
    return found


def alike_notice(other: str, share: float) -> Notice:
    """Say that nearly the same text is there already."""
    message = f"It is nearly the same as {_quoted(other)}: {share:.0%} of the wording."
    return Notice("text", f"{message} Keep the better one and retire the other.")


def by_field(story: Story) -> Mapping[str, str]:
    """Give all that may be read of a story, by field."""
    return {
        "title": story.title,
        **{_place(f): text for f, text in story.facets.items() if f is not Facet.AS_TOLD},
    }


def _place(facet: Facet) -> str:
    return "text" if facet is Facet.UNSORTED else str(facet)


def _quoted(text: str) -> str:
    return f'"{" ".join(text.split())[:80]}"'


def _times(times: int) -> str:
    return f" ({times} times)" if times > 1 else ""
