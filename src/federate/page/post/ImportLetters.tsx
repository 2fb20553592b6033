// Taking a file of letters that came by mail or on a stick. Taking it twice changes nothing.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useSend } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say, sayCount } from '#web/say.ts'
import { importLetters } from '../../api/post.ts'

type Taken = OutputOf<typeof importLetters>

export function ImportLetters({ onClose }: { onClose: () => void }): ReactNode {
  const [taken, setTaken] = useState<Taken | null>(null)
  const sending = useSend(importLetters)
  return (
    <Dialog title={say('Take a file of letters')} open onClose={onClose}>
      <div className="stack">
        <p>
          {say(
            'A file that a peer exported for this node. Only this node can open it; what was taken before is known.',
          )}
        </p>
        <label className="field">
          <span className="label">{say('File')}</span>
          <input
            type="file"
            onChange={(event) => {
              const file = event.target.files?.[0]
              setTaken(null)
              if (file) void sending.send({}, file).then(setTaken, () => undefined)
            }}
          />
        </label>
        {sending.pending ? <p role="status">{say('The letters are opened ...')}</p> : null}
        <Problem error={sending.error} />
        {taken ? <Result taken={taken} /> : null}
        <div className="row">
          <Button onPress={onClose}>{say('Close')}</Button>
        </div>
      </div>
    </Dialog>
  )
}

function Result({ taken }: { taken: Taken }): ReactNode {
  const lines = [
    sayCount(taken.taken, '{n} letter taken', '{n} letters taken'),
    taken.known > 0 ? sayCount(taken.known, '{n} was known', '{n} were known') : '',
    taken.held > 0 ? sayCount(taken.held, '{n} waits for letters before it', '{n} wait for letters before them') : '',
    taken.receipts > 0 ? sayCount(taken.receipts, '{n} receipt', '{n} receipts') : '',
    taken.refused.length > 0
      ? sayCount(taken.refused.length, '{n} could not be opened', '{n} could not be opened')
      : '',
    taken.refusedParts > 0 ? sayCount(taken.refusedParts, '{n} part refused', '{n} parts refused') : '',
  ]
  return (
    <div role="status" className="stack tight">
      <p>{lines.filter(Boolean).join(' · ')}</p>
      <p>
        {say(
          'Your receipts go back by themselves where the line works. Where it does not, send the peer a file of yours.',
        )}
        {taken.more ? ` ${say('The sender has more: it sends the next file when it has these receipts.')}` : ''}
      </p>
    </div>
  )
}
