/// What the fourth version adds: entries of an import that is not there yet. They stand among the others, so
/// that nothing has to be written when the import takes effect but its name, taken out of a table; `entries`
/// is a view now that does not have them.
enum SchemaVersion4 {
  static let sql = """
    ALTER TABLE entries RENAME TO entry_rows;
    CREATE TABLE staged_imports (
      import INTEGER PRIMARY KEY REFERENCES imports (id),
      after INTEGER NOT NULL
    ) STRICT;
    CREATE VIEW entries AS SELECT * FROM entry_rows
      WHERE first_import IS NULL OR first_import NOT IN (SELECT import FROM staged_imports);
    """
}
