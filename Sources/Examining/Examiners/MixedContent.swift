import Journey
import Reading

/// Parts of an encrypted page that are loaded, or sent, without encryption (W3C Mixed Content): browsers refuse the ones and
/// warn of the others.
struct MixedContent: PageExaminer {
    let code = "mixed-content"
    let ruleVersion = 1
    let dependsOn: Dependencies = .text

    func examine(_ evidence: PageEvidence) -> Examination {
        guard evidence.address?.scheme == "https", !upgrades(evidence) else { return Examination() }
        var parts: [String: [Link]] = [:]
        for link in evidence.page.links where link.address?.scheme == "http" {
            guard let group = Self.group(of: link), !isUnused(link) else { continue }
            parts[group, default: []].append(link)
        }
        let findings = parts.sorted { $0.key < $1.key }.compactMap { group, links -> PageFinding? in
            guard let first = links.first, let address = first.address else { return nil }
            let more = links.count > 1 ? " and \(links.count - 1) more" : ""
            return PageFinding(
                self, says: "\(group) without encryption: \(address)\(more)",
                evidence: Evidence(
                    url: evidence.url, excerpt: first.value.escapedForDisplay(maxLength: 300),
                    path: first.element.path.escapedForDisplay(maxLength: 300), line: first.line),
                identity: group)
        }
        return Examination(findings: findings)
    }

    /// How a finding calls them; nil for links that load nothing.
    private static func group(of link: Link) -> String? {
        switch link.kind {
        case .script, .stylesheet, .frame: "scripts, styles or frames are loaded"
        case .image, .media, .icon: "pictures, sound or video are loaded"
        case .form: "a form is sent"
        case .anchor, .relation, .hint: nil
        }
    }

    /// Inside `noscript` for those without scripts; a plug-in that no browser runs.
    private func isUnused(_ link: Link) -> Bool {
        ["object", "embed", "applet"].contains(link.element.name)
            || link.element.ancestors.contains { ["noscript", "template", "object"].contains($0.name) }
    }

    /// `upgrade-insecure-requests` makes browsers ask over https (W3C Upgrade Insecure Requests).
    private func upgrades(_ evidence: PageEvidence) -> Bool {
        let policies =
            evidence.reader.headers.all(named: "Content-Security-Policy")
            + evidence.page.metas.filter { $0.name == "content-security-policy" }.map(\.content)
        return policies.contains { $0.lowercased().contains("upgrade-insecure-requests") }
    }
}
