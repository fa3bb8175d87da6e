"""All settings, in one file. Every switch of size is one environment variable (docs/how-to/grow.md).

KHIEN_DATA            folder for the database, files and secrets (default: ./data)
KHIEN_DATABASE_URL    postgresql://user:password@host:port/name[?sslmode=require]; empty = SQLite in KHIEN_DATA
KHIEN_QUEUE           database or amqp: where background work queues (default: amqp when KHIEN_AMQP_URL is set)
KHIEN_AMQP_URL        amqp://user:password@host:5672/vhost of a RabbitMQ 3.13 or newer (quorum queues)
KHIEN_AMQP_PREFIX     name of this installation's queues at a shared broker (default: khien)
KHIEN_PROXIES         how many reverse proxies stand before us (default 0): whose address counts as the visitor's
KHIEN_SECRET_KEY      or KHIEN_SECRET_KEY_FILE; empty = made once and kept in KHIEN_DATA
KHIEN_CONTACT_KEY     or KHIEN_CONTACT_KEY_FILE: seals telephone numbers, addresses and credentials; empty = made once
                      and kept in KHIEN_DATA (back it up: without it contacts cannot be opened)
KHIEN_HOSTS           host names people use, by commas
KHIEN_HTTPS           1 behind TLS: secure cookies, HSTS
KHIEN_ADDRESS         address people open, for links in mails and QR codes (default: http://127.0.0.1:8000)
KHIEN_NAME            name of this installation on top of every page (default: Khiên)
KHIEN_ALERT_KEY_FILE, KHIEN_ALERT_CERT_FILE   PEM files that sign alerts; empty = made once and kept in KHIEN_DATA
KHIEN_ALERT_SENDER    who alerts come from, as CAP names it (canh-bao@tinh.gov.vn); empty = canh-bao@ and the site's host
KHIEN_SMTP_URL        smtp(s)://user:password@host:port; empty = mail is kept as files in KHIEN_DATA
KHIEN_S3_URL          s3://key:secret@host:port/bucket[/folder]?region=…&https=1; empty = files in KHIEN_DATA
                      (docs/how-to/storage.md; key and secret also as KHIEN_S3_KEY, KHIEN_S3_SECRET[_FILE])
KHIEN_FILE_CACHE_MB   how much of an S3 store is kept beside the server (default 1024)
KHIEN_CLAMAV          unix:/run/clamav/clamd.ctl, tcp:host:3310 or auto; empty = files are not scanned
KHIEN_CLAMAV_REQUIRED 1 = no scan, no upload; 0 = kept with a mark and scanned later (default)
KHIEN_UNIT_QUOTA_MB   room for the files of one owner (default 2048); exceptions are set by the administrator
VANBAN_FONTS          folder with the face of PDFs (default: build/fonts)
KHIEN_OIDC_*          optional single sign-on (docs/how-to/single-sign-on.md)
"""

from __future__ import annotations

import operator
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from khien.project.environment import Misconfigured, env_bool, env_int, env_list, env_secret, env_text
from khien.project.object_store import object_store
from khien.project.secret_key import kept_secret
from khien.project.single_sign_on import form_targets, single_sign_on

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(env_text("KHIEN_DATA", str(ROOT / "data"))).resolve()
ASSETS = Path(env_text("KHIEN_ASSETS", str(ROOT / "build" / "assets")))

KHIEN_NAME = env_text("KHIEN_NAME", "Khiên")  # what stands on top of every page
DEBUG = env_bool("KHIEN_DEBUG")
# The first seals and finds, former ones (KHIEN_CONTACT_KEY_FORMER, by commas) only open.
KHIEN_CONTACT_KEYS = [
    env_secret("KHIEN_CONTACT_KEY") or kept_secret(DATA, "contact-key"),
    *filter(None, env_secret("KHIEN_CONTACT_KEY_FORMER").split(",")),
]
SECRET_KEY = env_secret("KHIEN_SECRET_KEY") or kept_secret(DATA)
# Signs alerts (docs/how-to/alerts.md). Without files of one's own a pair is made once.
KHIEN_ALERT_KEY_FILE = env_text("KHIEN_ALERT_KEY_FILE", "")
KHIEN_ALERT_CERT_FILE = env_text("KHIEN_ALERT_CERT_FILE", "")
KHIEN_ALERT_KEPT_PAIR = DATA / "alert-signing.pem"
KHIEN_ALERT_SENDER = env_text("KHIEN_ALERT_SENDER", "")  # CAP's sender; empty = canh-bao@<host>
HTTPS = env_bool("KHIEN_HTTPS")
ALLOWED_HOSTS = env_list("KHIEN_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_FAILURE_VIEW = "khien.web.views.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"{'https' if HTTPS else 'http'}://{host}" for host in ALLOWED_HOSTS if host != "*"]

