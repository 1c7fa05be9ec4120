"""Settings of the whole product. What an operator may choose is told in docs/operating.md."""

from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from redthread.config.env import PACKAGE, env, home, secret_key
from redthread.config.signin import *  # noqa: F403

HOME = home()
SECRET_KEY = secret_key(HOME)
DEBUG = env.bool("REDTHREAD_DEBUG", default=False)
PORT = env.int("PORT", default=8000)
BASE_URL = env.str("REDTHREAD_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
IS_SECURE = BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.list(
    "REDTHREAD_HOSTS", default=["127.0.0.1", "localhost", BASE_URL.split("//")[1].split(":")[0]]
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
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
    "redthread.people",
    "redthread.notices",
    "redthread.networks",
    "redthread.sharing",
    "redthread.gatherings",
    "redthread.betweenwork",
    "redthread.thread",
    "redthread.reports",
    "redthread.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
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

DATABASES: dict[str, Any] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{HOME / 'redthread.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=DELETE;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }
if env.bool("REDTHREAD_TEST", default=False):
    # Browser tests read the database from another thread, which needs a file.
    DATABASES["default"]["TEST"] = {
        "NAME": env.str("REDTHREAD_TEST_DATABASE", default=str(HOME / "test.sqlite3"))
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "assets"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
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

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

EMAIL_CONFIG: dict[str, Any] = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("REDTHREAD_FROM", default="Rødtråd <rodtrad@localhost>")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("REDTHREAD_BEHIND_PROXY", default=False) else None
)
