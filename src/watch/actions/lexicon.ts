// The lexicons on the desk: what terms there are, what they find, and how an organisation changes them.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api/lexicon.ts'
import { termRecord } from '../events/term.ts'
import { readWordLists } from '../lexicons.ts'
import { faultOf, type Term } from '../rules/lexicon.ts'
import { termsOfSectors } from '../rules/sectors/data.ts'
import { termsOfTopics } from '../rules/topics/data.ts'
import { changedTerms, termChange, termHits } from '../store/terms.ts'
import type { WatchRoom } from './room.ts'
import { shown } from './show-items.ts'

type Lexicon = InputOf<typeof api.listTerms>['lexicon']

interface Lists {
  terms: Record<Lexicon, Term[]>
  /** Lists of words that the patterns of topics may name. */
  lists: Readonly<Record<string, string>>
  languages: Record<Lexicon, readonly string[]>
}

let lists: Lists | undefined

/** The terms of the data; they change with the program only. */
function dataTerms(): Lists {
  if (!lists) {
    const { topics, sectors } = readWordLists()
    lists = {
      terms: { topics: termsOfTopics(topics), sectors: termsOfSectors(sectors) },
      lists: topics.lists,
      languages: { topics: topics.languages, sectors: sectors.languages },
    }
  }
  return lists
}

export async function setTerm(
  room: WatchRoom,
  { why, ...input }: InputOf<typeof api.setTerm>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.setTerm>>> {
  const { terms, lists, languages } = dataTerms()
  const term = { ...input, pattern: input.pattern.trim().toLowerCase() }
  const fault = faultOf(term.pattern, term.lexicon === 'topics' ? lists : {})
  if (fault) return refuse('bad-input', fault, '/pattern')
  const owners = new Set(terms[term.lexicon].map(({ of }) => of))
  if (!owners.has(term.of)) return refuse('unknown-term-owner', `There is no ${term.of} in ${term.lexicon}.`, '/of')
  if (!languages[term.lexicon].includes(term.language)) {
    const known = languages[term.lexicon].join(', ')
    return refuse('unknown-term-owner', `The lexicon of ${term.lexicon} is in ${known}.`, '/language')
  }
  const owner = ownerOf(room, call)
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const before = await termChange(room.journal, unit.view, owner, term)
    const set = { weight: term.weight, why: why ?? null, setBy: person }
    const { held } = before
      ? await unit.append(termRecord, 'watch.termChanged', before.id, { ...set, active: true })
      : await unit.open(termRecord, 'watch.termSet', { ...term, ...set }, { owner })
    return done(shown(held))
  })
}

export function dropTerm(
  room: WatchRoom,
  { id, version }: InputOf<typeof api.dropTerm>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.dropTerm>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const term = await unit.read(termRecord, id)
    if (!term?.state.active) return unit.refuse('unknown', `There is no change ${id} that you may read.`)
    const { held } = await unit.append(
      termRecord,
      'watch.termChanged',
      id,
      { active: false, setBy: person },
      { expectedVersion: version },
    )
    return done(shown(held))
  })
}

export async function listTerms(
  room: WatchRoom,
  { lexicon, of, days = 30 }: InputOf<typeof api.listTerms>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listTerms>>> {
  const since = new Date(Date.parse(call.now) - days * 86_400_000).toISOString()
  const data = dataTerms()
  const [changes, counted] = await Promise.all([
    changedTerms(room.journal, call.view, ownerOf(room, call)),
    termHits(room.journal, call.view, lexicon, since),
  ])
  const all = data.terms[lexicon]
  const hits = new Map(counted.hits.map((one) => [`${one.of} ${one.pattern}`, one.texts]))
  const key = (term: { of: string; language: string; pattern: string }) => `${term.of} ${term.language} ${term.pattern}`
  const known = new Map(all.map((term) => [key(term), term]))
  const mine = new Map(
    changes.filter(({ state }) => state.lexicon === lexicon).map((held) => [key(held.state), held] as const),
  )
  const wanted = <T extends { of: string }>(list: readonly T[]) => (of ? list.filter((one) => one.of === of) : list)
  const added = [...mine].filter(([name]) => !known.has(name)).map(([, { state }]) => ({ ...state, threshold: null }))
  const owners = new Map<string, { of: string; threshold: number; terms: number }>()
  for (const { of: owner, threshold } of [...all, ...added]) {
    const one = owners.get(owner) ?? { of: owner, threshold: 0, terms: 0 }
    owners.set(owner, { of: owner, threshold: one.threshold || (threshold ?? 0), terms: one.terms + 1 })
  }
  const terms = wanted([...all, ...added]).map((term) => {
    const change = mine.get(key(term))
    return {
      of: term.of,
      language: term.language,
      pattern: term.pattern,
      weight: change ? change.state.weight : term.weight,
      dataWeight: known.get(key(term))?.weight ?? null,
      change: change ? { id: change.id, version: change.version } : null,
      hits: hits.get(`${term.of} ${term.pattern}`) ?? 0,
    }
  })
  terms.sort((a, b) => b.hits - a.hits || (key(a) < key(b) ? -1 : 1))
  return done({ owners: [...owners.values()], terms, texts: counted.texts })
}

function ownerOf(room: WatchRoom, call: Call): Id {
  return call.reader.organisation ?? room.journal.home
}
