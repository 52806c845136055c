"""Printing the papers of a round: each edition as of its own moment, kept in the store byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zibo_port.cli.language import t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zibo_port.cli.session import Session
    from zibo_port.domain.periods import Quarter


def keep_missing(session: Session, quarter: Quarter) -> list[dict[str, Any]]:
    """Print what isn't kept yet; the papers of the last edition, form by form.

    Safe to repeat: what a crash left undone is printed as of the same moment, so it comes out the same.
    """
    from zibo_port.cli.report import WRITERS
    from zibo_port.office.papers import LANGUAGE, keep, latest, missing
    from zibo_port.office.quarterly import quarterly

    for edition in missing(session.archive, quarter):
        report = quarterly(session.archive, quarter, edition.view)
        keep(session.archive, quarter, edition, {kind: write(report, LANGUAGE) for kind, write in WRITERS.items()})
    papers = latest(session.archive, quarter, session.view(None, None))
    return [{"form": p.form, "revision": p.revision, "sha256": p.sha256, "size": p.size} for p in papers.values()]


def paper_words(papers: list[dict[str, Any]], quarter: Quarter) -> Iterator[str]:
    """What was kept, for people."""
    if papers:
        kinds = t("、", ", ").join(p["form"] for p in papers)
        number = papers[0]["revision"]
        yield t(
            f"第 {number} 版文件已存档（{kinds}），各发布渠道待报送：zibo-port publication send --all",
            f"Papers kept, revision {number} ({kinds}); to be sent to the outlets: zibo-port publication send --all",
        )
        yield t(
            f"调取存档文件：zibo-port report quarterly {quarter} --published --format html --out {quarter}.html",
            f"The kept paper: zibo-port report quarterly {quarter} --published --format html --out {quarter}.html",
        )
