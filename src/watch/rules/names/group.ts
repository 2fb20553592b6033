// One name for all its mentions: short forms join the full one, abbreviations what they stand for; then the kind is judged.
import type { KnownName, NameFact, NameType } from '../../model.ts'
import { nameTypes } from '../../model.ts'
import type { Hint, Reading } from './reading.ts'
import { hasFirstName } from './reading.ts'

export interface Mention {
  start: number
  end: number
  text: string
  /** In a line whose capitals say nothing. */
  loud: boolean
  /** The words of it as the lists know them. */
  words: string[]
  hints: Hint[]
  known: KnownName | null
  /** On a list as a name of its own, and no ordinary word: it does not become the short form of another. */
  listed: boolean
}

export interface Group {
  words: string[]
  mentions: Mention[]
  known: KnownName | null
  listed: boolean
  /** The strongest evidence for each reason. */
  hints: Map<string, Hint>
  joined: Group | null
}

const MAX_NAMES = 600
const MAX_TRIED = 20
export const ENOUGH = 1.5
const MARGIN = 0.5

export function groupMentions(mentions: readonly Mention[]): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const mention of mentions) addMention(groups, mention)
  return groups
}

export function addMention(groups: Map<string, Group>, mention: Mention): Group | null {
  const key = mention.known === null ? keyOf(mention.words) : `\u0000${mention.known.id}`
  let group = groups.get(key)
  if (group === undefined) {
    if (groups.size >= MAX_NAMES) return null
    group = {
      words: mention.words,
      mentions: [],
      known: mention.known,
      listed: mention.listed,
      hints: new Map(),
      joined: null,
    }
    groups.set(key, group)
  }
  if (mention.words.length > group.words.length) group.words = mention.words
  group.mentions.push(mention)
  addHints(group, mention.hints)
  return group
}

function addHints(group: Group, hints: Iterable<Hint>): void {
  for (const hint of hints) {
    const key = `${hint.type} ${hint.why}`
    const had = group.hints.get(key)
    if (had === undefined || had.points < hint.points) group.hints.set(key, hint)
  }
}

function keyOf(words: readonly string[]): string {
  return words.join(' ').replace(/\./g, '')
}

/** Joins short forms and abbreviations with the full name. */
export function joinForms(r: Reading, groups: Map<string, Group>): void {
  const byWord = new Map<string, Group[]>()
  const byInitials = new Map<string, Group>()
  const all = [...groups.values()]
  for (const group of all) {
    if (group.words.length < 2) continue
    for (const word of new Set([group.words[0], group.words.at(-1), bare(group.words.at(-1))])) {
      const list = byWord.get(word ?? '')
      if (list === undefined) byWord.set(word ?? '', [group])
      else if (list.length < MAX_TRIED) list.push(group)
    }
    const initials = group.words.filter((word) => /^\p{Lu}/u.test(word)).map((word) => word[0])
    if (initials.length > 2) byInitials.set(initials.join(''), group)
  }
  for (const group of all) {
    const full =
      group.known === null
        ? (fullOf(r, group, byWord) ?? byInitials.get(group.words.length === 1 ? (group.words[0] ?? '') : ''))
        : undefined
    if (full !== undefined && full !== group && rootOf(full) !== group) join(group, full)
  }
  joinShouted(groups)
  joinBrackets(r, groups)
}

// "VILNIUS, Lithuania" and "in Vilnius" are one place.
function joinShouted(groups: Map<string, Group>): void {
  for (const group of groups.values()) {
    const word = group.words[0] ?? ''
    if (group.words.length > 1 || word.length < 4 || word !== word.toUpperCase() || group.joined !== null) continue
    const plain = groups.get(word.charAt(0) + word.slice(1).toLowerCase())
    if (plain !== undefined && plain !== group) join(group, plain)
  }
}

function fullOf(r: Reading, group: Group, byWord: Map<string, Group[]>): Group | undefined {
  const { words } = group
  const last = words.at(-1) ?? ''
  const at = group.mentions[0]?.start ?? 0
  let best: Group | undefined
  for (const full of new Set([
    ...(byWord.get(last) ?? []),
    ...(byWord.get(bare(last)) ?? []),
    ...(byWord.get(words[0] ?? '') ?? []),
  ])) {
    if (full === group || full.words.length <= words.length || !isShortOf(r, group, full)) continue
    // Two people of one name: the one that was named last before the short form.
    const start = full.mentions[0]?.start ?? 0
    const known = best?.mentions[0]?.start ?? -1
    if (best === undefined || (start <= at && start > known) || known > at) best = full
  }
  return best
}

/** "Abadi", "al-Abadi" and "Al-Abadi" end the same names. */
function bare(word: string | undefined): string {
  return (word ?? '').replace(/^(?:al|el|ad|ar|as|an|az|ash)-/i, '')
}

