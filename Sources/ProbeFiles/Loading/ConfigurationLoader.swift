public import Journey

/// Reads configurations: from a directory, from single files, or from texts that were kept.
///
/// All problems of all files are told at once, sorted by file and line. There is a configuration only when none of
/// them is an error.
public struct ConfigurationLoader: Sendable {
    /// The keys that each kind of channel takes; without any, channels are not checked.
    public var channelKeys: [ChannelKeys]
    /// Codes of mistakes that somebody examines in this release; nil leaves the question unasked.
    public var examinedCodes: Set<String>?
    /// What `--set` gives: names that templates may use.
    public var overrides: [String: String]
    /// Folders of installed kits, nearest first; a configuration's own kits go before them.
    public var kitFolders: [String]

    public init(
        channelKeys: [ChannelKeys] = [], examinedCodes: Set<String>? = nil, overrides: [String: String] = [:],
        kitFolders: [String] = []
    ) {
        self.channelKeys = channelKeys
        self.examinedCodes = examinedCodes
        self.overrides = overrides
        self.kitFolders = kitFolders
    }

    public typealias Outcome = (configuration: Configuration?, problems: [Problem])

    /// Reads `undercover.yaml`, `probes/`, `kits/`, `rules/` and `locations.yaml` or `locations.csv`. Of a directory
    /// without `undercover.yaml`, the probes that lie in it are read too. Blocks while it reads.
    public func load(directory: String) -> Outcome {
        let problems = Problems()
        var folder = ConfigurationFolder(directory, problems: problems)
        let sources = folder.read(kitFolders: kitFolders)
        return decode(sources: sources, isWhole: true, after: problems.all)
    }

    /// For `check PATH…`: directories are configurations; a file is checked with the `undercover.yaml`, locations, kits
    /// and rules of the configuration it lies in, if it lies in one.
    public func load(paths: [String]) -> Outcome {
        var last: Outcome = (nil, [])
        var problems: Set<Problem> = []
        for (directory, files) in ConfigurationFolder.grouped(paths) {
            let found = Problems()
            var folder = ConfigurationFolder(directory, problems: found)
            let sources = folder.read(kitFolders: kitFolders, only: files)
            last = decode(sources: sources, isWhole: files == nil, after: found.all)
            problems.formUnion(last.problems)
        }
        let sorted = problems.sorted()
        return (sorted.hasErrors ? nil : last.configuration, sorted)
    }

    /// From texts alone: nothing is read, and no text of any kind can make it crash. Paths tell `undercover.yaml` and
    /// `locations.csv` from the rest, and stand in problems.
    /// - Parameter isWhole: False when other probes of the configuration are left out: then alert rules may name them.
    public func decode(sources: [SourceFile], isWhole: Bool = false) -> Outcome {
        decode(sources: sources, isWhole: isWhole, after: [])
    }

    /// A definition that the ledger kept, so that a visit begun by it can go on. It was checked when it was taken; what a
    /// newer release would say of it, and what its other files said, does not matter any more.
    /// - Returns: The configuration as far as that probe needs it; nil when the probe cannot be read.
    public func decode(definition sources: [SourceFile], probe: String) -> Configuration? {
        let (configuration, _) = assemble(sources, isWhole: false, after: [])
        return configuration.probes.contains { $0.name == probe } ? configuration : nil
    }

    private func decode(sources: [SourceFile], isWhole: Bool, after earlier: [Problem]) -> Outcome {
        let (configuration, problems) = assemble(sources, isWhole: isWhole, after: earlier)
        return (problems.hasErrors ? nil : configuration, problems)
    }

    private func assemble(_ sources: [SourceFile], isWhole: Bool, after earlier: [Problem]) -> (
        Configuration, [Problem]
    ) {
        var problems = earlier
        var files: [DecodedFile] = []
        var cooldown = Configuration.Defaults().cooldown
        for source in sources where DecodedFile.isUndercover(source.path) {
            let file = DecodedFile(source, channels: channelKeys, cooldown: cooldown)
            if case .undercover(let configuration)? = file.content { cooldown = configuration.defaults.cooldown }
            files.append(file)
        }
        for source in sources where !DecodedFile.isUndercover(source.path) {
            files.append(DecodedFile(source, channels: channelKeys, cooldown: cooldown))
        }
        var assembly = Assembly(files, sources: sources, loader: self, isWhole: isWhole)
        let configuration = assembly.assemble()
        problems += files.flatMap(\.problems) + assembly.problems.all
        return (configuration, problems.illustrated(from: sources))
    }
}
