// A button that begins something, and then shows it.
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listCrises } from '#coordinate/api/crises.ts'
import { useAsk } from '#web/ask.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { useChoices } from '#web/place.ts'
import { startsFor } from './starts.ts'

export function Start({ what, small }: { what: keyof ReturnType<typeof startsFor>; small?: boolean }): ReactNode {
  const [{ crisis }] = useChoices('crisis')
  const navigate = useNavigate()
  const crises = useAsk(listCrises, { limit: 200 }, { hears: ['coordinate.crisis'] }).data?.items ?? []
  function show(answer: unknown): void {
    const { id } = answer as { id: string }
    void navigate({ to: '/recover/$id', params: { id } })
  }
  return <Acts small={small ?? false} acts={[startsFor(crises, crisis)[what]]} onDone={show} />
}
