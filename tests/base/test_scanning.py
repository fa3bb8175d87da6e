"""Harmful software: what people send is scanned, what is found is refused, and a scanner that is away is no secret."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import run_checks
from pytest_django.fixtures import Settings

from khien.base import audit, clamav, files, scanning
from khien.base.errors import Refused, TooMuch, Unavailable
from khien.base.models import AuditEntry, Scan, StoredFile
from tests.base.clamd_twin import EICAR, ClamdTwin
from tests.people import Cast

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=1)
LEAFLET = b"%PDF-1.7\n a leaflet"
INFECTED = b"%PDF-1.7\n" + EICAR


@pytest.fixture
def clamd(folder: Path, settings: Settings) -> Iterator[ClamdTwin]:
    twin = ClamdTwin()
    settings.KHIEN_CLAMAV = twin.address
    yield twin
    twin.close()


def kept(content: bytes, cast: Cast | None = None, name: str = "to-roi.pdf") -> StoredFile:
    given = {} if cast is None else {"actor": cast.actor("editor")}
    return files.keep(io.BytesIO(content), name=name, limit_bytes=1 << 22, at=AT, **given)


def left_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_clean_file_is_kept_and_says_when_it_was_scanned(clamd: ClamdTwin) -> None:
    stored = StoredFile.objects.get(pk=kept(LEAFLET).pk)
    assert (stored.verdict, stored.checked_at) == (Scan.CLEAN, AT)
    assert clamd.asked == ["zINSTREAM\0"]


@pytest.mark.django_db
def test_the_same_content_is_not_scanned_twice(clamd: ClamdTwin) -> None:
    kept(LEAFLET)
    kept(LEAFLET)
    assert len(clamd.asked) == 1


@pytest.mark.django_db
def test_an_infected_file_of_chau_is_refused_told_audited_and_not_kept(
    clamd: ClamdTwin, folder: Path, cast: Cast
) -> None:
    with pytest.raises(scanning.Infected) as refused:
        kept(INFECTED, cast)
    assert "“to-roi.pdf” có mã độc nên không được lưu" in str(refused.value)
    assert left_in(folder) == []
    assert StoredFile.objects.count() == 0
    entry = AuditEntry.objects.get(action="files.infected_refused")
    assert (entry.actor_label, entry.subject_label) == ("Hoàng Minh Châu", "to-roi.pdf")
    assert entry.new_values == {"found": "Eicar-Test-Signature"}
    assert audit.verify().intact


@pytest.mark.django_db
def test_what_we_made_ourselves_is_not_scanned(clamd: ClamdTwin) -> None:
    stored = files.keep(io.BytesIO(LEAFLET), name="a.pdf", limit_bytes=1000, at=AT, made_here=True)
    assert stored.verdict == Scan.NOT_ASKED
    assert clamd.asked == []


@pytest.mark.django_db
def test_without_a_scanner_files_are_kept_and_marked(folder: Path, settings: Settings) -> None:
    settings.KHIEN_CLAMAV = ""
    assert kept(INFECTED).verdict == Scan.NOT_ASKED


@pytest.mark.django_db
def test_a_scanner_that_is_away_lets_files_in_with_a_mark_and_they_are_scanned_later(
    folder: Path, settings: Settings
) -> None:
    settings.KHIEN_CLAMAV = "tcp:127.0.0.1:9"
    clean, infected = kept(LEAFLET), kept(INFECTED, name="gia-mao.pdf")
    assert (clean.verdict, clean.checked_at, infected.verdict) == (Scan.UNANSWERED, None, Scan.UNANSWERED)
    assert scanning.scan_waiting(at=LATER) == 0
    twin = ClamdTwin()
    settings.KHIEN_CLAMAV = twin.address
    assert scanning.scan_waiting(at=LATER) == 2
    assert scanning.scan_waiting(at=LATER) == 0
    twin.close()
    verdicts = dict(StoredFile.objects.values_list("name", "verdict"))
    assert verdicts == {"to-roi.pdf": Scan.CLEAN, "gia-mao.pdf": Scan.INFECTED}
    assert AuditEntry.objects.get(subject_kind="file").action == "files.infected_found"


@pytest.mark.django_db
def test_a_file_found_infected_later_is_never_opened_or_taken_again(
    folder: Path, settings: Settings, cast: Cast
) -> None:
    settings.KHIEN_CLAMAV = ""
    stored = kept(INFECTED)
    StoredFile.objects.update(verdict=Scan.INFECTED)
    for use in (files.open_kept, files.path_of):
        with pytest.raises(Refused, match="mã độc"):
            use(stored.sha256)
    with pytest.raises(Refused):
        files.response(stored, filename="a.pdf")
    with pytest.raises(scanning.Infected):
        kept(INFECTED, cast)


@pytest.mark.django_db
def test_a_required_scanner_that_is_away_keeps_files_out(folder: Path, settings: Settings) -> None:
    settings.KHIEN_CLAMAV, settings.KHIEN_CLAMAV_REQUIRED = "tcp:127.0.0.1:9", True
    with pytest.raises(Unavailable, match="Trình quét mã độc") as refused:
        kept(LEAFLET)
    assert refused.value.code == "not-scanned"
    assert left_in(folder) == []
    assert StoredFile.objects.count() == 0


@pytest.mark.django_db
def test_a_scanner_that_hangs_up_without_a_word_is_a_scanner_that_is_away(
    folder: Path, settings: Settings
) -> None:
    twin = ClamdTwin(mute=True)
    settings.KHIEN_CLAMAV = twin.address
    assert kept(LEAFLET).verdict == Scan.UNANSWERED
    twin.close()


@pytest.mark.django_db
@pytest.mark.parametrize("limited_by", ["us", "clamd"])
def test_a_film_too_large_for_the_scanner_is_marked_or_with_required_refused(
    folder: Path, settings: Settings, limited_by: str
) -> None:
    twin = ClamdTwin(most_bytes=1000)
    settings.KHIEN_CLAMAV = twin.address
    settings.KHIEN_CLAMAV_MAX_MB = 1 if limited_by == "us" else 100
    assert kept(b"%PDF-" + b"x" * (2 << 20)).verdict == Scan.TOO_LARGE
    assert scanning.scan_waiting(at=LATER) == 0  # not tried again and again
    settings.KHIEN_CLAMAV_REQUIRED = True
    with pytest.raises(TooMuch):
        kept(b"%PDF-" + b"y" * (2 << 20))
    twin.close()


@pytest.mark.django_db
def test_a_picture_for_a_page_is_scanned_without_being_kept_here(clamd: ClamdTwin, cast: Cast) -> None:
    scanning.check_now(io.BytesIO(LEAFLET), name="a.png", actor=cast.actor("editor"), at=AT)
    with pytest.raises(scanning.Infected):
        scanning.check_now(io.BytesIO(EICAR), name="a.png", actor=cast.actor("editor"), at=AT)


def test_the_scanner_answers_over_a_socket_of_the_machine_too() -> None:
    with tempfile.TemporaryDirectory() as short:  # a socket's path holds some hundred letters
        twin = ClamdTwin(Path(short) / "clamd.ctl")
        address = clamav.address_of(twin.address)
        assert address == f"{short}/clamd.ctl"
        assert (
            clamav.scan(io.BytesIO(EICAR), address=address, most_bytes=1000).found == "Eicar-Test-Signature"
        )
        assert clamav.version(address).startswith("ClamAV 1.4")
        twin.close()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("", None),
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("tcp:quet.anbinh.gov.vn:3311", ("quet.anbinh.gov.vn", 3311)),
        ("tcp:quet", ("quet", 3310)),
        ("tcp:[::1]:3310", ("::1", 3310)),
    ],
)
def test_where_the_scanner_listens(written: str, address: object) -> None:
    assert clamav.address_of(written) == address


@pytest.mark.parametrize(
    "written", ["clamd", "unix:clamd.ctl", "tcp:", "tcp:máy:cổng", "tcp:may:70000", "http://a"]
)
def test_an_address_with_a_typing_error_is_named_at_the_start(written: str, settings: Settings) -> None:
    settings.KHIEN_CLAMAV = written
    assert "khien.base.E001" in [message.id for message in run_checks()]


def test_a_required_scanner_that_nobody_named_is_an_error(settings: Settings) -> None:
    settings.KHIEN_CLAMAV, settings.KHIEN_CLAMAV_REQUIRED = "", True
    assert "khien.base.E002" in [message.id for message in run_checks()]


@pytest.mark.skipif(
    shutil.which("clamd") is None or clamav.address_of("auto") is None,
    reason="no clamd runs here: only its twin was tried",
)
def test_a_real_clamd_finds_the_test_string() -> None:
    address = clamav.address_of("auto")
    assert address is not None
    assert clamav.scan(io.BytesIO(EICAR), address=address, most_bytes=1000).said == "infected"
    assert clamav.scan(io.BytesIO(LEAFLET), address=address, most_bytes=1000).said == "clean"
