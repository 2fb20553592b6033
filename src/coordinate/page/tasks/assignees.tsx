// Choosing to whom something is given: a person by name, or whoever is on duty by a rota.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { PickOne, Picks } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { listRotas } from '../../api/rotas.ts'
import type { Assignee } from '../../model/task.ts'

export interface Given {
  person?: string
  rota?: string
}

/** `person:0198...` or `rota:0198...`, as the fields hold it. */
export function givenFrom(value: string): Given {
  const [kind, id = ''] = value.split(':')
  return kind === 'rota' ? { rota: id } : { person: id }
}

export function useRotas() {
  return useAsk(listRotas, { status: 'active' }, { hears: ['coordinate.rota'] })
}

function useAssignees(): readonly Choice[] {
  const names = useNames()
  const rotas = useRotas().data?.items ?? []
  return [
    ...rotas.map(({ id, state, duty }) => ({
      value: `rota:${id}`,
      label: say('On duty: {rota}', { rota: state.name }),
      group: duty.person ? names.person(duty.person) : say('nobody now'),
    })),
    ...names.persons.map((one) => ({ ...one, value: `person:${one.value}` })),
  ]
}

interface PickProps {
  label: string
  hint?: string
  optional?: boolean
}

export function AssigneePick({
  value,
  onChange,
  ...rest
}: PickProps & { value: string; onChange: (value: string) => void }): ReactNode {
  return <PickOne {...rest} value={value} onChange={onChange} choices={useAssignees()} />
}

export function AssigneePicks({
  values,
  onChange,
  ...rest
}: PickProps & { values: readonly string[]; onChange: (values: string[]) => void }): ReactNode {
  return <Picks {...rest} values={values} onChange={onChange} choices={useAssignees()} />
}

/** `Anna Example (Duty officer)`: who has it, and by which rota. */
export function AssigneeShown({ assignee }: { assignee: Assignee }): ReactNode {
  const names = useNames()
  const rotas = useRotas().data?.items ?? []
  const rota = rotas.find(({ id }) => id === assignee.rota)?.state.name ?? say('a rota')
  const person = assignee.person ? names.person(assignee.person) : null
  if (assignee.rota === null) return person ?? say('nobody')
  return person ? say('{person}, on duty: {rota}', { person, rota }) : say('nobody on duty: {rota}', { rota })
}
