// Accepting or rejecting all items of a story at once: what they are to be accepted as, and why.
import { type ReactNode, useState } from 'react'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say, sayCount } from '#web/say.ts'
import type { StoryRow } from '../../api/stories.ts'
import type { Arranging } from './use-arranging.ts'

export interface JudgeStoryProps {
  story: StoryRow
  judgement: 'accept' | 'reject'
  arranging: Arranging
  onClose: () => void
}

export function JudgeStory({ story, judgement, arranging, onClose }: JudgeStoryProps): ReactNode {
  const [as, setAs] = useState('found')
  const [reason, setReason] = useState('')
  const accepting = judgement === 'accept'

  async function send(): Promise<void> {
    const why = reason.trim()
    const taken = await arranging.judge(
      { id: story.id, version: story.version },
      {
        judgement,
        ...(accepting && as !== 'found' ? { signal: as === 'signal' } : {}),
        ...(why ? { reason: why } : {}),
      },
    )
    if (taken) onClose()
  }
  return (
    <Dialog
      title={accepting ? say('Accept all items of this story') : say('Reject all items of this story')}
      open
      onClose={onClose}
    >
      <Form
        submit={
          accepting
            ? sayCount(story.items, 'Accept {n} item', 'Accept {n} items')
            : sayCount(story.items, 'Reject {n} item', 'Reject {n} items')
        }
        danger={!accepting}
        pending={arranging.pending}
        error={arranging.error}
        onSubmit={send}
      >
        <p>
          <strong>{story.title}</strong>
        </p>
        {accepting ? (
          <RadioField
            label={say('As what')}
            value={as}
            onChange={setAs}
            choices={[
              {
                value: 'found',
                label: say('Each as the rules found it'),
                hint: say('A signal where it tells of an incident, else background.'),
              },
              { value: 'signal', label: say('All as signals of the picture') },
              { value: 'background', label: say('All as background'), hint: say('The picture does not count them.') },
            ]}
          />
        ) : null}
        <TextField
          label={say('Why')}
          optional
          value={reason}
          onChange={setReason}
          lines={2}
          maxLength={1000}
          autoFocus
        />
      </Form>
    </Dialog>
  )
}
