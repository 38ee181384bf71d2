/// What leadership owes, and what only time shows: rows 47 to 63 of the catalogue.
let catalogueOfLeadership = #"""
    - code: slovenly-counter
      title: Slovenly counter
      principle: Customers read the care for them from the care for the place.
      kind: person
      remedy: Walk in by the customers' door once a day, and pick up what lies there.
    - code: boss-out-of-touch
      title: The boss is out of touch
      principle: Who leads must know what it feels like to be a customer here.
      kind: configuration
      remedy: Write down the expected standing, and compare it with the measured one each month.
    - code: service-undefined
      title: Service undefined
      principle: What good service is must be written down before anybody can be asked for it.
      kind: configuration
      remedy: Give each owner at least one standard.
    - code: unmapped-journey
      title: Unmapped journey
      principle: A moment of truth that nobody looks at is left to chance.
      kind: configuration
      remedy: Write a probe that visits it.
    - code: outcome-not-delivered
      title: Outcome not delivered
      principle: Before anything else, the customer must get what they came for.
      kind: automatic
      severity: defect
      channels: [web, ticket, email, phone]
      remedy: See what was expected and what was there instead, and mend that first.
    - code: policy-ties-hands
      title: Policy ties hands
      principle: Rules that keep staff from helping are the business's failure, not the staff's.
      kind: automatic
      severity: suspect
      channels: [ticket, email, phone]
      remedy: Collect the rules that are quoted most, and drop one a month.
    - code: tactics-first
      title: Tactics before strategy
      principle: Without a picture of the service that is wanted, single measures pull in all directions.
      kind: scorecard
      remedy: Write one page on what customers shall say about you, and test each measure against it.
    - code: no-one-accountable
      title: No one accountable
      principle: What belongs to everybody is done by nobody.
      kind: configuration
      remedy: Name an owner for each probe.
    - code: departments-disagree
      title: Departments disagree
      principle: The customer deals with one business, and hears one fact.
      kind: history
      severity: defect
      channels: [web, ticket, email, phone]
      remedy: Keep each fact in one place, and let everything else read it from there.
    - code: no-baseline
      title: No baseline
      principle: A target set before anything was measured is a wish.
      kind: configuration
      remedy: Measure for a week, then set the target.
    - code: no-customer-goal
      title: No goal for the customer
      principle: A promise without a figure cannot be kept or broken.
      kind: configuration
      remedy: Put a time or a number into each promise.
    - code: metric-without-owner
      title: Metric without owner
      principle: A figure that nobody answers for changes nothing.
      kind: configuration
      remedy: Give the probe, or the desk, an owner.
    - code: empty-promise-of-change
      title: Empty promise of change
      principle: To say that something was mended, when it was not, costs the last of the trust.
      kind: history
      severity: defect
      channels: [web, ticket, email, phone]
      remedy: Call it fixed only after a visit has found it so.
    - code: change-not-sustained
      title: Change not sustained
      principle: An improvement counts once it lasts.
      kind: history
      severity: defect
      channels: [web, ticket, email, phone]
      remedy: Find what let it come back, and put a check where it would be seen first.
    - code: company-convenience-first
      title: The company's convenience first
      principle: Each step that serves only the company is paid with the customer's patience.
      kind: history
      severity: trend
      channels: [web]
      remedy: Take out one step, field or repetition at a time, and watch the effort fall.
    - code: fragmented-channels
      title: Fragmented channels
      principle: What the customer told one channel, the business knows.
      kind: declared
      severity: suspect
      channels: [web, ticket, email, phone]
      remedy: Let every channel show the whole history before it asks.
    - code: unreliable
      title: Unreliable
      principle: To do what was promised, each time, is the largest part of service.
      kind: history
      severity: trend
      channels: [web, ticket, email, phone]
      remedy: Begin with the promise that is broken most often.
    """#
