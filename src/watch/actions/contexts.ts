// What an analysis knows beside the text: the watch-list and the register of organisations, as the owner of the text sees
// them, and its changes to the lexicons. Kept per organisation until one of them changes.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Journal, View } from '#platform/journal/types.ts'
import type { LexiconTerm } from '../api/lexicon.ts'
import { nameRecord } from '../events/name.ts'
import { termRecord } from '../events/term.ts'
import type { KnownName } from '../model.ts'
import { knownNames } from '../store/names.ts'
import { changedTerms } from '../store/terms.ts'

export interface Context {
  /** Two contexts of one key are the same. */
  key: string
  names: readonly KnownName[]
  terms: readonly LexiconTerm[]
}

export const emptyContext: Context = { key: '', names: [], terms: [] }

const organisationRecordName = 'people.organisation'
const watched = new Set<string>([nameRecord.name, termRecord.name, organisationRecordName])
const mostKept = 50

export interface Contexts {
  /** What texts of this organisation are read with. */
  of(realm: Realm, organisation: Id): Promise<Context>
}

export function createContexts(journal: Journal): Contexts {
  const kept = new Map<string, Promise<Context>>()
  let number = 0
  journal.onCommitted((batch) => {
    // An empty batch says that some may have been missed.
    if (batch.length === 0 || batch.some(({ record }) => watched.has(record))) kept.clear()
  })
  return {
    of(realm, organisation) {
      const key = `${realm} ${organisation}`
      const known = kept.get(key)
      if (known) return known
      number += 1
      const made = load(journal, organisationView(realm, organisation), organisation, `${key} ${number}`)
      kept.set(key, made)
      made.catch(() => kept.delete(key))
      const oldest = kept.keys().next()
      if (kept.size > mostKept && !oldest.done) kept.delete(oldest.value)
      return made
    },
  }
}

/** As all of the organisation's people see it: what one person alone may read must not colour what the others see. */
function organisationView(realm: Realm, organisation: Id): View {
  const reader = { kind: 'local', id: 'watch', person: null, organisation, clientOf: [], communities: [], roles: [] }
  return { reader: { ...reader, kind: 'local', realms: [realm] }, realm }
}

async function load(journal: Journal, view: View, organisation: Id, key: string): Promise<Context> {
  const [names, terms] = await Promise.all([
    knownNames(journal, view, organisation),
    changedTerms(journal, view, organisation),
  ])
  return { key, names, terms: terms.map(({ state }) => state) }
}
