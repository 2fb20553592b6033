// Closing an assessment under which nothing is owed any more.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { closeAssessment } from '../../../api/assessments.ts'
import { LawForm } from './LawForm.tsx'
import type { AssessmentShown } from './shown.ts'

export function CloseDialog({ assessment, onClose }: { assessment: AssessmentShown; onClose: () => void }): ReactNode {
  const telling = useTell(closeAssessment)
  const [reason, setReason] = useState('')
  async function send(version: number): Promise<void> {
    await telling.tell({ id: assessment.id, version, reason: reason.trim() })
    toast(say('Closed.'))
    onClose()
  }
  return (
    <Dialog title={say('Close the assessment')} open onClose={onClose}>
      <LawForm
        version={assessment.version}
        submit={say('Close it')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={send}
      >
        <p>{say('It can be closed when no report is owed. A clock that runs cannot be closed away.')}</p>
        <TextField
          label={say('Why')}
          value={reason}
          onChange={setReason}
          required
          minLength={3}
          maxLength={1000}
          lines={3}
        />
      </LawForm>
    </Dialog>
  )
}
