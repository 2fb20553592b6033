// An empty list of what came in: the filters keep it away, or nothing has come in yet.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Empty } from '#web/kit/Empty.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { importText } from '../api.ts'

export interface NothingInProps {
  filtered: boolean
  /** The words of the button that takes the filters away. */
  all: string
  onAll: () => void
  /** What happens here once something comes in. */
  children: ReactNode
}

export function NothingIn({ filtered, all, onAll, children }: NothingInProps): ReactNode {
  const may = useMay()
  if (filtered) {
    return (
      <Empty icon="search" title={say('Nothing fits these filters')} action={<Button onPress={onAll}>{all}</Button>}>
        {say('Perhaps it was judged already, or is in another language.')}
      </Empty>
    )
  }
  return (
    <Empty
      icon="watch"
      title={say('Nothing has come in yet')}
      action={
        may(importText) ? (
          <>
            <Link to="/watch" search={{ add: 'text' }} className={buttonClass('first')}>
              {say('Paste a text')}
            </Link>
            <Link to="/watch" search={{ tab: 'feeds', add: 'feed' }} className={buttonClass()}>
              {say('Follow a feed')}
            </Link>
          </>
        ) : null
      }
    >
      {children}
    </Empty>
  )
}
