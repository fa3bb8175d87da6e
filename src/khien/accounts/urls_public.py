from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import urls as openid_connect
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from khien.accounts.views import public

# allauth finds its pages by these names; the addresses are ours. Sign-up has a name but no page of its own.
urlpatterns = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("da-dong/", account.account_inactive, name="account_inactive"),
    path("dang-ky/", account.signup, name="account_signup"),
    path("nhap-lai-mat-khau/", account.reauthenticate, name="account_reauthenticate"),
    path("doi-mat-khau/", account.password_change, name="account_change_password"),
    path("dat-mat-khau/", account.password_set, name="account_set_password"),
    path("thu-dien-tu/", account.email, name="account_email"),
    path("xac-nhan-thu/", account.email_verification_sent, name="account_email_verification_sent"),
    path("xac-nhan-thu/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("quen-mat-khau/", account.password_reset, name="account_reset_password"),
    path("quen-mat-khau/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "quen-mat-khau/xong/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^quen-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("xac-thuc-hai-buoc/", RedirectView.as_view(pattern_name="accounts:mine"), name="mfa_index"),
    path("xac-thuc-hai-buoc/nhap-ma/", factor.authenticate, name="mfa_authenticate"),
    path("xac-thuc-hai-buoc/nhap-lai-ma/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("xac-thuc-hai-buoc/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("xac-thuc-hai-buoc/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("ma-du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ma-du-phong/tao-moi/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ma-du-phong/tai-ve/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("phien/", RedirectView.as_view(pattern_name="accounts:mine"), name="usersessions_list"),
    path("sso/huy/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sso/loi/", social.login_error, name="socialaccount_login_error"),
    path("sso/dang-ky/", social.signup, name="socialaccount_signup"),
    path("sso/lien-ket/", social.connections, name="socialaccount_connections"),
    path("sso/", include(openid_connect.urlpatterns)),
    path("ma-moi/", public.type_code, name="invitation_code"),
    path("ma-moi/dat-mat-khau/", public.choose_password, name="invitation_password"),
    path("ma-moi/<str:code>/", public.open_link, name="invitation_link"),
]
