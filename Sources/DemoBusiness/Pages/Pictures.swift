enum Pictures {
    static let leaf = svg(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 2C6 8 4 18 16 28 28 18 26 8 16 2z" \
        fill="#3d6b4f"/><path d="M16 8v22" stroke="#26332b" stroke-width="2"/></svg>
        """)

    static let house = svg(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 320"><rect width="720" height="320" fill="#dcebf0"/>\
        <rect y="260" width="720" height="60" fill="#a9c49a"/><rect x="230" y="110" width="260" height="160" fill="#f6ecd4"/>\
        <path d="M215 115 360 40l145 75z" fill="#b4593d"/><rect x="340" y="205" width="40" height="65" fill="#3d6b4f"/>\
        <g fill="#8fb3c4"><rect x="258" y="135" width="34" height="44"/><rect x="343" y="135" width="34" height="44"/>\
        <rect x="428" y="135" width="34" height="44"/><rect x="258" y="205" width="34" height="44"/>\
        <rect x="428" y="205" width="34" height="44"/></g><g fill="#6b4f35"><rect x="132" y="180" width="16" height="90"/>\
        <rect x="572" y="180" width="16" height="90"/></g><g fill="#3d6b4f"><circle cx="140" cy="145" r="62"/>\
        <circle cx="580" cy="145" r="62"/></g><circle cx="650" cy="55" r="28" fill="#d9a441"/></svg>
        """)

    private static func svg(_ text: String) -> Response {
        Response(headers: [("Content-Type", "image/svg+xml")], body: Array(text.utf8))
    }
}
