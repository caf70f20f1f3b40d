"""Working groups for each priority area: who may be in which, and how good a proposal is."""
