// A product: as it reads, what each sentence rests on, what is missing, what differs from the last one, and what comes next.
import './products.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { fetchFile, problemOf } from '#web/client.ts'
import { moveRow, useKeys } from '#web/keys.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { editProduct, exportProduct, getProduct } from '../../api/products.ts'
import type { ProductFormat } from '../../model/product.ts'
import type { Changes } from '../../model/product-content.ts'
import { sentencesOf } from '../../rules/products/edits.ts'
import { Moves } from './Moves.tsx'
import { ReadProduct } from './ReadProduct.tsx'
import { Releases } from './ReleaseDialog.tsx'
import { SentenceCard } from './SentenceCard.tsx'
import { TearLines } from './TearLines.tsx'
import { formatWords, statusTones, statusWord } from './words.ts'

export type ProductShown = OutputOf<typeof getProduct>

export function ProductPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const product = useAsk(getProduct, { id }, { keep: true, hears: ['share.product'] })
  const above = <Link to="/crises">← {say('Crises')}</Link>
  if (!product.data || product.data.id !== id) {
    return (
      <Page title={say('Product')} above={above}>
        <Problem error={product.error} onAgain={() => void product.refetch()} />
        {product.isPending ? <Skeleton lines={8} tall /> : null}
      </Page>
    )
  }
  return <Whole key={id} product={product.data} above={above} />
}

function Whole({ product, above }: { product: ProductShown; above: ReactNode }): ReactNode {
  const { state, marking, crisis } = product
  const { content } = state
  const [choice, choose] = useChoices('difference')
  const [chosen, setChosen] = useState<string | null>(null)
  const may = useMay()
  const sentences = useMemo(
    () => new Map(sentencesOf(content).map(({ sentence }) => [sentence.id, sentence])),
    [content],
  )
  const different = choice.difference === '1' && content.changes !== null
  const marked = useMemo(() => markedBy(different ? content.changes : null), [different, content.changes])
  const mayEdit = may(editProduct) && product.moves.some((move) => move.event === 'edit' && move.allowed)
  const toggle = () => choose({ difference: different ? undefined : '1' })
  useKeys({ j: () => moveRow(1), k: () => moveRow(-1), d: () => (content.changes ? toggle() : undefined) })
  return (
    <Page
      title={content.title.text}
      wide
      above={
        <>
          {above}
          {crisis ? (
            <>
              {' '}
              <span className="quiet">/</span>{' '}
              <Link to="/crises/$id" params={{ id: crisis.id }}>
                {crisis.reference}
              </Link>{' '}
              <span className="quiet">/</span>{' '}
              <Link to="/crises/$id/products" params={{ id: crisis.id }}>
                {say('Products')}
              </Link>
            </>
          ) : null}
        </>
      }
      lead={
        <span className="row small">
          <Badge tone={statusTones[state.status]}>{statusWord(state.status)}</Badge>
          <MarkingBadge marking={marking} />
          <span>{content.kind}</span>
          <span>{say('edition {n}', { n: state.edition })}</span>
          <span>
            {say('as known on')} <Time at={content.asOf} show="exact" />
          </span>
        </span>
      }
      actions={<Exports product={product} />}
    >
      {state.supersededBy ? (
        <p className="note warn">
          {say('A newer edition was released.')}{' '}
          <Link to="/products/$id" params={{ id: state.supersededBy }}>
            {say('Read that one')}
          </Link>
        </p>
      ) : null}
      <div className="product-parts">
        <div className="stack">
          {content.changes ? (
            <div className="no-print">
              <CheckField
                label={say('Show what differs from the last one')}
                hint={say('Key: d')}
                value={different}
                onChange={toggle}
              />
            </div>
          ) : null}
          {different && content.changes ? <Difference changes={content.changes} /> : null}
          <div className="card product-paper">
            <ReadProduct content={content} chosen={chosen} choose={setChosen} marked={marked} />
          </div>
        </div>
        <div className="product-side stack">
          <SentenceCard
            product={product}
            sentence={chosen === null ? undefined : sentences.get(chosen)}
            mayEdit={mayEdit}
          />
          <Moves product={product} />
          <Missing product={product} />
          <TearLines product={product} />
          <Releases product={product} />
          <p className="small quiet wrap-anywhere">SHA-256 {product.fingerprint}</p>
        </div>
      </div>
    </Page>
  )
}

function markedBy(changes: Changes | null): ReadonlyMap<string, 'added' | 'changed'> {
  if (!changes) return new Map()
  return new Map([
    ...changes.added.map(({ id }) => [id, 'added'] as const),
    ...changes.changed.map(({ id }) => [id, 'changed'] as const),
  ])
}

function Difference({ changes }: { changes: Changes }): ReactNode {
  const { added, changed, removed, since } = changes
  const nothing = added.length + changed.length + removed.length === 0
  return (
    <Card title={say('What differs from the last one')}>
      <p className="small quiet">
        {say('Since')} <Time at={since} show="exact" />
      </p>
      {nothing ? <p>{say('Nothing.')}</p> : null}
      <ul className="plain-list">
        {added.map((one) => (
          <li key={one.id}>
            {say('New:')} <ins>{one.text}</ins>
          </li>
        ))}
        {changed.map((one) => (
          <li key={one.id}>
            {say('Changed:')} <del>{one.from ?? say('(not told any more)')}</del> <ins>{one.to}</ins>
          </li>
        ))}
        {removed.map((one) => (
          <li key={one.id}>
            {say('Gone:')} <del>{one.text ?? say('(not told any more)')}</del>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Missing({ product }: { product: ProductShown }): ReactNode {
  const { missing, leftOut } = product.state.content
  const { lost } = product.state
  if (missing.length + leftOut.length + lost.length === 0) return null
  return (
    <Card title={say('Not in it')}>
      <ul className="plain-list small">
        {missing.map(({ section, what, article }) => (
          <li key={section}>
            <strong>{say('Not known:')}</strong> {what} {article ? <span className="quiet">({article})</span> : null}
          </li>
        ))}
        {leftOut.map(({ section, heading, sentences }) => (
          <li key={`out-${section}`}>{say('No room: {heading} ({n})', { heading, n: sentences })}</li>
        ))}
        {lost.map(({ sentence, text, at }) => (
          <li key={`${sentence}-${at}`}>{say('Written by a person, and gone with its sentence: {text}', { text })}</li>
        ))}
      </ul>
    </Card>
  )
}

function Exports({ product }: { product: ProductShown }): ReactNode {
  const { realm, asOf } = usePlace()
  const [busy, setBusy] = useState<string | null>(null)
  async function take(format: ProductFormat): Promise<void> {
    setBusy(format)
    const { template, edition } = product.state
    const ending = format === 'cap' || format === 'edxl-sitrep' ? `${format}.xml` : format
    const name = `${realm === 'live' ? '' : 'EXERCISE-'}${template}-${edition}.${ending}`
    try {
      await fetchFile(exportProduct, { id: product.id, format }, name, { realm, asOf })
    } catch (error) {
      const problem = problemOf(error)
      toast(`${problem.title}. ${problem.detail ?? problem.whatToDo}`)
    }
    setBusy(null)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form.
    <div className="row no-print" role="group" aria-label={say('Take it as a file')}>
      {product.formats.map((format) => (
        <Button key={format} small icon="file" isPending={busy === format} onPress={() => void take(format)}>
          {formatWords[format]}
        </Button>
      ))}
    </div>
  )
}
