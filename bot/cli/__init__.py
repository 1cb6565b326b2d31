"""The commands: each in a file of its own, which parses, calls a use case and prints."""
