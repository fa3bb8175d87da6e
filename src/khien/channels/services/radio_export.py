"""A station's days as a ZIP: unpacked on a USB stick, each day's folder sorted by name plays in the right order, with
a sheet to print and sign. For stations without a connection."""

from __future__ import annotations

import datetime as dt
import importlib
import io
import zipfile

from django.utils.translation import gettext as _

from khien.base.errors import KhienError, TooMuch
from khien.base.files import open_kept
from khien.base.text import fold
from khien.channels.models import Bulletin, RadioStation
from khien.channels.rules.radio import Play, file_name
from khien.channels.selectors.radio import AiringLine, day_of, plays_of

MOST_DAYS = 14
MOST_BYTES = 400 << 20
NO_SOUND = "txt"


def export_days(station: RadioStation, first: dt.date, last: dt.date) -> bytes:
    """ "2026-11-24/0530_01_canh-bao.mp3" and "2026-11-24/phieu-phat.docx". Raises KhienError("empty", "days"), TooMuch."""
    if not 0 <= (last - first).days < MOST_DAYS:
        raise KhienError(_("Take at most %(days)s days at once.") % {"days": MOST_DAYS}, code="days")
    held, size, written = io.BytesIO(), 0, 0
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as packed:
        for n in range((last - first).days + 1):
            day = first + dt.timedelta(days=n)
            plays = plays_of(day_of(station, day))
            if not plays:
                continue
            sounds = _sounds(plays)
            for number, (play, line) in enumerate(plays, 1):
                name, data = _named(number, play, line, sounds.get(line.bulletin_uuid))
                packed.writestr(f"{day.isoformat()}/{name}", data)
                size += len(data)
                written += 1
                if size > MOST_BYTES:
                    raise TooMuch(_("That is too much for one file. Take fewer days."))
            packed.writestr(f"{day.isoformat()}/phieu-phat.docx", play_sheet(station, day, plays))
    if not written:
        raise KhienError(_("Nothing is to be played on these days."), code="empty")
    return held.getvalue()


def _sounds(plays: list[tuple[Play, AiringLine]]) -> dict[str, bytes]:
    found = {}
    uuids = {line.bulletin_uuid for _play, line in plays if line.has_sound}
    for bulletin in Bulletin.objects.filter(uuid__in=uuids).select_related("sound"):
        if bulletin.sound is not None:
            with open_kept(bulletin.sound.sha256) as file:
                found[str(bulletin.uuid)] = file.read()
    return found


def _named(number: int, play: Play, line: AiringLine, sound: bytes | None) -> tuple[str, bytes]:
    """The sound, or the text for the announcer where there is none."""
    data = sound if sound is not None else line.text.encode("utf-8-sig")
    ending = "mp3" if sound is not None else NO_SOUND
    return file_name(play, fold(play.title), number=number, ending=ending), data


def play_sheet(station: RadioStation, day: dt.date, plays: list[tuple[Play, AiringLine]]) -> bytes:
    """The sheet of a day (.docx): hour, what, how long, a box to tick, a line to sign."""
    docx = importlib.import_module("docx")  # ADR 7
    shared = importlib.import_module("docx.shared")
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = shared.Mm(210), shared.Mm(297)
    section.left_margin, section.right_margin = shared.Mm(30), shared.Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", shared.Pt(13)
    document.add_paragraph().add_run(f"PHIẾU PHÁT THANH NGÀY {day:%d/%m/%Y}").bold = True
    document.add_paragraph(f"{station.name} · {station.unit.name}")
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, ("Giờ", "Bản tin", "Thời lượng", "Đã phát"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for play, line in plays:
        cells = table.add_row().cells
        cells[0].text = play.hour or "PHÁT NGAY"
        cells[1].text = play.title
        cells[2].text = f"{round(line.seconds)} giây" if line.has_sound else "đọc văn bản"
        cells[3].text = "☐"
    document.add_paragraph()
    document.add_paragraph("Người phát (ký, ghi rõ họ tên): ……………………………………")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()
