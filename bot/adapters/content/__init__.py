"""Content as files: wording under `prompts/`, facts and views under `knowledge/`."""
