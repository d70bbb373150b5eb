import FrameworkModel

/// Supplements that can be applied together, because no chapter is changed by two of them: whatever changes in a chapter
/// from one layer to the next, it is known whose change it is.
struct AmendmentLayer {
    fileprivate(set) var supplements: [Supplement] = []
    /// The chapters that change, each with the supplement that changes it, in a fixed order.
    fileprivate(set) var chapters: [(definition: DefinitionKey, supplement: Supplement)] = []
}

enum AmendmentLayers {
    /// The layers in which supplements are applied. Those of trial implementation come before those of public comment.
    ///
    /// - Parameter supplements: The pending supplements, those of trial implementation first.
    static func layers(of supplements: [Supplement], _ amendments: Amendments) -> [AmendmentLayer] {
        var layers: [AmendmentLayer] = []
        for status in [Status.trialImplementation, .publicComment] {
            var ofStatus: [AmendmentLayer] = []
            for supplement in supplements where supplement.status == status {
                let chapters = Set(amendments[supplement.id].filter { $0.edit != nil }.compactMap(\.target?.definition))
                    .sorted()
                guard !chapters.isEmpty else { continue }
                let free = ofStatus.firstIndex { layer in !layer.chapters.contains { chapters.contains($0.definition) }
                }
                if free == nil { ofStatus.append(AmendmentLayer()) }
                let index = free ?? ofStatus.count - 1
                ofStatus[index].supplements.append(supplement)
                ofStatus[index].chapters += chapters.map { ($0, supplement) }
            }
            layers += ofStatus
        }
        return layers
    }
}
