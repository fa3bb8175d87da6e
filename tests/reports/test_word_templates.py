"""An office's own Word template: what is refused, what is tried, and that it looks the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.reports.models import Consolidation, ReportTemplate
from khien.reports.rules.consolidated import from_data
from khien.reports.rules.template_values import template_values
from khien.reports.rules.word_sample import sample_template
from khien.reports.rules.word_template import LARGEST_FILE, faults_of
from khien.reports.services import consolidation as services
from khien.reports.services import templates
from khien.reports.services.word_templates import WrongTemplate, fill
from tests.reports.test_consolidation import AT, draft, two_units

__all__ = ["draft", "two_units"]
KNOWN = ("so_hoat_dong", "don_vi", "y_kien")


def word_with(*lines: str) -> bytes:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def with_member(blob: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(blob)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("{{ ''.__class__.__mro__ }}", "forbidden"),
        ("{{ so_hoat_dong.__class__ }}", "forbidden"),
        ("{{ don_vi.append(1) }}", "forbidden"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "forbidden"),
        ("{{ self._TemplateReference__context }}", "forbidden"),
        ("{{ so_hoat_dong['__class__'] }}", "forbidden"),
        ("{{ so_hoat_dong|attr('__class__') }}", "forbidden"),
        ("{{ so_hoat_dong|map('upper')|list }}", "forbidden"),
        ("{% for i in range(1000000) %}x{% endfor %}", "forbidden"),
        ("{% for a in 'abc' %}x{% endfor %}", "forbidden"),
        ("{{ 'a' * 1000000000 }}", "forbidden"),
        ("{{ 9 ** 9 ** 9 }}", "forbidden"),
        ("{% set x = so_hoat_dong %}", "forbidden"),
        ("{% import 'x' as x %}", "forbidden"),
        ("{% include '/etc/passwd' %}", "forbidden"),
        ("{% macro m() %}{% endmacro %}", "forbidden"),
        ("{{ secret_key }}", "unknown"),
        ("{{ so_hoat_dong", "syntax"),
        ("{% if so_hoat_dong %}", "syntax"),
        ("không có chỗ điền nào", "empty"),
    ],
)
def test_a_template_that_does_more_than_show_is_refused(line: str, kind: str) -> None:
    kinds = {fault.kind for fault in faults_of(word_with(line), KNOWN)}
    assert kind in kinds


def test_lists_four_deep_are_refused() -> None:
    loops = "".join(f"{{% for d{n} in don_vi %}}" for n in range(4))
    ends = "{% endfor %}" * 4
    assert {f.kind for f in faults_of(word_with(f"{loops}{{{{ so_hoat_dong }}}}{ends}"), KNOWN)} == {"deep"}


def test_files_that_hold_more_than_text_are_refused() -> None:
    fine = word_with("{{ so_hoat_dong }}")
    assert faults_of(fine, KNOWN) == []
    assert [f.kind for f in faults_of(b"PK\x03\x04 no", KNOWN)] == ["not_word"]
    assert [f.kind for f in faults_of(b"x" * (LARGEST_FILE + 1), KNOWN)] == ["too_large"]
    bomb = with_member(fine, "word/media/image1.png", b"\0" * (61 * 1024 * 1024))
    assert [f.kind for f in faults_of(bomb, KNOWN)] == ["too_large"]
    assert [f.kind for f in faults_of(with_member(fine, "word/vbaProject.bin", b"x"), KNOWN)] == ["macros"]
    outside = b'<Relationships><Relationship Id="a" Type="x/attachedTemplate" Target="http://x/" TargetMode="External"/></Relationships>'
    assert [f.kind for f in faults_of(with_member(fine, "word/_rels/x.xml.rels", outside), KNOWN)] == [
        "outside"
    ]
    field = b'<w:p xmlns:w="w"><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:p>'
    assert [f.kind for f in faults_of(with_member(fine, "word/footer9.xml", field), KNOWN)] == ["fields"]


_LINK = "<Relationships><Relationship Id='a' Type='x/attachedTemplate' Target='http://x/' TargetMode='External'/></Relationships>"
_SPREAD = "<w:p xmlns:w='w'><w:instrText>DDEA</w:instrText><w:instrText>UTO c:x</w:instrText></w:p>"
_SIMPLE = "<w:p xmlns:w='w'><w:fldSimple w:instr = 'INCLUDETEXT http://x/'/></w:p>"
_ENTITY = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("word/_rels/settings.xml.rels", _LINK.encode(), "outside"),
        ("word/_rels/settings.xml.rels", f"<?xml version='1.0' encoding='UTF-16'?>{_LINK}".encode("utf-16"), "outside"),
        ("word/footer9.xml", _SPREAD.encode(), "fields"),
        ("word/footer9.xml", _SIMPLE.encode(), "fields"),
        ("word/footer9.xml", _ENTITY.encode(), "not_word"),
    ],
    ids=["other quotes", "other encoding", "spread over runs", "simple field", "entity"],
)  # fmt: skip
def test_the_same_written_another_way_is_refused_too(name: str, content: bytes, kind: str) -> None:
    sent = with_member(word_with("{{ so_hoat_dong }}"), name, content)
    assert [fault.kind for fault in faults_of(sent, KNOWN)] == [kind]


def test_the_sample_is_filled_with_the_report_and_is_the_same_each_time(draft: Consolidation) -> None:
    values = template_values(from_data(draft.data), services.setting_of(draft))
    first = fill(sample_template(), values)
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(first)).paragraphs)
    assert "4.500.000 đồng" in text
    [table] = docx.Document(io.BytesIO(first)).tables
    assert [row.cells[0].text for row in table.rows][1:3] == [
        "Sở Khoa học và Công nghệ",
        "Ủy ban nhân dân xã An Hòa",  # as the list of units has them
    ]
    assert fill(sample_template(), values) == first


def test_what_a_unit_wrote_is_never_a_tag(draft: Consolidation) -> None:
    values = template_values(from_data(draft.data), services.setting_of(draft))
    values["so_hoat_dong"] = "{{ 7 * 7 }} <w:p/> & {% raw %}"
    word = docx.Document(io.BytesIO(fill(word_with("Có {{ so_hoat_dong }}"), values)))
    assert word.paragraphs[0].text == "Có {{ 7 * 7 }} <w:p/> & {% raw %}"


def test_a_template_that_takes_too_long_ends(draft: Consolidation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khien.reports.services.word_templates.SECONDS", 1)
    values = template_values(from_data(draft.data), services.setting_of(draft))
    values["don_vi"] = [{"ten": "x" * 500}] * 300
    loops = "{% for a in don_vi %}{% for b in don_vi %}{% for c in don_vi %}{{ c.ten }}"
    with pytest.raises(WrongTemplate) as wrong:
        fill(word_with(loops + "{% endfor %}" * 3), values)
    assert [fault.kind for fault in wrong.value.faults] in (["too_long"], ["syntax"])


def test_the_office_saves_its_template_and_new_reports_begin_with_it(
    draft: Consolidation, as_person: Callable[[str], Client], hoa: Actor
) -> None:
    browser = as_person("standing_office")
    page = reverse("reports:template", args=[draft.round.programme.uuid])
    texts = templates.first_texts("Ủy ban nhân dân tỉnh An Bình")
    bad = browser.post(page, texts | {"opening": "Chào {{ ai_do }}", "closing": "Hết."})
    assert bad.status_code == 422
    assert "{{ ai_do }}" in bad.content.decode()
    assert not ReportTemplate.objects.exists()
    for content, status in ((word_with("{{ 7*7 }}"), 422), (sample_template(), 302)):
        sent = texts | {"closing": "Hết.", "word": SimpleUploadedFile("mau.docx", content)}
        assert browser.post(page, sent).status_code == status
    kept = ReportTemplate.objects.get()
    assert (kept.current, kept.texts["closing"]) == (True, "Hết.")
    made = services.ask_for_version(hoa, draft.round, reason="", ask=lambda _id: None, at=AT)
    assert made.template == kept
