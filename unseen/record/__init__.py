"""
The run record: what was planned, what was judged, as one JSON object a line, only ever appended.

`RecordWriter` writes it while the run goes on, `read` reads it at any moment into a `Run`. Whatever is
printed or written about a run is a function of its `Run`. A record whose end is missing, because the run goes
on, was stopped or was killed, is *partial*; what it holds so far counts, and the rest is *not tested*.
"""

from unseen.record.digest import calls_name, digest, identifier
from unseen.record.file import FORMAT, RecordWriter, absorb, add_matrix, is_written, mend, parse, read, seal
from unseen.record.parts import (
    Cell,
    Clause,
    Header,
    Matrix,
    MatrixRow,
    Planned,
    Problem,
    RecordError,
    Result,
    Section,
    Sheet,
    Step,
    decode_header,
    decode_result,
    encode,
)
from unseen.record.run import WORST_FIRST, Breach, ClauseResult, Mark, RuleResult, Run, worst
from unseen.record.waived import Excuses, findings, statuses
from unseen.record.waiver import Waiver, WaiverState, WaiverStatus

__all__ = [
    "FORMAT",
    "WORST_FIRST",
    "Breach",
    "Cell",
    "Clause",
    "ClauseResult",
    "Excuses",
    "Header",
    "Mark",
    "Matrix",
    "MatrixRow",
    "Planned",
    "Problem",
    "RecordError",
    "RecordWriter",
    "Result",
    "RuleResult",
    "Run",
    "Section",
    "Sheet",
    "Step",
    "Waiver",
    "WaiverState",
    "WaiverStatus",
    "absorb",
    "add_matrix",
    "calls_name",
    "decode_header",
    "decode_result",
    "digest",
    "encode",
    "findings",
    "identifier",
    "is_written",
    "mend",
    "parse",
    "read",
    "seal",
    "statuses",
    "worst",
]
