"""Each format as drafts. These modules run in the worker process alone."""
