// Markings that are to be looked at again: passed days first; each is lowered, or kept with a reason and a new day.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { recordWord } from '#web/shell/records.ts'
import { markingReviews, reviewMarking } from '../../api/handling.ts'

type Review = OutputOf<typeof markingReviews>['items'][number]
const spans = ['0', '30', '365'] as const

export function ReviewsTab(): ReactNode {
  const [{ days, after }, choose] = useChoices('days', 'after')
  const chosen = spans.find((it) => it === days) ?? '30'
  const input = { days: Number(chosen), ...(after ? { after } : {}) }
  const asked = useAsk(markingReviews, input, { keep: true, everySeconds: 10 })
  const [keeping, setKeeping] = useState<Review | null>(null)
  if (asked.isPending) return <Skeleton lines={4} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { items, next } = asked.data
  const words = { '0': say('Due'), '30': say('Within 30 days'), '365': say('Within a year') }
  return (
    <div className="stack">
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('Which days')} className="segments wraps no-print">
        {spans.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={chosen === one}
            onClick={() => choose({ days: one === '30' ? undefined : one, after: undefined })}
          >
            {words[one]}
          </button>
        ))}
      </div>
      {items.length === 0 ? (
        <Empty title={say('Nothing is to be looked at again.')}>
          {say('What is marked TLP:RED appears here before its day of review.')}
        </Empty>
      ) : (
        <ul className="plain-list stack">
          {items.map((item) => (
            <li key={item.id} className="card">
              <ReviewShown item={item} onKeep={() => setKeeping(item)} />
            </li>
          ))}
        </ul>
      )}
      {next ? (
        <div className="row">
          <Button onPress={() => choose({ after: next }, 'push')}>{say('Further on')}</Button>
        </div>
      ) : null}
      {keeping ? <KeepDialog item={keeping} onClose={() => setKeeping(null)} /> : null}
    </div>
  )
}

function ReviewShown({ item, onKeep }: { item: Review; onKeep: () => void }): ReactNode {
  const names = useNames()
  const may = useMay()
  const [, choose] = useChoices('record')
  return (
    <article className="row apart">
      <span className="stack tight">
        <span className="row">
          {item.passed ? <Badge tone="bad">{say('passed')}</Badge> : null}
          <strong>{item.reviewOn}</strong>
          <span className="quiet">{recordWord(item.record)}</span>
          <RecordLink to={item} className="title-link">
            {item.title}
          </RecordLink>
          <MarkingBadge marking={item.marking} />
        </span>
        <span className="small quiet">
          {names.actor(item.markedBy)}
          {item.marking.reason ? `: ${item.marking.reason}` : ''}
        </span>
      </span>
      <span className="row no-print">
        <Button
          small
          aria-label={say('Why: {title}', { title: item.title })}
          onPress={() => choose({ record: item.id }, 'push')}
        >
          {say('Why')}
        </Button>
        {item.mine && may(reviewMarking) ? (
          <Button small aria-label={say('Keep it so: {title}', { title: item.title })} onPress={onKeep}>
            {say('Keep it so')}
          </Button>
        ) : null}
      </span>
    </article>
  )
}

function KeepDialog({ item, onClose }: { item: Review; onClose: () => void }): ReactNode {
  const { tell, pending, error } = useTell(reviewMarking)
  const [reason, setReason] = useState('')
  const [reviewOn, setReviewOn] = useState('')
  return (
    <Dialog title={say('Keep it marked so')} open onClose={onClose}>
      <Form
        submit={say('Keep it')}
        pending={pending}
        error={error}
        onSubmit={() => tell({ id: item.id, version: item.version, reason, reviewOn }).then(onClose)}
      >
        <p>{item.title}</p>
        <TextField
          label={say('Why it stays so')}
          lines={2}
          value={reason}
          onChange={setReason}
          required
          minLength={3}
        />
        <TextField label={say('Look at it again on')} type="date" value={reviewOn} onChange={setReviewOn} required />
      </Form>
    </Dialog>
  )
}
