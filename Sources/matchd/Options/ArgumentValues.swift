import ArgumentParser
import HashCore
import Matcher

extension DecodeMode: ExpressibleByArgument {}
extension SearchEngine: ExpressibleByArgument {}
extension HashRecipe: ExpressibleByArgument {}
