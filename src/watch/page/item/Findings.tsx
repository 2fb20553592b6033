// Around the facts: whether the text tells of an incident, a line that asks for the missing date, and what was not read.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { type Document, setPublished } from '../../api.ts'
import type { ShownItem } from './ItemPage.tsx'

export function WhatItTells({ state }: { state: Document }): ReactNode {
  return (
    <div className="stack tight">
      <p>
        <Badge tone={state.incident ? 'bad' : 'quiet'}>
          {state.incident ? say('tells of an incident') : say('no incident seen')}
        </Badge>
      </p>
      <p className="small quiet">{state.incidentWhy}</p>
    </div>
  )
}

/** `waiting`: how many times of the text count from a day that nobody knows yet. */
export function NeedsDate({ item, waiting }: { item: ShownItem; waiting: number }): ReactNode {
  const may = useMay()
  if (waiting === 0) return null
  return (
    <div className="note warn small stack tight needs-date">
      <p>
        <strong>{say('Needs a date.')}</strong>{' '}
        {sayCount(
          waiting,
          '{n} time counts from the day of publication. When was that, in your own time?',
          '{n} times count from the day of publication. When was that, in your own time?',
        )}
      </p>
      {may(setPublished) ? <DateForm item={item} label={say('Published at, in your own time')} hideLabel /> : null}
    </div>
  )
}

export function CorrectDate({ item }: { item: ShownItem }): ReactNode {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may(setPublished)) return null
  return (
    <>
      <span className="no-print">
        <Button small onPress={() => setOpen(true)}>
          {item.state.publishedAt ? say('Correct the publication date') : say('Say when it was published')}
        </Button>
      </span>
      <Dialog title={say('When was it published?')} open={open} onClose={() => setOpen(false)}>
        <DateForm item={item} label={say('Published at, in your own time')} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

interface DateFormProps {
  item: ShownItem
  label: string
  hideLabel?: boolean
  onDone?: () => void
}

function DateForm({ item, label, hideLabel = false, onDone }: DateFormProps): ReactNode {
  const act = useTell(setPublished)
  const [at, setAt] = useState(toTyped(item.state.publishedAt))
  async function send(): Promise<void> {
    const publishedAt = fromTyped(at)
    if (!publishedAt) return
    const { resolved } = await act.tell({ id: item.id, version: item.version, publishedAt })
    toast(
      sayCount(
        resolved,
        'Kept. {n} time of the text has its date now.',
        'Kept. {n} times of the text have their date now.',
      ),
    )
    onDone?.()
  }
  return (
    <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={send}>
      <TextField label={label} hideLabel={hideLabel} type="datetime-local" value={at} onChange={setAt} required />
    </Form>
  )
}

/** What was not looked for, and what was cut short: an empty list must not pass as "nothing there". */
export function Limits({ state }: { state: Document }): ReactNode {
  if (state.uncovered.length + state.partial.length === 0) return null
  return (
    <section className="fact-group" aria-labelledby="group-limits">
      <header>
        <h2 id="group-limits">{say('What was not read')}</h2>
      </header>
      <div className="note warn small stack tight">
        {state.uncovered.length > 0 ? (
          <>
            <p>
              {say('In this language not everything is looked for. Empty there means "not looked", not "nothing".')}
            </p>
            <ul className="changes">
              {state.uncovered.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </>
        ) : null}
        {state.partial.length > 0 ? (
          <>
            <p>{say('Cut short or left out:')}</p>
            <ul className="changes">
              {state.partial.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </section>
  )
}
