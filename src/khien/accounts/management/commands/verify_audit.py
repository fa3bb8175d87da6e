"""`manage.py verify_audit [--noted SEQ:HASH]`: walks the audit's chain; exit code 1 when it does not hold."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from khien.accounts.api import Head, verify_audit
from khien.accounts.selectors import verdict_text


class Command(BaseCommand):
    help = "Verify the audit's chain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--noted", default="", help="a head noted earlier: SEQ:HASH")

    def handle(self, *args: Any, noted: str, **options: Any) -> None:
        seq, _colon, digest = noted.partition(":")
        if noted and not (seq.isdigit() and len(digest) == 64):
            raise CommandError(_("--noted takes a number, a colon and 64 letters: 1234:ab12…"))
        verdict = verify_audit(noted=Head(int(seq), digest) if noted else None)
        if not verdict.intact:
            raise CommandError(str(verdict_text(verdict)))
        self.stdout.write(f"{verdict_text(verdict)}\n{verdict.head.seq}:{verdict.head.hash}")
