import ArgumentParser
import HashCore

extension DecodeMode: ExpressibleByArgument {}
