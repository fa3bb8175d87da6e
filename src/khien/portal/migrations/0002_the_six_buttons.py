"""The six buttons of the first page, as they come out of the box. The office changes them afterwards."""

from typing import Any

from django.db import migrations

BUTTONS = (
    ("goi-dien", "Có người xưng công an gọi điện", "Someone who says he is the police called me", "phone-call", "/tai-lieu/cong-an-gia-goi-dien/"),
    ("bam-link", "Lỡ bấm vào đường link lạ", "I pressed a strange link", "link", "/tai-lieu/lo-bam-link-lo-doc-otp/"),
    ("mat-tai-khoan", "Bị mất tài khoản Zalo, Facebook", "I lost my Zalo or Facebook account", "lock", "/tai-lieu/mat-tai-khoan-zalo-facebook/"),
    ("mat-tien", "Mất tiền, lỡ chuyển tiền", "I lost money or sent it to the wrong hands", "cash", "/tai-lieu/goi-ngan-hang-gio-vang/"),
    ("con-bi-bat-nat", "Con bị bắt nạt trên mạng", "My child is bullied online", "mood-sad", "/tai-lieu/bat-nat-tren-mang/"),
    ("khac", "Chuyện khác", "Something else", "search", "/tim-kiem/"),
)  # fmt: skip


def lay_out(apps: Any, _schema_editor: Any) -> None:
    button = apps.get_model("portal", "HomeButton")
    for number, (code, label, label_en, icon, address) in enumerate(BUTTONS, 1):
        button.objects.get_or_create(
            code=code,
            defaults={
                "label": label,
                "label_en": label_en,
                "icon": icon,
                "address": address,
                "position": number * 10,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_the_public_site")]
    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
