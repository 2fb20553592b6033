// What somebody says about a MISP event, read out of its JSON: a sighting, or a proposal for one of its attributes or a new one.
import type { MispEvent, MispFault, MispTypes } from '../../model/misp/event.ts'
import type { MispRemark } from '../../model/misp/kept.ts'
import { attributesOf } from './event-record.ts'
import { sightingOf } from './read-beside.ts'
import { proposalAt } from './read-parts.ts'
import { spellProposal, spellSighting } from './spelling.ts'
import { type Json, type Taking, uuidOf } from './taking.ts'
import { sameProposal } from './with-remarks.ts'

interface SaidRemark extends Pick<MispRemark, 'kind' | 'uuid' | 'attribute' | 'text'> {
  said: Json
  at: number
}

export function takingAt(now: number): Taking {
  return { stopped: null, faults: [], counted: 0, now, left: 1_000, seen: new Set() }
}

const sightingWords = ['seen', 'false positive', 'expires'] as const

/** `by`: the organisation whose word it is, as MISP names it. Null where it is none. */
export function remarkOfSighting(given: Json, attribute: string, by: Json, now: number): SaidRemark | null {
  const read = sightingOf(takingAt(now), given, '')
  if (!read) return null
  const said = { ...spellSighting(read), Organisation: by, attribute_uuid: attribute }
  const words = sightingWords[read.type] ?? 'seen'
  const text = `${words}${read.source === '' ? '' : `, ${read.source}`}`
  return { kind: 'sighting', uuid: read.uuid, attribute, said, text, at: read.dateSighting || now }
}

interface ProposalDesk {
  event: MispEvent
  types: MispTypes
  /** Whose word it is, as MISP names it. */
  by: Json
  now: number
  /** An id that everybody makes from the same text. */
  idOf(text: string): string
  /** The attribute that the address names, where it does. */
  part: string | null
  deletes: boolean
}

/**
 * A proposal for an attribute comes under that attribute's UUID; what it would make of it is then what tells it from others. What a client
 * leaves out is as in the attribute.
 */
export function remarkOfProposal(given: Json, at: string, desk: ProposalDesk): SaidRemark | { faults: MispFault[] } {
  const { event, types, by, now } = desk
  const own = uuidOf(given.uuid)
  const attributes = attributesOf(event)
  const old = desk.part ?? uuidOf(given.old_uuid) ?? own
  const before = attributes.find(({ uuid }) => uuid === old)
  const base = before ? { type: before.type, category: before.category, value: before.value, to_ids: before.toIds } : {}
  const whole = {
    ...{ ...base, timestamp: now, ...given },
    ...(desk.deletes ? { proposal_to_delete: true } : {}),
    ...{
      uuid: before?.uuid ?? own ?? desk.idOf(`new\n${event.uuid}\n${JSON.stringify(given).slice(0, 10_000)}\n${now}`),
    },
    old_uuid: before?.uuid ?? '',
  }
  const taking = takingAt(now)
  const read = proposalAt({ taking, types }, whole, at, before?.uuid ?? null)
  if (!read) return { faults: taking.faults.filter(({ cost }) => cost === 'part') }
  const said = { ...spellProposal(read), Org: by, event_uuid: event.uuid }
  const apart = own !== null && own !== before?.uuid ? own : desk.idOf(`proposal\n${event.uuid}\n${sameProposal(said)}`)
  const text = `${read.toDelete ? 'delete' : 'propose'} ${read.type}: ${read.value}. ${read.comment}`.trim()
  return { kind: 'proposal', uuid: apart, attribute: read.old, said, text, at: read.timestamp || now }
}
