"""Slack: shared channels, direct messages and modals."""
