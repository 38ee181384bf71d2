/// How the experience is designed and held together: rows 1 to 12 of the catalogue.
let catalogueOfDesign = #"""
    - code: undefined-experience
      title: Experience left undefined
      principle: What nobody has defined cannot be delivered; every touchpoint needs a promise or an expectation.
      kind: configuration
      remedy: Give each touchpoint a `promise` and an `expect`, or take it out of the journey.
    - code: product-only
      title: Only the product is designed
      principle: Customers judge booking, waiting, paying and the end as much as the product itself.
      kind: configuration
      remedy: Add touchpoints for what comes before and after the product.
    - code: left-to-chance
      title: Left to chance
      principle: The same question deserves the same answer, whoever happens to give it.
      kind: history
      severity: trend
      channels: [ticket, email, phone]
      remedy: Write the answer down once, where everybody who answers finds it.
    - code: unpredictable-swings
      title: Unpredictable swings
      principle: Customers forgive a steady wait more easily than one they cannot foresee.
      kind: history
      severity: trend
      channels: [web, ticket, email, phone]
      remedy: Find out what differs between the fast and the slow visits, and take that away first.
    - code: messy-some-days
      title: Messy on some days
      principle: Quality that comes and goes teaches customers to expect the worse day.
      kind: history
      severity: trend
      channels: [web]
      remedy: Look at what was released, or who was away, on the days with more defects.
    - code: insult-or-shouting
      title: Insult or shouting
      principle: No customer is ever insulted or shouted at, whatever they did.
      kind: automatic
      severity: suspect
      channels: [ticket, email, phone]
      remedy: Apologise to the customer in person, and talk with whoever wrote it.
    - code: broken-brand-voice
      title: Out of the brand's voice
      principle: A business that speaks in many voices sounds as if nobody were in charge.
      kind: declared
      severity: suspect
      channels: [web, ticket, email, phone]
      remedy: Give writers the list of words that are yours, and of those that are not.
    - code: standard-broken
      title: A standard broken
      principle: A service non-negotiable holds every time, or it is none.
      kind: declared
      severity: defect
      channels: [web, ticket, email, phone]
      remedy: Find out why it could be broken, and make that impossible; or stop calling it a standard.
    - code: no-apology
      title: No apology after a failure
      principle: When the business is at fault, the first thing a person says is sorry.
      kind: declared
      severity: defect
      channels: [ticket, email, phone]
      remedy: Begin the first reply to a failure with an apology that names what went wrong.
    - code: insincere-apology
      title: Insincere apology
      principle: An apology that doubts the harm or reads like a form is worse than none.
      kind: automatic
      severity: suspect
      channels: [ticket, email, phone]
      remedy: Say what went wrong and that it was yours; leave out "if" and "any inconvenience".
    - code: inconsistent
      title: Inconsistent
      principle: Consistency is what turns a single good visit into trust.
      kind: history
      severity: trend
      channels: [web, ticket, email, phone]
      remedy: Start with the largest spread that this owner's figures show.
    - code: deaf-to-feedback
      title: Deaf to feedback
      principle: A business learns from customers only if they can speak and somebody answers.
      kind: history
      severity: suspect
      channels: [web, email]
      remedy: Offer one plain way to give feedback, and answer each within a day.
    """#
