internal import CCurl
internal import Glibc

/// One libcurl easy handle with the buffer that libcurl writes errors to. Stays on its loop's thread.
final class EasyHandle {
    let raw: OpaquePointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    /// The first option that libcurl did not take since `reset()`.
    private(set) var refusal: CURLcode?

    /// Nil when there is no memory.
    init?() {
        guard let raw = curl_easy_init() else { return nil }
        self.raw = raw
        errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        // The handle may write to the buffer until it is gone.
        curl_easy_cleanup(raw)
        errorBuffer.deallocate()
    }

    /// Forgets every option; what the handle has cost to make is kept. Shares survive curl_easy_reset, so go first.
    func reset() {
        // curl_easy_reset of 7.88 forgets the list of cookie files without freeing it: some 60 bytes an exchange. Done
        // while the share is attached, or the cookies would go.
        set(CURLOPT_COOKIEFILE, nil as String?)
        ccurl_easy_setopt_share(raw, nil)
        curl_easy_reset(raw)
        errorBuffer.pointee = 0
        refusal = nil
    }

    func set(_ option: CURLoption, _ value: Int) {
        note(ccurl_easy_setopt_long(raw, option, value))
    }

    func setOffset(_ option: CURLoption, _ value: Int) {
        note(ccurl_easy_setopt_offset(raw, option, value))
    }

    func set(_ option: CURLoption, _ value: String?) {
        note(ccurl_easy_setopt_string(raw, option, value))
    }

    /// The list must live until the transfer is over.
    func set(_ option: CURLoption, _ list: StringList) {
        if let head = list.head { note(ccurl_easy_setopt_slist(raw, option, head)) }
    }

    /// libcurl copies the bytes.
    func setBody(_ bytes: [UInt8]) {
        setOffset(CURLOPT_POSTFIELDSIZE_LARGE, bytes.count)
        bytes.withUnsafeBytes { buffer in
            // Lent for the call alone; an empty array has no address, and libcurl wants one.
            if let start = buffer.baseAddress {
                note(ccurl_easy_setopt_pointer(raw, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: start)))
            } else {
                set(CURLOPT_COPYPOSTFIELDS, "")
            }
        }
    }

    func set(share: Share) {
        note(ccurl_easy_setopt_share(raw, share.raw))
    }

    /// Errors are written where `errorText` finds them, as long as this object lives.
    func collectErrors() {
        note(ccurl_easy_setopt_pointer(raw, CURLOPT_ERRORBUFFER, errorBuffer))
    }

    func note(_ code: CURLcode) {
        if code != CURLE_OK, refusal == nil { refusal = code }
    }

    /// Empty when libcurl had nothing to add to the code (docs/KNOWN_BUGS).
    var errorText: String { String(cString: errorBuffer) }

    func integer(_ info: CURLINFO) -> Int {
        var value = 0
        return ccurl_easy_getinfo_long(raw, info, &value) == CURLE_OK ? value : 0
    }

    func offset(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return ccurl_easy_getinfo_offset(raw, info, &value) == CURLE_OK ? value : 0
    }

    func string(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        guard ccurl_easy_getinfo_string(raw, info, &value) == CURLE_OK, let value, value.pointee != 0 else {
            return nil
        }
        return String(cString: value)
    }

    /// The cookies of the share that the handle is attached to, in Netscape's format.
    var cookies: [String] {
        var list: UnsafeMutablePointer<curl_slist>?
        guard ccurl_easy_getinfo_slist(raw, CURLINFO_COOKIELIST, &list) == CURLE_OK else { return [] }
        defer { curl_slist_free_all(list) }
        return strings(list)
    }

    /// The certificates that the server sent, in DER, one behind the other. While the handle is connected.
    var peerChain: [UInt8] {
        var length = 0
        guard let chain = ccurl_peer_chain(raw, &length) else { return [] }
        defer { free(chain) }
        // As long as it says, and ours until it is freed.
        return Array(UnsafeBufferPointer(start: chain, count: length))
    }

    private func strings(_ list: UnsafeMutablePointer<curl_slist>?) -> [String] {
        var strings: [String] = []
        var next = list
        while let entry = next?.pointee {
            if let data = entry.data { strings.append(String(cString: data)) }
            next = entry.next
        }
        return strings
    }
}

/// A curl_slist, freed with this object.
final class StringList {
    private(set) var head: UnsafeMutablePointer<curl_slist>?

    init(_ strings: [String]) {
        for string in strings {
            // Nil means that memory is out: then the list stays as it was, still ours.
            if let longer = curl_slist_append(head, string) { head = longer }
        }
    }

    deinit { curl_slist_free_all(head) }
}

/// What the exchanges of one visit have in common and share with no other: connections, names, TLS sessions, cookies.
///
/// It has no locks: every handle that uses it lives on one loop's thread (libcurl-share(3)). libcurl refuses to free
/// a share in use, so handles are detached first.
final class Share {
    let raw: OpaquePointer

    /// Nil when there is no memory.
    init?(cookies: Bool) {
        guard let raw = curl_share_init() else { return nil }
        self.raw = raw
        var kinds = [CURL_LOCK_DATA_CONNECT, CURL_LOCK_DATA_DNS, CURL_LOCK_DATA_SSL_SESSION]
        if cookies { kinds.append(CURL_LOCK_DATA_COOKIE) }
        for kind in kinds where ccurl_share_setopt_share(raw, kind) != CURLSHE_OK {
            curl_share_cleanup(raw)
            return nil
        }
    }

    deinit { curl_share_cleanup(raw) }
}
