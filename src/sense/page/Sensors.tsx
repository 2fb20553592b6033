// Sensors: which processes at the edge may send, when each was last heard, and what each lost.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { changeSensor, listSensors } from '../api.ts'
import { amount, lostWord } from './words.ts'

type Shown = OutputOf<typeof listSensors>['sensors'][number]

export function Sensors(): ReactNode {
  const list = useAsk(listSensors, {}, { keep: true, everySeconds: 10 })
  const sensors = list.data?.sensors ?? []
  return (
    <div className="stack">
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={3} tall /> : null}
      {list.data && sensors.length === 0 ? (
        <Empty icon="sense" title={say('No sensor is registered')}>
          {say(
            'Register one, make an API token with the scope sense.sendFrame, and start ./tocsin sense where the traffic is.',
          )}
        </Empty>
      ) : null}
      <ul className="item-list">
        {sensors.map((sensor) => (
          <Row key={sensor.id} sensor={sensor} />
        ))}
      </ul>
    </div>
  )
}

function Row({ sensor }: { sensor: Shown }): ReactNode {
  const may = useMay()
  const act = useTell(changeSensor)
  const { state, says, silentSeconds } = sensor
  const silent = state.active && (silentSeconds === null || silentSeconds > 60)
  return (
    <li className="item plain-item">
      <div className="item-main">
        <span className="row">
          <strong>{state.name}</strong>
          {!state.active ? (
            <Badge tone="quiet">{say('not taken from any more')}</Badge>
          ) : silent ? (
            <Badge tone="bad">{say('silent')}</Badge>
          ) : (
            <Badge tone="good">{say('heard')}</Badge>
          )}
        </span>
        <span className="row small">
          <code>{sensor.id}</code>
          <Copy text={sensor.id} label={say('Copy the id')} />
        </span>
        {says ? (
          <>
            <span className="small">
              {say('{datagrams} datagrams, {records} records from {exporters} since', {
                datagrams: amount(says.datagrams),
                records: amount(says.records),
                exporters: sayCount(says.exporters, '{n} exporter', '{n} exporters'),
              })}{' '}
              <Time at={says.startedAt} show="exact" />
            </span>
            <Lost lost={says.lost} />
          </>
        ) : (
          <span className="small quiet">{say('Nothing came from it yet.')}</span>
        )}
        <Problem error={act.error} />
      </div>
      <div className="item-side small quiet">
        {says ? <Time at={says.keptAt} /> : null}
        {may(changeSensor) ? (
          <Button
            small
            isDisabled={act.pending}
            onPress={() =>
              void act.tell({ id: sensor.id, version: sensor.version, active: !state.active }).catch(() => undefined)
            }
          >
            {state.active ? say('Take nothing more') : say('Take again')}
          </Button>
        ) : null}
      </div>
    </li>
  )
}

function Lost({ lost }: { lost: Readonly<Record<string, number>> }): ReactNode {
  const reasons = Object.entries(lost).filter(([, count]) => count > 0)
  if (reasons.length === 0) return <span className="small quiet">{say('Nothing was lost.')}</span>
  return (
    <span className="small late">
      {say('Lost: {what}', {
        what: reasons.map(([reason, count]) => `${amount(count)} ${lostWord(reason)}`).join(' · '),
      })}
    </span>
  )
}
