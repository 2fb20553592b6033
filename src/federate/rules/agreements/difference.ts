// What one version of an agreement says otherwise than another, part by part, in the sentences in which each is read.
import type { AgreementTerms } from '../../model/agreement.ts'
import type { KindsFile } from '../../model/kinds.ts'
import { flowSentences } from './sentences.ts'

export interface Difference {
  part: string
  before: string
  after: string
}

type Labels = Pick<KindsFile, 'kinds' | 'severities' | 'formats'>

export function differencesOf(before: AgreementTerms, after: AgreementTerms, labels: Labels): Difference[] {
  const [old, now] = [partsOf(before, labels), partsOf(after, labels)]
  return now.flatMap(([part, text], at) => {
    const was = old[at]?.[1] ?? ''
    return was === text ? [] : [{ part, before: was, after: text }]
  })
}

/** The same parts in the same order for each version. */
function partsOf(terms: AgreementTerms, labels: Labels): [string, string][] {
  const { limits } = terms
  const rate = limits.kilobytesPerSecond === null ? '' : `, ${limits.kilobytesPerSecond} kilobytes in a second`
  return [
    ['Title', terms.title],
    ['Purpose', terms.purpose],
    ['Parties', terms.parties.map(({ name }) => name).join('\n')],
    ['Who tells whom what', flowSentences(terms, labels).join('\n')],
    ['Contacts', terms.contacts.map(contactLine).join('\n')],
    ['When the line is cut', terms.fallback],
    ['Limits', `${limits.lettersPerMinute} letters in a minute${rate}`],
    ['What it rests on', terms.basis.join('\n')],
    ['Valid', `from ${terms.validFrom} ${terms.endsOn === null ? 'without an end' : `to ${terms.endsOn}`}`],
    ['Looked at again', terms.reviewOn],
  ]
}

function contactLine({ purpose, name, email, phone }: AgreementTerms['contacts'][number]): string {
  return [purpose, name, email, phone].filter((one) => one !== undefined && one !== '').join(', ')
}
