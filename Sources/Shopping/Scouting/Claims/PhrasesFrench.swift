extension PhraseLanguage {
    static let french = PhraseLanguage(
        tag: "fr",
        time:
            #"(?:\d{1,3}|une?|deux|trois|quatre|cinq|sept|dix|quatorze|quinze|trente)(?: ?(?:-|–|à|ou|et) ?\d{1,3})? ?"#
            + #"(?:minutes?|min\b|heures?|h\b|jours?(?: (?:ouvrés?|ouvrables?|calendaires?))?|j\b|semaines?)(?!\w)"#,
        phrases: [
            (
                .reply,
                #"\b(?:répon(?:se|ses|d|dons|dra|drons|dre|dent)|recontact(?:ons|erons|era|é)|rappel(?:ons|lerons|lé|le)|retour|contacterons|traitée?s?){…}\b(?:sous|en|en moins de|dans (?:les|un délai de)|d(?:'|’)ici) {time}"#
            ),
            (
                .reply,
                #"\b(?:sous|en moins de|dans les) {time},?{…}\b(?:réponse|répondons|répondrons|recontact\w+|rappel\w+)\b"#
            ),
            (
                .reply,
                #"\b(?:délai|temps) de réponse(?: moyen)? ?:? ?(?:(?:est )?de )?(?:(?:moins de|environ) )?{time}"#
            ),
            (
                .availability,
                #"\b24 ?h(?:eures?)? ?(?:/|sur) ?24(?: ?h)?(?:(?:,| et)? 7 ?j(?:ours?)? ?(?:/|sur) ?7(?: ?j)?)?\b"#
            ),
            (.availability, #"\b7 ?j(?:ours?)? ?(?:/|sur) ?7\b"#),
            (.availability, #"\b(?:ouvert|disponibles?|joignables?|service|assistance)\b{…}\bjour et nuit\b"#),
            (
                .delivery,
                #"\b(?:livr(?:aisons?|ée?s?|ons|able)|expédi(?:ée?s?|tions?|ons)|chez vous){…}\b(?:sous|en|dans les|en moins de) {time}"#
            ),
            (.delivery, #"\b(?:délais? (?:de livraison|d(?:'|’)expédition)) ?:? ?(?:de )?{time}"#),
            (
                .delivery,
                #"\b(?:livraison|expédition)(?: standard| à domicile)? (?:gratuite|offerte)\b|\bfrais de port offerts\b"#
            ),
            (.delivery, #"\blivraison (?:le jour même|le lendemain|en 24 ?h)\b"#),
            (.returns, #"\bretours?(?: et échanges?)? (?:gratuits?|offerts?)\b"#),
            (.returns, #"\bsatisfaits? ou remboursée?s?\b"#),
            (.returns, #"\b{time} pour (?:changer d(?:'|’)avis|retourner|renvoyer|échanger|vous rétracter)\b"#),
            (
                .returns,
                #"\b(?:retour(?:ner|né|s)?|rembours(?:é|és|ée|ement|ons)|échang(?:er|e))\b{…}\b(?:sous|dans les|dans un délai de|pendant) {time}"#
            ),
            (.returns, #"\bannulation (?:gratuite|sans frais)\b|\bsans engagement\b"#),
        ],
        unless: [
            .reply:
                #"\b(?:veuillez|merci de|vous devez) (?:nous )?(?:répondre|rappeler|contacter)|\bsi vous ne\b|\bne (?:pouvons|répondons|sommes)\b|\bj(?:'|’)ai\b"#,
            .availability: #"\b(?:pas|jamais|sauf)\b"#,
            .delivery:
                #"\b(?:retour(?:ner|né)?|rembours\w*|rétractation|après (?:la )?(?:livraison|réception)|pas|sauf)\b"#,
            .returns: #"\b(?:pas|aucun|sauf|ni (?:repris|échangé)s?)\b"#,
        ])
}
