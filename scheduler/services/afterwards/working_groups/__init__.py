"""Working groups that an event leads to: proposed, changed by hand, and asked of their people."""
