// Takes in a file, or what was pasted as text: the same bytes either way.
import { type ChangeEvent, type ReactNode, useId, useState } from 'react'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { useSend } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'

interface ImportFileProps<C extends Contract> {
  contract: C
  title: string
  hint: string
  onClose: () => void
}

export function ImportFile<C extends Contract>({ contract, title, hint, onClose }: ImportFileProps<C>): ReactNode {
  const [file, setFile] = useState<File | null>(null)
  const [text, setText] = useState('')
  const sending = useSend(contract)
  const id = useId()
  const takesName = 'name' in ((contract.input as { properties?: object }).properties ?? {})
  async function send(): Promise<void> {
    const body = file ?? new Blob([text])
    const input = takesName && file ? { name: file.name.slice(0, 300) } : {}
    await sending.send(input as InputOf<C>, body)
    onClose()
  }
  return (
    <Dialog title={title} open onClose={onClose} wide>
      <Form submit={say('Take it in')} pending={sending.pending} error={sending.error} onSubmit={send}>
        <p>{hint}</p>
        <div className="field">
          <label htmlFor={id}>{say('File')}</label>
          <input
            id={id}
            type="file"
            className="input"
            accept="application/json,.json"
            onChange={(event: ChangeEvent<HTMLInputElement>) => setFile(event.target.files?.[0] ?? null)}
          />
        </div>
        <TextField
          label={say('Or its text')}
          optional
          lines={8}
          mono
          value={text}
          onChange={setText}
          spellCheck={false}
        />
      </Form>
    </Dialog>
  )
}
