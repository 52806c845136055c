"""What is fast and what isn't, as ratios within one run against the raw database or a peer."""
