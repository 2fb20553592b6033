// Claims of the ledger and findings about services, as choices to be linked.
import { listFindings } from '#sustain/api/services.ts'
import { listClaims } from '#watch/api/claims.ts'
import { useAsk } from '#web/ask.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'

const most = 100

/** Those that are not linked yet; each value is a kind of record and an id. */
export function useLinkable(linked: readonly { id: string }[]): readonly Choice[] {
  const findings = useAsk(listFindings, { limit: most }, { hears: ['sustain.reachFinding'] })
  const claims = useAsk(listClaims, { limit: most }, { hears: ['watch.claim'] })
  const there = new Set(linked.map(({ id }) => id))
  return [
    ...(findings.data?.findings ?? []).map(({ id, state }) => ({
      ...{ id, value: `sustain.reachFinding ${id}`, group: say('Findings about services') },
      label: `${state.name}: ${state.verdict.state}`,
    })),
    ...(claims.data?.items ?? []).map(({ id, state }) => ({
      ...{ id, value: `watch.claim ${id}`, group: say('Claims') },
      label: state.proposition,
    })),
  ].filter(({ id }) => !there.has(id))
}
