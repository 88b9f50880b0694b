extension ReportWords {
  static let french = ReportWords(
    language: "fr", thousandsSeparator: "\u{202F}",
    title: "Rapport d’analyse", complete: "complet",
    incomplete: "INTERROMPU : les fichiers absents de ce rapport n’ont pas été examinés",
    notShown: "Aucune image n’a été affichée, copiée ni conservée.",
    scanned: "Analyse de", between: "du {} au {} (UTC)", against: "d’après {}", entries: "{} entrées",
    generation: "génération {}", thresholds: "seuil : {}",
    ownThresholds: "celui de chaque liste, sinon {}", clusterThreshold: "groupes à {} bits près",
    tool: "matchd {}",
    seen: "{} fichiers vus = {} connus + {} inconnus + {} non jugés + {} écartés + {} erreurs.",
    copies: "{} sont des copies exactes d’autres fichiers.", rate: "{} fichiers par seconde.",
    known: "connus", leads: "pistes", unknown: "inconnus", unjudged: "non jugés", skipped: "Écartés",
    errors: "Erreurs", avoided: "expositions évitées",
    knownParts: "{} même fichier · {} nets · {} proches ; {} fichiers distincts",
    leadsNote: "proches d’une entrée sans correspondre : à voir d’abord, avec précaution",
    unknownParts: "en {} groupes, et {} isolés",
    unjudgedNote: "raisons ci-dessous", avoidedParts: "{} connus + {} quasi-doublons dans les groupes",
    todo: "Ce qui reste à examiner",
    todoLeads: "{} pistes, chacune avec le libellé de l’entrée dont elle est proche",
    todoNear: "{} correspondances proches, si vos règles demandent qu’une personne les confirme",
    todoClusters: "{} groupes d’images inconnues : une image de chacun",
    todoSingles: "{} images inconnues hors de tout groupe",
    todoUnjudged: "{} fichiers non jugés, {} écartés, {} erreurs",
    todoNothing: "Rien.",
    howCounted: """
      Une exposition évitée est une image que personne n’a besoin d’ouvrir : chaque fichier connu (d’une \
      liste officielle ou de la vôtre, jamais d’une liste de fichiers sans danger), et chaque membre d’un \
      groupe sauf celui qui le représente. {} sont des correspondances proches, que vos règles peuvent \
      demander de confirmer, et {} sont d’autres copies des mêmes {} fichiers connus.
      """,
    distances: "Distance des correspondances",
    distanceNote: "Bits différents sur 256 : correspondances, puis pistes au-delà.",
    clusterSizes: "Images par groupe", formats: "Formats", byList: "Par liste et libellé",
    list: "liste", label: "libellé", grade: "degré", entry: "entrée", bits: "bits", seenAs: "vu comme",
    file: "fichier", copyCount: "copies", pictures: "images", widest: "écart, bits", lookAt: "à regarder",
    detail: "détail",
    knownFolded: "{} fichiers, dont {} distincts ; copies repliées. Inutile d’ouvrir les fichiers connus.",
    clustersTitle: "Groupes d’images inconnues",
    clustersNote: """
      Les plus grands d’abord. Chaque membre est à {} bits au plus de l’image nommée, dans l’une des huit \
      orientations : elle les représente tous.
      """,
    members: "les {} autres", singles: "Inconnus, hors de tout groupe",
    singlesNote: "Recherchés, et sur aucune liste ; proches d’aucune autre image de cette analyse.",
    asItIs: "tel quel", exact: "même fichier", strong: "net", near: "proche",
    filter: "Lignes contenant",
    human: """
      human_viewed=false pour chaque fichier : méthode, liste, génération, distance, seuil et vue figurent \
      dans les lignes des rapports JSON et CSV.
      """,
    meaning: "Ce que veulent dire les mots",
    meanings: [
      (
        "connu",
        "Une entrée d’une liste correspond : mêmes octets, ou empreinte en deçà du seuil de la liste."
      ),
      (
        "même fichier, net, proche",
        """
        Les octets sont égaux ; 16 bits diffèrent au plus sur 256 ; davantage, jusqu’au seuil : sans doute \
        la même image, retouchée.
        """
      ),
      (
        "piste",
        "Proche d’une entrée mais au-delà du seuil, ou d’une entrée non établie. Un avertissement, sans plus."
      ),
      ("inconnu", "Recherché, et sur aucune liste. Cela ne dit rien de ce que l’image montre."),
      (
        "non jugé",
        "Impossible à examiner : trop uni, abîmé, d’un format non lu. Cela peut être n’importe quoi."
      ),
      ("groupe", "Des images inconnues si semblables qu’il suffit d’en regarder une."),
    ],
    reasons: [
      "low_quality": "trop uni pour être comparé : vide, ou d’une seule couleur",
      "unstable": "trop régulier : son empreinte en dit trop peu",
      "undecodable": "aucune image n’a pu en être lue",
      "truncated": "incomplet : ce qui s’y trouve a été recherché, sans correspondance",
      "damaged": "abîmé : ce qui a pu être lu a été recherché, sans correspondance",
      "partly_judged": "plusieurs images dans un fichier, dont certaines n’ont pu être examinées",
      "unsupported_format": "un format qui n’est pas lu ici : pas une image, ou d’une autre sorte",
      "too_large": "plus grand que ce qui est décodé ici", "too_small": "trop petit pour être comparé",
      "timeout": "trop long à décoder", "decoder_crashed": "a fait échouer son décodeur",
    ],
    kinds: [
      "link_inside": "liens vers ce qui est analysé de toute façon", "link": "liens menant ailleurs",
      "broken_link": "liens vers rien", "pipe": "tubes", "socket": "sockets", "device": "périphériques",
      "unreadable_folder": "dossiers illisibles", "unreadable_file": "fichiers illisibles",
      "excluded": "exclus par un motif", "other_file_system": "dossiers d’autres systèmes de fichiers",
    ])
}
