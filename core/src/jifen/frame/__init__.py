"""Scores of whole frames: the scheme's formulas as narwhals expressions over integer columns.

It needs `pip install 'jifen[frame]'`. Most callers use `Scheme.score_frame` and
`Registry.score_frame`.
"""

from jifen.frame.parquet import Written, score_parquet
from jifen.frame.scored import APPLICANT, Scored, score_frame

__all__ = ["APPLICANT", "Scored", "Written", "score_frame", "score_parquet"]
