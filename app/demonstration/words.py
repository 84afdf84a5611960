"""Invented words for an invented association. No name here is meant to be anybody's."""

from __future__ import annotations

FIRST_NAMES = (
    *("Abelia", "Bramble", "Calder", "Dove", "Ember", "Fenella", "Garnet", "Hazelin", "Isolde"),
    *("Juniper", "Kestra", "Larkin", "Merrily", "Nettie", "Orrin", "Petra", "Quillon", "Rowanna"),
    *("Sorrel", "Tamsin", "Umber", "Verity", "Wrenna", "Xanthe", "Yarrow", "Zephyrin", "Alderic"),
    *("Briony", "Corrin", "Dellwyn", "Elowen", "Faylen", "Gorsey", "Heathen", "Ivelle", "Jasmin"),
)
LAST_NAMES = (
    *("Ashbourne", "Birchfold", "Cloudsley", "Dewbarrow", "Elmwhistle", "Fernaby", "Goosemere"),
    *("Hollowbrook", "Inglewick", "Jackdawson", "Kettlewing", "Lanternby", "Mosswater", "Nightjar"),
    *("Oakenshaw", "Pebblestone", "Quickthorn", "Rainbarrow", "Saltmarsh", "Thistlewood", "Uphill"),
    *("Vetchley", "Willowgate", "Yewcomb", "Applegarth", "Bellweather", "Cobnut", "Dandelyon"),
    *("Eveningsong", "Featherstow", "Gillyflower", "Honeychurch", "Larkspurling", "Marshwiggin"),
)
SETTINGS = (
    *("Family Hub", "Perinatal team", "Parent-infant team", "Primary school"),
    *("Adoption and fostering", "Children's centre", "Learning disability service"),
)
STRENGTHS = (
    "You waited here, and she found her own word for it.",
    "Your voice became softer just as he looked away. He came back by himself.",
    "You gave back her smile before you said anything. That is receiving with the whole body.",
    "He made three turns in a row. You left the room for each of them.",
    "You named what she enjoyed, and she sat up. A lovely yes-cycle.",
)
QUESTIONS = (
    "What do you think he was telling you with that look?",
    "What made you pause just here?",
    "How would it be to show her this moment once more, without sound?",
)
WORKING_POINTS = (
    "Try leaving two more seconds before you name what you see.",
    "Let the client find the strength first, then add yours.",
)
NOTICINGS = (
    "I saw that I turned towards her before she spoke.",
    "Here I was quicker than she was. A moment later I wait.",
    "We both laughed, and then he went on by himself.",
)
REQUESTS = (
    "Did I receive her initiative here, or did I lead?",
    "I would like to look at how I share the turns in this stretch.",
    "How could I have deepened this moment?",
)
REPLIES = (
    "Thank you. I had not seen that I waited there.",
    "Yes, I want to try that next time.",
)
STATEMENT = (
    "Looking back over these cycles I see that I wait longer, and that families find their own words sooner. "
    "My next step is to deepen the shared review."
)
DECISIONS = {
    True: "Attuned and warm throughout. The films show it, and the reflection goes beyond them.",
    False: "Much is there already. A few more shared reviews that deepen the discussion, then let us look again.",
}
SESSION_NOTE = "Strengths in receiving; the working point is to give more time."
