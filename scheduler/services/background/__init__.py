"""The life of background jobs."""
