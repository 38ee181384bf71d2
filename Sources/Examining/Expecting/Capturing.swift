public import Journey
import JSONPath
import Reading

/// What a touchpoint took from a response.
public struct Captured: Sendable, Hashable {
    /// By the captures' names; those that failed are missing.
    public var values: [String: String] = [:]
    /// One broken verdict for each capture that failed.
    public var verdicts: [Verdict] = []
    /// Why a capture could not be made at all, for the person who must act: the visit is then *unusable*.
    public var unusable: String?
}

extension Expecting {
    /// Bytes of a captured value: a visit's captures are stored with it.
    static let longestCapture = 65_536

    /// Takes each capture from the response, and converts it as the probe file says.
    public func capture(_ captures: [Capture]) -> Captured {
        var captured = Captured()
        for capture in captures {
            switch taken(capture) {
            case .value(let value): captured.values[capture.name] = value
            case .missing(let saw):
                captured.verdicts.append(verdict(on: capture, saw: saw))
            case .unusable(let problem):
                captured.verdicts.append(verdict(on: capture, saw: problem))
                if captured.unusable == nil {
                    captured.unusable = shown("\(capture.place): capture `\(capture.name)`: \(problem)")
                }
            }
        }
        return captured
    }

    private enum Taken {
        case value(String)
        case missing(saw: String)
        case unusable(String)
    }

    private func verdict(on capture: Capture, saw: String) -> Verdict {
        Verdict(expected: "capture `\(capture.name)`", held: false, saw: shown(saw), line: capture.place.line)
    }

    private func taken(_ capture: Capture) -> Taken {
        if let failure = reader.result.failure { return .missing(saw: failure.message) }
        do {
            guard let text = try text(from: capture.from) else { return .missing(saw: "nothing matched") }
            guard text.utf8.count <= Self.longestCapture else {
                return .missing(saw: "a text of \(text.utf8.count) bytes; captures may have \(Self.longestCapture)")
            }
            guard let conversion = capture.conversion else { return .value(text) }
            do throws(ReadingError) {
                return .value(try conversion.apply(to: text, zone: zone))
            } catch {
                return .missing(saw: "\(text.quoted(atMost: 80)): \(error)")
            }
        } catch {
            return .unusable("\(error)")
        }
    }

    private func text(from source: Capture.Source) throws -> String? {
        switch source {
        case .regex(let pattern): try Queries.patterns[pattern].firstMatch(in: reader.text)?.captured
        case .xpath(let query): try select(xpath: query).firstThere
        case .jsonpath(let query):
            switch try select(jsonPath: query) {
            case .success(let found): found.firstThere
            case .failure: nil
            }
        case .header(let name): reader.headers.first(named: name)
        case .cookie(let name): reader.cookie(name)
        case .status: reader.status.map(String.init)
        case .url: reader.url
        case .body: reader.text
        }
    }
}

extension Found {
    fileprivate var firstThere: String? { isThere ? texts.first : nil }
}

extension ResponseReader {
    /// The value that the response last set a cookie to, on any hop (RFC 6265 §5.2); nil when it set none of that name.
    func cookie(_ name: String) -> String? {
        for hop in result.hops.reversed() {
            for field in hop.headers.all(named: "Set-Cookie").reversed() {
                let pair = field.prefix { $0 != ";" }
                guard let equals = pair.firstIndex(of: "="), pair[..<equals].trimmed == name else { continue }
                return pair[pair.index(after: equals)...].trimmed
            }
        }
        return nil
    }
}
