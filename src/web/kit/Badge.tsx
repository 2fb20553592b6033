// Badges: a colour is never alone, the word stands beside it. TLP in the colours that FIRST gives for version 2.0.
import type { ReactNode } from 'react'
import type { Marking, Tlp as TlpLabel } from '#kernel/marking.ts'
import { say } from '../say.ts'

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent' | 'bronze' | 'quiet'

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }): ReactNode {
  return <span className={`badge ${tone}`}>{children}</span>
}

export function Tlp({ label }: { label: TlpLabel }): ReactNode {
  return (
    <span className="tlp" data-tlp={label}>
      TLP:{label}
    </span>
  )
}

/** The whole marking: TLP, and PAP and releasability where they are set. */
export function MarkingBadge({ marking }: { marking: Marking }): ReactNode {
  return (
    <span className="row marking">
      <Tlp label={marking.tlp} />
      {marking.pap ? <span className="badge plain">PAP:{marking.pap}</span> : null}
      {marking.releasableTo.length > 0 ? (
        <span className="badge plain">REL {marking.releasableTo.join(', ')}</span>
      ) : null}
    </span>
  )
}

const severityWords: Record<string, string> = {
  red: 'Very large impact',
  yellow: 'Large impact',
  green: 'Minor impact',
  white: 'No impact',
}

/** CG 2018, severity of impact: the colour's name, a shape of its own, and what it means. */
export function Severity({ value, brief }: { value: string | null | undefined; brief?: boolean }): ReactNode {
  if (!value) return <span className="severity quiet">{say('Not judged yet')}</span>
  return (
    <span className="severity" title={say(severityWords[value] ?? value)}>
      <SeverityShape value={value} />
      {say(capital(value))}
      {brief ? null : <span className="quiet"> · {say(severityWords[value] ?? '')}</span>}
    </span>
  )
}

const shapes: Record<string, string> = {
  red: 'M8 1.500 14.500 8 8 14.500 1.500 8z',
  yellow: 'M8 2 15 14H1z',
  green: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z',
  white: 'M3 3h10v10H3z',
}

export function SeverityShape({ value, size = 12 }: { value: string; size?: number }): ReactNode {
  return (
    <svg
      className="severity-shape"
      data-severity={value}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={shapes[value] ?? shapes.white} />
    </svg>
  )
}

const statusTones: Record<string, Tone> = {
  new: 'bronze',
  triaged: 'accent',
  investigating: 'accent',
  contained: 'warn',
  recovering: 'warn',
  resolved: 'good',
  closed: 'quiet',
  rejected: 'quiet',
  merged: 'quiet',
}

export function StatusBadge({ status }: { status: string }): ReactNode {
  return <Badge tone={statusTones[status] ?? 'plain'}>{say(capital(status))}</Badge>
}

const priorityTones: Record<string, Tone> = { urgent: 'bad', high: 'warn', normal: 'plain', low: 'quiet' }

export function priorityWord(priority: string): string {
  return say(capital(priority))
}

export function PriorityBadge({ priority }: { priority: string }): ReactNode {
  return <Badge tone={priorityTones[priority] ?? 'plain'}>{priorityWord(priority)}</Badge>
}

function capital(text: string): string {
  return (text[0] ?? '').toUpperCase() + text.slice(1)
}
