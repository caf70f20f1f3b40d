"""Working groups for priority areas: a model of CP-SAT, level after level, with its bounds."""
