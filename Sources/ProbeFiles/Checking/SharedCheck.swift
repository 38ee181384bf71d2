import Journey

/// What only undercover.yaml, locations and kits together can tell.
struct SharedCheck {
    private let configuration: Configuration
    private let problems: Problems

    init(_ configuration: Configuration, problems: Problems) {
        self.configuration = configuration
        self.problems = problems
    }

    func check() {
        let desks = Array(configuration.desks.values) + configuration.locations.flatMap(\.desks.values)
        for desk in desks.sorted(by: { $0.place.description < $1.place.description }) { checkSecrets(of: desk) }
    }

    private func checkSecrets(of desk: Desk) {
        guard let kit = configuration.kits[desk.kit] else { return }
        let given = Set(desk.secrets.keys).subtracting([""])
        if desk.secrets[""] != nil, kit.secrets.count != 1 {
            problems.error(
                kit.secrets.isEmpty
                    ? "the kit `\(kit.name)` needs no secret"
                    : "the kit `\(kit.name)` needs \(kit.secrets.count) secrets: name them under `secrets`",
                at: desk.place)
            return
        }
        for name in kit.secrets where !given.contains(name) && desk.secrets[""] == nil {
            problems.error("the kit `\(kit.name)` needs the secret `\(name)`: give it under `secrets`", at: desk.place)
        }
        for name in given.subtracting(kit.secrets).sorted() {
            problems.error(
                "the kit `\(kit.name)` knows no secret `\(name)`\(NearMiss.hint(name, among: kit.secrets))",
                at: desk.place)
        }
    }
}
