/// What the second version adds: which files lists came from, and which entries came by a file.
enum SchemaVersion2 {
  static let sql = """
    CREATE TABLE imports (
      id INTEGER PRIMARY KEY,
      list INTEGER NOT NULL REFERENCES lists (id),
      mode TEXT NOT NULL CHECK (mode IN ('merge', 'replace', 'remove')),
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      time INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      added INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      withdrawn INTEGER NOT NULL,
      refused INTEGER NOT NULL,
      unchanged INTEGER NOT NULL
    ) STRICT;
    ALTER TABLE entries ADD COLUMN first_import INTEGER REFERENCES imports (id);
    """
}
