import LinkResolution

/// Data that the theme's scripts load. Each file is itself a script, which puts its data into a table of the window:
/// so it loads from disk too, where browsers let scripts read no other files, and under a policy without inline script.
public struct ScriptData: Sendable {
    /// A file with data.
    public enum File: Sendable, Hashable {
        /// Definitions that links show, by the number of the shard.
        case definitions(Int)
        /// What each actor of each profile entails.
        case claims

        /// The name of the file, and of its data in the table.
        var name: String {
            switch self {
            case .definitions(let shard): "definitions-\(shard)"
            case .claims: "claims"
            }
        }

        /// Where the file stands: below the theme's files, where no page can.
        public var address: Address { Address("assets/data/\(name).js") }
    }

    var composer: PageComposer
    let panels: DefinitionShards

    init(_ composer: PageComposer) {
        self.composer = composer
        panels = DefinitionShards(composer)
    }

    /// The files that the site has.
    public var files: [File] {
        let addingUp: [File] = composer.addresses[.addingUp] == nil ? [] : [.claims]
        return addingUp + panels.indices.map(File.definitions)
    }

    /// The bytes of a file.
    public func bytes(of file: File) -> [UInt8] {
        let json =
            switch file {
            case .definitions(let shard): composer.panels(of: panels[shard])
            case .claims: ClaimsData.json(composer)
            }
        return Self.script(json, named: file.name)
    }

    /// A script that puts data into the window's table.
    ///
    /// - Parameters:
    ///   - json: The data.
    ///   - name: The name in the table.
    public static func script(_ json: [UInt8], named name: String) -> [UInt8] {
        Array("(self.siteData ??= {})[\"\(name)\"] = ".utf8) + json + Array(";\n".utf8)
    }
}
