"""Versions of a round's consolidated report: asked for, made by a job, written in, checked, signed, archived.

Refuses to change a version once it is signed, and figures ever: they are counted anew in a new version. A job that is
killed and run again makes nothing twice: a version is there whole or not at all.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from khien.base import audit, files
from khien.base.access import SYSTEM, Actor
from khien.base.models import StoredFile
from khien.reports.access.consolidation import author_key
from khien.reports.errors import ChangedMeanwhile, NotAllowedNow
from khien.reports.models import Consolidation, ReportRound, ReportTemplate, Submission
from khien.reports.rules import ConsolidationState, SubmissionState
from khien.reports.rules.consolidated import ConsolidatedData, from_data, to_data
from khien.reports.rules.head_defaults import head_defaults
from khien.reports.rules.official import Setting
from khien.reports.rules.official_words import HEAD, SECTIONS
from khien.reports.rules.places import faults_of, with_opinions
from khien.reports.rules.template_values import template_values
from khien.reports.services.report_files import FORMATS, digest_of, report_bytes
from khien.reports.services.word_templates import fill

FINISHED = 100
MOST_BYTES = 500 * 1024 * 1024
FIELD_OF = {"docx": "word", "pdf": "pdf", "xlsx": "table"}
WRITTEN = (*SECTIONS, *HEAD)


def ask_for_version(
    actor: Actor, round: ReportRound, *, reason: str, ask: Callable[[int], object], at: dt.datetime
) -> Consolidation:
    """The next version, and the job that makes it (`ask` puts it into the queue). Pressed twice comes back with the
    version under way. Raises NotAllowedNow: nothing accepted yet, or a signed one without a reason."""
    with transaction.atomic():
        held = ReportRound.objects.select_for_update().get(pk=round.pk)
        last = held.consolidations.order_by("-version").defer("data").first()
        if last is not None and is_being_made(last):
            return last
        if not Submission.objects.filter(round=held, state=SubmissionState.ACCEPTED).exists():
            raise NotAllowedNow(
                _("No unit's report is accepted yet. Accept at least one, then make the report.")
            )
        if last is not None and last.state != ConsolidationState.DRAFT and not reason.strip():
            raise NotAllowedNow(
                _(
                    "A version of this report is checked or signed. Say why a new one is needed; the old one stays."
                )
            )
        made = _new_version(actor, held, reason=reason, at=at)
        ask(made.pk)
        _audit(actor, "reports.consolidation_asked", made, at, {"reason": made.reason})
    return made


def _new_version(actor: Actor, round: ReportRound, *, reason: str, at: dt.datetime) -> Consolidation:
    number = round.consolidations.aggregate(most=Max("version"))["most"] or 0
    template = ReportTemplate.objects.filter(programme_id=round.programme_id, current=True).first()
    return Consolidation.objects.create(
        round=round,
        version=number + 1,
        template=template,
        reason=reason.strip()[:500],
        authors=[author_key(actor)],
        made_by=actor.label,
        made_at=at,
    )


def is_being_made(row: Consolidation) -> bool:
    return row.state == ConsolidationState.DRAFT and row.progress < FINISHED and not row.failed


def counts_of(round: ReportRound) -> tuple[int, int]:
    """(accepted, expected): what a report made now would rest on."""
    accepted = Submission.objects.filter(round=round, state=SubmissionState.ACCEPTED).count()
    return accepted, round.expected.filter(excused="").count()


def wrote_in(actor: Actor, row: Consolidation) -> bool:
    return author_key(actor) in row.authors


def begin_making(pk: int) -> Consolidation | None:
    """The version to make, or None when it is made, or gone."""
    row = Consolidation.objects.select_related("round__programme__plan", "template").filter(pk=pk).first()
    return row if row is not None and is_being_made(row) else None


def note_progress(pk: int, progress: int) -> None:
    """A sign of life; never takes a finished version back."""
    Consolidation.objects.filter(pk=pk, progress__lt=FINISHED).update(progress=min(progress, FINISHED - 1))


def store_version(pk: int, data: ConsolidatedData, *, at: dt.datetime) -> None:
    """The whole version at once. Nothing when another run was quicker."""
    with transaction.atomic():
        row = Consolidation.objects.select_for_update().get(pk=pk)
        if not is_being_made(row):
            return
        row.data = to_data(data)
        row.texts, row.authors = _first_texts(row, data)
        row.progress, row.failed = FINISHED, ""
        row.digest = _digest(row)
        row.save(update_fields=["data", "texts", "authors", "progress", "failed", "digest"])
        totals = {"activities": len(data.activities), "units": data.rates.accepted}
        _audit(SYSTEM, "reports.consolidation_made", row, at, totals)


def cannot_make(pk: int, *, sentence: str, at: dt.datetime) -> None:
    """Say in plain words why; the round and its reports stay as they are."""
    with transaction.atomic():
        row = Consolidation.objects.select_for_update().get(pk=pk)
        if not is_being_made(row):
            return
        row.failed = sentence[:500]
        row.save(update_fields=["failed"])
        _audit(SYSTEM, "reports.consolidation_failed", row, at, {"sentence": row.failed})


def _first_texts(row: Consolidation, data: ConsolidatedData) -> tuple[dict[str, str], list[str]]:
    """Texts of a new version and who wrote them. What the office wrote into the version before it stays; the rest
    begins anew, so that it holds what units have said since."""
    fresh = texts_for(data, row.template.texts if row.template else {})
    before = (
        Consolidation.objects.filter(round_id=row.round_id, version__lt=row.version, progress=FINISHED)
        .select_related("template")
        .order_by("-version")
        .first()
    )
    if before is None:
        return fresh, row.authors
    as_begun = texts_for(from_data(before.data), before.template.texts if before.template else {})
    written = {name: text for name, text in before.texts.items() if text != as_begun.get(name)}
    return {**fresh, **written}, sorted({*row.authors, *(before.authors if written else [])})


def texts_for(data: ConsolidatedData, own: Mapping[str, str]) -> dict[str, str]:
    """The texts a report begins with; `own`: what the office's template says instead."""
    texts = {**HEAD, **head_defaults(data.round.issuer), **SECTIONS, **own}
    return {name: with_opinions(text, data) if name in SECTIONS else text for name, text in texts.items()}


