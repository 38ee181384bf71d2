public import Journey
import Reading

/// Which files a probe's meaning comes from, and their hash.
struct Definitions {
    private let configuration: Configuration
    private let shared: [SourceFile]
    private let digests: [String: String]
    private let byPath: [String: SourceFile]

    init(_ configuration: Configuration) {
        self.configuration = configuration
        byPath = Dictionary(configuration.sources.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let locationFiles = configuration.sources.filter {
            let name = $0.path.split(separator: "/").last ?? ""
            return DecodedFile.isUndercover($0.path) || name.hasPrefix("locations.")
        }
        shared = locationFiles
        digests = byPath.mapValues { source in
            // Without memory for a hash nothing else would work either; the text itself then stands for it.
            (try? Digest.sha256(source.text).hex) ?? source.text
        }
    }

    /// The probe's own file, `undercover.yaml`, the locations, and the kits of its desks, by path.
    func sources(of probe: Probe) -> [SourceFile] {
        var paths = Set(shared.map(\.path))
        paths.insert(probe.place.file)
        for desk in probe.touchpoints.compactMap(\.act.desk) {
            let declared = [configuration.desks[desk]] + configuration.locations.map { $0.desks[desk] }
            for kit in declared.compactMap({ $0?.kit }) {
                if let place = configuration.kits[kit]?.place { paths.insert(place.file) }
            }
        }
        return paths.sorted().compactMap { byPath[$0] }
    }

    /// SHA-256, hex, over the paths and hashes of the files.
    func hash(of probe: Probe) -> String {
        let lines = sources(of: probe).map { "\($0.path)\u{0}\(digests[$0.path] ?? "")\n" }.joined()
        return (try? Digest.sha256(lines).hex) ?? lines
    }
}

extension ConfigurationLoader {
    /// The files that a probe's meaning comes from, sorted by path: what the ledger keeps under `probe.definition`.
    /// Decoding them again gives the same probe with the same definition.
    public static func definitionSources(of probe: Probe, in configuration: Configuration) -> [SourceFile] {
        Definitions(configuration).sources(of: probe)
    }

    /// The same for every probe of the configuration, worked out together: for ten thousand of them one by one would take minutes.
    public static func definitions(
        in configuration: Configuration
    ) -> [(definition: String, sources: [SourceFile])] {
        let definitions = Definitions(configuration)
        return configuration.probes.map { ($0.definition, definitions.sources(of: $0)) }
    }
}
