"""What history teaches: a fit to what was observed, forecasts from the past, and their scores."""
