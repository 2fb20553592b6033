// The checklist of all obligations, for one actor or all: where each stands, what shows it, and taking it along as a file.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { buttonClass } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { exactly } from '#web/kit/Time.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { checklistFormats, exportObligations, obligations } from '../../api/obligations.ts'
import { dutyStatuses, stages } from '../../model/obligation.ts'
import { ObligationDrawer } from './ObligationDrawer.tsx'
import { Sourced } from './Sourced.tsx'
import { type RowShown, stageWords, statusWords } from './words.ts'

const keyOf = ({ id, as }: RowShown) => `${id} ${as}`

export function ChecklistTab(): ReactNode {
  const [{ actor, stage, status, open }, choose] = useChoices('actor', 'stage', 'status', 'open')
  const place = usePlace()
  const input = {
    ...(actor && /^[a-z][a-z0-9_]{1,39}$/.test(actor) ? { actor } : {}),
    ...pick('stage', stages, stage),
    ...(dutyStatuses.some((one) => one === status) ? { status: dutyStatuses.filter((one) => one === status) } : {}),
  }
  const asked = useAsk(obligations, input, {
    keep: true,
    hears: ['coordinate.obligation', 'coordinate.notice', 'coordinate.ladder'],
  })
  if (asked.isPending) return <Skeleton lines={6} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { items, actors, note, version, asOf } = asked.data
  const opened = items.find((row) => keyOf(row) === open)
  return (
    <div className="stack">
      <p className="quiet small">{note}</p>
      <div className="filters no-print">
        <SelectField
          label={say('As which actor')}
          value={actor ?? ''}
          onChange={(value) => choose({ actor: value || undefined })}
          none={say('All actors')}
          choices={actors.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SelectField
          label={say('Stage')}
          value={stage ?? ''}
          onChange={(value) => choose({ stage: value || undefined })}
          none={say('All stages')}
          choices={stages.map((one) => ({ value: one, label: stageWords[one] }))}
        />
        <SelectField
          label={say('Where it stands')}
          value={status ?? ''}
          onChange={(value) => choose({ status: value || undefined })}
          none={say('All')}
          choices={dutyStatuses.map((one) => ({ value: one, label: statusWords[one].word }))}
        />
      </div>
      <div className="row apart">
        <p className="row" role="status">
          {dutyStatuses.map((one) => (
            <Badge key={one} tone={statusWords[one].tone}>
              {statusWords[one].word}: {items.filter((row) => row.status === one).length}
            </Badge>
          ))}
        </p>
        <span className="row no-print">
          {checklistFormats.map((format) => (
            <a
              key={format}
              className={buttonClass('plain', true)}
              href={addressOf(exportObligations, { format, ...input }, place)}
              download
            >
              {format.toUpperCase()}
            </a>
          ))}
        </span>
      </div>
      {items.length === 0 ? (
        <Empty title={say('Nothing of that kind.')}>{say('Choose another actor, stage or status.')}</Empty>
      ) : (
        <div className="table-wrap card">
          <table className="table checklist">
            <thead>
              <tr>
                <th scope="col">{say('No.')}</th>
                <th scope="col">{say('What')}</th>
                <th scope="col">{say('Where it stands')}</th>
                <th scope="col">{say('Seen to by')}</th>
                <th scope="col">{say('What shows it')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((row) => (
                <ChecklistLine
                  key={`${keyOf(row)} ${row.followed?.id ?? ''}`}
                  row={row}
                  onOpen={() => choose({ open: keyOf(row) })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="quiet small">{say('List {version}, as of {moment}.', { version, moment: exactly(asOf) })}</p>
      {opened ? <ObligationDrawer row={opened} onClose={() => choose({ open: undefined })} /> : null}
    </div>
  )
}

function pick<K extends string, V extends string>(
  name: K,
  all: readonly V[],
  value: string | undefined,
): { [P in K]?: V } {
  const found = all.find((one) => one === value)
  return found === undefined ? {} : ({ [name]: found } as { [P in K]?: V })
}

function ChecklistLine({ row, onOpen }: { row: RowShown; onOpen: () => void }): ReactNode {
  const names = useNames()
  const { word, tone } = statusWords[row.status]
  const proofs = row.followed?.state.proofs.filter((one) => one.withdrawn === null) ?? []
  const told = row.notices.filter((one) => one.status === 'done')
  return (
    <tr>
      <th scope="row">
        <button type="button" className="linklike" onClick={onOpen} data-row>
          {row.id}
        </button>
      </th>
      <td className="what">
        {row.text}
        <span className="small quiet">
          {' '}
          {row.asName} · {stageWords[row.stage]} · {row.deadline}
          {row.binding ? ` · ${say('binding')}` : null}
        </span>
        <Sourced verification={row.verification} />
      </td>
      <td>
        <Badge tone={tone}>{row.late ? say('Done, late') : word}</Badge>
        {row.dueAt ? <span className="small"> {row.dueAt.slice(0, 10)}</span> : null}
        <span className="small quiet"> {row.because}</span>
      </td>
      <td data-label={say('Seen to by')}>
        {row.followed ? (
          row.followed.state.owner ? (
            names.person(row.followed.state.owner)
          ) : (
            say('nobody')
          )
        ) : (
          <span className="quiet">{say('not followed')}</span>
        )}
      </td>
      <td className="small" data-label={say('What shows it')}>
        {[...proofs.map(({ text }) => text), ...told.map(({ title }) => title)].join('; ') || (
          <span className="quiet">{say('nothing')}</span>
        )}
      </td>
    </tr>
  )
}
