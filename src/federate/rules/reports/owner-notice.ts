// What the owner of a network is told: fixed words with their places filled. A value is put in once, and never read as a place.
import {
  type NoticeLanguage,
  type NoticePlace,
  type NoticeWording,
  noticeLanguages,
  noticePlaces,
  type OwnerNotices,
} from '../../model/owner-notice.ts'

const placePattern = /\{\{([a-zA-Z]+)\}\}/g
const known = new Set<string>(noticePlaces)
/** Words that a mail program or a browser could take for more than words. */
const notWords = /[`<>]|\$\{|\{%|%\}|javascript:/i
/** Without these a notice would not say whom it is for, how much there is, or how it may be passed on. */
const needed: readonly [keyof Pick<OwnerNotices, 'subject' | 'opening' | 'closing'>, NoticePlace][] = [
  ['subject', 'marking'],
  ['subject', 'events'],
  ['opening', 'organisation'],
  ['opening', 'events'],
  ['closing', 'marking'],
]

/** What cannot be used, each with its place. `kinds` are those that there are. */
export function faultsInNotices(notices: OwnerNotices, kinds: ReadonlySet<string>): string[] {
  const faults: string[] = []
  const look = (where: string, wording: NoticeWording) => {
    for (const language of noticeLanguages) {
      const text = wording[language]
      for (const [, name = ''] of text.matchAll(placePattern))
        if (!known.has(name))
          faults.push(`/${where}/${language} names {{${name}}}; there are ${noticePlaces.join(', ')}`)
      if (/[{}]/.test(text.replace(placePattern, ''))) faults.push(`/${where}/${language} holds a brace of no place`)
      if (notWords.test(text)) faults.push(`/${where}/${language} holds something that is no plain words`)
    }
  }
  for (const name of ['subject', 'opening', 'found', 'closing'] as const) look(name, notices[name])
  for (const [n, { kinds: named, text }] of notices.advice.entries()) {
    look(`advice/${n}/text`, text)
    for (const kind of named) if (!kinds.has(kind)) faults.push(`/advice/${n}/kinds names ${kind}, which there is not`)
  }
  for (const [name, place] of needed)
    for (const language of noticeLanguages)
      if (!notices[name][language].includes(`{{${place}}}`))
        faults.push(`/${name}/${language} does not say {{${place}}}`)
  return faults
}

export interface NoticeFacts {
  values: Readonly<Record<NoticePlace, string>>
  /** How many of each kind, the most first, with the label of the kind. */
  counts: readonly { kind: string; label: string; events: number }[]
  exercise: boolean
}

export function noticeOf(
  notices: OwnerNotices,
  language: NoticeLanguage,
  { values, counts, exercise }: NoticeFacts,
): { subject: string; text: string } {
  const say = (wording: NoticeWording) =>
    wording[language].replace(placePattern, (whole, name: string) =>
      known.has(name) ? values[name as NoticePlace] : whole,
    )
  const there = new Set(counts.map(({ kind }) => kind))
  const advice = notices.advice.filter(({ kinds }) => kinds.some((kind) => there.has(kind)))
  const edge = `${exercise ? 'EXERCISE ' : ''}${values.marking}`
  const lines = counts.map(({ kind, label, events }) => `- ${label} (${kind}): ${events}`)
  const parts = [edge, say(notices.opening), [say(notices.found), ...lines].join('\n')]
  const text = [...parts, ...advice.map((one) => say(one.text)), say(notices.closing), edge].join('\n\n')
  return { subject: `${exercise ? 'EXERCISE ' : ''}${say(notices.subject)}`, text }
}

export function languageFor(notices: OwnerNotices, country: string | null): NoticeLanguage {
  return (country === null ? undefined : notices.languages[country]) ?? 'en'
}
