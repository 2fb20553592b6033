// The ladder of one crisis, with everything that was decided.
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { MarkingBadge } from '#web/kit/Badge.tsx'
import { Page } from '#web/kit/Page.tsx'
import { say } from '#web/say.ts'
import { useLadder, Whole } from './Whole.tsx'

export function LadderPage(): ReactNode {
  const { crisis = '' } = useParams({ strict: false })
  const shown = useLadder(crisis).data
  const above = (
    <Link to="/crises/$id" params={{ id: crisis }}>
      ← {shown ? `${shown.crisis.reference} ${shown.crisis.title}` : say('Crisis')}
    </Link>
  )
  return (
    <Page
      title={say('Ladder')}
      wide
      above={above}
      lead={
        shown ? (
          <span className="row small">
            {shown.ladder ? (
              <MarkingBadge marking={shown.ladder.marking} />
            ) : (
              <span>{say('Nobody has put anything forward yet.')}</span>
            )}
            <span>{say('table {version}', { version: shown.data })}</span>
          </span>
        ) : null
      }
    >
      <Whole crisis={crisis} />
    </Page>
  )
}
