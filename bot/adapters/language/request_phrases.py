r"""How people ask about this talk: for a peer, who reads along, how sure it is, what may come.

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
    Cue.HOW_SURE: r"""
        how (sure|certain|confident|reliable) (<are> <you>|is (this|that|it|all (this|that)))
        (can|could|should|may|why should) (i|we|one|anyone) (really )?(trust|believe|rely on|count on) \
          (you|this|that|it|what you say|any of (this|that|it)|the stor(y|ies))
        <are> <you> (really |quite )?(sure|certain)( (about|of) (this|that|it|all (this|that)))?(?=<end>)
        how do <you> know( (this|that|it|all (this|that)))?(?=<end>)
        (is|are) (any of |all )?(this|that|it|these|the stor(y|ies)) (really |actually |even )?\
          (true|real|reliable|made up|invented)(?=<end>)
        (did|have) <you> (make|made) (this|that|it|these|them) up
    """,
    Cue.IF_NOTHING: r"""
        what (happens|would happen|will happen|if) ((if|when) )?(we|i|they|one|<you>) \
          (just |simply )?(do|did|change|changed) nothing
        what if (we|i) (just |simply )?(leave|left|keep|kept|wait|waited|stay|stayed)
        (what's|what is|what was|whats) the (cost|price|risk|downside|harm) (of|in) (doing nothing|\
          waiting|not (changing|acting|doing)|leaving <it>)
        (could|can|should|shall) (we|i) (just |simply )(do nothing|leave <it>|wait|live with <it>)
        (anyone|anybody|somebody|someone|who|others?|one|that) (just |simply )?(did nothing|left it)
    """,
    Cue.IF_CHANGED: r"""
        what (could|can|might|would|will|usually|typically)( usually| typically)? (go|goes) wrong\
          (?=<end>|( \w+){0,4} (if|when|with|in) )
        what (does (it|this|that|a change) risk|do we risk|would we risk|are the risks|is the risk)
        what (would|could|might) (it|that|this|a change|we) break
        (risks?|downsides?|dangers?) (of|in|to|when|with) (a |the )?(chang|switch|mov)(e|es|ing)
    """,
    Cue.CURIOUS: r"""
        (just|only|merely) (here )?(to )?(have a |having a |taking a |take a )?(look(ing)?|\
          brows(e|ing)|curious|check(ing)?|explor(e|ing)|nos(y|ing)|snoop(ing)?|pok(e|ing)|\
          lurk(ing)?|peek(ing)?)(?! (for|into|after|at (our|the)))
        curious (what|how|about|to (see|know) (what|how)) (this|that|<it>|<you>|groundwork)
        (looking|poking|browsing|nosing) (around|about)|window[- ]shopping|out of curiosity
        (no|don'?t have an?|without an?) (specific|particular|real|concrete) (problem|reason|\
          need|question|issue)
        (saw|heard (about|of)|stumbled (on|upon|over)|came across) (you|this|<your> (bot|thing)|\
          this (bot|thing))
    """,
}
