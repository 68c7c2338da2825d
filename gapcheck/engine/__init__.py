"""What follows from a law and the treaties: pure functions, without clock or files."""

from gapcheck.engine.assess import Assessor, assess, judge

__all__ = ["Assessor", "assess", "judge"]
