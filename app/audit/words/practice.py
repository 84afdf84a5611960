"""Words for the work with families, supervision and sign-off."""

from __future__ import annotations

from collections.abc import Mapping

from app.audit.words.wording import Words

PRACTICE_WORDS: Mapping[str, Words] = {
    # --- practice ----------------------------------------------------------------------------------------------------
    "client.added": Words("Client added", "You added a client"),
    "client.corrected": Words("Client changed", "You changed what is kept of a client"),
    "summary.taken": Words("Summary taken", "You took the summary of a case"),
    "reminder.kept": Words("Reminder changed", "You changed a private reminder"),
    "filmed_person.added": Words("Person on films added", "You recorded who is filmed"),
    "filmed_person.corrected": Words("Person on films corrected", "You corrected who is filmed"),
    "filmed_person.removed": Words("Person on films taken away", "You took away who is not filmed"),
    "consent.recorded": Words("Consent recorded", "You recorded what a family said yes to"),
    "client_code.not_found": Words(
        "Client code not found", "You asked for a client code that was not found"
    ),
    "client_code.locked": Words("Too many client codes", "You asked for too many client codes"),
    "consent.withdrawn": Words(
        "Consent withdrawn",
        "You ended a family’s consent",
        "You ended the consent of a family {other} works with",
        "{other} ended the consent of a family you work with",
    ),
    "cycle.started": Words("Cycle started", "You started a cycle"),
    "cycle.dated": Words("Cycle dated", "You dated a cycle"),
    "cycle.noted": Words("Cycle noted", "You wrote down how a cycle went"),
    "cycle.marked": Words("Cycle marked", "You ticked something beside a cycle"),
    "cycle.unmarked": Words("Mark of a cycle taken back", "You took back a tick beside a cycle"),
    "cycle.evidenced": Words(
        "Cycle evidenced",
        "A film of a cycle was seen",
        "You confirmed a film of {other}",
        "{other} saw a film of a cycle of yours",
    ),
    "goal.set": Words("Goal agreed", "You wrote down a goal of a family"),
    "goal.reworded": Words("Goal reworded", "You reworded a goal of a family"),
    "goal.ended": Words("Goal ended", "You ended a goal of a family"),
    "goal.resumed": Words("Goal taken up again", "You took up a goal of a family again"),
    "goal.rated": Words("Goal rated", "You wrote down where a family is with a goal"),
    "rating.corrected": Words("Rating corrected", "You corrected the rating of a goal"),
    "rating.removed": Words("Rating taken out", "You took out the rating of a goal"),
    "goal_scale.chosen": Words(
        "Scale of goals chosen", "You chose the scale on which goals are rated"
    ),
    "reflection.begun": Words("Reflection begun", "You began to reflect on a cycle"),
    "reflections.shared": Words(
        "Reflections shared", "You shared reflections with your supervisor"
    ),
    "reflections.unshared": Words("Reflections kept to oneself", "You stopped sharing reflections"),
    "upload.begun": Words("Film begun to arrive", "You began to send a film"),
    "upload.finished": Words("Film arrived", "Your film arrived", by="Your film arrived"),
    "upload.cancelled": Words("Film given up", "You gave up sending a film"),
    "upload.expired": Words("Film expired on its way", by="A film you began to send expired"),
    "clip.retried": Words("Film prepared again", "You had a film prepared again"),
    "clip.viewed": Words(
        "Film opened",
        "You opened a film of yours",
        "You opened a film of {other}",
        "{other} opened a film of yours",
    ),
    "film.shown": Words(
        "Film shown to a fellow trainee",
        "You showed a film to a fellow trainee",
        "You showed a film of yours to {other}",
        "{other} showed you a film",
    ),
    "showing.ended": Words(
        "Film no longer shown to a fellow trainee",
        "You stopped showing a film to a fellow trainee",
        "You stopped showing a film of yours to {other}",
        "{other} stopped showing you a film",
    ),
    "film.erased": Words("Film erased", by="A film of yours was erased"),
    "words.erased": Words(
        "Words of a family erased", by="The words of a family were erased with their consent"
    ),
    "feedback.asked": Words("Feedback asked for", "You asked for feedback on a film"),
    "feedback.released": Words(
        "Feedback released",
        on="You released feedback to {other}",
        by="{other} released feedback to you",
    ),
    "comment.drafted": Words("Comment drafted", "You drafted a comment"),
    "comment.edited": Words("Comment reworded", "You reworded a draft of a comment"),
    "comment.withdrawn": Words(
        "Comment withdrawn",
        "You deleted a draft of a comment",
        "You withdrew a comment to {other}",
        "{other} withdrew a comment",
    ),
    "comment.answered": Words(
        "Comment answered", "You answered a comment", "You answered {other}", "{other} answered you"
    ),
    "words.kept": Words(
        "Words kept that look identifying", "You kept words that looked as if they could identify"
    ),
    # --- supervision and sign-off -------------------------------------------------------------------------------------
    "session.recorded": Words(
        "Session recorded",
        on="You recorded a session with {other}",
        by="{other} recorded a session with you",
    ),
    "session.confirmed": Words(
        "Session confirmed",
        on="You confirmed a session with {other}",
        by="{other} confirmed a session with you",
    ),
    "session.refused": Words(
        "Session sent back",
        on="You sent a session back to {other}",
        by="{other} sent a session back to you",
    ),
    "review.requested": Words("Review asked for", "You asked for a review"),
    "review.withdrawn": Words("Review withdrawn", "You withdrew your review"),
    "review.appointed": Words(
        "Reviewer appointed",
        on="You appointed a reviewer for {other}",
        by="{other} appointed a reviewer for you",
        is_office=True,
    ),
    "review.decided": Words(
        "Review decided", on="You decided the review of {other}", by="{other} decided your review"
    ),
    "award.made": Words(
        "Accredited", on="You accredited {other}", by="{other} accredited you as a practitioner"
    ),
    "award.taken_over": Words(
        "Award taken over",
        on="You entered the accreditation of {other}",
        by="{other} entered your accreditation",
        is_office=True,
    ),
    "certificate.issued": Words(
        "Certificate taken",
        "You took your certificate",
        "You took the certificate of {other}",
        "{other} took your certificate",
        is_office=True,
    ),
}
