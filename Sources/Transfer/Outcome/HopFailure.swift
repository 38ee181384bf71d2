internal import CCurl
internal import Glibc
internal import Journey

/// Puts into words why a hop failed: what happened, where, what to do.
enum HopFailure {
    /// - Parameter patience: of the whole exchange.
    /// - Returns: nil when the hop did not fail.
    static func of(_ order: HopOrder, _ outcome: HopOutcome, patience: Duration) -> ExchangeFailure? {
        let place = order.request.unixSocket ?? order.address.place
        if let cut = outcome.cut {
            switch cut {
            case .redirectBody: return nil
            case .bodyTooLarge: return tooLarge(order, place, code: nil)
            case .headersTooLarge: return headersTooLarge(place, code: nil)
            case .cancelled:
                return ExchangeFailure(
                    .cancelled, message: "The exchange with \(place) was cancelled.",
                    mayHaveBeenSent: mayHaveBeenSent(order, outcome))
            case .shutDown:
                return ExchangeFailure(
                    .cancelled, message: "The exchange with \(place) ended because Undercover is stopping.",
                    mayHaveBeenSent: mayHaveBeenSent(order, outcome))
            }
        }
        guard outcome.code != CURLE_OK else {
            // libcurl is content with a head that breaks off.
            if outcome.head.isComplete || order.purpose == .certificate { return nil }
            return ExchangeFailure(
                .closed,
                message: "\(place) closed the connection in the middle of its headers: see the server's error log.")
        }
        // libcurl's word for a header line longer than the 100 kB it takes.
        if outcome.code == CURLE_OUT_OF_MEMORY, outcome.sent > 0, !outcome.head.isComplete {
            return headersTooLarge(place, code: outcome.code)
        }
        let kind = kind(outcome)
        if kind == .tooLarge, order.follows, outcome.head.hasLocation { return nil }
        return ExchangeFailure(
            kind, curlCode: Int(outcome.code.rawValue),
            message: message(kind, order, outcome, place, patience), mayHaveBeenSent: mayHaveBeenSent(order, outcome))
    }

    /// Only on a connection that is ready, TLS included, can anything of the request have left. In doubt: yes.
    private static func mayHaveBeenSent(_ order: HopOrder, _ outcome: HopOutcome) -> Bool {
        if outcome.sent > 0 { return true }
        if outcome.newConnections > 0 { return (order.address.isSecure ? outcome.secured : outcome.connected) > 0 }
        // None was opened: then only one that was there already can have been used.
        return !order.ownConnection && outcome.address != nil
    }

    private static func kind(_ outcome: HopOutcome) -> ExchangeFailure.Kind {
        let kind = ExchangeFailure.Kind(curl: outcome.code.rawValue)
        if kind == .connect {
            if outcome.refused != nil { return .refused }
            // No descriptor, no memory, no buffer: ours, not theirs.
            if [EMFILE, ENFILE, ENOMEM, ENOBUFS].contains(outcome.socketError) { return .own }
        }
        // libcurl 7.88 has one number for a broken connection and for a broken chunk; its words tell them apart.
        if outcome.code == CURLE_RECV_ERROR, outcome.errorText.contains("chunk") { return .malformed }
        return kind
    }

    private static func message(
        _ kind: ExchangeFailure.Kind, _ order: HopOrder, _ outcome: HopOutcome, _ place: String, _ patience: Duration
    ) -> String {
        let words = words(outcome)
        switch kind {
        case .timeout: return late(order, outcome, place, patience)
        case .refused: return refused(place, outcome.refused)
        case .connect:
            return "\(place) took no connection (\(words)): see that the server runs and its firewall lets us in."
        case .handshake: return "\(place) did not agree on TLS (\(words)): see its TLS settings."
        case .certificate: return "The certificate of \(place) was not accepted (\(words))."
        case .closed:
            let what =
                outcome.head.status > 0
                ? "closed the connection before its answer was whole" : "closed the connection without an answer"
            return "\(place) \(what) (\(words)): see the server's error log."
        case .malformed where outcome.code == CURLE_BAD_CONTENT_ENCODING:
            return "\(place) sent a body that is not encoded as its Content-Encoding says (\(words)): "
                + "see what compresses its answers."
        case .malformed: return "\(place) answered with something that is not HTTP (\(words)): see what listens there."
        case .tooLarge: return tooLarge(order, place, code: outcome.code).message
        case .lookup: return "The name \(order.address.origin.host) has no address (\(words)): see its DNS records."
        case .unusable:
            return "The request to \(place) cannot be made (\(words)): correct the probe or the configuration."
        case .own where outcome.socketError != 0:
            return "No socket could be opened for \(place) (\(String(cString: strerror(outcome.socketError)))): "
                + "raise the limit on open files (LimitNOFILE=)."
        default: return "The exchange with \(place) failed on our side (\(words))."
        }
    }

    /// libcurl's own words about this transfer, or failing those its words for the number.
    private static func words(_ outcome: HopOutcome) -> String {
        printable(outcome.errorText.isEmpty ? String(cString: curl_easy_strerror(outcome.code)) : outcome.errorText)
    }

