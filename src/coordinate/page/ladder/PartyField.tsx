// Who is meant: one that is suggested, another actor of the framework, or somebody by name.
import { type ReactNode, useMemo } from 'react'
import { useAsk } from '#web/ask.ts'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import { ladderTable } from '../../api/ladder.ts'
import type { Party } from '../../model/words.ts'
import { noParty } from './words.ts'

interface PartyFieldProps {
  label: string
  value: Party
  onChange: (party: Party) => void
  suggested?: readonly Party[]
}

const byName = 'name'

export function PartyField({ label, value, onChange, suggested = [] }: PartyFieldProps): ReactNode {
  const actors = useAsk(ladderTable, {}, { timeless: true }).data?.actors
  const choices = useMemo(
    () => [
      ...suggested.map((one, at) => ({ value: `s:${at}`, label: one.name, group: say('By the source') })),
      ...(actors ?? []).map(({ id, name }) => ({
        value: `a:${id}`,
        label: name,
        group: say('Actors of the framework'),
      })),
      { value: byName, label: say('Somebody else, by name'), group: say('Others') },
    ],
    [suggested, actors],
  )
  const at = suggested.findIndex((one) => one.name === value.name && one.actor === value.actor)
  const chosen = at >= 0 ? `s:${at}` : value.actor ? `a:${value.actor}` : byName
  function choose(key: string): void {
    const [kind, id = ''] = [key.slice(0, 1), key.slice(2)]
    const actor = actors?.find((one) => one.id === id)
    if (key !== byName && kind === 's') onChange(suggested[Number(id)] ?? noParty)
    else if (key !== byName && actor) onChange({ ...noParty, name: actor.name, actor: actor.id })
    else onChange(noParty)
  }
  return (
    <>
      <SelectField label={label} value={chosen} onChange={choose} choices={choices} />
      {chosen === byName ? (
        <TextField
          label={say('Name')}
          value={value.name}
          onChange={(name) => onChange({ ...noParty, name })}
          required
          maxLength={200}
        />
      ) : null}
    </>
  )
}
