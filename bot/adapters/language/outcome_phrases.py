"""Turns of phrase that tell how a story ended. The order is part of the heads' format."""

from collections.abc import Mapping

OUTCOME_SIGNS: Mapping[str, str] = {
    "succeeded": r"""
        (fell|dropped|went|came|cut|rose|grew) (down |up )?from|halved|doubled|no longer|has not (\w+ )?(happened|come back|been)|not (one|a single)|none since|within (a|\w+) (weeks?|months?)
        (works|worked|solved|fixed|gone|on time|in use|every site|paid (for itself|back))|now (takes?|ends?|closes?|ships?|leaves?|knows?|comes?)
    """,
    "partly": r"""
        (only|about) (half|a third|part|some|two of|three of)|half of|partly|in part|mixed|but (the|not|only|still|two|it|one|for)|remains?|the (other|rest)|except|still (late|wrong|lost|lose|wait|\w+ed)|not all|some (of|still)|better, (but|not)
    """,
    "failed": r"""
        fail(ed|ure)|gave up|given up|abandoned|scrapped|cancelled|written off|wrote (it|the|that) off|switched off|unplugged|went back to|back to (the )?(paper|old|phone|spreadsheet|where)|never (used|came|worked|went|got)|lost (the|their|our|two|both)|closed|worse|for nothing|wasted|ended (the|it|with)|nobody (uses|used|opens|opened)|died
    """,
    "stopped": r"""
        (decided|chose|voted|agreed|resolved) (not to|against|to (leave|keep|stay|wait|live with|do nothing))|(left|leave|kept|keep) (it|things|everything|the \w+) (as (it|they) (is|was|are|were)|alone)|did nothing|do nothing|did not (buy|change|sign|go ahead|order)|bought nothing|dropped the (idea|plan|project)|called (it )?off|shelved|live with|cheaper (to|than)|not worth|turned (it|them|the offer) down
    """,
    "ongoing": r"""
        (too early|not (yet|finished|over|done)|still (running|going|testing|trying|open|waiting|being|in (the )?(trial|pilot))|so far|next (week|month|spring|summer|autumn|winter|year|quarter)|at the moment|until then|we (do not|don't) know (yet|whether)|pilot|trial runs|is due|are waiting|will (decide|see|know|be)|in progress|under way|halfway|remains to be seen|has (just|only) (begun|started))
    """,
}
