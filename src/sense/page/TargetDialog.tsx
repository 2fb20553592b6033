// Naming a target, or changing one: what belongs to it, how many use it, and how sensitive detection is.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { addTarget, changeTarget, type listTargets } from '../api.ts'
import type { Thresholds } from '../model/targets.ts'
import { thresholdFields } from './thresholds.ts'

type Held = OutputOf<typeof listTargets>['targets'][number]
const lines = (text: string) => [
  ...new Set(
    text
      .split(/[\n,]/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

export function TargetDialog({ before, onClose }: { before?: Held; onClose: () => void }): ReactNode {
  const adding = useTell(addTarget)
  const changing = useTell(changeTarget)
  const names = useNames()
  const was = before?.state
  const [name, setName] = useState(was?.name ?? '')
  const [organisation, setOrganisation] = useState(was?.organisation ?? '')
  const [prefixes, setPrefixes] = useState((was?.prefixes ?? []).join('\n'))
  const [hosts, setHosts] = useState((was?.hosts ?? []).join('\n'))
  const [services, setServices] = useState((was?.services ?? []).join('\n'))
  const [users, setUsers] = useState(was?.users === null || was === undefined ? '' : String(was.users))
  const [country, setCountry] = useState(was?.country ?? '')
  const [thresholds, setThresholds] = useState<Partial<Record<keyof Thresholds, string>>>(() =>
    asTyped(was?.thresholds),
  )
  const [active, setActive] = useState(was?.active ?? true)
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER+STRICT' })
  const error = adding.error ?? changing.error

  async function send(): Promise<void> {
    const told = {
      name: name.trim(),
      prefixes: lines(prefixes),
      hosts: lines(hosts),
      services: lines(services),
      users: users.trim() === '' ? null : Number(users),
      country: country.trim() === '' ? null : country.trim().toUpperCase(),
      thresholds: asNumbers(thresholds),
    }
    if (before) await changing.tell({ id: before.id, version: before.version, ...told, active })
    else await adding.tell({ ...told, ...(organisation ? { organisation } : {}), marking: cleanMarking(marking) })
    toast(before ? say('Changed.') : say('Watched from the next bucket on that a sensor sends.'))
    onClose()
  }

  return (
    <Dialog title={before ? say('Change the target') : say('Watch a target')} open wide onClose={onClose}>
      <Form
        submit={before ? say('Keep it') : say('Watch it')}
        pending={adding.pending || changing.pending}
        error={error}
        onSubmit={send}
      >
        <TextField label={say('What is it called?')} value={name} onChange={setName} required maxLength={120} />
        {before ? null : (
          <SelectField
            label={say('Whose is it?')}
            value={organisation}
            onChange={setOrganisation}
            choices={names.organisations}
            none={say('Your own organisation')}
          />
        )}
        <TextField
          label={say('Networks')}
          hint={say('One on each line, such as 198.51.100.0/24 or 2001:db8::/32.')}
          value={prefixes}
          onChange={setPrefixes}
          error={errorAt(error, 'prefixes')}
          lines={3}
          mono
          optional
        />
        <TextField
          label={say('Hosts')}
          hint={say('As access logs name them.')}
          value={hosts}
          onChange={setHosts}
          lines={2}
          mono
          optional
        />
        <TextField
          label={say('Names of the service')}
          hint={say('What people call it when they complain, and what news call it.')}
          value={services}
          onChange={setServices}
          lines={2}
          optional
        />
        <div className="columns">
          <TextField label={say('Users')} value={users} onChange={setUsers} type="number" optional />
          <TextField
            label={say('Country')}
            hint={say('Two letters: whose days and holidays it follows.')}
            value={country}
            onChange={setCountry}
            maxLength={2}
            optional
          />
        </div>
        <details>
          <summary>{say('Thresholds')}</summary>
          <div className="stack">
            {thresholdFields.map((field) => (
              <TextField
                key={field.name}
                label={field.label()}
                hint={field.hint()}
                type="number"
                value={thresholds[field.name] ?? ''}
                onChange={(value) => setThresholds({ ...thresholds, [field.name]: value })}
                placeholder={say('standard')}
                optional
              />
            ))}
          </div>
        </details>
        {before ? (
          <CheckField label={say('It is watched')} value={active} onChange={setActive} />
        ) : (
          <MarkingPicker value={marking} onChange={setMarking} />
        )}
      </Form>
    </Dialog>
  )
}

function asTyped(thresholds: Thresholds = {}): Partial<Record<keyof Thresholds, string>> {
  return Object.fromEntries(Object.entries(thresholds).map(([name, value]) => [name, String(value)]))
}

function asNumbers(typed: Partial<Record<keyof Thresholds, string>>): Thresholds {
  const given = Object.entries(typed).filter(([, value]) => value.trim() !== '' && Number.isFinite(Number(value)))
  return Object.fromEntries(given.map(([name, value]) => [name, Number(value)]))
}
