// Names in a text that stand on the map: of parts, or of those behind them.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { findOnMap as contract } from '../../api/on-the-map.ts'
import type { PartKind } from '../../model/parts.ts'
import { foldedName } from '../../rules/graph/from-parts.ts'
import { partsMeant, servicesAbove } from '../../rules/graph/named.ts'
import type { SustainRoom } from '../room.ts'
import { longRunOf } from './long-run-of.ts'

type Output = OutputOf<typeof contract>
type Found = Output['found'][number]

const partsShown = 10

export async function findOnMap(
  room: SustainRoom,
  { names }: InputOf<typeof contract>,
  call: Pick<Call, 'view' | 'now'>,
): Promise<Reply<Output>> {
  const seen = await room.map.seenBy(call.view)
  const once = [...new Map(names.map((name) => [foldedName(name), name])).values()]
  // Only where a name stands on the map at all: it is asked of every text that comes in.
  const stands = once.some((name) => partsMeant(seen, { organisations: [], names: [name] }).length > 0)
  const run = stands ? (await longRunOf(seen, call.now.slice(0, 10))).run : null
  const found = once.flatMap((name): Found[] => {
    const parts = partsMeant(seen, { organisations: [], names: [name] })
    if (parts.length === 0) return []
    if (!run) return []
    const { lowered } = run.fall({ parts })
    const hit = new Set(parts)
    const stopping = lowered.filter((at) => !hit.has(at) && run.compiled.isService[at] === 1 && run.isGone(at)).length
    run.restore()
    const shown = parts.slice(0, partsShown).flatMap((at) => {
      const part = seen.graph.parts[at]
      return part ? [{ id: part.id, name: part.name, kind: part.kind as PartKind, behind: part.behind }] : []
    })
    return [{ name, parts: shown, partsTotal: parts.length, services: servicesAbove(seen, parts).length, stopping }]
  })
  return done({ found: found.sort((a, b) => b.services - a.services) })
}
