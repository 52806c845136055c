"""The tables of the store on PostgreSQL, and the one function that appends to them."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

LOCK_CLASS: Final = 0x5A50
"""The first half of this house's advisory locks; the second is the ledger's own number, so that every store has its own."""

TAKE_TURN: Final = f"PERFORM pg_advisory_xact_lock({LOCK_CLASS}, 'ledger'::regclass::oid::int)"

_APPEND: Final = f"""
CREATE OR REPLACE FUNCTION append_events(
    read_upto bigint, at timestamptz,
    ids uuid[], versions bigint[], topics text[], states text[], leaves bytea[], chains bytea[],
    keys text[], digests text[], streams uuid[], firsts bigint[], lasts bigint[]
) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    head record;
BEGIN
    -- The head is read by a statement of its own: one that also took the lock would see the log as it was before.
    {TAKE_TURN};
    SELECT position, recorded_at INTO head FROM ledger ORDER BY position DESC LIMIT 1;
    IF coalesce(head.position, 0) <> read_upto OR at < head.recorded_at THEN
        RAISE serialization_failure USING MESSAGE = format('read up to %s, the log is at %s', read_upto, head.position);
    END IF;
    INSERT INTO stored_events (originator_id, originator_version, topic, state, position)
        SELECT id, version, topic, state, read_upto + n
        FROM unnest(ids, versions, topics, states) WITH ORDINALITY AS e (id, version, topic, state, n);
    INSERT INTO ledger (position, leaf, chain, recorded_at)
        SELECT read_upto + n, leaf, chain, at FROM unnest(leaves, chains) WITH ORDINALITY AS l (leaf, chain, n);
    INSERT INTO claims (key, digest, stream, first, last)
        SELECT * FROM unnest(keys, digests, streams, firsts, lasts);
END
$body$
"""

STATEMENTS: Final = (
    """
    CREATE TABLE IF NOT EXISTS stored_events (
        originator_id uuid NOT NULL, originator_version bigint NOT NULL, topic text NOT NULL, state text NOT NULL,
        position bigint NOT NULL UNIQUE, PRIMARY KEY (originator_id, originator_version))
    """,
    """
    CREATE TABLE IF NOT EXISTS ledger (
        position bigint PRIMARY KEY, leaf bytea NOT NULL, chain bytea NOT NULL, recorded_at timestamptz NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS claims (
        key text COLLATE "C" PRIMARY KEY, digest text NOT NULL, stream uuid NOT NULL,
        first bigint NOT NULL, last bigint NOT NULL)
    """,
    "CREATE TABLE IF NOT EXISTS papers (sha256 text PRIMARY KEY, content bytea NOT NULL)",
    _APPEND,
)

FINGERPRINT: Final = f"zibo-port {sha256(''.join(STATEMENTS).encode()).hexdigest()[:16]}"
"""Written on the ledger table: a store that bears it needs no migration, and whoever opens it no right to make tables."""