# ---- texts --------------------------------------------------------------------------------------------------------
def save_texts(
    actor: Actor,
    row: Consolidation,
    texts: Mapping[str, str],
    *,
    base: str,
    page: str = "",
    at: dt.datetime,
) -> Consolidation:
    """Keep what the office wrote into a draft. `base`: what these texts were when the page was opened (`base_of`);
    `page`: its key, so that it may save again and again. Faulty places are kept too: they are pointed at, and stop the
    check. Raises NotAllowedNow, ChangedMeanwhile (with how it stands)."""
    with transaction.atomic():
        held = _held(row)
        _must_be(held, ConsolidationState.DRAFT)
        changed = {
            name: text for name, text in texts.items() if name in WRITTEN and held.texts.get(name, "") != text
        }
        if not changed:
            return held
        goes_on = bool(page) and all(held.save_keys.get(name) == page for name in changed)
        if not goes_on and base_of(held.texts, texts) != base:
            raise ChangedMeanwhile({name: held.texts.get(name, "") for name in texts}, held.revision)
        held.texts = {**held.texts, **changed}
        held.save_keys = {**held.save_keys, **dict.fromkeys(changed, page)}
        held.revision += 1
        held.authors = sorted({*held.authors, author_key(actor)})
        _forget_files(held)
        held.save(
            update_fields=["texts", "save_keys", "revision", "authors", "digest", "word", "pdf", "table"]
        )
        if not goes_on:  # a page that saves on as she types is one act
            _audit(actor, "reports.consolidation_written", held, at, {"texts": sorted(changed)})
    return held


def base_of(held: Mapping[str, str], names: Iterable[str]) -> str:
    """A short sign of how some texts stand: the same sign, the same texts."""
    said = "\x1f".join(f"{name}={held.get(name, '')}" for name in sorted(names) if name in WRITTEN)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def _forget_files(row: Consolidation) -> None:
    row.word = row.pdf = row.table = None
    row.digest = _digest(row)


def _digest(row: Consolidation) -> str:
    stored = row.template.stored if row.template else None
    return digest_of(
        row.data,
        row.texts,
        number=row.number,
        signed_on=row.signed_on,
        template=stored.sha256 if stored else "",
    )


# ---- draft → checked → signed → archived ------------------------------------------------------------------------
def check_version(
    actor: Actor, row: Consolidation, *, revision: int, others: bool, at: dt.datetime
) -> Consolidation:
    """Somebody who did not write it looked at it. `others`: whether somebody else could; when not, she may check her
    own, and that is said. Raises NotAllowedNow, ChangedMeanwhile."""
    with transaction.atomic():
        held = _held(row)
        _must_be(held, ConsolidationState.DRAFT)
        if held.revision != revision:
            raise ChangedMeanwhile(held.texts, held.revision)
        if any(faults_of(text) for text in held.texts.values()):
            raise NotAllowedNow(
                _("Some places in the texts are not known. Correct them, then check the report.")
            )
        own = author_key(actor) in held.authors
        if own and others:
            raise NotAllowedNow(
                _(
                    "You wrote in this report, so somebody else checks it: a colleague of the office or a leader."
                )
            )
        held.state, held.checked_by, held.checked_at = ConsolidationState.CHECKED, actor.label, at
        held.save(update_fields=["state", "checked_by", "checked_at"])
        _audit(actor, "reports.consolidation_checked", held, at, {"own": own})
    return held


