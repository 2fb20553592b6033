// Keeping what somebody says about a MISP event: a record of whoever says it, and a response where the event belongs to this node.
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { organisationRecord } from '#people/index.ts'
import type { Held, Unit, View } from '#platform/journal/index.ts'
import type { KeptMispEvent, MispRemark, MispRemarkKind } from '../../model/misp/kept.ts'
import { responseRecord } from '../../rules/copies/response-record.ts'
import { mispRemarkRecord } from '../../rules/misp/remark-record.ts'
import { authorOf, recordMeant, responseOf, wordsOf } from '../../rules/misp/remark-response.ts'
import type { Json } from '../../rules/misp/taking.ts'
import { remarksKnown } from '../../store/misp/events.ts'
import { idFrom, isOurs, type MispRoom, mispUuidOf, ownView } from './desk.ts'

export interface NewRemark {
  kind: MispRemarkKind
  uuid: string
  attribute: string | null
  said: Json
  text: string
  /** Seconds since 1970. */
  at: number
}

export interface Speaker {
  view: View
  verb: string
  /** Whose word it is: it owns the record. */
  organisation: Id
  /** The server that told it, where it was asked; null: it was said here. */
  via: { id: Id; name: string } | null
}

/** Each once from one organisation; how many were new. */
export async function keepRemarks(
  room: MispRoom,
  by: Speaker,
  event: Held<KeptMispEvent>,
  remarks: readonly NewRemark[],
): Promise<Reply<{ new: number; ids: Id[] }>> {
  const { journal } = room
  const uuids = remarks.map(({ uuid }) => uuid)
  const known = await remarksKnown(journal, ownView(room, by.view.realm), by.organisation, uuids)
  const fresh = [...new Map(remarks.map((one) => [one.uuid, one])).values()].filter(({ uuid }) => !known.has(uuid))
  const ids = remarks.map(({ uuid }) => remarkSubject(by, uuid))
  if (fresh.length === 0) return done({ new: 0, ids })
  const marking = choiceFor(event.marking, by.organisation, journal.home)
  const name = await nameOf(room, by.organisation)
  const own = await isOurs(room, event.state)
  return journal.commit({ view: by.view, verb: by.verb }, async (unit) => {
    for (const one of fresh) {
      const state: MispRemark = {
        ...{ event: event.state.uuid, attribute: one.attribute, uuid: one.uuid, kind: one.kind },
        ...{ organisation: by.organisation, ...(by.via ? { via: by.via.id } : {}) },
        ...{
          said: one.said,
          text: wordsOf(one.text, one.attribute, event.state.event).slice(0, 10_000),
          at: instant(new Date(one.at * 1_000)),
        },
      }
      const subject = remarkSubject(by, one.uuid)
      const owner = by.organisation
      await unit.open(mispRemarkRecord, 'federate.mispRemarked', state, { subject, marking, owner })
      await respondBeside(room, unit, { by, name, own, event, state, subject, marking })
    }
    return done({ new: fresh.length, ids })
  })
}

export function remarkSubject({ view, organisation }: Pick<Speaker, 'view' | 'organisation'>, uuid: string): Id {
  return idFrom(`tocsin misp remark\n${view.realm}\n${organisation}\n${uuid}`)
}

/** Of a remark the response that stands for it, whether there is one or not. */
export function responseSubject(remark: Id): Id {
  return idFrom(`tocsin misp response\n${remark}`)
}

interface Beside {
  by: Speaker
  name: string
  /** The event belongs to this node. */
  own: boolean
  event: Held<KeptMispEvent>
  state: MispRemark
  subject: Id
  marking: MarkingChoice
}

async function respondBeside(
  room: MispRoom,
  unit: Unit,
  { by, name, own, event, state, subject, marking }: Beside,
): Promise<void> {
  const said = responseOf(state, event.state.event)
  const ours = by.via === null && by.organisation === room.journal.home
  if (!said || !(own || ours)) return
  const about = await aboutOf(room, own, event, state)
  const body = {
    ...{ ...said, about, by: null, answers: null, misp: subject },
    ...{ author: by.via ? authorOf(state.said, by.via.name) : name, organisation: by.organisation },
    ...{ node: ours ? room.journal.nodeId : (by.via?.id ?? by.organisation), to: [], at: state.at },
  }
  await unit.open(responseRecord, ours ? 'federate.responseGiven' : 'federate.responseCame', body, {
    ...{ subject: responseSubject(subject), marking, owner: by.organisation },
  })
}

/** The incident, attack or claim that the object was made from, as it is now; otherwise the event. */
async function aboutOf(
  { kinds, journal }: MispRoom,
  own: boolean,
  event: Held<KeptMispEvent>,
  { attribute }: MispRemark,
) {
  const whole = { record: 'federate.mispEvent', subject: event.id, version: event.version }
  const meant = recordMeant(event.state.event, attribute)
  const kind = meant && kinds().get(meant.record)
  if (!meant || !kind || !own) return whole
  const view = { reader: systemReader('misp-sync', [event.realm], journal.home), realm: event.realm }
  const held = await journal.reads.one(kind, view, meant.subject)
  return held ? { ...meant, version: held.version } : whole
}

/** As the event is marked, for its owner, those who have it, and this node. Never wider than the event. */
function choiceFor(
  { tlp, pap, owner, audience, persons, releasableTo, reason, reviewOn }: Marking,
  own: Id,
  home: Id,
): MarkingChoice {
  const circle = [...new Set([owner, ...audience, home])].filter((id) => id !== own)
  const closed = tlp === 'AMBER' || tlp === 'AMBER+STRICT'
  return {
    tlp,
    ...(pap === undefined ? {} : { pap }),
    audience: closed ? circle : [],
    persons: tlp === 'RED' ? persons : [],
    ...(releasableTo.length > 0 ? { releasableTo } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(reviewOn === undefined ? {} : { reviewOn }),
  }
}

async function nameOf(room: MispRoom, organisation: Id): Promise<string> {
  const held = await room.journal.reads.one(organisationRecord, ownView(room, 'live'), organisation)
  return (held?.state.name ?? 'An organisation that is not in the register').slice(0, 200)
}

/** Who speaks, as MISP names it. */
export async function organisationNamed(room: MispRoom, organisation: Id): Promise<Json> {
  const held = await room.journal.reads.one(organisationRecord, ownView(room, 'live'), organisation)
  return { uuid: mispUuidOf(organisation), name: held?.state.name ?? '' }
}
