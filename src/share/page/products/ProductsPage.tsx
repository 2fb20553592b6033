// The products of one crisis, as a page.
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { getCrisis } from '#coordinate/api/crises.ts'
import { useAsk } from '#web/ask.ts'
import { moveRow, useKeys } from '#web/keys.ts'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { ProductsPanel } from './ProductsPanel.tsx'

export function ProductsPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const crisis = useAsk(getCrisis, { id }, { keep: true, hears: ['coordinate.crisis'] })
  useKeys({ j: () => moveRow(1), k: () => moveRow(-1) })
  return (
    <Page
      title={say('Reports and other products')}
      above={
        <>
          <Link to="/crises">← {say('Crises')}</Link> <span className="quiet">/</span>{' '}
          <Link to="/crises/$id" params={{ id }}>
            {crisis.data?.state.reference ?? say('the crisis')}
          </Link>
        </>
      }
      lead={crisis.data?.state.title}
    >
      {crisis.error ? (
        <Problem error={crisis.error} onAgain={() => void crisis.refetch()} />
      ) : (
        <ProductsPanel crisis={id} />
      )}
    </Page>
  )
}
