import ContentReading
import Diagnostics

/// An address that a page had, and what stands there now.
public struct Redirect: Sendable {
    public let address: Address
    public let target: ResolvedLink
    /// Where the configuration names the target.
    let location: SourceLocation
}

extension LinkResolver {
    /// Resolves the redirects of the configuration.
    ///
    /// Reports `broken-link`, `unresolved-reference` and what else the destination of a link can have wrong.
    public func redirects(
        _ entries: [(from: SiteConfiguration.Setting, to: SiteConfiguration.Setting)]
    ) -> (redirects: [Redirect], diagnostics: [Diagnostic]) {
        var redirects: [Redirect] = []
        var diagnostics: [Diagnostic] = []
        for (old, new) in entries {
            do {
                let link = try resolve(new.value, text: "", from: "site.yml")
                redirects.append(Redirect(address: Address(old.value), target: link, location: new.location))
            } catch {
                diagnostics.append(error.diagnostic(at: new.location))
            }
        }
        return (redirects, diagnostics)
    }
}

extension AnchorTable {
    /// Checks the anchors that redirects lead to.
    ///
    /// Reports `broken-anchor`.
    public func check(_ redirects: [Redirect]) -> [Diagnostic] {
        redirects.compactMap { redirect in
            guard case .page(let page) = redirect.target.target, let fragment = redirect.target.fragment else {
                return nil
            }
            return check(fragment, on: page.address, at: redirect.location)
        }
    }
}
