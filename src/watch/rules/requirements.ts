// Whether an item meets a requirement, and by what. Everything that the query names must hold; one of each list is enough.
import type { Query } from '../api/requirements.ts'
import type { Item, KnownName } from '../model.ts'
import { tokenise } from './tokens.ts'

/** What a query is asked of. `words` are the words of title and text, folded. */
export interface Asked {
  item: Pick<Item, 'topics' | 'sectors' | 'places' | 'names' | 'incident' | 'title' | 'text'>
  words: string
}

export function askedOf(item: Asked['item']): Asked {
  return { item, words: foldWords(`${item.title}\n${item.text}`) }
}

/** Words in lower case with one space around each, so that a phrase is found by its words and not inside others. */
function foldWords(text: string): string {
  return ` ${tokenise(text)
    .map(({ lower }) => lower)
    .join(' ')} `
}

export function isEmptyQuery(query: Query): boolean {
  const lists = [query.topics, query.sectors, query.countries, query.names, query.words]
  return lists.every((list) => list === undefined || list.length === 0)
}

/** The reasons in plain words, or null when it does not meet it. */
export function meets(query: Query, { item, words }: Asked): string[] | null {
  const why: string[] = []
  if (query.incident === true) {
    if (!item.incident) return null
    why.push('tells of an incident')
  }
  const parts: [readonly string[] | undefined, string, (wanted: string) => boolean][] = [
    [query.topics, 'topic', (wanted) => item.topics.some(({ topic }) => under(topic, wanted))],
    [
      query.sectors,
      'sector',
      (wanted) => item.sectors.some(({ sector, role }) => role === 'own' && under(sector, wanted)),
    ],
    [query.countries, 'country', (wanted) => item.places.some(({ country }) => country === wanted)],
    [query.names, 'name', (wanted) => hasName(item, wanted) || hasPhrase(words, wanted)],
    [query.words, 'word', (wanted) => hasPhrase(words, wanted)],
  ]
  for (const [list, what, holds] of parts) {
    if (list === undefined || list.length === 0) continue
    const met = list.filter(holds)
    if (met.length === 0) return null
    why.push(`${what} ${met.slice(0, 5).join(', ')}`)
  }
  return why
}

/** `incident` holds for `incident.dos` too, `energy` for `energy.electricity`. */
function under(found: string, wanted: string): boolean {
  return found === wanted || found.startsWith(`${wanted}.`)
}

function hasName(item: Asked['item'], wanted: string): boolean {
  const folded = wanted.toLowerCase()
  return item.names.some(({ text }) => text.toLowerCase() === folded)
}

function hasPhrase(words: string, wanted: string): boolean {
  const open = wanted.endsWith('*')
  const phrase = foldWords(open ? wanted.slice(0, -1) : wanted).trimEnd()
  return phrase.trim() !== '' && words.includes(open ? phrase : `${phrase} `)
}

/** Names in the item that somebody depends on, when the item tells of something bad. */
export function suppliersIn(item: Asked['item'], known: readonly KnownName[]): { name: KnownName; text: string }[] {
  if (!item.incident && !item.topics.some(({ topic }) => topic.startsWith('incident.'))) return []
  const byId = new Map(known.map((name) => [name.id, name]))
  return item.names.flatMap(({ known: id, text }) => {
    const name = id === null ? undefined : byId.get(id)
    return name && name.concerns.length > 0 ? [{ name, text }] : []
  })
}
