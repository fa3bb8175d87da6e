"""Tables of the public site: what the office sets. What is shown comes from the apps below."""

from khien.portal.models.buttons import HomeButton
from khien.portal.models.pages import ContentPage, PortalIndex

__all__ = ["ContentPage", "HomeButton", "PortalIndex"]
