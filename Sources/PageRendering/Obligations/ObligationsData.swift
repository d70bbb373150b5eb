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
                json.member("shared-transactions", choice.sharedTransactions.map(\.id))
                json.objects("alternatives", of: choice.alternatives) { json, alternative in
                    write(ActorClaim(alternative.grouping), to: &json)
                    write(alternative.grouping, to: &json)
                    write(alternative.adds, obligations, to: &json)
                }
            }
            json.objects("options", of: obligations.options) { json, option in
                json.member("option", option.use.option.id)
                json.member("name", framework.name(of: option.use.option.key))
                json.object("of") { write(option.owner, to: &$0) }
                write(option.use.qualification, to: &json)
                write(option.adds, obligations, to: &json)
            }
        }
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
        writeUses(of: member.part, member.claim, to: &json)
    }
}
