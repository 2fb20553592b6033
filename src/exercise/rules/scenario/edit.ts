// Changing a scenario on its timeline: pure steps from one draft to the next. Whether a draft can be played, the linter says.
import type { Condition, Expected, Inject, Scenario } from '../../model/scenario.ts'
import { momentOf, plannedMoments, spanMs, spanOf } from './moments.ts'

const spanShape = /^\d{1,5}(?:\.\d{1,3})?[dhms](?: \d{1,5}(?:\.\d{1,3})?[dhms]){0,3}$/

function isReadable(moment: string): boolean {
  return moment.includes('T') ? !Number.isNaN(Date.parse(moment)) : spanShape.test(moment)
}

/** As `plannedMoments`, while somebody is still typing: an inject whose moment cannot be read yet has none. */
export function draftMoments({ startsAt, injects }: Pick<Scenario, 'startsAt' | 'injects'>): Map<string, number> {
  return plannedMoments({ startsAt, injects: injects.filter(({ at, after }) => isReadable(after?.by ?? at ?? '')) })
}

/** To that moment (milliseconds since 1970), in the way in which it was written: a date, a span from the start, or after another. */
export function moveInject(scenario: Scenario, id: string, to: number): Scenario {
  const start = Date.parse(scenario.startsAt)
  const at = Math.max(start, Math.min(Date.parse(scenario.endsAt), Math.round(to / 1_000) * 1_000))
  return changeInject(scenario, id, (inject) => {
    if (inject.after) {
      const before = draftMoments(scenario).get(inject.after.inject) ?? start
      return { ...inject, after: { ...inject.after, by: spanOf(Math.max(0, at - before)) } }
    }
    const asDate = inject.at?.includes('T') === true
    return { ...inject, at: asDate ? momentOf(at) : spanOf(at - start) }
  })
}

export function changeInject(scenario: Scenario, id: string, change: (inject: Inject) => Inject): Scenario {
  return { ...scenario, injects: scenario.injects.map((one) => (one.id === id ? change(one) : one)) }
}

export function changeExpected(scenario: Scenario, id: string, change: (one: Expected) => Expected): Scenario {
  return { ...scenario, expected: scenario.expected.map((one) => (one.id === id ? change(one) : one)) }
}

/** A name that nothing in the scenario has yet. */
export function freeId(scenario: Scenario, like: string): string {
  const taken = new Set([...scenario.injects, ...scenario.expected].map(({ id }) => id))
  for (let n = 1; ; n++) if (!taken.has(`${like}-${n}`)) return `${like}-${n}`
}

/** The new name stands wherever the old one did. */
export function renameInject(scenario: Scenario, id: string, to: string): Scenario {
  const named = (name: string) => (name === id ? to : name)
  const inCondition = (when: Condition): Condition => ({
    ...when,
    ...(when.delivered ? { delivered: when.delivered.map(named) } : {}),
    ...(when.chosen
      ? { chosen: Object.fromEntries(Object.entries(when.chosen).map(([key, option]) => [named(key), option])) }
      : {}),
  })
  const conditioned = <T extends { when?: Condition }>(one: T): T =>
    one.when ? { ...one, when: inCondition(one.when) } : one
  return {
    ...scenario,
    injects: scenario.injects.map((one) =>
      conditioned({
        ...one,
        id: named(one.id),
        ...(one.after ? { after: { ...one.after, inject: named(one.after.inject) } } : {}),
      }),
    ),
    expected: scenario.expected.map((one) => conditioned(one.from ? { ...one, from: named(one.from) } : one)),
    ...(scenario.tour
      ? { tour: scenario.tour.map((step) => (step.after ? { ...step, after: named(step.after) } : step)) }
      : {}),
  }
}

export interface Arrow {
  from: string
  to: string
  /** follows: comes some time after it. branch: comes only if of that one was done, missed, delivered or chosen what is asked. */
  kind: 'follows' | 'branch'
}

/** Between injects: what follows what, and which branch hangs on what became of which. */
export function arrowsOf({ injects, expected }: Pick<Scenario, 'injects' | 'expected'>): Arrow[] {
  const expectedOf = new Map(expected.map((one) => [one.id, one]))
  const ids = new Set(injects.map(({ id }) => id))
  /** The inject that an expectation is counted from, through those that it follows. */
  function origin(name: string, seen = new Set<string>()): string | undefined {
    const one = expectedOf.get(name)
    if (!one || seen.has(name)) return undefined
    seen.add(name)
    return one.from ?? (one.fromDone ? origin(one.fromDone, seen) : undefined)
  }
  const arrows: Arrow[] = []
  for (const { id, after, when } of injects) {
    if (after) arrows.push({ from: after.inject, to: id, kind: 'follows' })
    const asked = [...(when?.done ?? []), ...(when?.missed ?? [])].map((name) => origin(name))
    for (const from of new Set([...asked, ...(when?.delivered ?? []), ...Object.keys(when?.chosen ?? {})]))
      if (from !== undefined) arrows.push({ from, to: id, kind: 'branch' })
  }
  return arrows.filter(({ from, to }) => ids.has(from) && ids.has(to) && from !== to)
}

/** How far the arrow keys move an inject, in milliseconds: a hundredth of the story, in steps that read well. */
export function stepOf({ startsAt, endsAt }: Pick<Scenario, 'startsAt' | 'endsAt'>): number {
  const hundredth = (Date.parse(endsAt) - Date.parse(startsAt)) / 100
  const steps = ['1m', '5m', '10m', '30m', '1h', '3h', '12h'].map(spanMs)
  return steps.findLast((one) => one <= hundredth) ?? 60_000
}
