// What a report still lacks; each line leads to its field.
import type { ReactNode } from 'react'
import { Card } from '#web/kit/Card.tsx'
import { say, sayCount } from '#web/say.ts'
import type { DutyReportForm } from '../../../model/duty-report.ts'

export function MissingFields({ form }: { form: DutyReportForm }): ReactNode {
  const labels = new Map(form.fields.map((field) => [field.id, field.label]))
  const parts = [
    { ids: form.faulty, title: say('Not as the form asks'), open: true },
    { ids: form.missing, title: say('Needed, and empty'), open: true },
    { ids: form.open, title: say('Empty, and needed only if it applies'), open: false },
  ]
  const total = form.missing.length + form.faulty.length
  return (
    <Card title={say('Still missing')} className="no-print" aside={<span className="count">{total}</span>}>
      {total === 0 ? (
        <p>{say('Nothing that is always needed is missing.')}</p>
      ) : (
        <p className="unseen" role="status">
          {sayCount(total, '{n} field is missing', '{n} fields are missing')}
        </p>
      )}
      {parts
        .filter((part) => part.ids.length > 0)
        .map((part) => (
          <details key={part.title} open={part.open} className="small">
            <summary className="missing-summary">
              {part.title} ({part.ids.length})
            </summary>
            <ul className="missing-list">
              {part.ids.map((id) => (
                <li key={id}>
                  <button type="button" className="link-button" onClick={() => goTo(id)}>
                    {labels.get(id) ?? id}
                  </button>
                </li>
              ))}
            </ul>
          </details>
        ))}
    </Card>
  )
}

function goTo(id: string): void {
  const place = document.getElementById(`field-${id}`)
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector<HTMLElement>('input, textarea, select')?.focus({ preventScroll: true })
}
