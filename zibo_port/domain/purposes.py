"""What a unit names contacts for, and of whom the notice asks one.

The notice, first plan, five (一): a named reporter in each member unit; third plan, three (一): persons in charge of joint
supervision in the departments at every level.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from zibo_port.domain.errors import Text

CLAUSE_REPORTER: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》五（一）"
CLAUSE_SCORERS: Final = "《淄博市口岸服务评价赋分细则》各部门内部评价"
CLAUSE_PERSONS: Final = "《淄博市口岸领域企业联合监管共治机制实施方案》三（一）"


class Purpose(NamedTuple):
    """What a contact is named for; `asked_of` are the roles of the units that the notice asks for one."""

    name: Text
    clause: str
    asked_of: frozenset[str]


PURPOSES: Final[Mapping[str, Purpose]] = {
    "monitoring": Purpose(Text("信息报送", "reporting"), CLAUSE_REPORTER, frozenset({"office", "member"})),
    "evaluation": Purpose(Text("服务评价", "service evaluation"), CLAUSE_SCORERS, frozenset()),
    "joint-supervision": Purpose(Text("联合监管共治", "joint supervision"), CLAUSE_PERSONS, frozenset({"office", "member", "district"})),
}
