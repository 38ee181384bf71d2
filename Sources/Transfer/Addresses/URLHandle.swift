internal import CCurl
internal import Glibc

/// Owns a CURLU (libcurl-url(3)). One thread at a time may use it, which being non-copyable ensures.
struct URLHandle: ~Copyable {
    private let raw: OpaquePointer

    init() throws(Destination.Problem) {
        guard let raw = curl_url() else { throw .malformed }
        self.raw = raw
    }

    deinit { curl_url_cleanup(raw) }

    /// Takes an address, or a reference to be resolved against the one before.
    func set(_ url: some Collection<UInt8>) throws(Destination.Problem) {
        var text = Array(url)
        guard !text.contains(0) else { throw .malformed }
        text.append(0)
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)
        let code = text.withUnsafeBytes { bytes in
            // Ends with the zero just added, and is copied by libcurl.
            curl_url_set(raw, CURLUPART_URL, bytes.bindMemory(to: CChar.self).baseAddress, flags)
        }
        guard code == CURLUE_OK else { throw .malformed }
    }

    func clear(_ part: CURLUPart) {
        curl_url_set(raw, part, nil, 0)
    }

    /// Names beyond ASCII are turned into punycode by libidn2, which takes them to be in the thread's locale.
    /// Nil only on a machine without this one; then such names are malformed. Made once, never changed or freed: any
    /// thread may read it.
    private static nonisolated(unsafe) let utf8Locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)

    /// Nil when the part is absent or cannot be given in that form.
    func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
        if flags & CURLU_PUNYCODE != 0, let locale = Self.utf8Locale {
            // The thread's own setting, for the length of a call that does not suspend.
            let before = uselocale(locale)
            defer { uselocale(before) }
            return read(part, flags)
        }
        return read(part, flags)
    }

    private func read(_ part: CURLUPart, _ flags: Int32) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(raw, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
