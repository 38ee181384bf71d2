/// People, words and selling: rows 26 to 46 of the catalogue.
let catalogueOfPeople = #"""
    - code: wrong-people
      title: The wrong people
      principle: Kindness is hired and can hardly be trained.
      kind: scorecard
      remedy: Hire for attitude, and let those who serve well help to choose.
    - code: not-empowered
      title: Not empowered
      principle: Who faces the customer must be able to decide for the customer.
      kind: automatic
      severity: suspect
      channels: [ticket, email, phone]
      remedy: Set a sum that everybody may spend on putting things right, without asking.
    - code: overdone-personalization
      title: Overdone personalization
      principle: A name used once is friendly, used in every line it is a machine.
      kind: automatic
      severity: trend
      channels: [ticket, email]
      remedy: Use the customer's name in the greeting, and at most once more.
    - code: name-wrong
      title: Name wrong
      principle: A person's name is the one word that must be right.
      kind: automatic
      severity: defect
      channels: [ticket, email, phone]
      remedy: Copy the name as the customer writes it, accents and all, and check the template's fields.
    - code: forced-self-service
      title: Forced self-service
      principle: Helping oneself must be a choice; a person stays within reach.
      kind: automatic
      severity: suspect
      channels: [web, phone]
      remedy: Show a number, an address or a form for a person on every page that helps.
    - code: robot-answers
      title: Robot answers
      principle: The same text to different questions tells everybody that nobody read them.
      kind: history
      severity: trend
      channels: [ticket, email]
      remedy: Let templates give the facts, and people the first and last sentence.
    - code: no-personal-engagement
      title: No personal engagement
      principle: A reply without a name or a word of the request could be to anybody.
      kind: automatic
      severity: suspect
      channels: [ticket, email]
      remedy: Name what the customer asked for, and sign with a person's name.
    - code: pushy-sales
      title: Pushy sales
      principle: Selling by pressure wins a sale and loses a customer.
      kind: automatic
      severity: defect
      channels: [web, ticket, email]
      remedy: Take away invented scarcity, ticked boxes and shaming, and never sell inside a complaint.
    - code: one-bad-undoes-ten
      title: One bad visit undoes ten good ones
      principle: Customers weigh a bad experience ten times as much as a good one.
      kind: reckoning
      remedy: Look at the worst visits first; the standing follows.
    - code: last-impression
      title: The last impression stays
      principle: The end of a visit colours all of it.
      kind: reckoning
      remedy: Make the last touchpoint of every journey the best.
    - code: wrong-language
      title: Wrong language
      principle: A customer is answered in the language in which they asked.
      kind: automatic
      severity: defect
      channels: [ticket, email]
      remedy: Route by the language of the message, not by the country.
    - code: frontline-at-the-bottom
      title: The front line at the bottom
      principle: Those who meet customers are the business, and should stand highest in it.
      kind: scorecard
      remedy: Ask what the front line needs, and let the rest of the house deliver it.
    - code: built-for-the-abuser
      title: Built for the abuser
      principle: Rules made against the one who cheats punish the ninety-nine who do not.
      kind: automatic
      severity: suspect
      channels: [web]
      remedy: Ask for cards, accounts and proofs only after showing what they are for, or not at all.
    - code: quoting-policy
      title: Quoting policy
      principle: A policy is a reason for the business, never an answer for the customer.
      kind: automatic
      severity: suspect
      channels: [ticket, email, phone]
      remedy: Say what can be done instead; leave the policy out.
    - code: slow-recovery
      title: Slow recovery
      principle: A failure mended within a day is half forgiven.
      kind: declared
      severity: suspect
      channels: [web, ticket, email, phone]
      remedy: Give failures their own queue, and a person who owns the clock.
    - code: recovery-without-surprise
      title: Recovery without surprise
      principle: After a failure, a small gift beyond what is owed wins the customer back.
      kind: history
      severity: trend
      channels: [ticket, email]
      remedy: Let those who apologise add something small, at once.
    - code: no-plan-for-failure
      title: No plan for failure
      principle: Things go wrong; what follows is designed as well.
      kind: declared
      severity: suspect
      channels: [web, ticket, email, phone]
      remedy: Give each failure its words, a way on and a person to reach.
    - code: not-right-first-time
      title: Not right the first time
      principle: Each contact more than the first costs both sides.
      kind: declared
      severity: suspect
      channels: [ticket]
      remedy: Look at the reopened ones, and answer the next question before it is asked.
    - code: only-meets-expectations
      title: Only meets expectations
      principle: What was expected is soon forgotten; what was not is told to others.
      kind: history
      severity: trend
      channels: [web, ticket, email, phone]
      remedy: Add one useful thing that nobody asked for.
    - code: words-and-music
      title: Words and music do not match
      principle: What is said in public must be what is measured.
      kind: history
      severity: trend
      channels: [web, ticket, email, phone]
      remedy: Change the service to fit the claim, or the claim to fit the service.
    - code: promise-not-kept
      title: Promise not kept
      principle: A promise made and broken is worse than none.
      kind: history
      severity: defect
      channels: [web, ticket, email, phone]
      remedy: Promise less, or put a person and an alarm behind each promise.
    """#
