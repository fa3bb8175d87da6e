"""Changes of state of the programme. In this part: adopting a plan."""

from khien.programme.services.adopting import adopt

__all__ = ["adopt"]
