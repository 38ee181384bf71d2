/// What practice adds to the founding texts: rows 64 to 72 of the catalogue.
let catalogueOfPractice = #"""
    - code: stranger-every-time
      title: A stranger every time
      principle: A customer who comes back is greeted as one.
      kind: declared
      severity: trend
      channels: [web, ticket, email, phone]
      remedy: Remember what was given before, and ask only for what is new.
    - code: unanswered-in-public
      title: Unanswered in public
      principle: A question left standing in public is read by everybody who comes after.
      kind: declared
      severity: trend
      channels: [web]
      remedy: Answer public reviews and questions within days, the bad ones first.
    - code: improvement-untold
      title: Improvement untold
      principle: What was mended because customers spoke up should be told to them.
      kind: configuration
      remedy: Tell those who complained what has changed.
    - code: unreachable
      title: Unreachable
      principle: A customer who wants to reach you must be able to.
      kind: automatic
      severity: defect
      channels: [web, ticket, email, phone]
      remedy: Send from addresses that are read, and call the numbers that you print.
    - code: price-grows
      title: The price grows
      principle: The first price that a customer sees is the one to be paid.
      kind: declared
      severity: defect
      channels: [web]
      remedy: Show the whole price first, fees and all.
    - code: secret-asked
      title: A secret asked for
      principle: No honest business asks for a PIN, a password or a whole card number in writing.
      kind: automatic
      severity: defect
      channels: [ticket, email, phone]
      remedy: Ask for the last digits or a reference, and delete what was sent.
    - code: hard-to-leave
      title: Hard to leave
      principle: Leaving takes no more steps than joining did.
      kind: declared
      severity: trend
      channels: [web, ticket, email]
      remedy: Put cancelling where signing up is, with as many clicks.
    - code: machine-as-person
      title: A machine that poses as a person
      principle: A machine says that it is one.
      kind: automatic
      severity: suspect
      channels: [ticket, email]
      remedy: Sign automatic replies as such, and say when a person will read.
    - code: shut-out
      title: Shut out
      principle: A service that some people cannot use is not open.
      kind: automatic
      severity: trend
      channels: [web]
      remedy: Label every field, declare the page's language, and put words beside pictures of words.
    """#
