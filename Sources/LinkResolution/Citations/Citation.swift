/// What a text cites of a Technical Framework (General Introduction, 7.5), such as `ITI TF-2: 3.18.4.1`, `Table 10.1-1`.
///
/// It says what the text says; which page that is, is known to whoever knows the site.
public struct Citation: Sendable, Hashable {
    public enum Target: Sendable, Hashable {
        /// A volume as a whole: `ITI TF-3`.
        case volume
        /// A section by its number, which holds letters in drafts: `3.18.4.1.2`, `6.3.1.D`, `3.YY4.4.1`, `X.2`.
        case section(String)
        /// An appendix or a section of one: `E`, `V.3.2`.
        case appendix(String)
        /// A table by the number of its caption, always with a hyphen: `3.65.4.1.3-1b`.
        case table(String)
        /// A figure by the number of its caption, always with a hyphen: `10.1-1`.
        case figure(String)
    }

    /// The domain as the framework spells it; `nil` where none is named.
    public let domain: String?
    /// The volume: `1`, `2x`; `nil` where none is named, also in `PCC TF-x`.
    public let volume: String?
    public let target: Target

    public init(domain: String?, volume: String?, target: Target) {
        self.domain = domain
        self.volume = volume
        self.target = target
    }
}
