// Files of a law, checked before anything else: what is wrong with them, what they would change, and then putting them in force.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { adoptLaw, checkLaw } from '../../../api/law.ts'
import { Difference } from './Difference.tsx'
import { FaultsOfLaw } from './FaultsOfLaw.tsx'
import { type LawFiles, lawFilesOf } from './law-files.ts'

export function CheckDialog({ inForce, onClose }: { inForce: string | undefined; onClose: () => void }): ReactNode {
  const checking = useTell(checkLaw)
  const adopting = useTell(adoptLaw)
  const may = useMay()
  const [files, setFiles] = useState<LawFiles | null>(null)
  const [unread, setUnread] = useState<readonly string[]>([])
  const [found, setFound] = useState<Awaited<ReturnType<typeof checking.tell>> | null>(null)
  const [reason, setReason] = useState('')

  async function choose(chosen: FileList | null): Promise<void> {
    setFound(null)
    const read = await lawFilesOf([...(chosen ?? [])])
    setFiles(read.files)
    setUnread(read.unread)
    if (Object.keys(read.files).length === 0) return
    setFound(await checking.tell({ files: read.files }))
  }

  async function adopt(): Promise<void> {
    if (!files) return
    const answer = await adopting.tell({ files, reason: reason.trim(), ...(inForce ? { seen: inForce } : {}) })
    toast(say('In force: {version}. Open assessments are judged again by it.', { version: answer.version }))
    onClose()
  }

  const sound = found !== null && found.faults.length === 0 && unread.length === 0
  const other = sound && found.version !== inForce
  return (
    <Dialog title={say('Files of the law')} open wide onClose={onClose}>
      <p>
        {say(
          'Choose the folder that holds law.json, with its folders of rules, regimes and facts. Nothing is put in force by checking.',
        )}
      </p>
      <div className="field">
        <label htmlFor="law-folder">{say('Folder')}</label>
        <input
          id="law-folder"
          type="file"
          multiple
          className="input"
          ref={(element) => element?.setAttribute('webkitdirectory', '')}
          onClick={(event) => {
            // The same folder, mended meanwhile, is another choice.
            event.currentTarget.value = ''
          }}
          onChange={(event) => void choose(event.target.files).catch(() => undefined)}
        />
      </div>
      <Problem error={checking.error} />
      {checking.pending ? <p className="quiet">{say('Checking …')}</p> : null}
      {unread.length > 0 ? (
        <p className="note warn">{say('These are no JSON: {files}', { files: unread.join(', ') })}</p>
      ) : null}
      {found ? (
        <div className="stack tight" role="status">
          {found.faults.length > 0 ? (
            <>
              <strong>
                {sayCount(found.faults.length, '{n} fault: it cannot be used.', '{n} faults: it cannot be used.')}
              </strong>
              <FaultsOfLaw faults={found.faults} />
            </>
          ) : (
            <p className="note good">
              {say('It fits together. Its version is {version}.', { version: found.version ?? '' })}
            </p>
          )}
          {found.remarks.length > 0 ? (
            <details>
              <summary>{sayCount(found.remarks.length, '{n} remark', '{n} remarks')}</summary>
              <ul className="changes small">
                {found.remarks.map((remark) => (
                  <li key={remark}>{remark}</li>
                ))}
              </ul>
            </details>
          ) : null}
          {found.difference ? <Difference difference={found.difference} /> : null}
        </div>
      ) : null}
      {other && may(adoptLaw) ? (
        <Form submit={say('Put it in force')} danger pending={adopting.pending} error={adopting.error} onSubmit={adopt}>
          <TextField
            label={say('Why')}
            hint={say('Kept with the version. From then on verdicts are made by it, and open ones are made again.')}
            value={reason}
            onChange={setReason}
            required
            minLength={3}
            maxLength={1000}
            lines={2}
          />
        </Form>
      ) : null}
    </Dialog>
  )
}
