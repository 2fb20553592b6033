// Names side by side: neighbours in a list are of one kind, and "Jane Roe of Acme" names a person and where she works.
import { ENOUGH, type Group, type Judged } from './group.ts'
import type { Reading } from './reading.ts'

const COMMA = /^, $/
const AND =
  /^,? (?:and|or|und|oder|sowie|et|ou|y|o|e|en|i|oraz|och|og|ja|\u0438|\u0442\u0430|as well as|and the|or the|the) $/
const WORKS = /^ (?:of|at|from|von|vom|bei|de|du|di|van|z) (?:the )?$/

/** A kind that hardly anything speaks for gives way to that of the whole list. */
const WEAK = 2

interface Place {
  start: number
  end: number
  group: Group
}

/** Gives kinds to names that nothing else gives one; what the words say of a name is never overruled. */
export function lendTypes(r: Reading, groups: readonly Group[], judged: Map<Group, Judged>): void {
  const places = groups.flatMap((group) => group.mentions.map(({ start, end }) => ({ start, end, group })))
  places.sort((a, b) => a.start - b.start)
  let chain: Place[] = []
  let ands = 0
  const close = () => {
    if (chain.length > 1 && ands > 0) lendIn(chain, judged)
    chain = []
    ands = 0
  }
  for (let i = 0; i < places.length; i += 1) {
    const [left, right] = [places[i - 1], places[i]]
    if (right === undefined) continue
    const gap = left === undefined || right.start - left.end > 16 ? null : r.text.slice(left.end, right.start)
    const isAnd = gap !== null && (AND.test(gap) || (gap === ' to ' && isFrom(r, left?.start ?? 0)))
    if (!isAnd && (gap === null || !COMMA.test(gap))) close()
    if (isAnd) ands += 1
    if (left !== undefined && gap !== null && WORKS.test(gap)) atWork(left.group, right.group, judged)
    chain.push(right)
    // After "and" a list is at its end.
    if (isAnd && !/^ (?:and|or) $/.test(r.text.slice(right.end, right.end + 5))) close()
  }
  close()
}

/** "from Li\u00e8ge to Bastogne" */
function isFrom(r: Reading, start: number): boolean {
  return r.text.slice(Math.max(0, start - 5), start).toLowerCase() === 'from '
}

function lendIn(chain: readonly Place[], judged: Map<Group, Judged>): void {
  const points = (place: Place | undefined) => (place === undefined ? 0 : strength(judged.get(place.group)))
  let typed: Place | undefined
  for (const place of chain) if (points(place) > points(typed)) typed = place
  const type = typed === undefined ? null : (judged.get(typed.group)?.type ?? null)
  if (typed === undefined || type === null) return
  const others = chain.some(({ group }) => {
    const other = judged.get(group)
    return (
      other !== undefined && other.type !== null && other.type !== type && (chain.length < 3 || strength(other) >= WEAK)
    )
  })
  if (others) return
  for (const { group } of chain) give(group, judged, type, `in a list with "${typed.group.mentions[0]?.text ?? ''}"`)
}

function strength(judged: Judged | undefined): number {
  return judged === undefined || judged.type === null ? 0 : judged.points
}

function atWork(person: Group, body: Group, judged: Map<Group, Judged>): void {
  if (judged.get(person)?.type !== 'person') return
  give(body, judged, 'organisation', `where "${person.mentions[0]?.text ?? ''}" is from`)
}

function give(group: Group, judged: Map<Group, Judged>, type: NonNullable<Judged['type']>, why: string): void {
  const had = judged.get(group)
  if (had === undefined || had.type === type || strength(had) >= WEAK || group.known?.type != null) return
  const against = [...group.hints.values()].some((hint) => hint.type !== type && hint.points >= 2.5)
  if (!against) judged.set(group, { type, points: ENOUGH, why })
}
