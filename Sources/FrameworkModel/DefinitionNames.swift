/// What definitions are called, those of other sites included.
extension Framework {
    /// Whether there is a definition, here or on a site whose inventory is known.
    public func has(_ key: DefinitionKey) -> Bool { self[key] != nil || imports[key] != nil }

    /// The name of a definition; `nil` where there is none.
    public func name(of key: DefinitionKey) -> String? { self[key]?.name ?? imports[key]?.name }

    /// What readers call a definition where space is short; `nil` where there is none.
    public func label(of key: DefinitionKey) -> String? { self[key]?.label ?? imports[key]?.label }

    /// The name of a definition with its identifier; `nil` where there is none.
    public func title(of key: DefinitionKey) -> String? { self[key]?.title ?? imports[key]?.title }
}
