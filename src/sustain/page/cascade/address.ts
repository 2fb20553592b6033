// The scenario in the address of the page, so that a link shows the same cascade.
import { type Hit, type Shock, shockKinds } from '../../model/analysis.ts'
import { layers } from '../../model/parts.ts'

export const mostShocks = 50
export const standardHorizon = 2880

export function scenarioText(shocks: readonly Shock[]): string | undefined {
  return shocks.length === 0 ? undefined : JSON.stringify(shocks)
}

/** What makes sense of a text that anybody may have typed; the rest is left out. */
export function shocksOf(text: string | undefined): Shock[] {
  if (!text) return []
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.slice(0, mostShocks).flatMap(shockOf) : []
  } catch {
    return []
  }
}

function shockOf(it: unknown): Shock[] {
  if (typeof it !== 'object' || it === null || !('hits' in it) || !('kind' in it)) return []
  const kind = shockKinds.find((one) => one === it.kind)
  const hits = hitOf(it.hits)
  if (!kind || !hits) return []
  const numbers = Object.fromEntries(
    (['level', 'at', 'notice', 'lasts'] as const).flatMap((name) => {
      const value: unknown = (it as Record<string, unknown>)[name]
      return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? [[name, value]] : []
    }),
  )
  return [{ hits, kind, ...numbers }]
}

function hitOf(it: unknown): Hit | undefined {
  if (typeof it !== 'object' || it === null) return undefined
  const given = it as Record<string, unknown>
  const text = (name: string) => (typeof given[name] === 'string' && given[name] !== '' ? given[name] : undefined)
  const [part, behind, country, standsIn] = [text('part'), text('behind'), text('country'), text('standsIn')]
  const layer = layers.find((one) => one === given.layer)
  const hit = {
    ...(part === undefined ? {} : { part }),
    ...(behind === undefined ? {} : { behind }),
    ...(country === undefined ? {} : { country }),
    ...(standsIn === undefined ? {} : { standsIn }),
    ...(layer === undefined ? {} : { layer }),
  }
  return Object.keys(hit).length === 0 ? undefined : hit
}

export function horizonOf(text: string | undefined): number {
  const minutes = Number(text)
  return Number.isFinite(minutes) && minutes > 0 ? Math.min(525_600, minutes) : standardHorizon
}
