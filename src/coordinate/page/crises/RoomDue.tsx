// What is due in a crisis: the next report first, then the clocks of the law, then whom the framework asks to be told.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { doBeat } from '../../api/crises.ts'
import type { RoomShown } from './CrisisForm.tsx'
import { DueIn } from './DueIn.tsx'
import { More, Whole } from './RoomActs.tsx'
import type { RoomProps } from './RoomTab.tsx'
import { beatWord } from './words.ts'

const shown = 5

export function beatsByDue(beats: RoomShown['beats']): RoomShown['beats'] {
  return beats.filter((it) => it.next !== null).sort((a, b) => ((a.next ?? '') < (b.next ?? '') ? -1 : 1))
}

export function RoomDue({ crisis, room, onEdit, still }: RoomProps): ReactNode {
  const may = useMay()
  const { asOf } = usePlace()
  const mayDo = !still && !asOf && may(doBeat) && crisis.state.status !== 'closed'
  const [first, ...rest] = beatsByDue(room.beats)
  return (
    <Card
      title={say('Due next')}
      className="room-due"
      aside={
        mayDo ? (
          <Button small kind="quiet" icon="plus" onPress={() => onEdit('beat')}>
            {say('Add')}
          </Button>
        ) : null
      }
    >
      {first?.next ? (
        <div className="due-first">
          <span className="stack tight">
            <strong>{first.what}</strong>
            <span className="quiet small">
              {beatWord(first.kind)}
              {first.owner ? ` · ${first.owner}` : ''}
              {first.missed > 0 ? ` · ${say('{n} missed', { n: first.missed })}` : ''}
            </span>
          </span>
          <DueIn at={first.next} large />
          {mayDo ? (
            <Button small icon="check" onPress={() => onEdit('done', first.key)}>
              {say('Done')}
            </Button>
          ) : null}
        </div>
      ) : (
        <p className="quiet small">{say('Nothing comes round. Put the next report into the rhythm.')}</p>
      )}
      <ul className="room-list">
        {rest.slice(0, shown).map((it) => (
          <li key={it.key}>
            <span className="grow">
              {it.what}{' '}
              {it.missed > 0 ? <span className="quiet small">{say('{n} missed', { n: it.missed })}</span> : null}
            </span>
            {it.next ? <DueIn at={it.next} /> : null}
            {mayDo ? (
              <Button
                small
                kind="quiet"
                bare
                icon="check"
                aria-label={say('Done: {what}', { what: it.what })}
                onPress={() => onEdit('done', it.key)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <More of={rest.length} shown={shown} />
    </Card>
  )
}

export function RoomClocks({ room }: { room: RoomShown }): ReactNode {
  const { counts } = room
  return (
    <Card
      title={say('Clocks of the law')}
      aside={
        <span className="row small">
          {counts.clocksOverdue > 0 ? (
            <Badge tone="bad">{say('{n} overdue', { n: counts.clocksOverdue })}</Badge>
          ) : null}
          <Link to="/clocks" className="no-print">
            {say('Wall of clocks')}
          </Link>
        </span>
      }
    >
      {room.clocks.length === 0 ? <p className="quiet small">{say('No clock runs for these incidents.')}</p> : null}
      <ul className="room-list">
        {room.clocks.slice(0, shown).map((it) => (
          <li key={it.id}>
            <span className="grow">
              {it.name}{' '}
              <span className="quiet small">
                {it.entityName}
                {it.reference ? ` · ${it.reference}` : ''}
              </span>
            </span>
            {it.tentative ? <Badge>{say('if the answer is yes')}</Badge> : null}
            {it.due ? <DueIn at={it.due} /> : <span className="quiet small">{say('no limit')}</span>}
          </li>
        ))}
      </ul>
      <More of={counts.clocks} shown={shown} />
    </Card>
  )
}

export function RoomNotices({ room }: { room: RoomShown }): ReactNode {
  if (room.notices.length === 0) return null
  return (
    <Card title={say('To be told')} aside={<Whole tab="notices" />}>
      <ul className="room-list">
        {room.notices.slice(0, shown).map((it) => (
          <li key={it.id}>
            <span className="grow">
              {it.title} <span className="quiet small">{say('{n} of {m} told', { n: it.told, m: it.recipients })}</span>
            </span>
            {it.due ? <DueIn at={it.due} /> : null}
          </li>
        ))}
      </ul>
      <More of={room.counts.notices} shown={shown} />
    </Card>
  )
}
