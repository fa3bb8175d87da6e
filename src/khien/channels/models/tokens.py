"""What services renew and what we make ourselves for an account; how far a list of followers was read."""

from __future__ import annotations

from django.db import models


class AccountTokens(models.Model):
    """An account's renewed tokens and own keys. A row of its own so that one worker can hold it while it renews.

    Not the place of what officers type (ChannelAccount.sealed_secrets). No personal data; everything sealed, until the
    account is deleted.
    """

    account = models.OneToOneField(
        "channels.ChannelAccount", models.CASCADE, primary_key=True, related_name="tokens"
    )
    sealed = models.TextField(blank=True)  # JSON {"access", "refresh", "began_with", "made": {name: secret}}
    good_until = models.DateTimeField(null=True, blank=True)
    renewed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id}"


class FollowerReading(models.Model):
    """How far the list of an Official Account's followers has been read. Not the followers. No personal data."""

    account = models.OneToOneField(
        "channels.ChannelAccount", models.CASCADE, primary_key=True, related_name="reading"
    )
    offset = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.offset}/{self.total}"
