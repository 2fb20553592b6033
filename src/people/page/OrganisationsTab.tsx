// Organisations that this node works with.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne, Picks } from '#web/kit/Picks.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { changeOrganisation, listCountries, listOrganisations, listSectors, registerOrganisation } from '../api.ts'
import { type Group, groups, type HeldOrganisation, type OrganisationKind } from '../model.ts'
import { kindChoices, kindWord, withoutCountry } from './words.ts'

export function OrganisationsTab(): ReactNode {
  const may = useMay()
  const organisations = useAsk(listOrganisations, { limit: 500 }, { timeless: true, hears: ['people.'] })
  const [adding, setAdding] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  if (organisations.isPending) return <Skeleton lines={4} tall />
  if (!organisations.data) return <Problem error={organisations.error} onAgain={() => void organisations.refetch()} />
  const current = organisations.data.items.find((it) => it.id === chosen)
  return (
    <div className="stack">
      {may(registerOrganisation) ? (
        <div className="row">
          <Button kind="first" icon="plus" onPress={() => setAdding(true)}>
            {say('Register an organisation')}
          </Button>
        </div>
      ) : null}
      <div className="table-wrap card flush-people">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Name')}</th>
              <th scope="col">{say('What it is')}</th>
              <th scope="col">{say('Country')}</th>
              <th scope="col">{say('Sectors')}</th>
              <th scope="col">
                <span className="unseen">{say('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {organisations.data.items.map((it) => (
              <tr key={it.id}>
                <td>
                  <strong>{it.name}</strong>{' '}
                  {it.id === organisations.data.home ? <Badge tone="bronze">{say('this node')}</Badge> : null}{' '}
                  {it.active ? null : <Badge tone="quiet">{say('not active')}</Badge>}
                </td>
                <td>{kindWord(it.kind)}</td>
                <td>
                  {it.country ?? say('none')} {it.groups.join(' ')}
                </td>
                <td className="small">{it.sectors.join(', ')}</td>
                <td className="right">
                  {may(changeOrganisation) ? (
                    <Button small aria-label={say('Change {name}', { name: it.name })} onPress={() => setChosen(it.id)}>
                      {say('Change')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {adding ? <OrganisationForm onClose={() => setAdding(false)} /> : null}
      {current ? (
        <OrganisationForm
          key={current.id}
          known={current}
          home={current.id === organisations.data.home}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </div>
  )
}

function OrganisationForm({
  known,
  home,
  onClose,
}: {
  known?: HeldOrganisation
  home?: boolean
  onClose: () => void
}): ReactNode {
  const register = useTell(registerOrganisation)
  const change = useTell(changeOrganisation)
  const names = useNames()
  const countries = useAsk(listCountries, {}, { timeless: true })
  const sectorList = useAsk(listSectors, {}, { timeless: true })
  const [name, setName] = useState(known?.name ?? '')
  const [kind, setKind] = useState<OrganisationKind>(known?.kind ?? 'operator')
  const [country, setCountry] = useState(known?.country ?? '')
  const [sectors, setSectors] = useState<string[]>(known?.sectors ?? [])
  const [clientOf, setClientOf] = useState<string[]>(known?.clientOf ?? [])
  const [inGroups, setInGroups] = useState<Group[]>(known?.groups ?? [])
  const [active, setActive] = useState(known?.active ?? true)
  const act = known ? change : register

  async function send(): Promise<void> {
    const input = { name: name.trim(), kind, country: country || null, sectors, clientOf, groups: inGroups }
    if (known) await change.tell({ organisation: known.id, version: known.version, ...input, active })
    else await register.tell(input)
    onClose()
  }

  const sectorChoices = (sectorList.data?.items ?? []).flatMap((sector) => [
    { value: sector.id, label: sector.label, group: say('Annex {annex}', { annex: sector.annex }) },
    ...sector.subsectors.map((sub) => ({ value: sub.id, label: `${sector.label}: ${sub.label}` })),
  ])
  return (
    <Dialog title={known ? known.name : say('Register an organisation')} open wide onClose={onClose}>
      <Form
        submit={known ? say('Keep it') : say('Register it')}
        pending={act.pending}
        error={act.error}
        onSubmit={send}
      >
        <TextField label={say('Name')} value={name} onChange={setName} required maxLength={200} autoFocus />
        <SelectField
          label={say('What it is')}
          value={kind}
          onChange={(value) => setKind(kindChoices().find((choice) => choice.value === value)?.value ?? 'operator')}
          choices={kindChoices()}
        />
        <PickOne
          label={say('Country')}
          optional={withoutCountry.includes(kind)}
          value={country}
          onChange={setCountry}
          choices={(countries.data?.items ?? []).map((it) => ({
            value: it.code,
            label: it.name,
            group: it.member ? say('Member State') : '',
          }))}
        />
        <Picks label={say('Sectors (NIS2)')} optional values={sectors} onChange={setSectors} choices={sectorChoices} />
        <Picks
          label={say('Client of')}
          optional
          hint={say('TLP:AMBER of these organisations reaches it.')}
          values={clientOf}
          onChange={setClientOf}
          choices={names.organisations.filter((it) => it.value !== known?.id)}
        />
        <fieldset className="field">
          <legend>{say('Groups')}</legend>
          {groups.map((group) => (
            <CheckField
              key={group}
              label={group}
              value={inGroups.includes(group)}
              onChange={(on) => setInGroups(groups.filter((one) => (one === group ? on : inGroups.includes(one))))}
            />
          ))}
        </fieldset>
        {known && !home ? <CheckField label={say('Active')} value={active} onChange={setActive} /> : null}
      </Form>
    </Dialog>
  )
}
