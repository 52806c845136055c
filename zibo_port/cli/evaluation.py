"""`zibo-port evaluation`: what counts for the score, and the rounds in which it is closed and published."""

from __future__ import annotations

from zibo_port.cli import evaluation_import, evaluation_inputs, evaluation_rounds
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t

group = Noun(
    "evaluation",
    help=t("口岸服务评价：评价、投诉、评分，以及封账和发布。", "Service evaluation: ratings, complaints, scores; closing and publishing."),
)
for verb in (
    evaluation_inputs.rating,
    evaluation_inputs.complaint,
    evaluation_inputs.department_score,
    evaluation_import.import_,
    evaluation_rounds.open_,
    evaluation_rounds.close,
    evaluation_rounds.publish,
    evaluation_rounds.restate,
    evaluation_rounds.show,
):
    group.add_command(verb)
