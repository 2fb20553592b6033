// Which question comes next when some were skipped: the engine's own as long as nobody skipped it, then what is asked most.
import type { NextQuestion, Verdict } from '../../model/verdict.ts'

/** A fact, and the id of the service where it is one of a service. */
export interface Asked {
  fact: string
  place: string
}

export const eventPlace = 'event'

/** `service.users_union@portal` in the address of the page. */
export function keyOf(asked: Asked): string {
  return asked.place === eventPlace ? asked.fact : `${asked.fact}@${asked.place}`
}

export function askedOf(key: string): Asked {
  const at = key.indexOf('@')
  return at === -1 ? { fact: key, place: eventPlace } : { fact: key.slice(0, at), place: key.slice(at + 1) }
}

export interface ServiceKnown {
  id: string
  name: string
  facts: Readonly<Record<string, unknown>>
}

export interface Asking {
  verdict: Verdict
  skipped: readonly string[]
  services: readonly ServiceKnown[]
  scopeOf: (fact: string) => string | undefined
}

/** Null when everything is settled, or when only skipped questions are left; `leftOver` says which of the two. */
export function nextAsked({ verdict, skipped, services, scopeOf }: Asking): Asked | null {
  const proposed = verdict.nextQuestion ? askedBy(verdict.nextQuestion, services) : null
  if (proposed && !skipped.includes(keyOf(proposed))) return proposed
  const counts = new Map<string, number>()
  for (const regime of verdict.regimes) {
    if (regime.verdict !== 'undetermined') continue
    for (const fact of regime.missing) {
      for (const asked of placesOf(fact, services, scopeOf)) {
        const key = keyOf(asked)
        if (!skipped.includes(key)) counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
  }
  let best: string | null = null
  for (const [key, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = key
  return best === null ? null : askedOf(best)
}

/** The engine names the service by its name; the record keeps facts under its id. */
export function askedBy(question: NextQuestion, services: readonly ServiceKnown[]): Asked {
  const service = services.find((it) => it.name === question.service || it.id === question.service)
  return { fact: question.fact, place: service?.id ?? eventPlace }
}

/** A fact of a service is asked of each service that has not answered it. */
function placesOf(fact: string, services: readonly ServiceKnown[], scopeOf: Asking['scopeOf']): Asked[] {
  const scope = scopeOf(fact)
  if (scope === 'group') return [{ fact, place: 'group' }]
  if (scope !== 'service' || services.length === 0) return [{ fact, place: eventPlace }]
  return services.filter((it) => !(fact in it.facts)).map((it) => ({ fact, place: it.id }))
}

export function openRegimes(verdict: Verdict): number {
  return verdict.regimes.filter((it) => it.verdict === 'undetermined').length
}
