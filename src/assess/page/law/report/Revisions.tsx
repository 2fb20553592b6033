// The revisions of a report: who began, asked and approved each, and what differs between any two.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { compareDutyReport, type getDutyReport } from '../../../api/duty-reports.ts'
import { WordsChanged } from './WordsChanged.tsx'

type Shown = OutputOf<typeof getDutyReport>

export function Revisions({ report }: { report: Shown }): ReactNode {
  const [comparing, setComparing] = useState(false)
  const names = useNames()
  const { revisions } = report.state
  return (
    <Card
      title={say('Revisions')}
      aside={
        revisions.length > 1 ? (
          <Button small onPress={() => setComparing(true)}>
            {say('Compare')}
          </Button>
        ) : undefined
      }
    >
      <ol className="plain-list small">
        {revisions.toReversed().map((it) => (
          <li key={it.revision}>
            <strong>{say('Revision {n}', { n: it.revision })}</strong>
            <span>
              {say('begun by {name}', { name: names.actor(it.begunBy) })} <Time at={it.begunAt} />
            </span>
            {it.askedAt && it.askedBy ? (
              <span>
                {say('put before a second person by {name}', { name: names.actor(it.askedBy) })}{' '}
                <Time at={it.askedAt} />
              </span>
            ) : null}
            {it.incompleteBecause ? (
              <span>{say('Incomplete because: {why}', { why: it.incompleteBecause })}</span>
            ) : null}
            {it.approvedAt && it.approvedBy ? (
              <span>
                {say('approved by {name}', { name: names.actor(it.approvedBy) })} <Time at={it.approvedAt} />
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      {comparing ? <Compare report={report} onClose={() => setComparing(false)} /> : null}
    </Card>
  )
}

function Compare({ report, onClose }: { report: Shown; onClose: () => void }): ReactNode {
  const last = report.state.revision
  const [from, setFrom] = useState(String(Math.max(1, last - 1)))
  const [to, setTo] = useState(String(last))
  const compared = useAsk(compareDutyReport, { id: report.id, from: Number(from), to: Number(to) }, { keep: true })
  const choices = report.state.revisions.map(({ revision }) => ({
    value: String(revision),
    label: say('Revision {n}', { n: revision }),
  }))
  return (
    <Dialog title={say('What changed between revisions')} open wide onClose={onClose}>
      <div className="columns">
        <SelectField label={say('From')} value={from} onChange={setFrom} choices={choices} />
        <SelectField label={say('To')} value={to} onChange={setTo} choices={choices} />
      </div>
      <Problem error={compared.error} onAgain={() => void compared.refetch()} />
      {compared.isPending ? <Skeleton lines={4} /> : null}
      {compared.data ? (
        <>
          <p className="quiet" role="status">
            {sayCount(compared.data.changes.length, '{n} field differs', '{n} fields differ')}
            {' · '}
            {sayCount(compared.data.same, '{n} is the same', '{n} are the same')}
          </p>
          {compared.data.changes.map((change) => (
            <WordsChanged key={change.field} change={change} />
          ))}
        </>
      ) : null}
    </Dialog>
  )
}
