// Telling an organisation by mail what was reported about its networks and it was not told yet.
import type { ReactNode } from 'react'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { tellOwner } from '../../api/reports.ts'

export function TellOwner({ organisation }: { organisation: string }): ReactNode {
  const telling = useTell(tellOwner)
  const may = useMay()
  if (!may(tellOwner)) return null
  async function tell(): Promise<void> {
    const { told, heldBack, to } = await telling.tell({ organisation })
    const kept = heldBack > 0 ? ` ${say('{n} are marked higher and stayed here.', { n: String(heldBack) })}` : ''
    toast(`${say('{n} are on their way to {to}.', { n: String(told), to })}${kept}`)
  }
  return (
    <div className="stack tight no-print">
      <Problem error={telling.error} />
      <div className="row">
        <Button isPending={telling.pending} onPress={() => void tell().catch(() => undefined)}>
          {say('Tell them by mail what they were not told')}
        </Button>
      </div>
    </div>
  )
}
