// What was recorded since the report was drafted: taken over where nobody wrote, and shown where somebody did.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { type getDutyReport, redraftDutyReport } from '../../../api/duty-reports.ts'
import { WordsChanged } from './WordsChanged.tsx'

export function Fresh({ report, unsaved }: { report: OutputOf<typeof getDutyReport>; unsaved: number }): ReactNode {
  const { taken, would } = report.fresh
  const [over, setOver] = useState<readonly string[]>([])
  const telling = useTell(redraftDutyReport)
  const may = useMay()
  const editable = report.moves.some((move) => move.event === 'edit' && move.allowed)
  if (taken.length + would.length === 0 || !editable) return null

  async function take(): Promise<void> {
    const answer = await telling.tell({
      id: report.id,
      version: report.version,
      ...(over.length > 0 ? { over: [...over] } : {}),
    })
    setOver([])
    toast(sayCount(answer.taken.length, '{n} field was brought up to date', '{n} fields were brought up to date'))
  }

  return (
    <Card title={say('The record knows more now')} className="no-print">
      <div className="stack tight">
        {taken.length > 0 ? (
          <p>{sayCount(taken.length, '{n} field that nobody wrote in:', '{n} fields that nobody wrote in:')}</p>
        ) : null}
        {taken.map((change) => (
          <WordsChanged key={change.field} change={change} />
        ))}
        {would.length > 0 ? <p>{say('Somebody wrote in these. Take the record’s value over it?')}</p> : null}
        {would.map((change) => (
          <CheckField
            key={change.field}
            label={<WordsChanged change={change} />}
            value={over.includes(change.field)}
            onChange={(on) => setOver(on ? [...over, change.field] : over.filter((one) => one !== change.field))}
          />
        ))}
        <Problem error={telling.error} />
        {may(redraftDutyReport) ? (
          <div className="row">
            <Button
              isPending={telling.pending}
              isDisabled={unsaved > 0 || (taken.length === 0 && over.length === 0)}
              onPress={() => void take().catch(() => undefined)}
            >
              {say('Take it over')}
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  )
}
