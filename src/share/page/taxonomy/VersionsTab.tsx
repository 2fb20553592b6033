// All versions of the taxonomy, what was changed in the one that is shown, and how it differs from another one.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { compareTaxonomies, type listTaxonomies } from '../../api/taxonomy.ts'
import { StatusShown, type VersionShown } from './standing.tsx'

type Listed = OutputOf<typeof listTaxonomies>['items']

export function VersionsTab({ version, listed }: { version: VersionShown; listed: Listed }): ReactNode {
  const [{ against }, choose] = useChoices('against', 'version')
  const names = useNames()
  const others = listed.filter((one) => one.id !== version.id)
  const chosen = others.find((one) => one.id === against) ?? others.find((one) => one.id === version.state.basedOn)
  return (
    <div className="stack">
      <Scrolled label={say('Versions')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Edition')}</th>
              <th scope="col">{say('Status')}</th>
              <th scope="col">{say('Adopted')}</th>
              <th scope="col">{say('Terms')}</th>
              <th scope="col">{say('Marking')}</th>
              <th scope="col">{say('Changed')}</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((one) => (
              <tr key={one.id} data-here={one.id === version.id || undefined}>
                <th scope="row">
                  <Button small kind="quiet" onPress={() => choose({ version: one.id })}>
                    {one.state.title} {one.state.edition}
                  </Button>
                </th>
                <td>
                  <StatusShown status={one.state.status} />
                </td>
                <td>{one.state.adopted?.on ?? ''}</td>
                <td>{one.state.terms}</td>
                <td>
                  <Tlp label={one.marking.tlp} />
                </td>
                <td>
                  <Time at={one.state.changedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {others.length > 0 ? (
        <Card title={say('What differs')}>
          <SelectField
            label={say('Compared with')}
            none={say('Choose a version')}
            value={chosen?.id ?? ''}
            onChange={(id) => choose({ against: id || undefined })}
            choices={others.map((one) => ({ value: one.id, label: `${one.state.title} ${one.state.edition}` }))}
          />
          {chosen ? <Differences from={chosen.id} to={version.id} /> : null}
        </Card>
      ) : null}
      <Card title={say('What was changed in this version')}>
        {version.state.changes.length === 0 ? <p className="quiet">{say('Nothing since it was drafted.')}</p> : null}
        <ul className="plain-list bordered">
          {version.state.changes.map((change) => (
            <li key={`${change.at} ${change.reason}`}>
              <Time at={change.at} /> {names.actor(change.by)}: {change.reason}{' '}
              <span className="quiet">
                {sayCount(change.made.length, '{n} change', '{n} changes')}
                {change.proposal ? `, ${say('by a proposal')}` : ''}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}

const kindWords = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const

function Differences({ from, to }: { from: string; to: string }): ReactNode {
  const asked = useAsk(compareTaxonomies, { from, to }, { keep: true })
  if (asked.isPending) return <Skeleton lines={3} />
  if (!asked.data) return <Problem error={asked.error} />
  if (asked.data.differences.length === 0) return <p className="quiet">{say('Nothing.')}</p>
  return (
    <ul className="plain-list bordered">
      {asked.data.differences.map((one) => (
        <li key={one.id}>
          <strong>{say(kindWords[one.kind])}</strong> {one.label} <code className="small quiet">{one.id}</code>
          {one.fields.map((field) => (
            <p key={field.field} className="small">
              {field.field}: {field.from ?? say('nothing')} → {field.to ?? say('nothing')}
            </p>
          ))}
        </li>
      ))}
    </ul>
  )
}
