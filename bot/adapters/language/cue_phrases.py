r"""How people say what a cue stands for; the notation is that of `phrases`.

A phrase of `ALONE` is all of a message, courtesy at both ends aside; one of `WITHIN` stands
anywhere in it. Matching ignores case; apostrophes are straight.
"""

from collections.abc import Mapping

from bot.domain.heard import Cue

ALONE: Mapping[Cue, str] = {
    Cue.THANKS: r"""
        (many|big|ok|okay|cool|great|perfect|super)? ?<thanks>( (you|u|so much|very much|mate|\
          all))*
        <thanks> a (lot|bunch|ton|million)( .{1,30})?
        <thanks> (again|everyone|for .{1,40})
        <thanks>,? (that|this) (was|is) .{1,20}
        (ta|cheers|much appreciated|appreciated|merci|danke)( .{1,20})?
        (i )?appreciate (it|that|this)
    """,
    Cue.GOODBYE: r"""
        (good ?)?by+e+( ?-?bye)?( .{1,15})?
        cya|ttyl|cu|laters?|ciao|so long|signing off|gn8?|nite
        (see|c) <you>( .{1,20})?
        good ?night( .{1,15})?
        until (then|next time|tomorrow)
        (talk|speak|chat) ((to|with) <you> )?(later|soon|tomorrow|another (day|time))
        (that's|thats|that is|that will be) (all|it)( .{1,20})?
        i'?m off( now)?
    """,
    Cue.GREETING: r"""
        (hi+|hello+|hey+|hiya|howdy|heya|yo|hallo|moin|hei|hej|ola|hola|salut|bonjour|\
          namaste)( .{1,12})?
        greetings|(good ?)?(day|morning|afternoon|evening)( (all|everyone|team|folks|there|bot))?
        (happy|nice|good) (mon|tues|wednes|thurs|fri|satur|sun)day
    """,
    Cue.REPEAT: r"""
        repeat( (that|it|this|please|the question|yourself))?
        again|once more|one more time|come again|pardon( me)?
        say (that |it )?again
        what did <you> (just )?(say|ask|write)
    """,
    Cue.GO_BACK: r"""
        (go |(one )?step )?back( (a|one) (step|question))?
        rewind|go back .{1,30}question
        (the )?(previous|last|earlier) (one|question|point|topic)
        (the )?previous
    """,
    Cue.SKIP: r"""
        skip( (it|that|this)( one)?)?|skip the question|skip .{1,12}one
        pass|next( (one|question))?|n/?a|move on|no comment|not now|leave (that|this) one( out)?
        (i'd |i would |we'd )?(rather|prefer) not( (to )?(say|answer))?
    """,
    Cue.CANCEL: r"""
        cancel( <it>)?|never ?mind( .{1,8})?|nvm|abort|forget it|undo( that)?|no wait
        (scrap|drop|call) <it>( off)?
    """,
    Cue.CLARIFY: r"""
        huh|wdym|meaning|sorry|in other words|(that's )?unclear|(i'm )?confused|how do <you> mean
        (explain|clarify|rephrase)( (that|this|it|the question))?
        (i )?(do not|don'?t|didn'?t) (really )?(get|follow|understand)( <it>)?
        what
    """,
    Cue.MORE: r"""
        (some |any )?more( (info|details?|of <it>))?|and( then)?|what else|go on|continue|\
          keep going
        (tell|show|give) me more( .{1,30})?
        more <story>( .{1,30})?|more like <it>
        another( (one|story|example|case))?
    """,
    Cue.ANOTHER_EXAMPLE: r"""
        (another|one more|a different|a second|other|more)( <story>| one)?( like <it>)?
    """,
    Cue.STOP: r"""
        stop( (it|this|that|now|here|asking|talking|writing|messaging))*
        (that's )?enough|quit|exit|end|unsubscribe|leave me alone|shut up|be quiet
        (i'm |we're )?done( here)?
    """,
    Cue.PRIVATE: r"""
        (go |in |continue |make it )?private(ly)?|(dm|pm)( me)?|1:1|one on one|in a dm
    """,
    Cue.RECOMMEND: r"""
        (any )?(advice|recommendations?|suggestions?)|advise me
    """,
    Cue.DEMO: r"""
        (a |live |product |book a |the )?demo
    """,
    Cue.PERSON: r"""
        (a |real |human |an? actual |live )*(person|human|human being|colleague|rep|agent)
        (ask|get|find|send|give|show) (me |for )?(a |an |some ?|the |real |actual |live )*\
          (person|human|human being|one|body)
        (can i |may i |could i |i want to |i'd like to |let me |i'd rather )?(talk|speak|chat) (to|with) \
          (a |an |some ?|the |real |actual |live )*(person|human|human being|one|body)( (there|please))?
        (please )?(connect|transfer|put|patch) (me|us)( through)?
    """,
    Cue.NO_MODEL: r"""
        no (language )?model|(go on )?without <model>|no <model>|<model> off
    """,
    Cue.CURIOUS: r"""
        (just |only |merely )?(curious|browsing|looking|lurking|nosy)
    """,
}

