// The parts of the room that other areas make, each loaded when it is looked at.
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { Skeleton } from '#web/kit/Empty.tsx'
import { say } from '#web/say.ts'
import type { RoomShown } from './CrisisForm.tsx'

type Panel = ComponentType<{ crisis: string }>

const panels: Record<string, Panel> = {
  decisions: lazy(async () => ({ default: (await import('../decisions/DecisionsPanel.tsx')).DecisionsPanel })),
  ladder: lazy(async () => ({ default: (await import('../ladder/LadderPanel.tsx')).LadderPanel })),
  tasks: lazy(async () => ({ default: (await import('../tasks/TasksPanel.tsx')).TasksPanel })),
  notices: lazy(async () => ({ default: (await import('../duties/NoticesPanel.tsx')).NoticesPanel })),
}

interface OtherTab {
  id: string
  title: string
  count?: number
  content: ReactNode
}

export function otherTabs(crisis: string, { counts, steps }: RoomShown): OtherTab[] {
  const tabs = [
    { id: 'ladder', title: say('Ladder'), count: steps.length },
    { id: 'decisions', title: say('Decisions'), count: counts.decisions },
    { id: 'tasks', title: say('Tasks'), count: counts.tasks },
    { id: 'notices', title: say('Notices'), count: counts.notices },
  ]
  return tabs.flatMap((tab) => {
    const Panel = panels[tab.id]
    if (!Panel) return []
    return [{ ...tab, content: waited(<Panel crisis={crisis} />) }]
  })
}

function waited(panel: ReactNode): ReactNode {
  return <Suspense fallback={<Skeleton lines={5} />}>{panel}</Suspense>
}
