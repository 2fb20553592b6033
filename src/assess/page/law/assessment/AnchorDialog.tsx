// Saying or moving a time that clocks run from: what that moves is shown before it is kept.
import { type ReactNode, useEffect, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { presentInstant } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import { setAnchor } from '../../../api/assessments.ts'
import { WouldChange } from '../what-if/WouldChange.tsx'
import { anchorWord } from '../words.ts'
import { fromWall, inZone, toWall } from '../zone.ts'
import { LawForm } from './LawForm.tsx'
import type { PartProps } from './shown.ts'

export interface AnchorDialogProps extends PartProps {
  anchor: string
  onClose: () => void
}

export function AnchorDialog({ assessment, anchor, onClose }: AnchorDialogProps): ReactNode {
  const zone = assessment.state.entity.timeZone
  const before = assessment.state.anchors[anchor]?.at(-1)?.at ?? null
  const [text, setText] = useState(toWall(before ?? presentInstant(), zone))
  const [reason, setReason] = useState('')
  const telling = useTell(setAnchor)
  const at = fromWall(text, zone)
  const settled = useSettled(at)

  async function keep(version: number, moment: string | null): Promise<void> {
    const answer = await telling.tell({ id: assessment.id, version, anchor, at: moment, reason: reason.trim() })
    const { moved, opened } = answer.duties
    toast(
      [
        say('Kept.'),
        moved > 0 ? sayCount(moved, '{n} clock moved.', '{n} clocks moved.') : '',
        opened > 0 ? sayCount(opened, '{n} clock began.', '{n} clocks began.') : '',
      ].join(' '),
    )
    onClose()
  }

  return (
    <Dialog title={anchorWord(anchor)} open onClose={onClose}>
      <LawForm
        version={assessment.version}
        submit={before ? say('Move it') : say('Keep it')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={(version) => (at ? keep(version, at) : Promise.resolve())}
        other={
          before ? (
            <Button
              kind="danger"
              isDisabled={telling.pending || reason.trim().length < 3}
              onPress={() => void keep(assessment.version, null).catch(() => undefined)}
            >
              {say('Take it back: not known')}
            </Button>
          ) : undefined
        }
      >
        {before ? <p className="note">{say('Now: {moment}', { moment: inZone(before, zone) })}</p> : null}
        <TextField
          label={say('When, by the clock in {zone}', { zone: zone.replaceAll('_', ' ') })}
          type="datetime-local"
          value={text}
          onChange={setText}
          required
          hint={at ? say('That is {utc} UTC.', { utc: at.slice(0, 16).replace('T', ' ') }) : undefined}
        />
        <TextField
          label={say('Why')}
          hint={say('Kept with it; the earlier answer stays in the record.')}
          value={reason}
          onChange={setReason}
          required
          minLength={3}
          maxLength={1000}
          lines={2}
        />
        {settled && settled !== before ? (
          <section className="preview stack tight" aria-label={say('What that moves')}>
            <h3>{say('What that moves')}</h3>
            <WouldChange assessment={assessment.id} suppose={{ anchors: { [anchor]: settled } }} zone={zone} />
          </section>
        ) : null}
      </LawForm>
    </Dialog>
  )
}

/** The value once nobody has changed it for a moment: each keystroke in a date field is another time. */
function useSettled(value: string | undefined): string | undefined {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 350)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
