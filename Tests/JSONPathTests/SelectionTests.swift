import JSONPath
import Testing

struct SelectionTests {
    /// Orders as a shop's API might answer.
    static let document = #"""
        {
          "id": 9007199254740993,
          "orders": [
            {"no": 1, "total": 19.90, "state": "sent", "lines": [{"sku": "a-1"}, {"sku": "b-2"}]},
            {"no": 2, "total": 5, "state": "open", "note": null, "lines": []},
            {"no": 3, "total": 1e2, "state": "sent back", "lines": [{"sku": "c-3"}]}
          ],
          "it's": {"\t": [0, 1, 2, 3, 4, 5], "e\u0301": 1, "\u00e9": 2, "\u0001": 3},
          "limit": 19.9
        }
        """#

    static let cases: [(String, [String])] = [
        ("$.id", ["$['id']"]),
        ("$['id','limit']", ["$['id']", "$['limit']"]),
        ("$.*", ["$['id']", "$['orders']", "$['it\\'s']", "$['limit']"]),
        ("$.orders[0].no", ["$['orders'][0]['no']"]),
        ("$.orders[-1].no", ["$['orders'][2]['no']"]),
        ("$.orders[3]", []),
        ("$.orders[-4]", []),
        ("$.orders['0']", []),
        ("$.id[0]", []),
        ("$.orders[0,0].no", ["$['orders'][0]['no']", "$['orders'][0]['no']"]),
        (#"$["it's"]['\t'][1:3]"#, ["$['it\\'s']['\\t'][1]", "$['it\\'s']['\\t'][2]"]),
        (#"$["it's"]["\u0009"][::-2]"#, ["5", "3", "1"].map { "$['it\\'s']['\\t'][\($0)]" }),
        (#"$["it's"]['\t'][-2:]"#, ["4", "5"].map { "$['it\\'s']['\\t'][\($0)]" }),
        (#"$["it's"]['\t'][4:1:-1]"#, ["4", "3", "2"].map { "$['it\\'s']['\\t'][\($0)]" }),
        (#"$["it's"]['\t'][::0]"#, []),
        (#"$["it's"]['\t'][9007199254740991:]"#, []),
        (#"$["it's"]['\t'][:-9007199254740991:-9007199254740991]"#, ["$['it\\'s']['\\t'][5]"]),
        (#"$["it's"]['\u00e9']"#, ["$['it\\'s']['\u{E9}']"]),
        (#"$["it's"]['\u0001']"#, ["$['it\\'s']['\\u0001']"]),
        ("$..sku", ["[0]['lines'][0]", "[0]['lines'][1]", "[2]['lines'][0]"].map { "$['orders']\($0)['sku']" }),
        ("$..lines[0]", ["$['orders'][0]['lines'][0]", "$['orders'][2]['lines'][0]"]),
        ("$..[?@.sku == 'c-3'].sku", ["$['orders'][2]['lines'][0]['sku']"]),
        ("$.orders[?@.state == 'sent'].no", ["$['orders'][0]['no']"]),
        ("$.orders[?@.state != 'sent'].no", ["$['orders'][1]['no']", "$['orders'][2]['no']"]),
        ("$.orders[?@.total > 19].no", ["$['orders'][0]['no']", "$['orders'][2]['no']"]),
        ("$.orders[?@.total == 100].no", ["$['orders'][2]['no']"]),
        ("$.orders[?@.total >= $.limit].no", ["$['orders'][0]['no']", "$['orders'][2]['no']"]),
        ("$.orders[?@.total < 5.0 || @.no <= 1].no", ["$['orders'][0]['no']"]),
        ("$.orders[?@.note].no", ["$['orders'][1]['no']"]),
        ("$.orders[?!@.note].no", ["$['orders'][0]['no']", "$['orders'][2]['no']"]),
        ("$.orders[?@.note == null].no", ["$['orders'][1]['no']"]),
        ("$.orders[?@.nothing == @.void].no", ["1", "2", "3"].enumerated().map { "$['orders'][\($0.offset)]['no']" }),
        ("$.orders[?@.nothing < 1 || @.state < 1].no", []),
        ("$.orders[?@.lines[*]].no", ["$['orders'][0]['no']", "$['orders'][2]['no']"]),
        ("$.orders[?@.lines[?@.sku=='b-2']].no", ["$['orders'][0]['no']"]),
        ("$.orders[?count(@.lines[*]) == 2].no", ["$['orders'][0]['no']"]),
        ("$.orders[?length(@.lines) == 0].no", ["$['orders'][1]['no']"]),
        ("$.orders[?length(@.state) == 9].no", ["$['orders'][2]['no']"]),
        ("$.orders[?length(@) == 5].no", ["$['orders'][1]['no']"]),
        ("$.orders[?value(@..sku) == 'c-3'].no", ["$['orders'][2]['no']"]),
        ("$.orders[?match(@.state, 's.*')].no", ["$['orders'][0]['no']", "$['orders'][2]['no']"]),
        ("$.orders[?!search(@.state, 'n[dt]')].no", ["$['orders'][1]['no']"]),
        ("$.orders[?search(@.state, 'back$') && !(@.no == 1)].no", ["$['orders'][2]['no']"]),
        ("$.orders[?(@.no == 1 || @.no == 2) && @.total > 5].no", ["$['orders'][0]['no']"]),
        ("$[?@ == 9007199254740993]", ["$['id']"]),
        ("$[?@ == 9007199254740992]", []),
        ("$[?@ > 9007199254740992.0]", ["$['id']"]),
        ("$.orders[?@.lines == $.orders[1].lines].no", ["$['orders'][1]['no']"]),
        ("$ .orders\n[ 0 , -1 ]\t.no", ["$['orders'][0]['no']", "$['orders'][2]['no']"]),
    ]

    @Test(arguments: cases)
    func selects(_ query: String, _ paths: [String]) throws {
        let nodes = try JSONPath(query).select(in: try JSON(parsing: Self.document.utf8))
        #expect(nodes.map(\.path.description) == paths)
    }

    @Test(arguments: cases.flatMap(\.1))
    func aNormalizedPathSelectsItsNodeAgain(_ path: String) throws {
        let nodes = try JSONPath(path).select(in: try JSON(parsing: Self.document.utf8))
        #expect(nodes.map(\.path.description) == [path])
    }

    @Test(arguments: ["9223372036854775807", "-9223372036854775808", "9007199254740993", "18446744073709551615"])
    func integersOfSixtyFourBitsComeOutExactly(_ integer: String) throws {
        let document = try JSON(parsing: "[\(integer)]".utf8)
        let nodes = try JSONPath("$[?@ == \(integer)]").select(in: document)
        #expect(nodes.map(\.value.plainText) == [integer])
    }

    @Test func queriesAreEqualWhenTheirTextsAre() throws {
        #expect(try Set([JSONPath("$.a"), JSONPath("$.a"), JSONPath("$.b")]).count == 2)
        #expect(try JSONPath("$.\u{E9}") != JSONPath("$.e\u{301}"))
        #expect(try JSONPath("$ .a").description == "$ .a")
    }
}
