extension PhraseLanguage {
    static let spanish = PhraseLanguage(
        tag: "es",
        time:
            #"(?:\d{1,3}|una?|dos|tres|cuatro|cinco|siete|diez|catorce|quince|treinta)(?: ?(?:-|–|a|o|y) ?\d{1,3})? ?"#
            + #"(?:minutos?|min\b|horas?|h\b|d[ií]as?(?: (?:h[aá]biles|laborables|laborales|naturales))?|semanas?)(?!\w)"#,
        phrases: [
            (
                .reply,
                #"\b(?:respond(?:emos|eremos|erá|er)|respuestas?|contest(?:amos|aremos|ación)|contactaremos|te llam(?:amos|aremos)|le llam(?:amos|aremos)){…}\b(?:en|en menos de|en un plazo (?:máximo )?de|dentro de|antes de) {time}"#
            ),
            (
                .reply,
                #"\b(?:en menos de|dentro de|en un plazo (?:máximo )?de) {time},?{…}\b(?:respond\w+|respuesta|contest\w+|contactaremos)\b"#
            ),
            (.reply, #"\btiempo(?: medio)? de respuesta ?:? ?(?:(?:es )?de )?(?:menos de )?{time}"#),
            (
                .availability,
                #"\b(?:las )?24 horas(?: (?:al|del) d[ií]a)(?:,? (?:y )?(?:los )?(?:7|siete|365) d[ií]as(?: (?:de la|a la) semana| (?:del|al) año)?)?\b"#
            ),
            (
                .availability,
                #"\b(?:abiertos?|disponibles?|atención|asistencia|servicio)\b{…}\b(?:las 24 horas|d[ií]a y noche|los 365 d[ií]as)\b"#
            ),
            (.availability, #"\b(?:abiertos?|atención|servicio|asistencia|recepción) (?:las )?24 ?h(?:oras)?\b"#),
            (
                .delivery,
                #"\b(?:entrega(?:s|mos|do|da)?|env[ií](?:o|os|amos|ado|ada)|rec[ií]be(?:lo|la)?|en tu casa){…}\b(?:en|dentro de|en menos de|en un plazo de) {time}"#
            ),
            (.delivery, #"\b(?:plazo|tiempo)s? de (?:entrega|env[ií]o) ?:? ?(?:de )?{time}"#),
            (.delivery, #"\benv[ií]os? (?:a domicilio )?(?:gratis|gratuitos?)\b|\bentrega (?:gratis|gratuita)\b"#),
            (
                .returns,
                #"\b(?:devoluci(?:ón|ones)|cambios?)(?: y (?:devoluciones|cambios))? (?:gratis|gratuit[oa]s?|sin coste)\b"#
            ),
            (.returns, #"\b{time} para (?:devolver|devoluciones|cambiar|probarlo)\b"#),
            (.returns, #"\b(?:te|le|os) devolvemos (?:el|tu|su) dinero\b|\bgarantía de devolución\b"#),
            (
                .returns,
                #"\b(?:devolver|devoluci(?:ón|ones)|reembolso)\b{…}\b(?:en|dentro de|durante|en un plazo de) (?:los )?{time}"#
            ),
            (.returns, #"\bcancelaci(?:ón|ones) (?:gratis|gratuitas?|sin coste)\b|\bsin permanencia\b"#),
        ],
        unless: [
            .reply:
                #"\b(?:por favor,? (?:responda|responde|conteste)|si no (?:responde|contesta)|debe (?:responder|contestar)|no (?:podemos|respondemos|contestamos))\b"#,
            .availability: #"\bno\b"#,
            .delivery: #"\b(?:devolver|devoluci\w+|reembolso|desistimiento|tras (?:la )?(?:entrega|recepción)|no)\b"#,
            .returns: #"\b(?:no|salvo|excepto|ningún)\b"#,
        ])
}
