"""Lets the benchmarks import what stands beside them, as a script of this folder does."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
