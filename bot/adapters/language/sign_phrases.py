r"""Signs in the wording that the trained heads see beside the meaning; the notation is that of `phrases`.

A sign decides nothing by itself: training finds out how much it says. The order is part of the
heads' format, so a change here means training them again.
"""

from collections.abc import Mapping

_PERIOD = r"(day|week|month|quarter|year|season|spring|summer|autumn|fall|winter|night|shift)"
_UNIT = r"(hours?|hrs?|h|minutes?|mins?|days?|weeks?|months?|times|people|euros?|k|grand|thousand|million)"

SIGNS: Mapping[str, str] = {
    # who speaks, to whom, how
    "we": r"we|we're|we've|our|us|ours",
    "i": r"i|i'm|i've|i'd|my|me|mine",
    "they": r"they|he|she|his|her|their|them|they're",
    "you": r"<you>|<your>|yours|yourself|<you>'re|<you>'ve",
    "asks": r"""
        ^(what|who|which|how|when|where|why|can|could|would|do|does|did|is|are|has|have|any|got|may|will)
        (can|could|would|do|does|did|have|are|will) <you>
        what|how|which|who|whose|why
    """,
    "please": r"<please>",
    "not": r"not|no|never|none|nobody|nothing|without|cannot|neither|nor|\w+n'?t",
    "short_answer": r"^[\w'-]+(\s[\w'-]+)?[.!,]?$",
    # facts, size, tools
    "size": r"""
        \d[\d.,]* (\w+ )?(people|staff|employees|stores|shops|sites|plants|beds|trucks|members|users|clients|customers|branches|offices|nurses|drivers|teams|warehouses|machines|schools|households)
        (two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty) (\w+ )?(people|staff|stores|shops|sites|plants|branches|offices|teams|warehouses|of us)
        (\d+|two|three|four|five|six|ten|twelve|thirty)[- ](person|people|bed|site|store)
    """,
    "we_are": r"""
        (we are|we're|i am|i'm|im) (an?|the|in|head|responsible|from)|i (run|lead|manage|work|own|chair|direct|head)
        we (run|make|sell|have|use|operate|produce|handle|serve|repair|build|supply|own|rent|deliver)
        ^(head|director|owner|manager|lead|founder|coo|cfo|ceo|cto|controller) (of|at|here)
    """,
    "done_with": r"""
        (by|on|in|with|via|through) (excel|paper|a spreadsheet|spreadsheets|e-?mail|phone|hand|whatsapp|sap|slack|word|a list|post|fax)
        (each|every) (site|team|plant|store|office|shift|morning|monday) (has|does|uses|keeps)
    """,
    # hurt
    "goes_wrong": r"""
        (late|wrong|slow|missing|lost|broken|mess|chaos|stuck|delayed|duplicate|twice|error|errors|mistakes?|fails?|failing|incomplete|rejected|forgotten|overdue|complain\w*|pile[sd]? up|nightmare|hell|annoy\w*|pain|struggl\w*|messy|late)
        too (long|late|slow|many|much|often)
        (can't|cant|cannot|couldn't) (find|see|tell|trust|keep|rely|say)
        (keep|keeps) (on )?\w+ing|nobody (knows|sees|answers|owns)|don'?t (get|arrive|match|fit|agree)
    """,
    "chance": r"""
        (opportunity|opening|chance|could (also )?(sell|offer|do|serve|grow|make|be)|new (market|offer|customers|line)|untapped|potential|nobody (in the region )?(does|sells|offers))
    """,
    "number": r"\d[\d.,]*|half|a third|a quarter|twice|dozens?|hundreds?|thousands?",
    "amount": rf"""
        [€$£]\s*\d[\d.,]*\s*(k|m)?|\d[\d.,]*\s*(€|\$|£|%|percent|per cent|eur|usd|k)
        (\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|half an?|an|a) {_UNIT}
        (per|a|each|every) {_PERIOD}
    """,
    "costs": r"""
        (cost|costs|costing|lost|lose|losing|loses|wasted?|wasting|overtime|penalt\w+|fined?|refund\w*|churn\w*|quit|resign\w*|left us|turnover|sick leave|burn(ed|t)? out|tired|angry|complaints?|write[- ]offs?|scrapped|thrown? away|bin|margin|revenue|morale|apolog\w*)
        (spend|spends|takes?|took|eats?|ate) .{0,25}(hours?|days?|weeks?|minutes?|evenings?|mornings?)
    """,
    # why now, why at all
    "event": rf"""
        (since|last|this|next|from|until|by|before|after) (the )?({_PERIOD}|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|easter|christmas|xmas)
        (yesterday|recently|just (now|had|got|lost|heard|been)|ago|announced|audit(ors?)?|inspection|inspectors?|incident|deadline|merger|new (boss|ceo|cfo|owner|director|law|rule|manager|head|minister|regulation)|retire[sd]?|retiring|took over|acquired|bought by|went public|fined|lawsuit|in the (news|paper|press)|starts? (in|on)|came (up|in|on)|gave notice|cancelled|moved (to|forward))
        (19|20)\d\d|why now|that's when|thats when|finally
    """,
    "because": r"""
        because|cause|cos|coz|since (nobody|no one|the|we|they)|due to|comes? (from|down to)|the (reason|root|cause|real)|reason|blames?|fault|that's why|thats why|the problem is that|stems|starts (with|in|at)|it's (the|that|how|who|because)|made (so|that way)
    """,
    "believes": r"""
        i (think|guess|suspect|believe|bet|reckon|assume|suppose|'d say)|(my|our) (guess|theory|hunch|suspicion|feeling|bet|reading|gut|hypothesis|view|opinion)|gut (says|feeling)|probably|maybe|perhaps|might be|could be|it seems|imo|if you ask me|honestly|apparently
        (says?|say|thinks?|claims?|swears?|insists?|believes?|convinced|suspects?) (that |it's |its |it is |the |we |they )?
        some (say|think)|others (say|think)
    """,
    "lacks": r"""
        (nobody|no one|no-one|none of us|noone) (ever )?(has|is|owns|decided|wrote|told|knows|checks|feels|agreed|asks|can|looks|does)
        (there's|there is|we have|has|have|with) no|never (been )?(written|told|agreed|trained|asked|redrawn|cleaned)|isn'?t (written|clear|defined)|not (written|defined|agreed|trained)|different (definitions?|lists?|dates|versions|rules)
    """,
    # people
    "roles": r"""
        (cfo|ceo|coo|cio|cto|hr|it|boss|manager|managers|director|board|head of \w+|union|works council|legal|finance|sales|ops|operations|team|teams|staff|crew|nurses?|drivers?|foremen|foreman|supervisors?|partners?|owner|owners|procurement|purchasing|colleagues?|department|accounting|controllers?|engineers?|technicians?|planners?|clerks?|secretary|assistants?|doctors?|teachers?|customers?|suppliers?|agency|council|ministry|minister|president|chair|brother|sister|father|dad|mother|wife|husband|uncle|night shift|warehouse|field|compliance|security|marketing|everyone|everybody|volunteers?)
    """,
    "stance": r"""
        (feels?|suffers?|hates?|loves?|likes?|wants?|against|in favou?r|supports?|supportive|opposed?|behind (it|us|this)|on board|resists?|sceptical|skeptical|shrugs?|angry|furious|nervous|worried|happy|indifferent|doesn'?t (care|mind|want|see)|don'?t (care|mind|want)|fed up|for it|won'?t (hear|listen))
        (must|has to|have to|needs? to|would have to|ought to|should) (be )?(sign|signs|agree|approve|decide|involved|asked|heard|there|know|told|consulted|part of)
        (signs? off|has the (last|final) (word|say)|decides?|the final say|holds? the (budget|purse)|has a (say|veto)|veto|ask (the|my|our)|nobody (has )?(asked|talked|told|thought)|never (been )?(asked|consulted|here|involved)|not (been )?(asked|told|here|involved)|isn'?t here|missing|who (lives|suffers|decides))
    """,
    # what was tried
    "tried": r"""
        (tried|tested|trialled|piloted|bought|brought in|introduced|hired|built|installed|rolled out|set up|switched|made (everyone|everybody|a|an|them)|put (up|in|a)|wrote (a|an|down)|ran a|started (a|with)|experimented|rented|borrowed|asked (them|everyone|the)|trained|worked (for|until|well|once|a)|helped|stuck|stopped|gave up|abandoned|died|ignored|nobody (used|uses|reads|read|opened|looked)|went back|fell (asleep|apart|back)|withdrawn|shelved|consultants?|pilot|project|template|macro|checklist|whiteboard|stickers?|second (list|spreadsheet|system)|double[- ]check\w*|work(ing)? around|workaround|by hand|manually|for now|meanwhile|every (evening|morning|friday|monday))
        (used to|until it|but then|didn'?t (work|help|stick|last)|no use|made it worse|lasted|better (spreadsheet|list))
    """,
    "ourselves": r"(ourselves|our own|by myself|in-?house|ourself|on our own|own people|without (buying|any tool|a tool|software)|don'?t need anyone)",
    # where to
    "wants": r"""
        (want|wants|wish|hope|hoping|dream|goal|target|aim|ideal|ideally|happy (if|with|when)|enough (for me|if)|good (would|looks|means)|success|we'd (be|have|like)|i'd (be|like|take|want|settle)|would be (enough|great|fine|nice|good|a)|should be|at most|at least|no more than|within|under \d+|below|zero|instead of|down to|half of|by (next|the end|christmas|xmas|summer|easter)|it would be|then i'd|so that)
    """,
    # limits
    "limits": r"""
        (budget|contract|lease|licen[cs]e|locked in|law|legal|legally|regulat\w+|gdpr|polic(y|ies)|rule|rules|certified|validat\w*|tender|procurement rules|collective agreement|union agreement|works council|approval|freeze|frozen|deadline|until (20\d\d|the)|may not|must(n'?t)?|not allowed|forbidden|prohibited|have to|has to|can(no|')t (touch|change|spend|use|leave|go|store|replace|hire|move|stop)|cannot|only (on|in|at|with|by)|no (money|budget|phones?|wifi|internet|cloud|hires|headcount)|above \d+|more than \d+|up to \d+|runs until|on[- ]prem(ises)?|in the country|audit trail|insur\w+|standard|signature)
    """,
    "fears": r"""
        (afraid|fear|fears|worr(y|ies|ied)|risk|risky|danger\w*|scared|nervous|might|may|could|would) (\w+ ){0,3}(leave|lose|quit|walk|stop|break|fail|refuse|hate|feel|think|see|resign|go|strike|sabotage|panic|blame|suffer)
        (afraid|fear|fears|worr(y|ies|ied)|scared|risk|jobs|lay ?offs?|trust|downtime|disrupt\w*|resistance|backlash|politics|face|watched|control|surveillance|replaced|strike|walk out|overload\w*|learning curve)
        if (we|it|that|the|they|this) (\w+ ){0,3}(change|changes|goes|go|fails|fail|breaks|stop|stops|touch|move|switch|replace|looks|get|take)
    """,
    "stays": r"""
        if nothing (changes|happens)|nothing changes|do(ing)? nothing|another (year|winter|season)|keep (going|losing|paying|doing)|go(es)? on|carry on|continue|same (again|as)|as (before|always|ever|now)|live with|survive|bearable|unbearable|can'?t go on|sooner or later|next (year|winter|season|spring|audit|inspection)|in (two|three|five|2|3|5) (years|yrs)|will (leave|quit|close|lose|go|be)|we'd (be|lose|go|close|still|keep)|bust|bankrupt|one day|some ?day|eventually|not acceptable|acceptable|accept|tolerate|get worse|gets worse|slowly
    """,
    "decides": r"""
        (decided|decide|decision|agreed|agree to|resolved|we go (ahead|for|with)|go ahead|we will|we'll|i'll|i will|gonna|going to|let's|we wait|wait until|we stop|we start|we do|postpone\w*|leave it|we keep|keep it|not (now|this year)|we stay|starting (from|on)?|from (monday|next|\d|january|the first)|first of|that's (it|settled|final|my rule)|settled|so be it|plan is|pilot)
        (not|haven'?t|hasn'?t|no) (yet )?(decided|decision|agreed|settled|made up|taken)|undecided|split|torn|on the fence|no consensus|can'?t agree|disagree|open( still)?|still (open|arguing|discussing|thinking)|fifty[- ]fifty|divided
    """,
    "unknown": r"""
        (don'?t|do not|doesn'?t|didn'?t|nobody|no one|none of us|not) (really |even |yet )?(know|knows|sure|clear|measured|counted|checked|asked|looked|tell)|no (idea|clue|data|figures?|numbers?)|unknown|unclear|idk|dunno|couldn'?t (tell|say)|can'?t (tell|say)|wonder|whether|find out|figure out|how (many|much|long|often) (of|it|we|they|the|that|are)|need to (know|find|check|ask|count)|a blank|blanks|never (counted|measured|asked|looked)|open question|to be (seen|checked|clarified)
    """,
    # asking
    "others": r"""
        (anyone|anybody|someone|somebody|others?|other (companies|firms|people|customers|teams|hospitals|schools|plants)|similar|like (us|ours|mine|that)|same (problem|issue|thing|size|boat)|elsewhere|in your (collection|stories|library|experience)|your (stories|collection|library|cases|customers)|stor(y|ies)|examples?|cases?|case stud(y|ies)|how (did|do) (they|others|people|other)|who else|have (you|u) (seen|heard|got|met)|know of|ever (seen|tried|worked|failed)|went wrong|regret\w*|failed)
    """,
    "product": r"""
        (price|prices|pricing|cost|costs|charge|quote|licen[cs]e|per (user|seat|site|month|team)|trial|demo|features?|module|modules|integrat\w+|connect\w*|api|sso|single sign-on|your (product|tool|software|system|app|platform|thing|company|competitors?|solution|stuff)|support|cloud|on-?prem|hosted|version|certified|iso|soc|gdpr|does it|can it|is it|will it|export|import|mobile|offline|languages?|roadmap|vs|versus|compare\w*|competitors?|better than|implementation|onboarding|install\w*)
    """,
    "person": r"""
        (person|human|someone|somebody|colleague|sales ?(rep|person|man|people)?|rep|account manager|engineer|consultant|real (person|human)|phone|call|ring|number|meet|meeting|visit|come by|talk to|speak (to|with)|contact|appointment|in person|face to face|e-?mail (me|us)|get in touch|put me through|who can)
    """,
    "privacy": r"""
        (who (can|else|will|is|are|sees?|reads?|has)|private|privacy|confidential\w*|delete|deleted|erase|gdpr|stored?|kept|keep(s)? (it|this|my|what)|see(s)? (this|that|what|it|my)|read(s|ing)? (this|along|here|what|it|that|me)|log|logs|record(ed|s)?|anonymous\w*|secret|nda|my (boss|name|data|words|manager)|share[ds]?|passed on|pass on|train(ed|ing)? (some|on|a|your)|listening|names? (of|is|kept|out)|visible|in this channel|stays? (here|between)|leave the house|sales (people|team|reps?))
    """,
    "correcting": r"""
        (wrong|correct(ion)?|not (right|true|quite|what)|mistake|typo|misread|misunderst\w+|i (said|meant|never said|didn'?t say|wrote)|never said|should (read|say|be)|you('ve| have)? (put|wrote|noted|got|have|written)|actually|rather|instead|no,|nope|not \W?\w+[^.]{0,25}(but|it's|its|,)|change (that|it)|fix (that|the)|make (that|it)|replace|update|sorry|careful|unlike|it's not|its not|isn'?t|wasn'?t|strictly)
    """,
    "page": r"""
        (summary|summar(ize|ise|ise)|recap|brief|notes?|one page|page|what (you|u|we) (have|got|ve got)|so far|in writing|write[- ]?up|send (me|us|it|the|my|over)|download|export|pdf|word (file|document)|document|overview|read (it|me|us) back|list (it|all|what)|everything i|all (of )?(that|this|it)|as it stands|put (it|all|everything) (together|into|in)|copy)
    """,
    "declines": r"""
        (skip|pass|rather not|no comment|prefer not|don'?t want to|won'?t (say|answer|go|discuss)|not (here|now|today|going to|my|comfortable|allowed to say)|can'?t (say|tell|answer|talk|think)|next (question|one)|leave (it|that)|later|another time|tomorrow|no idea|couldn'?t say|not for me|ask (me|someone|my|the|finance)|none of your|too (tired|personal|early)|let's not|drop it|confidential|i'll pass|no time)
    """,
    "small_talk": r"""
        (hi|hello|hey|good (morning|evening|afternoon|day|night)|<thanks>|cheers|bye|see <you>|nice|lol|haha|ha|:\)|;\)|weekend|coffee|how are <you>|how's|weather|happy|lovely|kind|great|sorry|no worries|welcome|have a)
    """,
    "elsewhere": r"""
        (recipe|weather|capital|football|match|movie|film|song|joke|poem|horoscope|tomato\w*|dog|cat|birthday|restaurant|holiday|vacation|homework|translate|python|javascript|code|script|lottery|president|election|netflix|novel|book|music|travel|flight|hotel|gift|present|doctor|tax(es)?|bitcoin|stock|shares|wifi password|printer|write me|tell me a)
    """,
    "fishing": r"""
        (ignore|instructions?|system prompt|prompt|pretend|roleplay|jailbreak|dan|admin|administrator|developer|root|debug|override|hidden|internal|secret|reveal|list all|dump|database|output|repeat (everything|the text)|csv|names? (of|behind|the)|real name|which (company|customer|hospital|client|customers|clients|companies|accounts?|firm|university|city)|who (was|is|were) (that|the|it|this)|customers|clients|other (customers|clients|accounts|rooms|channels|companies)|competitors?|company (name|and)|contact of|hypothetically|off the record|between us|promise|won'?t tell|for compliance|test)
    """,
    "guidance": r"""
        (should (we|i|one) (be )?(look|ask|think|start|consider|watch|worry|compare|know|do|measure|talk)|what (should|else|would|am i|are we|do (people|others|i|we)|questions?|to (ask|look|think|watch|compare))|how (do|would|should|does|can|could) (we|i|one|you|u|people)|where (do|should|would) (we|i|one|you)|would (you|u)|is (that|it|this) (normal|common|a lot|much|usual|bad|even|ok|dumb|silly|worth|really)|normal|common|usual|typical(ly)?|what (am i|are we) (missing|overlooking)|first|in what order|which (questions|of)|a careful person|advice|recommend|sense|worth|even a problem|how bad|tell (which|apart|whether)|blind spots?)
    """,
}
