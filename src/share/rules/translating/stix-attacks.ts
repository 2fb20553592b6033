// Measured attacks as STIX says them: how it was done, that it was seen, and from which networks, with what that does not prove.
import type { Filed } from '#coordinate/model/crisis-file.ts'
import { observableId } from '#federate/rules/stix/observable-id.ts'
import { later } from '#kernel/time.ts'
import type { Attack, Observation } from '#sense/model/attacks.ts'
import { ofRecord, type StixDesk, said } from './stix-desk.ts'
import { toldTechnique } from './stix-techniques.ts'

const mostNetworks = 60

/** The objects of each attack by the id of its record: how it was done, and the sightings of it. */
export function putAttacks(desk: StixDesk): Map<string, string[]> {
  return new Map(desk.told.attacks.map((filed) => [filed.id, putAttack(desk, filed)]))
}

function putAttack(desk: StixDesk, filed: Filed<Attack>): string[] {
  const { state, marking } = filed
  const last = state.end ?? filed.since
  const end = later(last, state.onset)
  const seen = putSeen(desk, filed, end)
  const vectors =
    state.vectors.length > 0 ? state.vectors : [{ vector: 'unknown', label: state.title, confidence: state.sure }]
  return vectors.flatMap(({ vector, label, confidence }) => {
    const id = desk.idOf('attack-pattern', filed.id, [vector])
    desk.put(
      {
        ...said(desk, 'attack-pattern', id, state.onset, filed.since),
        name: label,
        confidence: Math.round(confidence * 100),
        description: `${state.title}: ${label}, as counters tell.`,
        ...toldTechnique(vector, desk.techniques),
        extensions: ofRecord('sense.attack', filed, { vector, state: state.state, measure: state.measure }),
      },
      marking,
    )
    const sighting = desk.idOf('sighting', filed.id, [vector])
    desk.put(
      {
        ...said(desk, 'sighting', sighting, state.onset, filed.since),
        sighting_of_ref: id,
        ...{ first_seen: state.onset, last_seen: end, count: state.waves.length },
        confidence: Math.round(state.sure * 100),
        where_sighted_refs: [desk.issuer],
        ...(seen ? { observed_data_refs: [seen] } : {}),
        description: waveWords(state),
      },
      marking,
    )
    return [id, sighting, ...(seen ? [seen] : [])]
  })
}

function waveWords({ waves, usual, seen, measure }: Attack): string {
  return `${waves.length === 1 ? 'One wave' : `${waves.length} waves`} of ${measure}: usual ${Math.round(usual)}, at the highest ${Math.round(seen)} a second.`
}

/** Networks that packets came from. Undefined where nobody counted them: an observation without an observable is none. */
function putSeen(desk: StixDesk, filed: Filed<Attack>, end: string): string | undefined {
  const { state, marking } = filed
  const refs = (state.mix?.networks ?? []).slice(0, mostNetworks).flatMap(({ key, name }) => {
    const number = Number(key.replace(/^AS/i, ''))
    if (!Number.isSafeInteger(number) || number < 1) return []
    const as = { type: 'autonomous-system', spec_version: '2.1', number, ...(name ? { name } : {}) }
    const id = observableId(as, desk.digest)
    return id === undefined ? [] : [desk.put({ ...as, id }, marking)]
  })
  if (refs.length === 0 || !state.mix) return undefined
  const id = desk.idOf('observed-data', filed.id)
  return desk.put(
    {
      ...said(desk, 'observed-data', id, state.onset, filed.since),
      ...{ first_observed: state.onset, last_observed: end, number_observed: Math.max(1, state.waves.length) },
      object_refs: [...new Set(refs)],
      labels: ['source-networks', 'not-who-sent-them'],
      extensions: ofRecord('sense.attack', filed, { caveat: state.mix.caveat, tables: state.mix.tables }),
    },
    marking,
  )
}

/** What several channels say together, as a note on the attacks and incidents that it is about. */
export function putObservations(desk: StixDesk, attacks: ReadonlyMap<string, readonly string[]>): void {
  for (const filed of desk.told.observations as readonly Filed<Observation>[]) {
    const { state, marking } = filed
    const refs = [...new Set(state.parts.flatMap(({ ref }) => attacks.get(ref) ?? []))]
    const about = refs.length > 0 ? refs : [desk.issuer]
    const says = [state.title, ...state.parts.map(({ kind, says: words }) => `${kind}: ${words}`)]
    desk.put(
      {
        ...said(desk, 'note', desk.idOf('note', filed.id, [...about, ...says]), state.onset.at, filed.since),
        ...{ abstract: state.title, content: says.join('\n'), object_refs: about },
        confidence: Math.round(state.confidence * 100),
        extensions: ofRecord('sense.observation', filed),
      },
      marking,
    )
  }
}
