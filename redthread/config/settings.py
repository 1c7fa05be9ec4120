"""Settings of the whole product. What an operator may choose is told in docs/operating.md."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from redthread.config.databases import default_database
from redthread.config.env import (
    PACKAGE,
    env,
    home,
    host_names,
    is_debugging,
    port,
    reply_mailbox,
    secret_key,
    web_address,
)
from redthread.config.logs import logging_settings
from redthread.config.signin import *  # noqa: F403

HOME = home()
SECRET_KEY = secret_key(HOME)
IS_TEST = env.bool("REDTHREAD_TEST", default=False)
PORT = port()
HOST = env.str("REDTHREAD_HOST", default="127.0.0.1")
BASE_URL = web_address(PORT)
IS_SECURE = BASE_URL.startswith("https://")
DEBUG = is_debugging(BASE_URL)
ALLOWED_HOSTS = host_names(BASE_URL)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# Whose word is taken for a visitor's address and for https: the proxy's, by default one on this machine.
PROXIES = env.str("REDTHREAD_PROXIES", default="127.0.0.1" if IS_SECURE else "")

INSTALLED_APPS = [
    "redthread.people",  # first, because its templates stand in for those of allauth
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "redthread.notices",
    "redthread.networks",
    "redthread.sharing",
    "redthread.gatherings",
    "redthread.knowledge",
    "redthread.archive",
    "redthread.concepts",
    "redthread.voice",
    "redthread.surveys",
    "redthread.betweenwork",
    "redthread.live",
    "redthread.peers",
    "redthread.guidance",
    "redthread.thread",
    "redthread.wheel",
    "redthread.search",
    "redthread.reports",
    "redthread.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "redthread.config.headers.HeadersMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "redthread.people.language.person_language",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "redthread.config.urls"
ASGI_APPLICATION = "redthread.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": [
                "redthread.web.templatetags.kit",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

DATABASES = {"default": default_database(HOME, is_test=IS_TEST)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in attempts are counted here, so all processes must share it; `serve` makes the table.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "redthread_cache"}
}

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "/static/"
# Inside the installed package, else (in a checkout) made by `./dev run` in the home folder.
STATIC_ROOT = PACKAGE / "assets" if (PACKAGE / "assets").is_dir() else HOME / "assets"
HAS_ASSETS = (STATIC_ROOT / "staticfiles.json").is_file() and not (DEBUG or IS_TEST)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "redthread.config.static_files.HashedFiles"
        if HAS_ASSETS
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not HAS_ASSETS
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
NODE_MODULES = PACKAGE.parent / "node_modules"
STATICFILES_DIRS = [
    (prefix, str(NODE_MODULES / folder))
    for prefix, folder in (
        ("ds", "@digdir/designsystemet-css/dist"),
        ("inter", "@fontsource-variable/inter/files"),
    )
    if (NODE_MODULES / folder).is_dir()
]
MEDIA_ROOT = HOME / "files"

# The national school register's live service; empty means that only saved files are read.
NSR_URL = env.str("REDTHREAD_NSR_URL", default="")

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Without a mail server mails become files, so that nothing is lost and no link is printed in a log.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(HOME / "mail")
if env.str("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
EMAIL_TIMEOUT = 20
EMAIL_USE_LOCALTIME = True
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("REDTHREAD_FROM", default="Rødtråd <rodtrad@localhost>")
REPLY_MAILBOX = reply_mailbox()

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": IS_SECURE,
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0

# A browser sends a cookie with this prefix only to the exact host over https, and no subdomain can set it.
PREFIX = "__Host-" if IS_SECURE else ""
SESSION_COOKIE_NAME = f"{PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{PREFIX}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # a mailed link must find the person signed in
SESSION_COOKIE_AGE = 30 * 24 * 60 * 60

DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
LOGGING = logging_settings("INFO" if DEBUG else "WARNING")
