// What our people said about the events of a server, and whether it went there: sent, waiting with the reason, or not taken.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { listMispSent } from '../../api/misp.ts'
import type { Source } from './SourcesTab.tsx'

export function SentDialog({ source, onClose }: { source: Source; onClose: () => void }): ReactNode {
  const asked = useAsk(listMispSent, { id: source.id }, { everySeconds: 30, present: true })
  const items = asked.data?.items ?? []
  return (
    <Dialog title={say('What went back to {name}', { name: source.name })} open onClose={onClose} wide>
      {asked.isPending ? <Skeleton lines={3} /> : null}
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.data && items.length === 0 ? (
        <Empty title={say('Nothing has gone there yet.')}>
          {source.sends
            ? say('Open one of its events and say what you saw: it goes with the next turn.')
            : say('Nothing goes back to this server until somebody decides that: Send answers back.')}
        </Empty>
      ) : null}
      <ul className="plain-list bordered">
        {items.map(({ remark, kind, text, at, refused, error }) => (
          <li key={remark} className="stack tight">
            <p className="row">
              <Badge>{kind === 'sighting' ? say('Sighting') : say('Proposal')}</Badge>
              <span className="federate-breaks">{text}</span>
              {at ? (
                <Time at={at} />
              ) : (
                <Badge tone={refused ? 'bad' : 'warn'}>{refused ? say('Not taken') : say('Waits')}</Badge>
              )}
            </p>
            {error ? <p className="small note warn">{error}</p> : null}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