    private static func late(
        _ order: HopOrder, _ outcome: HopOutcome, _ place: String, _ patience: Duration
    ) -> String {
        let within = "within \(spoken(patience))"
        if outcome.head.status > 0 {
            let bytes = outcome.bytesReceived
            return "\(place) began its answer but had not finished it \(within) (\(bytes) bytes had come)."
        }
        if outcome.connected == 0, outcome.sent == 0 {
            return "\(place) took no connection \(within): see that a firewall does not drop it."
        }
        if order.address.isSecure, outcome.secured == 0, outcome.newConnections > 0 {
            return "\(place) took the connection but did not finish the TLS handshake \(within)."
        }
        return "\(place) took the request but sent no answer \(within)."
    }

    private static func headersTooLarge(_ place: String, code: CURLcode?) -> ExchangeFailure {
        ExchangeFailure(
            .tooLarge, curlCode: code.map { Int($0.rawValue) },
            message: "\(place) sent more headers than any browser takes "
                + "(at most \(RawHead.acceptedBytes / 1024) kB in all and 100 kB in one are read): see what adds them.")
    }

    private static func tooLarge(_ order: HopOrder, _ place: String, code: CURLcode?) -> ExchangeFailure {
        ExchangeFailure(
            .tooLarge, curlCode: code.map { Int($0.rawValue) },
            message: "\(place) sent more than \(order.request.sizeLimit) bytes: "
                + "raise the touchpoint's limit if that is meant.")
    }

    static func refused(_ place: String, _ address: IPAddress?) -> String {
        let what = address.map { "\($0), \(AddressClass($0).phrase)" } ?? "an address that is not public"
        if address.map(AddressClass.init) == .metadata {
            return "\(place) leads to \(what): it is visited only when allow-private lists it."
        }
        return "\(place) leads to \(what), and was not written in the file: "
            + "write it under origins:, or list the address in allow-private."
    }

    static func lookup(
        _ outcome: NameLookups.Outcome, host: String, patience: Duration
    ) -> ExchangeFailure? {
        switch outcome {
        case .found: nil
        case .failed(let failure, _):
            ExchangeFailure(
                .lookup,
                message: "The name \(host) has no address (\(printable(failure.reason))): see its DNS records.",
                mayHaveBeenSent: false)
        case .timedOut:
            ExchangeFailure(
                .timeout,
                message: "The name \(host) was not looked up within \(spoken(patience)): see its name servers.",
                mayHaveBeenSent: false)
        case .crowded:
            ExchangeFailure(
                .own,
                message: "The name \(host) was not looked up: too many lookups have hung for \(spoken(patience)). "
                    + "See this machine's name server.", mayHaveBeenSent: false)
        case .cancelled:
            ExchangeFailure(
                .cancelled, message: "The exchange with \(host) was cancelled while its name was looked up.",
                mayHaveBeenSent: false)
        }
    }

    /// What is wrong with a certificate that libcurl refused, from the certificate itself.
    static func certificate(
        _ certificate: Certificate, order: HopOrder, words: String, now: Timestamp
    ) -> String {
        let place = order.address.place
        let day = { (time: Timestamp) in String(time.iso8601.prefix(10)) }
        let dates = "valid \(day(certificate.notBefore)) to \(day(certificate.notAfter))"
        if certificate.notAfter < now {
            return "The certificate of \(place) expired on \(day(certificate.notAfter)): renew it."
        }
        if certificate.notBefore > now {
            return "The certificate of \(place) is not valid before \(day(certificate.notBefore)): "
                + "see the clock of whoever issued it, and ours."
        }
        if certificate.chainNotAfter < now {
            return "The certificate of \(place) is \(dates), but one it is issued by expired on "
                + "\(day(certificate.chainNotAfter)): send the current chain."
        }
        if words.contains("subject name") || words.contains("hostname") || words.contains("ipv4 address")
            || words.contains("ipv6 address")
        {
            let names = certificate.names.isEmpty ? [certificate.subject] : certificate.names
            let shown =
                names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
            return printable(
                "The certificate of \(place) is for \(shown), \(dates): get one for \(order.address.origin.host).")
        }
        if certificate.subject == certificate.issuer {
            return printable("The certificate of \(place) is signed by itself, \(dates): get one from an authority.")
        }
        return printable(
            "The certificate of \(place), issued by \(certificate.issuer) and \(dates), was not accepted (\(words)): "
                + "send the whole chain, or name the authority under tls:.")
    }

    /// Text from outside, fit for a terminal and a log: nothing that moves a cursor, hides or reorders, and no more
    /// than a line's worth.
    static func printable(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(300) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// `800 ms`, `4 s`, `2.5 s`, `3 min`.
    static func spoken(_ duration: Duration) -> String {
        let milliseconds = duration.microseconds / 1000
        if milliseconds < 1000 { return "\(milliseconds) ms" }
        if milliseconds % 60_000 == 0 { return "\(milliseconds / 60_000) min" }
        if milliseconds % 1000 == 0 { return "\(milliseconds / 1000) s" }
        return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    }
}
