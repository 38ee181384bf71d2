public import Journey

extension Catalogue {
    public static let builtIn = Catalogue([])
}
