import ArgumentParser
import Daemon
import ProbeFiles
import Reporting

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "A JSON Schema, for editors and other programs.")

    @Argument(help: "probe, undercover, kit, rule, locations or status.") var name: String

    func run() throws {
        if name == "status" { return Output.data(StatusSchema.text) }
        guard let schema = Schemas.Name(rawValue: name) else {
            throw Failure("there is no schema `\(name)`; there are probe, undercover, kit, rule, locations and status")
        }
        Output.data(Schemas.text(for: schema, channelKeys: ConfigurationReader.loader().channelKeys))
    }
}
