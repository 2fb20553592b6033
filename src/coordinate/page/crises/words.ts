// The words of crises on screen: states, kinds, roles, domains, networks; ids become names by the lists of the node.
import { useMemo } from 'react'
import { useAsk } from '#web/ask.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import { crisisWords } from '../../api/crises.ts'
import { ladderTable } from '../../api/ladder.ts'
import type { CrisisStatus } from '../../model/crisis.ts'
import type { CrisisMove } from '../../rules/crises/lifecycle.ts'

export function statusWord(status: CrisisStatus): string {
  return { open: say('Open'), 'standing-down': say('Standing down'), closed: say('Closed') }[status]
}

export const statusTones = { open: 'bad', 'standing-down': 'warn', closed: 'quiet' } as const

export function kindWord(kind: 'cyber' | 'hybrid'): string {
  return kind === 'hybrid' ? say('Hybrid campaign') : say('Cyber crisis')
}

export function moveWord(move: CrisisMove): string {
  return { 'stand-down': say('Stand down'), close: say('Close'), reopen: say('Reopen') }[move]
}

export function audienceWord(audience: string): string {
  const words: Record<string, string> = {
    public: say('Public'),
    press: say('Press'),
    partners: say('Partners'),
    staff: say('Staff'),
  }
  return words[audience] ?? audience
}

export function beatWord(kind: string): string {
  const words: Record<string, string> = {
    report: say('Report'),
    meeting: say('Meeting'),
    brief: say('Brief'),
    'hand-over': say('Hand-over'),
    press: say('Press'),
    other: say('Other'),
  }
  return words[kind] ?? kind
}

export interface CrisisNames {
  domain: (id: string) => string
  role: (id: string) => string
  network: (id: string) => string
  mode: (network: string, id: string) => string
  domains: readonly Choice[]
  roles: readonly Choice[]
}

export function useCrisisNames(): CrisisNames {
  const words = useAsk(crisisWords, {}, { timeless: true }).data
  const table = useAsk(ladderTable, {}, { timeless: true }).data
  return useMemo(() => {
    const named = (list: readonly { id: string; label: string }[] | undefined) =>
      new Map((list ?? []).map((it) => [it.id, it.label]))
    const [domains, roles] = [named(words?.domains.items), named(words?.roles.items)]
    const networks = new Map((table?.networks ?? []).map((it) => [it.id, it]))
    const choices = (list: ReadonlyMap<string, string>) => [...list].map(([value, label]) => ({ value, label }))
    return {
      domain: (id) => domains.get(id) ?? id,
      role: (id) => roles.get(id) ?? id,
      network: (id) => networks.get(id)?.name ?? id,
      mode: (network, id) => networks.get(network)?.modes.find((it) => it.id === id)?.name ?? id,
      domains: choices(domains),
      roles: choices(roles),
    }
  }, [words, table])
}
