// Takes in a file of MISP JSON and says what became of each event in it: new, changed, known, or why not.
import { type ChangeEvent, type ReactNode, useId, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useSend } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say, sayCount } from '#web/say.ts'
import { importMisp } from '../../api/misp.ts'

type Taken = OutputOf<typeof importMisp>
const outcomeWords = { new: 'New', changed: 'Changed', known: 'Known already' } as const
const mostShown = 50

export function ImportFile({ onClose }: { onClose: () => void }): ReactNode {
  const [file, setFile] = useState<File | null>(null)
  const [taken, setTaken] = useState<Taken | null>(null)
  const sending = useSend(importMisp)
  const id = useId()
  const send = async () => {
    if (file) setTaken(await sending.send({ name: file.name.slice(0, 300) }, file))
  }
  return (
    <Dialog title={say('Take in a file')} open onClose={onClose} wide>
      <Form submit={say('Take it in')} pending={sending.pending} error={sending.error} onSubmit={send}>
        <p>{say('In MISP, export the event as “MISP JSON”. TLP:RED in it is for you alone.')}</p>
        <div className="field">
          <label htmlFor={id}>{say('File')}</label>
          <input
            id={id}
            type="file"
            className="input"
            required
            accept="application/json,.json"
            onChange={(event: ChangeEvent<HTMLInputElement>) => setFile(event.target.files?.[0] ?? null)}
          />
        </div>
      </Form>
      {taken ? <Outcome taken={taken} /> : null}
    </Dialog>
  )
}

function Outcome({ taken }: { taken: Taken }): ReactNode {
  return (
    <div className="stack" role="status">
      <ul className="plain-list bordered">
        {taken.events.slice(0, mostShown).map(({ uuid, info, outcome, left }) => (
          <li key={uuid} className="row">
            <Badge tone={outcome === 'known' ? 'quiet' : 'good'}>{say(outcomeWords[outcome])}</Badge>
            <span className="federate-breaks">{info}</span>
            {left > 0 ? <Badge tone="warn">{sayCount(left, '1 part left out', '{n} parts left out')}</Badge> : null}
          </li>
        ))}
      </ul>
      {taken.refused > 0 ? <p>{sayCount(taken.refused, '1 was refused:', '{n} were refused:')}</p> : null}
      <ul className="small">
        {taken.reasons.slice(0, mostShown).map(({ id, at, why }) => (
          <li key={`${id}${at}${why}`} className="federate-breaks">
            {why}
          </li>
        ))}
      </ul>
    </div>
  )
}
