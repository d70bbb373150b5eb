import ContentReading
import Diagnostics
import FrameworkModel

extension LinkResolver {
    /// Resolves the entries of the menu.
    ///
    /// Reports `broken-link` for a page or list that does not exist.
    public func menu(
        _ entries: [SiteConfiguration.MenuEntry]
    ) -> (menu: [(title: String, page: PageKey)], diagnostics: [Diagnostic]) {
        var menu: [(title: String, page: PageKey)] = []
        var diagnostics: [Diagnostic] = []
        for entry in entries {
            switch entry.target {
            case .page(let setting):
                do {
                    let link = try resolve(setting.value, text: "", from: "site.yml")
                    if case .page(let page) = link.target { menu.append((entry.title, page.key)) }
                } catch {
                    diagnostics.append(error.diagnostic(at: setting.location))
                }
            case .list(let setting):
                guard let kind = DefinitionKind.allCases.first(where: { $0.listName == setting.value }) else {
                    diagnostics.append(
                        Diagnostic(
                            .brokenLink, at: setting.location, "there is no list '\(setting.value)'",
                            name: setting.value,
                            among: DefinitionKind.allCases.map(\.listName)))
                    continue
                }
                if hasList(of: kind) { menu.append((entry.title, .list(kind))) }
            }
        }
        return (menu, diagnostics)
    }
}
