/// The JSON Schema of `status.json` (JSON Schema 2020-12): what `undercover schema status` prints.
public enum StatusSchema {
    public static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Undercover's status file",
          "description": "How the business stands and whether the daemon is well. Schema 1; keys may be added within it.",
          "type": "object",
          "required": ["schema", "written", "daemon", "since", "business", "probes", "locations", "owners", "findings",
            "waiting", "overdue", "waits", "incidents", "blind"],
          "properties": {
            "schema": {"const": 1},
            "written": {"$ref": "#/$defs/time"},
            "daemon": {
              "type": "object",
              "required": ["version", "pid", "state", "started", "beat", "beatEvery", "reload", "notStoringSince",
                "undelivered", "undeliveredSince"],
              "properties": {
                "version": {"type": "string"},
                "pid": {"type": "integer", "minimum": 0},
                "state": {"enum": ["starting", "ready", "stopping", "stopped", "held"]},
                "started": {"$ref": "#/$defs/time"},
                "beat": {"$ref": "#/$defs/time",
                  "description": "When the daemon was last seen alive. Older than three times beatEvery: do not believe the rest."},
                "beatEvery": {"type": "number", "minimum": 0, "description": "Seconds."},
                "reload": {
                  "description": "What became of the configuration that was read last.",
                  "type": ["object", "null"],
                  "required": ["at", "taken", "problems"],
                  "properties": {
                    "at": {"$ref": "#/$defs/time"},
                    "taken": {"type": "boolean"},
                    "problems": {"$ref": "#/$defs/count"}
                  }
                },
                "notStoringSince": {"$ref": "#/$defs/perhapsTime"},
                "notStoringBecause": {"$ref": "#/$defs/perhapsText"},
                "undelivered": {"$ref": "#/$defs/count"},
                "undeliveredSince": {"$ref": "#/$defs/perhapsTime"}
              }
            },
            "since": {"$ref": "#/$defs/time", "description": "Standings count visits begun at this time or later."},
            "business": {"$ref": "#/$defs/standing"},
            "probes": {
              "description": "One for each probe at each location.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["probe", "location", "owner", "weight", "paused", "last", "next", "standing", "findings"],
                "properties": {
                  "probe": {"type": "string"},
                  "location": {"$ref": "#/$defs/perhapsText"},
                  "owner": {"$ref": "#/$defs/perhapsText"},
                  "weight": {"type": "number", "minimum": 0},
                  "paused": {"type": "boolean"},
                  "last": {
                    "type": ["object", "null"],
                    "required": ["id", "started", "ended", "grade", "late", "unknown"],
                    "properties": {
                      "id": {"type": "string"},
                      "started": {"$ref": "#/$defs/time"},
                      "ended": {"$ref": "#/$defs/time"},
                      "grade": {"enum": ["bad", "mediocre", "satisfactory", "delighted", "unknown"]},
                      "late": {"type": "boolean"},
                      "unknown": {"enum": [null, "blind", "blocked", "needs-browser", "interrupted", "outcome-unknown",
                        "withheld", "unusable"]}
                    }
                  },
                  "next": {"$ref": "#/$defs/perhapsTime"},
                  "standing": {"$ref": "#/$defs/standing"},
                  "findings": {"$ref": "#/$defs/codes"}
                }
              }
            },
            "locations": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["location", "standing"],
                "properties": {"location": {"type": "string"}, "standing": {"$ref": "#/$defs/standing"}}
              }
            },
            "owners": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["owner", "standing"],
                "properties": {"owner": {"type": "string"}, "standing": {"$ref": "#/$defs/standing"}}
              }
            },
            "findings": {"$ref": "#/$defs/codes"},
            "waiting": {"$ref": "#/$defs/count", "description": "Visits that wait for somebody's answer."},
            "overdue": {"$ref": "#/$defs/count", "description": "Those of them whose promise has lapsed."},
            "waits": {
              "description": "What is overdue first, then what is promised soonest; at most 200.",
              "type": "array",
              "maxItems": 200,
              "items": {
                "type": "object",
                "required": ["visit", "probe", "location", "touchpoint", "since", "promised", "givesUp", "left"],
                "properties": {
                  "visit": {"type": "string"},
                  "probe": {"type": "string"},
                  "location": {"$ref": "#/$defs/perhapsText"},
                  "touchpoint": {"$ref": "#/$defs/perhapsText"},
                  "since": {"$ref": "#/$defs/time"},
                  "promised": {"$ref": "#/$defs/perhapsTime"},
                  "givesUp": {"$ref": "#/$defs/perhapsTime"},
                  "left": {"type": ["number", "null"],
                    "description": "Seconds left of the promise when this was written; negative: overdue by so much."}
                }
              }
            },
            "incidents": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["id", "rule", "probe", "location", "opened", "cause"],
                "properties": {
                  "id": {"type": "string"},
                  "rule": {"type": "string"},
                  "probe": {"type": "string"},
                  "location": {"$ref": "#/$defs/perhapsText"},
                  "opened": {"$ref": "#/$defs/time"},
                  "cause": {"$ref": "#/$defs/perhapsText", "description": "The visit that caused it."}
                }
              }
            },
            "blind": {
              "description": "Times in which the shopper could not see.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["from", "until", "reason"],
                "properties": {
                  "from": {"$ref": "#/$defs/time"},
                  "until": {"$ref": "#/$defs/perhapsTime"},
                  "reason": {"enum": ["down", "network", "clock", "suspended", "storage"]}
                }
              }
            }
          },
          "$defs": {
            "time": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$"},
            "perhapsTime": {"type": ["string", "null"],
              "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$"},
            "perhapsText": {"type": ["string", "null"]},
            "count": {"type": "integer", "minimum": 0},
            "codes": {
              "description": "Open defects by code.",
              "type": "object",
              "additionalProperties": {"type": "integer", "minimum": 1}
            },
            "standing": {
              "description": "100 * (g - 10 b) / (g + m + 10 b) over the shares of good, mediocre and bad visits.",
              "type": "object",
              "required": ["score", "low", "high", "graded", "bad", "mediocre", "satisfactory", "delighted", "unknown", "worst"],
              "properties": {
                "score": {"type": ["number", "null"], "minimum": -100, "maximum": 100,
                  "description": "null under 12 graded visits."},
                "low": {"type": ["number", "null"], "minimum": -100, "maximum": 100},
                "high": {"type": ["number", "null"], "minimum": -100, "maximum": 100},
                "graded": {"$ref": "#/$defs/count"},
                "bad": {"$ref": "#/$defs/count"},
                "mediocre": {"$ref": "#/$defs/count"},
                "satisfactory": {"$ref": "#/$defs/count"},
                "delighted": {"$ref": "#/$defs/count"},
                "unknown": {"$ref": "#/$defs/count"},
                "worst": {"$ref": "#/$defs/perhapsText", "description": "The probe that stands lowest."}
              }
            }
          }
        }
        """#
}
