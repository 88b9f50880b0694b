/// The tables of a store as its first version has them; `docs/list-store.md` draws them.
///
/// Numbers of states are those of index files. Hashes stand as 32 bytes, most significant first, as their
/// text does. There is no index on the hashes and digests of entries: the compiled index answers those.
enum SchemaVersion1 {
  static let sql = lists + entries + labels + reviews + logs

  private static let lists = """
    CREATE TABLE lists (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 1024),
      kind TEXT NOT NULL CHECK (kind IN ('official', 'own', 'negative')),
      threshold INTEGER CHECK (threshold BETWEEN 0 AND 256),
      near_threshold INTEGER CHECK (near_threshold BETWEEN 0 AND 256),
      quorum INTEGER NOT NULL CHECK (quorum BETWEEN 1 AND 100),
      protocol TEXT NOT NULL CHECK (protocol IN ('full', 'cli512', 'both')),
      suppresses_all INTEGER NOT NULL CHECK (suppresses_all IN (0, 1)),
      proposed_leads INTEGER NOT NULL CHECK (proposed_leads IN (0, 1))
    ) STRICT;
    CREATE TABLE suppressions (
      list INTEGER NOT NULL REFERENCES lists (id),
      other INTEGER NOT NULL REFERENCES lists (id),
      PRIMARY KEY (list, other)
    ) STRICT, WITHOUT ROWID;

    """

  private static let entries = """
    CREATE TABLE entries (
      id INTEGER PRIMARY KEY,
      list INTEGER NOT NULL REFERENCES lists (id),
      source_id TEXT NOT NULL CHECK (source_id <> ''),
      said INTEGER NOT NULL CHECK (said IN (0, 1, 2)),
      state INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3)),
      label_set INTEGER NOT NULL REFERENCES label_sets (id),
      pdq BLOB CHECK (length(pdq) = 32),
      md5 BLOB CHECK (length(md5) = 16),
      sha1 BLOB CHECK (length(sha1) = 20),
      sha256 BLOB CHECK (length(sha256) = 32),
      UNIQUE (list, source_id)
    ) STRICT;
    CREATE TABLE more_hashes (
      entry INTEGER NOT NULL REFERENCES entries (id),
      kind TEXT NOT NULL CHECK (kind IN ('pdq', 'md5', 'sha1', 'sha256')),
      value BLOB NOT NULL CHECK (length(value) IN (16, 20, 32)),
      view TEXT NOT NULL,
      PRIMARY KEY (entry, kind, value, view)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE foreign_hashes (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entries (id),
      kind TEXT NOT NULL CHECK (kind <> ''),
      value BLOB NOT NULL
    ) STRICT;
    CREATE INDEX foreign_hashes_of_entries ON foreign_hashes (entry);

    """

  private static let labels = """
    CREATE TABLE labels (
      id INTEGER PRIMARY KEY,
      scheme TEXT NOT NULL,
      version TEXT NOT NULL,
      code TEXT NOT NULL CHECK (code <> ''),
      jurisdiction TEXT NOT NULL,
      UNIQUE (scheme, version, code, jurisdiction)
    ) STRICT;
    CREATE TABLE label_sets (
      id INTEGER PRIMARY KEY,
      digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32)
    ) STRICT;
    CREATE TABLE label_set_members (
      label_set INTEGER NOT NULL REFERENCES label_sets (id),
      label INTEGER NOT NULL REFERENCES labels (id),
      PRIMARY KEY (label_set, label)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE entry_labels (
      entry INTEGER NOT NULL REFERENCES entries (id),
      label INTEGER NOT NULL REFERENCES labels (id),
      source TEXT NOT NULL CHECK (source <> ''),
      PRIMARY KEY (entry, label, source)
    ) STRICT, WITHOUT ROWID;

    """

  private static let reviews = """
    CREATE TABLE votes (
      entry INTEGER NOT NULL REFERENCES entries (id),
      reviewer TEXT NOT NULL CHECK (reviewer <> ''),
      kind TEXT NOT NULL CHECK (kind IN ('confirm', 'dispute')),
      seq INTEGER NOT NULL,
      reason TEXT NOT NULL,
      lifted INTEGER CHECK (lifted >= seq),
      PRIMARY KEY (entry, reviewer, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tombstones (
      id INTEGER PRIMARY KEY,
      list INTEGER NOT NULL REFERENCES lists (id),
      source_id TEXT NOT NULL CHECK (source_id <> ''),
      seq INTEGER NOT NULL,
      reviewer TEXT NOT NULL,
      reason TEXT NOT NULL,
      lifted INTEGER CHECK (lifted >= seq)
    ) STRICT;
    CREATE INDEX tombstones_of_entries ON tombstones (list, source_id);
    CREATE TABLE tombstone_hashes (
      value BLOB NOT NULL CHECK (length(value) IN (16, 20, 32)),
      kind TEXT NOT NULL CHECK (kind IN ('pdq', 'md5', 'sha1', 'sha256')),
      tombstone INTEGER NOT NULL REFERENCES tombstones (id),
      PRIMARY KEY (value, kind, tombstone)
    ) STRICT, WITHOUT ROWID;

    """

  private static let logs = """
    CREATE TABLE changes (
      seq INTEGER PRIMARY KEY CHECK (seq > 0),
      last_seq INTEGER NOT NULL CHECK (last_seq >= seq),
      list INTEGER REFERENCES lists (id),
      entry INTEGER,
      last_entry INTEGER CHECK (last_entry - entry = last_seq - seq)
    ) STRICT;
    CREATE TABLE generations (
      number INTEGER PRIMARY KEY CHECK (number > 0),
      seq INTEGER NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      entries INTEGER NOT NULL,
      time INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE audit (
      number INTEGER PRIMARY KEY CHECK (number > 0),
      time INTEGER NOT NULL,
      operator TEXT NOT NULL,
      reviewer TEXT NOT NULL,
      act TEXT NOT NULL CHECK (act <> ''),
      list TEXT NOT NULL,
      entry TEXT NOT NULL,
      seq INTEGER NOT NULL,
      reason TEXT NOT NULL,
      before BLOB NOT NULL CHECK (length(before) IN (0, 32)),
      after BLOB NOT NULL CHECK (length(after) IN (0, 32)),
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT;
    CREATE INDEX audit_of_entries ON audit (list, entry);
    CREATE TABLE audit_head (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      number INTEGER NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT;
    INSERT INTO audit_head VALUES (1, 0, zeroblob(32));
    """
}
