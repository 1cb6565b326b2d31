"""Bringing back what an earlier version of a story said, with no more readers than now."""

from dataclasses import replace

from bot.domain.audience import Visibility
from bot.domain.story import Story

_NARROWER = list(Visibility)  # from the widest readers to the fewest


def restored(now: Story, then: Story) -> Story:
    """Give what a story said then, with what was decided since.

    Status, consent, owner and overrides are those of now, the readers the fewer of both, and every
    name that was ever to be hidden stays hidden.
    """
    names = (*then.aliases, *now.aliases, now.customer)
    hidden = (name for name in names if name and name != then.customer)
    return replace(
        then,
        status=now.status,
        visibility=max(now.visibility, then.visibility, key=_NARROWER.index),
        aliases=tuple(dict.fromkeys(hidden)),
        people={**now.people, **then.people},
        consent=now.consent,
        owner=now.owner,
        review_by=now.review_by,
        overrides=now.overrides,
    )
