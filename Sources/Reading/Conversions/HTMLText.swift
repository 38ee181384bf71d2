/// Pieces of HTML as what a reader sees.
public enum HTMLText {
    /// The visible text of a piece of HTML: entities resolved, tags gone, a line for each block.
    public static func text(in html: String) -> String { Page(html).visibleTextAsOne }
}
