// The inbox: what came from whom by which standard, how much of it was new, and what was refused for which reason.
import './objects.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { listIntakes } from '../../api/objects.ts'
import { FederateTabs } from '../Tabs.tsx'

type Row = OutputOf<typeof listIntakes>['items'][number]
const standards = ['stix', 'taxii', 'misp', 'csaf', 'cacao', 'attack', 'intelmq', 'n6', 'x-arf', 'arf'] as const

export function IntakesPage(): ReactNode {
  const [{ standard, after }, choose] = useChoices('standard', 'after')
  const known = standards.find((one) => one === standard)
  const asked = useAsk(
    listIntakes,
    { limit: 50, ...(known ? { standard: known } : {}), ...(after ? { after } : {}) },
    { keep: true },
  )
  return (
    <Page title={say('Inbox')} wide lead={say('What came in from others, and what became of it.')}>
      <FederateTabs />
      <div className="stack">
        <div className="federate-filters no-print">
          <SelectField
            label={say('Standard')}
            value={known ?? ''}
            none={say('All standards')}
            onChange={(next) => choose({ standard: next || undefined, after: undefined })}
            choices={standards.map((one) => ({ value: one, label: one }))}
          />
        </div>
        {asked.isPending ? <Skeleton lines={5} /> : null}
        {asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
        {asked.data?.items.length === 0 ? (
          <Empty title={say('Nothing has come in that you may read.')}>
            {say('Files that are imported, servers that are followed and programs that post all show here.')}
          </Empty>
        ) : null}
        <ul className="plain-list bordered">
          {asked.data?.items.map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </ul>
        <div className="row no-print">
          {after ? <Button onPress={() => choose({ after: undefined })}>{say('To the newest')}</Button> : null}
          {asked.data?.next ? (
            <Button onPress={() => choose({ after: asked.data?.next ?? undefined })}>{say('Older ones')}</Button>
          ) : null}
        </div>
      </div>
    </Page>
  )
}

function Line({ row: { state, collectionTitle, marking } }: { row: Row }): ReactNode {
  const types = Object.entries(state.types).map(([type, count]) => `${type} ${count}`)
  return (
    <li className="stack tight">
      <p className="row">
        <Badge>{state.source.standard}</Badge>
        <strong className="federate-breaks">{state.source.name}</strong>
        <Time at={state.at} />
        <Tlp label={marking.tlp} />
      </p>
      <p className="row small">
        <Badge tone={state.added > 0 ? 'good' : 'quiet'}>{say('{n} new', { n: String(state.added) })}</Badge>
        <span>{say('{n} known already', { n: String(state.known) })}</span>
        {state.refused > 0 ? <Badge tone="warn">{say('{n} refused', { n: String(state.refused) })}</Badge> : null}
        {collectionTitle ? (
          <Link to="/collections/$id" params={{ id: state.collection }}>
            {collectionTitle}
          </Link>
        ) : null}
      </p>
      {types.length > 0 ? <p className="small quiet">{types.slice(0, 12).join(', ')}</p> : null}
      {state.reasons.length > 0 ? (
        <details>
          <summary>{say('Why some were refused')}</summary>
          <ul className="small">
            {[...new Set(state.reasons.slice(0, 50).map((one) => `${one.id}: ${one.why}`))].map((line) => (
              <li key={line} className="federate-breaks">
                {line}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  )
}
