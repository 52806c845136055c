"""All projections of the house."""

from __future__ import annotations

from typing import Final

from zibo_port.projections import consultations, directory, enterprises, inputs, penalties, publications, quarters, watch_list
from zibo_port.projections.projection import Projection

PROJECTIONS: Final[tuple[Projection, ...]] = (
    directory.PROJECTION,
    enterprises.PROJECTION,
    penalties.PROJECTION,
    publications.PROJECTION,
    consultations.PROJECTION,
    watch_list.PROJECTION,
    quarters.PROJECTION,
    inputs.PROJECTION,
)
