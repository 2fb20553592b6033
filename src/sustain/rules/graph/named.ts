// Which parts a name means: their own name, or the name of whoever is behind them.
import type { Id } from '#kernel/id.ts'
import type { MeantBy } from '../../model/estimate.ts'
import type { Mapped } from '../long-run/mapped.ts'
import { foldedName } from './from-parts.ts'

/** One letter is a name too (X), but only as a word of its own: names are compared whole, never within others. */
export function partsMeant({ graph, parts }: Mapped, { organisations, names }: MeantBy): number[] {
  const asked = new Set(names.map(foldedName))
  const registered = new Set<Id>(organisations)
  return graph.parts.flatMap(({ name, behind }, at) => {
    const written = parts[at]?.state.behind
    const meant =
      asked.has(foldedName(name)) ||
      (behind !== null && asked.has(foldedName(behind))) ||
      (written?.organisation != null && registered.has(written.organisation))
    return meant ? [at] : []
  })
}

/** Services that reach any of these parts through their needs, standbys too; the parts themselves not among them. */
export function servicesAbove({ graph }: Mapped, parts: readonly number[]): number[] {
  const users: number[][] = graph.parts.map(() => [])
  graph.parts.forEach(({ needs }, at) => {
    for (const { options } of needs) for (const { part } of options) users[part]?.push(at)
  })
  const seen = new Set(parts)
  const open = [...parts]
  for (let part = open.pop(); part !== undefined; part = open.pop())
    for (const user of users[part] ?? []) {
      if (seen.has(user)) continue
      seen.add(user)
      open.push(user)
    }
  for (const part of parts) seen.delete(part)
  return [...seen].filter((at) => graph.parts[at]?.kind === 'service').sort((a, b) => a - b)
}
