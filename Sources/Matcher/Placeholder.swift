// Matcher
