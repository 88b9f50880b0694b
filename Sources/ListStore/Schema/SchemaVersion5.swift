/// What the fifth version adds: whether the source of a list has agreed to its entries being handed on.
enum SchemaVersion5 {
  static let sql =
    "ALTER TABLE lists ADD COLUMN shareable INTEGER NOT NULL DEFAULT 0 CHECK (shareable IN (0, 1))"
}
