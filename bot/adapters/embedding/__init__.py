"""Sentence embeddings on the CPU: official weights, an int8 graph of our own, unit vectors."""
