import Foundation
import Journey

/// The files of a configuration directory.
struct ConfigurationFolder {
    private let directory: String
    private let problems: Problems
    /// Folders being read, by what they really are, so that a link to a parent does not go round for ever.
    private var visited: Set<String> = []
    private var count = 0

    /// Files of one configuration.
    private static let fileLimit = 100_000
    private static let depthLimit = 16
    /// Before the path of a kit from an installed folder.
    private static let installed = "installed:"

    init(_ directory: String, problems: Problems) {
        self.directory = directory
        self.problems = problems
    }

    static func isInstalled(_ path: String) -> Bool { path.hasPrefix(installed) }

    /// - Parameter only: Paths of the probes to read, from the directory; all without it.
    mutating func read(kitFolders: [String], only: [String]? = nil) -> [SourceFile] {
        guard kind(of: directory) == .folder else {
            problems.error("there is no such directory", at: SourcePlace(whole: directory))
            return []
        }
        var sources: [SourceFile] = []
        let names = contents(of: directory)
        let shared = names.filter { DecodedFile.isUndercover($0) }
        let locations = names.filter { ["locations.yaml", "locations.yml", "locations.csv"].contains($0) }
        for name in shared + locations { append(name, to: &sources) }
        if let only {
            for path in only where !shared.contains(path) && !locations.contains(path) { append(path, to: &sources) }
        } else {
            gather("probes", into: &sources)
            if shared.isEmpty {
                for name in names where isYAML(name) && !locations.contains(name) { appendProbe(name, to: &sources) }
            }
        }
        let others = Set(sources.map(\.path))
        var more: [SourceFile] = []
        gather("kits", into: &more)
        gather("rules", into: &more)
        sources += more.filter { !others.contains($0.path) }
        for folder in kitFolders where kind(of: folder) == .folder {
            for name in contents(of: folder) where isYAML(name) {
                if let text = text(of: folder + "/" + name, shownAs: name) {
                    sources.append(SourceFile(path: Self.installed + name, text: text))
                }
            }
        }
        return sources
    }

    /// Paths by the configuration that they belong to: the nearest folder above with an `undercover.yaml`, or their own.
    static func grouped(_ paths: [String]) -> [(directory: String, files: [String]?)] {
        var groups: [(directory: String, files: [String]?)] = []
        for path in paths {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
                groups.append((path, nil))
                continue
            }
            let full = URL(fileURLWithPath: path).standardizedFileURL.path
            let parts = full.split(separator: "/").map(String.init)
            var directory = "/" + parts.dropLast().joined(separator: "/")
            for depth in 1...4 where depth < parts.count {
                let candidate = "/" + parts.dropLast(depth).joined(separator: "/")
                if ["undercover.yaml", "undercover.yml"].contains(where: {
                    FileManager.default.fileExists(atPath: candidate + "/" + $0)
                }) {
                    directory = candidate
                    break
                }
            }
            let file = String(full.dropFirst(directory == "/" ? 1 : directory.count + 1))
            if let index = groups.firstIndex(where: { $0.directory == directory && $0.files != nil }) {
                groups[index].files?.append(file)
            } else {
                groups.append((directory, [file]))
            }
        }
        return groups
    }

    // MARK: Reading

    private enum Kind { case folder, file, other, missing }

    private func kind(of path: String) -> Kind {
        var status = stat()
        guard stat(path, &status) == 0 else { return .missing }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFREG: return .file
        default: return .other
        }
    }

    private func isYAML(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

    /// Names without the hidden ones, sorted.
    private func contents(of folder: String) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            problems.error("this directory cannot be read", at: SourcePlace(whole: folder))
            return []
        }
    }

    /// All YAML files below a folder, links followed.
    private mutating func gather(_ folder: String, depth: Int = 0, into sources: inout [SourceFile]) {
        let full = directory + "/" + folder
        guard kind(of: full) == .folder else { return }
        let real = URL(fileURLWithPath: full).resolvingSymlinksInPath().path
        guard depth < Self.depthLimit, visited.insert(real).inserted else { return }
        for name in contents(of: full) {
            let path = folder + "/" + name
            switch kind(of: directory + "/" + path) {
            case .folder: gather(path, depth: depth + 1, into: &sources)
            case .file where isYAML(name): append(path, to: &sources)
            case .missing where isYAML(name):
                problems.error("this link leads nowhere", at: SourcePlace(whole: path))
            case .file, .other, .missing: break
            }
        }
    }

    private mutating func append(_ path: String, to sources: inout [SourceFile]) {
        count += 1
        guard count <= Self.fileLimit else { return }
        if let text = text(of: directory + "/" + path, shownAs: path) {
            sources.append(SourceFile(path: path, text: text))
        }
    }

    /// What lies about in a directory without `undercover.yaml` need not be ours.
    private mutating func appendProbe(_ path: String, to sources: inout [SourceFile]) {
        var found: [SourceFile] = []
        append(path, to: &found)
        sources += found.filter { source in
            source.text.linesOfText.first { !$0.trimmed.isEmpty && !$0.hasPrefix("#") && $0 != "---" }?
                .hasPrefix("probe:") == true
        }
    }

    private func text(of full: String, shownAs path: String) -> String? {
        let place = SourcePlace(whole: path)
        switch kind(of: full) {
        case .missing:
            problems.error("there is no such file", at: place)
            return nil
        case .folder, .other:
            problems.error("this is not a file", at: place)
            return nil
        case .file: break
        }
        guard let handle = FileHandle(forReadingAtPath: full) else {
            problems.error("this file cannot be read: \(String(cString: strerror(errno)))", at: place)
            return nil
        }
        defer { try? handle.close() }
        guard let data = try? handle.read(upToCount: YAMLReader.sizeLimit + 1) else {
            return data(emptyAt: handle, place)
        }
        guard data.count <= YAMLReader.sizeLimit else {
            problems.error("the file has more than \(YAMLReader.sizeLimit) bytes; larger ones are not read", at: place)
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            let good = String(decoding: data.prefix(validPrefix(of: data)), as: UTF8.self).linesOfText
            let column = (good.last?.unicodeScalars.count ?? 0) + 1
            problems.error(
                "the file is not UTF-8 from here on",
                at: SourcePlace(file: path, line: max(good.count, 1), column: column))
            return nil
        }
        return text
    }

    /// At the end of a file `read` has nothing to give, which is no error.
    private func data(emptyAt handle: FileHandle, _ place: SourcePlace) -> String? {
        if (try? handle.offset()) == 0 { return "" }
        problems.error("this file cannot be read", at: place)
        return nil
    }

    private func validPrefix(of data: Data) -> Int {
        var (low, high) = (0, data.count)
        // A longer prefix is never more valid, up to a character cut in two: those are at most three bytes.
        while low < high {
            let middle = (low + high + 1) / 2
            let isValid = (0...3).contains { cut in
                middle >= cut && String(validating: data.prefix(middle - cut), as: UTF8.self) != nil
            }
            if isValid { low = middle } else { high = middle - 1 }
        }
        while low > 0, String(validating: data.prefix(low), as: UTF8.self) == nil { low -= 1 }
        return low
    }
}
