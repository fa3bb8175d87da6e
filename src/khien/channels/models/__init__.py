"""Tables of channels, campaigns and what became of them. Others come in by `api`."""

from khien.channels.models.accounts import ChannelAccount, RateBucket
from khien.channels.models.campaigns import Campaign, CampaignAct, CampaignStep, Message
from khien.channels.models.deliveries import DayTotal, DeliveryRow, EarlyReceipt, Post, SendLease, ShortLink
from khien.channels.models.notices import Notice
from khien.channels.models.placements import Hanging, Placement, ScanDay
from khien.channels.models.press import KitSending, PressKit, PressOutlet, PressPiece
from khien.channels.models.radio import Airing, Bulletin, PlayReceipt, RadioStation, StationHand
from khien.channels.models.tokens import AccountTokens, FollowerReading

__all__ = [
    "AccountTokens",
    "Airing",
    "Bulletin",
    "Campaign",
    "CampaignAct",
    "CampaignStep",
    "ChannelAccount",
    "DayTotal",
    "DeliveryRow",
    "EarlyReceipt",
    "FollowerReading",
    "Hanging",
    "KitSending",
    "Message",
    "Notice",
    "Placement",
    "PlayReceipt",
    "Post",
    "PressKit",
    "PressOutlet",
    "PressPiece",
    "RadioStation",
    "RateBucket",
    "ScanDay",
    "SendLease",
    "ShortLink",
    "StationHand",
]
