"""What a buyer might write, for timing turns: made up for this, in the order of a conversation."""

CONVERSATION = (
    "Hi, we run three depots for garden tools and returns are getting out of hand.",
    "About one parcel in nine comes back. Last spring it was one in fifteen.",
    "It costs us two people full time, just opening boxes and typing reasons.",
    "I think it starts in picking, but the depot manager says the photos on the site are wrong.",
    "We tried a second check at packing for a month. It slowed everything and changed nothing.",
    "What did others in our place do?",
    "The depot manager and the web team would both have to agree. Finance only sees the total.",
    "If nothing changes we lose the chain stores in autumn, they have told us so.",
    "What does your product cost?",
    "We will count fifty returns by hand first, and then decide. Thanks.",
)
