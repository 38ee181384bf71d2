internal import GRDB
public import Journey

extension Ledger {
    /// Keeps the files by which visits are made, each text once, so that an old visit can be argued about by the words it was
    /// made with.
    /// - Parameter definition: the hash of them all, as in `Visit.definition`. One that is known is left as it is.
    public func store(definition: String, sources: [SourceFile]) async throws {
        try await store(definitions: [(definition, sources)])
    }

    /// The same for all definitions of a configuration, with one sync, and none when all are known.
    public func store(definitions: [(definition: String, sources: [SourceFile])]) async throws {
        let known = try await read { db in
            try Set(String.fetchAll(db, sql: "SELECT DISTINCT definition FROM definition"))
        }
        let new = definitions.filter { !known.contains($0.definition) }
        if new.isEmpty { return }
        try await store(atOnce: true) { pen in
            for (definition, sources) in new {
                for (position, source) in sources.enumerated() {
                    try pen.run(
                        """
                        INSERT INTO definition (definition, position, path, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """, [definition, position, source.path, try row(of: source.text, pen)])
                }
            }
        }
    }

    /// The files of a definition, in the order in which they were stored; none if it is not known.
    public func sources(ofDefinition definition: String) async throws -> [SourceFile] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT definition.path, source.body FROM definition JOIN source ON source.id = definition.source
                    WHERE definition = ? ORDER BY position
                    """, arguments: [definition]
            ).map { SourceFile(path: $0[0], text: $0[1]) }
        }
    }
}

private func row(of text: String, _ pen: Pen) throws -> Int64 {
    let hash = Int64(bitPattern: StableHash.value(text))
    let known = try Int64.fetchOne(
        pen.statement("SELECT id FROM source WHERE hash = ? AND body = ?"), arguments: [hash, text])
    if let known { return known }
    try pen.run("INSERT INTO source (hash, body) VALUES (?, ?)", [hash, text])
    return pen.db.lastInsertedRowID
}
