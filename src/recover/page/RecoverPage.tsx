// Recovery: the board that a minister can read, the backlog, and lists of what is under way; the address holds the tab.
import './recover.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { promiseFollowUp } from '../api/backlog.ts'
import { showBoard } from '../api/board.ts'
import { setGoal } from '../api/goals.ts'
import { Backlog } from './board/Backlog.tsx'
import { Board } from './board/Board.tsx'
import { Lessons } from './board/Lessons.tsx'
import { Reviews } from './board/Reviews.tsx'
import { GoalDialog } from './dialogs/GoalDialog.tsx'
import { PromiseDialog } from './dialogs/PromiseDialog.tsx'

const hears = ['recover.', 'watch.followUp']

export function RecoverPage(): ReactNode {
  const [{ tab = 'board', add, crisis }, choose] = useChoices('tab', 'add', 'crisis')
  const may = useMay()
  const board = useAsk(showBoard, crisis ? { crisis } : {}, { keep: true, hears })
  const close = () => choose({ add: undefined })
  return (
    <Page
      title={say('Recovery')}
      lead={say('How far services are back, what is stood down, and what was promised.')}
      actions={
        <>
          <Link
            to={crisis ? '/recover/after-action/$crisis' : '/recover/after-action'}
            params={crisis ? { crisis } : {}}
            className={buttonClass('plain')}
          >
            {say('After-action review')}
          </Link>
          {may(setGoal) ? (
            <Button kind="first" icon="plus" onPress={() => choose({ add: 'goal' })}>
              {say('Set a goal')}
            </Button>
          ) : null}
          {may(promiseFollowUp) ? (
            <Button onPress={() => choose({ add: 'promise' })}>{say('Write down a promise')}</Button>
          ) : null}
        </>
      }
    >
      <Problem error={board.error} onAgain={() => void board.refetch()} />
      {board.isPending ? <Skeleton lines={6} tall /> : null}
      {board.data ? (
        <Tabs
          label={say('Recovery')}
          chosen={tab}
          onChoose={(next) => choose({ tab: next === 'board' ? undefined : next })}
          tabs={[
            { id: 'board', title: say('Board'), content: <Board board={board.data} /> },
            {
              id: 'backlog',
              title: say('Backlog'),
              count: board.data.backlog.open,
              content: <Backlog days={board.data.backlog.days} crisis={crisis} />,
            },
            { id: 'reviews', title: say('Reviews'), content: <Reviews crisis={crisis} /> },
            {
              id: 'lessons',
              title: say('Lessons'),
              count: board.data.lessons.open,
              content: <Lessons crisis={crisis} />,
            },
          ]}
        />
      ) : null}
      {add === 'goal' && may(setGoal) ? <GoalDialog crisis={crisis} onClose={close} /> : null}
      {add === 'promise' && may(promiseFollowUp) ? <PromiseDialog crisis={crisis} onClose={close} /> : null}
    </Page>
  )
}
