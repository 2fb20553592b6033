// What organisations say to proposals and practices: each in a record of its own, heard by those who may read what it is about.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/taxonomy-proposals.ts'
import type { Voice } from '../../model/taxonomy.ts'
import { practiceRecord } from '../../rules/clusters/practice-record.ts'
import { positionsOf } from '../../rules/taxonomy/positions.ts'
import { proposalRecord, whyClosed } from '../../rules/taxonomy/proposal-record.ts'
import { voiceRecord } from '../../rules/taxonomy/voice-record.ts'
import { voicePage, voicesOn } from '../../store/taxonomy/taxonomies.ts'
import { causeOf, changed, markedOn, ownOrganisation, seen } from './desk.ts'
import { shown } from './read-taxonomy.ts'
import type { TaxonomyRoom } from './room.ts'

type Changed = OutputOf<typeof api.raiseVoice>

export function raiseVoice(
  room: TaxonomyRoom,
  { on, words, marking, ...said }: InputOf<typeof api.raiseVoice>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { stand = null, spokenFor = null }: Partial<Pick<Voice, 'stand' | 'spokenFor'>> = said
    const about = await spokenOf(unit, on)
    const own = ownOrganisation(room.journal, unit.view)
    if (spokenFor !== null && own !== room.journal.home)
      unit.refuse('not-your-organisation', 'Only people of this node write down what others said.', '/spokenFor')
    const raised = await unit.open(
      voiceRecord,
      'share.voiceRaised',
      { on, organisation: spokenFor === null ? own : null, spokenFor, stand, words },
      {
        marking: markedOn(room.journal, unit, about.marking, marking),
        cause: await causeOf(room.journal, unit.view, on.id),
      },
    )
    return done(changed(raised))
  })
}

/** What is spoken about, as long as one may speak to it. */
async function spokenOf(unit: Unit, { kind, id }: Voice['on']): Promise<Held<unknown>> {
  if (kind === 'share.practice') {
    const held = await unit.read(practiceRecord, id)
    if (!held) return unit.refuse('unknown', `No practice with the id ${id} that you may read.`, '/on')
    if (held.state.status === 'retired') unit.refuse('wrong-state', 'The practice was retired.')
    return held
  }
  const held = await unit.read(proposalRecord, id)
  if (!held) return unit.refuse('unknown', `No proposal with the id ${id} that you may read.`, '/on')
  const why = whyClosed[held.state.status]
  if (why) unit.refuse('wrong-state', why)
  return held
}

export async function listVoices(
  { journal }: TaxonomyRoom,
  { kind, on, ...page }: InputOf<typeof api.listVoices>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listVoices>>> {
  const about =
    kind === 'share.practice'
      ? await journal.reads.one(practiceRecord, view, on)
      : await journal.reads.one(proposalRecord, view, on)
  if (!about) return refuse('unknown', `Nothing with the id ${on} that you may read.`, '/on')
  const { items, next } = await voicePage(journal, view, on, page)
  const all = await voicesOn(journal.reads, view, [on])
  return done({ items: items.map(shown), next, positions: positionsOf(all.get(on) ?? []) })
}

export function withdrawVoice(
  room: TaxonomyRoom,
  { id, version, reason }: InputOf<typeof api.withdrawVoice>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await unit.read(voiceRecord, id)
    if (!held) return unit.refuse('unknown', `Nothing said with the id ${id} that you may read.`)
    seen(unit, held, version)
    if (held.state.withdrawn) unit.refuse('wrong-state', 'It was taken back already.')
    const options = { expectedVersion: version }
    return done(changed(await unit.append(voiceRecord, 'share.voiceWithdrawn', id, { reason }, options)))
  })
}
