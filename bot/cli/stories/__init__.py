"""`groundwork stories`, one small file for each of its commands."""
