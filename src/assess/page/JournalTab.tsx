// Everything that happened to an incident, in words, newest first; each line leads to how things were known then.
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useMoment } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { recordWord } from '#web/shell/records.ts'
import { incidentJournal } from '../api.ts'
import type { IncidentShown } from './changing.tsx'

export function JournalTab({ incident }: { incident: IncidentShown }): ReactNode {
  const journal = useAsk(incidentJournal, { id: incident.id }, { hears: ['assess.'], keep: true })
  const names = useNames()
  const goTo = useMoment()
  const [own, setOwn] = useState(false)
  if (journal.isPending) return <Skeleton lines={6} />
  if (!journal.data) return <Problem error={journal.error} onAgain={() => void journal.refetch()} />
  const lines = [...journal.data.lines].reverse().filter((line) => !own || line.id === incident.id)
  return (
    <Card
      title={say('Journal')}
      aside={
        <CheckField
          label={<span className="small">{say('Only the incident itself')}</span>}
          value={own}
          onChange={setOwn}
        />
      }
    >
      <ol className="journal">
        {lines.map((line) => (
          <li key={line.entry}>
            <span className="journal-when small">
              <Time at={line.at} show="exact" />
              <Button small kind="quiet" onPress={() => goTo(line.at)}>
                {say('As known then')}
              </Button>
            </span>
            <span className="stack tight">
              <span>
                <strong>{names.actor(line.by)}</strong> {line.text}
                {line.record === 'assess.incident' ? null : (
                  <span className="quiet small"> ({recordWord(line.record)})</span>
                )}
              </span>
              {line.changes.length > 0 ? (
                <ul className="changes small">
                  {line.changes.map((change) => (
                    <li key={change.what}>
                      {change.what}: {change.from && change.from !== '(none)' ? <del>{change.from}</del> : null}{' '}
                      {change.to ? <ins>{change.to}</ins> : null}
                    </li>
                  ))}
                </ul>
              ) : null}
            </span>
            <Tlp label={line.marking.tlp} />
          </li>
        ))}
      </ol>
    </Card>
  )
}
