import FrameworkModel

extension DefinitionFacts {
    func add(_ profile: Profile, to sheet: inout FactSheet) {
        sheet.add(.acronym, "Acronym", profile.acronym)
        sheet.add(.kind, "Kind", profile.profileKind?.rawValue)
        sheet.add(.chapter, "Chapter", profile.chapter)
        add(profile.status, to: &sheet)
        sheet.add(.href, "Address", profile.href)
        for actor in profile.actors { add(actor, to: &sheet) }
    }

    private func add(_ part: ProfileActor, to sheet: inout FactSheet) {
        let actor = part.actor.id
        let name = name(part.actor)
        sheet.add(.actor, [actor], "Actor", "", shown: name)
        sheet.add(.actorDescription, [actor], "What \(name) does", part.description.map { [$0] } ?? [])
        for use in part.transactions {
            let path = [actor, "1", use.transaction.id]
            let label = "\(name): \(self.name(use.transaction))"
            sheet.add(.transaction, path, label, use.optionality.rawValue, optionality: use.optionality)
            sheet.add(.role, path, "\(label), role", use.role?.rawValue, shown: use.role?.label)
            add(use.qualification, path, label, to: &sheet)
        }
        for use in part.contentModules {
            let path = [actor, "2", use.contentModule.id]
            let label = "\(name): \(self.name(use.contentModule))"
            sheet.add(.contentModule, path, label, use.optionality.rawValue, optionality: use.optionality)
            add(use.qualification, path, label, to: &sheet)
        }
        for use in part.options {
            let path = [actor, "3", use.option.id]
            let option = self.name(use.option)
            sheet.add(.option, path, "\(name): option", "", shown: option)
            add(use.qualification, path, "\(name): \(option)", to: &sheet)
        }
        for grouping in part.groupings { add(grouping, of: actor, name, to: &sheet) }
    }

    /// A required grouping, known by its alternatives.
    private func add(_ grouping: RequiredGrouping, of actor: String, _ name: String, to sheet: inout FactSheet) {
        let alternatives = grouping.alternatives.map { alternative in
            let option = alternative.option.map { "with \(self.name($0))" }
            let claim = "\(self.name(alternative.actor)) of \(acronym(alternative.profile))"
            let ids = [alternative.profile.id, alternative.actor.id, alternative.option?.id ?? ""]
            return (
                id: ids.joined(separator: "/"), shown: ([claim] + (option.map { [$0] } ?? [])).joined(separator: " "),
                qualification: alternative.qualification, isOptional: alternative.option != nil
            )
        }.sorted { $0.id < $1.id }
        let shown = alternatives.map(\.shown).joined(separator: " or ")
        let path = [actor, "4", alternatives.map(\.id).joined(separator: " ")]
        // One that an option brings, or that a condition stands before, is no duty of every system.
        let isConditional = alternatives.contains { $0.isOptional || $0.qualification.condition != nil }
        sheet.add(
            .grouping, path, "\(name): grouping", isConditional ? "C" : "R",
            shown: isConditional ? "\(shown), conditional" : shown,
            optionality: isConditional ? .conditional : .required)
        for alternative in alternatives {
            add(
                alternative.qualification, path + [alternative.id], "\(name): \(alternative.shown)", to: &sheet)
        }
    }

    private func add(_ qualification: Qualification, _ path: [String], _ label: String, to sheet: inout FactSheet) {
        sheet.add(.condition, path, "\(label), condition", qualification.condition.map { [$0] } ?? [])
        sheet.add(.notes, path, "\(label), notes", qualification.notes)
    }

    private func acronym(_ profile: DefinitionReference) -> String {
        framework.profiles[profile.id]?.acronym ?? profile.id
    }
}
