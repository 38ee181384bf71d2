internal import CCurl
internal import Glibc
public import Journey
internal import Synchronization

/// The daemon's way to the outside: exchanges over libcurl, on threads of its own.
///
/// Make one, open a ``session(cookies:)`` for each visit, and call ``shutdown()`` before `main` returns: libcurl must be
/// taken apart before OpenSSL's exit handler runs. Safe to use from any task.
public final class Transfer: Sendable {
    public struct Options: Sendable {
        /// Blocks until it knows the addresses of a name. It runs on a thread that may be held.
        public typealias Lookup =
            @Sendable (String, ExchangeRequest.AddressFamily) throws(LookupFailure) -> [IPAddress]

        /// Event loops, each on a thread: 1…64. By default one a core, at most two.
        public var threads = min(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        /// Exchanges going on at a time, on all loops together; further ones wait, and their time does not run.
        /// By default as many as the process may open files, with some left over for everything else.
        public var inFlight = Options.inFlightByDescriptors()
        /// Lookups going on at a time. One name may have a quarter of them.
        public var lookupsInFlight = 32
        /// The authorities to trust, a PEM file. By default Debian's, or else what libcurl was built with.
        public var caFile: String? = Options.systemCAFile()
        /// Where names are looked up. By default getaddrinfo(3), which reads /etc/hosts and asks the name server.
        public var lookup: Lookup = { name, family throws(LookupFailure) in
            try SystemLookup.addresses(of: name, family: family)
        }
        /// Says when an exchange started. Durations and patience are measured in real time whatever it is.
        public var timepiece: any Timepiece = SystemTimepiece()

        public init() {}

        private static func systemCAFile() -> String? {
            let bundle = "/etc/ssl/certs/ca-certificates.crt"
            return access(bundle, R_OK) == 0 ? bundle : nil
        }

        private static func inFlightByDescriptors() -> Int {
            var limit = rlimit()
            guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 512 }
            // The rest is for the ledger, and for all who may ask the daemon at once.
            return max(Int(clamping: limit.rlim_cur) - 512, 64)
        }
    }

    /// How one event loop is doing.
    public struct LoopStatus: Sendable, Hashable {
        public var inFlight: Int
        /// The longest time that the loop was held since it was last asked. Above some milliseconds, measured times
        /// suffer.
        public var longestHold: Duration
    }

    /// No exchange can be made on this machine.
    public struct Unavailable: Error, CustomStringConvertible {
        public let description: String
    }

    let lookups: NameLookups
    let certificates = CertificateMemory()
    let options: Options
    private let loops: [TransferLoop]
    private let opened = Atomic<UInt64>(0)

    /// curl_global_init(3) is safe in any thread since 7.84, and Swift runs this once.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Throws: ``Unavailable`` when libcurl does not start or the machine has no thread or descriptor to give.
    public init(options: Options = Options()) throws(Unavailable) {
        guard Self.isReady else { throw Unavailable(description: "libcurl does not start (curl_global_init failed).") }
        let count = min(max(options.threads, 1), 64)
        var loops: [TransferLoop] = []
        for number in 0..<count {
            let share = (options.inFlight + count - 1) / count
            guard let loop = TransferLoop(number: number, timepiece: options.timepiece, inFlightLimit: share) else {
                throw Unavailable(
                    description: "No event loop can be started (\(String(cString: strerror(errno)))): "
                        + "raise the limits on threads and open files.")
            }
            loops.append(loop)
        }
        self.loops = loops
        self.options = options
        lookups = NameLookups(limit: options.lookupsInFlight, lookup: options.lookup)
    }

    /// Opens what one visit has for itself: connections, names, TLS sessions and cookies.
    ///
    /// - Parameter cookies: as ``TransferSession/cookies()`` gave them.
    public func session(cookies: [String] = []) -> TransferSession {
        let id = opened.wrappingAdd(1, ordering: .relaxed).newValue
        // A visit stays on one loop, so that what its exchanges share needs no locks.
        return TransferSession(id: id, loop: loops[Int(id % UInt64(loops.count))], transfer: self, cookies: cookies)
    }

    /// One entry a loop.
    public func loopStatus() -> [LoopStatus] {
        loops.map { LoopStatus(inFlight: $0.gauge.inFlight, longestHold: $0.gauge.takeLongestHold()) }
    }

    /// Ends every exchange as cancelled and returns when all threads are gone and libcurl is taken apart. Exchanges
    /// asked for later end as cancelled at once. May be called twice.
    public func shutdown() async {
        await withTaskGroup { group in
            for loop in loops { group.addTask { await loop.stop() } }
        }
    }

    /// `7.88.1`, of the library that is loaded.
    public static var libcurlVersion: String {
        guard let info = ccurl_version_info(), let version = info.pointee.version else { return "unknown" }
        return String(cString: version)
    }

    /// Whether the library that is loaded speaks HTTP/2.
    public static var hasHTTP2: Bool {
        guard let info = ccurl_version_info() else { return false }
        return info.pointee.features & CURL_VERSION_HTTP2 != 0
    }
}
