import Reading
import Testing

@Suite struct DigestTests {
    /// FIPS 180-4 examples.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func sha256IsThatOfTheStandard(text: String, hex: String) throws {
        #expect(try Digest.sha256(text).hex == hex)
    }

    /// RFC 4231, cases 1 and 2.
    @Test func hmacIsThatOfTheRFC() throws {
        #expect(
            try Digest.hmacSHA256(Array("Hi There".utf8), key: [UInt8](repeating: 0x0B, count: 20)).hex
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(
            try Digest.hmacSHA256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)).hex
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(try Digest.hmacSHA256([], key: []).bytes.count == 32)
    }

    @Test func digestsAreCompared() throws {
        let digest = try Digest.sha256("a")
        #expect(digest.equalsInConstantTime(try .sha256("a")))
        #expect(!digest.equalsInConstantTime(try .sha256("b")))
    }

    @Test func randomBytesDiffer() throws {
        #expect(try secureRandomBytes(32) != secureRandomBytes(32))
        #expect(try secureRandomBytes(0).isEmpty)
        #expect(throws: ReadingError.self) { try secureRandomBytes(-1) }
    }
}
