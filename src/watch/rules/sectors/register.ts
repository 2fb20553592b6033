// Sectors by the register of organisations: a name that the register knows says its sector, whatever the words say.
import type { KnownName, NameFact, SectorFact, Span, TopicHit } from '../../model.ts'

/** A name of the text whose sectors somebody settled; `mentions` are all its places, the first one first. */
export interface KnownSectors {
  span: Span
  mentions: readonly Span[]
  sectors: readonly string[]
}

/** The names of a text with the sectors that the register, or the watch-list, holds for them. */
export function sectorsOfNames(names: readonly NameFact[], known: readonly KnownName[]): KnownSectors[] {
  const sectors = new Map(
    known.filter((one) => !one.rejected && one.sectors.length > 0).map((one) => [one.id, one.sectors]),
  )
  return names.flatMap(({ span, mentions, known: id }) => {
    const mine = id === null ? undefined : sectors.get(id)
    return mine === undefined ? [] : [{ span, mentions, sectors: mine }]
  })
}

const FACTOR = { title: 3, lead: 2, body: 1 }
const MENTION = 3
const MAX_HITS = 20

/** Where a mention stands, and whether it is named as a customer there. */
export interface Place {
  where: TopicHit['where']
  customer: boolean
}

/**
 * Facts of the register, best first. An organisation that is named only as a customer, or once and in passing, is
 * touched: the text is not about it.
 */
export function fromRegister(
  text: string,
  names: readonly KnownSectors[],
  placeOf: (span: Span) => Place,
): SectorFact[] {
  const found = new Map<string, SectorFact>()
  for (const { span, mentions, sectors } of names) {
    const all = mentions.length === 0 ? [span] : mentions
    const places = all.map((at) => ({ at, ...placeOf(at) }))
    const own = places.filter(({ customer }) => !customer)
    const role = own.length >= 2 || own.some(({ where }) => where !== 'body') ? 'own' : 'touched'
    const hits = (role === 'own' ? own : places)
      .slice(0, MAX_HITS)
      .map(({ at, where }): TopicHit => ({ pattern: text.slice(at.start, at.end), span: at, where }))
    const score = hits.reduce((sum, { where }, i) => sum + (MENTION * FACTOR[where]) / (i + 1), 0)
    for (const sector of sectors) {
      const known = found.get(sector)
      if (known !== undefined && (known.role === 'own' || role === 'touched')) continue
      found.set(sector, { sector, role, from: 'register', score: Math.round(score * 100) / 100, hits })
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      Number(a.role === 'touched') - Number(b.role === 'touched') ||
      b.score - a.score ||
      (a.sector < b.sector ? -1 : 1),
  )
}
