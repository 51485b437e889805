"""Whole tables of applicants: scored, ranked, and compared under a draft."""

__version__ = "0.1.0"
