// Appended to Package.swift by the bench: what it needs of the rooms themselves, as one program.
package.targets.append(
    .executableTarget(
        name: "Bench", dependencies: ["Daemon", "DemoBusiness", "Journey", "Ledger", "CMalloc", .logging],
        path: "Benchmarks/Programs", exclude: ["package-part.swift"], swiftSettings: strict))
package.products = []
