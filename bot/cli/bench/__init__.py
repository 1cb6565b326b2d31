"""Benchmarks: each figure beside what the plain parts need for the same, in the same run."""
