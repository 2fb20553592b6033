// Claims as notes that name who claims, and what others say against them as opinions. Nothing here makes a claim a fact.
import type { Filed, FiledItem } from '#coordinate/model/crisis-file.ts'
import type { LedgerClaim } from '#watch/model/ledger.ts'
import { ofBoth, ofRecord, type StixDesk, said } from './stix-desk.ts'

export function putClaims(desk: StixDesk, incidents: ReadonlyMap<string, string>): void {
  const about = incidents.size > 0 ? [...incidents.values()].toSorted() : [desk.issuer]
  const notes = new Map<string, { note: string; filed: Filed<LedgerClaim> }>()
  for (const filed of desk.told.claims) notes.set(filed.id, { note: putClaim(desk, filed, about), filed })
  for (const { note, filed } of notes.values()) {
    putRatings(desk, note, filed)
    for (const { relation, claim, direction, why, at } of filed.state.relations) {
      const other = notes.get(claim)
      const opinion = opinions[relation]
      if (!other || !opinion) continue
      // `to`: this claim speaks of that one.
      const [speaker, subject] = direction === 'to' ? [note, other.note] : [other.note, note]
      const id = desk.idOf('opinion', `${speaker} ${relation} ${subject}`, [why])
      const explanation = `${words[relation]} what is claimed in ${speaker}: ${why}`
      desk.put(
        { ...said(desk, 'opinion', id, at, at), opinion, explanation, object_refs: [subject] },
        ofBoth(desk, filed.marking, other.filed.marking),
      )
    }
  }
}

const opinions: Partial<Record<LedgerClaim['relations'][number]['relation'], string>> = {
  supports: 'agree',
  disputes: 'disagree',
  retracts: 'strongly-disagree',
}
const words: Record<LedgerClaim['relations'][number]['relation'], string> = {
  ...{ supports: 'Supported by', disputes: 'Disputed by', retracts: 'Retracted by', repeats: 'Repeated by' },
}

function putClaim(desk: StixDesk, filed: Filed<LedgerClaim>, about: readonly string[]): string {
  const { state, marking } = filed
  const who = state.holder ?? 'Somebody who is not named'
  const standing = state.status === 'retracted' ? ' It was taken back.' : ''
  const id = desk.idOf('note', filed.id, about)
  return desk.put(
    {
      ...said(desk, 'note', id, state.enteredAt, filed.since),
      abstract: `Claim of ${who}`.slice(0, 300),
      content: `${who} says: ${state.proposition}${standing}`,
      ...(state.holder ? { authors: [state.holder] } : {}),
      object_refs: [...about],
      ...(state.status === 'retracted' ? { labels: ['claim', 'retracted'] } : { labels: ['claim'] }),
      extensions: ofRecord('watch.claim', filed, {
        ...{ class: state.class, role: state.role, said_at: state.saidAt, via: state.via, outlet: state.outlet },
      }),
    },
    marking,
  )
}

/** Credibility of the Admiralty code: 1 is confirmed by others, 5 improbable; 6 says that nobody can judge it, which is no opinion. */
const byGrade = ['strongly-agree', 'agree', 'neutral', 'disagree', 'strongly-disagree'] as const

function putRatings(desk: StixDesk, note: string, { id: claim, state, marking }: Filed<LedgerClaim>): void {
  for (const [i, { by, information }] of state.ratings.entries()) {
    const opinion = information ? byGrade[information.value - 1] : undefined
    if (!information || !opinion) continue
    const id = desk.idOf('opinion', `${claim} ${by}`, [String(i), note])
    const explanation = `Information credibility ${information.value} of the Admiralty code.`
    desk.put(
      { ...said(desk, 'opinion', id, information.at, information.at), opinion, explanation, object_refs: [note] },
      marking,
    )
  }
}

/** News that incidents rest on: where they stand, not what they say. */
export function putItems(desk: StixDesk, incidents: ReadonlyMap<string, string>): void {
  const items = new Map(desk.told.items.map((one) => [one.id, one]))
  for (const incident of desk.told.incidents) {
    const id = incidents.get(incident.id)
    if (id === undefined) continue
    for (const ref of incident.state.observations) {
      const item = items.get(ref)
      if (item) putItem(desk, item, id, ofBoth(desk, item.marking, incident.marking))
    }
  }
}

function putItem(
  desk: StixDesk,
  filed: Filed<FiledItem>,
  incident: string,
  marking: Filed<FiledItem>['marking'],
): void {
  const { state } = filed
  const source = state.sourceName ?? 'A source that is not named'
  const url = state.url && /^https?:\/\//.test(state.url) ? { url: state.url } : { external_id: filed.id }
  desk.put(
    {
      ...said(desk, 'note', desk.idOf('note', filed.id, [incident, marking.tlp]), filed.since, filed.since),
      ...{ abstract: state.title, content: `${source}: ${state.title}`, object_refs: [incident] },
      external_references: [{ source_name: source, ...url }],
      extensions: ofRecord('watch.item', filed, { published_at: state.publishedAt }),
    },
    marking,
  )
}
