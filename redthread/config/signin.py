"""Sign-in without password: a mailed code, a passkey, or an identity provider chosen by configuration."""

from __future__ import annotations

from redthread.config.env import env
from redthread.people.oidc_apps import oidc_apps

ACCOUNT_ADAPTER = "redthread.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code reaches the address anyhow, or nobody gets in
ACCOUNT_EMAIL_NOTIFICATIONS = True  # tells of new and removed passkeys and connections
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # a mail goes out either way, so time tells nothing
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 15 * 60  # slow mail servers
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_FORMS = {
    "request_login_code": "redthread.people.forms.RequestCodeForm",
    "confirm_login_code": "redthread.people.forms.ConfirmCodeForm",
}
# Sixty people in one room share one address on the net; a mailbox is spared, and a code cannot be guessed:
# at most 20 × 3 tries an hour at 100 million codes.
ACCOUNT_RATE_LIMITS = {"request_login_code": "120/5m/ip,5/m/key,20/h/key", "login": "120/m/ip"}

MFA_ADAPTER = "redthread.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_REAUTHENTICATION_REQUIRED = False  # who lost a passkey must be able to remove it; a mail tells of it
MFA_FORMS = {
    "add_webauthn": "redthread.people.forms.PasskeyForm",
    "login_webauthn": "redthread.people.forms.PasskeySignInForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}

SOCIALACCOUNT_ADAPTER = "redthread.people.oidc.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # identity is issuer + subject, never the e-mail
SOCIALACCOUNT_LOGIN_ON_GET = False

ALLAUTH_TRUSTED_PROXY_COUNT = 0  # the web server has put the visitor's address right (REDTHREAD_PROXIES)

SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": oidc_apps(env.str("REDTHREAD_OIDC", default=""))},
}
