import Journey

/// Puts the files of a configuration together and checks what only all of them can tell.
struct Assembly {
    let files: [DecodedFile]
    let sources: [SourceFile]
    let loader: ConfigurationLoader
    let isWhole: Bool
    let problems = Problems()

    init(_ files: [DecodedFile], sources: [SourceFile], loader: ConfigurationLoader, isWhole: Bool) {
        self.files = files
        self.isWhole = isWhole
        self.sources = sources
        self.loader = loader
    }

    mutating func assemble() -> Configuration {
        checkDeclarations()
        var configuration = Configuration()
        for file in files {
            if case .undercover(let shared)? = file.content { configuration = shared }
        }
        for file in files {
            switch file.content {
            case .locations(let locations): configuration.locations += locations
            case .probe(let probe): configuration.probes.append(probe)
            case .rule(let rule): configuration.rules.append(rule)
            // The first is the nearest; a second in the same folder has been told by then.
            case .kit(let kit): if configuration.kits[kit.name] == nil { configuration.kits[kit.name] = kit }
            case .undercover, nil: break
            }
        }
        configuration.probes.sort { $0.name < $1.name }
        configuration.sources = sources
        check(configuration)
        let definitions = Definitions(configuration)
        for index in configuration.probes.indices {
            configuration.probes[index].definition = definitions.hash(of: configuration.probes[index])
        }
        return configuration
    }

    /// What a file that could not be read would have declared must not be missed in all the others.
    private func check(_ configuration: Configuration) {
        let unread = files.filter { $0.content == nil }
        if unread.contains(where: { !$0.path.hasPrefix("probes/") }) { return }
        MentionCheck(
            configuration, files, loader: loader, isWhole: isWhole && unread.isEmpty, problems: problems
        ).check()
        for probe in configuration.probes {
            ProbeCheck(probe, in: configuration, loader: loader, problems: problems).check()
        }
        SharedCheck(configuration, problems: problems).check()
        let hasErrors = problems.all.hasErrors || files.contains { $0.problems.hasErrors }
        if let first = configuration.rules.first, !hasErrors {
            problems.warning("rules find mistakes, which a later release does: they are only checked", at: first.place)
        }
    }

    private func checkDeclarations() {
        var first: [String: Declaration] = [:]
        for file in files {
            for declaration in file.declarations where declaration.kind.mayBeAnywhere {
                let key = "\(declaration.kind.rawValue) \(declaration.name)"
                guard let other = first[key] else {
                    first[key] = declaration
                    continue
                }
                // A kit of the configuration takes the place of an installed one.
                if declaration.kind == .kit, ConfigurationFolder.isInstalled(declaration.place.file) { continue }
                if other.place.file == declaration.place.file, declaration.kind == .location { continue }
                problems.error(
                    "there is \(declaration.kind.title) \(declaration.name.quotedShort) already, at \(other.place)",
                    at: declaration.place)
            }
        }
        let shared = files.filter { DecodedFile.isUndercover($0.path) }
        for extra in shared.dropFirst() {
            problems.error(
                "a second undercover.yaml; the first is \(shared[0].path)", at: SourcePlace(file: extra.path))
        }
    }
}
