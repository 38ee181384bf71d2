import Foundation
import Journey
import Reading

/// Asks until an answer can be used, three times at most; then the proposal is taken.
struct Interviewer: Sendable {
    let interview: any Interview

    private static let tries = 3

    func directory(proposal: String) async -> String {
        await ask(.directory, "Where shall the configuration be written?", proposal: proposal, meaning: proposal) {
            // No shell has read it.
            ($0 as NSString).expandingTildeInPath
        }
    }

    func name(proposal: String) async -> String {
        await ask(.name, "What is the business called?", proposal: proposal, meaning: proposal) {
            text throws(Unusable) in
            guard text.count <= 80 else { throw Unusable("at most 80 characters") }
            return text.escapedForDisplay()
        }
    }

    func timeZone(proposal: String) async -> String {
        await ask(.timeZone, "In which time zone is it?", proposal: proposal, meaning: proposal) {
            text throws(Unusable) in
            do { _ = try Zone(text) } catch { throw Unusable("\(error)") }
            return text
        }
    }

    func hours(proposal: OpeningWeek) async -> OpeningWeek {
        await ask(
            .hours, "When is it open? Such as: mon-fri 9:00-18:00, sat 10:00-14:00; or always",
            proposal: proposal.description, meaning: proposal
        ) { text throws(Unusable) in
            do { return try OpeningWeek(text) } catch { throw Unusable("\(error)") }
        }
    }

    func owner(proposal: String) async -> String {
        await ask(.owner, "Who answers for what is found?", proposal: proposal, meaning: proposal) {
            text throws(Unusable) in
            guard text.count <= 80 else { throw Unusable("at most 80 characters") }
            return text.escapedForDisplay()
        }
    }

    /// Nil for nowhere.
    func webhook() async -> String? {
        await ask(
            .alerts, "Which address shall alerts be sent to (a webhook), or none?", proposal: "none", meaning: nil
        ) {
            text throws(Unusable) in
            if ["none", "no", "-"].contains(text.lowercased()) { return nil }
            guard let address = WebAddress(text), address.isHTTP, !text.contains(where: \.isWhitespace),
                !text.contains("{{")
            else { throw Unusable("an address such as https://hooks.example.com/…, or none") }
            return text
        }
    }

    private struct Unusable: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    /// - Parameter meaning: of the proposal.
    private func ask<Value: Sendable>(
        _ topic: InterviewQuestion.Topic, _ text: String, proposal: String, meaning: Value,
        read: (String) throws(Unusable) -> Value
    ) async -> Value {
        var question = InterviewQuestion(topic: topic, text: text, proposal: proposal)
        for _ in 0..<Self.tries {
            let answer = await interview.answer(to: question)?.trimmed ?? ""
            if answer.isEmpty { break }
            do throws(Unusable) {
                return try read(answer)
            } catch {
                question.complaint = error.reason
            }
        }
        return meaning
    }
}