def return_to_draft(actor: Actor, row: Consolidation, *, remark: str, at: dt.datetime) -> Consolidation:
    """A checked report is opened for writing again. Raises NotAllowedNow."""
    with transaction.atomic():
        held = _held(row)
        _must_be(held, ConsolidationState.CHECKED)
        held.state, held.checked_by, held.checked_at = ConsolidationState.DRAFT, "", None
        held.revision += 1
        held.save(update_fields=["state", "checked_by", "checked_at", "revision"])
        _audit(actor, "reports.consolidation_returned", held, at, {"remark": remark.strip()[:500]})
    return held


def sign_version(
    actor: Actor,
    row: Consolidation,
    *,
    number: int,
    signed_on: dt.date,
    signer: str,
    position: str,
    scan: StoredFile | None,
    at: dt.datetime,
) -> Consolidation:
    """Number, day and signer as on the paper; from now on nothing changes. Raises NotAllowedNow."""
    with transaction.atomic():
        held = _held(row)
        _must_be(held, ConsolidationState.CHECKED)
        held.number, held.signed_on = number, signed_on
        held.signer, held.signer_position = signer.strip(), position.strip()
        held.texts = {**held.texts, "signer": held.signer, "position": held.signer_position}
        held.scan = scan or held.scan
        held.state, held.signed_by, held.signed_at = ConsolidationState.SIGNED, actor.label, at
        _forget_files(held)
        held.save()
        new = {"number": number, "signed_on": signed_on.isoformat(), "scan": scan.sha256 if scan else ""}
        _audit(actor, "reports.consolidation_signed", held, at, new)
    return held


def attach_scan(actor: Actor, row: Consolidation, scan: StoredFile, *, at: dt.datetime) -> Consolidation:
    """The signed paper, once. Raises NotAllowedNow."""
    with transaction.atomic():
        held = _held(row)
        _must_be(held, ConsolidationState.SIGNED)
        held.scan = scan
        held.save(update_fields=["scan"])
        _audit(actor, "reports.consolidation_scanned", held, at, {"scan": scan.sha256})
    return held


def archive_version(actor: Actor, row: Consolidation, *, at: dt.datetime) -> Consolidation:
    """Closed for good, with its data and files. Raises NotAllowedNow, vanban.CannotWrite."""
    for format in FORMATS:
        file_of(row, format, at=at)
    with transaction.atomic():
        held = _held(row)
        _must_be(held, ConsolidationState.SIGNED)
        held.state, held.archived_at = ConsolidationState.ARCHIVED, at
        held.save(update_fields=["state", "archived_at"])
        _audit(actor, "reports.consolidation_archived", held, at, {"digest": held.digest})
    return held


# ---- files ----------------------------------------------------------------------------------------------------------
def file_of(row: Consolidation, format: str, *, at: dt.datetime, sources: bool = False) -> StoredFile:
    """The version as a file: kept since it was made, or made now. With `sources`, codes and their annex are printed;
    that one is made each time. Raises NotAllowedNow, vanban.CannotWrite."""
    if row.progress < FINISHED:
        raise NotAllowedNow(_("The report is still being made. Wait a moment, then try again."))
    field = FIELD_OF[format]
    kept: StoredFile | None = getattr(row, field)
    if kept is not None and not sources:
        return kept
    data, setting = from_data(row.data), setting_of(row, sources=sources)
    own = row.template.stored if row.template and format == "docx" and not sources else None
    blob = _own_word(own, data, setting) if own else report_bytes(data, setting, format)
    stored = files.keep(
        io.BytesIO(blob), name=f"{row.round.code}.{format}", limit_bytes=MOST_BYTES, at=at, made_here=True
    )
    if not sources:
        Consolidation.objects.filter(pk=row.pk, digest=row.digest).update(**{field: stored})
        setattr(row, field, stored)
    return stored


def _own_word(stored: StoredFile, data: ConsolidatedData, setting: Setting) -> bytes:
    """The office's own Word template, filled. Raises WrongTemplate."""
    with files.open_kept(stored.sha256) as content:
        return fill(content.read(), template_values(data, setting))


def setting_of(row: Consolidation, *, sources: bool = False) -> Setting:
    return Setting(texts=row.texts, number=row.number, signed_on=row.signed_on, sources=sources)


def _held(row: Consolidation) -> Consolidation:
    return Consolidation.objects.select_for_update().get(pk=row.pk)


def _must_be(row: Consolidation, state: ConsolidationState) -> None:
    if row.state != state or row.progress < FINISHED:
        raise NotAllowedNow(
            _(
                "The report is in another state by now. Open it again to see how it stands; nothing was changed."
            )
        )


def _audit(actor: Actor, action: str, row: Consolidation, at: dt.datetime, new: Mapping[str, object]) -> None:
    subject = audit.Subject("consolidation", str(row.uuid), f"{row.round.title} · {row.version}")
    audit.record(actor=actor, action=action, subject=subject, new=dict(new), at=at)
