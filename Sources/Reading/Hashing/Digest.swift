import CCrypto

/// 32 bytes of SHA-256 or HMAC-SHA-256 (FIPS 180-4, RFC 2104), computed by libcrypto.
public struct Digest: Sendable, Hashable, CustomStringConvertible {
    public let bytes: [UInt8]

    /// SHA-256 of the bytes. Throws only when libcrypto refuses, as it does when it cannot get memory.
    public static func sha256(_ bytes: [UInt8]) throws(ReadingError) -> Digest {
        var result = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &result, &length, EVP_sha256(), nil) == 1, length == 32 else {
            throw ReadingError("libcrypto could not compute SHA-256")
        }
        return Digest(bytes: result)
    }

    public static func sha256(_ text: String) throws(ReadingError) -> Digest { try sha256(Array(text.utf8)) }

    public static func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) throws(ReadingError) -> Digest {
        guard let keyLength = Int32(exactly: key.count) else {
            throw ReadingError("the key of an HMAC is longer than 2 GB")
        }
        var result = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard HMAC(EVP_sha256(), key, keyLength, bytes, bytes.count, &result, &length) != nil, length == 32 else {
            throw ReadingError("libcrypto could not compute HMAC-SHA-256")
        }
        return Digest(bytes: result)
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { hexadecimal(bytes) }

    public var description: String { hex }

    /// Compares in a time that does not depend on where the first difference is: for keys that come from outside.
    public func equalsInConstantTime(_ other: Digest) -> Bool {
        CRYPTO_memcmp(bytes, other.bytes, 32) == 0
    }
}

/// Bytes that nobody can guess, from libcrypto's generator.
public func secureRandomBytes(_ count: Int) throws(ReadingError) -> [UInt8] {
    guard let length = Int32(exactly: count), length >= 0 else {
        throw ReadingError("cannot make \(count) random bytes")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    guard RAND_bytes(&bytes, length) == 1 else {
        throw ReadingError("libcrypto has no source of random bytes", advice: "check that /dev/urandom can be read")
    }
    return bytes
}

/// Two lower-case digits a byte.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
