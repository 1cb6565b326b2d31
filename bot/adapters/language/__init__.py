"""Hearing and wording without a language model."""
