"""Turns of phrase that tell the facets of a story. The order is part of the heads' format."""

from collections.abc import Mapping

FACET_SIGNS: Mapping[str, str] = {
    "situation": r"""
        (we|they|it) (run|make|sell|serve|operate|employ|keep|bake|build|ship|supply|print|repair|rent|treat)s?
        (is|are|was) an? (\w+ ){0,4}(company|firm|maker|hospital|clinic|school|bank|agency|cooperative|council|family|chain|distributor|manufacturer|operator)
        (\w+|\d+) (people|employees|staff|sites|branches|stores|shops|plants|beds|drivers|customers|members|lines)
        (each|every|a|per) (day|week|month|quarter|year|night|shift)
        founded|for (many )?(years|decades)|used to|has always
    """,
    "problem": r"""
        late|lost|wrong|missed|missing|failed|broke|stuck|errors?|mistakes?|complain\w*|complaints?|waste\w*|delay\w*|queue\w*|overdue|scrap\w*|backlog|penalt\w+|cost (us|them)
        (nobody|no one|none) (knew|could|had)|(could|did|would) not|couldn't|didn't|too (late|long|many|often)
    """,
    "noticed": r"""
        (noticed|spotted|came to light|first sign|first we|rang|phoned|called|e-?mailed|wrote to) (us|when|that|in|by|by accident|it|them)?
        by (chance|accident)|one (morning|monday|friday|evening|day)|happened to|stumbled|surfaced|came to light
        auditor|complaint|while (looking|preparing|checking|counting|clearing)
    """,
    "attempts": r"""
        (first|then|next|at first|before that) (we|they|she|he|i|came)
        (we|they|she|he) (tried|bought|hired|added|introduced|hung|sent|set up|wrote|started|brought in|ordered|installed|put)
        (tried|attempt\w*|workaround\w*|second attempt|third attempt)
        (helped|worked|lasted|held) (for|a little|until|about)|made (it|things) (no better|worse)|nothing changed
    """,
    "found_out": r"""
        (turned out|it emerged|showed|shows|revealed|found|counted|measured|timed|compared|traced|went through|followed|checked|looked at|the cause|the reason|because)
        (of the|out of|of) (\w+ )?\d+|most of (them|the)|not the
    """,
    "turning_point": r"""
        (what (helped|changed|worked|turned|did it|made the difference)|the (turn|change) came|instead|until|from then on|the (fix|answer|remedy) was|since then|so (we|they)|now)
        (agreed|swapped|moved|gave|dropped|stopped|replaced|changed) (to|the|it|its|that|from)?
    """,
    "people": r"""
        (said|says|told|asked|argued|insisted|refused|objected|admitted|worried|hated|felt|thought|wanted|agreed|disagreed|resisted|trusted|proud|angry|relieved|offended|quarrel\w*|sulked|quit|resigned|apologi[sz]ed|ashamed|embarrassed|sceptical|on (his|her|their) side)
    """,
    "missing": r"""
        (nobody|no one|never|not) (\w+ )?(asked|invited|consulted|included|told|at the table|in the room|in any meeting)
        (was|were|had been|been) (not|never) (asked|invited|there|consulted|heard|in)|(wasn't|weren't|hadn't been) (asked|invited|there|consulted)
        without (asking|the)|(asked|invited) (too late|last|only)|left out|absent|missing (person|voice)
    """,
    "feared": r"""
        (fear\w*|afraid|worr(y|ied|ies)|anxious|dread\w*|nervous|risk\w*|scared|suspected|uneasy|concern\w*)
        (would|might|could) (lose|leave|be|walk|break|stop|mean)|what if|in fact|never happened|did not happen
    """,
    "decided": r"""
        (decided|decision|chose|choice|voted|vote|signed|approved|agreed to|settled|board|committee|budget|gave (us|them|her|him) (the|\w+ (weeks|months))|said yes|said no|turned (it|them) down|called it off|against)
        (two|three|four|several) (options|conditions|offers|quotes)|on (condition|paper)
    """,
    "outcome": r"""
        (fell|fallen|dropped|rose|went|gone|grew|shrank|came|cut) (down |up )?(from|to|by|back)
        (now|today|since|no longer|still|in the end|as a result|within (\w+ )?(weeks|months|a)|after (\w+ )?(weeks|months|a year|years))
        from \S+( \w+){0,3} to \S+|halved|doubled|saved|per ?cent|cancelled|scrapped|abandoned|closed|gave up|written off
    """,
    "lessons": r"""
        (if (you|i|we)|you (can|need|should|must|have to|will|do)|ask|count|start|check|go|never|always|do not|don't|look|begin|write|put|talk to) .*
        lesson\w*|learn\w*|learnt|advice|my rule|would (not )?do|what (we|i) know now|worth
    """,
    "questions": r"""
        (wish|should have|ought to have|could have) (we |they |i |she |he |had )*(asked|known|counted|checked)
        (if (i|we) did it again|would (have )?ask\w*|the question|nobody asked|never asked|asked (ourselves|first)|next time)
        .*\?
    """,
    "not_for": r"""
        (will not|would not|won't|wouldn't|does not|doesn't|do not|cannot|can't) (\w+ )?(help|work|apply|suit|need|gain|fit|copy|do|solve|transfer|pay)
        (not for|no use|little use|only works|works only|only because|depends on|if (you|your)|where|whoever|anyone (who|with)|a (company|firm|shop|place|team) (that|with|whose|without))
    """,
    "later": r"""
        (a|one|two|three|four|five|\d+) (years?|months?|summers|winters|seasons|quarters) (on|later|after|afterwards)
        (eighteen|twelve|six|nine) months (on|later|after)|since|meanwhile|has (since|left|gone|crept|come)|crept back|still (in|use|there|run)|last (spring|autumn|winter|summer|year)|these days|this year
    """,
    "other": r"""
        (thanks|thank you|hi|hello|dear|regards|read more|subscribe|posted|published|photo|image|source|licen[cs]ed?|copyright|by|contact|click|share|follow|download|sign up|comments?|newsletter|page|version)
        https?\S*|www\S*|\S+@\S+|©
    """,
    "time": r"(in|since|until|by) (19|20)\d\d|january|february|march|april|june|july|august|september|october|november|december|monday|friday",
    "past_perfect": r"had (\w+ )?(been|\w+ed|gone|come|known|seen|taken|given|written|made|bought)",
    "continuous": r"(was|were|is|are) \w+ing",
    "modal": r"would|might|could|should|must|may",
    "quoted": r".*[\"“”].*",
    "money": r".*[€$£]\s?\d.*|\d[\d,.]* (euros?|dollars|pounds|francs)",
}
