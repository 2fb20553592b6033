// What a record holds that asks for protection, as far as a program can tell. What it does not find may still be there: that is
// why texts are named that a person must read. Nothing found is quoted.
import { type Tlp, tlpLabels, tlpRank } from '#kernel/marking.ts'
import type { ContentKind } from '../../model/guideline.ts'

export interface Found {
  content: ContentKind
  /** false: it looks like it; a person must say. */
  sure: boolean
  because: string
  /** JSON pointers. */
  where: string[]
  /** The label that somebody put on their own words. */
  tlp?: Tlp
}

export interface Content {
  found: Found[]
  /** Texts in sentences. */
  prose: string[]
  /** All texts, for whoever looks for marks of classified information. */
  texts: { where: string; text: string }[]
}

const mostTexts = 2_000
const mostCharactersInAll = 500_000
const mostDepth = 12
const mostRead = 20_000
const mostPlaces = 20

/** Reads at most 2,000 texts of a state, 500,000 characters in all. */
export function contentOf(state: unknown): Content {
  const texts: { where: string; text: string }[] = []
  gather(state, '', { texts, left: mostCharactersInAll }, 0)
  const found = new Map<string, Found>()
  const note = (one: Omit<Found, 'where'>, where: string) => {
    const key = `${one.content} ${one.sure} ${one.tlp ?? ''} ${one.because}`
    const known = found.get(key)
    if (!known) found.set(key, { ...one, where: [where] })
    else if (known.where.length < mostPlaces && !known.where.includes(where)) known.where.push(where)
  }
  for (const { where, text } of texts) {
    for (const one of inField(where, text)) note(one, where)
    for (const one of inText(text.slice(0, mostRead))) note(one, where)
  }
  for (const where of victimsIn(state)) note({ content: 'victim-named', sure: true, because: victimWords }, where)
  return {
    found: [...found.values()],
    prose: texts.filter(({ text, where }) => isProse(text, where)).map(({ where }) => where),
    texts,
  }
}

interface Gathered {
  texts: { where: string; text: string }[]
  /** Characters that may still be read. */
  left: number
}

function gather(value: unknown, where: string, into: Gathered, depth: number): void {
  if (into.texts.length >= mostTexts || into.left <= 0 || depth > mostDepth) return
  if (typeof value === 'string') {
    if (value !== '') into.texts.push({ where: where.slice(0, 200), text: value.slice(0, into.left) })
    into.left -= value.length
    return
  }
  if (value === null || typeof value !== 'object') return
  for (const [key, inner] of Object.entries(value)) gather(inner, `${where}/${key}`, into, depth + 1)
}

const machineMade = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d{2}-\d{2}T[\d:.]+Z?|[a-z]+:\S+|\S+)$/

/** Sentences: at least four words that no program wrote. Why a choice was made is prose like the rest. */
function isProse(text: string, where: string): boolean {
  if (machineMade.test(text)) return false
  if (/\/(?:caveat|tables|source|actor|by|lawVersion)$/.test(where)) return false
  return text.split(/\s+/, 5).length >= 4
}

const victimWords = 'It says which organisation is affected.'
const victimFields = /\/(?:entityName|victim|victims\/\d+|affectedEntity)$/

function victimsIn(state: unknown): string[] {
  const named: string[] = []
  if (typeof state !== 'object' || state === null) return named
  const { affected, organisation, entityName } = state as Record<string, unknown>
  const { organisations } = (affected ?? {}) as { organisations?: unknown }
  if (Array.isArray(organisations) && organisations.length > 0) named.push('/affected/organisations')
  if (typeof organisation === 'string' && typeof entityName === 'string') named.push('/organisation')
  return named
}

type Hit = Omit<Found, 'where'>

function inField(where: string, text: string): Hit[] {
  if (victimFields.test(where)) return [{ content: 'victim-named', sure: true, because: victimWords }]
  if (/\/contact\/(?:name|email|telephone)$/.test(where) && text.trim() !== '')
    return [{ content: 'personal-data', sure: true, because: 'It names a contact person, or how to reach one.' }]
  return []
}

const patterns: { pattern: RegExp; hit: Hit }[] = [
  {
    pattern:
      /(?<![\w.+-])(?!(?:abuse|soc|noc|cert|csirt|security|info|contact|press|psirt|postmaster|support|helpdesk|no-?reply)@)[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/iu,
    hit: { content: 'personal-data', sure: true, because: 'It holds a mail address of a person.' },
  },
  {
    pattern: /(?<![\w+])(?:\+|00)[1-9]\d{0,2}[ ./()-]{0,3}(?:\d[ ./()-]{0,2}){7,11}(?!\w)/,
    hit: { content: 'personal-data', sure: false, because: 'It holds what looks like a telephone number.' },
  },
  {
    pattern: /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)/,
    hit: { content: 'personal-data', sure: false, because: 'It holds what looks like a bank account (IBAN).' },
  },
  {
    pattern:
      /(?:zero[- ]?days?|0-?days?|unpatched|no (?:patch|fix|update) (?:is |yet |is yet )?(?:available|yet|out)|not (?:yet )?(?:been )?(?:patched|disclosed)|embargo(?:ed)?|sans correctif|ungepatcht|kein patch|sin parche|niezałatan)/i,
    hit: { content: 'unpatched-vulnerability', sure: true, because: 'It tells of a vulnerability without a fix.' },
  },
  {
    pattern: /(?<!\w)CVE-\d{4}-\d{4,7}(?!\d)/i,
    hit: {
      content: 'unpatched-vulnerability',
      sure: false,
      because: 'It names a vulnerability; whether there is a fix, a person must say.',
    },
  },
  {
    pattern:
      /(?:(?:source|informant|caller|reporter) (?:asked|asks|wishes|wants|does not want|must not)|(?:asked|wishes|wants) (?:us )?not to be named|in(?: strict)? confidence|whistle-?blow|do not (?:name|attribute|quote)|source must be protected|anonymous source|confidential source)/i,
    hit: { content: 'source-protection', sure: true, because: 'It says that a source is to be protected.' },
  },
]

const label = /(?<!\w)TLP ?[:：-] ?(CLEAR|WHITE|GREEN|AMBER\+STRICT|AMBER|RED)(?![\w+])/gi

function inText(text: string): Hit[] {
  const hits = patterns.filter(({ pattern }) => pattern.test(text)).map(({ hit }) => hit)
  const highest = highestLabel(text)
  if (!highest) return hits
  const because = `Its text carries the label TLP:${highest}: whoever wrote it may have marked it so.`
  return [...hits, { content: 'third-party-marking', sure: true, because, tlp: highest }]
}

function highestLabel(text: string): Tlp | null {
  let highest: Tlp | null = null
  for (const [, written = ''] of text.matchAll(label)) {
    const name = written.toUpperCase() === 'WHITE' ? 'CLEAR' : written.toUpperCase()
    const tlp = tlpLabels.find((one) => one === name)
    if (tlp && (highest === null || tlpRank(tlp) > tlpRank(highest))) highest = tlp
  }
  return highest
}
