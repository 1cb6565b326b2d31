"""Where log lines go, and what is told at the terminal."""

from bot.adapters.telemetry.structlog_logs import TOLD, set_up_logs

__all__ = ["TOLD", "set_up_logs"]
