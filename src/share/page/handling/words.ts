// Words on the pages of handling for what the contracts answer.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { AdviceAnswer } from '../../model/advice.ts'
import type { Check, ContentKind } from '../../model/guideline.ts'
import type { NotReleased } from '../../model/release.ts'

const answers: Record<AdviceAnswer, { word: string; tone: Tone }> = {
  fits: { word: 'As it should be', tone: 'good' },
  lower: { word: 'Less would do', tone: 'warn' },
  'read-first': { word: 'Read it first', tone: 'accent' },
  raise: { word: 'Too low', tone: 'bad' },
}
export const answerWord = (answer: AdviceAnswer) => say(answers[answer].word)
export const answerTone = (answer: AdviceAnswer) => answers[answer].tone

const contents: Record<ContentKind, string> = {
  'personal-data': 'Personal data',
  'victim-named': 'An affected organisation is named',
  'unpatched-vulnerability': 'A vulnerability without a fix',
  'source-protection': 'A source to be protected',
  'third-party-marking': 'A label that somebody else put on it',
}
export const contentWord = (content: ContentKind) => say(contents[content])

const not: Record<NotReleased, string> = {
  unknown: 'You may not read it',
  'changed-since': 'Changed since it was proposed',
  'not-higher': 'Not marked higher',
  'rests-on-more': 'Rests on something that allows no less',
  'others-record': 'Belongs to another organisation',
  'content-asks-more': 'Its content asks for more',
}
export const notReleasedWord = (refusal: NotReleased) => say(not[refusal])

const statuses: Record<string, { word: string; tone: Tone }> = {
  proposed: { word: 'Waits for a second person', tone: 'accent' },
  released: { word: 'Released', tone: 'good' },
  rejected: { word: 'Rejected', tone: 'warn' },
  withdrawn: { word: 'Withdrawn', tone: 'quiet' },
  draft: { word: 'Draft', tone: 'plain' },
  adopted: { word: 'In force', tone: 'good' },
  superseded: { word: 'Superseded', tone: 'quiet' },
}
export const statusWord = (status: string) => say(statuses[status]?.word ?? status)
export const statusTone = (status: string) => statuses[status]?.tone ?? 'plain'

const known: Record<string, string> = {
  primary: 'read in the act',
  agency: 'from the publisher',
  seed: 'from an article about the proposal; the act was not read',
  secondary: 'from others',
  unverified: 'not verified',
}
export const verificationWord = (verification: string) => say(known[verification] ?? verification)

/** What the software checks by a rule, in a sentence. */
export function checkWord(check: Check): string {
  switch (check.is) {
    case 'base':
      return say('Where nothing asks for more, TLP:{tlp} is enough.', { tlp: check.tlp })
    case 'at-least':
      return say('{content}: TLP:{tlp} or higher.', { content: contentWord(check.content), tlp: check.tlp })
    case 'at-most':
      return say('{records}: at most TLP:{tlp}.', { records: check.records.join(', '), tlp: check.tlp })
    case 'reason':
      return say('From TLP:{tlp} on a reason is asked for.', { tlp: check.from })
    case 'review':
      return say('From TLP:{tlp} on a day of review within {days} days is asked for.', {
        tlp: check.from,
        days: check.withinDays,
      })
    case 'no-classified':
      return say('Marks of classified information are looked for.')
  }
}

export function percent(share: number | null): string {
  return share === null ? say('none counted') : `${(share * 100).toLocaleString('en', { maximumFractionDigits: 1 })} %`
}
