// Where one is: the address holds the realm, the moment, and everything that was chosen on a page.
import { useNavigate, useSearch } from '@tanstack/react-router'

/** What follows the question mark. Every value is text; lists are parted by commas. */
export interface Search {
  /** `exercise:<id>`; left out: live. */
  realm?: string | undefined
  /** Set while the past is shown. */
  asOf?: string | undefined
  [key: string]: string | undefined
}

export interface Place {
  realm: string
  asOf: string | undefined
}

const realmPattern = /^exercise:[a-z0-9][a-z0-9-]{0,63}$/

/** Keeps what makes sense: a realm that may exist, a moment that is one, and all else as text. */
export function checkSearch(search: Record<string, unknown>): Search {
  const { realm, asOf, ...rest } = search
  const kept: Search = {}
  for (const [key, value] of Object.entries(rest))
    if (value !== undefined && value !== null && value !== '') kept[key] = String(value)
  // A key that is there but empty means "leave it", and must stay there, or the old value would be carried on.
  if ('realm' in search) kept.realm = typeof realm === 'string' && realmPattern.test(realm) ? realm : undefined
  if ('asOf' in search) kept.asOf = momentOf(asOf)
  return kept
}

function momentOf(text: unknown): string | undefined {
  const at = typeof text === 'string' ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

function useEverything(): Search {
  return useSearch({ strict: false })
}

export function usePlace(): Place {
  const search = useEverything()
  return { realm: search.realm ?? 'live', asOf: search.asOf }
}

export type Chosen<K extends string> = { [P in K]?: string | undefined }

/** The named choices of this page, and how to change them. Replaces the step in the history unless told. */
export function useChoices<K extends string>(
  ...keys: K[]
): [Chosen<K>, (next: Chosen<K>, step?: 'push' | 'replace') => void] {
  const search = useEverything()
  const navigate = useNavigate()
  const chosen: Chosen<K> = {}
  for (const key of keys) chosen[key] = search[key]
  function choose(next: Chosen<K>, step: 'push' | 'replace' = 'replace'): void {
    void navigate({
      to: '.',
      search: (old: Search) => ({ ...old, ...next }),
      replace: step === 'replace',
      resetScroll: false,
    })
  }
  return [chosen, choose]
}

/** Moves to another moment on the same page; undefined is now. */
export function useMoment(): (asOf: string | undefined) => void {
  const navigate = useNavigate()
  return (asOf) => {
    void navigate({ to: '.', search: (old: Search) => ({ ...old, asOf }), replace: true, resetScroll: false })
  }
}

/** Changes realm, and starts at its picture: nothing that was chosen in one realm exists in another. */
export function useRealm(): (realm: string) => void {
  const navigate = useNavigate()
  return (realm) => {
    void navigate({ to: '/picture', search: { realm: realm === 'live' ? undefined : realm, asOf: undefined } })
  }
}

export function listOf(text: string | undefined): string[] {
  return text ? text.split(',').filter(Boolean) : []
}

export function asList(values: readonly string[]): string | undefined {
  return values.length > 0 ? values.join(',') : undefined
}
