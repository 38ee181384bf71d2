extension PhraseLanguage {
    static let german = PhraseLanguage(
        tag: "de",
        time:
            #"(?:(?:nur |ca\. ?|maximal |max\. ?|weniger als |höchstens |von )?)(?:\d{1,3}|eine[rsnm]?|zwei|drei|vier|fünf|sieben|acht|zehn|vierzehn|dreißig)(?: ?(?:-|–|bis) ?\d{1,3})?[ -]?"#
            + #"(?:minuten?|min\.|stunden?|std\.?|h\b|(?:werk|arbeits|geschäfts|kalender)?tage?[sn]?|wochen?)(?!\w)"#,
        phrases: [
            (
                .reply,
                #"\b(?:antwort(?:en|et)?|beantworte[nt]|rückmeldung|rückruf|reagieren|melden (?:wir )?uns|rufen (?:wir )?(?:sie|dich) zurück|meldet sich|bearbeite[nt]){…}\b(?:innerhalb(?: von)?|binnen|in|nach spätestens|spätestens (?:nach|in)|unter) {time}"#
            ),
            (
                .reply,
                #"\b(?:innerhalb(?: von)?|binnen|in|spätestens (?:nach|in)) {time}{…}\b(?:antwort(?:en|et)?|beantwortet|rückmeldung|melden wir uns|bei (?:ihnen|dir)|zurückrufen|rückruf)\b"#
            ),
            (
                .reply,
                #"\b(?:antwort|reaktions|bearbeitungs|rückruf)zeit(?:en)?:? (?:(?:beträgt|liegt bei|von) )?(?:(?:etwa|durchschnittlich|unter) )?{time}"#
            ),
            (
                .reply,
                #"\b(?:antwort(?:en)?|rückmeldung|rückruf)\b[^.!?\n]{0,25}\bam (?:selben|gleichen|nächsten) (?:werk)?tag\b"#
            ),
            (.availability, #"\brund um die uhr\b"#),
            (.availability, #"\b24[ -]stunden[ -](?:service|hotline|notdienst|notruf|rezeption|support|betreuung)\b"#),
            (
                .availability,
                #"\b(?:24 stunden (?:am tag|täglich|erreichbar|geöffnet|für sie)|tag und nacht (?:für sie|erreichbar|geöffnet|für dich))\b"#
            ),
            (
                .delivery,
                #"\b(?:liefer(?:ung|n|t|bar|ungen)|versand(?:fertig)?|versende(?:n|t)|verschick(?:en|t)|zustellung|zugestellt|bei (?:ihnen|dir)){…}\b(?:innerhalb(?: von)?|binnen|in) {time}"#
            ),
            (
                .delivery,
                #"\b(?:liefer|versand|zustell)(?:zeit(?:raum)?|zeiten|frist|dauer):? ?(?:(?:beträgt|von) )?{time}"#
            ),
            (
                .delivery,
                #"\b(?:kostenlose[rn]?|kostenfreie[rn]?|gratis|portofreie[rn]?)[ -]?(?:versand|lieferung)\b|\bversandkostenfrei\b"#
            ),
            (.delivery, #"\blieferung am (?:nächsten|selben|gleichen) (?:werk)?tag\b"#),
            (
                .returns,
                #"\b(?:kostenlose[rn]?|kostenfreie[rn]?|gratis)[ -]?(?:rückgabe|rücksendung(?:en)?|retouren?|rückversand|umtausch|stornierung)\b"#
            ),
            (
                .returns,
                #"\b\d{1,3}[ -]tage[ -](?:rückgabe\w*|rückgaberecht|widerruf\w*|geld[ -]zurück\w*|umtausch\w*|testen)\b"#
            ),
            (.returns, #"\bgeld[ -]zurück[ -]garantie\b"#),
            (
                .returns,
                #"\b(?:innerhalb(?: von)?|binnen) {time}{…}\b(?:zurück(?:geben|senden|schicken|zusenden|zugeben)|umtauschen|(?:zu )?widerrufen|rückgabe)\b"#
            ),
            (
                .returns,
                #"\b(?:kostenlos|kostenfrei|jederzeit) (?:storniert?(?:en|bar)?|stornierbar|kündbar|zurückgeben|zurücksenden)\b|\b(?:kostenlos|jederzeit) (?:zu )?kündigen\b"#
            ),
        ],
        unless: [
            .reply:
                #"\b(?:bitte (?:antworten|melden|beantworten) sie|wenn sie nicht|sofern sie|sie müssen|nicht|kein(?:e|en)?|leider)\b|\bich (?:habe|bekam)\b|\bmeine?\b"#,
            .availability: #"\b(?:nicht|keine?n?|ausgenommen) (?:rund um|erreichbar|24)"#,
            .delivery:
                #"\b(?:widerruf\w*|zurückgeben|zurücksenden|rückgabe|nach (?:lieferung|erhalt|zustellung)|nicht|kein(?:e|en)?|reklam\w*|meine?)\b"#,
            .returns: #"\b(?:nicht|kein(?:e|en)?|ausgeschlossen|ausgenommen)\b"#,
        ])
}
