/// What the third version adds: entries that an import brought and that somebody has to look at first.
enum SchemaVersion3 {
  static let sql = """
    CREATE TABLE quarantine (
      entry INTEGER PRIMARY KEY REFERENCES entries (id),
      import INTEGER NOT NULL REFERENCES imports (id),
      reason TEXT NOT NULL CHECK (reason <> ''),
      said INTEGER NOT NULL CHECK (said IN (0, 1, 2))
    ) STRICT;
    """
}
