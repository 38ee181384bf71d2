import Foundation
import Glibc
public import Journey

/// Reads the values of secrets, once, and takes those that came in the environment out of it.
public enum Secrets {
    /// - Returns: the values that could be read, and a sentence for each that could not.
    public static func read(
        _ sources: [String: SecretSource], directory: String?, environment: [String: String]
    ) -> (values: [String: String], problems: [String]) {
        var values: [String: String] = [:]
        var problems: [String] = []
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
            do {
                values[name] = try value(source, directory: directory, environment: environment)
            } catch {
                problems.append("secret `\(name)`: \(error)")
            }
            if case .environment(let variable) = source { unsetenv(variable) }
        }
        return (values, problems)
    }

    private static func value(
        _ source: SecretSource, directory: String?, environment: [String: String]
    ) throws(SecretError) -> String {
        switch source {
        case .environment(let variable):
            guard let value = environment[variable] else {
                throw SecretError("the environment has no `\(variable)`; set it for the daemon")
            }
            return value
        case .credential(let name):
            guard let credentials = environment["CREDENTIALS_DIRECTORY"] else {
                throw SecretError("there are no systemd credentials; add `LoadCredential=\(name):/path` to the unit")
            }
            return try text(credentials + "/" + name)
        case .file(let path):
            let path = path.path(from: directory)
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & 0o007 != 0 {
                throw SecretError("\(path) may be read or written by everybody; chmod o= \(path)")
            }
            return try text(path)
        }
    }

    private static func text(_ path: String) throws(SecretError) -> String {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 65_536 else {
            throw SecretError("cannot read \(path); is it there, readable by the daemon, and a secret's size?")
        }
        guard let text = String(data: data, encoding: .utf8) else { throw SecretError("\(path) is not text") }
        // Editors and `echo` end a file with a newline that is no part of the secret.
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    private struct SecretError: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }
}
