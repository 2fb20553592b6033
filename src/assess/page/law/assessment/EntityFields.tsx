// Who an organisation is by law: its types out of a long list, grouped by the acts that name them; countries, zone, authority.
import { type ReactNode, useId, useState } from 'react'
import { PickOne, Picks } from '#web/kit/Picks.tsx'
import { say, sayCount } from '#web/say.ts'
import type { EntityType } from '../../../model/law.ts'
import { useVocabulary } from '../../vocabulary.ts'
import { actWord, headingOf } from '../acts.ts'
import { memberStates } from '../places.ts'
import { zones } from '../zones.ts'

export interface EntityValue {
  types: string[]
  countries: string[]
  jurisdiction: string | null
  timeZone: string
}

export interface EntityFieldsProps {
  value: EntityValue
  onChange: (value: EntityValue) => void
  entityTypes: readonly EntityType[]
}

export function EntityFields({ value, onChange, entityTypes }: EntityFieldsProps): ReactNode {
  const vocabulary = useVocabulary()
  const countries = memberStates.map((code) => ({ value: code, label: vocabulary.country(code) }))
  return (
    <>
      <TypePicker entityTypes={entityTypes} values={value.types} onChange={(types) => onChange({ ...value, types })} />
      <Picks
        label={say('Where it provides its services')}
        hint={say('Member States of the Union and of the European Economic Area.')}
        values={value.countries}
        onChange={(chosen) => onChange({ ...value, countries: chosen })}
        choices={countries}
      />
      <div className="columns">
        <PickOne
          label={say('Whose authorities it reports to')}
          hint={say('Where it is established; for digital infrastructure its main establishment.')}
          value={value.jurisdiction ?? ''}
          onChange={(code) => onChange({ ...value, jurisdiction: code === '' ? null : code })}
          choices={countries}
          optional
        />
        <PickOne
          label={say('Time zone')}
          hint={say('Limits in days and months, and holidays, count by the clock on its wall.')}
          value={value.timeZone}
          onChange={(timeZone) => onChange({ ...value, timeZone: timeZone || 'UTC' })}
          choices={zones(value.timeZone)}
        />
      </div>
    </>
  )
}

interface TypePickerProps {
  entityTypes: readonly EntityType[]
  values: readonly string[]
  onChange: (values: string[]) => void
}

/** Everything that is chosen stays in sight, whatever is searched for. */
function TypePicker({ entityTypes, values, onChange }: TypePickerProps): ReactNode {
  const id = useId()
  const [wanted, setWanted] = useState('')
  const words = wanted.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (type: EntityType) => {
    const text = `${type.label} ${type.id} ${type.acts.map(actWord).join(' ')}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  const chosen = entityTypes.filter((type) => values.includes(type.id))
  const groups = new Map<string, EntityType[]>()
  for (const type of entityTypes.filter((it) => fits(it) && !values.includes(it.id))) {
    const act = headingOf(type.acts)
    groups.set(act, [...(groups.get(act) ?? []), type])
  }
  const box = (type: EntityType) => (
    <label key={type.id} className="type-choice">
      <input
        type="checkbox"
        checked={values.includes(type.id)}
        onChange={() =>
          onChange(values.includes(type.id) ? values.filter((it) => it !== type.id) : [...values, type.id])
        }
      />
      <span>{type.label}</span>
    </label>
  )
  return (
    <fieldset className="field type-picker">
      <legend>{say('What it is by law')}</legend>
      <p className="hint">{say('Choose every type that fits: each may bring acts of its own.')}</p>
      {chosen.length > 0 ? (
        <div className="type-chosen">{chosen.map(box)}</div>
      ) : (
        <p className="note warn small">{say('Nothing is chosen yet: no act can be said to concern it.')}</p>
      )}
      <label className="unseen" htmlFor={id}>
        {say('Search the types')}
      </label>
      <input
        id={id}
        className="input"
        type="search"
        placeholder={say('Search the types: bank, hospital, cloud, energy …')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className="type-list" tabIndex={0} aria-label={say('Types to choose from')}>
        {[...groups].map(([act, types]) => (
          <div key={act}>
            <p className="type-act">{act === '' ? say('Others') : actWord(act)}</p>
            {types.map(box)}
          </div>
        ))}
        {groups.size === 0 ? <p className="quiet pad">{say('Nothing of that name')}</p> : null}
      </section>
      <p className="unseen" role="status">
        {sayCount(chosen.length, '{n} type chosen', '{n} types chosen')}
      </p>
    </fieldset>
  )
}
