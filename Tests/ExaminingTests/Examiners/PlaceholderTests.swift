import Testing

@testable import Examining

@Suite struct PlaceholderTests {
    @Test(arguments: [
        "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>",
        "<p>Dear {{guest.name}}, we look forward to your stay.</p>",
        "<p>Hello {{ first_name | capitalize }}!</p>",
        "<p>{% if user %}Welcome{% endif %}</p>",
        "<p>Total: ${order.total}</p>",
        "<p>Dear %FIRST_NAME%, thank you.</p>",
        "<p>Dear [[customer.name]],</p>",
        "<p>TODO: text about the renovation</p>",
        "<p>FIXME</p>",
        "<h2>Your headline here</h2>",
        "<p>Insert your text here</p>",
        "<p>Just another WordPress site</p>",
        "<p>Dear [your name], thank you</p>",
        "<p>Hier steht Ihr Text</p>",
        "<p>Dies ist ein Blindtext.</p>",
        "<p>Votre texte ici</p>",
        "<p>Tu texto aquí</p>",
        "<p>Hello undefined, welcome back</p>",
        "<p>Price: € NaN</p>",
        "<p>Delivery: [object Object]</p>",
        "<td>undefined</td>",
        "<p>Invalid Date</p>",
    ])
    func whatWasMeantToBeReplacedIsFound(body: String) {
        #expect(Placeholder().defects(inBody: body).count >= 1)
    }

    @Test(arguments: [
        ("en", "<p>The behaviour is undefined when the list is empty.</p>"),
        ("en", "<p>Naan bread, NaN years old</p>"),
        ("en", "<p>Ms Null will see you now.</p>"),
        ("en", "<pre>Dear {{guest.name}}</pre>"),
        ("en", "<p>Write <code>{{name}}</code> where the name goes.</p>"),
        ("en", "<textarea>Your text here {{x}}</textarea>"),
        ("en", "<script>var a = '{{name}} lorem ipsum dolor'</script>"),
        ("en", "<template><p>{{name}}</p></template>"),
        ("en", "<div ng-app=shop><p>{{name}}</p></div>"),
        ("en", "<div v-cloak>{{ name }}</div>"),
        ("en", "<script src=/js/vue.min.js></script><p>{{ name }}</p>"),
        ("en", "<p>My TODO list is long. What to do: nothing.</p>"),
        ("es", "<p>TODO: incluido en el precio</p>"),
        ("es", "<h2>TODO</h2>"),
        ("en", "<blockquote>Lorem ipsum dolor sit amet</blockquote>"),
        ("en", "<p>Enter your text message here or call us.</p>"),
        ("en", "<p>50% OFF 100% COTTON</p>"),
        ("en", "<p>Save {up to 50%} today</p>"),
        ("en", "<p>Order samples here. Text us. Type of text: sample.</p>"),
        ("en", "<p>Room [double], $ {12}</p>"),
        (
            "en",
            "<ul><li><code>a</code> x</li><li><code>b</code> y</li><li><code>c</code> z</li></ul><p>Write ${name} there.</p>"
        ),
    ])
    func whatIsMeantAsItStandsIsLeftAlone(lang: String, body: String) {
        #expect(Placeholder().defects(inBody: body, lang: lang).isEmpty)
    }

    @Test func aTextAboutFillerMayQuoteIt() {
        let page = evidence(
            "<html><title>What is lorem ipsum?</title><p>“Lorem ipsum dolor sit amet” it begins.</p></html>")
        #expect(Placeholder().defects(page).isEmpty)
    }

    @Test func anUnfilledTemplateIsToldThreeTimesAtMost() {
        let body = (0..<50).map { "<p>{{ field.n\($0) }}</p>" }.joined()
        #expect(Placeholder().defects(inBody: body).count == 3)
    }
}
