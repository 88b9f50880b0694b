// MatchService
