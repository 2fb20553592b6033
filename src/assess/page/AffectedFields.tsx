// Who and what is affected.
import type { ReactNode } from 'react'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Picks } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import type { Names } from '#web/shell/names.ts'
import type { Affected, Users } from '../model.ts'
import type { Vocabulary } from './vocabulary.ts'

export const nothingAffected: Affected = { organisations: [], services: [], sectors: [], countries: [], users: null }

export interface AffectedFieldsProps {
  value: Affected
  onChange: (value: Affected) => void
  vocabulary: Vocabulary
  names: Names
  /** Only sectors and countries, for a quick start. */
  brief?: boolean
}

export function AffectedFields({ value, onChange, vocabulary, names, brief }: AffectedFieldsProps): ReactNode {
  return (
    <div className="stack">
      <Picks
        label={say('Member States and other countries')}
        values={value.countries}
        choices={vocabulary.countries}
        onChange={(countries) => onChange({ ...value, countries })}
        optional={Boolean(brief)}
      />
      <Picks
        label={say('Sectors (NIS2)')}
        values={value.sectors}
        choices={vocabulary.sectors}
        onChange={(sectors) => onChange({ ...value, sectors })}
        optional={Boolean(brief)}
      />
      {brief ? null : (
        <>
          <Picks
            label={say('Organisations')}
            values={value.organisations}
            choices={names.organisations}
            onChange={(organisations) => onChange({ ...value, organisations })}
          />
          <TextField
            label={say('Services')}
            hint={say('One a line.')}
            lines={3}
            value={value.services.map((it) => it.name).join('\n')}
            onChange={(text) => onChange({ ...value, services: servicesOf(text, value) })}
          />
          <UsersFields value={value.users} onChange={(users) => onChange({ ...value, users })} />
        </>
      )}
    </div>
  )
}

function servicesOf(text: string, old: Affected): Affected['services'] {
  if (text === '') return []
  return text.split('\n').map((name) => old.services.find((it) => it.name === name) ?? { name, organisation: null })
}

/** Without the empty lines that typing leaves behind. */
export function cleanAffected(value: Affected): Affected {
  const services = value.services.map((it) => ({ ...it, name: it.name.trim() })).filter((it) => it.name !== '')
  const users =
    value.users && value.users.basis.trim() === '' ? { ...value.users, basis: say('not said') } : value.users
  return { ...value, services, users }
}

const qualifiers: Record<Users['qualifier'], string> = {
  about: 'about',
  over: 'more than',
  'up-to': 'up to',
  exact: 'exactly',
}

export function UsersFields({
  value,
  onChange,
}: {
  value: Users | null
  onChange: (value: Users | null) => void
}): ReactNode {
  return (
    <div className="columns">
      <TextField
        label={say('Users affected')}
        optional
        type="number"
        inputMode="numeric"
        value={value ? String(value.value) : ''}
        onChange={(text) =>
          onChange(
            text === ''
              ? null
              : {
                  value: Math.max(0, Math.floor(Number(text))),
                  qualifier: value?.qualifier ?? 'about',
                  basis: value?.basis ?? '',
                },
          )
        }
      />
      <SelectField
        label={say('How sure')}
        value={value?.qualifier ?? 'about'}
        onChange={(qualifier) => {
          const found = (Object.keys(qualifiers) as Users['qualifier'][]).find((it) => it === qualifier)
          if (value && found) onChange({ ...value, qualifier: found })
        }}
        choices={Object.entries(qualifiers).map(([choice, label]) => ({ value: choice, label: say(label) }))}
      />
      <TextField
        label={say('Who says so')}
        optional
        value={value?.basis ?? ''}
        readOnly={!value}
        onChange={(basis) => value && onChange({ ...value, basis })}
        maxLength={500}
      />
    </div>
  )
}

export function usersText(users: Users): string {
  return `${say(qualifiers[users.qualifier])} ${users.value.toLocaleString('en')}`
}