INSTALLED_APPS = [
    "khien.base",
    "khien.web",
    "khien.search",
    "khien.orgs",
    "khien.accounts",
    "khien.plans",
    "khien.programme",
    "khien.work",
    "khien.budget",
    "khien.library",
    "khien.audiences",
    "khien.alerts",
    "khien.channels",
    "khien.reports",
    "khien.insight",
    "khien.portal",
    "khien.project.foreign",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",  # its admin asks for the address; nobody holds its permissions
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "khien.portal.middleware.CountSeen",  # above the kept pages: those are read too
    "khien.web.kept_pages.KeptPages",
    "khien.web.compression.PackText",  # a long review is 1.2 MB of text; tokens are masked per page
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "khien.web.middleware.ChosenLanguage",
    "khien.portal.middleware.OwnHosts",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "khien.web.bounds.Bounds",  # before the form's token is looked for: that reads the body
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "khien.web.middleware.ErrorPages",
    "khien.web.middleware.ToastsForHtmx",
    "khien.accounts.middleware.ActorMiddleware",
    "khien.web.doors.ClosedByDefault",
    "khien.accounts.middleware.SecondFactorFirst",
    "khien.library.middleware.Desk",
    "khien.portal.middleware.OwnPagesOnly",
    "khien.project.foreign.middleware.LastWords",
]

# Views of these packages carry no door mark of ours; each one guards itself.
KHIEN_PUBLIC_MODULES = ("allauth.", "django.views.i18n", "django.contrib.staticfiles")

ROOT_URLCONF = "khien.project.urls"
WSGI_APPLICATION = "khien.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "khien.web.context.shell",
            ],
        },
    }
]


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "khien.sqlite3",
            # Closing the last connection folds the WAL back, with a sync: 5× the tasks per second without it.
            "CONN_MAX_AGE": env_int("KHIEN_CONN_MAX_AGE", 600),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise Misconfigured("KHIEN_DATABASE_URL: cần dạng postgresql://người_dùng:mật_khẩu@máy:5432/tên")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": env_int("KHIEN_CONN_MAX_AGE", 600),  # 4× the tasks per second (measured)
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),  # sslmode, sslrootcert, options …
    }


DATABASES = {"default": _database(env_secret("KHIEN_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits on tries must count the same in every server process: a table, not a process's memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "base_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Public pages ready to send (khien.web.kept_pages): which of them still hold is asked of the table above.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

AMQP_URL = env_secret("KHIEN_AMQP_URL")
KHIEN_QUEUE = env_text("KHIEN_QUEUE", "amqp" if AMQP_URL else "database")
if KHIEN_QUEUE not in {"database", "amqp"}:
    raise Misconfigured(f"KHIEN_QUEUE={KHIEN_QUEUE!r}: cần database hoặc amqp")
if KHIEN_QUEUE == "amqp" and not AMQP_URL:
    raise Misconfigured("KHIEN_QUEUE=amqp: hãy đặt thêm KHIEN_AMQP_URL=amqp://người_dùng:mật_khẩu@máy:5672//")
KHIEN_AMQP_PREFIX = env_text("KHIEN_AMQP_PREFIX", "khien")  # installations that share one broker
KHIEN_WORKER_SILENT_SECONDS = env_int("KHIEN_WORKER_SILENT_SECONDS", 60)  # then its jobs are taken up again
TASKS = {
    "default": {
        "BACKEND": "khien.base.jobs.celery_backend.CeleryBackend"
        if KHIEN_QUEUE == "amqp"
        else "khien.base.jobs.database.DatabaseBackend",
        "QUEUES": ["urgent", "default", "reading", "sending"],
    }
}

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work:landing"  # a focal officer begins with her inbox, others on the first page
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "khien.accounts.passwords.NotCommonHere"},
]
ACCOUNT_ADAPTER = "khien.accounts.adapters.AccountAdapter"
ACCOUNT_USER_DISPLAY = operator.attrgetter("label")
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = (
    "none"  # many officers have no mailbox; a changed address is confirmed all the same
)
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False  # offices share computers
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "khien.accounts.sign_in_forms.SignInForm",
    "change_password": "khien.accounts.sign_in_forms.PasswordChangeForm",
    "set_password": "khien.accounts.sign_in_forms.PasswordSetForm",
    "reset_password": "khien.accounts.sign_in_forms.PasswordResetForm",
    "reset_password_from_key": "khien.accounts.sign_in_forms.PasswordResetKeyForm",
    "reauthenticate": "khien.accounts.sign_in_forms.PasswordAgainForm",
    "add_email": "khien.accounts.sign_in_forms.EmailForm",
}
# The account before the address: a whole office sits behind one address.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
    "invitation_code": "200/m/ip,5/10m/key",
    "invitation_link": "60/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("KHIEN_PROXIES", 0)