function isShortOf(r: Reading, group: Group, full: Group): boolean {
  const size = group.words.length
  const isEnd = group.words.every((word, i) => bare(word) === bare(full.words[full.words.length - size + i]))
  const isStart = group.words.every((word, i) => word === full.words[i])
  if (!isEnd && !isStart) return false
  const { type } = kindOf(full)
  if (isEnd && size > 1) return true
  if (group.listed) return isStart && type === 'organisation' && isSuffix(r, full.words.slice(size))
  if (isEnd && (type === 'person' || (type === null && full.words.length < 4))) return true
  // "LoadMaster" is "Kemp LoadMaster".
  if (isEnd && type === 'product' && size === 1 && !/^\p{N}/u.test(group.words[0] ?? '')) return true
  // "Grafana" of "Grafana Enterprise", when nothing else is said of it.
  if (isStart && type === 'product' && size === 1 && kindOf(group).points === 0) return true
  // "Assad" is no short form of "Assad regime".
  if (isStart && type === 'organisation') return !/^\p{Ll}/u.test(full.words.at(-1) ?? '') || r.language !== 'en'
  if (!isStart || type !== 'person' || size > 1) return false
  const own = kindOf(group).type
  return hasFirstName(r, { text: group.words[0] ?? '' }) || own === null || own === 'person'
}

function isSuffix(r: Reading, rest: readonly string[]): boolean {
  const { legal } = r.index.words
  return rest.every((word) => legal.has(word) || /^(?:Group|Holdings?|Company|Corporation)$/.test(word))
}

// "European Union Agency for Cybersecurity (ENISA)", and the other way round.
function joinBrackets(r: Reading, groups: Map<string, Group>): void {
  const byStart = new Map<number, { group: Group; end: number }>()
  for (const group of groups.values()) for (const { start, end } of group.mentions) byStart.set(start, { group, end })
  for (const group of groups.values()) {
    if (group.joined !== null) continue
    for (const { end } of group.mentions) {
      if (r.text[end + 1] !== '(') continue
      const open = /^ \(["\u201c]?(?:the )?/.exec(r.text.slice(end, end + 8))
      const inside = open === null ? undefined : byStart.get(end + open[0].length)
      if (inside === undefined || !/^["\u201d]?\)/.test(r.text.slice(inside.end, inside.end + 2))) continue
      const other = inside.group
      const [long, short] = group.words.length >= other.words.length ? [group, other] : [other, group]
      if (!isAbbreviation(short.words.join(''), long.words)) continue
      join(short, long)
      break
    }
  }
}

function isAbbreviation(short: string, long: readonly string[]): boolean {
  if (short.length < 2 || short.length > 12 || long.length < 2 || short.replace(/[^\p{Lu}]/gu, '').length < 2)
    return false
  const letter = short[0]?.toLowerCase()
  return long.some((word) => word[0]?.toLowerCase() === letter)
}

function rootOf(group: Group): Group {
  let root = group
  for (let k = 0; k < 8 && root.joined !== null; k += 1) root = root.joined
  return root
}

function join(short: Group, full: Group): void {
  const root = rootOf(full)
  const from = rootOf(short)
  if (from === root || (from.known !== null && root.known !== null)) return
  root.mentions.push(...from.mentions)
  addHints(root, from.hints.values())
  root.known ??= from.known
  from.joined = root
}

export interface Judged {
  type: NameType | null
  points: number
  why: string
}

export function judge(group: Group): Judged {
  const { type, points } = kindOf(group)
  if (type === null) {
    const told = points === 0 ? 'nothing says of what kind' : 'the words do not agree of what kind'
    return { type, points, why: `written as a name; ${told}` }
  }
  const reasons = [...group.hints.values()].filter((hint) => hint.type === type).sort((a, b) => b.points - a.points)
  const why = reasons.slice(0, 2).map((hint) => hint.why)
  return { type, points, why: why.join('; ') }
}

/** The kind that most speaks for, or null when too little does or another is close. */
export function kindOf(group: Group): { type: NameType | null; points: number } {
  const sums = { person: 0, organisation: 0, place: 0, product: 0 }
  for (const { type, points } of group.hints.values()) sums[type] += points
  let best: NameType = 'person'
  for (const type of nameTypes) if (sums[type] > sums[best]) best = type
  let second = 0
  for (const type of nameTypes) if (type !== best) second = Math.max(second, sums[type])
  const points = sums[best]
  return { type: points < ENOUGH || points - second < MARGIN ? null : best, points }
}

function isCalm(mention: Mention): boolean {
  return !mention.loud && (mention.text.length < 4 || mention.text !== mention.text.toUpperCase())
}

export function toFact(group: Group, judged: Judged): NameFact | null {
  const mentions = [...group.mentions].sort((a, b) => a.start - b.start || b.end - a.end)
  const first = mentions[0]
  if (first === undefined) return null
  // The fullest form: the most words of a name that was found, not the longest spelling.
  let full = first
  for (const mention of mentions) {
    const more = mention.words.length - full.words.length
    const calmer = isCalm(mention) && !isCalm(full)
    if (more > 0 || (more === 0 && calmer)) full = mention
  }
  const { known } = group
  return {
    text: full.text,
    span: { start: full.start, end: full.end },
    mentions: mentions.map(({ start, end }) => ({ start, end })),
    type: known?.type ?? judged.type,
    by: known?.by ?? 'rules',
    known: known?.id ?? null,
    why:
      known === null
        ? judged.why
        : known.by === 'watch-list'
          ? `on the watch-list as "${known.text}"`
          : `in the register of organisations as "${known.text}"`,
  }
}