WITHIN: Mapping[Cue, str] = {
    Cue.THANKS: r"""
        ^((ok|okay|great|cool|nice|haha|perfect|lovely|brilliant|right|super|\
          many)[ ,.!]+)*<thanks>(?! to)
        ^(ta|cheers|takk|merci|danke|obrigado)(?=[ ,.!])
        (?<=[.!;,)])\s+((and|but|ok|so) )?(many )?<thanks>(?! to)
        (i'?m|we'?re|very|so) grateful
        <thanks> for
        thank you(?! to)
    """,
    Cue.NO_MODEL: r"""
        (don'?t|do not|never|stop) (use|using|let|send|sending|have|feed|feeding)( (this|that|it|\
          our words|anything|what (we|i) (write|say)))?( (to|into|through))? <model>
        (turn|switch) <model> off|(turn|switch) off <model>|go on without <model>
        (don'?t|do not) want <model> (to (read|see)|reading|seeing|in here|here)
    """,
    Cue.GOODBYE: r"""
        (gotta|got to|have to|need to|must) (run|dash|leave|go)( now| soon)?(?=<end>| but|\
           thanks| thx| bye)
        (good)?bye|ttyl|gn8
        have a (good|nice|great|lovely) (one|day|evening|weekend|night|week)
        (see|c) <you> (later|soon|tomorrow|around|next|then|again)
        talk ((to|with) you )?(later|soon|another (day|time))
        i'll be back (later|tomorrow)
        good ?night
        that'?s all (from me|for (now|today)|i (wanted|needed))
    """,
    Cue.GREETING: r"""
        ^(oh )?(hi+|hello+|hey+|hiya|howdy|hallo|moin|hola|salut|bonjour|namaste|greetings)
        ^good ?(day|morning|afternoon|evening)
        ^(morning|dear) (all|team|everyone|sir|madam|groundwork)
    """,
    Cue.WHO_ARE_YOU: r"""
        who <are> <you>(?=<end>| (anyway|exactly|then|guys))
        who am i (talking|speaking|chatting|writing) (to|with)
        what <are> <you>(?=<end>| (for|exactly|then|anyway|here))
        (what|wot|wat)('s| is|s)? (even |all )?(this|dis|that thing|groundwork)( (thing|bot|app|\
          channel|chat|about|here|exactly|then|all|for|anyway))*(?=<end>)
        (what|wot) (can|do|does) (<you>|this|it|this (bot|thing)|groundwork) (even |actually |\
          really )?(do|know|offer)(?=<end>| (here|exactly|for (me|us)))
        how does <it>( (thing|bot|chat))? work( here)?(?=<end>)
        (who|which company) (runs|made|built|is behind|owns) (<you>|this( bot| thing)?)
        introduce yourself|tell me about yourself|tell me what <you> (are|do)
    """,
    Cue.IS_THIS_A_BOT: r"""
        <are> <you> (really |just |actually |even )?(an? )?(real|human|alive|automated|\
          (real )?person|language model|<bot>)
        (is|iz) (this|it|that|there) (really |just |actually )?(an? )?(real (human|person)|\
          human|automated|language model|<bot>)(?=<end>| (or|answering|talking|writing|here))
        am i (talking|chatting|speaking|writing) (to|with) (an? )?(real |actual )?(human|person|\
          <bot>)
        <bot> or (a )?(human|person|real)|(human|person) or (an? )?<bot>
        ^<you> (an? )?(human|<bot>)
    """,
    Cue.REPEAT: r"""
        (say|tell me|write|post) <it> (once )?(again|one more time|once more)
        <askto>repeat|repeat (that|it|the question|your)
        what (was|were) (that|the question|your question|you (asking|saying))( again)?(?=\s*($|\
          [?.!]))
        (didn'?t|did not) (catch|hear|see) (that|the question|it)|missed (that|your question)
        what did <you> (just )?(say|ask|write)
    """,
    Cue.GO_BACK: r"""
        <askto>(go|get|come|jump|step|return) back (to (the |my |your )?(previous|earlier|last|\
          first|other|one|question|point|topic|what|where)|one|a (step|question))
        <askto>(go|jump|step) back(?=\s*($|[?.!]))
        (back|return) to (the |your |my )?(previous|earlier|last|first) (question|point|topic|\
          one)
    """,
    Cue.SKIP: r"""
        skip (this|that|it|the)( one| question)?|let'?s skip|next question
        (rather|prefer) not (to )?(answer|say|share|tell|talk|discuss|get into|go into|comment)
        don'?t (want|wish|care) to (answer|say|share|talk|discuss|get into|go into|comment)
        won'?t (answer|say|share|discuss|comment)
        (let'?s|can we|could we|shall we) move on
        pass on (this|that) one|i'?ll pass|no comment
    """,
    Cue.CANCEL: r"""
        never ?mind|<please> cancel|^cancel (that|it|the|my)
        cancel (the|that|my) (call|demo|meeting|request|reminder)
    """,
    Cue.CLARIFY: r"""
        what (do|did) <you> mean|what does (that|this) (even )?mean|wdym
        (do not|don'?t|didn'?t) (really |quite )?(understand|get|follow)( <it>| you| (the|your) \
          question)?(?=<end>)
        (do not|don'?t|didn'?t) (really |quite )?(understand|get) what <you>( <are>|\
          're)? ?(mean|ask|asking|want|saying)?
        not sure (i understand )?what <you>('re| <are>)? (mean|ask|asking|want)
        what <are> <you> (asking|getting at|after)
        (can|could|would) <you> (<please> )?(rephrase|clarify|explain) (that|this|it|\
          the question|your question|what)
        in (simpler|plain|other) (words|english|terms)
    """,
    Cue.MORE: r"""
        (tell|show) (me|us) more
        more <story> (like|of|please)
    """,
    Cue.ANOTHER_EXAMPLE: r"""
        (have|got|give|show|tell|share|send|see|hear|is there|are there|any|want|like|need|\
          know)( [\w']+){0,5} (another|one more|a second|other|different|further) \
          (\w+ ){0,2}<story>
        (another|one more) <story>(?=\s*($|\?))|(one|another) more <story>|more <story> (like|\
          of|please)
        (anything|something|got|what) else (like <it>|have <you>|do <you> have)
        have <you> (got )?another
    """,
    Cue.NOT_LIKE_US: r"""
        (that|this|it|which)('s| is|s)? (really |so )?(not|nothing) (at all )?(like )?(us|ours|\
          our (case|situation|world|problem)|me)(?! to)
        (isn'?t|ain'?t|not) (at all )?(like us|our (case|situation))|nothing like (us|ours|our)
        (doesn'?t|does not|don'?t|didn'?t) (really )?(fit|apply to|match|suit) (us|our|here)
        (story|example|case|one) (doesn'?t|does not|isn'?t) (really )?(fit|apply|match|help|\
          relevant|us|like us)
        (we'?re|we are|ours is|our case is) (very |quite |totally |\
          completely )?different(?=<end>| from (that|them|this))
        (we'?re|we are) not like (that|them|this|those)
        not (really )?(relevant|comparable)( (to|for|with) (us|me))?(?=<end>)|wrong (story|\
          example)
    """,
    Cue.STOP: r"""
        stop (asking|messaging|bothering|sending|writing|pinging|replying)(?! (them|him|her|\
          customers|people))
        no more questions|leave me alone|stop now|<please> stop(?=\s*($|[.,!;]))
        (i'd like to|let'?s) stop (here|now|this)(?=<end>)
    """,
    Cue.PRIVATE: r"""
        (talk|continue|go|write|chat|speak|discuss|do|take|move|carry on|\
          say)( [\w']+){0,4} (privately|in private|in a (dm|direct message)|by dm|\
          one[- ]on[- ]one|one[- ]to[- ]one|1:1|offline|somewhere (else|private|quieter))
        (go|make (this|it)) private|private (chat|room|message|conversation)|(dm|pm) (me|you)
        without (everyone|the others|the whole channel) (reading|seeing|watching)
    """,
    Cue.RECOMMEND: r"""
        what (should|shall|would|do|must) (i|we|one) (actually |even |best )?do(?! (if|when|\
          with))
        what (would|wud|do|should) <you> (do|recommend|suggest|advise|propose)
        (which|what) ((one|option|way) )?(would|wud) <you> (pick|choose|take|go for|try)
        (any|some|<your>|give (me|us)) (advice|recommendations?)
        (can|could|would) <you> (recommend|advise|suggest)
        what'?s? (is )?<your> (advice|recommendation|suggestion)|tell (me|us) what to do|\
          so what now
    """,
    Cue.DEMO: r"""
        (can|could|may|want|wanna|would|like|love|need|get|book|schedule|arrange|set ?up|have|\
          see|give|request)( [\w']+){0,7} (demo|demonstration|walk-?through|\
          product tour)(?! (of|from|by) (theirs|another|vendor|them)| (last|failed|went|was|\
          before))
        (show|organi[sz]e|offer|run|do|ready for|interested in|chance of|time for|ask for|\
          how about|is there|free for)( [\w']+){0,7} (demo|demonstration|walk-?through|\
          product tour)(?! (last|failed|went|was|before))
        (show|let) (me|us|my team)( see)? (the (product|tool|software|thing)|<your> (product|\
          tool|software|thing|platform)|it live|it in action)
        see (it|the (product|tool)|<your> (product|tool|software|thing)) (in action|live|\
          working|running)
        demo (<please>|this week|next week|tomorrow|possible)
        who (can|could|would|will) (show|demo) (<it> to )?(me|us)( <it>)?(?=<end>)
    """,
    Cue.REMIND: r"""
        remind (me|us)
        (ask|check|try|write|ping|message|nudge|contact) ((in )?(with )?(me|us)|back) \
          ((about )?<it> )?(again|later|in (a|an|one|two|three|four|six|\d+)|next|tomorrow|\
          on (mon|tues|wednes|thurs|fri|satur|sun)day|after|before)
        (circle|come|get|check) back( (to|with) (me|us))? (in|on|next|tomorrow|after|later)
        follow(ing)? up( with (me|us))? (in|on|next|after|tomorrow|later)
        check in (again )?(with (me|us) )?(in|on|next|after|later)
    """,
    Cue.NOTHING: r"""
        do(ing)? nothing|change nothing(?! else)|nothing (changes|will change)(?! else| until|\
           before)
        not (going to )?(do|change) anything
        (leave|keep|leaving|keeping) (it|things?|everything|all|that|this)( (all|just|\
          exactly))? (as (it|they|things) (is|are|stands?)|as[- ]is|alone|the way (it|they|\
          things) (is|are)|like (this|that|it is)|be)
        (stay|stick|carry on|go on|continue|remain) (with what we have|as (we are|it is|is)|\
          like this|put)
        (won'?t|will not|not going to|no) change(?! (before|until|unless|without))
        (we'?ll|we will|i'll|just|rather) live with <it>|(stays?|remains?) as (it )?is
    """,
    Cue.IMPATIENT: r"""
        any ideas?( or not)?(?=\s*($|\?|,))|(so|and|ok) ?what now|what (do|should) we do( now)?\?
        (not|n'?t|isn'?t|aren'?t) (really |very )?help(ing|ful)|no help at all
        that doesn'?t help|how does that help|that'?s it\?|is that all
    """,
    Cue.TORN: r"""
        (can'?t|cannot|can not|couldn'?t) (really |seem to )?(decide|choose|make up (my|our) \
          minds?)
        (go|going|went) back and forth|torn between|in two minds
        (what|and) if (we'?re|we are|it'?s|it is|i'?m|i am|we turn out) wrong
        (we|i) (only )?(have|get|got) (just |only )?one (shot|chance|try)
        (afraid|scared|worried|fear)( \w+){0,2} (of )?(to )?(pick|choos|decid|mak|get)\w* (a |the |it |\
          an )?(\w+ )?(wrong|mistake)
    """,
}
