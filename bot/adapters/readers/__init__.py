"""Readers of story files, and the finder of personal data in what they read."""
