"""Records, inbox, outbox and timers in SQL: SQLite as it comes, PostgreSQL by its address."""
