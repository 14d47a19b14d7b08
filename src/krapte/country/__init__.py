"""From figures to inputs: axes, base stocks, paths, law, the parameter table, scenarios."""
