import ContentReading
import FrameworkModel
import LinkResolution

/// The parts of profiles as JSON, which pages of profiles and of obligations share.
extension PageComposer {
    /// An actor of a profile with all that it supports.
    func write(_ part: ProfileActor, of profile: Profile, to json: inout JSONWriter) {
        let claim = ActorClaim(profile: profile.id, actor: part.actor.id)
        json.member("actor", part.actor.id)
        json.member("name", framework.name(of: part.actor.key))
        json.member("description", part.description.map(library.summary))
        json.member("page", addresses[.obligations(claim)])
        writeUses(of: part, claim, to: &json)
        json.objects("options", of: part.options) { json, use in
            json.member("id", use.option.id)
            json.member("name", framework.name(of: use.option.key))
            write(use.qualification, to: &json)
            json.member("page", addresses[use.option.key])
        }
        json.objects("groupings", of: part.groupings) { json, grouping in
            json.objects("one-of", of: grouping.alternatives) { json, alternative in
                write(ActorClaim(alternative), to: &json)
                write(alternative, to: &json)
            }
        }
    }

    /// The transactions and content modules that an actor of a profile supports.
    func writeUses(of part: ProfileActor?, _ claim: ActorClaim, to json: inout JSONWriter) {
        json.objects("transactions", of: part?.transactions ?? []) { json, use in
            json.member("id", use.transaction.id)
            json.member("name", framework.name(of: use.transaction.key))
            json.member("roles", roles(of: claim.actor, in: use).map(\.rawValue))
            json.member("optionality", use.optionality.rawValue)
            write(use.qualification, to: &json)
            json.member("page", addresses[use.transaction.key])
        }
        json.objects("content-modules", of: part?.contentModules ?? []) { json, use in
            json.member("id", use.contentModule.id)
            json.member("name", framework.name(of: use.contentModule.key))
            json.member("optionality", use.optionality.rawValue)
            write(use.qualification, to: &json)
            json.member("page", addresses[use.contentModule.key])
        }
    }

    func write(_ claim: ActorClaim, to json: inout JSONWriter) {
        json.member("profile", claim.profile)
        json.member("actor", claim.actor)
    }

    /// What qualifies a grouping.
    func write(_ grouping: Grouping, to json: inout JSONWriter) {
        json.member("option", grouping.option?.id)
        write(grouping.qualification, to: &json)
    }

    /// Condition and notes as plain text.
    func write(_ qualification: Qualification, to json: inout JSONWriter) {
        json.member("condition", qualification.condition.map(library.summary))
        if !qualification.notes.isEmpty { json.member("notes", qualification.notes.map(library.summary)) }
    }
}
