import MatchProtocol

/// One JSON object per line.
struct JSONRows: RowFormat {
  var header: String? { nil }
  let isForPeople = false

  func row(_ row: ScanRow) -> String? {
    var object = JSONObject(row.index, subject: ("path", row.path), row.item)
    if let cluster = row.cluster {
      object.set("cluster", cluster.number)
      object.set("cluster_size", cluster.size)
      object.set("cluster_distance", cluster.distance)
      object.set("representative", flag: cluster.isRepresentative)
    }
    return object.text
  }
}
