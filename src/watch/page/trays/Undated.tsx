// The tray of items that need a date: which words wait for it, and a field that gives it.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listUndated } from '../../api/facts.ts'
import { setPublished } from '../../api.ts'
import { Pages } from '../stories/Stories.tsx'

type Row = OutputOf<typeof listUndated>['items'][number]

export function Undated(): ReactNode {
  const [{ after }, choose] = useChoices('after')
  const undated = useAsk(listUndated, { limit: 30, ...(after ? { after } : {}) }, { keep: true })
  const rows = undated.data?.items ?? []
  return (
    <>
      <Problem error={undated.error} onAgain={() => void undated.refetch()} />
      {undated.isPending ? <Skeleton lines={4} tall /> : null}
      {undated.data && rows.length === 0 ? (
        <Empty icon="check" title={say('Every item has its date')}>
          {say(
            'An item stands here when its text says "Monday" or "last year" and nobody knows yet from which day that counts.',
          )}
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <>
          <p className="small quiet">
            {sayCount(undated.data?.total ?? 0, '{n} item needs a date', '{n} items need a date')}
          </p>
          <ul className="item-list">
            {rows.map((row) => (
              <UndatedItem key={row.item.id} row={row} />
            ))}
          </ul>
          <Pages
            first={after === undefined}
            next={undated.data?.next ?? null}
            onGo={(next) => choose({ after: next }, 'push')}
          />
        </>
      ) : null}
    </>
  )
}

function UndatedItem({ row: { item, lead, times } }: { row: Row }): ReactNode {
  const may = useMay()
  const act = useTell(setPublished)
  const [at, setAt] = useState(toTyped(item.publishedAt))
  const text = (lead.startsWith(item.title) ? lead.slice(item.title.length) : lead).trim()

  async function send(): Promise<void> {
    const publishedAt = fromTyped(at)
    if (!publishedAt) return
    const { resolved } = await act.tell({ id: item.id, version: item.version, publishedAt })
    toast(
      sayCount(
        resolved,
        'Kept. {n} time of the text has its date now.',
        'Kept. {n} times of the text have their date now.',
      ),
    )
  }
  return (
    <li className="item plain-item">
      <div className="item-main">
        <Link to="/watch/$id" params={{ id: item.id }} className="title-link" data-row>
          {item.title}
        </Link>
        {text ? <p className="item-lead small quiet">{text}</p> : null}
        <span className="row small">
          {say('These wait:')}
          {times.slice(0, 8).map((time, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand in a text twice, and the list never moves.
            <Badge key={n} tone="warn">
              {time.text}
            </Badge>
          ))}
          {times.length > 8 ? <span className="quiet">{say('and {n} more', { n: times.length - 8 })}</span> : null}
        </span>
        {may(setPublished) ? (
          <form
            className="row inline-form no-print"
            onSubmit={(event) => {
              event.preventDefault()
              send().catch(() => undefined)
            }}
          >
            <TextField
              label={say('Published at, in your own time')}
              type="datetime-local"
              value={at}
              onChange={setAt}
              required
            />
            <Button
              type="submit"
              small
              isPending={act.pending}
              aria-label={say('Keep it: {title}', { title: item.title })}
            >
              {say('Keep it')}
            </Button>
          </form>
        ) : null}
        <Problem error={act.error} />
      </div>
      <div className="item-side small quiet">
        <Tlp label={item.marking.tlp} />
        <span>
          {say('came in')} <Time at={item.fetchedAt} />
        </span>
        <span>{item.sourceName ?? say('pasted')}</span>
      </div>
    </li>
  )
}
