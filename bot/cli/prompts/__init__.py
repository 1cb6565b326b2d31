"""`groundwork prompts`, one small file for each of its commands."""
