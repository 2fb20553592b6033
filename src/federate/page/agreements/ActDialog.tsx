// Declining, suspending, resuming, ending and reviewing: each with the words that go with it.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import {
  declineAgreement,
  endAgreement,
  resumeAgreement,
  reviewAgreement,
  suspendAgreement,
} from '../../api/agreements.ts'
import type { AgreementShown } from './words.ts'

export type Act = 'decline' | 'suspend' | 'resume' | 'end' | 'review'

const titles: Record<Act, string> = {
  decline: 'Decline it, or take it back',
  suspend: 'Suspend the agreement',
  resume: 'Resume the agreement',
  end: 'End the agreement',
  review: 'It was looked at again',
}

const meanings: Record<Act, string> = {
  decline: 'The version that nobody or only one side has signed falls. A version in force stays as it is.',
  suspend: 'From now on nothing flows by it on this side, and on the other as soon as it hears of it.',
  resume: 'Your own suspension ends. Where the other side suspended it too, it stays suspended.',
  end: 'For good. Nothing new flows; copies stay on both sides until their retention is over.',
  review: 'The agreement stays as it is. Write down what you found, and when somebody looks again.',
}

export function ActDialog({
  agreement,
  act,
  onClose,
}: {
  agreement: AgreementShown
  act: Act
  onClose: () => void
}): ReactNode {
  const decline = useTell(declineAgreement)
  const suspend = useTell(suspendAgreement)
  const resume = useTell(resumeAgreement)
  const end = useTell(endAgreement)
  const review = useTell(reviewAgreement)
  const [words, setWords] = useState('')
  const [next, setNext] = useState('')
  const { id, version } = agreement
  const said = words.trim()
  const running = { decline, suspend, resume, end, review }[act]
  function send(): Promise<unknown> {
    if (act === 'resume') return resume.tell({ id, version })
    if (act === 'review') return review.tell({ id, version, note: said, next })
    return { decline, suspend, end }[act].tell({ id, version, reason: said })
  }
  return (
    <Dialog title={say(titles[act])} open onClose={onClose}>
      <Form
        submit={say(titles[act])}
        danger={act === 'end' || act === 'suspend' || act === 'decline'}
        pending={running.pending}
        error={running.error}
        onSubmit={() => send().then(onClose)}
      >
        <p>{say(meanings[act])}</p>
        {act === 'resume' ? null : (
          <TextField
            label={act === 'review' ? say('What was found') : say('Why')}
            hint={act === 'review' ? say('It stays on this node.') : say('The other side reads it.')}
            lines={3}
            value={words}
            onChange={setWords}
            required
            minLength={3}
          />
        )}
        {act === 'review' ? (
          <TextField label={say('Look at it again on')} type="date" value={next} onChange={setNext} required />
        ) : null}
      </Form>
    </Dialog>
  )
}
