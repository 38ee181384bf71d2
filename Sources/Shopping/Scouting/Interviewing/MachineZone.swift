import Foundation
import Journey

/// The time zone that the machine is set to.
enum MachineZone {
    /// An IANA name; UTC when the machine does not say.
    static var identifier: String {
        let manager = FileManager.default
        let link = (try? manager.destinationOfSymbolicLink(atPath: "/etc/localtime")).flatMap { path in
            path.range(of: "zoneinfo/").map { String(path[$0.upperBound...]) }
        }
        let file = manager.contents(atPath: "/etc/timezone").map { String(decoding: $0, as: UTF8.self).trimmed }
        let stated = ProcessInfo.processInfo.environment["TZ"]
        let known = [stated, link, file].compactMap(\.self).first { (try? Zone($0)) != nil && !$0.hasPrefix("Etc/") }
        return known ?? Zone.utc.identifier
    }
}
