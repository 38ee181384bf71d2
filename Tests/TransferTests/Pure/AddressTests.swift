import Testing

@testable import Transfer

@Suite("Addresses are what IANA's registries say")
struct AddressTests {
    @Test(
        "A class for each special-purpose block, and its neighbours",
        arguments: [
            ("8.8.8.8", .public), ("1.1.1.1", .public), ("223.255.255.255", .public), ("0.0.0.0", .unspecified),
            ("0.255.255.255", .unspecified), ("1.0.0.0", .public), ("9.255.255.255", .public), ("10.0.0.0", .private),
            ("10.255.255.255", .private), ("11.0.0.0", .public), ("100.63.255.255", .public), ("100.64.0.0", .carrier),
            ("100.127.255.255", .carrier), ("100.128.0.0", .public), ("100.100.100.200", .metadata),
            ("126.255.255.255", .public), ("127.0.0.1", .loopback), ("127.255.255.255", .loopback),
            ("128.0.0.0", .public), ("168.63.129.16", .metadata), ("168.63.129.17", .public),
            ("169.253.255.255", .public), ("169.254.0.1", .linkLocal), ("169.254.169.254", .metadata),
            ("169.254.170.2", .metadata), ("169.254.170.23", .metadata), ("169.254.255.255", .linkLocal),
            ("169.255.0.0", .public), ("172.15.255.255", .public), ("172.16.0.0", .private),
            ("172.31.255.255", .private), ("172.32.0.0", .public), ("192.0.0.1", .reserved), ("192.0.0.192", .metadata),
            ("192.0.1.0", .public), ("192.0.2.1", .documentation), ("192.31.196.1", .public), ("192.52.193.1", .public),
            ("192.88.99.1", .reserved), ("192.167.255.255", .public), ("192.168.0.1", .private),
            ("192.169.0.0", .public), ("192.175.48.1", .public), ("198.17.255.255", .public),
            ("198.18.0.1", .benchmarking), ("198.19.255.255", .benchmarking), ("198.20.0.0", .public),
            ("198.51.100.7", .documentation), ("203.0.113.9", .documentation), ("203.0.114.0", .public),
            ("224.0.0.1", .multicast), ("239.255.255.255", .multicast), ("240.0.0.1", .reserved),
            ("255.255.255.254", .reserved), ("255.255.255.255", .broadcast),
            ("2606:4700:4700::1111", .public), ("2a00:1450::1", .public), ("2620:4f:8000::1", .public),
            ("::", .unspecified), ("::1", .loopback), ("::2", .unspecified), ("100::1", .reserved),
            ("2001::1", .reserved), ("2001:1::1", .reserved), ("2001:2::1", .benchmarking), ("2001:20::1", .reserved),
            ("2001:1ff:ffff::1", .reserved), ("2001:200::1", .public), ("2001:db8::1", .documentation),
            ("3fff::1", .documentation), ("3fff:fff::1", .documentation), ("3fff:1000::1", .public),
            ("5f00::1", .reserved), ("4000::1", .reserved), ("1fff::1", .reserved), ("fbff::1", .reserved),
            ("fc00::1", .private), ("fd12:3456::1", .private), ("fd00:ec2::254", .metadata),
            ("fd20:ce::254", .metadata), ("fe00::1", .reserved), ("fe80::1", .linkLocal), ("febf::1", .linkLocal),
            ("fec0::1", .private), ("feff::1", .private), ("ff02::1", .multicast),
        ] as [(String, AddressClass)])
    func classes(text: String, expected: AddressClass) throws {
        #expect(AddressClass(try #require(IPAddress(text))) == expected)
    }

    @Test(
        "An IPv4 address inside an IPv6 one is judged as itself",
        arguments: [
            "::ffff:%", "::ffff:0:%", "::%", "64:ff9b::%",
        ])
    func embedded(form: String) throws {
        for (inner, expected) in [
            ("127.0.0.1", AddressClass.loopback), ("10.1.2.3", .private), ("169.254.169.254", .metadata),
            ("8.8.8.8", .public), ("192.168.7.7", .private),
        ] {
            let text = form.replacing("%", with: inner)
            #expect(AddressClass(try #require(IPAddress(text))) == expected, "\(text)")
        }
    }

    @Test("6to4 is judged by its gateway, and local NAT64 is private")
    func translated() throws {
        #expect(AddressClass(try #require(IPAddress("2002:7f00:1::"))) == .loopback)
        #expect(AddressClass(try #require(IPAddress("2002:c0a8:101::1"))) == .private)
        #expect(AddressClass(try #require(IPAddress("2002:808:808::1"))) == .public)
        #expect(AddressClass(try #require(IPAddress("64:ff9b:1::808:808"))) == .private)
    }

    @Test(
        "Reading and printing agree",
        arguments: [
            "0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "2001:db8::ff00:42:8329",
        ])
    func roundTrip(text: String) throws {
        #expect(try #require(IPAddress(text)).description == text)
    }

    @Test("Brackets and zones are no part of an address")
    func decorations() {
        #expect(IPAddress("[::1]") == IPAddress("::1"))
        #expect(IPAddress("fe80::1%eth0") == IPAddress("fe80::1"))
    }

    @Test(
        "What is not an address is none",
        arguments: ["", "1", "127.1", "127.0.0.1.", "0x7f.0.0.1", "1.2.3.256", "::g", "localhost", "[::1", "1:2:3"])
    func noAddresses(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        "A range holds its addresses and no others",
        arguments: [
            ("10.1.0.0/16", "10.1.255.255", true), ("10.1.0.0/16", "10.2.0.0", false), ("0.0.0.0/0", "9.9.9.9", true),
            ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1/32", "127.0.0.2", false), ("0.0.0.0/0", "::1", false),
            ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false), ("::/0", "::1", true),
            ("2001:db8::/65", "2001:db8::1", true), ("2001:db8::/65", "2001:db8:0:0:8000::1", false),
            ("2001:db8::/64", "2001:db8:0:1::1", false), ("::1/128", "::1", true), ("::1/128", "::2", false),
        ])
    func ranges(range: String, address: String, inside: Bool) throws {
        let range = try #require(AddressRange(range))
        #expect(range.contains(try #require(IPAddress(address))) == inside)
    }

    @Test(
        "What is not a range is none",
        arguments: ["", "/8", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/", "a/8"])
    func noRanges(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test("An address that is not public needs to be written or allowed")
    func policy() throws {
        let loopback = try #require(IPAddress("127.0.0.1"))
        let range = try #require(AddressRange("127.0.0.0/8"))
        #expect(AddressPolicy(permitsAll: true, allowed: []).permits(loopback))
        #expect(!AddressPolicy(permitsAll: false, allowed: []).permits(loopback))
        #expect(AddressPolicy(permitsAll: false, allowed: [range]).permits(loopback))
        #expect(AddressPolicy(permitsAll: false, allowed: []).permits(try #require(IPAddress("9.9.9.9"))))
    }

    @Test(arguments: ["169.254.169.254", "fd00:ec2::254", "::ffff:169.254.169.254"])
    func credentialsOfTheMachineAreNotForVisitsEvenWhereWritten(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!AddressPolicy(permitsAll: true, allowed: []).permits(address))
        let range = try #require(AddressRange("\(text)/\(text.contains(":") ? 128 : 32)"))
        #expect(AddressPolicy(permitsAll: false, allowed: [range]).permits(address))
    }
}
