// Who sits where, in an exercise on several nodes: which injects are carried out here, which expectations are judged here.
import type { Expected, Inject, Scenario } from '../../model/scenario.ts'

type Cast = Pick<Scenario, 'cast'>

/** Of a member of the cast, or the participant itself. */
export function participantOf({ cast }: Cast, ref: string): string {
  return cast.find(({ id }) => id === ref)?.participant ?? ref
}

/** Whoever is to do it; null: nobody in particular, so that every node looks at its own people. */
export function whoIsToDo({ by, play }: Expected): string | null {
  return by ?? play?.[0]?.as ?? null
}

/** For whom an inject is; empty: for all. Who is called, written to or asked is meant also where nothing says who may see it. */
export function meantFor({ visibleTo, content }: Inject, scenario: Cast): string[] {
  if (visibleTo && visibleTo.length > 0) return [...visibleTo]
  if (content.channel === 'phone' || content.channel === 'mail') return [participantOf(scenario, content.to)]
  if (content.channel === 'decision') return [participantOf(scenario, content.by)]
  return []
}

export function injectIsHere(inject: Inject, scenario: Cast, here: ReadonlySet<string>): boolean {
  const meant = meantFor(inject, scenario)
  return meant.length === 0 || meant.some((one) => here.has(one))
}

export function expectedIsHere(expected: Expected, scenario: Cast, here: ReadonlySet<string>): boolean {
  const who = whoIsToDo(expected)
  return who === null || here.has(participantOf(scenario, who))
}
