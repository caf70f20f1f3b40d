"""Rules, plans, re-plans and publishing."""
