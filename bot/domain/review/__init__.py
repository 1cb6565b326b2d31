"""What is said of a story before it is told: what lacks, what must go, what would help."""
