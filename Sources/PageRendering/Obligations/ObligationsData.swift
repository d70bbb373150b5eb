import ContentReading
import FrameworkModel
import LinkResolution

/// Obligations as JSON, for test tools and for those who compare. `docs/data.md` describes the format: a change that
/// breaks what reads it counts `version` up.
extension PageComposer {
    func data(of obligations: Obligations, at page: Address) -> [UInt8] {
        JSONWriter.document { json in
            json.member("version", 1)
            json.member("page", page)
            write(obligations.claim, to: &json)
            json.objects("required", of: obligations.required.members) { write($1, to: &$0) }
            json.objects("choices", of: obligations.choices) { json, choice in
                json.member("number", choice.number)
                json.object("required-by") { write(choice.owner, to: &$0) }
                json.member("option", choice.option?.id)
                json.member("is-settled", choice.settledBy != nil)
                json.objects("alternatives", of: choice.alternatives) { json, alternative in
                    write(ActorClaim(alternative.grouping), to: &json)
                    write(alternative.grouping, to: &json)
                    write(alternative.adds, obligations, to: &json)
                }
            }
            json.objects("options", of: obligations.options) { json, option in
                json.member("option", option.use.option.id)
                json.member("name", framework.options[option.use.option.id]?.name)
                json.object("of") { write(option.owner, to: &$0) }
                write(option.use.qualification, to: &json)
                write(option.adds, obligations, to: &json)
            }
        }
    }

    private func write(_ claim: ActorClaim, to json: inout JSONWriter) {
        json.member("profile", claim.profile)
        json.member("actor", claim.actor)
    }

    private func write(_ closure: GroupingClosure, _ obligations: Obligations, to json: inout JSONWriter) {
        json.objects("adds", of: closure.members) { write($1, to: &$0) }
        json.objects("adds-choices", of: obligations.choices(of: closure)) { $0.member("number", $1.number) }
    }

    private func write(_ member: GroupingClosure.Member, to json: inout JSONWriter) {
        write(member.claim, to: &json)
        json.member("step", member.step)
        json.member("is-conditional", member.isConditional)
        if let owner = member.requiredBy { json.object("required-by") { write(owner, to: &$0) } }
        if let grouping = member.grouping { write(grouping, to: &json) }
        json.objects("transactions", of: member.part?.transactions ?? []) { json, use in
            json.member("id", use.transaction.id)
            json.member("name", framework.transactions[use.transaction.id]?.name)
            json.member("roles", roles(of: member.claim.actor, in: use).map(\.rawValue))
            json.member("optionality", use.optionality.rawValue)
            write(use.qualification, to: &json)
            json.member("page", addresses[use.transaction.key])
        }
        json.objects("content-modules", of: member.part?.contentModules ?? []) { json, use in
            json.member("id", use.contentModule.id)
            json.member("name", framework.contentModules[use.contentModule.id]?.name)
            json.member("optionality", use.optionality.rawValue)
            write(use.qualification, to: &json)
            json.member("page", addresses[use.contentModule.key])
        }
    }

    private func write(_ grouping: Grouping, to json: inout JSONWriter) {
        json.member("option", grouping.option?.id)
        write(grouping.qualification, to: &json)
    }

    /// Condition and notes as plain text.
    private func write(_ qualification: Qualification, to json: inout JSONWriter) {
        json.member("condition", qualification.condition.map { library.summary($0) })
        if !qualification.notes.isEmpty { json.member("notes", qualification.notes.map { library.summary($0) }) }
    }
}
