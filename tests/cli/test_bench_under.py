"""How a load is written on the command line."""

import pytest

from bot.cli.bench.under import Under, under
from bot.domain.errors import SetupError


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10", Under(10, 1, "")),
        ("0.5", Under(0.5, 1, "")),
        ("10x3@postgresql://a@h/empty", Under(10, 3, "postgresql://a@h/empty")),
        ("2@sqlite:///x.db", Under(2, 1, "sqlite:///x.db")),
    ],
)
def test_a_load_is_minutes_processes_and_a_database(written, meant):
    assert under(written) == meant


@pytest.mark.parametrize("written", ["", "ten", "10x", "10x3", "x3@postgresql://h", "-1"])
def test_what_cannot_be_run_is_refused_with_what_to_write(written):
    with pytest.raises(SetupError, match=r"MINUTES|postgresql"):
        under(written)
