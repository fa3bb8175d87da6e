"""Zalo Official Account: messages to followers, ZNS by template to telephone numbers, articles to all followers.

An address is a follower's number at this account (digits) or a telephone number (+84…, ZNS). A parcel without an
address is a post: an article that Zalo hands to all followers. Never answers anybody: what people write to the account
is read and answered by people, in Zalo's own desk, within the 48 hours Zalo allows.

- Rate: Zalo names none in writing; 20 a second is used. Text to a follower: 2,000 characters.
- Hours: ZNS and promotion 6:00 to 22:00; outside them Zalo refuses and the parcel waits.
- Price (2025, set on the account): ZNS about 250 đồng; a consultation within 48 hours of what she wrote is free; about
  1,000 messages a month come with a verified account.
- Templates of ZNS are approved by Zalo beforehand and may not promote: a mass warning goes as an article.

Source: developers.zalo.me (Official Account API v3, ZNS), zalo.cloud (error codes). Tried against a stand-in written
from those pages, not against Zalo itself.
"""
