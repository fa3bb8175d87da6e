"""The first topics (starter/topics.toml) and the instruments of law that materials cite most."""

import datetime as dt
import tomllib
from pathlib import Path

from django.db import migrations

TOPICS = Path(__file__).resolve().parents[1] / "starter" / "topics.toml"
INSTRUMENTS = (
    ("24/2018/QH14", "Luật An ninh mạng", dt.date(2019, 1, 1), dt.date(2026, 7, 1), "116/2025/QH15"),
    (
        "86/2015/QH13",
        "Luật An toàn thông tin mạng",
        dt.date(2016, 7, 1),
        dt.date(2026, 7, 1),
        "116/2025/QH15",
    ),
    ("116/2025/QH15", "Luật An ninh mạng", dt.date(2026, 7, 1), None, ""),
    ("13/2023/NĐ-CP", "Nghị định về bảo vệ dữ liệu cá nhân", dt.date(2023, 7, 1), None, ""),
    ("91/2025/QH15", "Luật Bảo vệ dữ liệu cá nhân", dt.date(2026, 1, 1), None, ""),
    ("100/2015/QH13", "Bộ luật Hình sự", dt.date(2018, 1, 1), None, ""),
    ("101/2015/QH13", "Bộ luật Tố tụng hình sự", dt.date(2018, 1, 1), None, ""),
    ("91/2015/QH13", "Bộ luật Dân sự", dt.date(2017, 1, 1), None, ""),
    ("102/2016/QH13", "Luật Trẻ em", dt.date(2017, 6, 1), None, ""),
    (
        "91/2020/NĐ-CP",
        "Nghị định về chống tin nhắn rác, thư điện tử rác, cuộc gọi rác",
        dt.date(2020, 10, 1),
        None,
        "",
    ),
    ("24/2023/QH15", "Luật Viễn thông", dt.date(2024, 7, 1), None, ""),
    ("26/2023/QH15", "Luật Căn cước", dt.date(2024, 7, 1), None, ""),
)


def fill(apps, schema_editor):
    Topic = apps.get_model("library", "Topic")
    rows = tomllib.loads(TOPICS.read_text(encoding="utf-8"))["topic"]
    for position, row in enumerate(rows, start=1):
        Topic.objects.get_or_create(code=row["code"], defaults=row | {"position": position * 10})
    Instrument = apps.get_model("library", "Instrument")
    made = {}
    for number, title, begins, ends, _by in INSTRUMENTS:
        made[number], _new = Instrument.objects.get_or_create(
            number=number, defaults={"title": title, "holds_from": begins, "ended_on": ends}
        )
    for number, _title, _begins, _ends, by in INSTRUMENTS:
        if by:
            Instrument.objects.filter(number=number).update(replaced_by=made[by])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_the_library")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
