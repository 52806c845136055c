"""Stored events of every release, one per topic at least: whatever changes, they load for ever.

Lines are only ever added: `python -m tests.history.city >> tests/history/RELEASE.jsonl` writes one for each topic that
has none yet.
"""
