import ArgumentParser
import ContentReading

/// `generate-site schema`.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the RELAX NG schema of definition files.",
        discussion: "Point an editor's XML plug-in at it, so that it validates and completes.")

    func run() {
        print(DefinitionSchema.text, terminator: "")
    }
}
