// What something rests on, each record with the way to it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Evidence } from '../../model/words.ts'

export function EvidenceLinks({ evidence }: { evidence: readonly Evidence[] }): ReactNode {
  if (evidence.length === 0) return null
  return (
    <ul className="evidence-list small">
      {evidence.map((one) => (
        <li key={one.id}>
          <EvidenceLink one={one} />
        </li>
      ))}
    </ul>
  )
}

function EvidenceLink({ one: { record, id, label } }: { one: Evidence }): ReactNode {
  const params = { id }
  switch (record) {
    case 'assess.incident':
      return (
        <Link to="/incidents/$id" params={params}>
          {label}
        </Link>
      )
    case 'assess.assessment':
      return (
        <Link to="/assess/$id" params={params}>
          {label}
        </Link>
      )
    case 'sense.attack':
      return (
        <Link to="/sense/attacks/$id" params={params}>
          {label}
        </Link>
      )
    case 'watch.item':
      return (
        <Link to="/watch/$id" params={params}>
          {label}
        </Link>
      )
    case 'coordinate.crisis':
      return (
        <Link to="/crises/$id" params={params}>
          {label}
        </Link>
      )
    case 'coordinate.task':
      return (
        <Link to="/tasks/$id" params={params}>
          {label}
        </Link>
      )
    case 'coordinate.decision':
      return (
        <Link to="/decisions/$id" params={params}>
          {label}
        </Link>
      )
    default:
      return <span>{label}</span>
  }
}
