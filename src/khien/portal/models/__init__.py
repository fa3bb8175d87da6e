"""Tables of the public site: what the office sets. What is shown comes from the apps below."""

from khien.portal.models.buttons import HomeButton
from khien.portal.models.documents import PublicDocument
from khien.portal.models.events import Event
from khien.portal.models.microsites import Microsite, MicrositeIndex, MicrositePage, MicrositesRoot
from khien.portal.models.pages import ContentPage, PortalIndex

__all__ = [
    "ContentPage",
    "Event",
    "HomeButton",
    "Microsite",
    "MicrositeIndex",
    "MicrositePage",
    "MicrositesRoot",
    "PortalIndex",
    "PublicDocument",
]
