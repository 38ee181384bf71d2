import Foundation
import Reading
import Testing

@Suite struct WebAddressTests {
    /// RFC 3986 §5.4.1 and §5.4.2; `http:g` as browsers read it, which the RFC allows.
    @Test(arguments: [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
        ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
        ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."),
        ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"), ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
        ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"), ("http:g", "http://a/b/c/g"),
    ])
    func referencesAreResolvedAsRFC3986Says(reference: String, target: String) throws {
        let base = try #require(WebAddress("http://a/b/c/d;p?q"))
        #expect(base.resolving(reference)?.description == target)
    }

    /// What people and programs put into `href`, read as browsers do.
    @Test(arguments: [
        (" /path with space ", "https://shop.example/path%20with%20space"), ("\t/a\nb\r", "https://shop.example/ab"),
        ("\\evil\\x", "https://shop.example/evil/x"), ("\\\\other.example\\x", "https://other.example/x"),
        ("///other.example/x", "https://other.example/x"),
        ("/über?q=ö&r=a b#ü", "https://shop.example/%C3%BCber?q=%C3%B6&r=a%20b#%C3%BC"),
        ("/100%", "https://shop.example/100%"), ("/%e4%2F", "https://shop.example/%e4%2F"),
        ("/a/%2e%2E/b", "https://shop.example/b"), ("/a//b", "https://shop.example/a//b"),
        ("HTTP://OTHER.example:80/A", "http://other.example/A"), ("https://x.example:443", "https://x.example/"),
        ("https://x.example:8443", "https://x.example:8443/"),
        ("https:other.html", "https://shop.example/dir/other.html"),
        ("http:other.html", "http://other.html/"), ("http://user:pa ss@x.example/", "http://user:pa%20ss@x.example/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"), ("http://Zoë.example/", "http://xn--zo-ija.example/"),
        ("http://日本語.jp", "http://xn--wgv71a119e.jp/"), ("http://münchen.de/", "http://xn--mnchen-3ya.de/"),
        ("http://x.example?q", "http://x.example/?q"), ("http://x.example#f", "http://x.example/#f"),
        ("/a'b\"c<d>", "https://shop.example/a'b%22c%3Cd%3E"), ("?a='x'", "https://shop.example/dir/page?a=%27x%27"),
        ("mailto:a@b.example", "mailto:a@b.example"), ("tel:+49301", "tel:+49301"),
        ("javascript:void(0)", "javascript:void(0)"), ("data:text/plain,hi there", "data:text/plain,hi there"),
        ("foo://host/a/../b", "foo://host/b"), ("1x:y", "https://shop.example/dir/1x:y"),
        ("#", "https://shop.example/dir/page?x#"),
    ])
    func weirdReferencesLeadWhereBrowsersGo(reference: String, target: String) throws {
        let base = try #require(WebAddress("https://shop.example/dir/page?x#y"))
        #expect(base.resolving(reference)?.description == target)
    }

    @Test(arguments: [
        "", "page", "/page", "//x.example", "http://", "http://x.example:99999/", "http://x.example:8a/", "http://a b/",
        "http://[::1/", "http://[zz]/", "http://a%00b/", "http://a<b/", "http://a\u{7F}b/", ":x", "http://@/",
        "https://:80",
        "http://x.example/" + String(repeating: "a", count: WebAddress.longest),
    ])
    func whatIsNoAddressIsNone(text: String) {
        #expect(WebAddress(text) == nil)
    }

    @Test func nothingIsRelativeToAMailAddress() throws {
        let base = try #require(WebAddress("mailto:a@b.example"))
        #expect(base.resolving("page") == nil)
        #expect(base.resolving("//host/x") == nil)
        #expect(base.resolving("#f")?.description == "mailto:a@b.example#f")
    }

    @Test func partsAreApart() throws {
        let address = try #require(WebAddress("https://me:secret@Shop.Example:8443/a/b?c=d#e"))
        #expect(address.scheme == "https")
        #expect(address.userInfo == "me:secret")
        #expect(address.host == "shop.example")
        #expect(address.port == 8443)
        #expect(address.effectivePort == 8443)
        #expect(address.path == "/a/b")
        #expect(address.query == "c=d")
        #expect(address.fragment == "e")
        #expect(address.origin == "https://shop.example:8443")
        #expect(address.withoutFragment.description == "https://me:secret@shop.example:8443/a/b?c=d")
        #expect(WebAddress("http://x.example")?.effectivePort == 80)
    }

    @Test(arguments: [
        "https://x.example/a/%2e./b?c'd#e`f", "foo:/a/../b", "foo:////x", "web+demo:/.//not-a-host/", "mailto:x y",
        "http://é.example:080/\\a?b#c", "ftp://u@h/..",
    ])
    func anAddressReadAgainIsTheSame(text: String) throws {
        let address = try #require(WebAddress(text))
        #expect(WebAddress(address.description) == address)
        let data = try JSONEncoder().encode([address])
        #expect(try JSONDecoder().decode([WebAddress].self, from: data) == [address])
    }

    @Test func anyTextIsReadWithoutHarm() throws {
        let base = try #require(WebAddress("http://a/b/c/d;p?q"))
        let pieces = [
            "/", "\\", ":", "@", "?", "#", "%", "%2e", ".", "..", "[", "]", "é", "xn--", "a", "\0", "\t", "http:",
        ]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 0...10)).map { _ in pieces.randomElement() ?? "" }.joined()
            guard let address = base.resolving(text) else { continue }
            #expect(WebAddress(address.description) == address, "\(text)")
            #expect(address.description.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        }
    }
}
