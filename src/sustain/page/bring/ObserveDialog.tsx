// Looking at a service from outside, when somebody asks for it: what was seen, what is proposed, and what a person takes of it.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import { acceptObserved, observeService } from '../../api/observe.ts'
import type { getPart } from '../../api/parts.ts'
import { layerWord } from '../words.ts'
import { WhatWasSeen } from './WhatWasSeen.tsx'

type Seen = OutputOf<typeof observeService>
type Proposal = Seen['proposals'][number]
type Held = OutputOf<typeof getPart>['part']

const hostName = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*$/i

export function ObserveDialog({ part, onClose }: { part: Held; onClose: () => void }): ReactNode {
  const observing = useTell(observeService)
  const [names, setNames] = useState(part.state.aliases.filter((alias) => hostName.test(alias)).join('\n'))
  const [port, setPort] = useState('')
  const [seen, setSeen] = useState<Seen>()

  async function look(): Promise<void> {
    const asked = [...new Set(names.split(/[\s,]+/).filter(Boolean))].slice(0, 20)
    setSeen(
      await observing.tell({
        part: part.id,
        ...(asked.length > 0 ? { names: asked } : {}),
        ...(port.trim() === '' ? {} : { port: Number(port) }),
      }),
    )
  }

  return (
    <Dialog title={say('Look at {name} from outside', { name: part.state.name })} open wide onClose={onClose}>
      {seen ? (
        <Choose part={part} seen={seen} onBack={() => setSeen(undefined)} onClose={onClose} />
      ) : (
        <Form submit={say('Look now')} pending={observing.pending} error={observing.error} onSubmit={look}>
          <TextField
            label={say('Host names')}
            hint={say('One on each line. This machine asks for them over DNS and TLS, once, and writes nothing.')}
            value={names}
            onChange={setNames}
            lines={3}
            mono
            required
          />
          <TextField
            label={say('Port of TLS')}
            type="number"
            value={port}
            onChange={setPort}
            placeholder="443"
            optional
          />
        </Form>
      )}
    </Dialog>
  )
}

interface ChooseProps {
  part: Held
  seen: Seen
  onBack: () => void
  onClose: () => void
}

function Choose({ part, seen, onBack, onClose }: ChooseProps): ReactNode {
  const accepting = useTell(acceptObserved)
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const chosen = seen.proposals.filter((_, at) => !left.has(at))

  async function keep(): Promise<void> {
    const { added } = await accepting.tell({ part: part.id, version: part.version, chosen })
    toast(say('On the map: {what}', { what: sayCount(added.length, '{n} new part', '{n} new parts') }))
    onClose()
  }

  function toggle(at: number, on: boolean): void {
    const next = new Set(left)
    if (on) next.delete(at)
    else next.add(at)
    setLeft(next)
  }

  if (seen.proposals.length === 0) {
    return (
      <div className="stack" role="status">
        <p>{say('Nothing was seen that could be put onto the map.')}</p>
        <WhatWasSeen seen={seen.seen} />
        <div className="row">
          <Button onPress={onBack}>{say('Back')}</Button>
        </div>
      </div>
    )
  }
  return (
    <Form
      submit={sayCount(chosen.length, 'Put {n} onto the map', 'Put {n} onto the map')}
      pending={accepting.pending}
      error={accepting.error}
      other={<Button onPress={onBack}>{say('Back')}</Button>}
      onSubmit={keep}
    >
      <WhatWasSeen seen={seen.seen} />
      <fieldset className="stack tight">
        <legend className="label">{say('Proposed')}</legend>
        {seen.proposals.map((proposal, at) => (
          <CheckField
            key={`${proposal.alias} ${proposal.need}`}
            label={proposalWord(proposal)}
            hint={proposal.because}
            value={!left.has(at)}
            onChange={(on) => toggle(at, on)}
          />
        ))}
      </fieldset>
    </Form>
  )
}

function proposalWord({ name, layer, need, part }: Proposal): string {
  const words = { need, name, layer: layerWord(layer) }
  return part === null
    ? say('“{need}” from {name} ({layer}), a new part', words)
    : say('“{need}” from {name} ({layer}), which is on the map already', words)
}
