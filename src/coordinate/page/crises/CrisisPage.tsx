// The room of a crisis: one screen for the person who runs it, larger on a wall, and on a phone first what waits for them.
import './crises.css'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { useKeys } from '#web/keys.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { describeCrisis, getCrisis } from '../../api/crises.ts'
import { crisisRoom } from '../../api/crisis-room.ts'
import { CrisisActs } from './CrisisActs.tsx'
import { CrisisDialogs, type Edit } from './CrisisDialogs.tsx'
import type { CrisisShown, RoomShown } from './CrisisForm.tsx'
import { otherTabs } from './other-tabs.tsx'
import { PartsTab } from './PartsTab.tsx'
import { PictureTab } from './PictureTab.tsx'
import { RoomTab } from './RoomTab.tsx'
import { kindWord, statusTones, statusWord } from './words.ts'

const hears = ['coordinate.', 'assess.', 'watch.question', 'watch.claim']

export function CrisisPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const [{ wall }] = useChoices('wall')
  const refresh = { keep: true, hears, everySeconds: wall === '1' ? 15 : 60 }
  const crisis = useAsk(getCrisis, { id }, refresh)
  const room = useAsk(crisisRoom, { id }, refresh)
  const above = <Link to="/crises">← {say('Crises')}</Link>
  if (crisis.isPending || room.isPending) {
    return (
      <Page title={say('Crisis')} above={above}>
        <Skeleton lines={8} tall />
      </Page>
    )
  }
  if (!crisis.data || !room.data || crisis.data.id !== id || room.data.crisis.id !== id) {
    return (
      <Page title={say('Crisis')} above={above}>
        <Problem
          error={crisis.error ?? room.error}
          onAgain={() => void Promise.all([crisis.refetch(), room.refetch()])}
        />
      </Page>
    )
  }
  return wall === '1' ? (
    <Wall crisis={crisis.data} room={room.data} />
  ) : (
    <Whole crisis={crisis.data} room={room.data} above={above} />
  )
}

interface WholeProps {
  crisis: CrisisShown
  room: RoomShown
}

/** Nothing to press: it is looked at from across the room, and asks again by itself. */
function Wall({ crisis, room }: WholeProps): ReactNode {
  const [, choose] = useChoices('wall')
  useKeys({ w: () => choose({ wall: undefined }) })
  return (
    <div className="crisis-wall">
      <Page title={crisis.state.title} wide lead={<Lead crisis={crisis} room={room} />}>
        <RoomTab crisis={crisis} room={room} onEdit={() => undefined} still />
      </Page>
    </div>
  )
}

function Whole({ crisis, room, above }: WholeProps & { above: ReactNode }): ReactNode {
  const [{ tab, edit: asked }, choose] = useChoices('tab', 'edit', 'wall')
  const [part, setPart] = useState<string | undefined>()
  const may = useMay()
  const { asOf } = usePlace()
  const navigate = useNavigate()
  const mayChange = may(describeCrisis) && !asOf
  const edit = (next: Edit, key?: string) => {
    setPart(key)
    choose({ edit: next })
  }
  const tabs = [
    { id: 'room', title: say('Room'), content: <RoomTab crisis={crisis} room={room} onEdit={edit} /> },
    { id: 'picture', title: say('Picture'), content: <PictureTab crisis={crisis.id} /> },
    {
      id: 'parts',
      title: say('What belongs to it'),
      content: <PartsTab crisis={crisis} mayChange={mayChange} onEdit={edit} />,
    },
    ...otherTabs(crisis.id, room),
  ]
  const to = (id: string) => choose({ tab: id === 'room' ? undefined : id })
  const change = (next: Edit) => () => mayChange && crisis.state.status !== 'closed' && edit(next)
  useKeys({
    ...Object.fromEntries(tabs.map((it, at) => [String(at + 1), () => to(it.id)])),
    w: () => choose({ wall: '1' }),
    r: () => void navigate({ to: '/crises/$id/products', params: { id: crisis.id } }),
    e: change('describe'),
    i: change('incident'),
    s: change('strand'),
    o: change('objective'),
    t: change('participant'),
    b: change('beat'),
    d: change('done'),
    l: change('line'),
    m: () => mayChange && edit('marking'),
    x: () => {
      const [next] = crisis.moves
      if (mayChange && next) edit(next)
    },
  })
  return (
    <Page
      title={crisis.state.title}
      wide
      above={
        <>
          {above} <span className="quiet">/ {crisis.state.reference}</span>
        </>
      }
      lead={<Lead crisis={crisis} room={room} />}
      actions={<CrisisActs crisis={crisis} onEdit={edit} onWall={() => choose({ wall: '1' })} />}
    >
      <Tabs
        label={say('Parts of the crisis')}
        chosen={tabs.find((it) => it.id === tab)?.id ?? 'room'}
        onChoose={to}
        tabs={tabs}
      />
      {asked && mayChange ? (
        <CrisisDialogs crisis={crisis} edit={asked} part={part} onClose={() => choose({ edit: undefined })} />
      ) : null}
    </Page>
  )
}

function Lead({ crisis, room }: WholeProps): ReactNode {
  const { state } = crisis
  return (
    <span className="row small crisis-lead">
      <Badge tone={statusTones[state.status]}>{statusWord(state.status)}</Badge>
      <Badge>{kindWord(state.kind)}</Badge>
      <MarkingBadge marking={crisis.marking} />
      <span>
        {say('opened')} <Time at={state.openedAt} />
      </span>
      <span>
        {say('changed')} <Time at={room.news[0]?.at ?? state.changedAt} />
      </span>
      {crisis.withheld ? (
        <Badge tone="warn">{say('{n} records of it are withheld from you', { n: crisis.withheld })}</Badge>
      ) : null}
    </span>
  )
}
