"""The rules, pure: no I/O, no clock, no third-party code."""
