"""Materials for tests of renditions: an ordinary one, one that never ends, one of one line, one full of odd signs."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

from PIL import Image

from khien.library.rules import content as c
from khien.library.rules.kinds import MaterialKind

ADDRESS = "https://an-binh.example/tai-lieu/cong-an-gia/"
UNIT = "Công an phường An Bình"
LONG_UNIT = "Ủy ban nhân dân Đặc khu Hoàng Sa – Trung tâm Phục vụ hành chính công và Chuyển đổi số trực thuộc Ban chỉ đạo"


def picture(width: int = 64, height: int = 48, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 40)).save(out, form)
    return out.getvalue()


BRAND = c.Brand(
    UNIT, "Chương trình an toàn thông tin tỉnh An Bình", picture(), "#0b5563", "Trực ban 0269 000 0000"
)
LONG_BRAND = c.Brand(LONG_UNIT, "Chương trình nâng cao nhận thức " * 4, b"", "#88ccee")

ALL_BLOCKS: tuple[c.Block, ...] = (
    c.Heading("Nhận ra"),
    c.Paragraph(
        (
            c.Run("Chữ thường, "),
            c.Run("đậm", bold=True),
            c.Run(", "),
            c.Run("tài liệu khác", href="/tai-lieu/otp/"),
        )
    ),
    c.Bullets(((c.Run("Gạch thứ nhất"),), (c.Run("Gạch thứ hai", italic=True),))),
    c.Bullets(((c.Run("Một"),), (c.Run("Hai"),)), numbered=True),
    c.Steps("Làm theo thứ tự", (c.Step("Cúp máy", "Không tranh luận."), c.Step("Gọi lại", ""))),
    c.Notice("Dừng lại", "Không ai có quyền hỏi mã OTP.", "danger"),
    c.Notice("Tốt rồi", "Bạn đã làm đúng.", "done"),
    c.DoDont(("Gọi 113",), ("Chuyển tiền",)),
    c.Quote("Tôi là điều tra viên", "Kẻ lừa đảo"),
    c.Quiz("Ai đang gọi?", (c.Option("Công an"), c.Option("Kẻ gian", right=True)), "Công an gửi giấy mời."),
    c.Contact("Tổng đài bảo vệ trẻ em", "111", "", "Miễn phí"),
    c.Picture("there", "Một màn hình điện thoại", "Ảnh minh họa", "Ảnh: Hoa"),
    c.BeforeAfter(c.Picture("there", "Trang giả"), c.Picture("gone", "Trang thật nay đã mất")),
    c.Table(
        "So sánh", ("Việc", "Thật", "Giả"), (("Liên lạc", "Giấy mời", "Gọi hình"), ("Tiền", "Không thu"))
    ),
    c.Video("v", "Clip ngắn", transcript="Lời trong clip."),
)
ORDINARY = c.Content(
    uuid="7a0f3f5c-0000-4000-8000-000000000001",
    kind=MaterialKind.SCAM,
    title="Giả danh công an gọi điện",
    summary="Kẻ gian xưng công an, dọa bắt rồi đòi chuyển tiền. Cúp máy là đúng.",
    language="vi",
    blocks=ALL_BLOCKS,
    address=ADDRESS,
    topics=(("impersonation", "Giả danh cơ quan, người thân"),),
    audiences=(("elderly", "Người cao tuổi"),),
    scam=c.Scam(
        signs=("Xưng công an qua điện thoại.", "Dọa bắt.", "Dặn giữ bí mật."),
        how_it_goes=("Gọi từ số lạ.", "Chuyển máy cho “điều tra viên”."),
        do_now=("Cúp máy. Cúp máy không phải là chống đối.", "Kể cho người thân.", "Hỏi công an phường."),
        tell_whom=("Công an xã, phường.",),
        first_seen=dt.date(2023, 3, 1),
    ),
    poster=c.PosterText(
        "Công an không đòi tiền qua điện thoại",
        ("Không gửi lệnh bắt qua Zalo", "Không có “tài khoản tạm giữ”"),
        "Cúp máy. Gọi 113.",
    ),
    sources=(c.Source("Luật An ninh mạng", "116/2025/QH15", "https://vanban.example/116", legal=True),),
    version=3,
    unit_name="Sở Khoa học và Công nghệ",
    approval=c.Approval("Nguyễn Thị Hoa", "Phó Giám đốc", dt.date(2026, 11, 20), "Quyết định 12/QĐ-SKHCN"),
    published_on=dt.date(2026, 11, 24),
)
_LINE = "Tuyệt đối không cung cấp mã OTP, mật khẩu hay thông tin thẻ cho bất kỳ ai, kể cả người xưng là cán bộ số {}"
ENDLESS = replace(
    ORDINARY,
    title="Nghiêm trọng nghiêng ngả " * 8,
    summary="Tóm tắt rất dài dòng. " * 40,
    poster=c.PosterText(
        "Chuyển nhượng nghiêng ngả khuyến nghị " * 5,
        tuple(map(_LINE.format, range(12))),
        "Cúp máy ngay lập tức. Gọi người thân. Gọi công an xã, phường nơi bạn ở hoặc số 113",
    ),
    scam=c.Scam(signs=tuple(map(_LINE.format, range(20))), do_now=tuple(map(_LINE.format, range(20)))),
    address="https://an-binh.example/tai-lieu/" + "mot-dia-chi-rat-dai-" * 9,
)
ONE_LINE = c.Content(
    uuid="7a0f3f5c-0000-4000-8000-000000000002",
    kind=MaterialKind.ARTICLE,
    title="Wi-Fi công cộng",
    summary="Đừng đăng nhập ngân hàng qua Wi-Fi công cộng.",
    language="vi",
    blocks=(),
    address=ADDRESS,
)
ODD_HEADLINE = '#panic("x") *đậm* $x$ @nhãn <b> `raw` \\ //'
ODD = replace(
    ORDINARY,
    title='#set page(width: 1pt) "]] /* 漢字 😀',
    poster=c.PosterText(ODD_HEADLINE, ("- gạch", "= tiêu đề", "#let x = 1"), '"Gọi" #113'),
    blocks=(
        c.Heading("#eval"),
        c.Paragraph((c.Run('#read("/etc/passwd") {{ x }} <script>alert(1)</script>'),)),
        *ALL_BLOCKS,
    ),
)


def pictures(key: str) -> bytes | None:
    return picture(800, 600, "JPEG") if key == "there" else None
