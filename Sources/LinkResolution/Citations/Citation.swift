/// What a text cites (General Introduction 7.5), such as `ITI TF-2: 3.18.4.1`.
public struct Citation: Sendable, Hashable {
    public enum Target: Sendable, Hashable {
        case volume
        case section(String)
        case appendix(String)
        case table(String)
        case figure(String)
    }

    public let domain: String?
    public let volume: String?
    public let target: Target
}
