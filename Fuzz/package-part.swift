// Appended to Package.swift by `script/bench fuzz`: the rooms that read what comes from outside, counted by edge.
do {
    var wanted: Set<String> = ["ProbeFiles", "Transfer", "Reading", "StatusPage"]
    func name(_ dependency: Target.Dependency) -> String? {
        switch dependency {
        case .targetItem(let name, _): name
        case .byNameItem(let name, _): name
        default: nil
        }
    }
    var before = 0
    while before < wanted.count {
        before = wanted.count
        for target in package.targets where wanted.contains(target.name) {
            wanted.formUnion(target.dependencies.compactMap(name))
        }
    }
    package.targets.removeAll { !wanted.contains($0.name) }
    for target in package.targets {
        guard var settings = target.swiftSettings else { continue }
        settings.append(.unsafeFlags(["-sanitize=fuzzer"]))
        target.swiftSettings = settings
    }
    package.products = []
    package.targets.append(
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "ProbeFiles", "Transfer", "Reading", "JSONPath", "Journey", "StatusPage", "Reporting", "Ledger",
                .hummingbird, .nioCore, .lifecycle, .logging,
            ],
            path: "Fuzz/Sources",
            linkerSettings: [
                .unsafeFlags([fuzzerRuntime]), .linkedLibrary("stdc++"),
            ]))
}
