"""Planning again after a change: old seats kept where the levels allow."""
