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
    "device_copy.deleted": Words(
        "Film deleted from its device", "You said that a film is deleted from your device"
    ),
    "device_copy.postponed": Words(
        "Film on its device for now", "You said that you delete a film from your device later"
    ),
    "device_copy.kept": Words(
        "Film kept by the service", "You said that your service keeps a film on purpose"
    ),
    "clip.retried": Words("Film prepared again", "You had a film prepared again"),
    "clip.found_harmful": Words(
        "Film refused by the virus scanner", by="The virus scanner refused a film of yours"
    ),
    "clip.viewed": Words(
        "Film opened",
        "You opened a film of yours",
        "You opened a film of {other}",
        "{other} opened a film of yours",
    ),
    "captions.begun": Words("Captions begun", "You began to write what is said in a film"),
    "caption.changed": Words("Caption changed", "You changed a line under a film"),
    "caption.removed": Words("Caption taken away", "You took a line away from under a film"),
    "caption.returned": Words("Caption put back", "You put a line back under a film"),
    "annotations.taken": Words(
        "Annotations taken out",
        "You took what was written about a film out of the portal",
        "You took what was written about a film of {other} out of the portal",
        "{other} took what was written about a film of yours out of the portal",
    ),
    "annotations.brought_in": Words("Annotations brought in", "You brought annotations in"),
    "annotations.taken_back": Words(
        "Annotations taken back", "You took annotations back that you had brought in"
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
    "edited_film.begun": Words("Edited film begun", "You began an edited film"),
    "edited_film.renamed": Words("Edited film renamed", "You gave an edited film another title"),
    "edited_film.removed": Words("Edited film removed", "You removed an edited film"),
    "edited_film.lengthened": Words(
        "Part put into an edited film", "You put something into an edited film"
    ),
    "edited_film.shortened": Words(
        "Part taken out of an edited film", "You took something out of an edited film"
    ),
    "edited_film.ordered": Words("Edited film put in order", "You put an edited film in order"),
    "edited_film.trimmed": Words(
        "Part of an edited film trimmed", "You trimmed a moment of an edited film"
    ),
    "edited_film.worded": Words(
        "Words in an edited film changed", "You changed words in an edited film"
    ),
    "still.kept": Words("Still kept", "You kept a still of a film"),
    "stills.taken": Words("Stills taken out", "You took stills of a film out of the portal"),
    "still.let_go": Words("Still let go", "You let go of a still of a film"),
    "edited_film.screened": Words(
        "Edited film opened",
        "You opened an edited film of yours",
        "You opened an edited film of {other}",
        "{other} opened an edited film of yours",
    ),
    "edited_film.taken_along": Words(
        "Edited film taken along", "You took an edited film along to a visit"
    ),
    "edited_film.brought_back": Words(
        "Edited film brought back", "You removed the copy of an edited film after a visit"
    ),
    "rendering.asked": Words("Edited film made", "You had an edited film made"),
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
    "moment.chosen": Words("Moment chosen", "You chose a moment of a film"),
    "moment.changed": Words("Moment changed", "You changed a moment of a film"),
    "moment.removed": Words("Moment removed", "You removed a moment of a film"),
    "turns.marked": Words("Turns marked", "You marked turns in a film"),
    "turn.moved": Words("Turn moved", "You moved a turn in a film"),
    "turn.removed": Words("Turn removed", "You took a turn of a film away"),
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
