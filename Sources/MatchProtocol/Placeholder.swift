// MatchProtocol
