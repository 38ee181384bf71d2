extension String {
    /// A path as a file of the configuration names it: a relative one is from the configuration's directory, and from the working
    /// directory where there is none.
    public func path(from configuration: String?) -> String {
        guard let configuration, !hasPrefix("/") else { return self }
        return configuration + "/" + self
    }
}
