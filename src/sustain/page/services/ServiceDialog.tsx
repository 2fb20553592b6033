// Watching a service, or changing how: addresses as people write them, what they are compared with, and how often.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { addWatchedService, changeWatchedService } from '../../api/services.ts'
import type { Endpoint } from '../../model/services.ts'
import { endpointOf } from '../../rules/reach/endpoint-of.ts'
import { addressOf } from './words.ts'

interface ServiceDialogProps {
  before?: OutputOf<typeof addWatchedService>
  onClose: () => void
}

const lines = (text: string) => [
  ...new Set(
    text
      .split(/\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]
const pages = (list: readonly Endpoint[]) => list.filter(({ kind }) => kind !== 'throughput').map(addressOf)
const large = (list: readonly Endpoint[]) => list.filter(({ kind }) => kind === 'throughput').map(addressOf)

export function ServiceDialog({ before, onClose }: ServiceDialogProps): ReactNode {
  const adding = useTell(addWatchedService)
  const changing = useTell(changeWatchedService)
  const was = before?.state
  const [name, setName] = useState(was?.name ?? '')
  const [addresses, setAddresses] = useState(pages(was?.endpoints ?? []).join('\n'))
  const [objects, setObjects] = useState(large(was?.endpoints ?? []).join('\n'))
  const [controls, setControls] = useState((was?.controls ?? []).map(addressOf).join('\n'))
  const [every, setEvery] = useState(String(was?.everySeconds ?? 60))
  const [vantages, setVantages] = useState((was?.vantages ?? []).join('\n'))
  const [forPeers, setForPeers] = useState(was?.forPeers ?? false)
  const [active, setActive] = useState(was?.active ?? true)
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER+STRICT' })
  const [wrong, setWrong] = useState<Record<string, string>>({})

  async function send(): Promise<void> {
    const known = [...(was?.endpoints ?? []), ...(was?.controls ?? [])]
    const faults: Record<string, string> = {}
    const read = (field: string, text: string, bytes?: number) =>
      lines(text).flatMap((line) => {
        const kept = known.find(
          (one) => addressOf(one) === line && (one.kind === 'throughput') === (bytes !== undefined),
        )
        const found = endpointOf(line, bytes)
        if (found.ok) return [kept ?? found.value]
        faults[field] = `${line}: ${found.detail}`
        return []
      })
    const endpoints = [...read('addresses', addresses), ...read('objects', objects, 1_000_000)]
    // A control is taken as the service is: whole, where a large object is.
    const told = {
      name: name.trim(),
      endpoints,
      controls: read('controls', controls, lines(objects).length > 0 ? 1_000_000 : undefined),
      everySeconds: Number(every),
      vantages: lines(vantages),
      forPeers,
    }
    if (endpoints.length === 0) faults.addresses ??= say('At least one address is needed.')
    setWrong(faults)
    if (Object.keys(faults).length > 0) return
    if (before) await changing.tell({ id: before.id, version: before.version, ...told, active })
    else await adding.tell({ ...told, marking: cleanMarking(marking) })
    toast(before ? say('Changed.') : say('Watched from now on.'))
    onClose()
  }

  return (
    <Dialog title={before ? say('Change how it is watched') : say('Watch a service')} open wide onClose={onClose}>
      <Form
        submit={before ? say('Keep it') : say('Watch it')}
        pending={adding.pending || changing.pending}
        error={adding.error ?? changing.error}
        onSubmit={send}
      >
        <TextField label={say('What is it called?')} value={name} onChange={setName} required maxLength={200} />
        <TextField
          label={say('Addresses')}
          hint={say('One on each line: https://portal.example.org/, tcp://host:port, tls://host, dns://name.')}
          value={addresses}
          onChange={setAddresses}
          error={wrong.addresses}
          lines={2}
          mono
          optional
        />
        <TextField
          label={say('Large objects')}
          hint={say('Of each, one megabyte is taken and its rate told. Without one, throttling cannot be seen.')}
          value={objects}
          onChange={setObjects}
          error={wrong.objects}
          lines={2}
          mono
          optional
        />
        <TextField
          label={say('Compared with')}
          hint={say('What should be as quick from the same place: an object of like size on another service.')}
          value={controls}
          onChange={setControls}
          error={wrong.controls}
          lines={2}
          mono
          optional
        />
        <TextField label={say('Every so many seconds')} value={every} onChange={setEvery} type="number" required />
        <TextField
          label={say('From these places only')}
          hint={say('One on each line, as they name themselves. Empty: every place that reports.')}
          value={vantages}
          onChange={setVantages}
          lines={2}
          optional
        />
        <CheckField
          label={say('Keep hourly summaries, so that agreements can let them go to peers')}
          value={forPeers}
          onChange={setForPeers}
        />
        {before ? (
          <CheckField label={say('It is watched')} value={active} onChange={setActive} />
        ) : (
          <MarkingPicker value={marking} onChange={setMarking} />
        )}
      </Form>
    </Dialog>
  )
}
