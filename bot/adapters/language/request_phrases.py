r"""How people ask for a peer, who reads along, and about talk that the bot did not hear.

The notation is that of `phrases`; each stands anywhere in a message.
"""

from collections.abc import Mapping

from bot.domain.heard import Cue

REQUESTS: Mapping[Cue, str] = {
    Cue.PEER: r"""
        (talk|speak|chat|meet|connect|write|exchange|compare notes|introduce|introduction|intro|in \
          touch|in contact|contact|call|reach|phone)( (me|us))?( (up|briefly|directly))?( (to|with))?( \
          [\w']+){1,6} (who|that|which)('s|'ve|'d| has| have| had)? (actually |already |also |really \
          )?(been (through|there|in)|gone through|went through|go through|lived|did|done|had (it|\
          this|that|the same)|solved|faced|dealt with|tried (it|this|that|the same)|made it|\
          struggled|got (through|past))
        (talk|speak|chat|meet|connect|introduce|introduction|intro|in touch|in contact|contact|call|\
          reach|phone)( (me|us))?( (up|directly))? (to |with )?(one of <your> |<your> |(an)?other |\
          an existing |existing |past |former |that |this |the |those |these |some |a \
          )+(other )?(customers?|clients?|references?|peers?)(?! (service|support|success|care))
        (talk|speak|chat|meet|connect|introduction|intro|in touch|in contact)( (me|us))? (to |with \
          )?([\w']+ ){0,5}(in|from|of|behind) (that|this|the) (story|example|case)
        (have|got|any|give (me|us)|is there|for) (a |any |some )?(customer )?references?(?=<end>| \
          (i|we|to|that|for us|customers?|calls?))
        reference (call|customer|visit)s?
    """,
    Cue.WHO_EXACTLY: r"""
        (which|what) (people|persons|colleagues|names)( \w+){0,2} (exactly|precisely|specifically|can|\
          could|will|get to|read|see|have access)
        who( \w+){0,2} (exactly|precisely|specifically)(?=<end>| (can|could|will|reads?|sees?|\
          gets?|has|have))
        (exactly|precisely|specifically) who (can|could|will|reads?|sees?|gets?|has|have)
        (names|list) of (everyone|everybody|all|the people|those|who)( \w+){0,3} (reads?|sees?|reading|\
          access)
        who (all )?(else )?(can|could|will|is able to) (actually )?(read|see) (this|it|that|what)
        who( all)? has access( to (this|it|that|what|these))?
    """,
    Cue.HIDE_FROM: r"""
        (make sure|ensure|guarantee|promise|see to it)( \w+){0,4} (doesn'?t|does not|don'?t|do not|\
          never|won'?t|will not|can'?t|cannot|no one|nobody)( \w+){0,4} (see|read|find|know|hear|get|\
          learn|show)\w*
        (hide|keep|conceal) (this|it|that|them|what (i|we) (wrote|write|said|say)|my \w+|our \w+)( \w+)? \
          from
        (don'?t|do not|never) (show|tell|let)( [\w']+){1,4} (see|read|know)(?=<end>| <it>)
        (can|could|will|would) <you> (please )?not (show|tell) (this|it|that) to
        without [\w']+( [\w']+)? (seeing|reading|knowing|finding out)
    """,
    Cue.OVERHEARD: r"""
        what (do|would|did) <you> (make of|think (of|about)|say to) ((all )?(this|that|it|these|those|\
          the above)|what (they|he|she|we|was))
        what'?s? <your> (take|view|opinion|thoughts?)( (on (this|that|it|all this|the above)))?(?=<end>)
        (any )?(thoughts|opinion|views?|comments?)( on (this|that|it|the above))?(?=\s*\?)
        who('s| is|s) (actually )?right( here| now)?(?=<end>|,| between)
        (stop|end|settle|finish) (having )?(this|the|that|our) (\w+ )?(argument|debate|discussion|\
          fight|quarrel|dispute)
        <askto>(help us )?(settle|resolve|sort|decide) (this|that|it)(?=<end>| (for us|out|between us))
        (as|what) (we|they|i|he|she|\w+ and \w+) (just |were |have |already )*(discuss|say|said|saying|\
          wrote|write|talk|argu)\w*( about)?( above| before| earlier)?(?=<end>)
        (see|read|given|from|summari[sz]e) ((the|all) )?(above|thread|discussion|conversation|messages)
        <you> (just )?(heard|read|saw|seen) (them|us|that|this|it|what)
    """,
}
