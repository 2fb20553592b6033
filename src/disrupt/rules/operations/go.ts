// Do all partners say go? The word of each holds for the revision of the plan that was before them, and not knowing is no go.
import type { Operation, Partner } from '../../model/operations/operation.ts'
import type { Go } from '../../model/operations/plan.ts'

export type Word = 'go' | 'no-go' | 'outdated' | 'silent'
export interface PartnerWord {
  partner: string
  name: string
  mustSign: boolean
  word: Word
  at: string | null
  words: string
}
export interface GoStanding {
  /** yes: all who must have said go to this very plan. no: one of them says no. undetermined: one has not said. */
  go: 'yes' | 'no' | 'undetermined'
  because: string[]
  partners: PartnerWord[]
}

export function goStanding({
  partners,
  goes,
  revision,
}: Pick<Operation, 'partners' | 'goes' | 'revision'>): GoStanding {
  const words = partners.filter(({ left }) => left === null).map((one) => wordOf(one, goes, revision))
  const asked = words.filter(({ mustSign }) => mustSign)
  const no = words.filter(({ word }) => word === 'no-go')
  const missing = asked.filter(({ word }) => word === 'silent' || word === 'outdated')
  if (no.length > 0)
    return {
      go: 'no',
      because: no.map(({ name, words: why }) => `${name} says no go${why ? `: ${why}` : '.'}`),
      partners: words,
    }
  if (asked.length === 0)
    return { go: 'undetermined', because: ['No partner is named whose go is needed.'], partners: words }
  if (missing.length > 0) return { go: 'undetermined', because: missing.map(whyMissing), partners: words }
  return { go: 'yes', because: asked.map(({ name }) => `${name} says go to revision ${revision}.`), partners: words }
}

function wordOf({ key, name, mustSign }: Partner, goes: readonly Go[], revision: number): PartnerWord {
  const said = goes.find(({ partner }) => partner === key)
  const told = { partner: key, name, mustSign, at: said?.at ?? null, words: said?.words ?? '' }
  if (!said) return { ...told, word: 'silent' }
  // A no stands until it is taken back: a new plan does not turn it into a go.
  if (said.says === 'no-go') return { ...told, word: 'no-go' }
  return { ...told, word: said.revision === revision ? 'go' : 'outdated' }
}

const whyMissing = ({ name, word }: PartnerWord) =>
  word === 'outdated' ? `${name} said go to an earlier plan.` : `${name} has not said go.`

/** Why this person may not speak for the partner; null where they may. `heard`: they write down what they were told. */
export function whyNotSign(
  { partners }: Pick<Operation, 'partners'>,
  key: string,
  person: string,
  heard: string | null,
): string | null {
  const partner = partners.find((one) => one.key === key)
  if (!partner) return `There is no partner ${key}.`
  if (partner.left !== null) return `${partner.name} has left the operation.`
  if (partner.signers.includes(person) || heard !== null) return null
  return `You are not named as somebody who signs for ${partner.name}. Say in heard how and from whom you heard it.`
}
