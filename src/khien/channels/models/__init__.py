from khien.channels.models.accounts import ChannelAccount, RateBucket
from khien.channels.models.campaigns import Campaign, CampaignAct, CampaignStep, Message
from khien.channels.models.deliveries import DayTotal, DeliveryRow, EarlyReceipt, Post, SendLease, ShortLink

__all__ = [
    "Campaign",
    "CampaignAct",
    "CampaignStep",
    "ChannelAccount",
    "DayTotal",
    "DeliveryRow",
    "EarlyReceipt",
    "Message",
    "Post",
    "RateBucket",
    "SendLease",
    "ShortLink",
]
