// Whom to tell of victims in a country, in which language, and in which words: as little as is needed, and nothing of the operation.
import type { Obtained } from '../../model/operations/operation.ts'
import type { NoticeState, VictimTexts } from '../../model/victims/notice.ts'
import type { Life } from '../life.ts'

export interface Register {
  id: string
  name: string
  kind: string
  country: string | null
  active: boolean
}

/** The CSIRT of the country, else its authority; null where the register knows none: then somebody names one. */
export function routeTo(country: string, register: readonly Register[]): { name: string; organisation: string } | null {
  for (const kind of ['csirt', 'authority']) {
    const found = register.find((one) => one.active && one.kind === kind && one.country === country)
    if (found) return { name: found.name, organisation: found.id }
  }
  return null
}

export interface Drafted {
  language: string
  subject: string
  text: string
}

export function draftNotice(
  { kind, count, sealed }: Pick<Obtained, 'kind' | 'count' | 'sealed'>,
  country: string,
  { texts }: VictimTexts,
  { contact, exercise, language }: { contact: string; exercise: boolean; language?: string | undefined },
): Drafted | null {
  const chosen = language
    ? texts.find((one) => one.language === language)
    : (texts.find(({ countries }) => countries.includes(country)) ??
      texts.find(({ countries }) => countries.length === 0))
  if (!chosen) return null
  const values: Record<string, string> = { count: grouped(count), what: chosen.words[kind] ?? kind, sealed, contact }
  // Once, from left to right: what is put in is never read as a place to put something in.
  const filled = (text: string) =>
    text.replace(/\{(count|what|sealed|contact)\}/g, (_, name: string) => values[name] ?? '')
  const first = exercise ? 'EXERCISE EXERCISE EXERCISE\n\n' : ''
  const subject = `${exercise ? 'EXERCISE: ' : ''}${filled(chosen.subject)}`
  return { language: chosen.language, subject: subject.slice(0, 300), text: `${first}${filled(chosen.text)}` }
}

/** Digits in threes with a narrow space, as all of these languages read them. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f')

export type NoticeEvent = 'approve' | 'send' | 'receive' | 'withdraw'
const sent = { not: 'It was sent.' }
const gone = { not: 'It was withdrawn. Draft another one.' }
const received = { not: 'It was received.' }
export const noticeLife: Life<NoticeState, NoticeEvent> = {
  draft: {
    approve: { to: 'approved' },
    send: { not: 'Somebody who did not draft it has to approve it first.' },
    receive: { not: 'It was not sent yet.' },
    withdraw: { to: 'withdrawn' },
  },
  approved: {
    approve: { not: 'It is approved.' },
    send: { to: 'sent' },
    receive: { not: 'It was not sent yet.' },
    withdraw: { to: 'withdrawn' },
  },
  sent: { approve: sent, send: sent, receive: { to: 'received' }, withdraw: sent },
  received: { approve: received, send: received, receive: received, withdraw: received },
  withdrawn: { approve: gone, send: gone, receive: gone, withdraw: gone },
}
