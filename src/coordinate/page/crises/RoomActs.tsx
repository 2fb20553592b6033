// The ladder, the decisions and the tasks of a crisis, small: where each stands, and what waits.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge, PriorityBadge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import type { Search } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { RoomShown } from './CrisisForm.tsx'
import { DueIn } from './DueIn.tsx'
import { useCrisisNames } from './words.ts'

const shown = 5

export function Whole({ tab }: { tab: string }): ReactNode {
  return (
    <Link to="." search={(old: Search) => ({ ...old, tab })} className="small no-print">
      {say('All of it')}
    </Link>
  )
}

export function RoomLadder({ room }: { room: RoomShown }): ReactNode {
  const names = useCrisisNames()
  const moved = room.rungs.filter((it) => it.moved)
  return (
    <Card title={say('Ladder')} aside={<Whole tab="ladder" />}>
      {room.steps.length > 0 ? (
        <ul className="room-list">
          {room.steps.slice(0, shown).map((it) => (
            <li key={it.key}>
              <span className="grow">
                {names.network(it.network)}: {names.mode(it.network, it.from)} →{' '}
                <strong>{names.mode(it.network, it.to)}</strong>
              </span>
              <Badge tone="warn">{say('to decide')}</Badge>
            </li>
          ))}
        </ul>
      ) : null}
      <ul className="room-list">
        {moved.map((it) => (
          <li key={it.network}>
            <span className="grow">
              {names.network(it.network)}: <strong>{names.mode(it.network, it.mode)}</strong>
            </span>
            <span className="quiet small">
              <Time at={it.since} />
            </span>
          </li>
        ))}
      </ul>
      {moved.length === 0 ? <p className="quiet small">{say('Every network stands on its first rung.')}</p> : null}
    </Card>
  )
}

export function RoomDecisions({ room }: { room: RoomShown }): ReactNode {
  const names = useNames()
  return (
    <Card title={say('Decisions')} aside={<Whole tab="decisions" />}>
      {room.decisions.length === 0 ? <p className="quiet small">{say('None yet.')}</p> : null}
      <ul className="room-list">
        {room.decisions.slice(0, shown).map((it) => (
          <li key={it.id}>
            <span className="grow">
              {it.question}
              {it.chosen ? (
                <span className="quiet">
                  {' '}
                  {it.chosen} {it.by ? `(${names.actor(it.by)})` : ''}
                </span>
              ) : null}
            </span>
            {it.status === 'decided' ? (
              <Badge tone="good">{say('decided')}</Badge>
            ) : (
              <Badge tone="warn">{it.status === 'for-second' ? say('second person') : say('open')}</Badge>
            )}
          </li>
        ))}
      </ul>
      <More of={room.counts.decisions} shown={shown} />
    </Card>
  )
}

export function RoomTasks({ room }: { room: RoomShown }): ReactNode {
  const names = useNames()
  const { counts } = room
  return (
    <Card
      title={say('Tasks')}
      aside={
        <span className="row small">
          {counts.tasksNotAcknowledged > 0 ? (
            <Badge tone="warn">{say('{n} not acknowledged', { n: counts.tasksNotAcknowledged })}</Badge>
          ) : null}
          {counts.tasksOverdue > 0 ? <Badge tone="bad">{say('{n} overdue', { n: counts.tasksOverdue })}</Badge> : null}
          <Whole tab="tasks" />
        </span>
      }
    >
      {room.tasks.length === 0 ? <p className="quiet small">{say('None is open.')}</p> : null}
      <ul className="room-list">
        {room.tasks.slice(0, shown + 1).map((it) => (
          <li key={it.id}>
            <span className="grow">
              {it.title}{' '}
              <span className="quiet small">{it.person ? names.person(it.person) : say('whoever is on duty')}</span>
            </span>
            {it.priority === 'normal' ? null : <PriorityBadge priority={it.priority} />}
            {it.status === 'assigned' ? <Badge tone="warn">{say('not acknowledged')}</Badge> : null}
            {it.due ? <DueIn at={it.due} /> : null}
          </li>
        ))}
      </ul>
      <More of={counts.tasks} shown={shown + 1} />
    </Card>
  )
}

export function More({ of, shown: here }: { of: number; shown: number }): ReactNode {
  return of > here ? <p className="quiet small">{say('and {n} more', { n: of - here })}</p> : null
}
