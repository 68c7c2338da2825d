"""What follows from a law and the treaties: pure functions, without clock or files."""

from gapcheck.engine.assess import assess, judge

__all__ = ["assess", "judge"]
