// What is supposed on the page "What if", held in its address: what is otherwise than recorded, and nothing else.
import type { InputOf } from '#kernel/contract.ts'
import type { whatIf } from '../../../api/assessments.ts'
import type { FactValue } from '../../../model/law.ts'
import { eventPlace } from '../questions.ts'

export type Suppose = InputOf<typeof whatIf>['suppose']
type Answer = NonNullable<Suppose['answers']>[number]

/** Out of the address; whatever is no supposition is none. */
export function readSuppose(text: string | undefined): Suppose {
  if (!text || text.length > 20_000) return {}
  try {
    const it: unknown = JSON.parse(text)
    return typeof it === 'object' && it !== null && !Array.isArray(it) ? (it as Suppose) : {}
  } catch {
    return {}
  }
}

export function writeSuppose(suppose: Suppose): string | undefined {
  const kept = Object.fromEntries(Object.entries(suppose).filter(([, value]) => !isEmpty(value)))
  return Object.keys(kept).length === 0 ? undefined : JSON.stringify(kept)
}

function isEmpty(value: unknown): boolean {
  if (value === undefined) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

export function placeOf(answer: Answer): string {
  return answer.place ?? eventPlace
}

/** With this fact otherwise; the last word on a fact counts. Null supposes that nobody knows it. */
export function supposeFact(suppose: Suppose, fact: string, place: string, value: FactValue | null): Suppose {
  const others = withoutFact(suppose, fact, place).answers ?? []
  const where = place === eventPlace ? {} : { place }
  return { ...suppose, answers: [...others, { fact, value, ...where }] }
}

export function withoutFact(suppose: Suppose, fact: string, place: string): Suppose {
  const answers = (suppose.answers ?? []).filter((it) => it.fact !== fact || placeOf(it) !== place)
  return { ...suppose, answers }
}

export function supposeAnchor(suppose: Suppose, anchor: string, at: string | null): Suppose {
  return { ...suppose, anchors: { ...suppose.anchors, [anchor]: at } }
}

export function withoutAnchor(suppose: Suppose, anchor: string): Suppose {
  const { [anchor]: _gone, ...anchors } = suppose.anchors ?? {}
  return { ...suppose, anchors }
}
