"""What the commands on stories have in common."""

import getpass
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.batch import Row, problem
from bot.cli.opening import tell
from bot.domain.audience import Role
from bot.domain.rulings import note
from bot.domain.story import StoredStory
from bot.use_cases.change_stories import Decision

StoryId = Annotated[
    str, typer.Argument(metavar="ID", help="the story's own id, as 'stories list' shows it")
]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="who decides; else who is logged in")
]


def who(by: str | None) -> str:
    """Give who decides: as named, else as the system knows them."""
    if by and by.strip():
        return " ".join(by.split())
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number that has no name
        return "command line"


async def decision(app: App, story_id: str, by: str | None, why: str = "") -> Decision:
    """Give a decision of whoever runs the command.

    Who can run one holds the database, and counts as an owner; who is named by the id of a
    person with a role decides as what they are.
    """
    decider = who(by)
    role = await app.people.role_of(decider)
    return Decision(story_id, decider, why, role or Role.OWNER)


def tell_state(stored: StoredStory) -> None:
    """Say where a story stands now."""
    story = stored.story
    tell(
        f"{story.id} is {story.status} now, version {stored.version}; "
        f"it may be read by: {readers(stored)}."
    )
    for hold in story.open_holds:
        tell(f"It is held. {hold.message}")


def readers(stored: StoredStory) -> str:
    """Name who may read a story now."""
    if stored.story.status == "retired":
        return "nobody"
    return str(stored.story.effective_visibility if stored.story.status == "approved" else "owner")


def row_of(stored: StoredStory) -> Row:
    """Give a record as a line of JSON."""
    story, ruling = stored.story, stored.ruling
    return {
        "id": story.id,
        "title": story.title,
        "visibility": str(story.visibility),
        "effective_visibility": str(story.effective_visibility),
        "status": str(story.status),
        "outcome": str(story.outcome or ""),
        "industry": story.industry,
        "owner": story.owner,
        "review_by": story.review_by.isoformat() if story.review_by else "",
        "inferred": sorted(story.inferred),
        "version": stored.version,
        "path": stored.path,
        "holds": [problem(hold.field, hold.message) for hold in story.open_holds],
        "overrides": [
            {
                "field": override.hold.field,
                "message": override.hold.reason,
                "why": override.why,
                "by": override.by,
                "at": override.at.isoformat(),
            }
            for override in story.overrides
        ],
        "decided": str(ruling.verdict) if ruling else "",
        "decided_by": ruling.by if ruling else "",
        "why": ruling.why if ruling else "",
    }


def remarks(stored: StoredStory) -> str:
    """Say what an owner should know of a story, a line each."""
    story = stored.story
    lines = [f"{n}. {hold.reason}" for n, hold in enumerate(story.open_holds, 1)]
    lines += [f"overridden by {o.by}: {o.hold.reason}" for o in story.overrides]
    if ruling := note(stored):
        lines.append(ruling.partition(". ")[0] + ".")
    return "\n".join(lines)
