"""Texts of allauth and Django that can show here and have no Vietnamese of their own: here our catalogue finds them.

Holds no text of ours, and none of allauth's pages and letters that we wrote anew (templates/account, templates/mfa).
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

ERRORS = (
    _("This account is currently inactive."),
    _("You cannot remove your primary email address."),
    _("This email address is already associated with this account."),
    _("The email address and/or password you specified are not correct."),
    _("A user is already registered with this email address."),
    _("Please type your current password."),
    _("Incorrect code."),
    _("Incorrect password."),
    _("Invalid or expired key."),
    _("Invalid login."),
    _("The password reset token was invalid."),
    _("You cannot add more than %d email addresses."),
    _("Too many failed login attempts. Try again later."),
    _("The email address is not assigned to any user account."),
    _("Your primary email address must be verified."),
    _("Username can not be used. Please use other username."),
    _("The username and/or password you specified are not correct."),
    _("The new value must be different from the current one."),
    _("Be patient, you are sending too many requests."),
    _("You must type the same password each time."),
    _("You cannot add an email address to an account protected by two-factor authentication."),
    _("You cannot deactivate two-factor authentication."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("You cannot activate two-factor authentication until you have verified your email address."),
    _("Invalid token."),
    _("Your account has no password set up."),
    _("Your account has no verified email address."),
    _("You cannot disconnect your last remaining third-party account."),
    _("The third-party account is already connected to a different account."),
    _(
        "An account already exists with this email address. Please sign in to that account first, then connect"
        " your %s account."
    ),
)
WORDS = (
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Email"),
    _("Email address"),
    _("Forgot your password?"),
    _("Password"),
    _("Username"),
    _("Code"),
    _("Authenticator code"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
)
SAID_AFTERWARDS = (
    _("You cannot remove your primary email address (%(email)s)."),
    _("Unable to confirm %(email)s because it is already confirmed by a different account."),
    _("Confirmation email sent to %(email)s."),
    _("You have confirmed %(email)s."),
    _("Removed email address %(email)s."),
    _("You have signed out."),
    _("Password successfully changed."),
    _("Password successfully set."),
    _("Primary email address set."),
    _("A new set of recovery codes has been generated."),
    _("Save them  in a secure location now — they won't be shown again."),
    _("The third-party account has been connected."),
    _("The third-party account has been disconnected."),
    _("Signed out of all other sessions."),
)
DJANGO = (
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _("Null characters are not allowed."),
    _("Enter a valid UUID."),
    _("Enter a complete value."),
    _("Enter a valid JSON."),
    _("File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s."),
)
LETTERS = (
    _("Your email has been changed from %(from_email)s to %(to_email)s."),
    _("Email Changed"),
    _("Your email has been confirmed."),
    _("Email Confirmation"),
    _("Please Confirm Your Email Address"),
    _("Email address %(deleted_email)s has been removed from your account."),
    _("Email Removed"),
    _("Your password has been changed."),
    _("Password Changed"),
    _("Password Reset Email"),
    _("Your password has been reset."),
    _("Password Reset"),
    _("Your password has been set."),
    _("Password Set"),
    _("A new set of Two-Factor Authentication recovery codes has been generated."),
    _("New Recovery Codes Generated"),
    _("Authenticator app activated."),
    _("Authenticator App Activated"),
    _("Authenticator app deactivated."),
    _("Authenticator App Deactivated"),
    _("A third-party account from %(provider)s has been connected to your account."),
    _("Third-Party Account Connected"),
    _("A third-party account from %(provider)s has been disconnected from your account."),
    _("Third-Party Account Disconnected"),
)
