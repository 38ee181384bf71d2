import Journey
import Reading

/// Which pages a scout reads next: breadth first, and of one depth those first that a customer looks for.
///
/// Whatever a site links to, it stays small: folders that hold very many pages give a few, and nothing is offered twice.
struct Frontier {
    private struct Entry {
        let address: WebAddress
        let depth: Int
        let isSought: Bool
    }

    /// Pages of one folder, such as articles or a calendar's days, and of one path with different queries.
    private static let pagesPerFolder = 6
    private static let pagesPerPath = 1
    private static let longestQueue = 2_000

    private let robots: RobotsFile
    private var waiting: [Entry] = []
    private var known: Set<WebAddress> = []
    private var folders: [String: Int] = [:]
    private var paths: [String: Int] = [:]
    /// Whether robots.txt kept anything from being read.
    private(set) var wasForbidden = false

    init(robots: RobotsFile, read address: WebAddress) {
        self.robots = robots
        known = [address]
        paths = [address.path: 1]
    }

    /// - Parameter depth: how many links from the home page.
    mutating func offer(_ address: WebAddress, text: String, depth: Int) {
        guard waiting.count < Self.longestQueue, known.count < 4 * Self.longestQueue, known.insert(address).inserted,
            Self.isPage(address.path)
        else { return }
        guard robots.allows(address) else {
            wasForbidden = true
            return
        }
        let isSought = PageKind.named(text) != nil || PageKind.atPath(address.path) != nil
        waiting.append(Entry(address: address, depth: depth, isSought: isSought))
    }

    /// The next page, with its depth; nil when there is none left that is worth it.
    mutating func next() -> (address: WebAddress, depth: Int)? {
        while true {
            let best = waiting.indices.min { one, other in
                let (left, right) = (waiting[one], waiting[other])
                // What was found first goes first.
                return (left.depth, left.isSought ? 0 : 1, one) < (right.depth, right.isSought ? 0 : 1, other)
            }
            guard let best else { return nil }
            let entry = waiting.remove(at: best)
            if admits(entry) { return (entry.address, entry.depth) }
        }
    }

    /// Counts the page among those of its folder and path.
    private mutating func admits(_ entry: Entry) -> Bool {
        let path = entry.address.path
        var parts = path.split(separator: "/")
        if let first = parts.first, parts.count > 1, Self.isLanguage(first) { parts.removeFirst() }
        // At the top only numbers make pages alike, below it the folder does.
        let alike = parts.count > 1 ? Array(parts.dropLast()) : parts
        let folder = alike.map(Self.withoutNumbers).joined(separator: "/")
        guard entry.isSought || folders[folder, default: 0] < Self.pagesPerFolder,
            paths[path, default: 0] < Self.pagesPerPath
        else { return false }
        folders[folder, default: 0] += 1
        paths[path, default: 0] += 1
        return true
    }

    /// `day-7` and `day-12` are pages of one kind.
    private static func withoutNumbers(_ part: Substring) -> String {
        part.split(omittingEmptySubsequences: false, whereSeparator: \.isNumber)
            .map(String.init).joined(separator: "#").replacing(/#+/, with: "#")
    }

    /// `en`, `de-ch`: the folder of a whole site.
    private static func isLanguage(_ part: Substring) -> Bool {
        let words = part.split(separator: "-", omittingEmptySubsequences: false)
        return words.count <= 2 && words.allSatisfy { $0.utf8.count == 2 && $0.allSatisfy(\.isLetter) }
    }

    /// Not a file of another kind by its name, and not so deep that a program must have made it up.
    private static func isPage(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard parts.count <= 6, Set(parts).count >= parts.count - 1 else { return false }
        guard let name = parts.last, let point = name.lastIndex(of: ".") else { return true }
        let ending = name[name.index(after: point)...].lowercased()
        return !files.contains(ending)
    }

    private static let files: Set<String> = [
        "pdf", "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "ico", "css", "js", "mjs", "json", "xml", "rss",
        "atom",
        "txt", "csv", "zip", "gz", "tar", "7z", "rar", "exe", "dmg", "msi", "apk", "mp3", "mp4", "webm", "mov", "avi",
        "ogg",
        "wav", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "ics", "vcf", "epub", "woff", "woff2", "ttf",
    ]
}
