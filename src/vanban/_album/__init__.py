"""An album of evidence as one PDF: what was done, when and where, with its figures, photos and links."""

from vanban._album.album import Album, AlbumEntry, AlbumPhoto, write_album

__all__ = ["Album", "AlbumEntry", "AlbumPhoto", "write_album"]
