import CTLS
import FoundationEssentials
import Synchronization

/// OpenSSL refused to make a certificate, a TLS context or a session.
public struct CertificateError: Error, CustomStringConvertible {
    public let description: String
}

/// The certificates that the TLS listener can show, made when first needed.
final class Certificates: Sendable {
    enum Kind: CaseIterable {
        case good, nearExpiry, expired, selfSigned, wrongHost
    }

    /// Sole owner of an authority's memory; it is only read after `init`.
    private final class Authority: @unchecked Sendable {
        let pointer: OpaquePointer

        init() throws {
            guard let made = ctls_authority_make("Lindenhof test authority") else {
                throw CertificateError(description: "OpenSSL could not make the demo business's certificate authority.")
            }
            pointer = made
        }

        deinit { ctls_authority_free(pointer) }
    }

    /// Sole owner of a context. OpenSSL counts references to it atomically, so that sessions on any thread may use it.
    private final class Context: @unchecked Sendable {
        let pointer: OpaquePointer

        init(_ pointer: OpaquePointer) { self.pointer = pointer }

        deinit { ctls_context_free(pointer) }
    }

    private let authority: Authority
    private let daysLeft: Int
    private let contexts = Mutex<[Kind: Context]>([:])

    init(daysLeft: Int) throws {
        self.authority = try Authority()
        self.daysLeft = daysLeft
    }

    static func kind(for faults: Set<Fault>) -> Kind {
        if faults.contains(.certificateNearExpiry) { return .nearExpiry }
        if faults.contains(.certificateExpired) { return .expired }
        if faults.contains(.certificateSelfSigned) { return .selfSigned }
        return faults.contains(.certificateWrongHost) ? .wrongHost : .good
    }

    func session(for faults: Set<Fault>) throws -> TLSSession {
        let kind = Self.kind(for: faults)
        let context = try contexts.withLock { contexts in
            if let known = contexts[kind] { return known }
            let made = try make(kind)
            contexts[kind] = made
            return made
        }
        guard let session = ctls_session_make(context.pointer) else {
            throw CertificateError(description: "OpenSSL could not open a TLS session for the demo business.")
        }
        return TLSSession(owning: session)
    }

    private func make(_ kind: Kind) throws -> Context {
        let day: Int64 = 86_400
        let now = Int64(Date().timeIntervalSince1970)
        let names =
            kind == .wrongHost
            ? "DNS:elsewhere.example"
            : "DNS:localhost,DNS:lindenhof.example,DNS:*.lindenhof.example,IP:127.0.0.1,IP:127.0.0.2"
        let last =
            switch kind {
            case .nearExpiry: now + Int64(daysLeft) * day + day / 2  // so that whole days left are `daysLeft` all day
            case .expired: now - day
            case .good, .selfSigned, .wrongHost: now + 365 * day
            }
        let issuer = kind == .selfSigned ? nil : authority.pointer
        guard let made = ctls_context_make(issuer, names, now - 30 * day, last) else {
            throw CertificateError(description: "OpenSSL could not make the demo business's certificate (\(kind)).")
        }
        return Context(made)
    }

    /// Writes the authority's PEM into a new file of the temporary directory and returns its path.
    func writeAuthority() throws -> String {
        let pem = try [UInt8](unsafeUninitializedCapacity: 4096) { room, count in
            // Safe: the shim writes at most `room.count` bytes and says how many.
            count = ctls_authority_pem(authority.pointer, room.baseAddress, room.count)
            if count == 0 { throw CertificateError(description: "OpenSSL could not write the authority's PEM.") }
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "lindenhof-\(UUID().uuidString).pem")
        try Data(pem).write(to: file)
        return file.path
    }
}