MFA_ADAPTER = "khien.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Khiên"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ by some seconds
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up by herself, so no address is squatted
MFA_FORMS = {
    "authenticate": "khien.accounts.sign_in_forms.FactorForm",
    "reauthenticate": "khien.accounts.sign_in_forms.FactorAgainForm",
    "activate_totp": "khien.accounts.sign_in_forms.FactorSetUpForm",
}
SOCIALACCOUNT_ADAPTER = "khien.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = single_sign_on(
    name=env_text("KHIEN_OIDC_NAME", "SSO"),
    server_url=env_text("KHIEN_OIDC_URL"),
    client_id=env_text("KHIEN_OIDC_CLIENT_ID"),
    secret=env_secret("KHIEN_OIDC_SECRET"),
)
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        # Browsers hold a form to this even where the answer sends them on: to the identity server.
        "form-action": [SELF, *form_targets(env_text("KHIEN_OIDC_URL"))],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "src" / "khien" / "project" / folder for folder in ("locale", "foreign/locale")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["khien.web.formats"]
FIRST_DAY_OF_WEEK = 1

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "static"
STATICFILES_DIRS = [ASSETS] if ASSETS.is_dir() else []
KHIEN_S3 = object_store(
    env_secret("KHIEN_S3_URL"), key=env_text("KHIEN_S3_KEY"), secret=env_secret("KHIEN_S3_SECRET")
)
STORAGES = {
    "default": {
        "BACKEND": "khien.base.store.media_s3.MediaOnS3"
        if KHIEN_S3
        else "khien.base.store.media_folder.MediaFolder"
    },
    "staticfiles": {"BACKEND": "khien.web.static_storage.Storage"},
}
MEDIA_URL = "/tep/"  # khien.web.views.media shows pictures, sound and film there, and nothing else
MEDIA_ROOT = DATA / "media"
FILE_UPLOAD_PERMISSIONS = 0o640
KHIEN_FILES = DATA / "files"
KHIEN_FILE_CACHE = DATA / "file-cache"
KHIEN_FILE_CACHE_MB = env_int("KHIEN_FILE_CACHE_MB", 1024)
KHIEN_CLAMAV = env_text("KHIEN_CLAMAV")
KHIEN_CLAMAV_REQUIRED = env_bool("KHIEN_CLAMAV_REQUIRED")
KHIEN_CLAMAV_MAX_MB = env_int("KHIEN_CLAMAV_MAX_MB", 100)  # clamd's own StreamMaxLength
KHIEN_UNIT_QUOTA_MB = env_int("KHIEN_UNIT_QUOTA_MB", 2048)
# The face of our PDFs, built by `make setup`; without it vanban takes the one inside its engine.
os.environ.setdefault("VANBAN_FONTS", str(ROOT / "build" / "fonts"))

EMAIL_URL = env_secret("KHIEN_SMTP_URL")
if EMAIL_URL:
    _mail = urlsplit(EMAIL_URL)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env_text("KHIEN_MAIL_FROM", "khien@localhost")

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
KHIEN_LARGEST_BODY = 1100 * 1024 * 1024  # of who is signed in: twenty files of 50 MB at a time
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail: where texts are written. Pages of the public are served by our own addresses.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "khien.search.wagtail_backend"}}  # found without marks
WAGTAIL_SITE_NAME = KHIEN_NAME
# How links in mails and QR codes begin.
WAGTAILADMIN_BASE_URL = env_text("KHIEN_ADDRESS", "http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one zone is no choice, and their names are English
WAGTAILIMAGES_IMAGE_MODEL = "library.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "khien.library.picture_forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT, WAGTAIL_TIME_FORMAT = "%d/%m/%Y", "%H:%M %d/%m/%Y", "%H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "khien.library.rules.finish.publish_approved"
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILADMIN_RECENT_EDITS_LIMIT = 5
TAGGIT_CASE_INSENSITIVE = True
