"""Forgetting in SQL."""
