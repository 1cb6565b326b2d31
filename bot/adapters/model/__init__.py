"""Language models: reached through LangChain, within limits, never trusted."""
