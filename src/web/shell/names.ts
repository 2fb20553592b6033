// Names for ids: persons and organisations as this reader may see them, and who an actor of the journal is.
import { useMemo } from 'react'
import { listOrganisations, listPersons } from '#people/api.ts'
import { useAsk } from '../ask.ts'
import type { Choice } from '../kit/Field.tsx'
import { say } from '../say.ts'

export interface Names {
  person: (id: string) => string
  organisation: (id: string) => string
  /** `person:<id>`, `person:<id>/token:<id>`, `system:<job>`. */
  actor: (text: string) => string
  persons: readonly Choice[]
  organisations: readonly Choice[]
}

export function useNames(): Names {
  const persons = useAsk(listPersons, { limit: 500 }, { timeless: true, hears: ['people.'] })
  const organisations = useAsk(listOrganisations, { limit: 500 }, { timeless: true, hears: ['people.'] })
  return useMemo(() => {
    const personNames = new Map((persons.data?.items ?? []).map((it) => [it.id, it.name]))
    const organisationNames = new Map((organisations.data?.items ?? []).map((it) => [it.id, it.shortName ?? it.name]))
    const person = (id: string) => personNames.get(id) ?? say('a person you may not see')
    return {
      person,
      organisation: (id) => organisationNames.get(id) ?? say('an organisation you may not see'),
      actor: (text) => actorWord(text, person),
      persons: (persons.data?.items ?? [])
        .filter((it) => it.status === 'active')
        .map((it) => ({ value: it.id, label: it.name, group: organisationNames.get(it.organisation) ?? '' })),
      organisations: (organisations.data?.items ?? [])
        .filter((it) => it.active)
        .map((it) => ({ value: it.id, label: it.name, group: it.country ?? '' })),
    }
  }, [persons.data, organisations.data])
}

function actorWord(text: string, person: (id: string) => string): string {
  const [who, via] = text.split('/')
  const [kind, id] = (who ?? '').split(':')
  if (kind === 'person' && id) return via ? say('{name} (by an API token)', { name: person(id) }) : person(id)
  if (kind === 'system') return say('the node ({job})', { job: id ?? '' })
  if (kind === 'local') return say('the console of the node')
  return text
}
