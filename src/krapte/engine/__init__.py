"""Running draws: the compiled program, results with units, manifest and store."""
