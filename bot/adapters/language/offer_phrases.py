"""Turns of phrase in which offers are made; the notation is that of `phrases`.

Training finds out how much each says. The order is part of the heads' format.
"""

from collections.abc import Mapping

OFFERS: Mapping[str, str] = {
    "ours": r"""
        our (\w+ )?(platform|product|software|solution|tool|suite|app|system|engine|team|module|\
          dashboard|plan|pricing|customers|experts|specialists|onboarding|support|service|technology)s?
        (we|we'll|we'd) (offer|provide|can (help|set|show|give)|help|support|built|handle|integrate|\
          automate|deliver|guarantee|include|set|make|take care)
    """,
    "yours": r"<you> (can|could|get|will|save|no longer|never|won't|need only|simply)|<you>'ll|<your> (team|\
          data|people|business|approvals|processes|staff|customers|workflow\w*)",
    "invitation": r"""
        (book|schedule|request|start|try|sign up|get started|contact|call|talk to|ask) (us|a|your|\
          our|it|now|today|sales|free|the)
        (happy|glad|love) to (show|walk|give|demo|arrange|set)
        (let|allow) (us|me) (show|walk|prove|set)
        (say goodbye|imagine|discover|see (how|for yourself)|no more|stop (wasting|losing)|why not)
        (limited|special) (time|offer)|discounts?|free (trial|month|pilot|setup)|trial
    """,
    "praise": r"""
        (best[- ]in[- ]class|leading|powerful|seamless\w*|intuitive|effortless\w*|robust|cutting[- ]edge|\
          next[- ]gen\w*|world[- ]class|state of the art|unmatched|scalable|enterprise[- ]grade|smart|\
          instantly|out of the box|one click|game[- ]chang\w*|unique|trusted by|proven)
    """,
    "does": r"""
        (automat\w+|streamlin\w+|integrat\w+|empower\w*|unlock\w*|boost\w*|accelerat\w+|optimi[sz]\w+|\
          eliminat\w+|transform\w*|reduces?|cuts?|saves?|tracks?|routes?|syncs?|flags|predicts?)
        (ai|roi|real[- ]time|dashboards?|analytics|workflows?|no[- ]code|api)
    """,
    "thanks_to": r"(thanks to|because of|after (adopting|rolling out|switching to)|since (adopting|\
          switching to)|with the help of) (the|our|us|their new)",
    "tells": r"(they|he|she|his|her|their|i|my|was|were|had|said|asked|told|bought|tried|decided)",
    "asks": r".*\?",
}
