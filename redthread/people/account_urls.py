"""Sign-in addresses below /konto/, under the names by which allauth asks for them.

Only what the product uses is here: no passwords, no sign-up, no e-mail management. allauth wants an address
for each of the three first names; all of them are the one page for getting in.
"""

from django.urls import path

from redthread.people.views import oidc, passkeys, sign_in

urlpatterns = [
    path("innlogging/", sign_in.sign_in, name="account_login"),
    path("innlogging/", sign_in.sign_in, name="account_request_login_code"),
    path("innlogging/", sign_in.sign_in, name="account_signup"),
    path("innlogging/kode/", sign_in.confirm_code, name="account_confirm_login_code"),
    path("utlogging/", sign_in.sign_out, name="account_logout"),
    path("sperret/", sign_in.inactive, name="account_inactive"),
    path("passnokler/", passkeys.to_profile, name="mfa_index"),
    path("passnokler/", passkeys.to_profile, name="mfa_list_webauthn"),
    path("passnokler/innlogging/", passkeys.passkey_sign_in, name="mfa_login_webauthn"),
    path("passnokler/ny/", passkeys.passkey_new, name="mfa_add_webauthn"),
    path("passnokler/<int:pk>/sletting/", passkeys.passkey_removal, name="mfa_remove_webauthn"),
    path("oidc/avbrutt/", oidc.cancelled, name="socialaccount_login_cancelled"),
    path("oidc/<slug:provider_id>/login/", oidc.start, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
]
