from __future__ import annotations

from django.urls import path

from khien.accounts.views import audit, mine, staff

app_name = "accounts"
urlpatterns = [
    path("tai-khoan/", staff.accounts_list, name="list"),
    path("tai-khoan/moi/", staff.choose_unit, name="choose_unit"),
    path("tai-khoan/moi/nguoi/<uuid:uuid>/", staff.invite_person, name="invite_person"),
    path("tai-khoan/moi/<str:place>/", staff.invite, name="invite"),
    path("tai-khoan/cua-toi/", mine.mine, name="mine"),
    path("tai-khoan/cua-toi/phien/<int:session_id>/dang-xuat/", mine.end_session, name="end_session"),
    path("tai-khoan/cua-toi/dang-xuat-moi-noi/", mine.end_all_sessions, name="end_all_sessions"),
    path("tai-khoan/ma/<uuid:uuid>/thu-hoi/", staff.revoke_code, name="revoke_code"),
    path("tai-khoan/<uuid:uuid>/", staff.account, name="account"),
    path("tai-khoan/<uuid:uuid>/ma-moi/", staff.new_code, name="new_code"),
    path("tai-khoan/<uuid:uuid>/dong/", staff.close, name="close"),
    path("tai-khoan/<uuid:uuid>/mo-lai/", staff.reopen, name="reopen"),
    path("tai-khoan/<uuid:uuid>/bo-xac-thuc/", staff.reset_second_factor, name="reset_second_factor"),
    path("nhat-ky/", audit.audit, name="audit"),
    path("nhat-ky/kiem-tra/", audit.verify, name="verify_audit"),
    path("nhat-ky/<int:seq>/", audit.entry, name="audit_entry"),
]
