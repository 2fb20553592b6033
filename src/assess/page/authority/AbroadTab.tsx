// Incidents that concern other Member States: what the law asks, who was told what, and who is still to be told.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Severity, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { crossBorder, informAbroad } from '../../api/authority.ts'
import { InformDialog } from './InformDialog.tsx'
import { partyName, type Row } from './parties.ts'

const states = ['open', 'all'] as const

export function AbroadTab(): ReactNode {
  const [{ show }, choose] = useChoices('show')
  const chosen = states.find((it) => it === show) ?? 'open'
  const asked = useAsk(crossBorder, chosen === 'all' ? { all: true } : {}, { keep: true, hears: ['assess.'] })
  const may = useMay()
  const [telling, setTelling] = useState<{ row: Row; how: 'told' | 'not-needed' } | null>(null)
  if (asked.isPending) return <Skeleton lines={4} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  return (
    <div className="stack">
      <p className="quiet">
        {say(
          'NIS2 Article 23(6): where appropriate, and in particular where a significant incident concerns two or more Member States, the others affected and ENISA are told without undue delay; security and commercial interests of the entity are protected.',
        )}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('Which incidents')} className="segments wraps no-print">
        {states.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={chosen === one}
            onClick={() => choose({ show: one === 'open' ? undefined : one })}
          >
            {one === 'open' ? say('Being worked on') : say('All')}
          </button>
        ))}
      </div>
      {asked.data.items.length === 0 ? (
        <Empty title={say('No incident points beyond the border.')}>
          {say('One appears here when it affects another country, or somebody says that it could.')}
        </Empty>
      ) : null}
      <ul className="plain-list stack">
        {asked.data.items.map((row) => (
          <li key={row.incident} className="card abroad">
            <RowShown
              row={row}
              onTell={may(informAbroad) && row.toInform.length > 0 ? (how) => setTelling({ row, how }) : undefined}
            />
          </li>
        ))}
      </ul>
      {asked.data.more ? <p className="small quiet">{say('Only the newest 500 are shown.')}</p> : null}
      {telling ? <InformDialog row={telling.row} how={telling.how} onClose={() => setTelling(null)} /> : null}
    </div>
  )
}

function RowShown({
  row,
  onTell,
}: {
  row: Row
  onTell: ((how: 'told' | 'not-needed') => void) | undefined
}): ReactNode {
  const word = { inform: say('Tell them'), look: say('Decide'), done: say('Done') }[row.state]
  return (
    <article className="stack">
      <header className="row apart">
        <span className="row">
          <Badge tone={row.state === 'inform' ? 'bad' : row.state === 'look' ? 'warn' : 'good'}>{word}</Badge>
          <Link to="/incidents/$id" params={{ id: row.incident }} className="title-link">
            <span className="reference">{row.reference}</span> {row.title}
          </Link>
          <Severity value={row.severity} />
          <Tlp label={row.marking.tlp} />
        </span>
        <span className="small quiet">
          {say('open since')} <Time at={row.declaredAt} />
        </span>
      </header>
      <p>{row.why}</p>
      <dl className="facts">
        <dt>{say('Affects')}</dt>
        <dd>{[...row.memberStates, ...row.others].map(partyName).join(', ') || say('no country named')}</dd>
        {row.toInform.length > 0 ? (
          <>
            <dt>{say('To be told')}</dt>
            <dd>
              <strong>{row.toInform.map(partyName).join(', ')}</strong>
            </dd>
          </>
        ) : null}
        {row.informed.map((one) => (
          <InformedShown key={`${one.to} ${one.recordedAt}`} one={one} />
        ))}
        {row.notNeeded.map((one) => (
          <div key={one.to} className="dl-row">
            <dt>{say('Need not be told')}</dt>
            <dd>
              {partyName(one.to)}: {one.reason}
            </dd>
          </div>
        ))}
        {row.entities.length > 0 ? (
          <>
            <dt>{say('Assessed')}</dt>
            <dd>
              {row.entities.map((one) => (
                <span key={one.assessment} className="row">
                  <Link to="/assess/$id" params={{ id: one.assessment }}>
                    {one.reference}
                  </Link>{' '}
                  {one.name}
                </span>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      {onTell ? (
        <div className="row no-print">
          <Button kind="first" onPress={() => onTell('told')}>
            {say('Record that they were told')}
          </Button>
          <Button onPress={() => onTell('not-needed')}>{say('They need not be told')}</Button>
        </div>
      ) : null}
    </article>
  )
}

function InformedShown({ one }: { one: Row['informed'][number] }): ReactNode {
  return (
    <div className="dl-row">
      <dt>{say('Told')}</dt>
      <dd>
        <strong>{partyName(one.to)}</strong>, <Time at={one.at} />, {one.channel}: {one.told}
        {one.withheld ? <span className="quiet"> {say('Kept back: {what}', { what: one.withheld })}</span> : null}
      </dd>
    </div>
  )
}
