// One story on a page of its own: to be sent to somebody, printed, or judged as a whole.
import '../watch.css'
import './stories.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { declareIncident } from '#assess/api.ts'
import { useAsk } from '#web/ask.ts'
import { useKeys } from '#web/keys.ts'
import { MarkingBadge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { getStory, judgeStory, splitStory } from '../../api/stories.ts'
import { JudgeStory } from './JudgeStory.tsx'
import { StoryDetails } from './StoryDetails.tsx'
import { StoryMarks } from './StoryRowShown.tsx'
import { useArranging } from './use-arranging.ts'
import { sourcesWord } from './words.ts'

export function StoryPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const may = useMay()
  const story = useAsk(getStory, { id }, { keep: true })
  const arranging = useArranging()
  const [judgement, setJudgement] = useState<'accept' | 'reject' | null>(null)
  const above = <Link to="/watch">← {say('Watch')}</Link>
  const it = story.data?.id === id ? story.data : undefined
  const open = (it?.statuses.suggested ?? 0) > 0

  function takeOut(): void {
    const item = document.activeElement?.closest('[data-member]')?.getAttribute('data-member')
    if (!it || !may(splitStory)) return
    if (!item) toast(say('Go to the item that does not belong here first, with j or k.'))
    else if (it.items < 2) toast(say('It is the only item of its story.'))
    else void arranging.takeOut({ id, version: it.version }, item)
  }
  useKeys({
    a: () => open && may(judgeStory) && setJudgement('accept'),
    r: () => open && may(judgeStory) && setJudgement('reject'),
    x: takeOut,
    u: () => may(judgeStory) && void arranging.undo(),
  })

  if (!it) {
    return (
      <Page title={say('Story')} above={above}>
        {story.isPending ? <Skeleton lines={8} /> : null}
        <Problem error={story.error} onAgain={() => void story.refetch()} />
      </Page>
    )
  }
  return (
    <Page
      title={it.title || say('Story')}
      above={above}
      wide
      lead={
        <span className="stack tight">
          <span className="row small">
            <MarkingBadge marking={it.marking} />
            <strong>{sourcesWord(it)}</strong>
            <span>{it.outlets.join(', ')}</span>
            <Time at={it.newest} />
          </span>
          <StoryMarks story={it} />
        </span>
      }
      actions={
        <>
          {may(judgeStory) && open ? (
            <>
              <Button kind="first" icon="check" onPress={() => setJudgement('accept')}>
                {say('Accept all as…')}
              </Button>
              <Button icon="close" onPress={() => setJudgement('reject')}>
                {say('Reject all')}
              </Button>
            </>
          ) : null}
          {may(judgeStory) && !open && it.members.length > 0 ? (
            <Button
              isDisabled={arranging.pending}
              onPress={() => void arranging.judge({ id, version: it.version }, { judgement: 'reopen' })}
            >
              {say('Judge all again')}
            </Button>
          ) : null}
          {may(declareIncident) && it.members.length > 0 ? (
            <Link
              to="/incidents"
              search={{
                add: 'incident',
                observations: it.members
                  .map((member) => member.item)
                  .slice(0, 50)
                  .join(','),
                title: it.title,
              }}
              className={buttonClass()}
            >
              {say('Open incident')}
            </Link>
          ) : null}
        </>
      }
    >
      {judgement ? null : <Problem error={arranging.error} />}
      {it.why.length > 0 && it.items > 1 ? (
        <p className="note small">{say('Together because: {why}', { why: it.why.join('; ') })}</p>
      ) : null}
      <StoryDetails id={id} onTakeOut={(at, item) => void arranging.takeOut(at, item)} />
      {judgement ? (
        <JudgeStory story={it} judgement={judgement} arranging={arranging} onClose={() => setJudgement(null)} />
      ) : null}
    </Page>
  )
}
