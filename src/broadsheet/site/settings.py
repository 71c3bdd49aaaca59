"""Django's settings, built from the folder of the paper named by the environment variable BROADSHEET_PAPER.

Without that variable (type checking, documentation) they describe an empty paper in memory, in which nothing is kept.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from broadsheet.newsroom.accounts import LIMITS, VALID_DAYS
from broadsheet.newsroom.sizes import LARGEST_TEXT
from broadsheet.press.pictures import DOCUMENT_ENDINGS
from broadsheet.site import PAPER_VARIABLE
from broadsheet.site.content_security import NEWSROOM_POLICY
from broadsheet.site.database import database_settings
from broadsheet.site.paper_file import PaperFile, paper_file_from, read_paper_file
from broadsheet.site.secret_key import read_secret_key

_folder = os.environ.get(PAPER_VARIABLE)
PAPER: PaperFile = (
    read_paper_file(Path(_folder)) if _folder else paper_file_from({"database": ":memory:"}, Path("nowhere").absolute())
)
_newsroom = urlsplit(PAPER.newsroom_address)
_secure = _newsroom.scheme == "https"

DEBUG = os.environ.get("BROADSHEET_DEBUG") == "1"
SECRET_KEY = read_secret_key(PAPER.secret_key_file) if _folder else "no paper, so nothing to sign"
ALLOWED_HOSTS = sorted({_newsroom.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [f"{_newsroom.scheme}://{_newsroom.netloc}"]

INSTALLED_APPS = [
    "broadsheet.newsroom",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "broadsheet.newsroom.accounts",  # last: it replaces what Wagtail's applications register when they are ready
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "broadsheet.newsroom.refusals.RefusalsInWords",
    "broadsheet.site.content_security.ContentSecurity",
    "allauth.account.middleware.AccountMiddleware",
    "broadsheet.newsroom.accounts.door.Door",
]
ROOT_URLCONF = "broadsheet.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["broadsheet.site.templates.Loader"])],
            "builtins": ["broadsheet.newsroom.templatetags.inline_scripts"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # widgets too, so that their scripts may run

DATABASES = {"default": database_settings(PAPER.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # strict transport security is the front server's to send, and it must not lock out an onion
    "security.W008",  # the front server redirects to HTTPS; behind it Django sees plain HTTP
    "security.W019",  # the preview is shown in a frame of our own screens
]
# What Wagtail remembers stays in each process; what limits logging in is counted by all of them together.
CACHES = {
    "default": {"BACKEND": "broadsheet.newsroom.accounts.shared.SharedLimits"},
    LIMITS: {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "newsroom_login_limit",
        "KEY_FUNCTION": "broadsheet.newsroom.accounts.secrets.hashed_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_NAME = "broadsheet_session"
SESSION_COOKIE_PATH = "/newsroom/"
SESSION_COOKIE_SECURE = _secure
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
PASSWORD_RESET_TIMEOUT = VALID_DAYS * 24 * 3600
CSRF_COOKIE_NAME = "broadsheet_csrf"
CSRF_COOKIE_PATH = "/newsroom/"
CSRF_COOKIE_SECURE = _secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview panel shows a page of ours in a frame
SECURE_CSP = NEWSROOM_POLICY
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long story is one form
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_TEXT
CSRF_FAILURE_VIEW = "broadsheet.site.troubles.from_before"
LANGUAGE_COOKIE_PATH = "/newsroom/"

LANGUAGE_CODE = PAPER.language
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = list(PAPER.languages)
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = PAPER.timezone
LOCALE_PATHS: list[Path] = []

STATIC_URL = "/newsroom/static/"
STATIC_ROOT = PAPER.folder / "newsroom-static"
MEDIA_URL = "/newsroom/media/"
MEDIA_ROOT = PAPER.media
STORAGES = {
    "default": {"BACKEND": "broadsheet.site.media.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

WAGTAIL_SITE_NAME = PAPER.name
WAGTAILADMIN_BASE_URL = PAPER.newsroom_address.rstrip("/")
WAGTAILIMAGES_IMAGE_MODEL = "newsroom.BroadImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "broadsheet.newsroom.pictures.upload.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "newsroom.BroadDocument"
WAGTAILDOCS_EXTENSIONS = sorted(set(DOCUMENT_ENDINGS.values()))
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 80_000_000  # an image bomb is refused before it is unpacked
# The name-by-name search needs no index, so that it is never stale and a save costs nothing as the archive grows.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback", "AUTO_UPDATE": False}}
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS
# Nothing is asked of, or told to, a third party.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "link"]},
    }
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}

# Logging in: django-allauth, by name, password and second factor. Nobody signs up, and nothing is mailed.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAILADMIN_LOGIN_URL = "/newsroom/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
ACCOUNT_ADAPTER = "broadsheet.newsroom.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE; the form asks nothing
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {"login": "broadsheet.newsroom.accounts.forms.LoginForm"}
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/300s/key", "change_password": "5/m/user"}
MFA_ADAPTER = "broadsheet.newsroom.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half a minute of a phone's clock being wrong
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False

# Requests carry names and addresses of people, so that nothing but server faults is logged, without their variables.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        "broadsheet": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
