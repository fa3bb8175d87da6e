"""Tables of the library. What a material says lives in Wagtail's pages; who answered for it, what was made of it and
who used it live in plain tables that Wagtail never rewrites."""

from khien.library.models.approvals import ApprovalStep, Edition, MaterialAct
from khien.library.models.booklets import Booklet, BookletEntry
from khien.library.models.brands import UnitBrand
from khien.library.models.materials import LibraryIndex, Material, MaterialFile, MaterialSource, Shelf
from khien.library.models.pictures import Picture, PictureRendition
from khien.library.models.renditions import DraftPreview, RenditionFile
from khien.library.models.topics import Instrument, Topic
from khien.library.models.uses import DayCount, MaterialUse

__all__ = [
    "ApprovalStep",
    "Booklet",
    "BookletEntry",
    "DayCount",
    "DraftPreview",
    "Edition",
    "Instrument",
    "LibraryIndex",
    "Material",
    "MaterialAct",
    "MaterialFile",
    "MaterialSource",
    "MaterialUse",
    "Picture",
    "PictureRendition",
    "RenditionFile",
    "Shelf",
    "Topic",
    "UnitBrand",
]
