// Parts from a file: tried first, so that one sees what would happen and what would be left out, and then taken in.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useSend } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import { fileForms, importParts } from '../../api/parts.ts'
import { usePartChoices } from '../part/choices.ts'

const mostTurns = 500

type Taken = OutputOf<typeof importParts>

const formWords: Record<(typeof fileForms)[number], () => string> = {
  csv: () => say('CSV, a line for each option'),
  json: () => say('JSON of this product'),
  cyclonedx: () => say('CycloneDX bill of materials'),
}

export function ImportDialog({ onClose }: { onClose: () => void }): ReactNode {
  const sending = useSend(importParts)
  const [file, setFile] = useState<File>()
  const [form, setForm] = useState('')
  const [of, setOf] = useState('')
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER' })
  const [tried, setTried] = useState<Taken>()
  const [taken, setTaken] = useState<Taken>()
  const [waiting, setWaiting] = useState(0)
  const parts = usePartChoices()
  const chosen = fileForms.find((it) => it === form)

  async function send(tryOnly: boolean): Promise<void> {
    if (!file) return
    const input = {
      name: file.name.slice(0, 255),
      ...(chosen ? { form: chosen } : {}),
      ...(of ? { of } : {}),
      ...(tryOnly ? { tryOnly } : {}),
      marking: cleanMarking(marking),
    }
    const answer = await sending.send(input, file)
    if (tryOnly) {
      setTried(answer)
      return
    }
    let { added, changed, left = 0, leftOutTotal } = answer
    setWaiting(left)
    // A large file is taken in several steps; the same file again goes on where the last one ended.
    for (let turn = 0; left > 0 && turn < mostTurns; turn++) {
      const more = await sending.send(input, file)
      added += more.added
      changed += more.changed
      left = more.left ?? 0
      setWaiting(left)
      leftOutTotal = more.leftOutTotal
    }
    toast(say('{added} added, {changed} changed.', { added, changed }))
    // What is not on the map now is said here, too: whoever took the file in has its lines before them.
    if (leftOutTotal > 0) setTaken({ ...answer, added, changed, leftOutTotal })
    else onClose()
  }

  if (taken)
    return (
      <Dialog title={say('Parts from a file')} open wide onClose={onClose}>
        <div className="stack" role="status">
          <p>{say('{added} added, {changed} changed.', { added: taken.added, changed: taken.changed })}</p>
          <LeftOut
            of={taken}
            title={sayCount(taken.leftOutTotal, '{n} line was left out:', '{n} lines were left out:')}
          />
          <div className="row">
            <Button kind="first" onPress={onClose}>
              {say('Close')}
            </Button>
          </div>
        </div>
      </Dialog>
    )

  return (
    <Dialog title={say('Parts from a file')} open wide onClose={onClose}>
      {tried ? (
        <Form
          submit={say('Take it in')}
          pending={sending.pending}
          error={sending.error}
          other={<Button onPress={() => setTried(undefined)}>{say('Back')}</Button>}
          onSubmit={() => send(false)}
        >
          <Trial tried={tried} />
          {waiting > 0 ? (
            <p className="note" role="status">
              {sayCount(waiting, '{n} part is still to be taken in.', '{n} parts are still to be taken in.')}
            </p>
          ) : null}
        </Form>
      ) : (
        <Form submit={say('Try it')} pending={sending.pending} error={sending.error} onSubmit={() => send(true)}>
          <label className="field">
            <span>{say('File')}</span>
            <input
              type="file"
              accept=".csv,.json,text/csv,application/json"
              required
              className="input"
              onChange={(event) => setFile(event.target.files?.[0])}
            />
          </label>
          <SelectField
            label={say('Form')}
            value={form}
            onChange={setForm}
            none={say('told from the content')}
            choices={fileForms.map((it) => ({ value: it, label: formWords[it]() }))}
          />
          <PickOne
            label={say('The part that is made of it')}
            hint={say('For a bill of materials. Empty: its own main component.')}
            value={of}
            onChange={setOf}
            choices={parts}
            optional
          />
          <MarkingPicker value={marking} onChange={setMarking} />
          <p className="hint">{say('Nothing is written yet: first you see what would happen.')}</p>
        </Form>
      )}
    </Dialog>
  )
}

function Trial({ tried }: { tried: Taken }): ReactNode {
  return (
    <div className="stack" role="status">
      <p>
        {say('This file would add {added}, change {changed} and leave {same} as they are; {needs} needs in all.', {
          added: sayCount(tried.added, '{n} part', '{n} parts'),
          changed: tried.changed,
          same: tried.same,
          needs: tried.needs,
        })}
      </p>
      {tried.leftOutTotal === 0 ? (
        <p className="note good small">{say('No line would be left out.')}</p>
      ) : (
        <LeftOut
          of={tried}
          title={sayCount(tried.leftOutTotal, '{n} line would be left out:', '{n} lines would be left out:')}
        />
      )}
    </div>
  )
}

function LeftOut({ of: { leftOut, leftOutTotal }, title }: { of: Taken; title: string }): ReactNode {
  const more = leftOutTotal - leftOut.length
  return (
    <>
      <p className="note warn small">{title}</p>
      <Scrolled label={say('What is left out')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Where')}</th>
              <th scope="col">{say('Why')}</th>
            </tr>
          </thead>
          <tbody>
            {leftOut.map((one) => (
              <tr key={`${one.at} ${one.why}`}>
                <th scope="row" className="mono">
                  {one.at}
                </th>
                <td className="wrap-anywhere">{one.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {more > 0 ? <p className="quiet small">{sayCount(more, 'And {n} more.', 'And {n} more.')}</p> : null}
    </>
  )
}
