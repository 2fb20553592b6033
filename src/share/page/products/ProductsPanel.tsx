// The products of one crisis, as a panel: what was told, what is being written, and how to draft the next one.
import './products.css'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { useKeys } from '#web/keys.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { draftProduct, listProducts } from '../../api/products.ts'
import { DraftDialog } from './DraftDialog.tsx'
import { statusTones, statusWord } from './words.ts'

export function ProductsPanel({ crisis }: { crisis: string }): ReactNode {
  const list = useAsk(listProducts, { crisis, limit: 100 }, { keep: true, hears: ['share.product'] })
  const may = useMay()
  const { asOf } = usePlace()
  const [drafting, setDrafting] = useState(false)
  const mayDraft = may(draftProduct) && !asOf
  useKeys({ n: () => (mayDraft ? setDrafting(true) : undefined) })
  if (list.isPending) return <Skeleton lines={4} />
  if (!list.data) return <Problem error={list.error} onAgain={() => void list.refetch()} />
  const { items } = list.data
  return (
    <div className="stack">
      {mayDraft ? (
        <div className="row no-print">
          <Button kind="first" icon="plus" onPress={() => setDrafting(true)}>
            {say('Draft a product')}
          </Button>
        </div>
      ) : null}
      {items.length === 0 ? (
        <Empty icon="report" title={say('Nothing was drafted yet.')}>
          {say('A situation report is drafted from the record in a second. A second person approves it.')}
        </Empty>
      ) : (
        <ul className="plain-list product-list">
          {items.map(({ id, marking, state }) => (
            <li key={id} data-row tabIndex={-1}>
              <span className="row">
                <Badge tone={statusTones[state.status]}>{statusWord(state.status)}</Badge>
                <MarkingBadge marking={marking} />
                <Link to="/products/$id" params={{ id }}>
                  {state.title}
                </Link>
              </span>
              <span className="small quiet">
                {state.kind} · {say('edition {n}', { n: state.edition })} · {say('as known on')}{' '}
                <Time at={state.asOf} show="exact" />
                {state.missing > 0
                  ? ` · ${sayCount(state.missing, '{n} content not known', '{n} contents not known')}`
                  : ''}
                {state.supersededBy ? ` · ${say('a newer edition was released')}` : ''}
              </span>
            </li>
          ))}
        </ul>
      )}
      {drafting ? <DraftDialog crisis={crisis} onClose={() => setDrafting(false)} /> : null}
    </div>
  )
}
