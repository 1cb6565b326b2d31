"""`groundwork accounts`: who refuses a language model, and what it was used for."""

from collections import defaultdict
from datetime import timedelta
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.batch import write_row
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.tables import show
from bot.ports.model import Spent

app = typer.Typer(help="Say which accounts no language model reads for; see what was used.")

Account = Annotated[
    str, typer.Argument(metavar="ACCOUNT", help="the outside organisation, as channels name it")
]
Days = Annotated[int, typer.Option("--days", min=1, help="how far back to count")]


@app.command()
def refuse(account: Account, data_dir: DataDir = None) -> int:
    """Let no language model read in an account's rooms, from the next message on."""

    async def job(app: App) -> int:
        await app.refusals.refuse(account, app.clock.now(), "operator")
        tell(f"No language model reads for {account} any more.")
        return DONE

    return with_app(read_settings(data_dir), job)


@app.command()
def allow(account: Account, data_dir: DataDir = None) -> int:
    """Take a refusal back, once the account has agreed."""

    async def job(app: App) -> int:
        if await app.refusals.allow(account):
            tell(f"A language model may read for {account} again, where one is set.")
            return DONE
        tell(f"{account} has not refused. 'groundwork accounts list' shows who has.")
        return SOME_REJECTED

    return with_app(read_settings(data_dir), job)


@app.command(name="list")
def list_accounts(
    days: Days = 1, output: FormatOption = Format.TABLE, data_dir: DataDir = None
) -> int:
    """List what accounts used of a language model, and which of them refuse it."""

    async def job(app: App) -> int:
        refused = set(await app.refusals.all()) | app.settings.without_model
        used: defaultdict[str, Spent] = defaultdict(Spent)
        failed: defaultdict[str, int] = defaultdict(int)
        for summed in await app.usage.sums(app.clock.now() - timedelta(days=days)):
            used[summed.account] += summed.spent
            failed[summed.account] += 0 if summed.outcome == "ok" else summed.spent.calls
        for account in sorted(refused | used.keys()):
            row = _row(account, account in refused, used[account], failed[account])
            if output is Format.JSON:
                write_row(row)
            rows.append(tuple(map(str, row.values())))
        if output is Format.TABLE:
            show(("account", "refused", "calls", "failed", "tokens", "dollars"), rows)
        return DONE

    rows: list[tuple[str, ...]] = []
    return with_app(read_settings(data_dir), job)


def _row(account: str, refused: bool, spent: Spent, failed: int) -> dict[str, object]:  # noqa: FBT001 - a cell
    return {
        "account": account,
        "refused": refused,
        "calls": spent.calls,
        "failed": failed,
        "tokens": spent.tokens,
        "cost": round(spent.cost, 4),
    }
