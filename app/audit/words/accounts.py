"""Words for coming in, for accounts and for what the office does."""

from __future__ import annotations

from collections.abc import Mapping

from app.audit.words.wording import Words
from app.core.actor import RoleName


def _for_each_role() -> Mapping[str, Words]:
    given = {
        f"role.granted.{role}": Words(
            f"Role given: {role}",
            f"You gave yourself the role of {role}",
            f"You gave {{other}} the role of {role}",
            f"{{other}} gave you the role of {role}",
            is_office=True,
        )
        for role in RoleName
    }
    taken = {
        f"role.withdrawn.{role}": Words(
            f"Role withdrawn: {role}",
            f"You gave up your role of {role}",
            f"You ended the role of {role} of {{other}}",
            f"{{other}} ended your role of {role}",
            is_office=True,
        )
        for role in RoleName
    }
    return given | taken


ACCOUNT_WORDS: Mapping[str, Words] = {
    # --- coming in ---------------------------------------------------------------------------------------------------
    "sign_in.succeeded": Words("Signed in", "You signed in", by="Somebody signed in as you"),
    "sign_in.failed": Words(
        "Sign-in failed",
        "You tried to sign in and did not get in",
        by="Somebody tried to sign in as you and did not get in",
    ),
    "sign_in.locked": Words(
        "Sign-in closed for a while",
        "Your sign-in was closed for a while after several tries",
        by="Your sign-in was closed for a while after several tries",
    ),
    "sign_in.ended": Words("Signed out", "You signed out", by="You were signed out"),
    "sign_in.ended_elsewhere": Words(
        "Signed out elsewhere",
        "You signed another device out",
        by="You were signed out on a device",
    ),
    "sign_in.confirmed": Words("Proof of identity", "You confirmed that it was you"),
    "password.changed": Words(
        "Password changed", "You changed your password", by="Your password was changed"
    ),
    "password.reset": Words(
        "Password set anew", "You set a new password", by="Your password was set anew"
    ),
    "password.reset_asked": Words(
        "New password asked for",
        "You asked for a new password",
        by="Somebody asked for a new password for your account",
    ),
    "factor.added": Words(
        "Second factor added", "You added a second factor", by="A second factor was added for you"
    ),
    "factor.removed": Words(
        "Second factor removed",
        "You removed a second factor",
        by="A second factor of yours was removed",
    ),
    "factor.lost": Words(
        "Second factor lost",
        "You said that you lost your second factor",
        by="Somebody said that your second factor was lost",
    ),
    "factor.vouched": Words(
        "Vouched for", on="You vouched for {other}", by="{other} vouched that it is you"
    ),
    "factors.reset": Words(
        "Second factors reset",
        "You reset your second factors",
        "You reset the second factors of {other}",
        "{other} reset your second factors",
    ),
    "recovery_codes.made": Words("Recovery codes made", "You made new recovery codes"),
    "recovery_code.used": Words(
        "Recovery code used", "You used a recovery code", by="A recovery code of yours was used"
    ),
    # --- accounts ----------------------------------------------------------------------------------------------------
    **_for_each_role(),
    "person.added": Words(
        "Account opened", on="You opened an account for {other}", by="Your account was opened"
    ),
    "person.invited": Words(
        "Person invited", "You invited somebody", "You invited {other}", "{other} invited you"
    ),
    "person.renamed": Words(
        "Name changed",
        "You changed your name",
        "You changed the name of {other}",
        "{other} changed your name",
        is_office=True,
    ),
    "person.deactivated": Words(
        "Account closed",
        "You closed your account",
        "You closed the account of {other}",
        "{other} closed your account",
        is_office=True,
    ),
    "person.reactivated": Words(
        "Account opened again",
        on="You opened the account of {other} again",
        by="{other} opened your account again",
        is_office=True,
    ),
    "address.changed": Words(
        "E-mail address changed",
        "You changed your e-mail address",
        "You changed the e-mail address of {other}",
        "{other} changed your e-mail address",
        is_office=True,
    ),
    "invitation.accepted": Words(
        "Invitation accepted", "You accepted your invitation", by="{other} accepted your invitation"
    ),
    "invitation.resent": Words("Invitation sent again", "You sent an invitation again"),
    "invitation.revoked": Words("Invitation revoked", "You took an invitation back"),
    "profile.changed": Words("Profile changed", "You changed your profile"),
    "agreement.accepted": Words("Agreement accepted", "You accepted an agreement"),
    "agreement.published": Words("Agreement published", "You published a new wording"),
    "vocabulary.drafted": Words("Principles drafted", "You started a draft of the principles"),
    "vocabulary.reworded": Words("Principles reworded", "You reworded a draft of the principles"),
    "vocabulary.published": Words("Principles published", "You published the principles anew"),
    "vocabulary.discarded": Words(
        "Draft of principles discarded", "You discarded a draft of the principles"
    ),
    "choice.added": Words("List entry added", "You added an entry to a list"),
    "choice.reworded": Words("List entry reworded", "You reworded an entry of a list"),
    "choice.retired": Words("List entry retired", "You retired an entry of a list"),
    "choice.brought-back": Words("List entry brought back", "You brought an entry of a list back"),
    "words.sampled": Words("Sample of kept words drawn", "You drew a sample of kept words"),
    "words.found_fine": Words(
        "Kept words found fine",
        "You found words of yours fine that look identifying",
        "You found words of {other} fine that look identifying",
        "{other} looked at words you kept and found them fine",
        is_office=True,
    ),
    "words.rewording_asked": Words(
        "Other words asked for",
        "You asked yourself for other words",
        "You asked {other} for other words",
        "{other} asked you to take something identifying out of your words",
        is_office=True,
    ),
    # --- the office --------------------------------------------------------------------------------------------------
    "export.made": Words("List taken out", "You took a list out of the portal"),
    "members.imported": Words("Members imported", "You imported members"),
    "members.put_away": Words("Import put away", "You put an import of members away"),
    "trainee.registered": Words(
        "Trainee registered",
        on="You registered {other} as a trainee",
        by="{other} registered you as a trainee",
        is_office=True,
    ),
    "allocation.started": Words(
        "Access given",
        on="You gave a supervisor or reviewer to {other}",
        by="{other} gave you a supervisor or a reviewer",
        is_office=True,
    ),
    "allocation.ended": Words(
        "Access ended",
        "You ended a reviewer’s access to your work",
        "You ended somebody’s access to the work of {other}",
        "A supervisor’s or reviewer’s access to your work ended",
    ),
    "position.recorded": Words(
        "Earlier work brought forward",
        on="You brought forward the earlier work of {other}",
        by="{other} brought forward your earlier work",
        is_office=True,
    ),
    "position.confirmed": Words(
        "Earlier work confirmed",
        on="You confirmed the earlier work of {other}",
        by="{other} confirmed your earlier work",
    ),
    "position.refused": Words(
        "Earlier work sent back",
        on="You sent the earlier work of {other} back",
        by="{other} sent your earlier work back to the office",
    ),
    "stage.opened": Words(
        "Stage opened", on="You opened a stage for {other}", by="A stage of your pathway opened"
    ),
}
