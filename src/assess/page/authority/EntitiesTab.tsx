// One row for each entity with open assessments, whoever is most pressed first.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { entitiesView } from '../../api/authority.ts'
import { TimeLeft } from '../law/TimeLeft.tsx'
import { useLaw } from '../law/use-law.ts'

export function EntitiesTab(): ReactNode {
  const [{ text }, choose] = useChoices('text')
  const { words } = useLaw()
  const asked = useAsk(entitiesView, text ? { text } : {}, { keep: true, hears: ['assess.'] })
  const acts = (ids: readonly string[]) => ids.map((id) => words.regimeWord(id)).join('; ')
  if (asked.isPending) return <Skeleton lines={4} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const rows = asked.data.items
  return (
    <div className="stack">
      <div className="filters no-print">
        <TextField
          label={say('Find an entity')}
          hideLabel
          placeholder={say('Find an entity')}
          type="search"
          value={text ?? ''}
          onChange={(value) => choose({ text: value || undefined })}
        />
      </div>
      {rows.length === 0 ? (
        <Empty title={text ? say('No entity of that name.') : say('Nobody is being assessed.')}>
          {text ? null : say('Open an incident and begin an assessment by law from its tab.')}
        </Empty>
      ) : (
        <div className="table-wrap card">
          <table className="table entities">
            <thead>
              <tr>
                <th scope="col">{say('Entity')}</th>
                <th scope="col">{say('Reportable by')}</th>
                <th scope="col">{say('Not settled')}</th>
                <th scope="col">{say('Clocks')}</th>
                <th scope="col">{say('Assessments')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.organisation ?? row.name}>
                  <th scope="row">
                    {row.name} <span className="small quiet">{row.countries.join(', ')}</span>
                  </th>
                  <td>{acts(row.reportable) || <span className="quiet">{say('none')}</span>}</td>
                  <td>{acts(row.open) || <span className="quiet">{say('none')}</span>}</td>
                  <td>
                    <span className="row">
                      {row.overdue > 0 ? <Badge tone="bad">{say('{n} overdue', { n: row.overdue })}</Badge> : null}
                      {row.breached > row.overdue ? (
                        <Badge tone="warn">{say('{n} late', { n: row.breached - row.overdue })}</Badge>
                      ) : null}
                      {row.nextDue ? <TimeLeft due={row.nextDue} /> : null}
                    </span>
                  </td>
                  <td>
                    <ul className="plain-list small">
                      {row.assessments.map((one) => (
                        <li key={one.id}>
                          <Link to="/assess/$id" params={{ id: one.id }}>
                            {one.reference}
                          </Link>{' '}
                          {one.title}
                        </li>
                      ))}
                    </ul>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asked.data.more ? (
        <p className="small quiet">
          {say('Only the assessments that changed last are looked at; close what is done.')}
        </p>
      ) : null}
    </div>
  )
}
