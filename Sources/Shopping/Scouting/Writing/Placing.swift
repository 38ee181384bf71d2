import Foundation
import Journey
import ProbeFiles

/// Puts a draft's files into a directory.
struct Placing: Sendable {
    let directory: String

    /// The files of these paths that are there already.
    func existing(_ paths: [String]) -> [String] {
        paths.filter { FileManager.default.fileExists(atPath: place($0)) }
    }

    /// Makes the directories that are missing. Without `overwriting` a file that is there is an error, also when it appeared
    /// after it was looked for.
    func write(_ files: [SourceFile], overwriting: Bool) throws(ScoutError) {
        let manager = FileManager.default
        for file in files {
            let path = place(file.path)
            let isSecret = file.path.hasPrefix("secrets/")
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: isSecret ? 0o700 : 0o755]
            do {
                let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
                if !manager.fileExists(atPath: folder) {
                    try manager.createDirectory(
                        atPath: folder, withIntermediateDirectories: true, attributes: attributes)
                }
                if isSecret,
                    manager.createFile(atPath: path + ".new", contents: nil, attributes: [.posixPermissions: 0o600])
                {
                    try Data(file.text.utf8).write(to: URL(fileURLWithPath: path + ".new"))
                    if overwriting { try? manager.removeItem(atPath: path) }
                    try manager.moveItem(atPath: path + ".new", toPath: path)
                } else {
                    try Data(file.text.utf8).write(
                        to: URL(fileURLWithPath: path), options: overwriting ? .atomic : .withoutOverwriting)
                }
            } catch {
                throw ScoutError("cannot write \(path): \(error.localizedDescription)")
            }
        }
    }

    private func place(_ path: String) -> String { directory + "/" + path }
}
