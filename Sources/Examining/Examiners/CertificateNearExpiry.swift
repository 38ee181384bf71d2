import Journey
import Reading

/// A certificate that ends soon: customers will then be told that the site is not safe.
struct CertificateNearExpiry: PageExaminer {
    let code = "certificate-near-expiry"
    let ruleVersion = 1
    let dependsOn: Dependencies = .certificate

    func examine(_ evidence: PageEvidence) -> Examination {
        var told: Set<String> = []
        var findings: [PageFinding] = []
        for hop in evidence.hops {
            guard let certificate = hop.certificate, let host = WebAddress(hop.url)?.host else { continue }
            let days = certificate.daysLeft(at: evidence.now)
            guard days < evidence.certificateDays, told.insert(host).inserted else { continue }
            // The host is served by the page's own origin, which has an entrance, or by one on the way to it.
            guard evidence.isEntrance || host != evidence.address?.host else { continue }
            let end = min(certificate.notAfter, certificate.chainNotAfter)
            let says =
                days < 0
                ? "the certificate of \(host) ended on \(end.iso8601.prefix(10))"
                : "the certificate of \(host) ends on \(end.iso8601.prefix(10)), in \(days) days"
            findings.append(
                PageFinding(
                    self, says: says,
                    evidence: Evidence(
                        url: hop.url,
                        excerpt: "\(certificate.subject), by \(certificate.issuer)".escapedForDisplay(maxLength: 300),
                        path: "certificate"),
                    identity: host))
        }
        return Examination(findings: findings)
    }
}
