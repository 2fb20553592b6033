// Finding incidents by their words, and choosing some of them.
import { type ReactNode, useId, useRef, useState } from 'react'
import { listIncidents } from '#assess/api.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Severity, StatusBadge, Tlp } from '#web/kit/Badge.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'

type Row = OutputOf<typeof listIncidents>['items'][number]

export interface FindIncidentsProps {
  chosen: readonly string[]
  onChange: (ids: string[]) => void
  /** In the crisis already: not offered. */
  without?: readonly string[]
}

/** What was chosen stays in the list, whatever is typed after it. */
export function FindIncidents({ chosen, onChange, without = [] }: FindIncidentsProps): ReactNode {
  const [text, setText] = useState('')
  const id = useId()
  const asked = text.trim()
  const found = useAsk(listIncidents, { limit: 20, ...(asked ? { text: asked } : { open: true }) }, { keep: true })
  const kept = useAsk(listIncidents, { limit: 200 }, { keep: true, when: chosen.length > 0 })
  const seen = useRef(new Map<string, Row>())
  for (const it of [...(kept.data?.items ?? []), ...(found.data?.items ?? [])]) seen.current.set(it.id, it)
  const rows = [
    ...chosen.flatMap((one) => seen.current.get(one) ?? []),
    ...(found.data?.items ?? []).filter((it) => !chosen.includes(it.id) && !without.includes(it.id)),
  ]
  return (
    <fieldset className="field find-incidents">
      <legend>{say('Incidents')}</legend>
      <TextField
        label={say('Find incidents')}
        hideLabel
        type="search"
        placeholder={say('Words in it')}
        value={text}
        onChange={setText}
      />
      <ul>
        {rows.map((it) => (
          <li key={it.id}>
            <input
              type="checkbox"
              id={`${id}-${it.id}`}
              checked={chosen.includes(it.id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, it.id] : chosen.filter((one) => one !== it.id))
              }
            />
            <label htmlFor={`${id}-${it.id}`}>
              <span className="reference">{it.state.reference}</span> {it.state.title}{' '}
              <span className="row small">
                <StatusBadge status={it.state.status} />
                <Severity value={it.state.severity?.value} brief />
                <Tlp label={it.marking.tlp} />
              </span>
            </label>
          </li>
        ))}
      </ul>
      {rows.length === 0 ? <p className="hint">{say('No incident found.')}</p> : null}
    </fieldset>
  )
}
