extension PhraseLanguage {
    static let english = PhraseLanguage(
        tag: "en",
        time:
            #"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|ten|twelve|fourteen|twenty[- ]four|thirty|forty[- ]eight)"#
            + #"(?: ?(?:-|–|to|or) ?\d{1,3})?[ -]?(?:\+ ?)?(?:minutes?|mins?|hours?|hrs?|h|(?:(?:business|working|week|calendar)[ -]?)?days?|(?:business|working) hours?|weeks?)\b"#,
        phrases: [
            (
                .reply,
                #"\b(?:repl(?:y|ies)|respond|responds|response|answers?|get back to (?:you|all|every)|be in touch|get in touch with you|contact you|call you(?: back)?|hear (?:back )?from us){…}\b(?:within|in|in less than|in under|under|less than|no later than)(?: the next| at most| just)? {time}"#
            ),
            (
                .reply,
                #"\b(?:within|in less than|in under|no later than) {time},?{…}\b(?:we(?:'|’)?(?:ll| will)? (?:reply|respond|answer|get back|call|contact|be in touch)|you(?:'|’)?(?:ll| will) (?:hear|get an? (?:answer|reply|response)|receive an? (?:answer|reply|response)))"#
            ),
            (
                .reply,
                #"\b(?:average |typical |usual )?(?:response|reply|answer)(?:ing)? times?:? (?:(?:is|of|are) )?(?:(?:about|under|less than|within|max\.?|typically|usually|up to|around) )?{time}"#
            ),
            (
                .reply,
                #"\b\d{1,2}[ -]?(?:hour|hr|h|minute|min)s?[ -](?:response|reply|support response)(?: times?| guarantee)?\b"#
            ),
            (.reply, #"\bsame[- ]day (?:reply|response|answer|callback)\b"#),
            (.availability, #"(?<![\d/.])24 ?/ ?7(?: ?/ ?36[56])?(?![\d/.]\d|\d)"#),
            (.availability, #"\b24 hours a day\b(?:, (?:7|seven) days a week)?"#),
            (
                .availability,
                #"\b(?:support|service|help(?: ?desk)?|available|reach(?:able| us)?|reception|hotline|open|staffed|there for you|at your service)\b{…}\b(?:around|round)[- ]the[- ]clock\b"#
            ),
            (
                .availability,
                #"\b(?:around|round)[- ]the[- ]clock (?:support|service|care|help|reception|assistance|security desk)\b"#
            ),
            (.availability, #"\b(?:open|available|reachable)\b{…}\b365 days a year\b"#),
            (
                .delivery,
                #"\b(?:ships?|shipped|shipping|dispatch(?:ed|es)?|deliver(?:y|ed|s)?|arrives?|at your door){…}\b(?:within|in|in under|takes?)(?: (?:only|just|about|approximately))? {time}"#
            ),
            (.delivery, #"\b(?:same|next)(?:[- ](?:business|working))?[- ]day (?:delivery|shipping|dispatch)\b"#),
            (
                .delivery,
                #"\bfree (?:standard |express |worldwide |international |home |uk |us )?(?:delivery|shipping)\b"#
            ),
            (
                .delivery,
                #"\b(?:delivery|shipping|dispatch) times?:? (?:(?:is|are|of) )?(?:(?:about|approx(?:\.|imately)?|usually|typically) )?{time}"#
            ),
            (.delivery, #"\b\d{1,2}(?: ?(?:-|–|to) ?\d{1,2})?[ -](?:business[ -])?days? (?:delivery|shipping)\b"#),
            (.returns, #"\b(?:free|no[- ]hassle|hassle[- ]free|no[- ]questions[- ]asked) returns?\b(?! of | value)"#),
            (
                .returns,
                #"\b\d{1,3}[- ](?:calendar[- ])?days? (?:free |hassle[- ]free |no[- ]quibble )?(?:returns?(?! of )|refunds?|money[- ]back|right of return|exchange|trial|satisfaction)\b"#
            ),
            (.returns, #"\bmoney[- ]back guarantee\b|\b(?:your )?money back if\b|\bsatisfaction guarante(?:e|ed)\b"#),
            (
                .returns,
                #"\b(?:return (?:it|them|your|any|the|an?|all|unused|unworn|items?|goods|products?|purchases?)|returned|refund(?:ed)?|exchange (?:it|your|any)|send it back){…}\bwithin {time}"#
            ),
            (
                .returns,
                #"\bwithin {time}{…}\b(?:for a (?:full )?refund|to (?:return|exchange|change your mind)|full refund)\b"#
            ),
            (
                .returns,
                #"\bfree (?:of charge )?cancellations?\b|\bcancel (?:free of charge|for free|at no (?:cost|charge)|(?:at )?any ?time)\b|\bcancel\b[^.!?\n]{0,25}\bfree of charge\b"#
            ),
        ],
        unless: [
            .reply:
                #"\b(?:please|kindly) (?:reply|respond|answer|contact)|\byou (?:must|should|need to|have to|may) (?:reply|respond|answer|contact)|\bif you (?:do not|don't|don’t|fail)|\b(?:not|n't|n’t|cannot|unable|never|fail(?:ed|s)? to)\b|\bi (?:got|had|received|was|asked)\b|\bmy\b|\bdrugs?|\bblood"#,
            .availability:
                #"\b(?:not|n't|n’t|cannot|no longer|never|without) (?:be )?(?:available|open|reachable|staffed|24)|\bhackers?\b|\bworld\b|\bon 24 ?/ ?7\b"#,
            .delivery:
                #"\breturn(?:s|ed)?\b|\brefund|\bwithdraw|\bcancel|\bafter (?:delivery|shipping|receipt)|\bof (?:delivery|receipt)|\bnotify|\bdamaged?\b|\bmy\b|\b(?:ends?|expires?) in\b|\b(?:not|n't|n’t|cannot|unable|no) (?:be )?(?:ship|deliver|free|offer|able|available)|\bdeliver(?:s|ed)? (?:a |an |the )?(?:baby|speech|results?|talk)"#,
            .returns:
                #"\b(?:not|n't|n’t|cannot|no|without|non)[- ](?:be |offer |accept |give |eligible |a )?(?:free |money|refund|return|exchange|cancel)|\btax returns?\b|\bon investment\b|\bfinal sale\b|\bnot eligible\b|\bi (?:got|had|received|was)\b"#,
        ])
}
