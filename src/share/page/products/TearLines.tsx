// Tear-lines of a product: versions for more people, and for those who may read this one, what they do not have.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { MarkingBadge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { draftProduct, removedFrom } from '../../api/products.ts'
import { DraftDialog } from './DraftDialog.tsx'
import type { ProductShown } from './ProductPage.tsx'
import { statusWord } from './words.ts'

export function TearLines({ product }: { product: ProductShown }): ReactNode {
  const [drafting, setDrafting] = useState(false)
  const [removed, setRemoved] = useState<string | null>(null)
  const may = useMay()
  const { asOf } = usePlace()
  const { crisis, tearLines, tearLineOf, state, marking } = product
  const mayDraft = crisis !== null && marking.tlp !== 'CLEAR' && may(draftProduct) && !asOf
  if (!mayDraft && tearLines.length === 0 && !tearLineOf) return null
  return (
    <Card title={say('For more people')} className="no-print">
      <div className="stack tight">
        {tearLineOf ? (
          <p className="small">
            {say('It is a tear-line.')}{' '}
            <Link to="/products/$id" params={{ id: tearLineOf }}>
              {say('See the product that it was taken from')}
            </Link>
          </p>
        ) : null}
        <ul className="plain-list">
          {tearLines.map((one) => (
            <li key={one.id} className="row">
              <Link to="/products/$id" params={{ id: one.id }}>
                {statusWord(one.status)}
              </Link>
              <MarkingBadge marking={one.marking} />
              <Button small onPress={() => setRemoved(one.id)}>
                {say('What it does not have')}
              </Button>
            </li>
          ))}
        </ul>
        {mayDraft ? (
          <div className="row">
            <Button small icon="plus" onPress={() => setDrafting(true)}>
              {say('Draft a tear-line')}
            </Button>
          </div>
        ) : null}
      </div>
      {drafting && crisis ? (
        <DraftDialog
          crisis={crisis.id}
          above={{ id: product.id, template: state.template }}
          onClose={() => setDrafting(false)}
        />
      ) : null}
      {removed ? <RemovedDialog id={product.id} tearLine={removed} onClose={() => setRemoved(null)} /> : null}
    </Card>
  )
}

function RemovedDialog({ id, tearLine, onClose }: { id: string; tearLine: string; onClose: () => void }): ReactNode {
  const found = useAsk(removedFrom, { id, tearLine })
  return (
    <Dialog title={say('What it does not have')} open drawer onClose={onClose}>
      {found.isPending ? <Skeleton /> : null}
      <Problem error={found.error} onAgain={() => void found.refetch()} />
      {found.data ? (
        <>
          <p className="small">
            {sayCount(
              found.data.removed.length,
              '{n} sentence is gone or is another.',
              '{n} sentences are gone or are others.',
            )}
          </p>
          <ul className="plain-list">
            {found.data.removed.map((one) => (
              <li key={one.id}>
                <span className="small quiet">{one.heading}</span>
                <del>{one.text}</del>
                {one.instead ? <ins>{one.instead}</ins> : null}
                {one.because.map((because) => (
                  <span key={because.id} className="row small">
                    {because.label} <Tlp label={because.marking.tlp} />
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Dialog>
  )
}
