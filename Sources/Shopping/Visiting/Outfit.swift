import Examining
import Journey
import Ledger
import Transfer

/// What a shopper takes along on every visit. A class, as a series is: no visit makes a copy.
final class Outfit: Sendable {
    let transfer: Transfer
    let ledger: Ledger
    let timepiece: any Timepiece
    let manners: Manners
    let network: OwnNetwork
    let inquiries: Inquiries
    let memory: ExaminationMemory
    let addresses = KnownAddresses()
    let directory: String?
    /// By name. Never stored, never shown.
    let secrets: [String: String]
    let redaction: Redaction

    func secrets(for state: VisitState) -> [String: String] { state.withoutSecrets == true ? [:] : secrets }

    /// - Parameter old: the outfit before a reload; what it remembers, whether it is blind and who is at which host stays.
    init(_ means: Shopper.Means, configuration: Configuration, after old: Outfit? = nil) {
        transfer = means.transfer
        ledger = means.ledger
        timepiece = means.timepiece
        secrets = means.secrets
        directory = means.directory
        redaction = Redaction(secrets: means.secrets.values)
        manners = old?.manners ?? Manners(configuration.politeness, timepiece: means.timepiece)
        if old != nil { manners.replace(configuration.politeness) }
        memory = old?.memory ?? ExaminationMemory()
        let ledger = means.ledger
        network =
            old?.network
            ?? OwnNetwork(
                references: configuration.reference, transfer: means.transfer, timepiece: means.timepiece
            ) { span in
                if let until = span.until {
                    try await ledger.closeBlindSpan(span.reason, until: until)
                } else {
                    try await ledger.openBlindSpan(span.reason, from: span.from)
                }
            }
        inquiries = Inquiries(
            transfer: means.transfer, timepiece: means.timepiece, manners: manners, configuration: configuration)
    }
}
