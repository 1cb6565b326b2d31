"""Training the heads that built-in listening stands on. Not needed to run."""
