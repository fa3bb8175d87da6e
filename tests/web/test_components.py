"""Tags and filters of the component library, the menu, cards and appearance."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from khien.base.access import ANONYMOUS, Actor, Grant
from khien.web import identity, navigation, start_cards
from khien.web.due import due
from khien.web.navigation import Entry, menu_for
from khien.web.tones import SHAPES, shape_of

# The shell asks which links to show; without a database it leaves them out (web/site_menu.py).
pytestmark = pytest.mark.django_db

LAN = Actor(id="lan", label="Nguyễn Thị Lan", grants=(Grant("office"),))
DAY = dt.date(2026, 11, 24)


def drawn(source: str, /, **values: object) -> str:
    with translation.override("vi"):
        return Template("{% load khien %}" + source).render(Context(values))


@pytest.fixture
def own_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(start_cards, "_cards", {})
    monkeypatch.setattr(identity, "_askers", [])


@pytest.mark.parametrize(
    ("days", "text", "tone"),
    [
        (-5, "quá hạn 5 ngày", "danger"),
        (0, "hạn hôm nay", "need"),
        (3, "còn 3 ngày", "need"),
        (40, "còn 40 ngày", "idle"),
    ],
)
def test_a_due_date_says_how_far_it_is(days: int, text: str, tone: str) -> None:
    with translation.override("vi"):
        found = due(DAY + dt.timedelta(days=days), DAY)
    assert (found.text, found.tone) == (text, tone)


@pytest.mark.parametrize("tone", sorted(SHAPES))
def test_a_state_is_shape_and_word_and_colour(tone: str) -> None:
    html = drawn("{% badge 'Chờ duyệt' tone %}", tone=tone)
    assert f"#{shape_of(tone)}" in html
    assert "Chờ duyệt" in html
    assert f"badge-{tone}" in html


def test_a_tone_that_the_house_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="no tone 'pink'"):
        shape_of("pink")


def test_figures_and_dates_are_written_the_vietnamese_way() -> None:
    moment = dt.datetime(2026, 11, 23, 20, 32, tzinfo=dt.UTC)  # 3:32 the next day in Vietnam
    text = drawn("{{ a|vnd }}|{{ b|percent }}|{{ c|vdate }}|{{ c|vdatetime }}|{{ d|number }}|{{ e|vdate }}|{{ e|vnd }}",
                 a=1538620000, b=45.69, c=moment, d=3321, e=None)  # fmt: skip
    assert text == "1.538.620.000 đồng|45,69 %|24/11/2026|03:32 24/11/2026|3.321||"


class ClassForm(forms.Form):
    name = forms.CharField(label="Tên lớp", help_text="Như trong kế hoạch")
    note = forms.CharField(label="Ghi chú", required=False)
    how = forms.ChoiceField(
        label="Cách đếm", widget=forms.RadioSelect, choices=[("a", "Đếm"), ("b", "Ước tính")]
    )
    agreed = forms.BooleanField(label="Đã đồng ý", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_has_its_label_above_and_its_hint_tied_to_it() -> None:
    html = drawn("{% field form.name %}", form=ClassForm())
    assert html.index("<label") < html.index("<input")
    assert 'aria-describedby="id_name_hint"' in html
    assert 'id="id_name_hint">Như trong kế hoạch' in html
    assert "không bắt buộc" not in html
    assert "không bắt buộc" in drawn("{% field form.note %}", form=ClassForm())


def test_an_error_stands_at_the_field_and_in_the_summary_that_leads_to_it() -> None:
    html = drawn("{% form_fields form %}", form=ClassForm({"how": "c"}))
    assert 'href="#id_name"' in html
    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'href="#id_how"' in html
    assert 'id="id_how"' in html
    assert '<input type="hidden" name="token" id="id_token">' in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn("{% form_errors form %}", form=ClassForm()) == ""


def test_what_people_typed_cannot_become_markup() -> None:
    html = drawn("{% badge text %}{% notice text %}{% empty text %}{% field form.name %}",
                 text="<script>", form=ClassForm({"name": '"><script>'}))  # fmt: skip
    assert "<script>" not in html


def test_a_dialog_holds_what_is_written_in_it() -> None:
    html = drawn('{% dialog id="drop" title="Xóa?" %}<p>Chắc chưa</p>{% enddialog %}')
    assert 'aria-labelledby="drop-title"' in html
    assert "<p>Chắc chưa</p>" in html


def test_the_saved_line_says_when() -> None:
    assert "Đã lưu 10:32" in drawn("{% saved at %}", at=dt.datetime(2026, 11, 24, 3, 32, tzinfo=dt.UTC))


@pytest.mark.usefixtures("own_registries")
def test_the_menu_shows_what_her_roles_open_and_where_she_is() -> None:
    navigation.register(
        Entry(code="start", label="Bắt đầu", url_name="workspace:start", icon="home", order=0)
    )
    navigation.register(
        Entry(code="style", label="Mẫu", url_name="web:style", icon="home", order=1, section="system",
              roles=frozenset({"office"}), count=lambda actor: 3)
    )  # fmt: skip
    navigation.register(
        Entry(
            code="home",
            label="Trang đầu",
            url_name="web:home",
            icon="home",
            order=2,
            roles=frozenset({"auditor"}),
        )
    )
    menu = menu_for(LAN, "/lam-viec/")
    assert [(s.code, [i.code for i in s.items]) for s in menu.sections] == [
        ("work", ["start"]),
        ("system", ["style"]),
    ]
    assert [i.current for s in menu.sections for i in s.items] == [True, False]
    assert menu.sections[1].items[0].count == 3


@pytest.mark.usefixtures("own_registries")
def test_nobody_registers_twice() -> None:
    entry = Entry(code="start", label="Bắt đầu", url_name="workspace:start", icon="home", order=0)
    navigation.register(entry)
    with pytest.raises(ValueError, match="twice"):
        navigation.register(entry)
    with pytest.raises(ValueError, match="no section"):
        navigation.register(
            Entry(code="x", label="X", url_name="web:home", icon="x", order=1, section="nowhere")
        )
    identity.register_unit_label(lambda actor: "Sở Y tế")
    with pytest.raises(ValueError, match="already"):
        identity.register_unit_label(lambda actor: "Sở Y tế")
    assert identity.unit_label(LAN) == "Sở Y tế"
    assert identity.unit_label(ANONYMOUS) == ""


@pytest.mark.usefixtures("own_registries")
def test_a_start_card_that_has_nothing_to_say_today_stays_away() -> None:
    values = {"title": "Việc hôm nay", "text": "", "href": "", "icon": "home"}
    card = start_cards.StartCard(
        code="a", template="web/components/empty.html", order=1, context=lambda actor: values
    )
    start_cards.register(card)
    start_cards.register(
        start_cards.StartCard(
            code="b", template="web/components/empty.html", order=0, context=lambda actor: None
        )
    )
    cards = start_cards.cards_for(LAN)
    assert len(cards) == 1
    assert "Việc hôm nay" in cards[0]


def test_appearance_is_remembered_on_her_device_only(client: Client) -> None:
    answer = client.post("/giao-dien/", {"theme": "dark", "text": "huge", "language": "en", "next": "/style"})
    assert answer["Location"] == "/style"
    assert client.cookies["khien_theme"].value == "dark"
    assert client.cookies["khien_theme"]["httponly"]
    assert "khien_text" not in client.cookies
    html = client.get("/").content.decode()
    # The public site's language stands in the address, so that a page can be kept for everybody.
    assert '<html lang="vi" data-theme="dark">' in html


def test_the_way_back_never_leads_to_another_host(client: Client) -> None:
    assert client.post("/giao-dien/", {"next": "https://lua-dao.example/"})["Location"] == "/"


def test_the_browsers_language_is_no_choice(client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "en-US"})
    assert answer["Content-Language"] == "vi"
    assert '<html lang="vi">' in answer.content.decode()
