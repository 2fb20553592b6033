// How bad it is on several scales, side by side: what somebody judged, and about where that lies on the others.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { incidentSeverity, rateSeverity } from '../api/severity.ts'

type Shown = OutputOf<typeof incidentSeverity>['scales'][number]

export function SeverityScales({ incident }: { incident: string }): ReactNode {
  const asked = useAsk(incidentSeverity, { id: incident })
  const may = useMay()
  const [rating, setRating] = useState<Shown | null>(null)
  if (asked.error) return <Problem error={asked.error} />
  if (!asked.data) return null
  const { scales, note } = asked.data
  const judged = scales.filter(({ rating, scale }) => rating || scale.id === 'cg-2018')
  const others = scales.filter((one) => !judged.includes(one))
  const list = (rows: readonly Shown[]) => (
    <ul className="plain-list scales">
      {rows.map((shown) => (
        <li key={shown.scale.id}>
          <Scale
            shown={shown}
            all={scales}
            onJudge={may(rateSeverity) && shown.scale.id !== 'cg-2018' ? () => setRating(shown) : undefined}
          />
        </li>
      ))}
    </ul>
  )
  return (
    <Card title={say('How bad, on several scales')}>
      {list(judged)}
      <details>
        <summary>
          {sayCount(others.length, '{n} scale that nobody judged by', '{n} scales that nobody judged by')}
        </summary>
        {list(others)}
      </details>
      <p className="small quiet">{note}</p>
      {rating ? <Rate incident={incident} shown={rating} onClose={() => setRating(null)} /> : null}
    </Card>
  )
}

function labelOf({ scale }: Shown, value: string): string {
  return scale.levels.find((level) => level.value === value)?.label ?? value
}

interface ScaleProps {
  shown: Shown
  all: readonly Shown[]
  onJudge: (() => void) | undefined
}

function Scale({ shown, all, onJudge }: ScaleProps): ReactNode {
  const { scale, rating, roughly } = shown
  return (
    <details>
      <summary>
        <span>{scale.short}</span>{' '}
        {rating ? (
          <strong>
            {labelOf(shown, rating.value)}
            {rating.score === null ? '' : ` (${rating.score})`}
          </strong>
        ) : (
          <span className="quiet">
            {roughly.length === 0
              ? say('not judged')
              : say('not judged; roughly {levels}', {
                  levels: [...new Set(roughly.flatMap((one) => one.levels))]
                    .map((value) => labelOf(shown, value))
                    .join(say(' or ')),
                })}
          </span>
        )}{' '}
        {scale.verified ? null : <Badge tone="warn">{say('scale not compared with its source')}</Badge>}
      </summary>
      <p className="small">
        {scale.title}. {scale.use}
      </p>
      {rating ? (
        <p className="small">
          {rating.reason} <span className="quiet">({<Time at={rating.at} />})</span>
        </p>
      ) : (
        roughly.map((one) => {
          const from = all.find(({ scale: { id } }) => id === one.from)
          return from ? (
            <p className="small quiet" key={one.from}>
              {say('{value} on {scale} lies about there, by its place in the order alone.', {
                value: labelOf(from, one.value),
                scale: from.scale.short,
              })}
            </p>
          ) : null
        })
      )}
      <ol className="small">
        {scale.levels.map((level) => (
          <li key={level.value}>
            {level.value === rating?.value ? <strong>{level.label}</strong> : level.label}
            {level.description ? `: ${level.description}` : ''}
          </li>
        ))}
      </ol>
      {onJudge ? (
        <Button small aria-label={say('Judge by {scale}', { scale: scale.title })} onPress={onJudge}>
          {rating ? say('Change') : say('Judge')}
        </Button>
      ) : null}
    </details>
  )
}

function Rate({ incident, shown, onClose }: { incident: string; shown: Shown; onClose: () => void }): ReactNode {
  const act = useTell(rateSeverity)
  const { scale, rating } = shown
  const [value, setValue] = useState(rating?.value ?? '')
  const [score, setScore] = useState(rating?.score === null || !rating ? '' : String(rating.score))
  const [reason, setReason] = useState('')
  const number = score.trim() === '' ? undefined : Number(score)
  return (
    <Dialog title={scale.title} open onClose={onClose}>
      <Form
        submit={say('Keep it')}
        pending={act.pending}
        error={act.error}
        onSubmit={() =>
          act
            .tell({
              incident,
              scale: scale.id,
              value: value === '' ? null : value,
              ...(scale.score && number !== undefined && value !== '' ? { score: number } : {}),
              reason,
            })
            .then(onClose)
        }
      >
        <SelectField
          label={say('Level')}
          value={value}
          onChange={setValue}
          none={say('not judged')}
          choices={scale.levels.map((level) => ({ value: level.value, label: level.label }))}
        />
        {scale.score ? (
          <TextField
            label={say('Score, {from} to {to}', { from: scale.score.from, to: scale.score.to })}
            value={score}
            onChange={setScore}
            type="number"
            optional
          />
        ) : null}
        <TextField label={say('Why')} value={reason} onChange={setReason} required />
      </Form>
    </Dialog>
  )
}
