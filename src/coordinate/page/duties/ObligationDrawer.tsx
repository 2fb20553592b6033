// One obligation: what it asks, who sees to it here, what shows it, and each turn that was done.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { followObligation } from '../../api/obligations.ts'
import { ObligationForms } from './ObligationForms.tsx'
import { Sourced } from './Sourced.tsx'
import { type RowShown, stageWords, statusWords } from './words.ts'

export function ObligationDrawer({ row, onClose }: { row: RowShown; onClose: () => void }): ReactNode {
  const { word, tone } = statusWords[row.status]
  const may = useMay()
  const { asOf } = usePlace()
  const mine = may(followObligation) && !asOf
  return (
    <Dialog title={`${row.id} · ${row.asName}`} open drawer onClose={onClose}>
      <div className="stack">
        <p className="row">
          <Badge tone={tone}>{row.late ? say('Done, late') : word}</Badge>
          {row.dueAt ? <Time at={row.dueAt} show="both" /> : null}
          {row.followed ? <MarkingBadge marking={row.followed.marking} /> : null}
        </p>
        <p>{row.text}</p>
        <p className="quiet">{row.because}</p>
        <dl className="facts">
          <dt>{say('Stage')}</dt>
          <dd>{stageWords[row.stage]}</dd>
          <dt>{say('By')}</dt>
          <dd>{row.deadline}</dd>
          <dt>{say('Binding')}</dt>
          <dd>{row.binding ? say('yes') : say('no, a recommendation')}</dd>
          <dt>{say('Source')}</dt>
          <dd>
            <Sourced source={row.source} verification={row.verification} />
          </dd>
          {row.own ? (
            <>
              <dt>{say('List')}</dt>
              <dd>{say('added or changed by this node')}</dd>
            </>
          ) : null}
        </dl>
        <Notices row={row} />
        {row.followed ? <Followed row={row} /> : mine ? <Follow row={row} /> : null}
        {row.followed && mine ? <ObligationForms row={row} /> : null}
      </div>
    </Dialog>
  )
}

function Follow({ row }: { row: RowShown }): ReactNode {
  const following = useTell(followObligation)
  return (
    <div className="stack">
      <p>{say('Nobody here sees to it. Follow it, and its days are watched and what shows it is kept.')}</p>
      <Problem error={following.error} />
      <div className="row">
        <Button
          kind="first"
          isPending={following.pending}
          onPress={() => void following.tell({ obligation: row.id, actor: row.as }).catch(() => undefined)}
        >
          {say('Follow it')}
        </Button>
      </div>
    </div>
  )
}

function Notices({ row }: { row: RowShown }): ReactNode {
  const [all, setAll] = useState(false)
  if (row.notices.length === 0) return null
  const shown = all ? row.notices : row.notices.slice(0, 5)
  return (
    <section className="stack tight" aria-label={say('Notices that meet it')}>
      <h3>{say('Notices that meet it')}</h3>
      <ul className="plain-list">
        {shown.map((one) => (
          <li key={one.id} className="row">
            <Badge tone={one.status === 'done' ? 'good' : one.overdue ? 'bad' : 'plain'}>
              {one.overdue ? say('overdue') : one.status}
            </Badge>
            <Link to="/notices/$id" params={{ id: one.id }}>
              {one.title}
            </Link>
          </li>
        ))}
      </ul>
      {shown.length < row.notices.length ? (
        <Button small kind="quiet" onPress={() => setAll(true)}>
          {say('All {n}', { n: row.notices.length })}
        </Button>
      ) : null}
    </section>
  )
}

function Followed({ row }: { row: RowShown }): ReactNode {
  const names = useNames()
  const state = row.followed?.state
  if (!state) return null
  return (
    <section className="stack tight" aria-label={say('What shows it')}>
      <h3>{say('What shows it')}</h3>
      {state.proofs.length === 0 ? <p className="quiet">{say('Nothing yet: so it is not done.')}</p> : null}
      <ul className="plain-list">
        {state.proofs.map((one) => (
          <li key={one.key}>
            <span className="reference">{one.key}</span>{' '}
            {one.url ? (
              <a href={one.url} rel="noreferrer" target="_blank">
                {one.text}
              </a>
            ) : (
              one.text
            )}
            {one.record ? <span className="quiet"> {one.record.label}</span> : null}
            <span className="small quiet">
              {' '}
              {names.actor(one.by)}, <Time at={one.at} />
            </span>
            {one.withdrawn ? (
              <span className="small"> {say('withdrawn: {why}', { why: one.withdrawn.reason })}</span>
            ) : null}
          </li>
        ))}
      </ul>
      {state.met.length > 0 ? (
        <ul className="plain-list">
          {state.met.map((one) => (
            <li key={one.round}>
              <Badge tone="good">{one.round === 'once' ? say('Done') : one.round}</Badge>{' '}
              <Time at={one.at} show="exact" /> {one.proofs.join(', ')} {one.note}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
