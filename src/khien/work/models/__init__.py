"""Who has to do what by when (`items`), what people say and ask about it (`talk`), how they look at it
(`saved`), how many are changed at once (`batches`)."""

from khien.work.models.batches import Batch
from khien.work.models.items import ExtensionRequest, HandOver, Statement, WorkItem, WorkItemQuerySet
from khien.work.models.saved import CalendarFeed, SavedFilter
from khien.work.models.talk import Attachment, Comment, Mention

__all__ = [
    "Attachment",
    "Batch",
    "CalendarFeed",
    "Comment",
    "ExtensionRequest",
    "HandOver",
    "Mention",
    "SavedFilter",
    "Statement",
    "WorkItem",
    "WorkItemQuerySet",
]
