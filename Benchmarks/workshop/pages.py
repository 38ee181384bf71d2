"""The page that is served: what a shop's page is made of, with nothing wrong in it."""

WORDS = (
    "the kettle boils a litre of water in three minutes and switches itself off when it is done . its lid opens wide enough for "
    "a hand and its spout pours without a drop beside the cup . we test each one before it leaves our workshop in the valley . "
    "if it should ever fail you may bring it back to any of our shops within five years and we will repair it while you wait . "
    "spare lids and filters are kept in stock for every model that we have made since we began ."
).split()


def sentence_case(words):
    text, begins = [], True
    for word in words:
        if word == ".":
            text[-1] += "."
            begins = True
            continue
        text.append(word.capitalize() if begins else word)
        begins = False
    return " ".join(text)


def page(size=20_000):
    """About so many bytes of HTML. TOKEN stands where a site's own nonces are."""
    head = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Kettles for life</title>\n'
        '<meta name="csrf-token" content="TOKEN"><meta name="viewport" content="width=device-width">\n'
        '<meta name="description" content="Kettles that are repaired, not replaced."></head>\n'
        '<body><h1>Kettles for life</h1>\n<nav><ul>\n'
        + "".join(f'<li><a href="/linked/{number}">Model {number}</a></li>\n' for number in range(1, 21))
        + '</ul></nav>\n<form action="/linked/search"><label for="q">Search</label>'
        '<input id="q" name="q"><input type="hidden" name="csrf_token" value="TOKEN"><button>Search</button></form>\n<main>\n')
    foot = "</main>\n</body></html>\n"
    body, length, number = [], len(head) + len(foot), 0
    words = WORDS
    while length < size:
        number += 1
        words = words[7:] + words[:7]
        start = words.index(".") + 1 if "." in words else 0
        text = sentence_case(words[start:] + words[:start])
        block = f'<section class="model" id="model-{number}"><h2>Model {number}</h2>\n<p>{text}</p></section>\n'
        body.append(block)
        length += len(block)
    return head + "".join(body) + foot
