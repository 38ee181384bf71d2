/// What a single visit shows: rows 13 to 25 of the catalogue, and the small cues to quality.
let catalogueOfMoments = #"""
    - code: late
      title: Late
      principle: A promise of time is the first promise a customer can check.
      kind: automatic
      severity: defect
      channels: [web, ticket, email, phone]
      remedy: Find the phase that took the time, and shorten it; or promise what you can keep.
    - code: misleading-timetable
      title: Misleading timetable
      principle: A time given in words binds as much as one in a contract.
      kind: automatic
      severity: defect
      channels: [web, ticket, email, phone]
      remedy: Say only times that are kept nine times out of ten, and tell at once when one slips.
    - code: insensitive-pacing
      title: Insensitive pacing
      principle: The customer sets the pace; closing, nagging and hurrying take it away.
      kind: automatic
      severity: defect
      channels: [ticket, email, phone]
      remedy: Close only what the customer calls solved, and give forms the time that people need.
    - code: staff-treated-badly
      title: Staff treated badly
      principle: People treat customers as they are treated themselves.
      kind: scorecard
      remedy: Ask the staff, yearly and without names, and act on what they say.
    - code: inflexible
      title: Inflexible
      principle: A reasonable exception costs less than a customer.
      kind: declared
      severity: suspect
      channels: [web, ticket]
      remedy: Let those who answer make small exceptions without asking.
    - code: disrespectful-language
      title: Disrespectful language
      principle: Words that blame or order a customer about are remembered longer than the help.
      kind: automatic
      severity: suspect
      channels: [web, ticket, email, phone]
      remedy: Say what can be done now instead of what the customer failed to do.
    - code: in-the-way
      title: Something in the way
      principle: Nothing stands between a customer and what they came for.
      kind: automatic
      severity: suspect
      channels: [web]
      remedy: Take away what covers the content, or show it after the customer has been served.
    - code: cue-to-quality
      title: A cue to quality is off
      principle: From small flaws that they can see, customers conclude about large ones that they cannot.
      kind: automatic
      severity: defect
      channels: [web, ticket, email, phone]
      remedy: Mend the small thing today; it speaks louder than the brochure.
    - code: typo
      parent: cue-to-quality
      title: Misspelt word
      principle: A misspelt word says that nobody read it before customers did.
      kind: automatic
      severity: defect
      channels: [web, ticket, email]
      remedy: Correct the word; if it is a name of yours, add it to `allowed-words`.
    - code: confused-words
      parent: cue-to-quality
      title: Confused words
      principle: The wrong one of two words that sound alike stops every attentive reader.
      kind: automatic
      severity: defect
      channels: [web, ticket, email]
      remedy: Put the right word in its place.
    - code: dead-link
      parent: cue-to-quality
      title: Dead link
      principle: A link is a promise that something is behind it.
      kind: automatic
      severity: defect
      channels: [web, ticket, email]
      remedy: Point the link to where the page is now, or take it away.
    - code: broken-image
      parent: cue-to-quality
      title: Broken image
      principle: An empty frame where a picture should be looks like an abandoned shop.
      kind: automatic
      severity: defect
      channels: [web]
      remedy: Put the picture back, or take its frame away.
    - code: stale-year
      parent: cue-to-quality
      title: Stale year
      principle: Last year's date in the footer says that nobody has looked since.
      kind: automatic
      severity: defect
      channels: [web, email]
      remedy: Let the template write the current year.
    - code: expired-offer
      parent: cue-to-quality
      title: Expired offer
      principle: An offer that has ended is a disappointment on display.
      kind: automatic
      severity: defect
      channels: [web, email]
      remedy: Take the offer down on the day that it ends, by schedule.
    - code: placeholder
      parent: cue-to-quality
      title: Placeholder left in
      principle: Text for the builders, seen by a customer, shows that nobody walked through before opening.
      kind: automatic
      severity: defect
      channels: [web, ticket, email]
      remedy: Write the text that belongs there, or make the template refuse an empty field.
    - code: mojibake
      parent: cue-to-quality
      title: Garbled characters
      principle: Garbled letters make even a right answer look careless.
      kind: automatic
      severity: defect
      channels: [web, ticket, email]
      remedy: Declare and use UTF-8 from the database to the page.
    - code: mixed-content
      parent: cue-to-quality
      title: Insecure parts in a secure page
      principle: A page that is half secure is broken in the browser and in the customer's trust.
      kind: automatic
      severity: defect
      channels: [web]
      remedy: Load every part of the page by https.
    - code: certificate-near-expiry
      parent: cue-to-quality
      title: Certificate about to expire
      principle: A certificate that runs out turns every customer away at the door.
      kind: automatic
      severity: defect
      channels: [web]
      remedy: Renew it now, and let it renew itself from then on.
    - code: missing-title
      parent: cue-to-quality
      title: Page without a title
      principle: A page without a name cannot be found again among the others.
      kind: automatic
      severity: defect
      channels: [web]
      remedy: Give the page a title that says what it is and whose.
    - code: debug-output
      parent: cue-to-quality
      title: The machine's own trouble on display
      principle: A stack trace shows the customer the kitchen instead of the meal.
      kind: automatic
      severity: defect
      channels: [web, ticket, email]
      remedy: Turn error output off for customers, and give them a page with a way on.
    - code: soft-404
      parent: cue-to-quality
      title: Missing page that says it is there
      principle: A page that is gone must say so, to people and to machines.
      kind: automatic
      severity: defect
      channels: [web]
      remedy: Answer with status 404 and a page that helps, instead of 200 or the front page.
    - code: missing-alt
      parent: cue-to-quality
      title: Picture without words
      principle: Who cannot see a picture is still a customer.
      kind: automatic
      severity: trend
      channels: [web]
      remedy: Say in `alt` what the picture tells; leave it empty where it tells nothing.
    - code: missing-favicon
      parent: cue-to-quality
      title: No icon
      principle: A page without its sign is lost among the tabs.
      kind: automatic
      severity: trend
      channels: [web]
      remedy: Add an icon.
    - code: empty-link-text
      parent: cue-to-quality
      title: Link without words
      principle: A link must say where it leads to those who hear the page, too.
      kind: automatic
      severity: trend
      channels: [web]
      remedy: Put words, or a picture with words, inside the link.
    - code: question-unanswered
      title: Question not answered
      principle: A reply that passes over the question is no answer.
      kind: declared
      severity: suspect
      channels: [ticket, email, phone]
      remedy: Answer each question in the order asked, before anything else.
    - code: passed-around
      title: Passed around
      principle: Each hand-over makes the customer begin again.
      kind: automatic
      severity: suspect
      channels: [ticket, email, phone]
      remedy: Let whoever answers first stay with it, and ask specialists behind the scenes.
    - code: pleads-ignorance
      title: Pleads ignorance
      principle: Not knowing is forgiven; not finding out is not.
      kind: automatic
      severity: suspect
      channels: [ticket, email, phone]
      remedy: Replace "I don't know" by "I will find out by", and a time.
    - code: bad-beginning-or-end
      title: Bad beginning or end
      principle: People remember how it began and how it ended.
      kind: automatic
      severity: suspect
      channels: [web, ticket, email, phone]
      remedy: Open with a greeting, and close with thanks, a name and the next step.
    - code: before-the-beginning
      title: Trouble before the beginning
      principle: What a customer meets on the way to you already counts, and must agree with itself.
      kind: automatic
      severity: defect
      channels: [web]
      remedy: Make title, preview, redirects and stated hours say the same thing as the page.
    """#
