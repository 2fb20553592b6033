// What happened with a peer, the newest first.
import type { ReactNode } from 'react'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { PeerShown } from './PeerPage.tsx'

export function PeerHistory({ history }: { history: PeerShown['history'] }): ReactNode {
  const names = useNames()
  return (
    <Card title={say('History')}>
      <ul className="plain-list">
        {history.map(({ entry, at, by, what, words }) => (
          <li key={entry}>
            <Time at={at} /> {names.actor(by)} {say(what)}
            {words ? <span className="quiet"> · {words}</span> : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}
