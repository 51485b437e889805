"""Scores of whole frames: the scheme's formulas as narwhals expressions over integer columns.

It needs `pip install 'jifen[frame]'`. Most callers use `Scheme.score_frame` and
`Registry.score_frame`.
"""

from jifen.frame.scored import APPLICANT, Scored, score_frame

__all__ = ["APPLICANT", "Scored", "score_frame"]
