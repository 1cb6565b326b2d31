"""Set-up that all tests share."""

from hypothesis import settings

# The same examples on every machine and at every run.
settings.register_profile("tests", database=None, deadline=None, derandomize=True, max_examples=60)
settings.load_profile("tests")
