"""What the notice talks about: aggregates, events and pure rules; no I/O, no clock, no SQL."""
