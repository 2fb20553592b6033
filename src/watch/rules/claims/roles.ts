// In which role a holder speaks: as an authority, an expert, an unnamed source, or a party that speaks of its own affairs.
import type { ClaimRole } from '../../model.ts'
import type { LanguageIndex } from './data.ts'

export interface Role {
  role: ClaimRole
  why: string
}

/** `words` are those of the holder, `aside` the clause around it, where anonymity is asked for. */
export function roleOf(words: string | null, name: string | null, aside: string, language: LanguageIndex): Role {
  if (words === null) return { role: 'unattributed', why: 'nobody is named' }
  const { roles } = language
  const lower = `${words} ${name ?? ''}`.toLowerCase()
  const tokens = lower.split(/[^\p{L}\p{N}-]+/u).filter((word) => word !== '')
  const has = (set: Set<string>): string | undefined => tokens.find((word) => set.has(word))
  const asked = language.anonymous.find((phrase) => aside.includes(phrase) || lower.includes(phrase))
  if (asked !== undefined) return { role: 'anonymous', why: `an unnamed source ("${asked}")` }
  const named = /\p{Lu}\p{Ll}/u.test(words.replace(/^\p{Lu}/u, '')) || /^\p{Lu}\p{Ll}+ \p{Lu}/u.test(words)
  const hidden = has(roles.anonymous)
  if (hidden !== undefined && !/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(words))
    return { role: 'anonymous', why: `an unnamed source ("${hidden}")` }
  const expert = has(roles.expert)
  if (expert !== undefined) return { role: 'expert', why: `speaks by knowledge ("${expert}")` }
  const official = has(roles.official)
  if (official !== undefined) return { role: 'official', why: `an authority ("${official}")` }
  return { role: 'first-hand', why: named ? 'a named party' : 'a party to it' }
}
