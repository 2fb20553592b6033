// All crises: which are open, what is due next in each, and how to open one.
import './crises.css'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { useKeys } from '#web/keys.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listCrises, openCrisis } from '../../api/crises.ts'
import type { CrisisStatus } from '../../model/crisis.ts'
import { DueIn } from './DueIn.tsx'
import { OpenCrisis } from './OpenCrisis.tsx'
import { kindWord, statusTones, statusWord, useCrisisNames } from './words.ts'

type Row = OutputOf<typeof listCrises>['items'][number]
const filters = {
  open: ['open', 'standing-down'],
  closed: ['closed'],
  any: ['open', 'standing-down', 'closed'],
} satisfies Record<string, CrisisStatus[]>

export function CrisesPage(): ReactNode {
  const [choice, choose] = useChoices('state', 'text', 'add', 'incidents', 'pages')
  const may = useMay()
  const shown = choice.state === 'closed' || choice.state === 'any' ? choice.state : 'open'
  const pages = Math.max(1, Math.min(4, Number(choice.pages ?? '1') || 1))
  const list = useAsk(
    listCrises,
    { status: filters[shown], limit: pages * 50, ...(choice.text ? { text: choice.text } : {}) },
    { keep: true, hears: ['coordinate.', 'assess.incident'], everySeconds: 60 },
  )
  useKeys({ c: () => may(openCrisis) && choose({ add: 'crisis' }) })
  const open = (
    <Button kind="first" icon="plus" onPress={() => choose({ add: 'crisis' })}>
      {say('Open a crisis')}
    </Button>
  )
  return (
    <Page title={say('Crises')} wide actions={may(openCrisis) ? open : null}>
      <Filters state={shown} text={choice.text ?? ''} onChoose={choose} />
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={5} tall /> : null}
      {list.data?.items.length === 0 ? (
        <Empty icon="check" title={choice.text ? say('No crisis has these words') : say('No crisis here')}>
          {say('A crisis groups incidents that are managed together, and whatever else belongs to the same campaign.')}
        </Empty>
      ) : null}
      {list.data && list.data.items.length > 0 ? <Table rows={list.data.items} /> : null}
      {list.data?.next && pages < 4 ? (
        <div className="row">
          <Button onPress={() => choose({ pages: String(pages + 1) })}>{say('More')}</Button>
        </div>
      ) : null}
      {choice.add === 'crisis' && may(openCrisis) ? (
        <OpenCrisis onClose={() => choose({ add: undefined, incidents: undefined })} />
      ) : null}
    </Page>
  )
}

function Filters({
  state,
  text,
  onChoose,
}: {
  state: string
  text: string
  onChoose: (next: { state?: string | undefined; text?: string | undefined }) => void
}): ReactNode {
  const [typed, setTyped] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== text) onChoose({ text: typed || undefined })
    }, 250)
    return () => clearTimeout(timer)
  })
  const states = [
    { value: 'open', label: say('Open') },
    { value: 'closed', label: say('Closed') },
    { value: 'any', label: say('All') },
  ]
  return (
    <div className="filters no-print">
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('State')} className="segments">
        {states.map((it) => (
          <button
            key={it.value}
            type="button"
            aria-pressed={state === it.value}
            onClick={() => onChoose({ state: it.value === 'open' ? undefined : it.value })}
          >
            {it.label}
          </button>
        ))}
      </div>
      <TextField
        label={say('Words in it')}
        hideLabel
        type="search"
        placeholder={say('Words in it')}
        value={typed}
        onChange={setTyped}
      />
    </div>
  )
}

function Table({ rows }: { rows: readonly Row[] }): ReactNode {
  const glow = useGlow()
  const names = useCrisisNames()
  return (
    <div className="table-wrap card crises-list">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Crisis')}</th>
            <th scope="col">{say('State')}</th>
            <th scope="col">{say('Due next')}</th>
            <th scope="col">{say('Ladder')}</th>
            <th scope="col">{say('Groups')}</th>
            <th scope="col">{say('Changed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={glow.has(row.id) ? 'glow' : undefined}>
              <td className="main-cell">
                <Link to="/crises/$id" params={{ id: row.id }} className="title-link" data-row>
                  {row.title}
                </Link>
                <span className="row small">
                  <span className="reference">{row.reference}</span>
                  <Tlp label={row.marking.tlp} />
                  <span className="quiet">{kindWord(row.kind)}</span>
                </span>
              </td>
              <td>
                <Badge tone={statusTones[row.status]}>{statusWord(row.status)}</Badge>
              </td>
              <td className="small">
                {row.nextDue?.next ? (
                  <span className="stack tight">
                    <span>{row.nextDue.what}</span>
                    <DueIn at={row.nextDue.next} />
                  </span>
                ) : (
                  <span className="quiet">{say('nothing')}</span>
                )}
              </td>
              <td className="small">
                {row.rungs.length === 0 ? <span className="quiet">{say('no step taken')}</span> : null}
                {row.rungs.map((it) => (
                  <span key={it.network} className="rung-line">
                    {names.network(it.network)}: <strong>{names.mode(it.network, it.mode)}</strong>
                  </span>
                ))}
              </td>
              <td className="small">{say('{n} incidents, {m} strands', { n: row.incidents, m: row.strands })}</td>
              <td className="small">
                <Time at={row.changedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
