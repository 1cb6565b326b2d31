"""The gate on product talk: closed until problem and decision are confirmed and someone asks."""

from dataclasses import dataclass

from bot.domain.brief import Brief, Field

GATED_FIELDS = (Field.PROBLEM, Field.DECISION)


@dataclass(frozen=True, slots=True)
class Gate:
    """`opened_on` are the entries that stood when it opened; any change to them closes it."""

    opened_on: frozenset[str] = frozenset()

    def is_open(self, brief: Brief) -> bool:
        """Say whether product talk may reach the reader."""
        return bool(self.opened_on) and self.opened_on == _ids(brief)


def may_open(brief: Brief) -> bool:
    """Say whether a product question would open the gate now."""
    return all(
        (entries := brief.standing(field)) and all(e.confirmed for e in entries)
        for field in GATED_FIELDS
    )


def open_gate(brief: Brief) -> Gate:
    """Open the gate on what is confirmed. Raises ValueError where it may not be opened."""
    if not may_open(brief):
        msg = "problem and decision are not confirmed"
        raise ValueError(msg)
    return Gate(_ids(brief))


def _ids(brief: Brief) -> frozenset[str]:
    return frozenset(e.id for field in GATED_FIELDS for e in brief.standing(field))
