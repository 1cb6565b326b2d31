"""The notes in the formats that people take along."""
