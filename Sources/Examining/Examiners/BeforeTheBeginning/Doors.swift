import Journey
import Reading

extension BeforeTheBeginning {
    /// The other addresses by which customers come: without `https`, and without `www`.
    func doors(of evidence: PageEvidence) -> [Question] {
        guard let own = evidence.address, own.scheme == "https", own.port == nil, let host = own.host, Self.isName(host)
        else {
            return []
        }
        var doors = [(address: "http://\(host)/", about: "http")]
        if host.hasPrefix("www."), host.utf8.count > 4 { doors.append(("https://\(host.dropFirst(4))/", "bare")) }
        return doors.map { address, about in
            Question(
                examiner: code, address: address, wants: .presence, mayGet: true, evidence: Evidence(url: address),
                about: about,
                isOnSameSite: true)
        }
    }

    private static func isName(_ host: String) -> Bool {
        host.contains(".") && host.contains { $0.isLetter } && !host.hasPrefix("[")
    }

    func judge(_ answer: Answer, to question: Question) -> [PageFinding] {
        let asked = question.address
        guard let says = question.about == "http" ? plainDoor(answer, asked) : bareDoor(answer, asked) else {
            return []
        }
        return [
            PageFinding(
                self, says: says, evidence: Evidence(url: asked, path: answer.status.map { "status \($0)" }),
                identity: question.about)
        ]
    }

    private func plainDoor(_ answer: Answer, _ asked: String) -> String? {
        guard let status = answer.status, (200...299).contains(status), answer.address?.scheme == "http" else {
            return nil
        }
        return "who comes by \(asked) stays there, unencrypted, although the site has https"
    }

    private func bareDoor(_ answer: Answer, _ asked: String) -> String? {
        if let failure = answer.failure {
            switch failure.kind {
            case .lookup: return "who types \(asked) finds nothing: the name does not exist"
            case .certificate: return "who types \(asked) is warned of a wrong certificate"
            case .tooManyRedirects: return "who types \(asked) is led in circles"
            default: return nil
            }
        }
        guard let status = answer.status, answer.method == "GET",
            status == 404 || status == 410 || (500...502).contains(status)
        else { return nil }
        return "who types \(asked) is answered with \(status)"
    }
}
