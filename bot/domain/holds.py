"""Why a story is kept from outsiders: consent that does not cover it, words for a machine."""

from datetime import date

from bot.domain.audience import Visibility
from bot.domain.hidden_words import hidden_words
from bot.domain.story import Consent, Hold, StoredStory, Story

_DELETE = "Delete that, or let the owner override this hold."


def holds_of(story: Story, today: date) -> tuple[Hold, ...]:
    """Give all holds: those found when the file was read, by the consent, by the words."""
    said = "\n".join((story.title, story.shown_as, *story.roles, *story.facets.values()))
    consent = consent_holds(story, today)
    # a story from the record brings its old consent holds along; the consent decides anew
    before = (hold for hold in story.holds if hold.field != "consent" or hold in consent)
    return tuple(dict.fromkeys((*before, *consent, *hidden_instructions(said))))


def consent_holds(story: Story, today: date) -> tuple[Hold, ...]:
    """Say whether the consent on record covers what the story's visibility shows."""
    if story.visibility is Visibility.INTERNAL:
        return ()
    consent = story.consent or Consent()
    if consent.until and consent.until < today:
        reason = f"The consent ran out on {consent.until.isoformat()}."
        return (Hold(reason, "Ask again and write the new date under until.", "consent"),)
    covered = consent.scope == "named" or story.told_by == "public source"
    if story.visibility is not Visibility.PUBLIC or covered:
        return ()
    reason = "A public story names its customer, and no consent to that is on record."
    remedy = (
        "Write consent: {from: ..., scope: named, on: ...}, or told_by: public source if they "
        "published it themselves, or visibility: prospects."
    )
    return (Hold(reason, remedy, "consent"),)


def hidden_instructions(text: str) -> tuple[Hold, ...]:
    """Give a hold for each thing in a raw text that is hidden or gives orders to a machine."""
    return tuple(Hold(reason, _DELETE) for reason in hidden_words(text))


def ran_out(stored: StoredStory, today: date) -> bool:
    """Say whether the consent ran out since the story was stored."""
    return any(hold not in stored.story.holds for hold in consent_holds(stored.story, today))
