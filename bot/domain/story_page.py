"""A story as a page: human headings for its facets, plain words for how it ended."""

from collections.abc import Iterator

from bot.domain.story import Facet, Outcome, Rendition

HEADINGS: dict[Facet, str] = {
    Facet.SITUATION: "Where they were",
    Facet.PROBLEM: "What was wrong",
    Facet.NOTICED: "How they noticed",
    Facet.FOUND_OUT: "How they found out",
    Facet.ATTEMPTS: "What they tried",
    Facet.TURNING_POINT: "What turned it",
    Facet.PEOPLE: "The people in it",
    Facet.MISSING: "Who was missing",
    Facet.FEARED: "What they feared, and what came of it",
    Facet.DECIDED: "How they decided",
    Facet.OUTCOME: "How it ended",
    Facet.LESSONS: "What they took from it",
    Facet.QUESTIONS: "What they wish they had asked",
    Facet.NOT_FOR: "When this would not help",
    Facet.LATER: "Later on",
    Facet.UNSORTED: "The story",
    Facet.PRODUCT_NOTES: "About the product",
}

OUTCOMES: dict[Outcome, str] = {
    Outcome.SUCCEEDED: "It worked",
    Outcome.PARTLY: "It partly worked",
    Outcome.FAILED: "It failed",
    Outcome.STOPPED: "They chose not to change",
    Outcome.ONGOING: "Not over yet",
}


def sections(story: Rendition) -> Iterator[tuple[str, str]]:
    """Give the parts of a story that have text, each with its heading, in the story's own order."""
    for facet, text in story.facets.items():
        if text.strip():
            yield heading(story, facet), text


def heading(story: Rendition, facet: Facet) -> str:
    """Name a part of a story; not every story starts from something wrong."""
    if facet is Facet.PROBLEM and story.starts_with == "opportunity":
        return "What they were after"
    return HEADINGS[facet]
