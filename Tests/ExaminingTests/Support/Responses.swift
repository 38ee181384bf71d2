import Journey
import Reading

@testable import Examining

/// Responses as Transfer would hand them over, made by hand.
enum Responses {
    static let now = Timestamp(microseconds: 1_795_000_000_000_000)

    static func result(
        _ body: String, status: Int = 200, type: String? = "text/html; charset=utf-8",
        url: String = "https://shop.example/",
        headers: [HeaderField] = [], certificate: Certificate? = nil
    ) -> ExchangeResult {
        result(Array(body.utf8), status: status, type: type, url: url, headers: headers, certificate: certificate)
    }

    static func result(
        _ body: [UInt8], status: Int = 200, type: String? = "text/html; charset=utf-8",
        url: String = "https://shop.example/",
        headers: [HeaderField] = [], certificate: Certificate? = nil
    ) -> ExchangeResult {
        var hop = Hop(method: "GET", url: url)
        hop.status = status
        hop.headers = (type.map { [HeaderField("Content-Type", $0)] } ?? []) + headers
        hop.certificate = certificate
        var result = ExchangeResult(startedAt: now, total: .milliseconds(12))
        result.hops = [hop]
        result.body = body
        return result
    }

    static func failed(_ kind: ExchangeFailure.Kind, _ message: String) -> ExchangeResult {
        var result = ExchangeResult(startedAt: now, total: .seconds(1))
        result.hops = [Hop(method: "GET", url: "https://shop.example/")]
        result.failure = ExchangeFailure(kind, message: message)
        return result
    }

    static func certificate(daysLeft: Int) -> Certificate {
        let end = Timestamp(microseconds: now.microseconds + Int64(daysLeft) * 86_400_000_000 + 3_600_000_000)
        return Certificate(
            subject: "CN=shop.example", issuer: "CN=R11", names: ["shop.example"], notBefore: now, notAfter: end,
            chainNotAfter: end)
    }
}

func place(_ line: Int = 7) -> SourcePlace { SourcePlace(file: "probes/shop.yaml", line: line, column: 5) }

func scope(_ captures: [String: String] = [:], secrets: [String: String] = [:]) -> Scope {
    var scope = Scope { "day\($0)" }
    scope.captures = captures
    scope.secrets = secrets
    return scope
}

func expecting(
    _ result: ExchangeResult, captures: [String: String] = [:], secrets: [String: String] = [:]
) -> Expecting {
    Expecting(
        ResponseReader(result), scope: scope(captures, secrets: secrets), redaction: Redaction(secrets: secrets.values),
        now: Responses.now)
}

func judge(
    _ check: Expectation.Check, _ result: ExchangeResult, captures: [String: String] = [:]
) -> Judgement {
    expecting(result, captures: captures).judge([Expectation(check, place: place())])
}

extension Template {
    static func text(_ text: String) -> Template { (try? Template(text)) ?? Template(literal: text) }
}

/// Swift Testing has an `Expectation` of its own.
typealias Expected = Expectation
