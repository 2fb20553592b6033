// Complaints from a file of comma-separated values.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useSend } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say, sayCount } from '#web/say.ts'
import { importComplaints } from '../api.ts'

export function AddComplaints({ onClose }: { onClose: () => void }): ReactNode {
  const sending = useSend(importComplaints)
  const [file, setFile] = useState<File>()
  const [done, setDone] = useState<OutputOf<typeof importComplaints>>()
  async function send(): Promise<void> {
    if (file) setDone(await sending.send({ name: file.name.slice(0, 200) }, file))
  }
  return (
    <Dialog title={say('Complaints from a file')} open onClose={onClose}>
      {done ? (
        <div className="stack" role="status">
          <p>{sayCount(done.reports, '{n} complaint was taken in', '{n} complaints were taken in')}</p>
          {done.unknownServices.length > 0 ? (
            <p>{say('No target has these names: {names}', { names: done.unknownServices.join(', ') })}</p>
          ) : null}
          {done.problems.length > 0 ? (
            <ul className="small">
              {done.problems.map((problem) => (
                <li key={problem.line}>{say('Line {line}: {why}', { line: problem.line, why: problem.why })}</li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : (
        <Form submit={say('Take it in')} pending={sending.pending} error={sending.error} onSubmit={send}>
          <label className="field">
            <span>{say('File')}</span>
            <input
              type="file"
              accept=".csv,text/csv"
              required
              className="input"
              onChange={(event) => setFile(event.target.files?.[0])}
            />
          </label>
          <p className="hint">
            {say('Columns: timestamp, service, region, kind, count. The service is matched with the names of targets.')}
          </p>
        </Form>
      )}
    </Dialog>
  )
}
