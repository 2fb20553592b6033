// Writing down a network: whose it is, how its clients find resolvers, and which names are internal.
import { type ReactNode, useState } from 'react'
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
import { addDnsUse } from '../../api/resolvers.ts'
import { bootstraps } from '../../model/dns-use.ts'

const lines = (text: string) => [
  ...new Set(
    text
      .split(/[\n,]/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

function bootstrapWord(value: (typeof bootstraps)[number]): string {
  switch (value) {
    case 'address':
      return say('Addresses written down on each client')
    case 'dhcp':
      return say('Handed out by the network (DHCP)')
    case 'ddr':
      return say('Encrypted ones found by way of a plain one (DDR)')
    case 'name':
      return say('Written down as names')
  }
}

export function NetworkDialog({ onClose }: { onClose: () => void }): ReactNode {
  const adding = useTell(addDnsUse)
  const names = useNames()
  const [network, setNetwork] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [addresses, setAddresses] = useState('')
  const [bootstrap, setBootstrap] = useState('')
  const [zones, setZones] = useState('')
  const [noZones, setNoZones] = useState(false)
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER' })

  async function send(): Promise<void> {
    const found = bootstraps.find((it) => it === bootstrap)
    const internalZones = lines(zones).map((name) => ({ name, servers: [], survives: null }))
    await adding.tell({
      network: network.trim(),
      ...(organisation ? { organisation } : {}),
      resolvers: lines(addresses).map(stated),
      ...(found ? { bootstrap: found } : {}),
      ...(noZones || internalZones.length > 0 ? { internalZones } : {}),
      marking: cleanMarking(marking),
    })
    toast(say('Written down. A configuration file says more than can be typed: read one.'))
    onClose()
  }

  return (
    <Dialog title={say('Add a network')} open wide onClose={onClose}>
      <Form submit={say('Write it down')} pending={adding.pending} error={adding.error} onSubmit={send}>
        <TextField
          label={say('Network')}
          hint={say('Offices, Data centre north: once for each organisation.')}
          value={network}
          onChange={setNetwork}
          error={errorAt(adding.error, 'network')}
          required
          maxLength={200}
        />
        <SelectField
          label={say('Whose is it?')}
          value={organisation}
          onChange={setOrganisation}
          choices={names.organisations}
          none={say('Your own organisation')}
        />
        <TextField
          label={say('Addresses of its resolvers')}
          hint={say(
            'One on each line, in the order in which they are asked. Leave it empty and read a configuration instead.',
          )}
          value={addresses}
          onChange={setAddresses}
          lines={3}
          mono
          optional
        />
        <SelectField
          label={say('How do clients find them?')}
          value={bootstrap}
          onChange={setBootstrap}
          choices={bootstraps.map((value) => ({ value, label: bootstrapWord(value) }))}
          none={say('Not known')}
        />
        <TextField
          label={say('Internal zones')}
          hint={say('One on each line.')}
          value={zones}
          onChange={setZones}
          lines={2}
          mono
          optional
        />
        <CheckField
          label={say('There are no internal zones')}
          value={noZones}
          onChange={setNoZones}
          disabled={zones.trim() !== ''}
        />
        <MarkingPicker value={marking} onChange={setMarking} />
      </Form>
    </Dialog>
  )
}

/** Whose it is, the node looks up by the address; how it is asked beyond that, nobody said. */
function stated(address: string, at: number) {
  return {
    ...{ name: address, role: at === 0 ? ('used' as const) : ('fallback' as const), how: 'forwards' as const },
    ...{ transport: 'udp' as const, address, known: null, operator: null, country: null },
    ...{ unionBased: null, validates: null, knownBy: 'stated' as const },
  }
}
