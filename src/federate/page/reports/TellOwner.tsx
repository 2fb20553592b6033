// Telling an organisation by mail what was reported about its networks and it was not told yet: read first, word for word, then sent.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { ownerNotice, tellOwner } from '../../api/reports.ts'
import { noticeLanguages } from '../../model/owner-notice.ts'

const languageWords = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' }

export function TellOwner({ organisation }: { organisation: string }): ReactNode {
  const [telling, setTelling] = useState(false)
  const may = useMay()
  if (!may(tellOwner)) return null
  return (
    <div className="stack tight no-print">
      <div className="row">
        <Button onPress={() => setTelling(true)}>{say('Tell them by mail')}</Button>
      </div>
      {telling ? <TellDialog organisation={organisation} onClose={() => setTelling(false)} /> : null}
    </div>
  )
}

function TellDialog({ organisation, onClose }: { organisation: string; onClose: () => void }): ReactNode {
  const [language, setLanguage] = useState('')
  const chosen = noticeLanguages.find((one) => one === language)
  const input = { organisation, ...(chosen ? { language: chosen } : {}) }
  const asked = useAsk(ownerNotice, input, { keep: true })
  const act = useTell(tellOwner)
  async function send(): Promise<void> {
    const { told, heldBack, to } = await act.tell(input)
    const kept = heldBack > 0 ? ` ${say('{n} are marked higher and stayed here.', { n: String(heldBack) })}` : ''
    toast(`${say('{n} are on their way to {to}.', { n: String(told), to })}${kept}`)
    onClose()
  }
  const notice = asked.data
  return (
    <Dialog title={say('What they are told')} open onClose={onClose} wide>
      {asked.isPending ? <Skeleton lines={6} /> : null}
      {notice ? (
        <Form submit={say('Send it')} pending={act.pending} error={act.error} onSubmit={send}>
          <SelectField
            label={say('Language')}
            value={chosen ?? notice.language}
            onChange={setLanguage}
            choices={noticeLanguages.map((value) => ({ value, label: languageWords[value] }))}
          />
          <p className="small">
            {say('To {to}, with a file of {n} lines.', { to: notice.to, n: String(notice.events) })}{' '}
            {notice.heldBack > 0 ? say('{n} are marked higher and stay here.', { n: String(notice.heldBack) }) : null}
          </p>
          <article className="owner-notice" lang={notice.language}>
            <p>
              <strong>{notice.subject}</strong>
            </p>
            <p>{notice.text}</p>
          </article>
        </Form>
      ) : (
        <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      )}
    </Dialog>
  )
}
