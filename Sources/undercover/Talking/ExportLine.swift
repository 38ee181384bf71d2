import Journey
import Reporting

/// One line of an export.
enum ExportLine {
    private struct Line: Encodable {
        var place: Int64
        var visit: VisitView
    }

    static func text(place: Int64, visit: Visit) throws -> String {
        try JSONForm.text(Line(place: place, visit: VisitView(visit)))
    }
}
