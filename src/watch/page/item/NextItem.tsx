// On to the next item that nobody has judged yet, without going back to the list.
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { useKeys } from '#web/keys.ts'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { listItems } from '../../api.ts'

export function NextItem({ id, cameIn }: { id: string; cameIn: string | undefined }): ReactNode {
  const navigate = useNavigate()
  const { asOf } = usePlace()
  const waiting = useAsk(listItems, { status: ['suggested'], limit: 100 }, { hears: ['watch.item'], keep: true })
  const items = waiting.data?.items ?? []
  const here = items.findIndex((item) => item.id === id)
  // What is judged already no longer stands among those that wait: then those that came in before it are next.
  const older = items.find((item) => item.id !== id && cameIn !== undefined && item.state.fetchedAt <= cameIn)
  const next = (here === -1 ? older : items[here + 1]) ?? items.find((item) => item.id !== id)

  function go(): void {
    if (!next) toast(say('No other item waits to be judged.'))
    else void navigate({ to: '/watch/$id', params: { id: next.id } })
  }
  // In the past, `n` comes back to now.
  useKeys(asOf ? {} : { n: go })
  if (!next) return null
  return (
    <button type="button" className="link-button no-print" onClick={go}>
      {say('Next to judge')} → <kbd>n</kbd>
    </button>
  )
}
