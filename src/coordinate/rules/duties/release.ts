// Releasability: whether what is marked in one way may go to one recipient, and each reason for the answer.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Notice, NoticeChannel, ReleaseCheck } from '../../model/notice.ts'
import type { KnownParty, NoticeKinds } from '../../model/notice-kind.ts'
import type { Party } from '../../model/words.ts'

/** What the register says of an organisation that is to be told. */
export interface KnownOrganisation {
  id: Id
  name: string
  active: boolean
  clientOf: readonly Id[]
  /** Its country, 'EU', 'NATO'. */
  communities: readonly string[]
}

/** A recipient with all that the answer depends on. */
export interface Recipient {
  party: Party
  organisation: KnownOrganisation | null
  /** The party of the framework that it stands for, where it is one. */
  known: KnownParty | null
}

export interface ReleaseAnswer {
  may: boolean
  reasons: string[]
}

/**
 * Whether a record marked so may go to the recipient: they must be somebody who may read it, by the same rule as anybody who signs
 * in here. TLP 2.0, releasability list, owner and named persons decide; not knowing who it is means that only TLP:CLEAR may go.
 */
export function mayGo(marking: Marking, realm: Realm, recipient: Recipient): ReleaseAnswer {
  const { organisation, party } = recipient
  const who = party.name
  if (organisation && !organisation.active) return no(`${organisation.name} is no longer active in the register.`)
  const unnamed = releaseThatNamesNobody(marking, recipient)
  if (unnamed) return no(unnamed)
  if (mayRead(readerOf(realm, recipient), realm, marking)) return { may: true, reasons: [whyYes(marking, recipient)] }
  const reasons = [...whyNotReleasable(marking, recipient), ...whyNotTlp(marking, recipient)]
  return {
    may: false,
    reasons: reasons.length > 0 ? reasons : [`${who} may not read what is marked TLP:${marking.tlp}.`],
  }
}

function no(reason: string): ReleaseAnswer {
  return { may: false, reasons: [reason] }
}

/** Somebody of the recipient, as if they signed in here. Whom nobody knows is the public. */
function readerOf(realm: Realm, { party, organisation, known }: Recipient): Reader {
  const inCommunity = organisation !== null || known?.known === true
  return {
    kind: inCommunity ? 'person' : 'public',
    id: 'recipient',
    person: party.person,
    organisation: organisation?.id ?? null,
    clientOf: [...(organisation?.clientOf ?? [])],
    communities: communitiesOf({ party, organisation, known }),
    roles: [],
    realms: [realm],
  }
}

/** Of the organisation where one is named: it may sit outside of what the party as a whole belongs to. */
function communitiesOf({ organisation, known }: Recipient): string[] {
  return [...(organisation?.communities ?? known?.communities ?? [])]
}

function releaseThatNamesNobody(marking: Marking, recipient: Recipient): string | null {
  if (!recipient.known?.releaseMustName || marking.tlp === 'CLEAR' || marking.releasableTo.length > 0) return null
  const theirs = communitiesOf(recipient)
  const ask = theirs.length > 0 ? `for example ${theirs.join(' or ')}` : 'its country or group'
  return `${recipient.party.name} is outside the Union's own circle: the marking must say that it is releasable to them (${ask}).`
}

function whyYes({ tlp, owner, audience, releasableTo }: Marking, { party, organisation }: Recipient): string {
  const release = releasableTo.length > 0 ? `, releasable to ${releasableTo.join(', ')}` : ''
  if (tlp === 'CLEAR') return `TLP:CLEAR${release}: everybody may have it.`
  if (tlp === 'GREEN') return `TLP:GREEN${release}: ${party.name} belongs to the community.`
  if (tlp === 'RED') return `TLP:RED${release}: ${party.name} is named.`
  if (organisation?.id === owner) return `TLP:${tlp}: it is their own.`
  if (organisation && audience.includes(organisation.id))
    return `TLP:${tlp}${release}: ${organisation.name} is among those who receive it.`
  return `TLP:${tlp}${release}: ${party.name} is a client of somebody who receives it.`
}

function whyNotReleasable(marking: Marking, recipient: Recipient): string[] {
  const { releasableTo, owner } = marking
  const theirs = communitiesOf(recipient)
  if (releasableTo.length === 0 || recipient.organisation?.id === owner) return []
  if (theirs.some((one) => releasableTo.includes(one))) return []
  const are = theirs.length > 0 ? `belongs to ${theirs.join(', ')}` : 'belongs to none that is known'
  return [`It is releasable to ${releasableTo.join(', ')} only; ${recipient.party.name} ${are}.`]
}

function whyNotTlp({ tlp, owner, audience, persons }: Marking, { party, organisation, known }: Recipient): string[] {
  if (tlp === 'CLEAR') return []
  if (tlp === 'RED') {
    if (party.person !== null && persons.includes(party.person)) return []
    return ['TLP:RED goes to the persons who are named in its marking, and to nobody else.']
  }
  if (!organisation) {
    if (tlp === 'GREEN')
      return known?.known
        ? []
        : [`TLP:GREEN stays in the community, and nobody in the register stands for ${party.name}.`]
    return [`TLP:${tlp} goes to organisations that are named, and nobody in the register stands for ${party.name}.`]
  }
  if (tlp === 'GREEN' || organisation.id === owner || audience.includes(organisation.id)) return []
  return [`TLP:${tlp} goes to its owner and to those whom its marking names; ${organisation.name} is not among them.`]
}

/** Which text may go to a recipient: all of it, else the tear-line, else nothing; with the reasons for each. */
export function checkRelease(
  notice: Pick<Notice, 'tearLine' | 'revision'>,
  marking: Marking,
  realm: Realm,
  recipient: Recipient,
): Omit<ReleaseCheck, 'checkedBy' | 'checkedAt'> {
  const { tearLine, revision } = notice
  const full = mayGo(marking, realm, recipient)
  const part = tearLine && mayGo(tearLine.marking, realm, recipient)
  const text = full.may ? 'full' : part?.may ? 'tear-line' : 'none'
  const reasons = [
    ...full.reasons.map((reason) => `Whole text: ${reason}`),
    ...(full.may ? [] : (part?.reasons.map((reason) => `Tear-line: ${reason}`) ?? ['There is no tear-line.'])),
  ]
  return { may: text !== 'none', text, reasons, revision }
}

/** Why information with these permissible actions may not take this channel; null where it may. */
export function whyNotChannel(
  { pap }: Pick<Marking, 'pap'>,
  channel: NoticeChannel,
  papChannels: NoticeKinds['papChannels'],
): string | null {
  const allowed = pap === undefined ? undefined : papChannels[pap]
  if (!allowed || allowed.includes(channel)) return null
  return `PAP:${pap} goes by ${allowed.join(', ')} only, not by ${channel}.`
}
