// One service: what it is taken for, every explanation with its reasons side by side, who sees what, and how it went.
import './services.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { changeWatchedService, showReach } from '../../api/services.ts'
import { Explanations } from './Explanations.tsx'
import { Findings } from './Findings.tsx'
import { ReachCharts } from './ReachCharts.tsx'
import { ServiceDialog } from './ServiceDialog.tsx'
import { addressOf, patternWord, stateTones, stateWord } from './words.ts'

export type ShownReach = OutputOf<typeof showReach>

const spans = [1, 6, 24, 48, 168, 744, 8760]

export function ServicePage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const [{ hours }, choose] = useChoices('hours')
  const chosen = spans.find((one) => String(one) === hours) ?? 6
  const hears = ['sustain.watchedService', 'sustain.reachFinding', 'sustain.vantageHour']
  const shown = useAsk(showReach, { id, hours: chosen }, { keep: true, hears, everySeconds: 20 })
  const above = <Link to="/services">{say('Services')}</Link>
  if (!shown.data)
    return (
      <Page title={say('Service')} above={above}>
        <Problem error={shown.error} onAgain={() => void shown.refetch()} />
        {shown.isPending ? <Skeleton lines={8} tall /> : null}
      </Page>
    )
  return <Whole reach={shown.data} above={above} hours={chosen} onHours={(to) => choose({ hours: to })} />
}

interface WholeProps {
  reach: ShownReach
  above: ReactNode
  hours: number
  onHours: (hours: string) => void
}

function Whole({ reach, above, hours, onHours }: WholeProps): ReactNode {
  const { service, verdict } = reach
  const may = useMay()
  const [changing, setChanging] = useState(false)
  return (
    <Page
      title={service.state.name}
      above={above}
      wide
      lead={
        <span className="row">
          <Badge tone={stateTones[verdict.state]}>{stateWord(verdict.state)}</Badge>
          <span>{sayCount(verdict.witnesses, 'seen from {n} network', 'seen from {n} networks')}</span>
          <span className="quiet">
            {say('as of')} <Time at={reach.at} />
          </span>
          <MarkingBadge marking={service.marking} />
        </span>
      }
      actions={may(changeWatchedService) ? <Button onPress={() => setChanging(true)}>{say('Change')}</Button> : null}
    >
      <div className="stack wide">
        <Explanations verdict={verdict} findings={reach.findings} />
        <SeenTable reach={reach} />
        <Card
          title={say('How it went')}
          aside={
            <SelectField
              label={say('Shown')}
              hideLabel
              value={String(hours)}
              onChange={onHours}
              choices={spans.map((one) => ({ value: String(one), label: spanWord(one) }))}
            />
          }
        >
          <ReachCharts reach={reach} />
        </Card>
        <Findings findings={reach.findings} />
        <How reach={reach} />
      </div>
      {changing ? <ServiceDialog before={service} onClose={() => setChanging(false)} /> : null}
    </Page>
  )
}

function spanWord(hours: number): string {
  if (hours < 48) return sayCount(hours, '{n} hour', '{n} hours')
  return sayCount(Math.round(hours / 24), '{n} day', '{n} days')
}

function SeenTable({ reach }: { reach: ShownReach }): ReactNode {
  if (reach.verdict.seen.length === 0)
    return (
      <p className="quiet">
        {say('Nothing was heard from any place lately. This node probes what is live by itself.')}
      </p>
    )
  return (
    <Card title={say('Who sees what')}>
      <Scrolled label={say('Who sees what')}>
        <table className="table seen-table">
          <thead>
            <tr>
              <th scope="col">{say('From')}</th>
              <th scope="col">{say('Country')}</th>
              <th scope="col">{say('Network')}</th>
              <th scope="col">{say('It is')}</th>
              <th scope="col">{say('Because')}</th>
            </tr>
          </thead>
          <tbody>
            {reach.verdict.seen.map((one) => (
              <tr key={`${one.vantage} ${one.network}`}>
                <th scope="row">{one.vantage}</th>
                <td>{one.country ?? '–'}</td>
                <td>{one.network ?? '–'}</td>
                <td>{patternWord(one.pattern)}</td>
                <td>{one.says}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  )
}

function How({ reach }: { reach: ShownReach }): ReactNode {
  const { endpoints, controls, everySeconds, vantages, forPeers } = reach.service.state
  return (
    <Card title={say('How it is watched')}>
      <dl className="facts">
        <dt>{say('Addresses')}</dt>
        <dd className="mono wrap-anywhere">{endpoints.map(addressOf).join(', ')}</dd>
        <dt>{say('Compared with')}</dt>
        <dd className="mono wrap-anywhere">{controls.map(addressOf).join(', ') || say('nothing')}</dd>
        <dt>{say('Every')}</dt>
        <dd>{sayCount(everySeconds, '{n} second', '{n} seconds')}</dd>
        <dt>{say('From')}</dt>
        <dd>{vantages.join(', ') || say('every place that reports')}</dd>
        <dt>{say('For peers')}</dt>
        <dd>{forPeers ? say('hourly summaries are kept as records') : say('no summaries are kept')}</dd>
      </dl>
      <ul className="small quiet reach-notes">
        {reach.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Card>
  )
}
