"""Domain objects to bytes and rows: calendar files, sheets, lists; no HTTP, no database."""
