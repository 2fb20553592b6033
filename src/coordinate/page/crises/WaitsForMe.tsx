// What waits for this person: tasks that were given to them and that they have not said they have. One thumb is enough.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { useKeys } from '#web/keys.ts'
import { PriorityBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMe } from '#web/session.ts'
import { acknowledgeTask } from '../../api/tasks.ts'
import type { RoomShown } from './CrisisForm.tsx'
import { DueIn } from './DueIn.tsx'

export function WaitsForMe({ room }: { room: RoomShown }): ReactNode {
  const me = useMe()
  const { asOf } = usePlace()
  const act = useTell(acknowledgeTask)
  const [sent, setSent] = useState('')
  const mine = room.tasks.filter((it) => it.status === 'assigned' && it.person === me.id)
  const acknowledge = ({ id, version }: { id: string; version: number }) => {
    setSent(id)
    act
      .tell({ id, version })
      .then(() => toast(say('You have it.')))
      .catch(() => undefined)
  }
  useKeys({ a: () => mine[0] && !asOf && acknowledge(mine[0]) })
  if (mine.length === 0 || asOf) return null
  return (
    <Card title={say('Yours to acknowledge')} className="waits-for-me">
      <ul className="room-list">
        {mine.map((it) => (
          <li key={it.id}>
            <span className="grow">
              {it.title} <PriorityBadge priority={it.priority} />{' '}
              {it.acknowledgeBy ? <DueIn at={it.acknowledgeBy} /> : null}
            </span>
            <Button kind="first" icon="check" isPending={act.pending && sent === it.id} onPress={() => acknowledge(it)}>
              {say('I have it')}
            </Button>
          </li>
        ))}
      </ul>
      <Problem error={act.error} />
    </Card>
  )
}
