"""Which app answers which address. Public slugs are Vietnamese without diacritics; code names are English."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", include("khien.portal.urls_public")),
    path("", include("khien.portal.urls_more")),
    path("", include("khien.web.urls_public")),
    path("tai-khoan/", include("khien.accounts.urls_public")),
    path("lich/", include("khien.work.urls_public")),
    path("bang-ket-qua/", include("khien.insight.urls_public")),
    path("canh-bao/", include("khien.alerts.urls_public")),
    path("taxii2/", include("khien.alerts.urls_taxii")),
    path("nhan-tin/", include("khien.audiences.urls_public")),
    path("kenh/", include("khien.channels.urls_public")),
    path("lam-viec/", include("khien.web.urls_staff")),
    path("lam-viec/tim-kiem/", include("khien.search.urls_staff")),
    path("lam-viec/don-vi/", include("khien.orgs.urls_staff")),
    path("lam-viec/", include("khien.accounts.urls_staff")),
    path("lam-viec/", include("khien.portal.urls_staff_more")),
    path("lam-viec/ke-hoach/", include("khien.plans.urls_staff")),
    path("lam-viec/chuong-trinh/", include("khien.programme.urls_staff.programme")),
    path("lam-viec/so-hoat-dong/", include("khien.programme.urls_staff.ledger")),
    path("lam-viec/chi-tieu/", include("khien.programme.urls_staff.targets")),
    path("lam-viec/viec/", include("khien.work.urls_staff")),
    path("lam-viec/kinh-phi/", include("khien.budget.urls_staff")),
    path("lam-viec/bao-cao/", include("khien.reports.urls_staff")),
    path("lam-viec/thu-vien/", include("khien.library.urls_staff")),
    path("lam-viec/nguoi-nhan/", include("khien.audiences.urls_staff")),
    path("lam-viec/canh-bao/", include("khien.alerts.urls_staff")),
    path("lam-viec/chien-dich/", include("khien.channels.urls_campaigns")),
    path("lam-viec/kenh/", include("khien.channels.urls_accounts")),
    path("lam-viec/loa-truyen-thanh/", include("khien.channels.urls_radio")),
    path("lam-viec/diem-dat/", include("khien.channels.urls_placements")),
    path("lam-viec/bao-chi/", include("khien.channels.urls_press")),
    path("lam-viec/dieu-hanh/", include("khien.insight.urls_staff")),
    path("lam-viec/trang-cong-khai/", include("khien.portal.urls_staff")),
    # The account is kept in one place; Wagtail's own page would ask for a first and a last name.
    path("soan-thao/account/", RedirectView.as_view(pattern_name="accounts:mine")),
    path("soan-thao/", include("wagtail.admin.urls")),
]

handler400 = "khien.web.views.errors.bad_request"
handler403 = "khien.web.views.errors.forbidden"
handler404 = "khien.web.views.errors.not_found"
handler500 = "khien.web.views.errors.server_error"
